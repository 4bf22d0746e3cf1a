"""The control workbook as it lies open: its named cells, its sheets for results, the status bar, questions and messages.

The same lines speak to Excel and, through `libreoffice.py`, to LibreOffice. What is written goes in blocks, with the screen held; a book that
was saved counts as saved afterwards, since what is shown there is only shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import xlwings
from xlwings.main import Apps

from toolkit.messages import Obstacle, say
from toolkit.office.libreoffice import MACROS_OFF, path_of, register
from toolkit.office.selected import Selected
from toolkit.office.wire import OfficeError

FIRST_ROW = 3
Cell = str | int | None
Colour = tuple[int, int, int]


@contextmanager
def opened_board(program: str, where: str) -> Iterator[Board]:
    """The open control workbook that a macro named: by its address in LibreOffice, by its encoded path in Excel; hangs up at the end.

    Obstacle where the program cannot be reached, or where the workbook is not open in it.
    """
    path = path_of(where) if program == "libreoffice" else _decoded(where)
    if not where.startswith("file:") and "://" in path:
        raise Obstacle("book-not-local", path=path)
    try:
        yield Board(find_book(_apps(program), Path(path)))
    except (OfficeError, xlwings.XlwingsError, _com_error()) as problem:
        raise Obstacle("office-refused", reason=problem) from problem
    finally:
        if program == "libreoffice":
            register().impl.apps.leave()


def _decoded(where: str) -> str:
    """A path as a macro encodes it: each unit of UTF-16 by itself, so that a letter beyond the first 65,536 comes in two halves."""
    return unquote(where, errors="surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


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


def find_book(apps: Iterable[xlwings.App], path: Path) -> xlwings.Book:
    """The open workbook that lies there, in whichever instance; Obstacle where none does."""
    for app in apps:
        for book in app.books:
            if _same(_path_of(book), path):
                return book
    raise Obstacle("book-not-open", path=path)


def _path_of(book: xlwings.Book) -> Path:
    """Where a workbook lies; of one that is open from the web, of which xlwings cannot tell, its name alone."""
    try:
        return Path(book.fullname)
    except xlwings.XlwingsError:
        return Path(book.name)


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

    def put(self, name: str, text: str, colour: Colour | None = None) -> None:
        """Write into the cell of that name, and colour it where a colour is given; Obstacle where the workbook has lost it."""
        cell = self._named(name)
        if cell is None:
            raise Obstacle("front-lost", name=name)
        with self._shown_only(cell.sheet.name):
            if colour is not None:
                cell.color = colour
            # last: whoever sees the text may press the next button
            cell.value = inert(text)

    def _named(self, name: str) -> xlwings.Range | None:
        return self._book.names[name].refers_to_range if self._book.names.contains(name) else None

    def fill(self, title: str, rows: Sequence[Sequence[Cell]]) -> None:
        """Write rows into a sheet below its headings, in the place of what stood there; a sheet that is gone is made again."""
        with self._shown_only(title), self._book.app.properties(screen_updating=False):
            sheet = self._sheet(title)
            last = sheet.used_range.last_cell
            if last.row >= FIRST_ROW:
                sheet.range((FIRST_ROW, 1), (last.row, last.column)).clear_contents()
            if rows:
                sheet.range((FIRST_ROW, 1), (FIRST_ROW + len(rows) - 1, len(rows[0]))).value = [list(row) for row in rows]

    def show(self, title: str) -> None:
        """Bring a sheet to the front."""
        self._book.activate()
        self._book.sheets[title].activate()

    def beside(self, names: Sequence[str]) -> str:
        """The one of these names whose cell stands in the row that is selected; empty where none does."""
        self._book.activate()
        chosen = self._book.app.selection
        cells = {name: self._named(name) for name in names} if chosen is not None else {}
        spots = {name: (cell.sheet.name, cell.row) for name, cell in cells.items() if cell is not None}
        return next((name for name, spot in spots.items() if chosen and spot == (chosen.sheet.name, chosen.row)), "")

    def others(self) -> tuple[Path, ...]:
        """The other workbooks that are open and lie on a disk; the active one first."""
        app, own = self._book.app, _path_of(self._book)
        paths = dict.fromkeys(map(_path_of, (app.books.active, *app.books)))
        return tuple(path for path in paths if path != own and path.is_file())

    def selected(self, path: Path) -> Selected:
        """What is selected in another open workbook; Obstacle where that is no cell."""
        book = next(each for each in self._book.app.books if _path_of(each) == path)
        book.activate()
        chosen = self._book.app.selection
        self._book.activate()
        if chosen is None:
            raise Obstacle("trace-no-cell", file=path.name)
        above = chosen.sheet.range((1, 1), (chosen.row, chosen.column)).options(ndim=2).value
        return Selected(chosen.sheet.name, chosen.row, chosen.column, above)

    def open_at(self, path: Path, sheet: str, cell: str) -> None:
        """Open a workbook, to be read only, with a cell of it selected."""
        open_already = (each for each in self._book.app.books if _same(_path_of(each), path))
        book = next(open_already, None) or self._opened(path)
        book.activate()
        if sheet in [each.name for each in book.sheets]:
            book.sheets[sheet].activate()
            book.sheets[sheet][cell or "A1"].select()

    def _opened(self, path: Path) -> xlwings.Book:
        """Read-only, and without its macros: of what a program opens nobody is asked whether a sender's macros may run."""
        api = self._book.app.api
        before, api.AutomationSecurity = api.AutomationSecurity, MACROS_OFF
        try:
            return self._book.app.books.open(path, read_only=True)
        finally:
            api.AutomationSecurity = before

    def _sheet(self, title: str) -> xlwings.Sheet:
        titles = [each.name for each in self._book.sheets]
        return self._book.sheets[title] if title in titles else self._book.sheets.add(title, after=self._book.sheets[titles[-1]])

    @contextmanager
    def _shown_only(self, sheet: str) -> Iterator[None]:
        """What is written inside leaves a saved workbook saved; Obstacle where nothing can be written there."""
        saved = self.saved
        try:
            yield
        except (OfficeError, _com_error()) as problem:
            raise Obstacle("book-not-shown", sheet=sheet) from problem
        if saved:
            self._book.api.Saved = True


def inert(text: str) -> str:
    """A text that the program takes as it stands, even where it looks like a formula, a number or a date."""
    return f"'{text}" if text else ""


def link(path: str, text: str, sheet: str = "", cell: str = "") -> str:
    """A formula that opens a file, its path from the workbook, at a cell where one is given; inert where that is too long for a formula."""
    quoted_sheet = sheet.replace("'", "''")
    target = f"{path}#'{quoted_sheet}'!{cell or 'A1'}" if sheet else path
    if len(target) > _LONGEST_TEXT:
        return inert(text)
    quoted = [each.replace('"', '""') for each in (target, text)]
    return f'=HYPERLINK("{quoted[0]}","{quoted[1]}")'


_LONGEST_TEXT = 255
"""Characters of a text inside a formula, in Excel."""
