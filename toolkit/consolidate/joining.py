"""A period out of its parts, unit by unit: what flows is added up, what stands at the end is that of the last part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from toolkit.messages import Obstacle
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Aggregate, Form, Indicator, Kind, Type
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.submission import Carrier, Entry, Identity, Submission
from toolkit.model.total import aggregate
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import BLANK, Value
from toolkit.vietnamese.dates import format_date

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


def join(form: Form, tree: Tree, parts: Sequence[Consolidation]) -> tuple[Mapping[str, Submission], tuple[Finding, ...]]:
    """What each unit comes to over the parts, which are in order; a warning for each unit that some part lacks or that is gone."""
    known = [code for part in parts for code in part.submissions]
    submissions = {unit.code: _joined(form, unit, parts) for unit in tree.units if unit.code in known}
    return submissions, tuple(_findings(tree, parts, tuple(dict.fromkeys(known))))


def _joined(form: Form, unit: Unit, parts: Sequence[Consolidation]) -> Submission:
    file = " + ".join(part.period.id for part in parts)
    sent = [part.submissions[unit.code] for part in parts if unit.code in part.submissions]
    values = {each.code: _value(form, form.by_code[each.code], unit.code, parts) for each in form.totals}
    words = {
        code: _last([each.value(code) for each in sent]) for text in form.texts for code in (text.code, text.choice_code) if code
    }
    shared = (table.code for table in form.tables if not table.personal)
    return Submission(
        file=file,
        sha256="",
        identity=Identity(unit=unit.code),
        entries={
            code: Entry(Place(file=file, unit=unit.code, indicator=code), None, value)
            for code, value in {**values, **words}.items()
            if value is not BLANK
        },
        tables={code: tuple(row for each in sent for row in each.tables.get(code, ())) for code in shared},
        received_at=max((each.received_at for each in sent if each.received_at), default=None),
        carrier=Carrier(file, "", unit.code),
    )


def _value(form: Form, indicator: Indicator, unit: str, parts: Sequence[Consolidation]) -> Value:
    stated = [_stated(part, unit, indicator.code) for part in parts]
    if indicator.code in form.opening_stocks:
        return stated[0]
    if not indicator.type.is_numeric or indicator.type is Type.PERCENT or indicator.aggregate not in _ADDED:
        return _last(stated)
    # a stock that the last part lacks is not known: that of an earlier part is of another day
    return stated[-1] if indicator.kind is Kind.STOCK else aggregate(indicator.aggregate, stated)


def _stated(part: Consolidation, unit: str, indicator: str) -> Value:
    """A unit's own figure, as it was corrected where nobody stands below it."""
    figure = part.figures.get(unit, {}).get(indicator)
    if figure is None:
        return BLANK
    return figure.value if part.tree.is_leaf(unit) else figure.own


def _last(values: Sequence[Value]) -> Value:
    return next((value for value in reversed(values) if value is not BLANK), BLANK)


def _findings(tree: Tree, parts: Sequence[Consolidation], known: Sequence[str]) -> Iterator[Finding]:
    for code in known:
        lacking = [part.period.id for part in parts if code not in part.submissions]
        if code not in tree:
            name = next(part.tree[code].name for part in parts if code in part.tree)
            yield finding("combine-unit-gone", Place(unit=code), found=code, name=name, period=parts[-1].period)
        elif lacking:
            yield finding("combine-part-missing", Place(unit=code), found=", ".join(lacking), name=tree[code].name)
    for part in parts:
        for code, summary in part.summaries.items():
            if not part.tree.is_leaf(code) and _is_typed_over(part, code, summary):
                yield finding(
                    "combine-total-lost", Place(file=summary.file, unit=code), found=part.period, name=part.tree[code].name
                )


def _is_typed_over(part: Consolidation, unit: str, summary: Submission) -> bool:
    """True where a total stands that its units do not come to."""
    first = (figure.made_of[0] for figure in part.figures[unit].values() if figure.made_of)
    return any(each.unit == unit and each.place is not None and each.place.file == summary.file for each in first)
