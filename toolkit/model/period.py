"""Reporting periods, with the ids that DHIS2 uses: `2020`, `2020S1`, `2020Q4`, `202011`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_PATTERN = re.compile(r"(?P<year>[12]\d{3})(?:(?P<kind>[SQ])(?P<part>\d)|(?P<month>\d{2}))?", re.ASCII)
_PARTS = {"": 1, "S": 2, "Q": 4, "M": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of one calendar year: its `part`-th of `kind` (`""` year, `S` half, `Q` quarter, `M` month)."""

    year: int
    kind: str = ""
    part: int = 1

    @property
    def id(self) -> str:
        """The id in DHIS2's spelling."""
        return {"": f"{self.year}", "M": f"{self.year}{self.part:02}"}.get(self.kind, f"{self.year}{self.kind}{self.part}")

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, (self.part - 1) * (12 // _PARTS[self.kind]) + 1, 1)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.next().first_day - timedelta(days=1)

    def next(self) -> Period:
        """The period of the same kind that follows."""
        return (
            Period(self.year + 1, self.kind, 1) if self.part == _PARTS[self.kind] else Period(self.year, self.kind, self.part + 1)
        )

    def previous(self) -> Period:
        """The same period of the year before, which official reports compare with ("so với cùng kỳ")."""
        return Period(self.year - 1, self.kind, self.part)

    def __str__(self) -> str:
        return self.id


def parse_period(text: str) -> Period | None:
    """The period that an id names; None where it is not an id."""
    match = _PATTERN.fullmatch(text.strip())
    if not match:
        return None
    kind = match["kind"] or ("M" if match["month"] else "")
    part = int(match["part"] or match["month"] or 1)
    return Period(int(match["year"]), kind, part) if 1 <= part <= _PARTS[kind] else None
