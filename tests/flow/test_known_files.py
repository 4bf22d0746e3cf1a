"""What lies in the inbox as it lay before is not opened again, and what went back as it would go back now is not written again."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from tests.support.rounds import collected, drop, filled, small_round
from toolkit import inbox
from toolkit.flow import rebuild, returning
from toolkit.model.progress import Outcome
from toolkit.round import Round, folders

LONG_AGO = 1_600_000_000


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    """Three workbooks, one of them wrong, the other two in a zip; all written long ago."""
    made = small_round(tmp_path, 4)
    drop(made, a=filled(made, "x1", {"nam": 99}))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("x2", "x3"):
            archive.writestr(f"{name}.xlsx", filled(made, name))
    (made.folder / folders.INBOX / "huyen.zip").write_bytes(packed.getvalue())
    _age(made)
    return made


def _age(round_: Round, day: int = LONG_AGO) -> None:
    for path in (round_.folder / folders.INBOX).iterdir():
        os.utime(path, (day, day))


def _opened(round_: Round, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], int, int]:
    """What a run opens in the inbox, how many files it takes, and how many it knows."""
    opened: list[str] = []
    read = inbox.read_bytes
    with monkeypatch.context() as patched:
        patched.setattr(inbox, "read_bytes", lambda path: (opened.append(path.name), read(path))[1])
        intake = collected(round_)
    return opened, len(intake.taken), intake.known


def test_an_unchanged_inbox_is_not_opened(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name, size and time of writing tell; what is in a zip is counted as it was."""
    assert _opened(round_, monkeypatch) == (["a.xlsx", "huyen.zip"], 3, 0)
    assert _opened(round_, monkeypatch) == ([], 0, 3)


def test_what_was_written_again_is_opened(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another time of writing is enough, and its content says whether it is new."""
    collected(round_)
    _age(round_, LONG_AGO + 1)
    assert _opened(round_, monkeypatch) == (["a.xlsx", "huyen.zip"], 0, 3)
    drop(round_, a=filled(round_, "x1"))
    assert _opened(round_, monkeypatch) == (["a.xlsx"], 1, 2)


def test_what_was_written_just_now_is_opened_once_more(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be written again within the same tick of the disk's clock, with as many bytes."""
    drop(round_, b=filled(round_, "x4"))
    collected(round_)
    assert _opened(round_, monkeypatch) == (["b.xlsx"], 0, 4)


def test_what_was_left_is_opened(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is open in Excel is not taken, so it is not known."""
    lock = round_.folder / folders.INBOX / "~$a.xlsx"
    lock.write_bytes(b"")
    assert [each.code for each in collected(round_).left] == ["received-open"]
    lock.unlink()
    assert _opened(round_, monkeypatch)[:2] == (["a.xlsx"], 1)


def test_a_ledger_made_anew_knows_nothing(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of the inbox goes with the ledger that knew it."""
    collected(round_)
    rebuild(round_, "vi")
    assert _opened(round_, monkeypatch) == (["a.xlsx", "huyen.zip"], 0, 3)


def test_what_goes_back_is_written_when_it_is_another(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once; again where it is gone, or where other words would stand in it."""
    assert collected(round_).count(Outcome.RETURNED) == 1
    written: list[str] = []
    annotate = returning.annotated
    monkeypatch.setattr(returning, "annotated", lambda *given: (written.append(given[2]), annotate(*given))[1])
    collected(round_)
    assert written == []
    for path in (round_.folder / folders.RETURNED).glob("*.txt"):
        path.unlink()
    collected(round_)
    assert written == ["vi"]
    returning.send_back(round_, "en")
    assert written == ["vi", "en"]
