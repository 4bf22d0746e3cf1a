"""Units and the tree that they make. The tree may be ragged: nothing here knows of depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.model.place import NOWHERE, Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """An organisation unit. Codes are strings: `02` is not `2`."""

    code: str
    name: str
    kind: str = ""
    parent: str = ""
    reports: bool | None = None
    """Whether it fills a workbook of its own; None means: where it has no units below it."""
    exempt: str = ""
    """Why it need not report in this round; empty means that it must."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Tree:
    """Units in official order (as the control workbook lists them), without cycles, under one root."""

    units: tuple[Unit, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """The units by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def root(self) -> Unit:
        """The unit above all others."""
        return next(unit for unit in self.units if unit.parent not in self.by_code)

    @cached_property
    def _children(self) -> Mapping[str, tuple[Unit, ...]]:
        groups: dict[str, list[Unit]] = {}
        for unit in self.units:
            groups.setdefault(unit.parent, []).append(unit)
        return {code: tuple(group) for code, group in groups.items()}

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def __getitem__(self, code: str) -> Unit:
        return self.by_code[code]

    def children(self, code: str) -> tuple[Unit, ...]:
        """The units directly below, in official order; empty for a leaf."""
        return self._children.get(code, ())

    def heard(self, code: str) -> tuple[Unit, ...]:
        """The units directly below that must state something of themselves, in official order."""
        return tuple(child for child in self.children(code) if self.reports(child.code) and not child.exempt)

    def is_leaf(self, code: str) -> bool:
        """True where no unit stands below."""
        return not self.children(code)

    def reports(self, code: str) -> bool:
        """True where the unit fills a workbook of its own, exempt or not."""
        stated = self.by_code[code].reports
        return self.is_leaf(code) if stated is None else stated

    def ancestors(self, code: str) -> Iterator[Unit]:
        """The units above, nearest first."""
        parent = self.by_code[code].parent
        while parent in self.by_code:
            yield self.by_code[parent]
            parent = self.by_code[parent].parent

    def below(self, code: str) -> Iterator[Unit]:
        """The unit itself and everything below it, each after its parent, in official order."""
        stack = [self.by_code[code]]
        while stack:
            unit = stack.pop()
            yield unit
            stack.extend(reversed(self.children(unit.code)))

    def upper(self) -> Iterator[Unit]:
        """Every unit that has others below it, each after its parent."""
        return (unit for unit in self.below(self.root.code) if not self.is_leaf(unit.code))

    def expected(self, code: str) -> tuple[Unit, ...]:
        """The units at or below `code` that must report in this round, in official order."""
        return tuple(unit for unit in self.below(code) if self.reports(unit.code) and not unit.exempt)
