"""Figures of every unit, and a consolidated workbook for each that has others below it."""

from __future__ import annotations

from toolkit.consolidate import consolidate
from toolkit.excel.consolidated import write_consolidated
from toolkit.flow.outputs import Watch, Writer, Written, label, unwatched, upper_units
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.round import Round, folders


def figures(round_: Round) -> tuple[Consolidation, tuple[Finding, ...]]:
    """Every unit's figures, from what was collected."""
    with round_.ledger() as ledger:
        submissions = ledger.submissions()
    known = {code: submission for code, submission in submissions.items() if code in round_.tree}
    control = round_.control
    result, findings = consolidate(
        round_.form, round_.period, round_.tree, known, previous=control.previous, targets=control.targets
    )
    return result, (*control.findings, *findings)


def write_consolidations(
    round_: Round, unit: str = "", *, overwrite: bool = False, watch: Watch = unwatched
) -> tuple[Written, tuple[Finding, ...]]:
    """One workbook for each unit that has others below it, at or below `unit`."""
    consolidation, findings = figures(round_)
    with round_.ledger() as ledger:
        progress = ledger.progress(round_.tree, round_.settings.deadline)
    written = Writer(round_, overwrite=overwrite)
    wanted = upper_units(round_, unit)
    for done, each in enumerate(wanted, start=1):
        written.put(f"{folders.CONSOLIDATED}/{label(each)}.xlsx", write_consolidated(consolidation, each.code, progress))
        watch(done, len(wanted))
    return written.result(), findings
