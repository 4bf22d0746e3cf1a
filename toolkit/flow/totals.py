"""Figures of every unit, and a consolidated workbook for each that has others below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from toolkit.consolidate.comparing import compare
from toolkit.excel.carried import read_picked
from toolkit.excel.consolidated import Surroundings, write_consolidated
from toolkit.excel.reader import UnreadableWorkbook, read_workbook
from toolkit.flow.outputs import Watch, Writer, Written, label, unwatched, upper_units
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.round import Round, folders
from toolkit.round.archive import stored_name
from toolkit.round.opened import figures_of
from toolkit.round.reference import read_evidence


def figures(round_: Round) -> tuple[Consolidation, tuple[Finding, ...]]:
    """Every unit's figures, from what was collected."""
    history = round_.history()
    result, findings = figures_of(round_, previous=history.facts, plan=round_.plan, doubts=history.doubts)
    picked, unread = _picked(round_)
    evidence, unusable = read_evidence(round_)
    told = (*round_.control.findings, *history.findings, *findings, *unread, *unusable)
    return replace(result, picked=picked, evidence=evidence), told


def _picked(round_: Round) -> tuple[Mapping[tuple[str, str], frozenset[str]], tuple[Finding, ...]]:
    """What editors have marked in the consolidated workbooks that they have edited since we wrote them."""
    chosen: dict[tuple[str, str], frozenset[str]] = {}
    unread: list[Finding] = []
    for unit in upper_units(round_):
        path = f"{folders.CONSOLIDATED}/{label(unit)}.xlsx"
        data = round_.edited(path)
        try:
            content = read_workbook(data, path) if data else None
        except UnreadableWorkbook as problem:
            unread.append(finding(problem.code, Place(file=path), **problem.values))
            continue
        for text, sender in read_picked(content, round_.form) if content else ():
            chosen[unit.code, text] = chosen.get((unit.code, text), frozenset()) | {sender}
    return chosen, tuple(unread)


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
