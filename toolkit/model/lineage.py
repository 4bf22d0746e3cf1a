"""What became of units: merged, split, renamed, moved under another unit, each on a stated day."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property

from toolkit.model.place import NOWHERE, Place


class Fate(Enum):
    """How a unit went on: whole into another one, unchanged (but for its name, its code or the unit above it), or a part of it."""

    WHOLE = "whole"
    UNCHANGED = "unchanged"
    PART = "part"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """On that day a unit, or a part of it, went into another."""

    source: str
    target: str
    fate: Fate
    day: date
    name: str = ""
    """What the source was called before."""
    share: Fraction | None = None
    """How much of the source, where that is stated; None where `by` says it, and where it went as one."""
    by: str = ""
    """The indicator whose figures at the receiving units say how much; empty where `share` says it, or where it went as one."""
    note: str = ""
    place: Place = field(default=NOWHERE, compare=False)


Codes = Mapping[str, frozenset[str]]
"""Indicators by unit."""


@dataclass(frozen=True)
class Doubts:
    """What is not simply known of history that was carried onto today's units."""

    estimated: Codes = field(default_factory=dict)
    """What rests on a stated share: parts of units that were split."""
    withheld: Codes = field(default_factory=dict)
    """What cannot be told for the unit itself, though the units above it count what is known of it."""


@dataclass(frozen=True)
class Lineage:
    """Events in no particular order. What happens on one day happens at once; days follow each other."""

    events: tuple[Event, ...] = ()

    @cached_property
    def sources(self) -> frozenset[str]:
        """The units that something became of."""
        return frozenset(event.source for event in self.events)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each source was called, at its first event."""
        return {event.source: event.name or event.source for event in sorted(self.events, key=lambda each: each.day, reverse=True)}

    @property
    def shared_by(self) -> frozenset[str]:
        """The indicators that shares rest on."""
        return frozenset(event.by for event in self.events if event.by)

    def after(self, day: date) -> Lineage:
        """The events after a day."""
        return Lineage(tuple(event for event in self.events if event.day > day))

    def within(self, first: date, last: date) -> Lineage:
        """The events inside a period: what happens on its first day has happened before it."""
        return Lineage(tuple(event for event in self.events if first < event.day <= last))

    @cached_property
    def ended(self) -> Mapping[str, date]:
        """The units that are no more after these events, with the day on which each ended; a code that passed to a new unit goes on."""
        left = {event.source: event.day for event in sorted(self.events, key=lambda each: each.day)}
        came = {event.target: event.day for event in sorted(self.events, key=lambda each: each.day)}
        return {code: day for code, day in left.items() if code not in came or came[code] < day}

    def leading_to(self, units: Container[str]) -> Lineage:
        """The events by which something came to any of the units, and what else became of the same."""
        kept: set[tuple[str, date]] = set()
        for events in reversed(tuple(self.days())):
            arriving = {
                (event.source, event.day) for event in events if event.target in units or event.target in {e for e, _ in kept}
            }
            kept |= arriving
        return Lineage(tuple(event for event in self.events if (event.source, event.day) in kept))

    def days(self) -> Iterator[tuple[Event, ...]]:
        """The events of each day, earliest first; within a day by source and target."""
        for day in sorted({event.day for event in self.events}):
            yield tuple(sorted((e for e in self.events if e.day == day), key=lambda each: (each.source, each.target)))

    def came_from(self, unit: str) -> tuple[str, ...]:
        """The units at the beginning that the unit of today is made of, itself too where it was there, by code."""
        codes = {unit}
        for events in reversed(tuple(self.days())):
            arrived = {event.source for event in events if event.target in codes}
            gone = {event.source for event in events}
            codes = {code for code in codes if code not in gone} | arrived
        return tuple(sorted(codes))
