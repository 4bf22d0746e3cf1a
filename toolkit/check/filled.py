"""Was anything filled in at all? A blank that comes back gets one finding, not forty."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding
from toolkit.model.submission import Verdict
from toolkit.model.value import Absent


def check_filled(case: Case) -> Iterator[Finding]:
    """`unfilled` where no input holds anything of the sender's; what was assigned to the unit does not count."""
    asked = [each.code for each in case.inputs if f"target.{each.code}" not in case.beside]
    entries = [entry for code, entry in case.submission.entries.items() if code in asked]
    if all(isinstance(entry.value, Absent) and entry.verdict is Verdict.AS_TYPED for entry in entries):
        yield finding("unfilled", case.place(""), name=case.unit.name)
