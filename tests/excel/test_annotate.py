"""The sender's own workbook, annotated."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.excel.rich import INPUTS, OTHER, rich_workbook
from tests.excel.test_patch import parts
from toolkit.excel.annotate import Annotation, annotate, is_annotation, without_annotations
from toolkit.excel.notes import HEADING
from toolkit.excel.patch import set_values
from toolkit.excel.preflight import inspect
from toolkit.excel.reader import read_workbook
from toolkit.model.form import Severity

RICH = rich_workbook()
MARK = 'LEN("baocao")=6'


def row(cell: str, severity: Severity = Severity.ERROR, sheet: str = INPUTS, sentence: str = "Sai.") -> Annotation:
    return Annotation(sheet=sheet, cell=cell, sentence=sentence, remedy="Hãy sửa.", found="15", severity=severity)


ROWS = (
    row("C5", Severity.WARNING),
    row("C4"),
    row("C4", Severity.NOTE, sentence="Thêm nữa <&>."),
    row("B1", sheet=OTHER),
    row("", sheet=""),
    row("A1", sheet="Trang đã mất"),
)
ANNOTATED = annotate(RICH, ROWS, "vi")


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")


def test_first_sheet_lists_what_to_mend() -> None:
    """The list comes first, gravest first, with counts, what was found, what to do, and a link to the cell."""
    sheet = opened(ANNOTATED).worksheets[0]
    assert is_annotation(sheet.title)
    listed = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=6)]
    assert [line[2] for line in listed] == [
        f"{INPUTS} · C4",
        f"{OTHER} · B1",
        None,
        "Trang đã mất · A1",
        f"{INPUTS} · C5",
        f"{INPUTS} · C4",
    ]
    assert [line[0] for line in listed] == ["1", "2", "3", "4", "5", "6"]
    assert listed[5][3:] == ["15", "Thêm nữa <&>.", "Hãy sửa."]
    links = {cell.coordinate: cell.hyperlink.location for line in sheet.iter_rows() for cell in line if cell.hyperlink}
    assert links == {"C6": f"'{INPUTS}'!C4", "C7": "'Đơn ''x'' vị'!B1", "C10": f"'{INPUTS}'!C5", "C11": f"'{INPUTS}'!C4"}


def test_each_cell_has_a_mark_and_a_note() -> None:
    """A mark by the gravest finding of the cell, and a note with every sentence and remedy."""
    book = opened(ANNOTATED)
    marks = {str(area.sqref): [rule.formula for rule in area.rules] for area in book[INPUTS].conditional_formatting}
    assert marks["C4"] == marks["C5"] == [[MARK]]
    assert book[INPUTS]["C5"].comment.text == f"{HEADING}Sai. Hãy sửa."
    assert book[OTHER]["B1"].comment.text == f"{HEADING}Sai. Hãy sửa."


def test_somebody_elses_note_stays() -> None:
    """On a cell that has a note, ours stands below it, and the author stays."""
    note = opened(ANNOTATED)[INPUTS]["C4"].comment
    assert note.text == f"Ghi chú của chị Hoa\n{HEADING}Sai. Hãy sửa.\n\nThêm nữa <&>. Hãy sửa."
    assert note.author == "Hoa"


def test_everything_else_stays() -> None:
    """Charts, pictures, text boxes, buttons, shared texts, properties: the same bytes; only what must change does."""
    before, after = parts(RICH), parts(ANNOTATED)
    untouched = {name for name in before if before[name] == after[name]}
    for kind in ("xl/charts/", "xl/media/", "xl/drawings/drawing", "xl/sharedStrings", "docProps/", "xl/theme/"):
        assert any(name.startswith(kind) for name in untouched), kind
        assert not any(name.startswith(kind) for name in before.keys() - untouched), kind
    sheet = after["xl/worksheets/sheet1.xml"]
    for piece in (
        b"<f>ket_nap_moi/chi_tieu</f><v>1.2</v>",
        b"<sheetProtection",
        b"<dataValidation ",
        b"x14:dataBar",
        b"<mergeCell ",
    ):
        assert piece in sheet
    assert b'ObjectType="Button"' in after["xl/drawings/vmlDrawing2.vml"]


def test_cells_keep_their_styles() -> None:
    """No cell's style number changes; the sender's formats stay first in the style sheet."""
    before, after = opened(RICH), opened(ANNOTATED)
    for title in (INPUTS, OTHER):
        for line in before[title].iter_rows():
            for cell in line:
                assert after[title][cell.coordinate]._style == cell._style


def test_the_senders_rules_keep_their_order() -> None:
    """Our marks come first; the sheet's own conditional formats follow in the order that they had."""
    rules = [(rule.priority, rule.type) for area in opened(ANNOTATED)[INPUTS].conditional_formatting for rule in area.rules]
    assert sorted(rules) == [(1, "expression"), (2, "expression"), (3, "dataBar"), (4, "cellIs")]


