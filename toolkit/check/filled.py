"""Was anything filled in at all? A blank that comes back gets one finding, not forty."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding
from toolkit.model.submission import Verdict
from toolkit.model.value import BLANK


def check_filled(case: Case) -> Iterator[Finding]:
    """`unfilled` where nothing of the sender's stands anywhere; what was assigned to the unit does not count, "no data" does."""
    own = (entry for code, entry in case.submission.entries.items() if code not in case.assigned)
    if not any(case.submission.tables.values()) and all(
        entry.value is BLANK and entry.verdict is Verdict.AS_TYPED for entry in own
    ):
        yield finding("unfilled", case.place(""), name=case.unit.name)
