"""What `Tổng hợp` shows of a unit: a row for each unit below it, columns of figures and of how much of their targets is reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from toolkit.excel.comparison_sheet import Compare
from toolkit.messages import say
from toolkit.model.figure import Consolidation
from toolkit.model.form import EnteredBy, Indicator
from toolkit.model.value import BLANK, Value, is_number


class Role(Enum):
    """What a column says of its indicator."""

    FIGURE = "value"
    TARGET = "target"
    SHARE = "share"
    """How much of the target is reached."""


@dataclass(frozen=True, slots=True)
class OverviewColumn:
    """A column; those of one indicator stand side by side."""

    indicator: Indicator
    role: Role = Role.FIGURE


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A child with its figures, the unit's own workbook with what that states, or the total."""

    name: str
    reported: int
    expected: int
    values: Mapping[str, Value]
    estimated: frozenset[str] = frozenset()
    """The indicators whose figures rest on an estimate."""
    targets: Mapping[str, Value] = field(default_factory=dict)
    shares: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Overview:
    """What the sheet shows of one unit."""

    columns: tuple[OverviewColumn, ...]
    rows: tuple[OverviewRow, ...]
    total: OverviewRow

    @cached_property
    def places(self) -> Mapping[tuple[str, Role], int]:
        """Where each column stands among all."""
        return {(each.indicator.code, each.role): place for place, each in enumerate(self.columns)}

    @cached_property
    def shown(self) -> frozenset[str]:
        """The codes of what has a column."""
        return frozenset(each.indicator.code for each in self.columns)


def overview_of(data: Consolidation, unit: str, compare: Compare | None = None) -> Overview:
    """The unit's own workbook where it has one, then its children, in official order; without `compare` no targets are shown."""
    own = tuple(each for each in data.form.indicators if each.entered_by is EnteredBy.SELF or each.type.is_numeric)
    sectioned = tuple(each for _, members in data.form.sections() for each in members if each in own)
    against = tuple(each.code for each in sectioned if _has_shares(data, unit, each.code, compare))
    rows = tuple(_rows(data, unit, against, compare))
    return Overview(tuple(_columns(sectioned, against)), rows, _total(data, unit, rows, against, compare))


def _columns(indicators: Sequence[Indicator], against: Sequence[str]) -> Iterator[OverviewColumn]:
    for each in indicators:
        yield from (OverviewColumn(each, role) for role in (Role if each.code in against else (Role.FIGURE,)))


def _has_shares(data: Consolidation, unit: str, code: str, compare: Compare | None) -> bool:
    """True where a target of a child says something: what was prefilled with its target always is all of it."""
    if compare is None:
        return False
    targets = (compare(each.code, code).target for each in data.tree.children(unit) if (each.code, code) in data.targets)
    return any(is_number(each.share) and each.share != 1 for each in targets)


def _rows(data: Consolidation, unit: str, against: Sequence[str], compare: Compare | None) -> Iterator[OverviewRow]:
    asked = data.tree.reports(unit) and not data.tree[unit].exempt
    values = {code: figure.own for code, figure in data.figures[unit].items()}
    if asked or any(value is not BLANK for value in values.values()):
        yield OverviewRow(say("form-own-row", "vi", name=data.tree[unit].name), int(unit in data.submissions), int(asked), values)
    for child in data.tree.children(unit):
        reported, expected = len(data.reported(child.code)), len(data.tree.expected(child.code))
        yield OverviewRow(child.name, reported, expected, *_values(data, child.code), *_targets(child.code, against, compare))


def _total(
    data: Consolidation, unit: str, rows: Sequence[OverviewRow], against: Sequence[str], compare: Compare | None
) -> OverviewRow:
    reported, expected = sum(each.reported for each in rows), sum(each.expected for each in rows)
    return OverviewRow(say("form-total", "vi"), reported, expected, *_values(data, unit), *_targets(unit, against, compare))


def _values(data: Consolidation, unit: str) -> tuple[Mapping[str, Value], frozenset[str]]:
    """A unit's figures by code, and which of them rest on an estimate."""
    figures = data.figures[unit].items()
    return {code: figure.value for code, figure in figures}, frozenset(code for code, figure in figures if figure.estimated)


def _targets(unit: str, against: Sequence[str], compare: Compare | None) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
    """What was assigned to a unit, and how much of it is reached, by code."""
    known = {code: compare(unit, code).target for code in against} if compare else {}
    return {code: each.base for code, each in known.items()}, {code: each.share for code, each in known.items()}
