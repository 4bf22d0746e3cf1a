"""Workbooks spoilt at random, always the same ones: no crash, no hang, no file without an outcome."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable

import pytest

from tests.support.rounds import filled, small_round
from toolkit.collect import Expectation
from toolkit.flow.returning import annotated
from toolkit.judge import Letter, Yardstick, judge
from toolkit.model.finding import has_errors

SPOILT = 250
SECONDS = 60
"""For all of them; it takes some five."""

Spoil = Callable[[random.Random, bytes], bytes]


def cut(chance: random.Random, data: bytes) -> bytes:
    """Ends too early."""
    return data[: chance.randrange(len(data))]


def noise(chance: random.Random, data: bytes) -> bytes:
    """Some bytes are others."""
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 40)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def doubled(chance: random.Random, data: bytes) -> bytes:
    """A stretch stands twice, or is gone."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 5000)]
    return data[:start] + (piece * 2 if chance.random() < 0.5 else b"") + data[start + len(piece) :]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    """A zip of those parts, all of one date: the same parts are the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def without_part(chance: random.Random, data: bytes) -> bytes:
    """A part of the zip is gone."""
    parts = _parts(data)
    parts.pop(chance.choice(sorted(parts)))
    return _packed(parts)


def torn_part(chance: random.Random, data: bytes) -> bytes:
    """A part is whole as a zip has it, and spoilt as XML."""
    parts = _parts(data)
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice((cut, noise, doubled))(chance, parts[name])
    return _packed(parts)


_WORDS = (
    b"#REF!",
    b"-1",
    b"1e400",
    b"NaN",
    b"99999999999999999999",
    b"A1:XFD1048576",
    b"",
    b"\xc4\x90",
    b"&#0;",
    b"&lt;",
    b"0001",
    b"x" * 5000,
)


def other_words(chance: random.Random, data: bytes) -> bytes:
    """What stands between two tags, or in an attribute, is something absurd: numbers, addresses, references."""
    parts = _parts(data)
    name = chance.choice([each for each in sorted(parts) if each.endswith(".xml")])
    for _ in range(chance.randrange(1, 6)):
        content = parts[name]
        mark, end = chance.choice(((b">", b"<"), (b'="', b'"')))
        starts = [at for at in range(len(content)) if content.startswith(mark, at)]
        start = chance.choice(starts) + len(mark)
        stop = content.find(end, start)
        parts[name] = content[:start] + chance.choice(_WORDS) + content[max(stop, start) :]
    return _packed(parts)


SPOILERS: tuple[Spoil, ...] = (cut, noise, doubled, without_part, torn_part, torn_part, other_words, other_words, other_words)


PERSON = "Vàng A Páo".encode()


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> tuple[Yardstick, bytes]:
    round_ = small_round(tmp_path_factory.mktemp("dot"))
    data = filled(round_, "x1", {("viec.ten", 0): "Vườn", ("nguoi.ten", 0): PERSON.decode(), "kho_khan": "Xa"})
    return Yardstick(Expectation(round_.form, round_.period, round_.tree)), data


def test_spoilt_workbooks(measure: tuple[Yardstick, bytes]) -> None:
    """Each is judged, in good time: taken, or put aside with an error that says why."""
    yardstick, data = measure
    chance = random.Random(2020)
    start, slowest, aside = time.monotonic(), 0.0, 0
    for number in range(SPOILT):
        letter = Letter(f"{number}.xlsx", "0" * 64, SPOILERS[number % len(SPOILERS)](chance, data))
        began = time.monotonic()
        judged = judge(yardstick, letter)
        assert not judged.submission or annotated(letter.data, judged.findings, "vi")
        assert not judged.bared or not any(PERSON in content for content in _parts(judged.bared).values()), number
        slowest = max(slowest, time.monotonic() - began)
        assert judged.submission is not None or has_errors(judged.findings), number
        aside += judged.submission is None
    assert time.monotonic() - start < SECONDS
    assert slowest < 10
    assert 0 < aside < SPOILT


def test_the_same_every_time(measure: tuple[Yardstick, bytes]) -> None:
    """A failure can be looked at: the seed gives the same files again."""
    _, data = measure
    assert [spoil(random.Random(7), data) for spoil in SPOILERS] == [spoil(random.Random(7), data) for spoil in SPOILERS]
