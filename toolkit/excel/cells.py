"""Putting values into cells: a number as a number, a text as text whatever it looks like, a formula with its value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from toolkit.excel.paper import lines_of
from toolkit.model.form import Choice
from toolkit.model.value import BLANK, NO_DATA, Failure, Value
from toolkit.vietnamese.absence import NO_DATA_TEXT

YES, NO = "Có", "Không"

WORKBOOK_OPTIONS: Mapping[str, object] = {
    "in_memory": True,
    # what staff typed is inert: a text that begins with `=` or `http` stays a text
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # columns are as wide as so many digits of this font: its digits are as wide as Calibri's, and every machine has it or its like
    "default_format_properties": {"font_name": "Times New Roman", "font_size": 10.5, "font_scheme": "none"},
}


def write_value(sheet: Any, row: int, column: int, value: Value, style: Any) -> None:
    """The value as staff would have typed it; blank or a text without a character leaves the cell empty, a failure is written as Excel names it."""
    if value is BLANK or value == "":
        sheet.write_blank(row, column, None, style)
    elif value is NO_DATA:
        sheet.write_string(row, column, NO_DATA_TEXT, style)
    elif isinstance(value, bool):
        sheet.write_string(row, column, YES if value else NO, style)
    elif isinstance(value, (int, Decimal)):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)


def write_formula(sheet: Any, row: int, column: int, formula: str, value: Value, style: Any) -> None:
    """A formula with the value it has now, so that a preview which does not compute shows the right one."""
    sheet.write_formula(row, column, formula, style, cached(value))


def cached(value: Value) -> object:
    """A value as a formula's result stands in a file: blank is the empty text that our formulas give."""
    if value is BLANK:
        return ""
    if value is NO_DATA:
        return NO_DATA_TEXT
    if isinstance(value, Failure):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)  # as Excel itself would have computed and kept it
    return value.isoformat() if isinstance(value, date) else value


def label_of(value: Value, choices: tuple[Choice, ...]) -> Value:
    """The label that staff pick for a choice's code; any other value as it is."""
    return next((choice.label for choice in choices if choice.code == value), value)


def quoted(text: str) -> str:
    """The text as a literal of a formula; Excel refuses a literal of more than 255 characters, so a long one is joined."""
    pieces = [text[start : start + 250] for start in range(0, len(text), 250)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def row_height(text: str, width: int, line: int = 16) -> int:
    """The height in points that a wrapped text needs in a column of that many characters; Excel takes 409 at most."""
    return min(409, lines_of(text, max(1, width)) * line + 3)
