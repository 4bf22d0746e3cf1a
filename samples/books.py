"""What the makers of samples share: workbooks with machine names in row 1 and Vietnamese in row 2, a stock of sentences, dice."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

Cell = str | int | float | date | None
Formats = Mapping[str, xlsxwriter.format.Format]
Columns = tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet to write: columns as (machine name, Vietnamese, width), and rows from row 3 on."""

    title: str
    columns: Columns
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Line:
    """A sentence of the stock, and the tags that a unit must have to say it."""

    tags: frozenset[str]
    text: str


def stock_of(path: Path) -> dict[str, tuple[Line, ...]]:
    """The sentences by field, in the file's order."""
    stock: dict[str, list[Line]] = {}
    field = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            field = line.strip("[] ")
        elif line.strip() and not line.startswith("#"):
            tags, text = line.split("|", 1)
            stock.setdefault(field, []).append(Line(frozenset(tags.split()), text.strip()))
    return {field: tuple(lines) for field, lines in stock.items()}


def bare(text: str) -> str:
    """Without accents, as typed on a keyboard that has none."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def write(path: Path, title: str, comment: str, created: datetime, sheets: Iterable[Sheet]) -> None:
    """Writes the sheets: machine names in row 1, Vietnamese in row 2, both frozen; no text is taken for a formula or a link."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False})
    book.set_properties({"title": title, "author": "baocao", "comments": comment, "created": created})
    formats = {
        name: book.add_format({"font_name": "Arial", "font_size": 10, "valign": "top", **look}) for name, look in _LOOKS.items()
    }
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.title), sheet, formats)
    book.close()


_LOOKS = {
    "machine": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F4E79"},
    "heading": {"bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1},
    "text": {"num_format": "@", "text_wrap": True},
    "number": {"num_format": "General"},
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
}


def _write_sheet(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, formats: Formats) -> None:
    for column, (code, label, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, code, formats["machine"])
        page.write_string(1, column, label, formats["heading"])
    for number, row in enumerate(sheet.rows, start=2):
        page.set_row(number, 14 * _lines(sheet, row) + 2)
        for column, value in enumerate(row):
            _write_cell(page, number, column, value, formats)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, 1)
    page.set_row(1, 46)
    page.freeze_panes(2, 2 if len(sheet.columns) > 2 else 0)


def _lines(sheet: Sheet, row: Sequence[Cell]) -> int:
    """How many lines the longest cell of a row takes, at about one letter a unit of width."""
    widths = (width for _, _, width in sheet.columns)
    return (
        max((-(-len(value) // width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)), default=1) or 1
    )


def _write_cell(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell, formats: Formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        page.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, str):
        page.write_string(row, column, value, formats["text"])
    else:
        page.write_number(row, column, value, formats["number"])
