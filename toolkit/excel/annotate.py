"""The sender's own workbook, annotated: what must be mended stands on a sheet in front and beside each cell; all else stays as it was."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from toolkit.excel.annotation_sheet import Annotation, add_sheet_of, is_annotation, remove_sheets
from toolkit.excel.draft import Draft
from toolkit.excel.marks import add_marks, remove_marks
from toolkit.excel.notes import add_notes, remove_notes
from toolkit.excel.package import CONTENT_TYPES, Package
from toolkit.excel.structure import SheetPart, parse_address, read_structure
from toolkit.model.form import Severity

__all__ = ["ENDINGS", "Annotation", "annotate", "ending", "is_annotation", "without_annotations"]

ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_ENDINGS = (
    (b"ms-excel.sheet.macroEnabled.main", ".xlsm"),
    (b"spreadsheetml.template.main", ".xltx"),
    (b"ms-excel.template.macroEnabled.main", ".xltm"),
)

_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def annotate(data: bytes, findings_rows: Sequence[Annotation], lang: str) -> bytes:
    """The workbook with a first sheet that lists those rows, and a mark and a note on each cell that they name.

    Former annotations go first, so that annotating twice is annotating once. Cells and parts that no row names keep their bytes: formulas,
    checks, protection, pictures, charts, macros. `data` has passed `preflight.inspect`; LookupError or ValueError where it is spoilt all the same.
    """
    try:
        return _annotated(data, findings_rows, lang)
    except etree.LxmlError as error:
        raise ValueError("the workbook's XML is spoilt") from error


def _annotated(data: bytes, findings_rows: Sequence[Annotation], lang: str) -> bytes:
    draft = Draft(Package(without_annotations(data)))
    add_sheet_of(draft, findings_rows, lang)
    for number, sheet in enumerate(read_structure(draft.package).sheets, start=1):
        rows = [row for row in findings_rows if row.sheet == sheet.title and _is_cell(row.cell)]
        if rows and _is_worksheet(draft, sheet):
            add_marks(draft, sheet.part, _gravest(rows))
            add_notes(draft, sheet.part, _texts(rows), number)
    return draft.to_bytes()


def without_annotations(data: bytes) -> bytes:
    """The workbook without what `annotate` put into it; a workbook that was never annotated comes back as it is."""
    package = Package(data)
    draft = Draft(package)
    for sheet in read_structure(package).sheets:
        if _is_worksheet(draft, sheet) and not is_annotation(sheet.title):
            remove_marks(draft, sheet.part)
            remove_notes(draft, sheet.part)
    remove_sheets(draft)
    return draft.to_bytes() if draft.is_changed else data


def ending(data: bytes) -> str:
    """What a file with that workbook must be called at its end: Excel opens none whose name and content disagree on macros."""
    types = Package(data).read(CONTENT_TYPES)
    return next((each for mark, each in _ENDINGS if mark in types), ENDINGS[0])


def _is_worksheet(draft: Draft, sheet: SheetPart) -> bool:
    return sheet.part in draft.package and b"sheetData" in draft.package.read(sheet.part)


def _is_cell(text: str) -> bool:
    try:
        return parse_address(text)[0] > 0
    except ValueError:
        return False


def _gravest(rows: Sequence[Annotation]) -> dict[str, Severity]:
    by_gravity = sorted(rows, key=lambda row: _GRAVEST_FIRST.index(row.severity), reverse=True)
    return {row.cell: row.severity for row in by_gravity}


def _texts(rows: Sequence[Annotation]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for row in rows:
        text = " ".join(part for part in (row.sentence, row.remedy) if part)
        texts[row.cell] = f"{texts[row.cell]}\n\n{text}" if row.cell in texts else text
    return texts
