"""Where the numbers of a report come from: a line for each, and the cells that they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.place import Place
from toolkit.model.value import BLANK, Value


@dataclass(frozen=True, slots=True)
class TraceSource:
    """One thing stated or counted, and where it stands. `code` groups them; within a code they follow the official order of units."""

    code: str
    label: str
    unit: str
    unit_name: str
    period: str
    value: Value
    place: Place
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TraceLine:
    """One printed number: the sentence it stands in, what it is, and the numbers of its first and last sources (from 0) by code."""

    heading: str
    sentence: str
    text: str
    unit: str
    unit_name: str
    code: str
    label: str
    measure: str
    period: str
    format: str
    value: Value = BLANK
    """The exact value; a share as a ratio."""
    reported: int = 0
    expected: int = 0
    adjusted: int = 0
    """Corrections by the receiving levels that the number rests on."""
    estimated: bool = False
    """True where it rests on an estimated share of a unit that was split."""
    sources: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """Every printed number of a report, in reading order, and everything that they rest on."""

    title: str
    lines: tuple[TraceLine, ...]
    sources: tuple[TraceSource, ...]
