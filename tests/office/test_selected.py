"""Which figure a selected cell shows, and what is said of a cell that shows none."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from toolkit.excel.reader import WorkbookContent
from toolkit.messages import Obstacle, say
from toolkit.office.selected import Selected, figure_at
from toolkit.office.tracing import consolidated_of, traced
from toolkit.round import Round, open_round

TOWN = "4-tong-hop/024 Thành phố Hà Giang.xlsx"


@pytest.fixture(scope="module")
def round_(demo_round: Path) -> Round:
    return open_round(demo_round)


@pytest.fixture(scope="module")
def content(round_: Round) -> WorkbookContent:
    found = consolidated_of(round_, round_.folder / TOWN)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def sheets(round_: Round) -> openpyxl.Workbook:
    return openpyxl.load_workbook(round_.folder / TOWN, data_only=True)


def at(sheets: openpyxl.Workbook, sheet: str, row: int, column: int) -> Selected:
    above = [list(values) for values in sheets[sheet].iter_rows(max_row=row, max_col=column, values_only=True)]
    return Selected(sheet, row, column, above)


def test_a_named_cell_and_what_it_is_set_beside(round_: Round, content: WorkbookContent, sheets: openpyxl.Workbook) -> None:
    """The total, its target and its label are of one indicator."""
    area = content.names["ket_nap_moi"]
    assert area is not None
    for column in (2, area.left, area.left + 1):
        assert figure_at(content, round_.form, round_.tree, at(sheets, area.sheet, area.top, column)) == ("024", "ket_nap_moi")


def test_a_row_of_the_sources(round_: Round, content: WorkbookContent, sheets: openpyxl.Workbook) -> None:
    """It says itself which unit and which indicator it is of."""
    row = next(row for row in range(4, 400) if sheets["Nguồn"].cell(row, 3).value == "ket_nap_moi")
    unit = str(sheets["Nguồn"].cell(row, 5).value)
    assert figure_at(content, round_.form, round_.tree, at(sheets, "Nguồn", row, 6)) == (unit, "ket_nap_moi")


def test_the_table_of_units_and_indicators(round_: Round, content: WorkbookContent, sheets: openpyxl.Workbook) -> None:
    """By the unit's name and the label above, wherever they stand; the row of totals is the unit itself."""
    sheet = sheets["Tổng hợp"]
    label = round_.form.by_code["ket_nap_moi"].label
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == label)
    rows = {str(sheet.cell(row, 2).value): row for row in range(head.row + 1, sheet.max_row + 1)}
    for name, unit in (("Phường Quang Trung", "00688"), ("Xã Phương Độ", "00946"), (say("form-total", "vi"), "024")):
        found = figure_at(content, round_.form, round_.tree, at(sheets, "Tổng hợp", rows[name], head.column))
        assert found == (unit, "ket_nap_moi")


@pytest.mark.parametrize(
    ("sheet", "row", "column"), [("Tổng hợp", 1, 1), ("Tổng hợp", 9, 2), ("Tiến độ", 5, 2), ("Thuyết minh", 6, 3)]
)
def test_a_cell_without_a_figure(
    round_: Round, content: WorkbookContent, sheets: openpyxl.Workbook, sheet: str, row: int, column: int
) -> None:
    """The sentence names the cell."""
    with pytest.raises(Obstacle) as refused:
        figure_at(content, round_.form, round_.tree, at(sheets, sheet, row, column))
    assert refused.value.code == "trace-no-figure" and refused.value.values["sheet"] == sheet


def test_only_consolidated_workbooks_of_the_round_can_be_traced(round_: Round) -> None:
    """Not a blank, not a report, not the control workbook."""
    blank = next((round_.folder / "1-phat-hanh").rglob("*.xlsx"))
    report = next((round_.folder / "5-bao-cao").glob("*.docx"))
    assert [consolidated_of(round_, path) for path in (blank, report, round_.folder / "dieu-hanh.xlsx")] == [None] * 3


def test_a_total_is_traced_to_the_cells_it_was_typed_into(
    round_: Round, content: WorkbookContent, sheets: openpyxl.Workbook
) -> None:
    """Each source is a kept file; a unit that only states is one row; a cell older than the round is said to be old."""
    area = content.names["ket_nap_moi"]
    assert area is not None
    found = traced(round_, content, at(sheets, area.sheet, area.top, area.left))
    assert len(found.sources) == 8 and len(found.rows) == 9 and found.rows[0].note == ""
    assert all((round_.folder / spot.path).is_file() and spot.sheet and spot.cell for spot in found.sources)
    assert sum(int(row.value) for row in found.rows[1:]) == int(found.rows[0].value)
    old = at(sheets, area.sheet, area.top, area.left)
    changed = Selected(old.sheet, old.row, old.column, [*old.above[:-1], [*old.above[-1][:-1], 1.0]])
    assert traced(round_, content, changed).rows[0].note == say("trace-old", "vi")


def test_a_rate_is_made_of_the_figures_it_is_computed_from(
    round_: Round, content: WorkbookContent, sheets: openpyxl.Workbook
) -> None:
    """Each of them with its own parts, set in."""
    area = content.names["ty_le_ket_nap"]
    assert area is not None
    rows = traced(round_, content, at(sheets, area.sheet, area.top, area.left)).rows
    assert [row.label for row in rows if row.depth == 1] == [
        round_.form.by_code[code].label for code in ("chi_tieu_ket_nap", "ket_nap_moi")
    ]
