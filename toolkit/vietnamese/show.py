"""How a value is printed wherever people read it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from toolkit.model.form import Type
from toolkit.model.value import BLANK, NO_DATA, Failure, Value
from toolkit.vietnamese.absence import NO_DATA_TEXT
from toolkit.vietnamese.dates import format_date
from toolkit.vietnamese.numbers import format_number, format_percent

NOT_COMPUTED = "–"
"""What stands where a figure could not be computed: a rate without a base."""


def show(value: Value, type_: Type) -> str:
    """The value as an indicator of that type prints it: `7.338`, `1,5`, `101,3%`, `có`, `05/01/2021`; empty for blank."""
    if value is BLANK:
        return ""
    if value is NO_DATA:
        return NO_DATA_TEXT
    if isinstance(value, Failure):
        return NOT_COMPUTED
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, (int, Decimal)):
        return format_percent(value) if type_ is Type.PERCENT else format_number(value)
    return format_date(value) if isinstance(value, date) else str(value)
