"""Figures of every unit, and a consolidated workbook for each that has others below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from toolkit.consolidate.comparing import comparer
from toolkit.excel.consolidated import Surroundings, write_consolidated
from toolkit.flow.keeping import Held, Keeper, held_at
from toolkit.flow.outputs import Watch, Written, label, unwatched, upper_units
from toolkit.flow.sealing import seals
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.round import Round, folders
from toolkit.round.archive import stored_name
from toolkit.round.opened import figures_of
from toolkit.round.reference import read_evidence


def figures(round_: Round) -> tuple[Consolidation, tuple[Finding, ...]]:
    """Every unit's figures, from what was collected; with what editors have marked in the consolidated workbooks."""
    return _figures(round_, _held(round_))


def _figures(round_: Round, held: Mapping[str, Held]) -> tuple[Consolidation, tuple[Finding, ...]]:
    history = round_.history()
    result, findings = figures_of(round_, previous=history.facts, plan=round_.plan, doubts=history.doubts)
    evidence, unusable = read_evidence(round_)
    unread = (found for each in held.values() for found in each.findings)
    told = (*round_.control.findings, *history.findings, *findings, *unread, *unusable)
    return replace(result, picked=_picked(held), evidence=evidence), told


def _held(round_: Round) -> Mapping[str, Held]:
    """The consolidated workbooks that lie there, by unit."""
    return {unit.code: held_at(round_, f"{folders.CONSOLIDATED}/{label(unit)}.xlsx") for unit in upper_units(round_)}


def _picked(held: Mapping[str, Held]) -> Mapping[tuple[str, str], frozenset[str]]:
    chosen: dict[tuple[str, str], frozenset[str]] = {}
    for code, each in held.items():
        for text, sender in each.filled_in.picked:
            chosen[code, text] = chosen.get((code, text), frozenset()) | {sender}
    return chosen


def write_consolidations(
    round_: Round, unit: str = "", *, overwrite: bool = False, watch: Watch = unwatched
) -> tuple[Written, tuple[Finding, ...]]:
    """One workbook for each unit that has others below it, at or below `unit`; those that would say the same are not written again."""
    held = _held(round_)
    consolidation, findings = _figures(round_, held)
    with round_.ledger() as ledger:
        progress, still_open = ledger.progress(round_.tree, round_.settings.deadline), ledger.findings()
    around = Surroundings(
        progress=progress,
        findings=tuple(dict.fromkeys((*findings, *still_open))),
        locate=_kept_at,
        compare=comparer(consolidation),
        words={code: each.filled_in.words for code, each in held.items()},
    )
    made_of, keeper = seals(consolidation, around), Keeper(round_, consolidation, overwrite=overwrite)
    wanted = upper_units(round_, unit)
    for done, each in enumerate(wanted, start=1):
        make = partial(write_consolidated, consolidation, each.code, around)
        keeper.put(each.code, held[each.code], made_of[each.code], make)
        watch(done, len(wanted))
    return keeper.result(), findings


def _kept_at(file: str, sha256: str) -> str:
    """Where a received file is kept, as seen from the consolidated workbooks; empty where it has no hash."""
    return f"../{folders.ORIGINALS}/{stored_name(file, sha256)}" if sha256 else ""
