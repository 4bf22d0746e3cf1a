"""A period out of its parts, unit by unit: what flows is added up, what stands at the end is that of the last part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from toolkit.consolidate.doubting import supposed_place
from toolkit.messages import Obstacle
from toolkit.model.fact import Fact, Facts
from toolkit.model.figure import Assessment, Consolidation, Figure
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Aggregate, Form, Indicator, Kind, Type
from toolkit.model.lineage import Codes, Lineage
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.submission import Carrier, Entry, Identity, Submission
from toolkit.model.total import aggregate
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import BLANK, Value
from toolkit.vietnamese.dates import format_date
from toolkit.vietnamese.show import show

_ADDED = (Aggregate.SUM, Aggregate.MAX, Aggregate.MIN)


def in_order(parts: Sequence[tuple[Form, Period]], into: Period) -> tuple[Period, ...]:
    """The periods from the first to the last; Obstacle where they are of two forms, overlap, or leave days of the whole period open."""
    forms = dict.fromkeys(f"{form.programme}/{form.code}" for form, _ in parts)
    if len(forms) > 1:
        raise Obstacle("combine-other-form", found=", ".join(forms))
    ordered = tuple(sorted((period for _, period in parts), key=lambda period: period.first_day))
    open_from, end = into.first_day, into.last_day + timedelta(days=1)
    for period in ordered:
        if period.first_day < open_from or period.last_day >= end:
            raise Obstacle("combine-overlap", found=period, into=into)
        if period.first_day > open_from:
            break
        open_from = period.last_day + timedelta(days=1)
    if open_from < end:
        raise Obstacle("combine-gap", found=", ".join(period.id for period in ordered), into=into, day=format_date(open_from))
    return ordered


@dataclass(frozen=True)
class Stretch:
    """A part of the period: what came of it, and what units that ended within the period add to their successors'."""

    data: Consolidation
    brought: Facts = field(default_factory=dict)
    estimated: Codes = field(default_factory=dict)


@dataclass(frozen=True)
class Joined:
    """What the parts come to."""

    submissions: Mapping[str, Submission]
    assessments: Mapping[str, Assessment]
    findings: tuple[Finding, ...]


def stated_facts(data: Consolidation) -> Facts:
    """What each unit states itself in that part, corrected where that was done."""
    return {
        unit: {
            code: Fact(_stated(data, unit, code), Place(file=data.period.id, unit=unit, indicator=code))
            for code in data.figures[unit]
        }
        for unit in data.submissions
    }


def join(form: Form, tree: Tree, parts: Sequence[Stretch], lineage: Lineage) -> Joined:
    """What each unit comes to over the parts, which are in order, and how the levels above have judged it last.

    `lineage` holds what became of units within the period. A finding for each unit that some part lacks or that is gone, for what rests
    on shares, and for what parts hold and the whole cannot.
    """
    known = dict.fromkeys(code for part in parts for code in (*part.data.submissions, *part.brought))
    submissions = {unit.code: _joined(form, unit, parts) for unit in tree.units if unit.code in known}
    decided = {unit: each for part in parts for unit, each in part.data.assessments.items() if unit in submissions}
    findings = (
        *_unit_findings(tree, parts, tuple(known), lineage),
        *_estimated(form, tree, parts),
        *_assessed_earlier(parts, decided),
        *(each for part in parts for each in _lost(part.data)),
    )
    return Joined(submissions, decided, findings)


def _joined(form: Form, unit: Unit, parts: Sequence[Stretch]) -> Submission:
    file = " + ".join(part.data.period.id for part in parts)
    sent = [part.data.submissions[unit.code] for part in parts if unit.code in part.data.submissions]
    values = {each.code: _value(form, each, unit.code, parts) for each in form.totals}
    words = {
        code: _last([each.value(code) for each in sent]) for text in form.texts for code in (text.code, text.choice_code) if code
    }
    shared = (table.code for table in form.tables if not table.personal)
    return Submission(
        file=file,
        sha256="",
        identity=Identity(unit=unit.code),
        entries={
            code: Entry(_place(form, parts, Place(file=file, unit=unit.code, indicator=code)), None, value)
            for code, value in {**values, **words}.items()
            if value is not BLANK
        },
        tables={code: tuple(row for each in sent for row in each.tables.get(code, ())) for code in shared},
        received_at=max((each.received_at for each in sent if each.received_at), default=None),
        carrier=Carrier(file, "", unit.code),
    )


def _place(form: Form, parts: Sequence[Stretch], place: Place) -> Place:
    """The same, saying so where what stands there rests on a share."""
    indicator = form.by_code.get(place.indicator)
    if indicator is None:
        return place
    from_ = parts[:1] if indicator.code in form.opening_stocks else parts[-1:] if indicator.kind is Kind.STOCK else parts
    return supposed_place(place) if any(indicator.code in _supposed(part, place.unit) for part in from_) else place


