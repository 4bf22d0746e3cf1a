"""The control workbook of a round: sheets with machine names in row 1, the same in Vietnamese in row 2, what the office states from row 3."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from toolkit.excel.cells import WORKBOOK_OPTIONS, quoted, row_height, write_value
from toolkit.excel.desk import A4
from toolkit.excel.front_sheet import Macros, Settings, write_front
from toolkit.excel.side_sheets import set_properties
from toolkit.excel.styles import Styles, look_of
from toolkit.model.form import Type
from toolkit.model.value import BLANK, Value

_FIRST_ROW = 2
_ROOM = 500
"""Rows below the last one that keep the look and the drop-downs, for what the office adds."""
_SHOWN_ROWS = 20_000
"""Down to here what is shown is ruled and coloured."""
_WIDEST_UPRIGHT = 120
"""Characters that an upright page shows in letters that one can read."""
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlColumn:
    """A column: its machine name, its heading, how wide it is, what is said and offered where one types."""

    name: str
    heading: str
    width: int = 16
    type: Type = Type.TEXT
    """A code is a text: `02` must not become 2."""
    note: str = ""
    choices: tuple[str, ...] = ()
    choices_at: str = ""
    """Where the choices stand, as a formula: what the office lists in another sheet."""
    marks: tuple[tuple[str, str], ...] = ()
    """Texts that stand out, each with its look as a condition."""
    link: bool = False
    """True where what is written opens a file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlSheet:
    """A sheet: its columns, and rows of values in their order. One that is `shown` is filled while it lies open."""

    title: str
    columns: tuple[ControlColumn, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    shown: bool = False


def write_control(sheets: Sequence[ControlSheet], *, title: str = "", macros: Macros | None = None) -> bytes:
    """The workbook, readable by `read_sheets`: an .xlsx file, or with macros an .xlsm one that has a front sheet with buttons.

    The same sheets give the same bytes.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, dict(WORKBOOK_OPTIONS)) as book:
        styles = Styles(book)
        if macros is not None:
            book.add_vba_project(io.BytesIO(macros.project), is_stream=True)
            write_front(book, styles, title, macros.python, _settings(sheets))
        for each in sheets:
            _write_sheet(book.add_worksheet(each.title), styles, each)
        set_properties(book, title, "")
    return buffer.getvalue()


def _settings(sheets: Sequence[ControlSheet]) -> Settings:
    """What the front sheet says of the round."""
    sheet = next(each for each in sheets if each.columns[0].name == "setting")
    at = [column.name for column in sheet.columns].index("value")
    stated = {str(row[0]): "" if row[at] is BLANK else str(row[at]) for row in sheet.rows}
    return Settings(sheet.title, stated.get("period", ""), stated.get("deadline", ""))


def _write_sheet(sheet: Any, styles: Styles, content: ControlSheet) -> None:
    last = _FIRST_ROW + len(content.rows) - 1
    for index, column in enumerate(content.columns):
        sheet.set_column(index, index, column.width, styles.get(*_looks(column)))
        sheet.write_string(0, index, column.name, styles.get("tiny"))
        sheet.write_string(1, index, column.heading, styles.get("head", "border"))
        if column.note:
            sheet.write_comment(1, index, column.note, {"x_scale": 2, "author": ""})
        _offer(sheet, index, column, last + _ROOM)
    for row, values in enumerate(content.rows, start=_FIRST_ROW):
        for index, (column, value) in enumerate(zip(content.columns, values, strict=True)):
            # a sheet of settings holds dates among texts
            looks = ("date", "left") if isinstance(value, date) else _looks(column)
            write_value(sheet, row, index, value, styles.get("border", *looks))
        wrapped = [
            row_height(str(value), column.width) for column, value in zip(content.columns, values, strict=True) if _wraps(column)
        ]
        if wrapped:
            sheet.set_row(row, max(wrapped))
    if content.shown:
        _mark(sheet, styles, content)
    _finish(sheet, content, last)


def _mark(sheet: Any, styles: Styles, content: ControlSheet) -> None:
    """Rules between rows that hold something, and colours for what stands out, however many rows there will be."""
    last = len(content.columns) - 1
    for index, column in enumerate(content.columns):
        for text, look in column.marks:
            rule = {"type": "cell", "criteria": "==", "value": quoted(text), "format": styles.condition(look)}
            sheet.conditional_format(_FIRST_ROW, index, _SHOWN_ROWS, index, rule)
    ruled = {"type": "formula", "criteria": f'=$A{_FIRST_ROW + 1}<>""', "format": styles.condition("ruled")}
    sheet.conditional_format(_FIRST_ROW, 0, _SHOWN_ROWS, last, ruled)


def _look(column: ControlColumn) -> str:
    return "text" if column.type is Type.TEXT else look_of(column.type)


def _looks(column: ControlColumn) -> tuple[str, ...]:
    if column.link:
        return ("link", "center")
    return (_look(column), "wrap") if _wraps(column) else (_look(column),)


def _wraps(column: ControlColumn) -> bool:
    return column.width > 40


def _offer(sheet: Any, index: int, column: ControlColumn, last: int) -> None:
    """A drop-down; it warns and does not refuse, since the program says more about what it cannot take."""
    if not column.choices and not column.choices_at:
        return
    source = list(column.choices) or column.choices_at
    validation: dict[str, object] = {"validate": "list", "source": source, "error_type": "warning"}
    if column.note:
        validation |= {"input_title": column.heading[:_TITLE_LIMIT], "input_message": column.note[:_MESSAGE_LIMIT]}
    sheet.data_validation(_FIRST_ROW, index, last, index, validation)


def _finish(sheet: Any, content: ControlSheet, last: int) -> None:
    width = len(content.columns) - 1
    sheet.set_row(0, 11)
    sheet.set_row(1, 34)
    sheet.freeze_panes(_FIRST_ROW, 1)
    if content.rows:
        sheet.autofilter(1, 0, last, width)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(width)}{last + _ROOM}"})
    sheet.set_paper(A4)
    if sum(column.width for column in content.columns) > _WIDEST_UPRIGHT:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C&9&P/&N")
