"""LibreOffice as an engine of xlwings: apps, books, sheets, ranges, names, status bar and messages, as far as our buttons need them.

xlwings calls these by the names that its `base_classes` list; what is not here is not supported.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import xlwings

from toolkit.excel.structure import column_letters, column_number
from toolkit.office.wire import PATIENCE, Wire, start_office

NAME = "libreoffice"
_DAY_ZERO = datetime(1899, 12, 30)
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_KINDS: Mapping[str, str] = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".ods": "calc8"}


def register() -> xlwings.Engine:
    """The engine, known to xlwings from now on and active."""
    if NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=Engine()))
    engine = xlwings.engines[NAME]
    engine.activate()
    return engine


class Engine:
    """What xlwings asks an engine for."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A value as the bridge carries it: text, number or None."""
        if isinstance(value, datetime):
            return (value - _DAY_ZERO) / timedelta(days=1)
        if isinstance(value, date):
            return (datetime.combine(value, datetime.min.time()) - _DAY_ZERO).days
        return float(value) if isinstance(value, (bool, Decimal)) else value

    @staticmethod
    def clean_value_data(rows: Any, dates: Any, empty: Any, numbers: Any, err_to_str: Any) -> list[list[Any]]:
        """Values read, as xlwings' options want them."""
        return [[_cleaned(value, dates, empty, numbers) for value in row] for row in rows]


def _cleaned(value: Any, dates: Any, empty: Any, numbers: Any) -> Any:
    if value is None:
        return empty() if callable(empty) else empty
    if isinstance(value, datetime):
        return dates(
            year=value.year,
            month=value.month,
            day=value.day,
            hour=value.hour,
            minute=value.minute,
            second=value.second,
            microsecond=0,
        )
    return numbers(value) if numbers is not None and isinstance(value, float) else value


class Apps:
    """The office of this user: one at most runs on one profile."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._app: App | None = None
        self._started: subprocess.Popen[bytes] | None = None

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> App:
        """A started office; hidden unless `visible`."""
        self._started = start_office(hidden=not visible)
        app = self.running()
        if add_book:
            app.books.add()
        return app

    def running(self) -> App:
        """The office that runs; Obstacle where none can be reached."""
        if self._app is None:
            wire = None if self._started else Wire.at_once()
            self._started = self._started or (None if wire else start_office(hidden=False))
            self._app = App(self.engine, wire or Wire.patiently())
        return self._app

    def leave(self) -> None:
        """Hang up; the office goes on, or has been told to end."""
        if self._app is not None:
            self._app.wire.close()
        if self._started is not None:
            self._started.wait(timeout=PATIENCE)
        self._app = self._started = None

    def keys(self) -> list[int]:
        return [each.pid for each in self]

    def __iter__(self) -> Iterator[App]:
        return iter((self._app,) if self._app else ())

    def __len__(self) -> int:
        return int(self._app is not None)

    def __getitem__(self, pid: int) -> App:
        return next(each for each in self if each.pid == pid)


class App:
    """A running LibreOffice."""

    def __init__(self, engine: Engine, wire: Wire) -> None:
        self.engine, self.wire = engine, wire
        self._status: str | bool = False
        self._screen_updating = True

    @property
    def api(self) -> Wire:
        return self.wire

    @property
    def pid(self) -> int:
        return os.getpid()

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def visible(self) -> bool:
        return True

    @visible.setter
    def visible(self, visible: bool) -> None:
        """An office shows itself from its start, or never."""

    @property
    def selection(self) -> Range | None:
        book = self.books.active
        found = self.wire("selection", book.uid)
        return Range(Sheet(book, found[0]), found[1:]) if found else None

    @property
    def screen_updating(self) -> bool:
        return self._screen_updating

    @screen_updating.setter
    def screen_updating(self, shown: bool) -> None:
        if shown is not self._screen_updating:
            for book in self.books:
                self.wire("hold", book.uid, not shown)
        self._screen_updating = shown

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, text: str | bool) -> None:
        self._status = text
        self.wire("status", self.books.active.uid, text or "")

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: Any) -> Any:
        """The button that was pressed; of a headless office, which shows nothing, always `cancel`."""
        return self.wire("ask", self.books.active.uid, prompt, title or "", buttons, mode or "")

    def activate(self, steal_focus: Any = None) -> None:
        """Nothing: an office has one set of windows, and the active book's is in front of them."""

    def quit(self) -> None:
        self.wire("quit")
        self.engine.apps.leave()


class Books:
    """The workbooks that are open."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def active(self) -> Book:
        return Book(self.app, self.app.wire("active"))

    def __iter__(self) -> Iterator[Book]:
        return (Book(self.app, uid) for uid in self.app.wire("books"))

    def __len__(self) -> int:
        return len(self.app.wire("books"))

    def __call__(self, name_or_index: str | int) -> Book:
        every = list(self)
        if isinstance(name_or_index, int):
            return every[name_or_index - 1]
        found = next((each for each in every if each.name == name_or_index), None)
        if found is None:
            raise KeyError(name_or_index)
        return found

    def add(self) -> Book:
        return Book(self.app, self.app.wire("add"))

    def open(self, fullname: str, update_links: Any = None, read_only: Any = None, *_: Any, **__: Any) -> Book:
        return Book(self.app, self.app.wire("open", Path(fullname).resolve().as_uri(), bool(read_only)))


class BookApi:
    """The two questions that Excel's own object answers and xlwings does not ask, by the names that Excel has for them."""

    def __init__(self, wire: Wire, uid: str) -> None:
        self._wire, self._uid = wire, uid

    @property
    def Saved(self) -> bool:
        return bool(self._wire("about", self._uid)["saved"])

    @Saved.setter
    def Saved(self, saved: bool) -> None:
        self._wire("set_saved", self._uid, saved)

    @property
    def ReadOnly(self) -> bool:
        return bool(self._wire("about", self._uid)["read_only"])


class Book:
    """An open workbook."""

    def __init__(self, app: App, uid: str) -> None:
        self.app, self.uid, self.wire = app, uid, app.wire

    @property
    def api(self) -> BookApi:
        return BookApi(self.wire, self.uid)

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        about = self.wire("about", self.uid)
        return path_of(about["url"]) if about["url"] else str(about["title"])

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def save(self, path: str | None = None, password: Any = None) -> None:
        url = Path(path).resolve().as_uri() if path else ""
        self.wire("save", self.uid, url, _KINDS.get(Path(path or "").suffix, ""))

    def close(self) -> None:
        self.wire("close", self.uid)

    def activate(self) -> None:
        self.wire("activate", self.uid)


def path_of(url: str) -> str:
    """The path that a `file:` address names, on this system."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.netloc:
        return f"//{parts.netloc}{path}"
    return path[1:] if path[2:3] == ":" else path


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
                    rows[row][column] = _DAY_ZERO + timedelta(days=rows[row][column])
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
        self.raw_value = [list(row) for row in formula] if isinstance(formula, (list, tuple)) else formula

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
