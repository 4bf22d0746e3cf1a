"""What people's programs do to a workbook."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.excel.rich import INPUTS, OTHER, rich_workbook
from tests.excel.test_patch import shared
from toolkit.excel.disturb import add_sheet, insert_row
from toolkit.excel.reader import read_workbook

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")
RICH = rich_workbook()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_row_moves_what_is_below() -> None:
    """Values, names, formulas, merged cells, checks, formats and notes move down together."""
    sheet = opened(insert_row(RICH, INPUTS, 4))[INPUTS]
    assert [sheet[f"C{row}"].value for row in range(3, 9)] == [12, None, 15, 10, None, "=ket_nap_moi/chi_tieu"]
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A11:C11"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C3:C6"
    assert {str(area.sqref) for area in sheet.conditional_formatting} == {"C3:C6"}
    assert sheet["C5"].comment.text == "Ghi chú của chị Hoa"


def test_the_new_row_looks_like_the_one_above() -> None:
    """As in Excel, the new row takes over the style, and no value."""
    sheet = opened(insert_row(RICH, INPUTS, 4))[INPUTS]
    assert sheet["C4"].fill.fgColor.rgb == sheet["C3"].fill.fgColor.rgb
    assert sheet["C4"].value is None


def test_names_find_their_cells() -> None:
    """The answers are the same, at their new places; a range that the row went into has grown."""
    content = read_workbook(insert_row(RICH, INPUTS, 4), "a")
    cell = content.cell("kn_nu")
    assert cell is not None
    assert (cell.raw, cell.place.cell) == (15, "C5")
    assert len(content.area("bang")) == 4


def test_formulas_of_other_sheets_follow() -> None:
    """A formula elsewhere that refers to a moved cell follows it; one that stands in the same row of another sheet stays."""
    book = opened(insert_row(RICH, INPUTS, 2))
    assert book[OTHER]["B3"].value == f"='{INPUTS}'!C4*2"
    assert book[INPUTS].print_title_rows == "$1:$3"
    assert book[OTHER].print_area == "'Đơn ''x'' vị'!$A$1:$B$3"


def test_shared_formulas_are_written_out() -> None:
    """Cells that shared one formula each keep their own meaning when a row comes in between."""
    sheet = opened(insert_row(shared(), "S", 3))["S"]
    assert [sheet[f"B{row}"].value for row in range(2, 6)] == ["=A2*2", None, "=A4*2", "=A5*2"]


def test_a_sheet_that_is_not_there() -> None:
    """An unknown title is refused."""
    with pytest.raises(KeyError):
        insert_row(RICH, "Không có", 1)


def test_a_sheet_is_added_last() -> None:
    """The new sheet holds what was given; the others keep their order."""
    book = opened(add_sheet(RICH, "Nháp", [["cộng", 12], [None, True]]))
    assert book.sheetnames == [INPUTS, OTHER, "Nháp"]
    assert [[cell.value for cell in row] for row in book["Nháp"].iter_rows()] == [["cộng", 12], [None, True]]
