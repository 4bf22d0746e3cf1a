"""What a check across units looks at: every submission that counts, one a unit, in official order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.check.case import Case
from toolkit.model.form import Form, Indicator
from toolkit.model.place import Place
from toolkit.model.unit import Tree
from toolkit.model.value import Number, is_number

ENOUGH_FIGURES = 8
"""Figures other than zero that must agree before whole workbooks are called the same: a small unit has few that are not zero."""


@dataclass(frozen=True)
class Level:
    """The submissions of a round, each with its form, unit and what is known beside it."""

    form: Form
    tree: Tree
    cases: tuple[Case, ...]

    @cached_property
    def figures(self) -> Mapping[str, Mapping[str, Number]]:
        """What each unit states in numbers, by unit and code; what was assigned to it is not its own statement."""
        return {case.unit.code: dict(_figures(case)) for case in self.cases}

    @cached_property
    def by_unit(self) -> Mapping[str, Case]:
        """The submissions by unit."""
        return {case.unit.code: case for case in self.cases}

    def indicator(self, code: str) -> Indicator:
        """The indicator of that code."""
        return self.form.by_code[code]


def whole_workbook(case: Case) -> Place:
    """The place of a finding about all that a unit stated."""
    return Place(file=case.submission.file, unit=case.unit.code)


def _figures(case: Case) -> Iterator[tuple[str, Number]]:
    for indicator in case.inputs:
        value = case.submission.value(indicator.code)
        if is_number(value) and f"target.{indicator.code}" not in case.beside:
            yield indicator.code, value
