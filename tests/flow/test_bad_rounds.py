"""What is wrong in a tree or in what units send is a finding with its place, and the rest consolidates: each kind at once, in one round."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.support.rounds import collected, drop, filled, small_round
from toolkit.excel.patch import set_values
from toolkit.flow import Intake, figures, write_consolidations
from toolkit.model.finding import Finding
from toolkit.round import Round, open_round


@pytest.fixture
def spoilt(tmp_path: Path) -> Round:
    """Eight communes: one under nobody known, two under each other, a second root, one that was merged away, one that moved this year."""
    round_ = small_round(tmp_path, communes=8)
    path = next(round_.folder.glob("dieu-hanh.xls*"))
    book = openpyxl.load_workbook(path)
    units = book["Đơn vị"]
    rows = {row[0].value: row for row in units.iter_rows(min_row=3)}
    rows["x4"][3].value = "zz"
    rows["x5"][3].value, rows["x6"][3].value = "x6", "x5"
    units.append(["r2", "Huyện R", "huyện", ""])
    events = book["Sáp nhập"]
    heads = {cell.value: cell.column for cell in events[1]}
    for row, (source, target, relation, day) in enumerate(
        (("x7", "x1", "Nhập toàn bộ", date(2019, 3, 1)), ("x8", "x8", "Giữ nguyên", date(2020, 7, 1))), start=3
    ):
        for name, value in (("from_code", source), ("to_code", target), ("relation", relation), ("date", day)):
            events.cell(row, heads[name]).value = value
    book.save(path)
    return open_round(round_.folder)


def spots(findings: tuple[Finding, ...]) -> set[tuple[str, str, str]]:
    return {(each.code, each.place.sheet, each.place.cell) for each in findings}


def test_a_tree_with_mistakes(spoilt: Round) -> None:
    """A cycle, a second root, an unknown parent, a unit that ended before the period, one that moved within it."""
    assert {
        ("unknown-parent", "Đơn vị", "A7"),
        ("unit-unreachable", "Đơn vị", "A8"),
        ("unit-unreachable", "Đơn vị", "A9"),
        ("second-root", "Đơn vị", "A13"),
    } <= spots(spoilt.control.findings)
    told = {each.code: each.place for each in spoilt.control.findings}
    assert (told["lineage-closed"].sheet, told["lineage-closed"].cell[1:]) == ("Sáp nhập", "3")
    assert "moved-within-period" in told
    assert [each.code for each in spoilt.tree.expected("h")][:3] == ["x1", "x2", "x3"]


def test_the_rest_consolidates(spoilt: Round) -> None:
    """Totals are of the units that hang in the tree and have reported; the others lower the coverage, are named, and are no zero."""
    drop(spoilt, a=filled(spoilt, "x1"), b=filled(spoilt, "x2", {"tong": 30}))
    collected(spoilt)
    data, findings = figures(spoilt)
    total = data.figure("h", "tong")
    assert (total.value, total.reported, total.expected) == (40, 2, len(spoilt.tree.expected("h")))
    assert {each.code for each in data.missing("h")} == {each.code for each in spoilt.tree.expected("h")} - {"x1", "x2"}
    assert data.figure("x3", "tong").value is not None and data.figure("x3", "tong").reported == 0
    assert {"unknown-parent", "unit-unreachable", "second-root"} <= {each.code for each in findings}
    assert write_consolidations(spoilt)[0].paths


def test_bad_workbooks_cost_only_themselves(tmp_path: Path) -> None:
    """Two for one unit: the newer counts, and what it has otherwise is noted; another version; a text where a figure belongs."""
    round_ = small_round(tmp_path)
    drop(round_, a1=filled(round_, "x1"))
    collected(round_)
    drop(
        round_,
        a2=filled(round_, "x1", {"tong": 12}),
        b=set_values(filled(round_, "x2"), {"baocao.version": "0.9"}),
        c=filled(round_, "x3", {"tong": "rất đông"}),
    )
    told: Intake = collected(round_)
    places = [(each.code, each.place) for taken in told.taken for each in taken.findings]
    found = {(code, place.file, place.cell, place.unit) for code, place in places}
    assert ("number-unreadable", "c.xlsx", "D10", "x3") in found
    assert ("changed", "a2.xlsx", "D10", "x1") in found
    assert ("version-not-accepted", "b.xlsx", "", "x2") in found
    data, _ = figures(round_)
    assert data.figure("x1", "tong").value == 12
    assert data.figure("h", "tong").reported == len(data.reported("h"))
    assert "x3" in {each.code for each in data.missing("h")}
