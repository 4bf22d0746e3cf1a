"""Did a unit send last period's figures once more?"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.across.level import ENOUGH_FIGURES, Level, whole_workbook
from toolkit.model.finding import Finding, finding
from toolkit.model.value import is_number


def check_same_as_previous(level: Level) -> Iterator[Finding]:
    """`same-as-previous` where every figure that is known of the previous period is stated again, unchanged."""
    for case in level.cases:
        figures = level.figures[case.unit.code]
        before = {code: case.beside.get(f"previous.{code}") for code in figures}
        known = {code: value for code, value in before.items() if is_number(value)}
        enough = sum(value != 0 for value in known.values()) >= ENOUGH_FIGURES
        if enough and all(figures[code] == value for code, value in known.items()):
            yield finding("same-as-previous", whole_workbook(case), name=case.unit.name, count=len(known))
