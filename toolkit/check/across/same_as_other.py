"""Are two units' workbooks the same in every figure? Then one was probably copied from the other."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.across.level import ENOUGH_FIGURES, Level, whole_workbook
from toolkit.model.finding import Finding, finding
from toolkit.model.value import Number

MOST_NAMED = 5


def check_same_as_other(level: Level) -> Iterator[Finding]:
    """`same-as-other` at each of the units whose figures agree in full."""
    groups: dict[tuple[tuple[str, Number], ...], list[str]] = {}
    for unit, figures in level.figures.items():
        if sum(value != 0 for value in figures.values()) >= ENOUGH_FIGURES:
            groups.setdefault(tuple(sorted(figures.items())), []).append(unit)
    alike = {unit: group for group in groups.values() if len(group) > 1 for unit in group}
    for case in level.cases:
        others = [code for code in alike.get(case.unit.code, ()) if code != case.unit.code]
        if others:
            names = ", ".join(level.tree[code].name for code in others[:MOST_NAMED])
            count = len(level.figures[case.unit.code])
            yield finding("same-as-other", whole_workbook(case), name=case.unit.name, others=names, count=count)
