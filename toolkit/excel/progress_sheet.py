"""Who reported, late, not yet, or got it back: the rows that `tien-do.xlsx` and every consolidated workbook show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.excel.cells import write_value
from toolkit.excel.styles import Styles
from toolkit.messages import say
from toolkit.model.progress import Status, UnitProgress
from toolkit.model.value import BLANK
from toolkit.vietnamese.dates import format_date

_LOOKS: Mapping[Status, str] = {Status.ACCEPTED: "good", Status.RETURNED: "bad", Status.MISSING: "bad", Status.EXEMPT: "aside"}


@dataclass(frozen=True)
class Standing:
    """What is shown of each unit; a column about which nothing is known is left out."""

    units: tuple[UnitProgress, ...]
    parents: Mapping[str, str] = field(default_factory=dict)
    """The name of the unit above each, by code."""
    names_files: bool = False
    """True where the file that counts is shown, and when it came."""


@dataclass(frozen=True, slots=True)
class _Column:
    code: str
    width: int
    looks: tuple[str, ...]
    value: Callable[[UnitProgress], str | int]


def write_standing(sheet: Any, styles: Styles, row: int, standing: Standing, lang: str) -> tuple[int, int]:
    """Writes heads at `row` and a row a unit below, with a filter; gives the last row and column."""
    columns = _columns(standing, lang)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(row, index, say(f"form-col-{column.code}", lang), styles.get("head", "border"))
    sheet.set_row(row, 34)
    for offset, each in enumerate(standing.units, start=1):
        sheet.write_number(row + offset, 0, offset, styles.get("border", "center"))
        for index, column in enumerate(columns[1:], start=1):
            looks = (*column.looks, _LOOKS[each.status]) if column.code == "status" else column.looks
            # a count of none is left open, so that the others are seen
            write_value(sheet, row + offset, index, column.value(each) or BLANK, styles.get("border", *looks))
    last = (row + len(standing.units), len(columns) - 1)
    if standing.units:
        sheet.autofilter(row, 0, *last)
    sheet.ignore_errors({"number_stored_as_text": f"B1:B{last[0] + 1}"})
    return last


def _columns(standing: Standing, lang: str) -> tuple[_Column, ...]:
    parents = _Column("parent", 30, ("left",), lambda each: standing.parents.get(each.unit.code, ""))
    return (
        _Column("number", 6, ("center",), lambda each: ""),
        _Column("code", 12, ("text", "left"), lambda each: each.unit.code),
        _Column("unit", 34, ("left",), lambda each: each.unit.name),
        *((parents,) if standing.parents else ()),
        _Column("status", 18, ("center",), lambda each: say(f"form-status-{each.status.value}", lang)),
        _Column("late", 11, ("center", "bad"), lambda each: say("form-late", lang) if each.late else ""),
        _Column("resubmissions", 13, ("count",), lambda each: each.resubmissions),
        _Column("errors", 10, ("count",), lambda each: each.errors),
        _Column("warnings", 12, ("count",), lambda each: each.warnings),
        *((_Column("counting", 40, ("left",), lambda each: each.counting),) if standing.names_files else ()),
        *((_Column("received-on", 13, ("center",), _received_on),) if standing.names_files else ()),
    )


def _received_on(each: UnitProgress) -> str:
    return format_date(each.received_on) if each.received_on else ""
