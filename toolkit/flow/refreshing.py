"""Refreshing a report that people have edited: figures brought up to date in place, every edit kept, doubtful sentences listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from toolkit.excel.trace_book import write_trace
from toolkit.files import find_lock, read_bytes, write_safely
from toolkit.flow.bound import Judged, Standing, judge, unit_of
from toolkit.flow.papers import paper_template
from toolkit.flow.regrowing import regrow, remembered_rows
from toolkit.flow.reporting import TRACE, chart_workbooks, teller_of
from toolkit.flow.senses import Doubt, iter_doubts
from toolkit.messages import Obstacle, say
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.prose import ChartBlock, Document
from toolkit.narrate import Teller
from toolkit.round import Round, control_file, open_round
from toolkit.vietnamese.sentences import iter_sentence_spans
from toolkit.word import Opened, SpottedParagraph


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that was brought up to date: what it is, what it printed, what it prints now."""

    place: Place
    tag: str
    old: str
    new: str


@dataclass(frozen=True)
class Refreshed:
    """What a refresh came to. `backup` is the copy of the former file; None where nothing had to change, and nothing was written."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    figures: int = 0
    charts: int = 0
    rows: int = 0
    """Rows of tables that were put in or taken out."""
    backup: Path | None = None


def round_of(file: Path, folder: Path | None) -> Round:
    """The round of a report: the stated folder, else the one that the file lies in; Obstacle where it lies in none."""
    if folder is not None:
        return open_round(folder)
    for above in file.resolve().parents:
        if control_file(above) is not None:
            return open_round(above)
    raise Obstacle("refresh-no-round", file=file)


def refresh_report(file: Path, round_: Round, moment: datetime) -> Refreshed:
    """Brings the figures, tables and charts of a .docx up to date in place.

    What somebody typed over a figure stays; a sentence that the new figures may turn is a finding. Obstacles: an unreadable document,
    `refresh-no-figures` where it holds none of ours, `refresh-unknown-unit` where it is a report of no unit of the round.
    """
    if lock := find_lock(file):
        raise Obstacle("refresh-open", path=file, lock=lock.name)
    data = read_bytes(file)
    opened = Opened(data, file.name)
    teller, _ = teller_of(round_)
    unit = _unit_of(opened, teller, file)
    template = paper_template(round_, opened.memory.paper)
    document, _ = teller.document(unit, template)
    grown = regrow(opened, document, file.name)
    opened.change_rows(grown.changes)
    judged = _judged(opened, teller, unit)
    changes = tuple(_changes(opened, judged))
    doubts = tuple(iter_doubts(opened, document, judged))
    final = opened.finish(template.letterhead, template.letterhead_name)
    findings = (*_findings(opened, judged), *map(_doubt, doubts), *grown.findings, *_finished(file.name, final=final))
    worn = opened.mend()
    if not (changes or worn or grown.changes or final):
        return Refreshed((), findings, len(judged))
    charts = _apply(opened, document, judged)
    backup = file.with_name(f"{say('refresh-backup', 'vi', name=file.stem, moment=f'{moment:%Y-%m-%d %H%M%S}')}{file.suffix}")
    write_safely(backup, data)
    _write(round_, file, opened.saved())
    _write_trace(round_, file, teller, unit, document)
    return Refreshed(changes, findings, len(judged), charts, grown.rows, backup)


def _unit_of(opened: Opened, teller: Teller, file: Path) -> str:
    named = {spot.tag.partition("|")[0] for paragraph in opened.paragraphs for spot in paragraph.spots}
    if not named:
        raise Obstacle("refresh-no-figures", file=file.name)
    unit = unit_of(opened, teller)
    if not unit:
        raise Obstacle("refresh-unknown-unit", file=file.name, found=", ".join(sorted(named - {""})))
    return unit


def _judged(opened: Opened, teller: Teller, unit: str) -> dict[int, Judged]:
    sources = teller.sources(unit)
    return {id(spot): judge(spot, opened.memory, sources) for paragraph in opened.paragraphs for spot in paragraph.spots}


def _each(opened: Opened, judged: dict[int, Judged]) -> Iterator[tuple[SpottedParagraph, Judged]]:
    return ((paragraph, judged[id(spot)]) for paragraph in opened.paragraphs for spot in paragraph.spots)


def _changes(opened: Opened, judged: dict[int, Judged]) -> Iterator[Change]:
    for paragraph, each in _each(opened, judged):
        if each.standing is Standing.STALE and each.now:
            yield Change(paragraph.place, each.spot.tag, each.spot.text, each.now.text)


def _apply(opened: Opened, document: Document, judged: dict[int, Judged]) -> int:
    """Writes the new figures and charts into the document; how many charts."""
    printed = dict(opened.memory.printed)
    for each in judged.values():
        if each.standing is Standing.STALE and each.now:
            each.spot.put(each.now.text)
            printed[each.spot.tag] = each.now.text
    rows = remembered_rows(document) if opened.memory.rows else opened.memory.rows
    opened.remember(replace(opened.memory, printed=printed, rows=rows))
    charts = tuple(block for block in document.blocks if isinstance(block, ChartBlock))
    return opened.draw(charts, chart_workbooks(document))


def _findings(opened: Opened, judged: dict[int, Judged]) -> Iterator[Finding]:
    for paragraph, each in _each(opened, judged):
        place = paragraph.place
        if each.standing is Standing.BY_HAND and each.now:
            yield finding("refresh-by-hand", place, found=each.spot.text, now=each.now.text, sentence=_sentence(paragraph, each))
        elif each.standing is Standing.GONE:
            yield finding("refresh-source-gone", place, found=each.spot.text, sentence=_sentence(paragraph, each))


def _sentence(paragraph: SpottedParagraph, each: Judged) -> str:
    spans = iter_sentence_spans(paragraph.text)
    return next((paragraph.text[a:b] for a, b in spans if a <= each.spot.start < b), paragraph.text)


def _finished(name: str, *, final: bool) -> tuple[Finding, ...]:
    return (finding("refresh-draft-lifted", Place(file=name)),) if final else ()


def _doubt(doubt: Doubt) -> Finding:
    return finding(doubt.code, doubt.place, found=doubt.sentence, **dict(doubt.values))


def _write(round_: Round, file: Path, data: bytes) -> None:
    """Through the round where it lies there, so that a report which nobody has edited stays known as such."""
    path = _path_in(round_, file)
    if not path or not round_.put(path, data):
        write_safely(file, data)


def _write_trace(round_: Round, file: Path, teller: Teller, unit: str, document: Document) -> None:
    path = _path_in(round_, file)
    if path:
        round_.put(path.removesuffix(file.suffix) + TRACE, write_trace(teller.trace(unit, document)))


def _path_in(round_: Round, file: Path) -> str:
    """The file relative to the round's folder; empty where it lies elsewhere."""
    folder, path = round_.folder.resolve(), file.resolve()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
