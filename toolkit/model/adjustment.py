"""A correction by the receiving level: never silent, and what was sent stays as it was sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from toolkit.model.place import NOWHERE, Place
from toolkit.model.value import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjustment:
    """One figure of one unit, corrected. It holds only where the figure is `before`; then it counts as `after`."""

    unit: str
    indicator: str
    before: Value
    after: Value
    reason: str
    who: str
    when: date
    place: Place = field(default=NOWHERE, compare=False)
    """Where it is written: a row of the control workbook, or of the consolidated workbook that brought it."""