def test_names_of_single_sheets_move_along() -> None:
    """Print areas and names of one sheet still belong to that sheet; one sheet only is selected."""
    book = opened(ANNOTATED)
    assert book[INPUTS].print_title_rows == "$1:$2"
    assert book[OTHER].print_area == "'Đơn ''x'' vị'!$A$1:$B$3"
    assert list(book[OTHER].defined_names) == ["cua_trang"]
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, None, None]


def test_twice_is_once() -> None:
    """Annotating the annotated workbook again, or with other rows in between, gives the same bytes."""
    assert annotate(ANNOTATED, ROWS, "vi") == ANNOTATED
    assert annotate(annotate(ANNOTATED, (row("C3"),), "en"), ROWS, "vi") == ANNOTATED


def test_annotations_come_off_without_a_trace() -> None:
    """Sheet, marks and notes go; what the sender had, a note of somebody's included, stays."""
    cleaned = opened(without_annotations(ANNOTATED))
    assert cleaned.sheetnames == [INPUTS, OTHER]
    assert cleaned[INPUTS]["C4"].comment.text == "Ghi chú của chị Hoa"
    assert cleaned[INPUTS]["C5"].comment is None
    assert cleaned[OTHER]["B1"].comment is None
    rules = [(rule.priority, rule.type) for area in cleaned[INPUTS].conditional_formatting for rule in area.rules]
    assert sorted(rules) == [(1, "dataBar"), (2, "cellIs")]
    assert parts(without_annotations(ANNOTATED)).keys() == parts(RICH).keys()


def test_a_workbook_without_annotations_is_not_touched() -> None:
    """Taking off what is not there gives the same bytes."""
    assert without_annotations(RICH) == RICH


def test_the_reader_reads_the_same_answers() -> None:
    """An annotated workbook that is sent back is read as if nothing were there."""
    assert inspect(ANNOTATED) is None
    before, after = read_workbook(RICH, "a"), read_workbook(ANNOTATED, "a")
    assert after.identity == before.identity
    assert [after.cell(name) for name in before.names] == [before.cell(name) for name in before.names]


def test_no_rows_give_a_list_that_says_so() -> None:
    """Nothing to mend: the list is there, with noughts, and no sheet is marked."""
    data = annotate(RICH, (), "en")
    assert opened(data).worksheets[0]["A2"].value == "0 errors to mend, 0 warnings to look at, 0 notes."
    assert parts(data)["xl/comments1.xml"] == parts(RICH)["xl/comments1.xml"]


@pytest.mark.office
def test_marks_survive_libreoffice(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, mended and annotated again: one list, one mark a cell, one note a cell."""
    (tmp_path / "a.xlsx").write_bytes(ANNOTATED)
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        "out",
        "a.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=600)
    data = (tmp_path / "out" / "a.xlsx").read_bytes()
    links = {cell.hyperlink.location for line in opened(data).worksheets[0].iter_rows() for cell in line if cell.hyperlink}
    assert links == {f"'{INPUTS}'!C4", f"'{INPUTS}'!C5", "'Đơn ''x'' vị'!B1"}
    saved = set_values(data, {"kn_nu": 3})
    book = opened(annotate(saved, (row("C5"),), "vi"))
    assert [is_annotation(title) for title in book.sheetnames] == [True, False, False]
    marked = [str(area.sqref) for area in book[INPUTS].conditional_formatting for rule in area.rules if rule.formula == [MARK]]
    assert marked == ["C5"]
    assert book[INPUTS]["C5"].comment.text == f"{HEADING}Sai. Hãy sửa."
    assert book[INPUTS]["C4"].comment.text == "Ghi chú của chị Hoa"
    assert book[OTHER]["B1"].comment is None
