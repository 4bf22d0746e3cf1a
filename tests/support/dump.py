"""A workbook as readable text, for golden files and for eyes: the same workbook always gives the same lines."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

_PROTECTIONS = ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter", "selectLockedCells")


def dump_workbook(data: bytes) -> str:
    """Names, properties, and sheet by sheet: cells (address, value or formula with its last value, format, openness), checks, formats,
    merged cells, widths, protection, print set-up. ValueError where it is no workbook.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl cannot show (newer formats) it says so about; nothing is saved here
        formulas, values = openpyxl.load_workbook(BytesIO(data)), openpyxl.load_workbook(BytesIO(data), data_only=True)
    lines = [*_book(formulas)]
    for sheet in formulas.worksheets:
        lines += ["", *_sheet(sheet, values[sheet.title])]
    return "\n".join(lines) + "\n"


def _book(book: Workbook) -> Iterator[str]:
    for item in cast(Any, book).custom_doc_props.props:
        yield f"property {item.name} = {item.value}"
    for name in sorted(book.defined_names):
        yield f"name {name} = {book.defined_names[name].attr_text}"


def _sheet(sheet: Worksheet, values: Worksheet) -> Iterator[str]:
    yield f"== {sheet.title} ({sheet.sheet_state})"
    for name in sorted(sheet.defined_names):
        yield f"own name {name} = {sheet.defined_names[name].attr_text}"
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or not cell.protection.locked:
                yield _cell(cell, values[cell.coordinate].value)
    yield from _rules(sheet)
    yield from _layout(sheet)


def _cell(cell: Cell | MergedCell, value: object) -> str:
    shown = _shown(cell.value)
    if isinstance(cell.value, str) and cell.value.startswith("=") and cell.data_type == "f":
        shown = f"{shown} -> {_shown(value)}"
    marks = [cell.number_format if cell.number_format != "General" else "", "" if cell.protection.locked else "open"]
    link = cell.hyperlink.location if isinstance(cell, Cell) and cell.hyperlink else ""
    note = cell.comment.text.replace("\n", "⏎") if cell.comment else ""
    notes = [f"link {link}" if link else "", f"note {note}" if note else ""]
    return "  ".join(part for part in (f"{cell.coordinate}: {shown}", *(f"[{mark}]" for mark in (*marks, *notes) if mark)))


def _shown(value: object) -> str:
    return (
        "" if value is None else repr(value) if isinstance(value, str) and value != value.strip() else str(value).replace("\n", "⏎")
    )


def _rules(sheet: Worksheet) -> Iterator[str]:
    for check in sheet.data_validations.dataValidation:
        bounds = " ".join(str(part) for part in (check.type, check.operator, check.formula1, check.formula2) if part)
        yield f"check {check.sqref}: {bounds} | {check.promptTitle or ''} | {check.prompt or ''} | {check.errorTitle or ''} | {check.error or ''}"
    for group in sheet.conditional_formatting:
        for rule in group.rules:
            yield f"format {group.sqref}: {rule.type} {rule.operator or ''} {', '.join(rule.formula)}".rstrip()


def _layout(sheet: Worksheet) -> Iterator[str]:
    merged = sorted(str(area) for area in sheet.merged_cells.ranges)
    if merged:
        yield f"merged {' '.join(merged)}"
    widths = [
        f"{letter}={size.width:g}" for letter, size in sorted(sheet.column_dimensions.items(), key=lambda item: _order(item[0]))
    ]
    if widths:
        yield f"widths {' '.join(widths)}"
    if sheet.protection.sheet:
        allowed = [name for name in _PROTECTIONS if not getattr(sheet.protection, name)]
        yield f"protected{' with a password' if sheet.protection.password else ''}, allowed: {' '.join(allowed) or 'nothing'}"
    page = sheet.page_setup
    fit = (
        f"fit {page.fitToWidth or 1}x{page.fitToHeight}"
        if sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
        else ""
    )
    parts = (
        f"paper {page.paperSize}" if page.paperSize else "",
        page.orientation or "",
        fit,
        _titles(sheet),
        f"freeze {sheet.freeze_panes}" if sheet.freeze_panes else "",
    )
    yield f"page {' | '.join(part for part in parts if part)}".rstrip()


def _titles(sheet: Worksheet) -> str:
    area = sheet.print_area if isinstance(sheet.print_area, str) else " ".join(sheet.print_area or ())
    return " | ".join(
        part
        for part in (f"area {area}" if area else "", f"rows {sheet.print_title_rows}" if sheet.print_title_rows else "")
        if part
    )


def _order(letter: str) -> tuple[int, str]:
    return len(letter), letter
