"""What a figure is set beside: a target, a plan, another period, the units beside it."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.value import BLANK, Value


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside another of the same unit and indicator. What does not apply or is not known is blank."""

    base: Value = BLANK
    difference: Value = BLANK
    """In the indicator's unit of measure; blank for a percentage."""
    change: Value = BLANK
    """The difference as a ratio of the base: 0.05 is 5% more. Blank for a percentage; a failure over a base of none."""
    points: Value = BLANK
    """Percentage points, of a percentage."""
    share: Value = BLANK
    """The figure as a ratio of the base: how much of a target or plan is reached. Blank for a percentage."""
    estimated: bool = False
    """True where the base rests on a stated share of a unit that was split since."""
    withheld: bool = False
    """True where there can be no comparison: of the units that it was made of not all have a base that is known."""


@dataclass(frozen=True, slots=True)
class Rank:
    """The place among the units beside it, from the greatest figure down; equal figures share one, and the next is counted on."""

    place: int
    of: int
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that one figure is set beside."""

    target: Compared
    plan: Compared
    previous: Compared
    rank: Rank | None
    is_plausible: bool
    """False where it lies outside the range that the form states, or far from the period before."""
