"""The sheets, ranges and names of a workbook that is open in LibreOffice, by the names that xlwings calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from toolkit.excel.structure import column_letters, column_number

if TYPE_CHECKING:
    from toolkit.office.libreoffice import Book

DAY_ZERO = datetime(1899, 12, 30)
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


class Sheets:
    """The sheets of a workbook, in their order."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def _names(self) -> list[str]:
        return list(self.book.wire("sheets", self.book.uid))

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.wire("active_sheet", self.book.uid))

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, name) for name in self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __call__(self, name_or_index: str | int) -> Sheet:
        names = self._names
        if isinstance(name_or_index, int):
            return Sheet(self.book, names[name_or_index - 1])
        if name_or_index not in names:
            raise KeyError(name_or_index)
        return Sheet(self.book, name_or_index)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        names = self._names
        index = names.index(before.name) if before else names.index(after.name) + 1 if after else 0
        fresh = name or next(f"Sheet{n}" for n in range(1, len(names) + 2) if f"Sheet{n}" not in names)
        self.book.wire("add_sheet", self.book.uid, fresh, index)
        return Sheet(self.book, fresh)


class Sheet:
    """A sheet, known by its name."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self._name, self.wire = book, name, book.wire

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, name: str) -> None:
        self.wire("rename_sheet", self.book.uid, self._name, name)
        self._name = name

    @property
    def index(self) -> int:
        return [each.name for each in self.book.sheets].index(self._name) + 1

    @property
    def used_range(self) -> Range:
        return Range(self, self.wire("used", self.book.uid, self._name))

    @property
    def cells(self) -> Range:
        return Range(self, (0, 0, _LAST_ROW, _LAST_COLUMN))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        first = _corners(arg1)
        last = _corners(arg2) if arg2 is not None else first
        return Range(self, (first[0], first[1], last[2], last[3]))

    def activate(self) -> None:
        self.wire("activate_sheet", self.book.uid, self._name)

    select = activate

    def clear(self) -> None:
        self.used_range.clear()

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def delete(self) -> None:
        self.wire("delete_sheet", self.book.uid, self._name)


def _corners(stated: Any) -> tuple[int, int, int, int]:
    """Top, left, bottom and right from 0: of an address, of (row, column) from 1, or of a range."""
    if isinstance(stated, Range):
        return stated.corners
    if isinstance(stated, tuple):
        return stated[0] - 1, stated[1] - 1, stated[0] - 1, stated[1] - 1
    first, _, last = stated.replace("$", "").partition(":")
    top, left = _cell(first, 0, 0)
    bottom, right = _cell(last or first, _LAST_ROW, _LAST_COLUMN)
    return top, left, bottom, right


def _cell(stated: str, row: int, column: int) -> tuple[int, int]:
    """Row and column from 0; those given where the address names a whole column or a whole row."""
    letters, digits = re.fullmatch(r"([A-Za-z]*)([0-9]*)", stated).groups()  # type: ignore[union-attr]
    return int(digits) - 1 if digits else row, column_number(letters) - 1 if letters else column


class Range:
    """Cells of one sheet, between two corners that count from 0."""

    max_cells_per_read: int | None = None
    max_cells_per_write: int | None = None

    def __init__(self, sheet: Sheet, corners: Sequence[int]) -> None:
        top, left, bottom, right = corners
        self.sheet, self.corners = sheet, (top, left, bottom, right)
        self.row, self.column = top + 1, left + 1
        self.shape = (bottom - top + 1, right - left + 1)

    def _ask(self, operation: str, *arguments: object) -> Any:
        return self.sheet.wire(operation, self.sheet.book.uid, self.sheet.name, *arguments, *self.corners)

    @property
    def api(self) -> Range:
        """Itself: LibreOffice's own object stays at the far end."""
        return self

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return (self.sheet.name, self.row, self.column, *self.shape)

    @property
    def address(self) -> str:
        top, left, bottom, right = self.corners
        first, last = f"${column_letters(left + 1)}${top + 1}", f"${column_letters(right + 1)}${bottom + 1}"
        return first if first == last else f"{first}:{last}"

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        row, column = (arg1 - 1, arg2 - 1) if arg2 is not None else divmod(arg1 - 1, self.shape[1])
        top, left = self.corners[0] + row, self.corners[1] + column
        return Range(self.sheet, (top, left, top, left))

    @property
    def raw_value(self) -> list[list[Any]]:
        found = self._ask("values")
        rows: list[list[Any]] = found["rows"]
        top, left = self.corners[:2]
        for first_row, first_column, last_row, last_column in found["dates"]:
            for row in range(first_row - top, last_row - top + 1):
                for column in range(first_column - left, last_column - left + 1):
                    rows[row][column] = DAY_ZERO + timedelta(days=rows[row][column])
        return rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        rows = data if isinstance(data, list) else [[data] * self.shape[1] for _ in range(self.shape[0])]
        top, left = self.corners[:2]
        plain = [[_literal(value) for value in row] for row in rows]
        self.sheet.wire("write", self.sheet.book.uid, self.sheet.name, top, left, plain)
        for down, row in enumerate(rows):
            for across, value in enumerate(row):
                if isinstance(value, str) and value.startswith("="):
                    self.sheet.wire("set_formula", self.sheet.book.uid, self.sheet.name, top + down, left + across, value)

    @property
    def formula(self) -> Any:
        found = self._ask("formulas")
        return found[0][0] if len(self) == 1 else tuple(tuple(row) for row in found)

    @formula.setter
    def formula(self, formula: Any) -> None:
        rows = formula if isinstance(formula, (list, tuple)) else [[formula] * self.shape[1]] * self.shape[0]
        self.raw_value = [[_as_typed(text) for text in row] for row in rows]

    @property
    def color(self) -> tuple[int, int, int] | None:
        found = self._ask("colour")
        return None if found < 0 else (found >> 16 & 255, found >> 8 & 255, found & 255)

    @color.setter
    def color(self, colour: tuple[int, int, int] | str | None) -> None:
        if isinstance(colour, str):
            packed: int | None = int(colour.removeprefix("#"), 16)
        else:
            packed = None if colour is None else colour[0] << 16 | colour[1] << 8 | colour[2]
        self._ask("set_colour", packed)

    @property
    def column_width(self) -> float:
        return float(self._ask("width"))

    @column_width.setter
    def column_width(self, characters: float) -> None:
        self._ask("set_width", characters)

    @property
    def wrap_text(self) -> bool:
        return bool(self._ask("wrap"))

    @wrap_text.setter
    def wrap_text(self, wrapped: bool) -> None:
        self._ask("set_wrap", wrapped)

    def clear(self) -> None:
        self._ask("clear", True)

    def clear_contents(self) -> None:
        self._ask("clear", False)

    def select(self) -> None:
        self._ask("select")


