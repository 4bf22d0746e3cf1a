"""The blanks that we issue, through everything that may happen to them: filled, disturbed, annotated, and read."""

from __future__ import annotations

from tests.excel.small import small_form, tree
from tests.support.issued import issue
from toolkit.excel.annotate import Annotation, annotate, without_annotations
from toolkit.excel.disturb import add_sheet, insert_row
from toolkit.excel.patch import set_values
from toolkit.excel.preflight import inspect
from toolkit.excel.reader import WorkbookContent, read_workbook
from toolkit.model.form import Severity
from toolkit.model.period import Period
from toolkit.model.submission import Raw

BLANK = issue(small_form(), Period(2020), tree(), tree()["00820"], {}, None)
FILLED = set_values(BLANK, {"tong": 12, "nam": 7, "nu": 6, "kho_khan": "=không", "mo_hinh.ten": "A", ("mo_hinh.ten", 1): "B"})


def answers(content: WorkbookContent) -> dict[str, Raw]:
    cells = {name: content.cell(name) for name in content.names}
    return {name: cell.raw for name, cell in cells.items() if cell is not None}


def row(content: WorkbookContent, name: str) -> Annotation:
    cell = content.cell(name)
    assert cell is not None
    return Annotation(
        sheet=cell.place.sheet, cell=cell.place.cell, sentence="Sai.", remedy="Sửa.", found=str(cell.raw), severity=Severity.ERROR
    )


def test_answers_survive_disturbance_and_annotation() -> None:
    """A row inserted above, a sheet added, marks and notes on inputs of every kind: the same answers, the same identity."""
    content = read_workbook(FILLED, "x.xlsx")
    first = content.cell("tong")
    assert first is not None
    disturbed = add_sheet(insert_row(FILLED, first.place.sheet, int(first.place.cell[1:])), "Nháp", [["cộng", 13]])
    moved = read_workbook(disturbed, "x.xlsx")
    annotated = annotate(disturbed, [row(moved, name) for name in ("nam", "kho_khan", "mo_hinh.ten")], "vi")
    assert inspect(annotated) is None
    for data in (disturbed, annotated, without_annotations(annotated)):
        again = read_workbook(data, "x.xlsx")
        assert answers(again) == answers(content)
        assert (again.identity, again.findings, again.broken()) == (content.identity, (), ())


def test_filled_cells_stand_where_the_names_point() -> None:
    """Figures, text that looks like a formula, and a table's rows are read as they were put in."""
    found = read_workbook(FILLED, "x.xlsx")
    assert [answers(found)[name] for name in ("tong", "nam", "nu", "kho_khan")] == [12, 7, 6, "=không"]
    assert [line[0].raw for line in found.area("mo_hinh.ten")][:3] == ["A", "B", None]
