"""A figure beside others: what was assigned, what was planned, the period before, the units beside it.

Exact: whole numbers and decimals, nothing rounded. A percentage that moved from 60% to 66% rose by 6 percentage points; that it also is
a tenth more is never said of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from toolkit.model.comparison import Compared, Comparison, Rank
from toolkit.model.figure import Consolidation, Figure
from toolkit.model.form import Indicator, Type
from toolkit.model.value import BLANK, DIV0, Value, is_number

PLAUSIBLE_CHANGE = Decimal("0.5")
"""Against the period before; a form says otherwise by its setting `plausible_change`, in per cent."""
SMALL = 10
"""Of fewer than so many, half more or less is nothing to ask about."""


def comparer(data: Consolidation) -> Callable[[str, str], Comparison]:
    """What gives the comparison of a unit's figure; the ranks under one parent are counted once."""
    known: dict[tuple[str, str], Mapping[str, Rank]] = {}

    def ranked_once(unit: str, indicator: str) -> Mapping[str, Rank]:
        key = data.tree[unit].parent, indicator
        if key not in known:
            known[key] = ranks(data, unit, indicator)
        return known[key]

    return lambda unit, indicator: compare(data, unit, indicator, ranked_once(unit, indicator))


def compare(data: Consolidation, unit: str, indicator: str, ranked_beside: Mapping[str, Rank] | None = None) -> Comparison:
    """One figure beside everything that is known; KeyError where the unit or the indicator is unknown.

    `ranked_beside` are the ranks under its parent, where they are known.
    """
    asked, value = data.form.by_code[indicator], data.figures[unit][indicator].value
    before = data.previous.get(unit, {}).get(indicator)
    previous = beside(asked, value, before.value if before else BLANK)
    if before:
        previous = replace(previous, estimated=before.estimated, withheld=before.withheld)
    return Comparison(
        beside(asked, value, data.targets.get((unit, indicator), BLANK)),
        beside(asked, value, _of(data.plan, unit, indicator)),
        previous,
        (ranks(data, unit, indicator) if ranked_beside is None else ranked_beside).get(unit),
        _is_within(asked, value, is_single=data.tree.is_leaf(unit)) and _is_near(previous, plausible_change(data)),
    )


def beside(indicator: Indicator, value: Value, base: Value) -> Compared:
    """A figure beside a base."""
    if not is_number(value) or not is_number(base):
        return Compared(base)
    if indicator.type is Type.PERCENT:
        return Compared(base, points=(value - base) * 100)
    return Compared(base, value - base, ratio(value - base, base), share=ratio(value, base))


def ratio(value: Value, base: Value) -> Value:
    """The one as a ratio of the other; blank where either is no number, a failure over none."""
    if not is_number(value) or not is_number(base):
        return BLANK
    return DIV0 if base == 0 else Decimal(value) / Decimal(base)


def ranks(data: Consolidation, unit: str, indicator: str) -> Mapping[str, Rank]:
    """The ranks of a unit and of those under the same parent, by code; a unit without a figure has none, nor has an only one."""
    parent = data.tree[unit].parent
    values = {each.code: data.figures[each.code][indicator].value for each in data.tree.children(parent)}
    return ranked(values) if parent in data.tree else {}


def ranked(values: Mapping[str, Value]) -> Mapping[str, Rank]:
    """Ranks of figures, the greatest first; ties share a place."""
    numbers = {code: value for code, value in values.items() if is_number(value)}
    ordered = sorted(numbers.values(), reverse=True)
    if len(ordered) < 2:
        return {}
    places = {value: place for place, value in reversed(tuple(enumerate(ordered, start=1)))}
    return {code: Rank(places[value], len(ordered), ordered.count(value) > 1) for code, value in numbers.items()}


def plausible_change(data: Consolidation) -> Decimal:
    """How far from the period before a figure may lie, as a ratio."""
    stated = data.form.setting.get("plausible_change", "").strip().removesuffix("%")
    return Decimal(stated) / 100 if stated.isdecimal() else PLAUSIBLE_CHANGE


def _of(figures: Mapping[str, Mapping[str, Figure]], unit: str, indicator: str) -> Value:
    figure = figures.get(unit, {}).get(indicator)
    return BLANK if figure is None else figure.value


def _is_within(indicator: Indicator, value: Value, *, is_single: bool) -> bool:
    """The bounds of what one unit states; a percentage keeps to them at every level, a sum does not."""
    if not is_number(value) or not (is_single or indicator.type is Type.PERCENT):
        return True
    above = indicator.minimum is None or value >= indicator.minimum
    return above and (indicator.maximum is None or value <= indicator.maximum)


def _is_near(previous: Compared, limit: Decimal) -> bool:
    points, change, base = previous.points, previous.change, previous.base
    if is_number(points):
        return -limit * 100 <= points <= limit * 100
    if not is_number(change) or not is_number(base) or -SMALL < base < SMALL:
        return True
    return -limit <= change <= limit
