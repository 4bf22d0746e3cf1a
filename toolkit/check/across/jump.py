"""Is a figure ten times what it was, or a tenth? Mostly a digit too many or too few."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.across.level import Level
from toolkit.model.finding import Finding, finding
from toolkit.model.value import BLANK, is_number
from toolkit.vietnamese.show import show

TIMES = 10
MATTERS_FROM = 50
"""The greater of the two: below it ten-fold changes are ordinary (3 meetings, then 30)."""


def check_jumps(level: Level) -> Iterator[Finding]:
    """`tenfold-jump` at each figure that is at least ten times, or at most a tenth of, that of the previous period; an estimate is none to hold it against."""
    for case in level.cases:
        for code, value in level.figures[case.unit.code].items():
            before = BLANK if f"estimated.{code}" in case.beside else case.beside.get(f"previous.{code}")
            if not is_number(before) or value <= 0 or before <= 0 or max(value, before) < MATTERS_FROM:
                continue
            if value >= TIMES * before or before >= TIMES * value:
                indicator = level.indicator(code)
                shown = {"found": show(value, indicator.type), "before": show(before, indicator.type)}
                yield finding("tenfold-jump", case.place(code), label=indicator.label, **shown)
