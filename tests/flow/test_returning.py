"""What goes back to senders: under which name, what happens where the former one is open, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.hostile import encrypted, macro, zipped
from tests.support.rounds import collected, drop, filled, small_round
from toolkit import files
from toolkit.flow import rebuild, show_progress
from toolkit.flow.returning import sent_back
from toolkit.model.form import Severity
from toolkit.model.progress import Outcome

WRONG = {"nam": 99}


def returned(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "3-tra-lai").iterdir())


def test_a_workbook_with_macros_goes_back_as_one(tmp_path: Path) -> None:
    """Excel opens no .xlsx that holds macros; the ending follows the content, and goes with it when the next one has none."""
    round_ = small_round(tmp_path)
    drop(round_, a=macro(filled(round_, "x1", WRONG)))
    collected(round_)
    assert returned(round_.folder) == ["x1 Xã 1.txt", "x1 Xã 1.xlsm"]
    drop(round_, b=filled(round_, "x1", {"nam": 98}))
    collected(round_)
    assert returned(round_.folder) == ["x1 Xã 1.txt", "x1 Xã 1.xlsx"]
    drop(round_, c=filled(round_, "x1"))
    collected(round_)
    assert returned(round_.folder) == []


def test_what_went_back_is_found_by_what_is_found_in_it(tmp_path: Path) -> None:
    """With any ending, under the name that it came under; a workbook that was accepted, and a finding about another one, find nothing."""
    round_ = small_round(tmp_path)
    drop(round_, a=macro(filled(round_, "x1", WRONG)), b=filled(round_, "x2", WRONG), c=filled(round_, "x3"))
    collected(round_)
    back = sent_back(round_)
    assert sorted(back.values()) == ["3-tra-lai/x1 Xã 1.xlsm", "3-tra-lai/x2 Xã 2.xlsx"]
    errors = {(each.place.unit, each.place.file) for each in show_progress(round_, "vi")[1] if each.severity is Severity.ERROR}
    assert errors == set(back)


def test_one_that_is_open_in_excel_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, the others are written, and the next run writes it; the balance is whole."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1", WRONG), b=filled(round_, "x2", WRONG))
    monkeypatch.setattr(files, "BLINK", 0.0)
    real = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target.name == "x1 Xã 1.xlsx":
            raise PermissionError(13, "Access is denied")
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refused)
        intake = collected(round_)
    assert intake.count(Outcome.RETURNED) == 2
    assert [(each.code, each.place.unit) for each in intake.left] == [("returned-in-use", "x1")]
    assert returned(round_.folder) == ["x2 Xã 2.txt", "x2 Xã 2.xlsx"]
    assert collected(round_).left == ()
    assert "x1 Xã 1.xlsx" in returned(round_.folder)


def test_one_that_is_open_is_withdrawn_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mended workbook was accepted while somebody looked at the former one: it goes with the next run."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1", WRONG))
    collected(round_)
    drop(round_, b=filled(round_, "x1"))
    real = Path.unlink

    def refused(self: Path, *, missing_ok: bool = False) -> None:
        if self.name == "x1 Xã 1.xlsx":
            raise PermissionError(13, "Access is denied")
        real(self, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        assert collected(round_).count(Outcome.ACCEPTED) == 1
    assert returned(round_.folder) == ["x1 Xã 1.xlsx"]
    collected(round_)
    assert returned(round_.folder) == []


def test_what_has_no_content_has_its_own_reason(tmp_path: Path) -> None:
    """Two entries behind a password: nothing is stored of them but why, each by itself; rebuilt, the ledger tells the same."""
    round_ = small_round(tmp_path)
    (round_.folder / "2-nhan/a.zip").write_bytes(encrypted(zipped({"1.xlsx": b"x", "2.xlsx": b"x"})))
    assert collected(round_).count(Outcome.QUARANTINED) == 2
    reasons = [path.read_text("utf-8-sig") for path in (round_.folder / "luu-tru/cach-ly").iterdir()]
    assert sorted(each.splitlines()[0] for each in reasons) == ["a.zip/1.xlsx", "a.zip/2.xlsx"]
    with round_.ledger() as ledger:
        before = ledger.findings()
    rebuild(round_, "vi")
    with round_.ledger() as ledger:
        assert ledger.findings() == before
