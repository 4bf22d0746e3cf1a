"""What was understood of a typed answer."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.submission import Verdict
from toolkit.model.value import BLANK, Absent, Scalar, Value


@dataclass(frozen=True, slots=True)
class Reading:
    """A typed value and how sure it is. Blank where it is ambiguous or unreadable: what is not sure is not taken."""

    value: Value
    verdict: Verdict = Verdict.AS_TYPED
    candidates: tuple[Scalar | Absent, ...] = ()
    """What an ambiguous one may mean, the likeliest first."""


NOTHING = Reading(BLANK)
UNREADABLE = Reading(BLANK, Verdict.UNREADABLE)


def repaired(value: Value) -> Reading:
    """A reading without doubt of something not written as asked."""
    return Reading(value, Verdict.REPAIRED)


def ambiguous(*candidates: Scalar | Absent) -> Reading:
    """A reading that is not taken, with what it may mean."""
    return Reading(BLANK, Verdict.AMBIGUOUS, candidates)
