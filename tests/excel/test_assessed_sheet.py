"""What districts state of their units goes up through the province's workbook, row by row, and can be traced at the level above it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from tests.consolidate.test_assessing import FORM, TREE, own, summary
from tests.support.forms import form
from toolkit.collect import Expectation, collect
from toolkit.consolidate import consolidate
from toolkit.consolidate.tracing import trace
from toolkit.excel.carried import ASSESSED
from toolkit.excel.consolidated import write_consolidated
from toolkit.excel.layout import ASSESSED_UNITS
from toolkit.excel.patch import set_values
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.model.period import Period
from toolkit.model.submission import Submission
from toolkit.model.unit import Tree, Unit
from toolkit.normalise import normalise

ASKED = form(FORM)
PERIOD = Period(2023)
NATION = Tree((Unit(code="TW", name="Trung ương", kind="trung ương"), *(replace(u, parent=u.parent or "TW") for u in TREE.units)))
CITY = summary(
    "A", [{"don_vi": "1", "td": 8, "cong_nhan": True}, {"don_vi": "2", "td": 6, "cong_nhan": False, "ly_do": "Thiếu minh chứng"}]
)
OWN = own(u1=9, u2=9, u3=10)


@pytest.fixture(scope="module")
def province() -> bytes:
    """The province's workbook: one district has assessed its two units, the other has not yet."""
    data = consolidate(ASKED, PERIOD, TREE, OWN, summaries={"A": CITY})[0]
    return write_consolidated(data, "84")


def received(data: bytes, *others: Submission) -> tuple[Consolidation, tuple[Finding, ...]]:
    """What the level above the province makes of its workbook."""
    raw, _ = collect(Expectation(ASKED, PERIOD, NATION), "Trà Vinh.xlsx", data)
    assert raw is not None
    understood, _ = normalise(ASKED, raw, "tỉnh")
    summaries = {each.unit: each for each in (understood, *others)}
    return consolidate(ASKED, PERIOD, NATION, {}, summaries=summaries)


def test_every_unit_is_listed_with_what_was_stated_and_where(province: bytes) -> None:
    """The two that were assessed with points, decision, reason and the cell that says so; the third as not assessed."""
    page = openpyxl.load_workbook(BytesIO(province), data_only=True)[ASSESSED_UNITS]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=7)]
    assert [row[1:5] for row in rows] == [
        ["1", "xã 1", "huyện A", "Đã thẩm định"],
        ["2", "xã 2", "huyện A", "Đã thẩm định"],
        ["3", "xã 3", "huyện B", "Chưa thẩm định"],
    ]
    assert rows[1][5:10] == [6, None, 0, "Không", "Thiếu minh chứng"]
    assert rows[0][-3] == CITY.file
    assert not any(rows[2][5:])


def test_only_levels_above_those_that_assess_have_the_sheet() -> None:
    """The district states it itself, on its own sheet."""
    data = consolidate(ASKED, PERIOD, TREE, OWN, summaries={"A": CITY})[0]
    assert ASSESSED_UNITS not in openpyxl.load_workbook(BytesIO(write_consolidated(data, "A"))).sheetnames


def test_two_levels_up_everything_comes_to_the_same(province: bytes) -> None:
    """Every figure of every unit, its coverage, and each row of the list; nothing is disputed."""
    here = consolidate(ASKED, PERIOD, TREE, OWN, summaries={"A": CITY})[0]
    above, findings = received(province)
    for unit in TREE.units:
        for code, figure in here.figures[unit.code].items():
            carried = above.figures[unit.code][code]
            assert (carried.value, carried.reported, carried.expected) == (figure.value, figure.reported, figure.expected), (
                unit,
                code,
            )
    assert [(row.unit.code, row.row.value("ly_do")) for row in above.rows("TW", "tham_dinh")] == [
        (row.unit.code, row.row.value("ly_do")) for row in here.rows("84", "tham_dinh")
    ]
    assert above.figures["TW"]["cong_nhan"].value == 1 and not findings


def test_a_row_is_traced_through_the_province_to_the_district(province: bytes) -> None:
    """The figure names the province's workbook and cell, the row beside it the district's."""
    above, _ = received(province)
    (typed,) = trace(above, "2", "td").parts
    assert typed.place is not None
    assert (typed.place.file, typed.place.sheet, typed.place.cell) == ("Trà Vinh.xlsx", ASSESSED_UNITS, "F8")
    assert above.assessments["2"].row.place.file == CITY.file


def test_what_a_level_takes_over_goes_on_up(province: bytes) -> None:
    """The nation's workbook lists all three, with the province's as their origin."""
    page = openpyxl.load_workbook(BytesIO(write_consolidated(received(province)[0], "TW")), data_only=True)[ASSESSED_UNITS]
    assert [page.cell(row, 2).value for row in (7, 8, 9)] == ["1", "2", "3"]


def test_the_level_that_assesses_has_the_last_word(province: bytes) -> None:
    """Its own workbook came too and says otherwise: it counts, and the difference is told with the unit's name."""
    newer = summary("A", [{"don_vi": "1", "td": 9, "cong_nhan": True}])
    data, findings = received(province, newer)
    assert data.figures["1"]["td"].value == 9
    assert data.figures["2"]["td"].value == 6
    assert [(each.code, each.place.unit) for each in findings] == [("assessment-carried-differs", "1")]


def test_a_list_of_rows_makes_nobody_a_sender(province: bytes) -> None:
    """A code typed into the list that the workbook carries nothing else of is left alone."""
    changed = set_values(province, {(f"{ASSESSED}unit", 2): "1", (f"{ASSESSED}unit", 1): "77"})
    data, _ = received(changed)
    assert "77" not in data.submissions
    assert "2" not in data.assessments
