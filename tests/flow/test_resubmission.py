"""A workbook that comes again says what is other in it, and what goes back has the words to go with it."""

from __future__ import annotations

from pathlib import Path

from tests.support.rounds import collected, drop, filled, small_round


def test_what_changed_is_noted(tmp_path: Path) -> None:
    """Old value and new value at the cell, for figures, texts and tables; what stayed is not named."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1", {"kho_khan": "Ít người", ("viec.ten", 0): "Vườn rau"}))
    collected(round_)
    drop(round_, b=filled(round_, "x1", {"tong": 12, "nu": 3, "kho_khan": "Đường xa", ("viec.ten", 1): "Vườn rau"}))
    findings = collected(round_).taken[0].findings
    changes = [(each.place.indicator, each.place.cell, dict(each.values)["before"], each.found) for each in findings]
    assert [change[0] for change in changes] == ["tong", "nu", "kho_khan"]
    assert changes[0][2:] == ("10", "12")
    assert changes[1][2:] == ("để trống", "3")
    assert all(change[1] for change in changes)
    drop(round_, c=filled(round_, "x1", {"tong": 12, "nu": 3, "kho_khan": "Đường xa"}))
    assert [each.code for each in collected(round_).taken[0].findings] == ["changed-rows"]


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
