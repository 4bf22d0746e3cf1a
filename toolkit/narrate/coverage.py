"""A total of less than all units may not be stated without saying of how many it is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.prose import BODY, Bound, Document, runs_of
from toolkit.model.value import is_number
from toolkit.narrate.quantity import STATED
from toolkit.narrate.scene import Scene
from toolkit.narrate.units import MISSING, REPORTED
from toolkit.vietnamese.numbers import format_number, read_percent

THRESHOLD: Final = "coverage_threshold"
"""The form's setting: the share of units from which on a total may stand alone; all of them where it is not set."""


def check_coverage(document: Document, scene: Scene, template: str) -> Iterator[Finding]:
    """A warning where the body states a total whose coverage is below the threshold, and says nowhere how many units it is of."""
    bound = [run for block in document.part(BODY).blocks for run in runs_of(block) if isinstance(run, Bound)]
    if any(each.indicator in (REPORTED, MISSING) or each.format == STATED for each in bound):
        return
    threshold = _threshold(scene)
    for each in bound:
        figure = scene.consolidation.figures.get(each.unit, {}).get(each.indicator)
        if figure and figure.expected and Fraction(figure.reported, figure.expected) < Fraction(threshold):
            place = Place(file=template, unit=each.unit, indicator=each.indicator)
            reported, expected = format_number(figure.reported), format_number(figure.expected)
            yield finding("report-coverage-unstated", place, found=each.text, reported=reported, expected=expected)
            return


def _threshold(scene: Scene) -> Decimal:
    stated = read_percent(scene.consolidation.form.setting.get(THRESHOLD, "")).value
    return Decimal(stated) if is_number(stated) else Decimal(1)
