"""From a bound figure's tag back to the data: what it is now, how it would be printed, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from toolkit.formula import parse, references
from toolkit.model.prose import Bound
from toolkit.model.value import Value
from toolkit.narrate.answers import Answers
from toolkit.narrate.lists import conditions_of, units_named
from toolkit.narrate.quantity import (
    ASKED,
    CHANGE,
    RATE_OF_CHANGE,
    STATED,
    Quantity,
    change_of,
    change_text,
    coverage_text,
    rate_of_change_text,
    ratio,
)
from toolkit.narrate.scene import Scene
from toolkit.narrate.tables import DIRECT, Tables
from toolkit.narrate.units import ADJUSTED, CHILDREN, EXPECTED, LATE, MISSING, REPORTED, CoverageView

_COVERAGE = {EXPECTED: "phai", REPORTED: "da", MISSING: "chua", LATE: "muon", ADJUSTED: "dieu_chinh"}


@dataclass(frozen=True, slots=True)
class Now:
    """A figure as the data has it now: its text, its exact value, and the sign of a change (-1, 0, 1)."""

    text: str
    value: Value
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """What a figure rests on: an input, or something counted, of every unit at or below one; `previous` says of which period."""

    unit: str
    code: str
    previous: bool = False


def bound_of(tag: str) -> Bound | None:
    """The bound figure that a tag names, without its text; None where it is no tag of ours or was shortened."""
    unit, _, rest = tag.partition("|")
    what, _, how = rest.rpartition("|")
    indicator, _, period = what.rpartition("|")
    return Bound(unit, indicator, period, how, "") if unit and indicator and period and how and "|" not in indicator else None


class Sources:
    """Looks up bound figures in a round's data."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._form = scene.consolidation.form

    def now(self, bound: Bound) -> Now | None:
        """The figure as it is now; None where the round no longer has it, or never had such a one."""
        if bound.unit not in self._scene.consolidation.tree:
            return None
        part, _, whole = self._operands(bound.indicator)
        figure = self._quantity(bound, part)
        if figure is None or figure.number is None:
            return None
        if whole:
            return self._share(figure, self._quantity(bound, whole))
        if bound.format in (CHANGE, RATE_OF_CHANGE):
            return _changed(figure, bound.format)
        if bound.format in (STATED, ASKED):
            return Now(
                coverage_text(figure, bound.format), figure.facts.reported if bound.format == STATED else figure.facts.expected
            )
        run, *_ = figure.printed(bound.format)
        return Now(run.text, figure.value)

    def figure(self, bound: Bound) -> Quantity | None:
        """The figure itself, of a ratio its upper part; None where there is none."""
        return self._quantity(bound, self._operands(bound.indicator)[0]) if bound.unit in self._scene.consolidation.tree else None

    def _operands(self, what: str) -> tuple[str, str, str]:
        # a list's name holds no slash; a table's or text's choice might
        return what.partition("/") if ":" not in what else (what, "", "")

    def _share(self, part: Quantity, whole: Quantity | None) -> Now | None:
        share = ratio(part, whole) if whole else None
        if share is None or part.number is None or whole is None or not whole.number:
            return None
        return Now(share.text, Decimal(part.number) / Decimal(whole.number))

    def _quantity(self, bound: Bound, what: str) -> Quantity | None:
        scene = replace(self._scene, unit=bound.unit)
        known = what.partition(":")[0]
        if what in self._form.by_code:
            figure = scene.quantity(bound.unit, what)
            return figure if bound.period == figure.key.period else figure.previous
        if what in _COVERAGE:
            counted: object = getattr(CoverageView(scene, bound.unit), _COVERAGE[what])
            return counted if isinstance(counted, Quantity) else None
        if known == CHILDREN:
            return scene.count(bound.unit, what, len(units_named(scene, bound.unit, what)))
        return self._counted(scene, what)

    def _counted(self, scene: Scene, what: str) -> Quantity | None:
        """Rows of a table, or units that answered."""
        known, _, choice = what.partition(":")
        if known in self._form.table_by_code:
            rows = Tables(scene).look_up(known)
            direct, _, rest = choice.partition(":")
            if direct == DIRECT:
                rows, choice = rows.truc_tiep, rest
            column, wanted = self._column(known, choice)
            return rows.where(column, wanted).so if column else rows.so if not choice else None
        for text in self._form.texts:
            if known in (text.code, text.choice_code):
                answers = Answers(scene, text.code)
                answer = answers.look_up_answer(what) if choice else None
                return answer.so if answer else scene.count(scene.unit, what, 0) if choice else answers.so
        return None

    def _column(self, table: str, choice: str) -> tuple[str, str]:
        """The column that a choice of rows is about, and the answer in it; empty where there is none such."""
        stated, _, answer = choice.partition("=")
        for column in self._form.table_by_code[table].columns:
            known = self._form.choice_lists.get(column.choices, ())
            if choice and any(choice in (each.code, each.label) for each in known):
                return column.code, choice
            if column.code == stated and not known:
                return column.code, answer
        return "", ""

    def grounds(self, bound: Bound) -> tuple[Ground, ...]:
        """What the figure rests on, each once."""
        previous = bound.period != self._scene.consolidation.period.id
        found = [Ground(unit, code, previous) for unit, code in self._ground(bound)]
        if bound.format in (CHANGE, RATE_OF_CHANGE):
            found += [replace(each, previous=True) for each in found]
        return tuple(dict.fromkeys(found))

    def _ground(self, bound: Bound) -> Iterator[tuple[str, str]]:
        if bound.indicator.partition(":")[0] == CHILDREN:
            for child in self._scene.consolidation.tree.children(bound.unit):
                for code, _, _ in conditions_of(bound.indicator):
                    yield from ((child.code, each) for each in self._inputs(code))
            return
        part, _, whole = self._operands(bound.indicator)
        for code in filter(None, (part, whole)):
            yield from ((bound.unit, each) for each in self._inputs(code))

    def _inputs(self, code: str) -> Iterator[str]:
        """The inputs that an indicator is computed from; itself where it is one, or where it was counted."""
        indicator = self._form.by_code.get(code)
        if indicator is None or not indicator.is_derived:
            yield code
            return
        for each in sorted(references(parse(indicator.formula)).codes, key=self._order):
            yield from self._inputs(each)

    def _order(self, code: str) -> int:
        codes = tuple(self._form.by_code)
        return codes.index(code) if code in codes else len(codes)


def _changed(figure: Quantity, format_: str) -> Now | None:
    change = change_of(figure)
    if change is None:
        return None
    text = change_text(figure, change) if format_ == CHANGE else rate_of_change_text(figure, change)
    return Now(text, change, (change > 0) - (change < 0)) if text else None
