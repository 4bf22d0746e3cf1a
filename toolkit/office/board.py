"""The control workbook as it lies open: its named cells, its sheets for results, the status bar, questions and messages.

The same lines speak to Excel and, through `libreoffice.py`, to LibreOffice. What is written goes in blocks, with the screen held; a book that
was saved counts as saved afterwards, since what is shown there is only shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import xlwings
from xlwings.main import Apps

from toolkit.messages import Obstacle, say
from toolkit.office.libreoffice import path_of, register
from toolkit.office.wire import OfficeError

FIRST_ROW = 3
Cell = str | int | None


@contextmanager
def opened_board(program: str, where: str) -> Iterator[Board]:
    """The open control workbook that a macro named: by its address in LibreOffice, by its encoded path in Excel; hangs up at the end.

    Obstacle where the program cannot be reached, or where the workbook is not open in it.
    """
    path = path_of(where) if program == "libreoffice" else unquote(where)
    if not where.startswith("file:") and "://" in path:
        raise Obstacle("book-not-local", path=path)
    try:
        yield Board(_find(_apps(program), Path(path)))
    except (OfficeError, xlwings.XlwingsError, _com_error()) as problem:
        raise Obstacle("office-refused", reason=problem) from problem
    finally:
        if program == "libreoffice":
            register().impl.apps.leave()


def _com_error() -> type[Exception]:
    """What Excel raises, on the only system that has it."""
    try:
        from pywintypes import com_error  # type: ignore[import-not-found, import-untyped, unused-ignore]  # noqa: PLC0415
    except ImportError:
        return OfficeError
    return com_error  # type: ignore[no-any-return]


def _apps(program: str) -> Apps:
    if program == "libreoffice":
        engine = register()
        engine.impl.apps.running()
        return engine.apps
    if "excel" not in xlwings.engines.engines_by_name:
        raise Obstacle("excel-absent")
    xlwings.engines["excel"].activate()
    return xlwings.engines["excel"].apps


def _find(apps: Apps, path: Path) -> xlwings.Book:
    for app in apps:
        for book in app.books:
            if _same(Path(book.fullname), path):
                return book
    raise Obstacle("book-not-open", path=path)


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.samefile(other)


class Board:
    """An open control workbook."""

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book
        self.folder = Path(book.fullname).parent

    @property
    def saved(self) -> bool:
        """True where nothing in it waits to be saved."""
        return bool(self._book.api.Saved)

    def settle(self) -> None:
        """See to it that what lies on disk is what is shown: asks whether to save. Obstacle where it stays unsaved."""
        if self.saved:
            return
        if self._book.api.ReadOnly:
            raise Obstacle("book-read-only")
        if self._book.app.alert(say("office-ask-save", "vi"), buttons="yes_no") != "yes":
            raise Obstacle("book-unsaved")
        self._book.save()

    def tell(self, text: str) -> None:
        """Show a sentence in the status bar; an empty one gives the bar back."""
        self._book.app.status_bar = text or False

    def warn(self, text: str) -> None:
        """Show a sentence that somebody must close."""
        self._book.app.alert(text, mode="critical")

    def put(self, name: str, text: str) -> None:
        """Write into the cell of that name; Obstacle where the workbook has lost it."""
        if not self._book.names.contains(name) or self._book.names[name].refers_to_range is None:
            raise Obstacle("front-lost", name=name)
        with self._shown_only():
            self._book.names[name].refers_to_range.value = inert(text)

    def fill(self, title: str, rows: Sequence[Sequence[Cell]]) -> None:
        """Write rows into a sheet below its headings, in the place of what stood there; a sheet that is gone is made again."""
        with self._shown_only(), self._book.app.properties(screen_updating=False):
            sheet = self._sheet(title)
            last = sheet.used_range.last_cell
            if last.row >= FIRST_ROW:
                sheet.range((FIRST_ROW, 1), (last.row, last.column)).clear_contents()
            if rows:
                sheet.range((FIRST_ROW, 1), (FIRST_ROW + len(rows) - 1, len(rows[0]))).value = [list(row) for row in rows]

    def _sheet(self, title: str) -> xlwings.Sheet:
        titles = [each.name for each in self._book.sheets]
        return self._book.sheets[title] if title in titles else self._book.sheets.add(title, after=self._book.sheets[titles[-1]])

    @contextmanager
    def _shown_only(self) -> Iterator[None]:
        saved = self.saved
        yield
        if saved:
            self._book.api.Saved = True


def inert(text: str) -> str:
    """A text that the program takes as it stands, even where it looks like a formula, a number or a date."""
    return f"'{text}" if text else ""


def link(path: str, text: str) -> str:
    """A formula that opens a file, its path from the workbook; inert where the path is too long for a formula."""
    if len(path) > _LONGEST_TEXT:
        return inert(text)
    quoted = [each.replace('"', '""') for each in (path, text)]
    return f'=HYPERLINK("{quoted[0]}","{quoted[1]}")'


_LONGEST_TEXT = 255
"""Characters of a text inside a formula, in Excel."""
