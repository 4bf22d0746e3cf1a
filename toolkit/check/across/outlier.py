"""Does a figure lie far from those of all other units of its kind?

Measured by the modified z-score: 0,6745 (x − median) / median of the distances from the median, which a few wild values cannot bend
(Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993, who take 3,5 for the limit). Counts of units of all sizes lie about their
median by ratio rather than by difference, so it is taken of the logarithm.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from statistics import median

from toolkit.check.across.level import Level
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Type
from toolkit.model.value import Number
from toolkit.vietnamese.show import show

MOST_SCORE = 5.0
"""Well above the 3,5 of the book: with forty figures a unit and hundreds of units, that would name half of them."""
ENOUGH_UNITS = 12
NORMAL = 0.6745

TIMES = 3
"""How many times the median, or what part of it, a figure must be: where all lie close together the score alone makes much of little."""

MATTERS_FROM = 20
"""The greater of figure and median: below it three times as many are ordinary."""


def check_outliers(level: Level) -> Iterator[Finding]:
    """`outlier` at each figure above zero whose score is beyond the limit, where enough units of the kind state it."""
    for (kind, code), values in _samples(level).items():
        if len(values) < ENOUGH_UNITS or level.indicator(code).type is Type.PERCENT:
            continue
        middle = median(map(Decimal, values.values()))
        for unit, score in _scores(values).items():
            if abs(score) > MOST_SCORE and _matters(values[unit], middle):
                yield _finding(level, unit, code, values[unit], middle, kind)


def _matters(value: Number, middle: Decimal) -> bool:
    greater, lesser = max(value, middle), min(value, middle)
    return greater >= MATTERS_FROM and greater >= TIMES * lesser


def _samples(level: Level) -> Mapping[tuple[str, str], Mapping[str, Number]]:
    samples: defaultdict[tuple[str, str], dict[str, Number]] = defaultdict(dict)
    for case in level.cases:
        for code, value in level.figures[case.unit.code].items():
            if value > 0:
                samples[case.unit.kind, code][case.unit.code] = value
    return samples


def _scores(values: Mapping[str, Number]) -> Mapping[str, float]:
    logs = {unit: math.log(value) for unit, value in values.items()}
    middle = median(logs.values())
    spread = median(abs(each - middle) for each in logs.values())
    return {unit: NORMAL * (each - middle) / spread for unit, each in logs.items()} if spread else {}


def _finding(level: Level, unit: str, code: str, value: Number, middle: Number, kind: str) -> Finding:
    case, indicator = level.by_unit[unit], level.indicator(code)
    shown = {"found": show(value, indicator.type), "median": show(middle, indicator.type)}
    return finding("outlier", case.place(code), label=indicator.label, kind=kind, **shown)
