"""Where a round stands: which unit reported, which is missing, what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from toolkit.model.unit import Unit


class Status(Enum):
    """Where an expected unit stands."""

    MISSING = "missing"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    EXEMPT = "exempt"


class Outcome(Enum):
    """Where a received file ended: exactly one of these."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How one unit stands. `resubmissions` counts its workbooks after the first; findings are those of its newest one."""

    unit: Unit
    status: Status
    late: bool = False
    resubmissions: int = 0
    errors: int = 0
    warnings: int = 0
    counting: str = ""
    """The file that counts, as the office received it; empty where none does yet."""
    received_on: date | None = None
    """When that came."""


@dataclass(frozen=True)
class Progress:
    """How a round stands: each unit that reports, and how many files ended where."""

    units: tuple[UnitProgress, ...]
    outcomes: tuple[tuple[Outcome, int], ...] = ()

    def count(self, status: Status) -> int:
        """How many units stand so."""
        return sum(each.status is status for each in self.units)

    def files(self, outcome: Outcome) -> int:
        """How many files ended so."""
        return dict(self.outcomes).get(outcome, 0)

    @property
    def expected(self) -> int:
        """How many units must report."""
        return len(self.units) - self.count(Status.EXEMPT)

    @property
    def received(self) -> int:
        """How many of them sent something that could be attributed to them."""
        return self.count(Status.ACCEPTED) + self.count(Status.RETURNED)

    @property
    def late(self) -> int:
        """How many were accepted, and after the deadline."""
        return sum(each.late for each in self.units)
