"""A workbook that comes again says what is other in it, and what goes back has the words to go with it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tests.support.rounds import HERE, Values, collected, drop, filled, small_round
from toolkit.flow import rebuild, take_in
from toolkit.round import Round


def test_what_changed_is_noted(tmp_path: Path) -> None:
    """Old value and new value at the cell, for figures, texts and tables; what stayed is not named."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1", {"kho_khan": "Ít người", ("viec.ten", 0): "Vườn rau"}))
    collected(round_)
    drop(round_, b=filled(round_, "x1", {"tong": 12, "nu": 3, "kho_khan": "Đường xa", ("viec.ten", 1): "Vườn rau"}))
    findings = collected(round_).taken[0].findings
    changed = [each for each in findings if each.code.startswith("changed")]
    changes = [(each.place.indicator, each.place.cell, dict(each.values)["before"], each.found) for each in changed]
    assert [change[0] for change in changes] == ["tong", "nu", "kho_khan"]
    assert changes[0][2:] == ("10", "12")
    assert changes[1][2:] == ("để trống", "3")
    assert all(change[1] for change in changes)
    drop(round_, c=filled(round_, "x1", {"tong": 12, "nu": 3, "kho_khan": "Đường xa"}))
    assert [each.code for each in collected(round_).taken[0].findings] == ["supersedes", "changed-rows"]


def test_the_message_beside_a_returned_workbook(tmp_path: Path) -> None:
    """Greeting, count, each thing with its cell and what to do; gone with the workbook once a mended one is there."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1", {"nam": 12, "nu": "chín chục"}))
    collected(round_)
    path = round_.folder / "3-tra-lai/x1 Xã 1.txt"
    words = path.read_bytes().decode("utf-8-sig").split("\r\n")
    assert words[0] == "Kính gửi Xã 1,"
    assert "2 chỗ" in words[2]
    numbered = [line.partition(":")[0] for line in words if line[:2] in ("1.", "2.")]
    assert numbered == ["1. Trang “Số liệu”, ô D13", "2. Trang “Số liệu”, ô D12"]
    drop(round_, b=filled(round_, "x1"))
    collected(round_)
    assert not list((round_.folder / "3-tra-lai").iterdir())


def test_which_version_counts_is_said(tmp_path: Path) -> None:
    """The newest that was accepted: said when another takes its place, when another goes back, and in the progress."""
    round_ = small_round(tmp_path)

    def sent(name: str, values: Values) -> list[tuple[str, str]]:
        drop(round_, **{name: filled(round_, "x1", values)})
        (taken,) = collected(round_).taken
        return [(each.code, each.found) for each in taken.findings if each.code in ("supersedes", "former-counts")]

    assert sent("a", {"nam": 99}) == []
    assert counting(round_) == ("returned", "")
    assert sent("b", {}) == []
    assert sent("c", {"tong": 11}) == [("supersedes", "b.xlsx")]
    assert sent("d", {"nam": 98}) == [("former-counts", "c.xlsx")]
    assert counting(round_) == ("accepted", "c.xlsx")
    before = counting(round_)
    rebuild(round_, "vi")
    assert counting(round_) == before


def counting(round_: Round) -> tuple[str, str]:
    with round_.ledger() as ledger:
        unit = next(each for each in ledger.progress(round_.tree, None).units if each.unit.code == "x1")
    return unit.status.value, unit.counting


def test_late_is_a_flag_and_exempt_needs_a_reason(tmp_path: Path) -> None:
    """What came after the deadline counts like any other; what was mended in time once is not late for being mended again."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1"))
    take_in(round_, datetime(2020, 12, 14), "vi", executor=HERE)
    drop(round_, b=filled(round_, "x2"), c=filled(round_, "x1", {"tong": 12}))
    take_in(round_, datetime(2020, 12, 20), "vi", executor=HERE)
    with round_.ledger() as ledger:
        progress = ledger.progress(round_.tree, date(2020, 12, 15))
        counted = ledger.submissions()
    assert {each.unit.code: each.late for each in progress.units} == {"x1": False, "x2": True, "x3": False, "t1": False}
    assert set(counted) == {"x1", "x2"}
