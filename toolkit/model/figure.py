"""Consolidated values: what an upper unit comes to, how much of it was reported, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.model.adjustment import Adjustment
from toolkit.model.form import ASSESSMENT, Form, Indicator
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.submission import Row, Submission
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import BLANK, Absent, Value


@dataclass(frozen=True, slots=True)
class Part:
    """One direct part of a figure: a child's figure, or the unit's own entry (then `place` says where it stands)."""

    unit: str
    value: Value
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A consolidated value. A total of blanks is blank; a rate is recomputed from summed parts, never averaged."""

    unit: str
    indicator: str
    value: Value
    own: Value = BLANK
    """What the unit's own workbook states, apart from those below it."""
    reported: int = 0
    """Units at or below that stated this indicator (zero counts, blank and "no data" do not)."""
    expected: int = 0
    """Units at or below that had to."""
    made_of: tuple[Part, ...] = ()
    adjusted: tuple[Adjustment, ...] = ()
    """What the receiving levels have corrected here, in the order in which it was applied; `value` is what came of it."""
    estimated: bool = False
    """True where it rests on a stated share of a unit that was split, itself or by way of what it is computed from."""
    withheld: bool = False
    """True where history knows parts of it and not all, so that it is rather not said; the value is blank."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A table's row, with the unit that sent it."""

    unit: Unit
    row: Row


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the level above states of one unit, and the consolidated workbook of that level that says so."""

    summary: Submission
    row: Row


@dataclass(frozen=True)
class Evidence:
    """Another round of the same year, whose figures stand beside this one's criteria and count for nothing in it."""

    name: str
    """How the control workbook names that round."""
    data: Consolidation | None = None
    """None where there is no such round that can be used."""

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of the other round's form; None where it has no such."""
        return self.data.form.by_code.get(code) if self.data else None

    def figure(self, unit: str, code: str) -> Figure | None:
        """The figure of the same unit; None where nothing is known of it."""
        figure = self.data.figures.get(unit, {}).get(code) if self.data else None
        return None if figure is None or isinstance(figure.value, Absent) else figure


@dataclass(frozen=True)
class Consolidation:
    """Every unit's figures for one round. Figures are keyed by unit, then by indicator."""

    form: Form
    period: Period
    tree: Tree
    figures: Mapping[str, Mapping[str, Figure]]
    submissions: Mapping[str, Submission] = field(default_factory=dict)
    """The submission that counts for each unit that has one."""
    previous: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    """The previous period's figures, where they are known."""
    targets: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    """What was assigned, by (unit, indicator)."""
    summaries: Mapping[str, Submission] = field(default_factory=dict)
    """The consolidated workbooks of lower levels whose totals stand, by unit."""
    plan: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    """The figures of the round that planned this one, where there is one."""
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    """What the levels above state of units, by the unit that is spoken of."""

    picked: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Whose answers the editor of an upper unit has marked for its report, by (upper unit, text); without an entry nobody has chosen."""
    evidence: Evidence | None = None
    """The round of reference, where one is set and the form asks for its figures."""

    @cached_property
    def corrected(self) -> Mapping[str, tuple[Figure, ...]]:
        """The figures that the receiving levels corrected, by unit; mostly there are none."""
        found = ((unit, tuple(each for each in known.values() if each.adjusted)) for unit, known in self.figures.items())
        return {unit: figures for unit, figures in found if figures}

    former: Mapping[str, Unit] = field(default_factory=dict)
    """The units that ended within the period, of which figures are made too, by code."""

    def name(self, unit: str) -> str:
        """The name of a unit of the round, or of one that ended within its period."""
        return (self.tree[unit] if unit in self.tree else self.former[unit]).name

    def figure(self, unit: str, indicator: str) -> Figure:
        """The figure; KeyError where the unit or the indicator is unknown."""
        return self.figures[unit][indicator]

    def reported(self, unit: str) -> tuple[Unit, ...]:
        """The expected units at or below `unit` whose submission counts, in official order."""
        return tuple(each for each in self.tree.expected(unit) if each.code in self.submissions)

    def missing(self, unit: str) -> tuple[Unit, ...]:
        """The expected units at or below `unit` without a submission that counts, in official order."""
        return tuple(each for each in self.tree.expected(unit) if each.code not in self.submissions)

    def rows(self, unit: str, table: str) -> Iterator[UnitRow]:
        """A table's rows from every unit at or below, in official order; an assessment goes with the unit that it speaks of.

        Personal tables give none above the unit itself.
        """
        if table == ASSESSMENT:
            yield from (
                UnitRow(each, self.assessments[each.code].row) for each in self.tree.below(unit) if each.code in self.assessments
            )
            return
        personal = self.form.table_by_code[table].personal
        for each in self.tree.below(unit):
            if each.code in self.submissions and (each.code == unit or not personal):
                for row in self.submissions[each.code].tables.get(table, ()):
                    yield UnitRow(each, row)