def _as_typed(text: Any) -> Any:
    """What a formula's text without `=` comes to when it is typed: a number where it is one."""
    return float(text) if isinstance(text, str) and _NUMBER.fullmatch(text) else text


def _literal(value: Any) -> Any:
    """What is written as it stands: an apostrophe in front keeps a text from being read, as in Excel; a formula comes after."""
    if not isinstance(value, str):
        return value
    return None if value.startswith("=") else value.removeprefix("'")


class Names:
    """The defined names of a workbook."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def _all(self) -> list[str]:
        return list(self.book.wire("names", self.book.uid))

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Name]:
        return (Name(self.book, name) for name in self._all)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name.name, name) for name in self]

    def contains(self, name_or_index: str | int) -> bool:
        return name_or_index in self._all

    def __call__(self, name_or_index: str | int) -> Name:
        names = self._all
        if isinstance(name_or_index, int):
            return Name(self.book, names[name_or_index - 1])
        if name_or_index not in names:
            raise KeyError(name_or_index)
        return Name(self.book, name_or_index)

    def add(self, name: str, refers_to: str) -> Name:
        sheet, _, address = refers_to.removeprefix("=").rpartition("!")
        self.book.wire("add_name", self.book.uid, name, sheet.strip("'").replace("''", "'"), *_corners(address))
        return Name(self.book, name)


class Name:
    """One defined name."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name = book, name

    @property
    def refers_to(self) -> str:
        found = self.refers_to_range
        sheet = found.sheet.name.replace("'", "''")
        return f"='{sheet}'!{found.address}"

    @property
    def refers_to_range(self) -> Range:
        sheet, *corners = self.book.wire("name_range", self.book.uid, self.name)
        return Range(Sheet(self.book, sheet), corners)

    def delete(self) -> None:
        self.book.wire("delete_name", self.book.uid, self.name)
