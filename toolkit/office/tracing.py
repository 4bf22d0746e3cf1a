"""What a selected figure is made of, row by row down to the file and the cell, as the control workbook shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from toolkit.consolidate.tracing import Trace, trace
from toolkit.excel.layout import SOURCES
from toolkit.excel.reader import UnreadableWorkbook, WorkbookContent, read_workbook
from toolkit.files import read_bytes
from toolkit.flow import figures
from toolkit.messages import Obstacle, say
from toolkit.model.adjustment import Adjustment
from toolkit.model.figure import Consolidation
from toolkit.model.value import Value
from toolkit.office.selected import Selected, figure_at
from toolkit.office.steps import LANG
from toolkit.round import Round, folders
from toolkit.round.archive import stored_name
from toolkit.vietnamese.dates import format_date
from toolkit.vietnamese.show import show

_FINE = Decimal("1e-9")
"""Closer than this, two numbers are one: a cell holds a double."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a file that is kept in the round: its path from the round's folder."""

    path: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class TraceRow:
    """A line of the sheet: a figure, or what one workbook states; `spot` opens the latter."""

    depth: int
    unit: str
    label: str
    value: str
    coverage: str
    file: str
    sheet: str
    cell: str
    note: str
    spot: Spot | None


@dataclass(frozen=True)
class Traced:
    """What a figure is made of."""

    rows: tuple[TraceRow, ...]

    @property
    def sources(self) -> tuple[Spot, ...]:
        """Where it was typed."""
        return tuple(row.spot for row in self.rows if row.spot is not None)


def consolidated_of(round_: Round, path: Path) -> WorkbookContent | None:
    """The workbook, where it is a consolidated one of this round; None for every other file."""
    try:
        content = read_workbook(read_bytes(path), path.name)
    except (UnreadableWorkbook, Obstacle):
        return None
    identity = content.identity
    same = (identity.form, identity.period) == (round_.form.code, round_.period.id)
    return content if same and identity.content and identity.unit in round_.tree else None


def traced(round_: Round, content: WorkbookContent, at: Selected) -> Traced:
    """What the selected figure is made of, as the round knows it now; Obstacle where the cell shows no figure."""
    unit, code = figure_at(content, round_.form, round_.tree, at)
    data = figures(round_)[0]
    rows = tuple(_rows(data, trace(data, unit, code), 0))
    return Traced((_warned(rows[0], data.figures[unit][code].value, at.shown), *rows[1:]))


def _warned(row: TraceRow, value: Value, shown: object) -> TraceRow:
    """The first row, which says where the workbook is older than what was collected."""
    old = isinstance(shown, (int, float)) and isinstance(value, (int, Decimal)) and abs(Decimal(str(shown)) - value) > _FINE
    if not old:
        return row
    return replace(row, note=" ".join(filter(None, (say("trace-old", LANG), row.note))))


def _rows(data: Consolidation, found: Trace, depth: int) -> Iterator[TraceRow]:
    if depth and _is_as_stated(found):
        yield _row(data, found.parts[0], depth)
        return
    yield _row(data, found, depth)
    for part in found.parts:
        yield from _rows(data, part, depth + 1)


def _is_as_stated(found: Trace) -> bool:
    """True for the figure of a unit that only repeats what its own workbook states."""
    return len(found.parts) == 1 and found.parts[0].place is not None and found.parts[0].unit == found.unit and not found.adjusted


def _row(data: Consolidation, found: Trace, depth: int) -> TraceRow:
    indicator, place = data.form.by_code[found.indicator], found.place
    notes = [_adjusted(data, each) for each in found.adjusted]
    if place is not None and found.carrier is not None:
        notes.append(say("trace-carried", LANG, file=found.carrier.file))
    coverage = say("coverage", LANG, reported=found.reported, expected=found.expected) if place is None else ""
    return TraceRow(
        depth=depth,
        unit=data.name(found.unit),
        label=indicator.label,
        value=show(found.value, indicator.type),
        coverage=coverage,
        file=place.file if place else "",
        sheet=place.sheet if place else "",
        cell=place.cell if place else "",
        note=" ".join(notes),
        spot=_spot(data, found),
    )


def _spot(data: Consolidation, found: Trace) -> Spot | None:
    """The kept file; what a consolidated workbook brought stands in its list of sources."""
    if found.place is None:
        return None
    if found.carrier is not None:
        return Spot(_kept(found.carrier.file, found.carrier.sha256), SOURCES, "A1")
    submission = data.submissions.get(found.unit)
    return Spot(_kept(submission.file, submission.sha256), found.place.sheet, found.place.cell) if submission else None


def _kept(file: str, sha256: str) -> str:
    return f"{folders.ORIGINALS}/{stored_name(file, sha256)}"


def _adjusted(data: Consolidation, each: Adjustment) -> str:
    type_ = data.form.by_code[each.indicator].type
    before, after = (show(value, type_) or "–" for value in (each.before, each.after))
    return say("adjusted-comment", LANG, before=before, after=after, reason=each.reason, who=each.who, when=format_date(each.when))
