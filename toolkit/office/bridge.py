"""The far end of `libreoffice.py`: a program of its own, run by the Python that LibreOffice brings, which has `uno`; nobody imports it.

pyuno is bound to one Python of one version, and ours is another one. So the two talk: a line of JSON in, `[operation, arguments]`, and a line
out, `{"value": …}` or `{"error": …}`. Standard library and `uno` only, no newer than Python 3.8, which LibreOffice for Windows had for years.
Rows and columns count from 0; a cell's value is a text, a number or null where it is empty.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Callable  # noqa: UP035 - collections.abc of Python 3.8 cannot be subscripted

import uno
from com.sun.star.beans import PropertyValue

EXCEL_OOXML = 3
DATETIME_CELLS = 2
NO_COLOUR = -1
MACROS_NEVER_RUN, MACROS_RUN = 0, 4
HUNDREDTHS_OF_MM_PER_CHARACTER = 198
BOXES = {"info": "INFOBOX", "critical": "ERRORBOX", "": "QUERYBOX"}
BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}
PRESSED = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


def desktop(connection: str) -> Any:
    """The desktop of the running office that listens there; an exception of UNO's where none does."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    there = resolver.resolve("uno:" + connection + ";urp;StarOffice.ComponentContext")
    return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)


def _property(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


class Office:
    """What can be asked for. A book is known by its `RuntimeUID`, a sheet by its name, a range by its four corners."""

    def __init__(self, connection: str) -> None:
        self._desktop = desktop(connection)
        self._bars: dict[str, Any] = {}

    def _books(self) -> dict[str, Any]:
        every = self._desktop.Components.createEnumeration()
        books = {}
        while every.hasMoreElements():
            each = every.nextElement()
            if hasattr(each, "RuntimeUID") and each.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                books[each.RuntimeUID] = each
        return books

    def _book(self, book: str) -> Any:
        return self._books()[book]

    def _sheet(self, book: str, sheet: str) -> Any:
        return self._book(book).Sheets.getByName(sheet)

    def _range(self, book: str, sheet: str, top: int, left: int, bottom: int, right: int) -> Any:
        return self._sheet(book, sheet).getCellRangeByPosition(left, top, right, bottom)

    # books

    def books(self) -> list[str]:
        return list(self._books())

    def active(self) -> str | None:
        current = self._desktop.CurrentComponent
        books = self._books()
        uid = getattr(current, "RuntimeUID", None)
        return uid if uid in books else next(iter(books), None)

    def open(self, url: str, read_only: bool, macros: bool) -> str:
        wanted = (_property("ReadOnly", read_only), _property("MacroExecutionMode", MACROS_RUN if macros else MACROS_NEVER_RUN))
        return str(self._desktop.loadComponentFromURL(url, "_blank", 0, wanted).RuntimeUID)

    def add(self) -> str:
        return str(self._desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ()).RuntimeUID)

    def about(self, book: str) -> dict[str, Any]:
        it = self._book(book)
        return {"url": it.URL, "title": it.Title, "saved": not it.isModified(), "read_only": it.isReadonly()}

    def set_saved(self, book: str, saved: bool) -> None:
        self._book(book).setModified(not saved)

    def save(self, book: str, url: str, kind: str) -> None:
        it = self._book(book)
        if url:
            it.storeAsURL(url, (_property("FilterName", kind),))
        else:
            it.store()

    def close(self, book: str) -> None:
        self._book(book).close(True)

    def activate(self, book: str) -> None:
        self._book(book).CurrentController.Frame.activate()

    def hold(self, book: str, held: bool) -> None:
        it = self._book(book)
        if held:
            it.lockControllers()
        elif it.hasControllersLocked():
            it.unlockControllers()

    def quit(self) -> None:
        self._desktop.terminate()

    # sheets

    def sheets(self, book: str) -> list[str]:
        return list(self._book(book).Sheets.ElementNames)

    def active_sheet(self, book: str) -> str:
        return str(self._book(book).CurrentController.ActiveSheet.Name)

    def activate_sheet(self, book: str, sheet: str) -> None:
        self._book(book).CurrentController.setActiveSheet(self._sheet(book, sheet))

    def add_sheet(self, book: str, name: str, index: int) -> None:
        self._book(book).Sheets.insertNewByName(name, index)

    def rename_sheet(self, book: str, sheet: str, name: str) -> None:
        self._sheet(book, sheet).setName(name)

    def delete_sheet(self, book: str, sheet: str) -> None:
        self._book(book).Sheets.removeByName(sheet)

    def used(self, book: str, sheet: str) -> list[int]:
        cursor = self._sheet(book, sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        return [0, 0, end.EndRow, end.EndColumn]

    # ranges

    def values(self, book: str, sheet: str, *corners: int) -> dict[str, Any]:
        cells = self._range(book, sheet, *corners)
        dates = cells.queryContentCells(DATETIME_CELLS).RangeAddresses
        rows = [[None if value in ("", None) else value for value in row] for row in cells.DataArray]
        return {"rows": rows, "dates": [[each.StartRow, each.StartColumn, each.EndRow, each.EndColumn] for each in dates]}

    def write(self, book: str, sheet: str, top: int, left: int, rows: list[list[Any]]) -> None:
        cells = self._range(book, sheet, top, left, top + len(rows) - 1, left + len(rows[0]) - 1)
        cells.setDataArray(tuple(tuple("" if value is None else value for value in row) for row in rows))

    def formulas(self, book: str, sheet: str, *corners: int) -> list[list[str]]:
        parser = self._parser(book)
        cells = self._range(book, sheet, *corners)
        across, down = cells.Columns.Count, cells.Rows.Count
        return [[self._formula(parser, cells.getCellByPosition(column, row)) for column in range(across)] for row in range(down)]

    def _formula(self, parser: Any, cell: Any) -> str:
        if not cell.Formula.startswith("="):
            return str(cell.Formula)
        return f"={parser.printFormula(cell.getTokens(), cell.CellAddress)}"

    def set_formula(self, book: str, sheet: str, row: int, column: int, formula: str) -> None:
        cell = self._sheet(book, sheet).getCellByPosition(column, row)
        cell.setTokens(self._parser(book).parseFormula(formula[1:], cell.CellAddress))

    def _parser(self, book: str) -> Any:
        parser = self._book(book).createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish, parser.FormulaConvention = True, EXCEL_OOXML
        return parser

    def clear(self, book: str, sheet: str, formats: bool, *corners: int) -> None:
        everything, contents = 1023, 1 | 2 | 4 | 16
        self._range(book, sheet, *corners).clearContents(everything if formats else contents)

    def colour(self, book: str, sheet: str, *corners: int) -> int:
        return int(self._range(book, sheet, *corners).CellBackColor)

    def set_colour(self, book: str, sheet: str, colour: int | None, *corners: int) -> None:
        self._range(book, sheet, *corners).CellBackColor = NO_COLOUR if colour is None else colour

    def width(self, book: str, sheet: str, *corners: int) -> float:
        columns = self._range(book, sheet, *corners).Columns
        return float(columns.getByIndex(0).Width / HUNDREDTHS_OF_MM_PER_CHARACTER)

    def set_width(self, book: str, sheet: str, characters: float, *corners: int) -> None:
        self._range(book, sheet, *corners).Columns.Width = round(characters * HUNDREDTHS_OF_MM_PER_CHARACTER)

    def wrap(self, book: str, sheet: str, *corners: int) -> bool:
        return bool(self._range(book, sheet, *corners).IsTextWrapped)

    def set_wrap(self, book: str, sheet: str, wrapped: bool, *corners: int) -> None:
        self._range(book, sheet, *corners).IsTextWrapped = wrapped

    def select(self, book: str, sheet: str, *corners: int) -> None:
        self._book(book).CurrentController.select(self._range(book, sheet, *corners))

    def selection(self, book: str) -> list[Any] | None:
        chosen = self._book(book).CurrentSelection
        return self._corners(book, chosen.RangeAddress) if hasattr(chosen, "RangeAddress") else None

    def _corners(self, book: str, at: Any) -> list[Any]:
        sheet = self._book(book).Sheets.getByIndex(at.Sheet).Name
        return [sheet, at.StartRow, at.StartColumn, at.EndRow, at.EndColumn]

    # names

    def names(self, book: str) -> dict[str, str]:
        names = self._book(book).NamedRanges
        return {each: names.getByName(each).Content for each in names.ElementNames}

    def name_range(self, book: str, name: str) -> list[Any] | None:
        referred = self._book(book).NamedRanges.getByName(name).ReferredCells
        return None if referred is None else self._corners(book, referred.RangeAddress)

    def add_name(self, book: str, name: str, sheet: str, *corners: int) -> None:
        position = self._range(book, sheet, *corners[:2], *corners[:2]).getCellByPosition(0, 0).CellAddress
        address = self._range(book, sheet, *corners).AbsoluteName
        names = self._book(book).NamedRanges
        if names.hasByName(name):
            names.removeByName(name)
        names.addNewByName(name, address, position, 0)

    def delete_name(self, book: str, name: str) -> None:
        self._book(book).NamedRanges.removeByName(name)

    # what is shown

    def status(self, book: str, text: str) -> None:
        """An empty text gives the bar back."""
        bar = self._bars.pop(book, None)
        if bar is not None:
            bar.end()
        if text:
            self._bars[book] = self._book(book).CurrentController.Frame.createStatusIndicator()
            self._bars[book].start(text, 0)

    def ask(self, book: str, text: str, title: str, buttons: str, kind: str) -> str:
        window = self._book(book).CurrentController.Frame.ContainerWindow
        box = uno.Enum("com.sun.star.awt.MessageBoxType", BOXES[kind])
        return PRESSED[window.Toolkit.createMessageBox(window, box, BUTTONS[buttons], title, text).execute()]


def answer(office: Office, line: str) -> dict[str, Any]:
    """What one line asks for."""
    operation, arguments = json.loads(line)
    asked: Callable[..., Any] = getattr(office, operation)
    try:
        return {"value": asked(*arguments)}
    except Exception as problem:  # noqa: BLE001 - whatever UNO says is told at the near end
        return {"error": type(problem).__name__ + ": " + str(getattr(problem, "Message", problem))}


def main(connection: str) -> int:
    """Answer line by line until the near end hangs up. 1 where no office listens, or where nobody listens to the answers."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        office = Office(connection)
    except Exception:  # noqa: BLE001 - UNO's NoConnectException, and whatever else keeps a door shut
        return 1
    try:
        print(json.dumps({"value": "ready"}), flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(office, line)), flush=True)
    except OSError:
        return 1
    return 0


if __name__ == "__main__":
    # pyuno may crash while the interpreter takes its bridge down: leave without, everything has been said
    os._exit(main(sys.argv[1]))
