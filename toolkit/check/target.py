"""What was assigned from above is stated there, not by the unit: a workbook that says otherwise was changed."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding
from toolkit.model.submission import Verdict
from toolkit.model.value import BLANK, is_given
from toolkit.vietnamese.show import show


def check_targets(case: Case) -> Iterator[Finding]:
    """`target-changed` where an input that was prefilled with what was assigned comes back with another value, `required` where it is empty.

    What cannot be read has its own finding, and so has an empty answer that is required anyway.
    """
    for indicator in case.inputs if case.assigned else ():
        assigned = case.assigned.get(indicator.code, BLANK)
        entry = case.submission.entries.get(indicator.code)
        if entry is None or not is_given(assigned) or entry.verdict in (Verdict.AMBIGUOUS, Verdict.UNREADABLE):
            continue
        place = case.place(indicator.code)
        if entry.value is BLANK:
            if not indicator.required:
                yield finding("required", place, label=indicator.label)
        elif entry.value != assigned:
            shown = {"found": show(entry.value, indicator.type), "assigned": show(assigned, indicator.type)}
            yield finding("target-changed", place, label=indicator.label, **shown)
