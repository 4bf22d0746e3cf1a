"""The sheet in which a level assesses the units below it: what stands in it before and after, that it computes, that it is read back."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.consolidate.test_assessing import FORM, TREE, own, summary
from tests.excel.office import recalculated
from tests.support.forms import form
from toolkit.collect import Expectation, collect
from toolkit.consolidate import consolidate
from toolkit.excel.consolidated import write_consolidated
from toolkit.excel.layout import ASSESSMENTS, NUMBERS
from toolkit.excel.patch import set_values
from toolkit.model.form import ASSESSMENT
from toolkit.model.period import Period
from toolkit.model.submission import Submission
from toolkit.normalise import normalise

ASKED = form(FORM)
PERIOD = Period(2023)


def workbook(*summaries: Submission, unit: str = "A") -> bytes:
    """The consolidated workbook of that unit, with what these consolidated workbooks decided."""
    data, _ = consolidate(ASKED, PERIOD, TREE, own(u1=9, u2=6.5), summaries={each.unit: each for each in summaries})
    return write_consolidated(data, unit)


def sheet(data: bytes, *, values: bool = True) -> Any:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)[ASSESSMENTS]


def texts(page: Any, row: int) -> list[object]:
    """The row of a unit, without its ordinal."""
    return [cell.value for cell in page[row]][1:]


def test_points_start_from_what_the_unit_states() -> None:
    """A row a unit with its code; points as the unit has them, what follows from them computed, the decision open."""
    page = sheet(workbook())
    assert texts(page, 8)[:8] == ["1", "xã 1", None, 9, None, 1, None, None]
    assert texts(page, 8)[-2:] == ["Có", 9]
    assert texts(page, 9)[:6] == ["2", "xã 2", None, 6.5, None, 0]


def test_what_was_decided_stands_in_the_next_one() -> None:
    """A workbook made anew shows what counts now."""
    page = sheet(workbook(summary("A", [{"don_vi": "2", "td": 7, "cong_nhan": False, "ly_do": "Thiếu"}])))
    assert texts(page, 9)[3:8] == [7, None, 1, "Không", "Thiếu"]


def test_only_a_level_that_assesses_has_the_sheet() -> None:
    """The province's units below it state nothing themselves."""
    book = openpyxl.load_workbook(BytesIO(workbook(unit="84")))
    assert ASSESSMENTS not in book.sheetnames
    assert f"{ASSESSMENT}.td" not in book.defined_names


def test_inputs_are_open_and_offer_their_choices() -> None:
    """Points, decision and reason are unlocked, codes are not; a yes or no is picked from a list."""
    page = sheet(workbook(), values=False)
    locked = {cell.coordinate: cell.protection.locked for cell in page[8]}
    assert [letter for letter in "ABCDEFGHIJK" if not locked[f"{letter}8"]] == ["E", "F", "H", "I"]
    lists = {str(each.sqref): each.formula1 for each in page.data_validations.dataValidation if each.type == "list"}
    assert lists == {"F8:F9": '"Có,Không"', "H8:H9": '"Có,Không"'}


def test_what_is_typed_is_read_back_by_the_unit_s_code() -> None:
    """Rows that were sorted and a column that was moved by name make no difference: the code in the row says whose it is."""
    changed = set_values(
        workbook(),
        {
            (f"{ASSESSMENT}.don_vi", 0): "2",
            (f"{ASSESSMENT}.don_vi", 1): "1",
            (f"{ASSESSMENT}.cong_nhan", 0): "Không",
            (f"{ASSESSMENT}.ly_do", 0): "Chưa đủ điểm",
        },
    )
    raw, findings = collect(Expectation(ASKED, PERIOD, TREE), "huyen.xlsx", changed)
    assert raw is not None and not findings
    submission, _ = normalise(ASKED, raw, "huyện")
    rows = {row.value("don_vi"): row for row in submission.tables[ASSESSMENT]}
    assert (rows["2"].value("cong_nhan"), rows["2"].value("ly_do")) == (False, "Chưa đủ điểm")
    assert rows["2"].entries["cong_nhan"].place.sheet == ASSESSMENTS


def test_a_total_may_exceed_what_one_unit_may_state() -> None:
    """The form's most of ten points is no bound for the points of two units together."""
    page = openpyxl.load_workbook(BytesIO(workbook()), data_only=True)[NUMBERS]
    said = {row[1].value: row[6].value for row in page.iter_rows(min_row=10) if row[1].value}
    assert not any(str(each or "").startswith("✗") for each in said.values())


@pytest.mark.office
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    """Every formula of the sheet, the sentences beside the rows among them: as written, and after a decision without a reason."""
    first = summary("A", [{"don_vi": "1", "td": 11, "cong_nhan": True}, {"don_vi": "2", "td": 7, "cong_nhan": False}])
    data = workbook(first)
    ours, theirs = sheet(data), sheet(recalculated(data, tmp_path))
    for row in (8, 9):
        assert [each or None for each in texts(ours, row)] == [each or None for each in texts(theirs, row)]
    assert str(ours["D8"].value).startswith("✗")
    assert str(ours["D9"].value).startswith("✗")
