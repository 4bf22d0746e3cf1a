"""What was assigned from above is stated there, not by the unit: a workbook that says otherwise was changed."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding
from toolkit.model.value import is_given
from toolkit.vietnamese.show import show


def check_targets(case: Case) -> Iterator[Finding]:
    """`target-changed` where an input that was prefilled with what was assigned comes back with another value."""
    for indicator in case.inputs:
        assigned = case.beside.get(f"target.{indicator.code}")
        stated = case.submission.value(indicator.code)
        if assigned is not None and is_given(assigned) and is_given(stated) and stated != assigned:
            shown = {"found": show(stated, indicator.type), "assigned": show(assigned, indicator.type)}
            yield finding("target-changed", case.place(indicator.code), label=indicator.label, **shown)
