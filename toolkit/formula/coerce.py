"""A value where another kind is asked for: Excel's silent conversions, those that mean the same on every computer.

Excel reads a text as a number by the computer's own settings (`1.5` is one and a half here, the first of May there), so only whole
numbers in plain digits are taken; any other text in a number's place is `#VALUE!`. A date counts as Excel counts days.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from toolkit.model.value import BAD_VALUE, NO_DATA, Absent, Failure, Number, Value, is_number

NO_DATA_TEXT = "không có số liệu"
"""What a cell holds that states "no data". The same as `vietnamese.absence` says; a test keeps them so."""

_FIRST_DAY = date(1899, 12, 30)
_WHOLE = re.compile(r" *[+-]?[0-9]{1,300} *")
_DIGITS = 15


def day_number(day: date) -> int:
    """The days that Excel counts for a date: 1 March 1900 is 61. Before that day Excel is off by one, and this is not."""
    return (day - _FIRST_DAY).days


def is_absent(value: Value) -> bool:
    """True for blank, for "no data", and for a text without a character, which in a workbook looks the same as a blank."""
    return isinstance(value, Absent) or value == ""


def as_cell(value: Value) -> Value:
    """What the cell holds: the words for "no data", blank for a text without a character."""
    return NO_DATA_TEXT if value is NO_DATA else Absent.BLANK if value == "" else value


def to_number(value: Value) -> Number | Failure:
    """The number that it stands for; `#VALUE!` for a text that is no whole number in digits; 0 for blank."""
    if isinstance(value, bool):
        return int(value)
    if is_number(value) or isinstance(value, Failure):
        return value
    if isinstance(value, date):
        return day_number(value)
    if isinstance(value, str):
        return int(value) if _WHOLE.fullmatch(value) else BAD_VALUE
    return 0


def to_text(value: Value) -> str | Failure:
    """The text that `&` and the text functions see; a decimal comma, and 15 digits, as Excel in Vietnam shows."""
    if isinstance(value, (str, Failure)):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return str(day_number(value))
    return _shown(value) if is_number(value) else ""


def _shown(number: Number) -> str:
    if isinstance(number, int):
        return str(number)
    digits = f"{number:.{_DIGITS}g}"
    text = f"{Decimal(digits):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def to_truth(value: Value) -> bool | Failure:
    """Whether a condition holds: a number holds where it is not 0; `#VALUE!` for a text."""
    if isinstance(value, (bool, Failure)):
        return value
    if isinstance(value, str):
        return BAD_VALUE
    number = to_number(value)
    return number if isinstance(number, Failure) else number != 0
