"""Does everybody below one unit reach a target by exactly 100 %? Then figures were probably written after the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.check.across.level import Level
from toolkit.check.case import Case
from toolkit.formula import parse, references
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Type
from toolkit.model.place import Place

ENOUGH_UNITS = 5


def check_exactly_full(level: Level) -> Iterator[Finding]:
    """`exactly-full` at each unit that is directly above enough others, all of which come to exactly 100 % of what was assigned."""
    for unit in level.tree.upper():
        cases = [level.by_unit[child.code] for child in level.tree.children(unit.code) if child.code in level.by_unit]
        for code in _rates(level.form, cases) if len(cases) >= ENOUGH_UNITS else ():
            if all(case.value(code) == 1 for case in cases):
                label = level.indicator(code).label
                yield finding("exactly-full", Place(unit=unit.code, indicator=code), name=unit.name, label=label, count=len(cases))


def _rates(form: Form, cases: Sequence[Case]) -> Iterator[str]:
    """The derived rates that rest on something that was assigned."""
    assigned = {name.removeprefix("target.") for case in cases for name in case.beside if name.startswith("target.")}
    for indicator in form.indicators:
        if indicator.is_derived and indicator.type is Type.PERCENT:
            named = references(parse(indicator.formula))
            if named.targets or named.codes & assigned:
                yield indicator.code
