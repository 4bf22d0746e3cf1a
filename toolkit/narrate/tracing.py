"""The trace of a report: each printed number with its sentence, and the cells that it rests on, down to the sender's file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.model.figure import Figure
from toolkit.model.form import Type
from toolkit.model.place import NOWHERE, Place
from toolkit.model.prose import (
    TITLE,
    AnnexHeading,
    Bound,
    ChartBlock,
    Document,
    Heading,
    Runs,
    marked,
    paragraphs_of,
)
from toolkit.model.trace import Trace, TraceLine, TraceSource
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, Value
from toolkit.narrate.scene import Scene
from toolkit.narrate.sources import Ground, Sources
from toolkit.vietnamese.dates import format_date
from toolkit.vietnamese.sentences import iter_sentence_spans
from toolkit.vietnamese.show import show


def trace_document(document: Document, scene: Scene) -> Trace:
    """Where each bound figure of the document comes from, in reading order."""
    tracer = _Tracer(scene)
    lines = tuple(tracer.line(*each) for each in _printed(document))
    return Trace(" ".join(document.part(TITLE).lines), lines, tracer.sources())


def _printed(document: Document) -> Iterator[tuple[str, str, Bound]]:
    """Each bound figure with the heading and the sentence that it stands in."""
    for part in document.parts:
        heading = ""
        for block in part.blocks:
            if isinstance(block, ChartBlock):
                yield from ((block.title, label, bound) for label, bound, _ in block.points)
            for runs in paragraphs_of(block):
                if isinstance(block, (Heading, AnnexHeading)):
                    heading = marked(runs).text
                yield from ((heading, sentence, bound) for sentence, bound in _within(runs))


def _within(runs: Runs) -> Iterator[tuple[str, Bound]]:
    text = marked(runs)
    spans = tuple(iter_sentence_spans(text.text))
    for mark, bound in zip(text.marks, (run for run in runs if isinstance(run, Bound)), strict=True):
        yield next((text.text[a:b] for a, b in spans if a <= mark.start < b), text.text), bound


@dataclass(slots=True)
class _Known:
    """The sources of one code: where each one's unit stands in the official order, and the sources, both in that order."""

    first: int
    positions: list[int]
    sources: list[TraceSource]


