"""What a figure is made of, down to the file and the cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.formula import parse, references
from toolkit.model.adjustment import Adjustment
from toolkit.model.figure import Consolidation, Figure, Part
from toolkit.model.place import NOWHERE, Place
from toolkit.model.submission import Carrier
from toolkit.model.value import Value


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure, or what one workbook states; `parts` are what it is made of."""

    unit: str
    indicator: str
    value: Value
    reported: int = 0
    expected: int = 0
    place: Place | None = None
    """Where it was typed, for what a workbook states; without a cell where that computed it."""
    carrier: Carrier | None = None
    """The consolidated workbook that brought it."""
    sha256: str = ""
    """Of the file that it was typed into."""
    estimated: bool = False
    """True where it rests on a stated share of a unit that was split."""
    adjusted: tuple[Adjustment, ...] = ()
    parts: tuple[Trace, ...] = ()


def trace(data: Consolidation, unit: str, indicator: str) -> Trace:
    """The tree of what a figure is made of; what is derived is made of what its formula names. KeyError where it is unknown."""
    figure = data.figures[unit][indicator]
    if data.form.by_code[indicator].is_derived:
        parts = tuple(trace(data, unit, code) for code in _operands(data, indicator))
    else:
        parts = tuple(_parts(data, figure))
    return Trace(
        unit,
        indicator,
        figure.value,
        figure.reported,
        figure.expected,
        estimated=figure.estimated,
        adjusted=figure.adjusted,
        parts=parts,
    )


def _operands(data: Consolidation, indicator: str) -> tuple[str, ...]:
    named = references(parse(data.form.by_code[indicator].formula)).codes
    return tuple(code for code in data.form.by_code if code in named)


def _parts(data: Consolidation, figure: Figure) -> Iterator[Trace]:
    for part in figure.made_of:
        if part.place is None and part.unit != figure.unit:
            yield trace(data, part.unit, figure.indicator)
        else:
            yield _stated(data, part, figure.indicator)


def _stated(data: Consolidation, part: Part, indicator: str) -> Trace:
    submission = data.submissions.get(part.unit)
    file = submission.file if submission else ""
    place = (part.place or NOWHERE).at(unit=part.unit, indicator=indicator)
    carrier = submission.carrier if submission else None
    sha256 = submission.sha256 if submission else ""
    return Trace(
        part.unit, indicator, part.value, place=place if place.file else place.at(file=file), carrier=carrier, sha256=sha256
    )
