"""LibreOffice as an engine of xlwings: apps, books, sheets, ranges, names, status bar and messages, as far as our buttons need them.

xlwings calls these by the names that its `base_classes` list; what is not here is not supported.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import xlwings

from toolkit.office.cells import DAY_ZERO, Names, Range, Sheet, Sheets
from toolkit.office.wire import PATIENCE, Wire, start_office

NAME = "libreoffice"
MACROS_ON, MACROS_OFF = 1, 3
"""Of a workbook that a program opens, in Excel's numbers: unasked, as Excel has it by default, or never."""
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
            return (value - DAY_ZERO) / timedelta(days=1)
        if isinstance(value, date):
            return (datetime.combine(value, datetime.min.time()) - DAY_ZERO).days
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
            with contextlib.suppress(subprocess.TimeoutExpired):  # it has windows of its own by now, and stays
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


class AppApi:
    """What Excel's own object holds and xlwings does not ask of it, by the name that Excel has for it."""

    def __init__(self) -> None:
        self.AutomationSecurity = MACROS_ON


class App:
    """A running LibreOffice."""

    def __init__(self, engine: Engine, wire: Wire) -> None:
        self.engine, self.wire = engine, wire
        self.api = AppApi()
        self._status: str | bool = False
        self._screen_updating = True

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
        macros = self.app.api.AutomationSecurity != MACROS_OFF
        return Book(self.app, self.app.wire("open", Path(fullname).resolve().as_uri(), bool(read_only), macros))


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
