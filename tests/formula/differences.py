"""Where LibreOffice, the oracle of the differential test, comes to something else than we do: each formula, both values, the reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from toolkit.model.value import BAD_NUMBER, BAD_VALUE, DIV0, Value


@dataclass(frozen=True)
class Difference:
    """A formula, what we make of it, what LibreOffice makes of it, and why ours stands."""

    formula: str
    ours: Value
    theirs: Value | float
    reason: str


_EXCEL = "LibreOffice differs from Excel here, and we follow Excel: "
_LOCALE = "Excel reads a text as a number by the computer's own settings; one value must not depend on who opens the file: "
_EXACT = "a binary double holds 15 digits, and we hold all of them: "

DIFFERENCES = (
    Difference("0^0", BAD_NUMBER, 1, _EXCEL + "0^0 is no number"),
    Difference("(-8)^(1/3)", BAD_NUMBER, -2, _EXCEL + "a root of a negative number is none"),
    Difference("0^-1", DIV0, BAD_NUMBER, _EXCEL + "a negative power of 0 is a division by it"),
    Difference("TRUE>5", True, False, _EXCEL + "TRUE comes after every number; LibreOffice's TRUE is the number 1"),
    Difference("1=TRUE", False, True, _EXCEL + "a number does not equal TRUE"),
    Difference('"a"&TRUE', "aTRUE", "a1", _EXCEL + "TRUE joins as its word"),
    Difference("SUM(plan.co_0)", 0, 1, _EXCEL + "SUM passes over TRUE in a cell"),
    Difference("ISNUMBER(plan.co_0)", False, True, _EXCEL + "TRUE is no number"),
    Difference('SUM("3")', 3, BAD_VALUE, _EXCEL + "a text of digits written as an argument counts"),
    Difference('MIN("3")', 3, BAD_VALUE, _EXCEL + "a text of digits written as an argument counts"),
    Difference("COUNTIF(chu_so.chu,12)", 1, 0, _EXCEL + "a criterion that is a number meets a text of the same digits"),
    Difference(
        "SUM(IFERROR(target.chu_0,1))",
        BAD_VALUE,
        0,
        _EXCEL + "IFERROR hands on the value, not the cell, so SUM does not pass over its text",
    ),
    Difference('LEN("😀")', 2, 1, _EXCEL + "it counts the halves of such a sign"),
    Difference('UPPER("straße")', "STRASSE", "STRAẞE", "German only; neither matters to us"),
    Difference('"1,5"+1', BAD_VALUE, 2.5, _LOCALE + "a comma is a decimal sign here, a separator of thousands there"),
    Difference('"1e3"+1', BAD_VALUE, 1001, _LOCALE + "only plain digits are taken"),
    Difference('"1%"+0', BAD_VALUE, 0.01, _LOCALE + "only plain digits are taken"),
    Difference('"2020-11-30"+1', BAD_VALUE, 44166, _LOCALE + "a date within a text is not read"),
    Difference("1-1E-16=1", False, True, _EXACT + "the difference is beyond a double"),
    Difference("999999999999999*1000+1=999999999999999*1000", False, True, _EXACT + "18 digits"),
    Difference('"a"&123456789012345678', "a123456789012345678", "a1,23456789012346E+017", _EXACT + "and write them out"),
    Difference('"a"&1E20', "a100000000000000000000", "a1E+020", _EXACT + "and write them out"),
)

TABLE_OF_DIGITS = ("12", "x", Decimal("2.5"))
"""What stands in `chu_so.chu`."""
