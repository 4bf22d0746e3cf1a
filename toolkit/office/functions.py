"""Worksheet functions for sheets that an office makes for itself: the round's figures in any cell.

Each reads the round in whose folder the calling workbook lies. On Windows xlwings' add-in brings them into Excel; everywhere they are
functions of Python. What cannot be answered is a sentence that begins with `#N/A`, as Excel's own functions would say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

import xlwings

from toolkit.flow import figures
from toolkit.messages import Obstacle, obstacle_line
from toolkit.model.figure import Consolidation
from toolkit.model.value import BLANK, NO_DATA, Failure, Value
from toolkit.office.steps import LANG
from toolkit.round import control_file, folders, open_round
from toolkit.vietnamese.absence import NO_DATA_TEXT
from toolkit.vietnamese.text import fold

Cell = str | float
DIVIDED_BY_ZERO = "#DIV/0!"


def _answered(function: Callable[..., Cell]) -> Callable[..., Cell]:
    """What is in the way stands in the cell, in one line."""

    @wraps(function)
    def answer(*arguments: Any, **named: Any) -> Cell:
        try:
            return function(*arguments, **named)
        except Obstacle as obstacle:
            return f"#N/A: {obstacle_line(obstacle, LANG)}"

    return answer


@xlwings.func
@_answered
def BC_SO_LIEU(unit: Any, indicator: Any, period: Any = None, caller: Any = None) -> Cell:
    """A unit's consolidated figure: a number, a text, nothing where it is blank; a rate as a share of 1.

    `unit` is a code or a name, `indicator` a code or a label; `period` is the round's where it is left out, or the same period a year before.
    """
    data = _figures_beside(caller)
    return _cell(_value(data, _unit(data, unit), _indicator(data, indicator), period))


@xlwings.func
@_answered
def BC_TY_LE(unit: Any, numerator: Any, denominator: Any, period: Any = None, caller: Any = None) -> Cell:
    """One figure of a unit over another, as a share of 1, both consolidated first; nothing where one of them is blank."""
    data = _figures_beside(caller)
    code = _unit(data, unit)
    over, under = (_value(data, code, _indicator(data, each), period) for each in (numerator, denominator))
    if not isinstance(over, (int, Decimal)) or not isinstance(under, (int, Decimal)):
        return ""
    return float(Decimal(over) / Decimal(under)) if under else DIVIDED_BY_ZERO


@xlwings.func
@_answered
def BC_DO_PHU(unit: Any, indicator: Any = None, caller: Any = None) -> Cell:
    """How many of the units that had to state a figure did, as a share of 1; without an indicator, how many sent a workbook that counts."""
    data = _figures_beside(caller)
    code = _unit(data, unit)
    if _text(indicator):
        figure = data.figures[code][_indicator(data, indicator)]
        reported, expected = figure.reported, figure.expected
    else:
        reported, expected = len(data.reported(code)), len(data.tree.expected(code))
    return reported / expected if expected else DIVIDED_BY_ZERO


def _figures_beside(caller: Any) -> Consolidation:
    """The figures of the round in whose folder the calling workbook lies; Obstacle where it lies in none."""
    path = Path(caller.sheet.book.fullname)
    folder = next((each for each in path.parents if control_file(each) is not None), None)
    if folder is None:
        raise Obstacle("function-no-round", file=path.name)
    stamps = (_stamp(control_file(folder)), _stamp(folder / folders.LEDGER))
    return _figures_of(folder, stamps)


def _stamp(path: Path | None) -> int:
    return path.stat().st_mtime_ns if path is not None and path.is_file() else 0


@lru_cache(maxsize=4)
def _figures_of(folder: Path, stamps: tuple[int, ...]) -> Consolidation:
    """The figures as they stood when control workbook and ledger were last changed: a sheet asks hundreds of times."""
    return figures(open_round(folder))[0]


def _value(data: Consolidation, unit: str, code: str, period: Any) -> Value:
    asked, before = _text(period) or data.period.id, data.period.previous().id
    if asked == data.period.id:
        return data.figures[unit][code].value
    if asked != before:
        raise Obstacle("function-period", found=asked, period=data.period.id, previous=before)
    known = data.previous.get(unit, {}).get(code)
    return known.value if known is not None else BLANK


def _unit(data: Consolidation, asked: Any) -> str:
    """By its code, which a cell may hold as a number without its first zeros, or by its name."""
    text = _text(asked)
    by_code = (each.code for each in data.tree.units if each.code == text)
    by_number = (each.code for each in data.tree.units if text.isdigit() and each.code.isdigit() and int(each.code) == int(text))
    by_name = (each.code for each in data.tree.units if fold(each.name) == fold(text))
    return _only((by_code, by_number, by_name)) or _refused("function-unit", text)


def _indicator(data: Consolidation, asked: Any) -> str:
    """By its code or its label."""
    text = _text(asked)
    by_code = (each.code for each in data.form.indicators if each.code == text)
    by_label = (each.code for each in data.form.indicators if fold(each.label) == fold(text))
    return _only((by_code, by_label)) or _refused("function-indicator", text)


def _only(ways: Iterable[Iterable[str]]) -> str:
    """What the first way that finds anything finds, where that is one thing."""
    found = next((tuple(each) for each in map(tuple, ways) if each), ())
    return found[0] if len(found) == 1 else ""


def _refused(code: str, text: str) -> str:
    raise Obstacle(code, found=text)


def _text(value: Any) -> str:
    """What a cell holds, as it is typed: `24.0` is 24."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _cell(value: Value) -> Cell:
    if value is BLANK:
        return ""
    if value is NO_DATA:
        return NO_DATA_TEXT
    if isinstance(value, Failure):
        return str(value)
    return float(value) if isinstance(value, (int, Decimal)) else str(value)
