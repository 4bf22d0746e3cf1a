"""A total of less than all units may not be stated without saying of how many it is."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.prose import BODY, Bound, ChartBlock, Document, Heading, runs_of
from toolkit.narrate.quantity import STATED
from toolkit.narrate.scene import Scene
from toolkit.narrate.units import MISSING, REPORTED
from toolkit.vietnamese.numbers import format_number

_SECTION = 2
"""The lowest level of headings that begins a section of its own."""


def check_coverage(document: Document, scene: Scene, template: str) -> Iterator[Finding]:
    """A warning for each section of the body that states a total whose coverage is below the threshold, and not of how many units it is.

    It is said where the section says it, of this total or of the reports as a whole, or where any part of the paper says it of this total.
    """
    stated = {each.indicator for each in document.bound() if each.format == STATED and each.unit == scene.unit}
    for section in _sections(document):
        if any(each.indicator in (REPORTED, MISSING) or each.format == STATED for each in section):
            continue
        doubtful = next((each for each in section if each.indicator not in stated and _is_partial(scene, each)), None)
        if doubtful:
            figure = scene.consolidation.figures[doubtful.unit][doubtful.indicator]
            place = Place(file=template, unit=doubtful.unit, indicator=doubtful.indicator)
            reported, expected = format_number(figure.reported), format_number(figure.expected)
            yield finding("report-coverage-unstated", place, found=doubtful.text, reported=reported, expected=expected)


def _sections(document: Document) -> Iterator[list[Bound]]:
    """The bound figures of the body from heading to heading; charts, which name each unit, are not totals."""
    section: list[Bound] = []
    for block in document.part(BODY).blocks:
        if isinstance(block, Heading) and block.level <= _SECTION:
            yield section
            section = []
        elif not isinstance(block, ChartBlock):
            section.extend(run for run in runs_of(block) if isinstance(run, Bound))
    yield section


def _is_partial(scene: Scene, bound: Bound) -> bool:
    if bound.unit != scene.unit:
        return False
    figure = scene.consolidation.figures.get(bound.unit, {}).get(bound.indicator)
    return bool(figure and figure.expected and Fraction(figure.reported, figure.expected) < Fraction(scene.threshold))
