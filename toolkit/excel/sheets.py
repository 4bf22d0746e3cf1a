"""Workbooks that an office or a designer fills: row 1 machine names, row 2 the same in Vietnamese, data from row 3.

Form definitions, `units.xlsx` and the control workbook all keep to it; this is their one reader.
"""

from __future__ import annotations

import difflib
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineError, CalamineWorkbook

from toolkit.excel.active import active_content
from toolkit.excel.package import Package
from toolkit.excel.preflight import Problem, open_package
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.submission import Raw
from toolkit.vietnamese.text import fold

FIRST_DATA_ROW = 3


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: what stands under each machine name, and where."""

    file: str
    sheet: str
    number: int
    cells: Mapping[str, Raw]
    letters: Mapping[str, str]

    def get(self, column: str) -> Raw:
        """What stands there; None for an empty cell or a column that the sheet does not have."""
        return self.cells.get(column)

    def text(self, column: str) -> str:
        """The same as text without blanks around it; empty where nothing stands. A whole number reads without `.0`."""
        raw = self.cells.get(column)
        if raw is None:
            return ""
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        if isinstance(raw, datetime):
            raw = raw.date()
        return raw.isoformat() if isinstance(raw, date) else str(raw).strip()

    def place(self, column: str = "") -> Place:
        """Where a column's cell stands in this row; without a column, its first cell."""
        return Place(file=self.file, sheet=self.sheet, cell=f"{self.letters.get(column, 'A')}{self.number}")


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet: its machine names from left to right, and its rows that hold something."""

    file: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    @property
    def letters(self) -> Mapping[str, str]:
        """Where each machine name stands: `{"code": "A"}`."""
        return {head: get_column_letter(index) for index, head in enumerate(self.columns, start=1) if head}

    def unknown_columns(self, known: tuple[str, ...]) -> Iterator[Finding]:
        """A warning for each machine name that is not known, with the nearest one that is."""
        for index, column in enumerate(self.columns, start=1):
            if column and column not in known:
                place = Place(file=self.file, sheet=self.title, cell=f"{get_column_letter(index)}1")
                yield finding("unknown-column", place, found=column, nearest=nearest(column, known))


@dataclass(frozen=True, slots=True)
class SheetBook:
    """A workbook of such sheets, by title."""

    file: str
    sheets: Mapping[str, SheetTable]

    def sheet(self, title: str) -> SheetTable:
        """The sheet of that title, which may be empty; Obstacle where the workbook has none, naming the nearest."""
        if title not in self.sheets:
            raise Obstacle("missing-sheet", file=self.file, sheet=title, nearest=nearest(title, tuple(self.sheets)))
        return self.sheets[title]

    def optional(self, title: str) -> SheetTable:
        """The sheet of that title; an empty one where the workbook has none."""
        return self.sheets.get(title, SheetTable(self.file, title, (), ()))


def nearest(name: str, known: tuple[str, ...]) -> str:
    """The known name that looks most like `name`, tones and marks apart; where none does, all of them."""
    folded = {fold(each): each for each in reversed(known)}
    match = difflib.get_close_matches(fold(name), folded, n=1, cutoff=0.6)
    return folded[match[0]] if match else ", ".join(known)


def read_sheets(data: bytes, name: str) -> SheetBook:
    """The sheets of a workbook, with the last computed value where a formula stands.

    `name` is what messages call the file. Obstacle where it is no workbook that can be read.
    """
    _open(data, name)
    return SheetBook(name, {title: _table(name, title, grid) for title, grid in _grids_of_values(data, name)})


def read_definition_sheets(data: bytes, name: str) -> SheetBook:
    """The sheets of a form's definition, with a formula's text where one stands.

    Obstacle where it is no workbook that can be read, a template, or holds macros or what draws on other files.
    """
    active = active_content(_open(data, name))
    if active:
        raise Obstacle(f"definition-{active}", file=name)
    return SheetBook(name, {title: _table(name, title, grid) for title, grid in _grids_of_formulas(data, name)})


def _open(data: bytes, name: str) -> Package:
    opened = open_package(data)
    if isinstance(opened, Problem):
        raise Obstacle(opened.code, file=name, **dict(opened.values))
    return opened


_SPOILT = (ValueError, LookupError, TypeError, AttributeError, SyntaxError, EOFError, OSError, zipfile.BadZipFile, zlib.error)
"""What openpyxl stumbles over in a workbook whose XML is not what it should be."""


def _grids_of_formulas(data: bytes, name: str) -> Iterator[tuple[str, list[list[Raw]]]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # newer kinds of validation and format, which a definition does not need
            book = openpyxl.load_workbook(io.BytesIO(data))
    except _SPOILT as problem:
        raise Obstacle("workbook-damaged", file=name) from problem
    for sheet in book.worksheets:
        yield sheet.title, _grid(sheet)


def _grid(sheet: Worksheet) -> list[list[Raw]]:
    return [[_plain(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _plain(value: object) -> Raw:
    return value if isinstance(value, (str, int, float, bool, date)) else None


def _grids_of_values(data: bytes, name: str) -> Iterator[tuple[str, list[list[Raw]]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in book.sheet_names:
            rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            yield title, [[_plain(value) if value != "" else None for value in row] for row in rows]
    except CalamineError as problem:
        raise Obstacle("workbook-damaged", file=name) from problem


def _table(file: str, title: str, grid: list[list[Raw]]) -> SheetTable:
    heads = tuple(str(value or "").strip() for value in grid[0]) if grid else ()
    letters = {head: get_column_letter(index) for index, head in enumerate(heads, start=1) if head}
    rows = (
        SheetRow(
            file,
            title,
            number,
            {head: value for head, value in zip(heads, values, strict=False) if head and _holds(value)},
            letters,
        )
        for number, values in enumerate(grid[FIRST_DATA_ROW - 1 :], start=FIRST_DATA_ROW)
    )
    return SheetTable(file, title, heads, tuple(row for row in rows if row.cells))


def _holds(value: Raw) -> bool:
    return value is not None and (not isinstance(value, str) or bool(value.strip()))
