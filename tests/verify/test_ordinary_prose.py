"""On ordinary prose verification is silent: false alarms are counted over a corpus of our own."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from tests.verify.prose_maker import FIRST_CLAIM, SENTENCES, make
from toolkit.model.form import Severity
from toolkit.model.place import Place
from toolkit.verify import Verification, verify_text
from toolkit.verify.sentence import iter_sentences
from toolkit.word import read_paragraphs

CORPUS = Path(__file__).with_name("ordinary")
CLAIMED = re.compile("%|tăng|giảm|gồm|trong đó|chia ra|đồng")
NUMBER = re.compile("[0-9][0-9.,]*")
ALLOWED = Fraction(1, 1000)
"""False alarms to numbers; notes count, too."""


def numbers(lines: Iterable[str]) -> int:
    return sum(len(NUMBER.findall(line)) for line in lines)


def alarms(lines: Sequence[str]) -> tuple[list[tuple[str, str, str]], Verification]:
    """What is said of a text that is right: the line, the code, the words."""
    result = verify_text((Place(cell=f"dòng {number}"), line) for number, line in enumerate(lines, 1))
    found = [(each.place.cell, each.code, each.found) for each in result.findings]
    return found, result


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_false_alarm(path: Path) -> None:
    """Papers, addresses, sports, weather, prices, terms, and statements that nearly look wrong raise nothing, not even a note."""
    found, result = alarms(path.read_text(encoding="utf-8").splitlines())
    assert found == [] and [each.found for each in result.checked if not each.right] == []


def test_written_corpus_is_large_enough() -> None:
    """What was written by hand holds more than a thousand numbers, many of which state quantities."""
    lines = [line for path in CORPUS.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    assert numbers(lines) > 1500 and alarms(lines)[1].quantities > 800


def test_false_alarms_among_thousands() -> None:
    """Of thousands of numbers in sentences made anew fewer than one in a thousand is questioned, and what is right is seen as right."""
    lines = list(make(1600))
    found, result = alarms(lines)
    assert numbers(lines) > 9000
    assert Fraction(len(found), numbers(lines)) <= ALLOWED, found
    stated = sum(1 for number, line in enumerate(lines) if number % len(SENTENCES) >= FIRST_CLAIM and CLAIMED.search(line))
    assert len(result.right) >= stated * 0.99


def test_our_own_reports_raise_nothing(demo_round: Path) -> None:
    """The sample's twelve reports, read as anybody's text: thousands of numbers, every claim right, no finding."""
    count = 0
    for path in sorted((demo_round / "5-bao-cao").glob("*.docx")):
        paragraphs = read_paragraphs(path.read_bytes(), path.name)
        result = verify_text(paragraphs)
        assert result.findings == () and all(each.right for each in result.checked)
        count += numbers(text for _, text in paragraphs)
    assert count > 5000


def test_names_are_no_quantities() -> None:
    """Dates, documents, telephones, terms and slogans state no quantity."""
    text = (
        "Kế hoạch 411-KH/TWĐTN-BTC ngày 15/3/2019, số điện thoại: 02193 866 215, đường 20/8, nhiệm kỳ 2017-2022, 1+1, 24/7, "
        "Nghị định 30/2020/NĐ-CP, tháng 11/2020, năm 2020, lớp 12/3, Công nghiệp 4.0, COVID-19, van.phong01@example.vn."
    )
    (sentence,) = iter_sentences(Place(), text)
    assert [each.text for each in sentence.numerals] == []


def test_severities() -> None:
    """Style is a note: foreign letters, decomposed letters, English digits and uneven slashes never make an error."""
    result = verify_text([(Place(), "Ðoàn viên mới 7,338/ 7,243 (101.3%), quà 1,250,000 đồng; xã Nậm Di\u0323ch")])
    assert {each.code for each in result.findings} == {
        "verify-style-d",
        "verify-style-english",
        "verify-style-spacing",
        "verify-style-decomposed",
    }
    assert {each.severity for each in result.findings} == {Severity.NOTE}
    assert [each.right for each in result.checked] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 30_000,
        "1.234." * 5000,
        "a" * 30_000 + "Ð1",
        " " * 30_000 + "1",
        "P. " * 10_000 + "1",
        "1 + " * 8000,
        "1/" * 10_000,
        "(1" * 10_000,
        "1, " * 10_000,
        "5 người gồm " * 3000,
    ],
)
def test_absurd_text(text: str) -> None:
    """Thousands of characters of nonsense are read through in good time."""
    started = time.perf_counter()
    assert verify_text([(Place(), text)]).quantities >= 0
    assert time.perf_counter() - started < 10