def _supposed(part: Stretch, unit: str) -> frozenset[str]:
    """What of the unit's figures in that part rests on a share, by then or by what ended later."""
    known = part.data.figures.get(unit, {})
    by_then = frozenset(code for code, figure in known.items() if figure.estimated and not part.data.form.by_code[code].is_derived)
    return by_then | part.estimated.get(unit, frozenset())


def _value(form: Form, indicator: Indicator, unit: str, parts: Sequence[Stretch]) -> Value:
    stated = [_with_brought(part, unit, indicator) for part in parts]
    if indicator.code in form.opening_stocks:
        return stated[0]
    if not indicator.type.is_numeric or indicator.type is Type.PERCENT or indicator.aggregate not in _ADDED:
        return _last(stated)
    # a stock that the last part lacks is not known: that of an earlier part is of another day
    return stated[-1] if indicator.kind is Kind.STOCK else aggregate(indicator.aggregate, stated)


def _with_brought(part: Stretch, unit: str, indicator: Indicator) -> Value:
    own, brought = _stated(part.data, unit, indicator.code), part.brought.get(unit, {}).get(indicator.code)
    return own if brought is None else aggregate(indicator.aggregate, [own, brought.value])


def _stated(part: Consolidation, unit: str, indicator: str) -> Value:
    """A unit's own figure, as it was corrected where nobody stands below it."""
    figure = part.figures.get(unit, {}).get(indicator)
    if figure is None:
        return BLANK
    return figure.value if part.tree.is_leaf(unit) else figure.own


def _last(values: Sequence[Value]) -> Value:
    return next((value for value in reversed(values) if value is not BLANK), BLANK)


def _unit_findings(tree: Tree, parts: Sequence[Stretch], known: Sequence[str], lineage: Lineage) -> Iterator[Finding]:
    for code in known:
        lacking = [part.data.period.id for part in parts if code not in part.data.submissions and code not in part.brought]
        if code in tree:
            if lacking:
                yield finding("combine-part-missing", Place(unit=code), found=", ".join(lacking), name=tree[code].name)
            continue
        name = next(part.data.tree[code].name for part in parts if code in part.data.tree)
        if code in lineage.ended:
            targets = [tree[each.target].name for each in lineage.events if each.source == code and each.target in tree]
            day = format_date(lineage.ended[code])
            yield finding("combine-unit-ended", Place(unit=code), found=code, name=name, day=day, targets=", ".join(targets))
        else:
            yield finding("combine-unit-gone", Place(unit=code), found=code, name=name, period=parts[-1].data.period)


def _estimated(form: Form, tree: Tree, parts: Sequence[Stretch]) -> Iterator[Finding]:
    for part in parts:
        for unit in dict.fromkeys((*part.data.figures, *part.estimated)):
            codes = _supposed(part, unit)
            if unit in tree and tree.is_leaf(unit) and codes:
                labels = _labels(each.label for each in form.indicators if each.code in codes)
                yield finding("combine-estimated", Place(unit=unit), found=part.data.period, name=tree[unit].name, labels=labels)


def _assessed_earlier(parts: Sequence[Stretch], decided: Mapping[str, Assessment]) -> Iterator[Finding]:
    last = parts[-1].data
    earlier = [unit for unit in decided if unit not in last.assessments]
    if earlier:
        yield finding("combine-assessed-earlier", Place(unit=last.tree.root.code), found=len(earlier), period=last.period)


def _lost(part: Consolidation) -> Iterator[Finding]:
    """Totals that stand in a part though its units do not come to them, and corrections of totals: the whole is made of the units."""
    for unit in part.tree.upper():
        figures = part.figures[unit.code].values()
        summary = part.summaries.get(unit.code)
        typed = [each for each in figures if summary and _is_typed_over(each, summary)]
        corrected = [each for each in figures if each.adjusted]
        for code, lost in (("combine-total-lost", typed), ("combine-correction-lost", corrected)):
            if lost:
                labels = _labels(
                    f"{part.form.by_code[e.indicator].label} {show(e.value, part.form.by_code[e.indicator].type)}" for e in lost
                )
                place = Place(file=summary.file if summary and lost is typed else "", unit=unit.code)
                yield finding(code, place, found=part.period, name=unit.name, count=len(lost), labels=labels)


def _is_typed_over(figure: Figure, summary: Submission) -> bool:
    """True where a total stands that its units do not come to."""
    first = figure.made_of[0] if figure.made_of else None
    return bool(first and first.unit == figure.unit and first.place and first.place.file == summary.file)


def _labels(labels: Iterable[str]) -> str:
    """The first few, in quotation marks."""
    known = [f"“{label}”" for label in labels]
    return ", ".join(known[:5]) + (", …" if len(known) > 5 else "")
