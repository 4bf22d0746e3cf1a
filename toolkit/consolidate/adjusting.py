"""What the receiving levels correct. It holds only where the figure still is what they saw; then every total above rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolkit.model.adjustment import Adjustment
from toolkit.model.figure import Figure
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form
from toolkit.model.value import BLANK, Value
from toolkit.vietnamese.show import show

ByFigure = Mapping[tuple[str, str], tuple[Adjustment, ...]]
"""Adjustments by (unit, indicator), in the order in which they were made: lower levels first."""


def by_figure(adjustments: Iterable[Adjustment]) -> ByFigure:
    """The adjustments of each figure; one that two workbooks bring counts once."""
    groups: dict[tuple[str, str], tuple[Adjustment, ...]] = {}
    for each in dict.fromkeys(adjustments):
        key = each.unit, each.indicator
        groups[key] = (*groups.get(key, ()), each)
    return groups


def adjusted(value: Value, adjustments: Sequence[Adjustment]) -> tuple[Value, tuple[Adjustment, ...]]:
    """The value after those that hold, and which they are."""
    held: list[Adjustment] = []
    for each in adjustments:
        if value == each.before and value != each.after:
            value = each.after
            held.append(each)
    return value, tuple(held)


def adjustment_findings(
    form: Form, figures: Mapping[str, Mapping[str, Figure]], adjustments: Iterable[Adjustment]
) -> Iterator[Finding]:
    """For each adjustment that does not hold, why."""
    for each in dict.fromkeys(adjustments):
        indicator = form.by_code[each.indicator]
        if indicator.is_derived:
            yield finding("adjustment-derived", each.place, found=each.indicator, label=indicator.label)
            continue
        figure = figures[each.unit][each.indicator]
        if each not in figure.adjusted:
            code = "adjustment-done" if figure.value == each.after else "adjustment-from-differs"
            actual = show(figure.value, indicator.type) if figure.value is not BLANK else "–"
            stated = show(each.before, indicator.type) if each.before is not BLANK else "–"
            yield finding(code, each.place, found=stated, actual=actual, label=indicator.label)
