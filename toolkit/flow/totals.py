"""Figures of every unit, and a consolidated workbook for each that has others below it."""

from __future__ import annotations

from functools import partial

from toolkit.consolidate.comparing import compare
from toolkit.excel.consolidated import Surroundings, write_consolidated
from toolkit.flow.outputs import Watch, Writer, Written, label, unwatched, upper_units
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.round import Round, folders
from toolkit.round.archive import stored_name
from toolkit.round.opened import figures_of


def figures(round_: Round) -> tuple[Consolidation, tuple[Finding, ...]]:
    """Every unit's figures, from what was collected."""
    history = round_.history()
    result, findings = figures_of(round_, previous=history.facts, plan=round_.plan, doubts=history.doubts)
    return result, (*round_.control.findings, *history.findings, *findings)


def write_consolidations(
    round_: Round, unit: str = "", *, overwrite: bool = False, watch: Watch = unwatched
) -> tuple[Written, tuple[Finding, ...]]:
    """One workbook for each unit that has others below it, at or below `unit`."""
    consolidation, findings = figures(round_)
    with round_.ledger() as ledger:
        progress, still_open = ledger.progress(round_.tree, round_.settings.deadline), ledger.findings()
    around = Surroundings(
        progress=progress,
        findings=tuple(dict.fromkeys((*findings, *still_open))),
        locate=_kept_at,
        compare=partial(compare, consolidation),
    )
    written = Writer(round_, overwrite=overwrite)
    wanted = upper_units(round_, unit)
    for done, each in enumerate(wanted, start=1):
        written.put(f"{folders.CONSOLIDATED}/{label(each)}.xlsx", write_consolidated(consolidation, each.code, around))
        watch(done, len(wanted))
    return written.result(), findings


def _kept_at(file: str, sha256: str) -> str:
    """Where a received file is kept, as seen from the consolidated workbooks; empty where it has no hash."""
    return f"../{folders.ORIGINALS}/{stored_name(file, sha256)}" if sha256 else ""