class _Tracer:
    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._data = scene.consolidation
        self._sources = Sources(scene)
        below = tuple(self._data.tree.below(scene.unit))
        self._units = below
        self._position = {unit.code: number for number, unit in enumerate(below)}
        self._known: dict[tuple[str, bool], _Known] = {}
        self._count = 0

    def sources(self) -> tuple[TraceSource, ...]:
        """Everything that a line rests on, in the order in which lines first asked for it."""
        return tuple(source for known in self._known.values() for source in known.sources)

    def line(self, heading: str, sentence: str, bound: Bound) -> TraceLine:
        """The line of one printed number."""
        now, figure = self._sources.now(bound), self._sources.figure(bound)
        labels = " / ".join(self._label(code) for code in bound.indicator.split("/"))
        return TraceLine(
            heading=heading,
            sentence=sentence,
            text=bound.text,
            unit=bound.unit,
            unit_name=self._data.tree[bound.unit].name,
            code=bound.indicator,
            label=labels,
            measure=figure.facts.measure if figure else "",
            period=bound.period,
            format=bound.format,
            value=now.value if now else BLANK,
            reported=figure.facts.reported if figure else 0,
            expected=figure.facts.expected if figure else 0,
            adjusted=figure.facts.adjusted if figure else 0,
            estimated=bool(figure and figure.facts.estimated),
            sources=tuple(each for each in map(self._span, self._sources.grounds(bound)) if each[1] >= each[0]),
        )

    def _label(self, code: str) -> str:
        form, known = self._data.form, code.partition(":")[0]
        asked = form.by_code.get(code) or form.table_by_code.get(known) or form.text_by_code.get(known.removesuffix("_ma"))
        return asked.label if asked else ""

    def _span(self, ground: Ground) -> tuple[int, int]:
        """The numbers of the ground's first and last sources; the last before the first where it has none."""
        key = ground.code, ground.previous
        if key not in self._known:
            self._known[key] = self._find(*key)
            self._count += len(self._known[key].sources)
        known = self._known[key]
        start = self._position.get(ground.unit)
        if start is None:
            return 0, -1
        size = sum(1 for _ in self._data.tree.below(ground.unit))
        return (
            known.first + bisect_left(known.positions, start),
            known.first + bisect_left(known.positions, start + size) - 1,
        )

    def _find(self, code: str, previous: bool) -> _Known:  # noqa: FBT001 - a key's own fields
        found = list(self._previous(code) if previous else self._stated(code))
        return _Known(self._count, [position for position, _ in found], [source for _, source in found])

    def _previous(self, code: str) -> Iterator[tuple[int, TraceSource]]:
        period = self._data.period.previous().id
        for position, unit in enumerate(self._units):
            figure = self._data.previous.get(unit.code, {}).get(code)
            if figure and figure.own is not BLANK:
                yield position, TraceSource(code, self._label(code), unit.code, unit.name, period, figure.own, _place(figure))

    def _stated(self, code: str) -> Iterator[tuple[int, TraceSource]]:
        known = code.partition(":")[0]
        if code in self._data.form.by_code:
            yield from self._figures(code)
        elif known in self._data.form.table_by_code:
            yield from self._rows(known, code)
        elif any(known in (text.code, text.choice_code) for text in self._data.form.texts):
            yield from self._answers(known, code)
        else:
            yield from self._counted_units(code)

    def _figures(self, code: str) -> Iterator[tuple[int, TraceSource]]:
        for position, unit in enumerate(self._units):
            figure = self._data.figures[unit.code][code]
            if figure.own is not BLANK:
                yield position, replace(self._source(code, unit, figure.own, _place(figure)), note=_note(figure))

    def _rows(self, table: str, code: str) -> Iterator[tuple[int, TraceSource]]:
        for position, unit in enumerate(self._units):
            submission = self._data.submissions.get(unit.code)
            for row in submission.tables.get(table, ()) if submission else ():
                words = " · ".join(str(entry.value) for entry in row.entries.values() if entry.value is not BLANK)
                yield position, self._source(code, unit, words, row.place)

    def _answers(self, known: str, code: str) -> Iterator[tuple[int, TraceSource]]:
        for position, unit in enumerate(self._units):
            submission = self._data.submissions.get(unit.code)
            entry = submission.entries.get(known) if submission else None
            if entry and entry.value is not BLANK:
                yield position, self._source(code, unit, entry.value, entry.place)

    def _counted_units(self, code: str) -> Iterator[tuple[int, TraceSource]]:
        """Units that had to report: 1 where they did, 0 where they did not."""
        expected = {unit.code for unit in self._data.tree.expected(self._scene.unit)}
        for position, unit in enumerate(self._units):
            if unit.code in expected:
                submission = self._data.submissions.get(unit.code)
                place = Place(file=submission.file) if submission else NOWHERE
                yield position, self._source(code, unit, int(submission is not None), place)

    def _source(self, code: str, unit: Unit, value: Value, place: Place) -> TraceSource:
        submission = self._data.submissions.get(unit.code)
        sha256 = submission.sha256 if submission else ""
        return TraceSource(code, self._label(code), unit.code, unit.name, self._data.period.id, value, place, sha256)


def _note(figure: Figure) -> str:
    """Corrections by the receiving levels, and whether the figure rests on an estimate."""
    said = [
        f"{show(each.before, Type.DECIMAL)} → {show(each.after, Type.DECIMAL)}: {each.reason} ({each.who}, {format_date(each.when)})"
        for each in figure.adjusted
    ]
    return "; ".join([*said, *(["ước tính"] if figure.estimated else [])])


def _place(figure: Figure) -> Place:
    return next((part.place for part in figure.made_of if part.unit == figure.unit and part.place), NOWHERE)
