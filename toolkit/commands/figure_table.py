"""A unit's figures as a readable table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import click

from toolkit.commands.columns import Columns, label_of, shown, title_of, wrapped
from toolkit.consolidate.comparing import compare
from toolkit.messages import say
from toolkit.model.adjustment import Adjustment
from toolkit.model.comparison import Compared, Comparison
from toolkit.model.figure import Consolidation, Figure
from toolkit.model.form import Indicator, Type
from toolkit.model.value import BLANK, Number, is_number
from toolkit.vietnamese.dates import format_date
from toolkit.vietnamese.numbers import round_half_up
from toolkit.vietnamese.show import show

_MOST_NAMED = 10
"""Units that did not report, before the rest is only counted."""
_FIGURE, _MEASURE, _SHARE, _CHANGE, _COVERAGE = 11, 10, 8, 9, 8


def print_figures(data: Consolidation, unit: str, late: frozenset[str], lang: str) -> None:
    """Indicator and code, figure, unit of measure, how much of the target it is, how far from the period before, coverage.

    `late` are the codes of units that reported after the deadline; units that did not report at all are named.
    """
    own = data.figures[unit]
    known = {code: _without_itself(data, code, compare(data, unit, code)) for code in own}
    columns = _columns(known)
    click.echo(wrapped(f"{data.tree[unit].name} · {title_of(data.form, lang)} · {data.period}", 0))
    if not data.tree.is_leaf(unit):
        for line in _coverage(data, unit, late, lang):
            click.echo(wrapped(line, 0))
    click.echo("\n" + "\n".join(columns.lines(say("figures-head-label", lang), _heads(known, lang))))
    for section, indicators in data.form.sections():
        click.echo("\n" + wrapped(section, 0))
        for each in indicators:
            figure, comparison = own[each.code], known[each.code]
            click.echo(
                "\n".join(columns.lines(f"{label_of(each, lang)} [{each.code}]", _cells(each, figure, comparison, known, lang)))
            )
            for line in _notes(data, each, figure, comparison, lang):
                click.echo(wrapped(line, 6))


def _coverage(data: Consolidation, unit: str, late: frozenset[str], lang: str) -> Iterator[str]:
    reported, missing = data.reported(unit), data.missing(unit)
    tardy = sum(each.code in late for each in reported)
    yield say("figures-reported", lang, reported=len(reported), expected=len(data.tree.expected(unit)), late=tardy)
    if missing:
        more = say("and-more", lang, count=len(missing) - _MOST_NAMED) if len(missing) > _MOST_NAMED else ""
        yield say("figures-missing", lang, names=", ".join(each.name for each in missing[:_MOST_NAMED]) + more)


def _without_itself(data: Consolidation, code: str, comparison: Comparison) -> Comparison:
    """What is asked of units and was assigned to them is printed in their workbooks: it is the target, of which it has no share."""
    indicator = data.form.by_code[code]
    is_printed = any(assigned == code and not indicator.is_derived_at(data.tree[unit].kind) for unit, assigned in _assigned(data))
    return replace(comparison, target=Compared(BLANK)) if is_printed else comparison


def _assigned(data: Consolidation) -> Iterator[tuple[str, str]]:
    return ((unit, code) for unit, code in data.targets if unit in data.tree and data.tree.reports(unit))


def _has(known: dict[str, Comparison], base: str) -> bool:
    return any(getattr(each, base).base is not BLANK for each in known.values())


def _columns(known: dict[str, Comparison]) -> Columns:
    """Comparisons have columns only where there is something to compare with."""
    further = [width for base, width in (("target", _SHARE), ("plan", _SHARE), ("previous", _CHANGE)) if _has(known, base)]
    return Columns((_FIGURE, _MEASURE, *further, _COVERAGE), frozenset((1,)))


def _heads(known: dict[str, Comparison], lang: str) -> list[str]:
    bases = [base for base in ("target", "plan", "previous") if _has(known, base)]
    return [say(f"figures-head-{each}", lang) for each in ("figure", "measure", *bases, "coverage")]


def _cells(indicator: Indicator, figure: Figure, comparison: Comparison, known: dict[str, Comparison], lang: str) -> list[str]:
    measure = "" if "%" in indicator.unit_of_measure else indicator.unit_of_measure
    cells = [shown(indicator, figure.value, estimated=figure.estimated), measure[:_MEASURE]]
    cells += [_share(getattr(comparison, base), lang) for base in ("target", "plan") if _has(known, base)]
    cells += [change_text(comparison.previous, lang)] if _has(known, "previous") else []
    return [*cells, f"{figure.reported}/{figure.expected}" if figure.expected else ""]


def _share(compared: Compared, lang: str) -> str:
    if is_number(compared.points):
        return _points(compared.points, lang)
    return show(compared.share, Type.PERCENT) if is_number(compared.share) else ""


def change_text(compared: Compared, lang: str) -> str:
    """How far a figure is from its base: in per cent, of a percentage in points; a sign before what rests on an estimate."""
    if compared.withheld:
        return "?"
    sign = "≈" if compared.estimated else ""
    if is_number(compared.points):
        return f"{sign}{_points(compared.points, lang)}"
    return f"{sign}{_signed(compared.change, Type.PERCENT)}" if is_number(compared.change) else ""


def _points(points: Number, lang: str) -> str:
    return say("figures-points", lang, points=_signed(points, Type.DECIMAL))


def _signed(value: Number, type_: Type) -> str:
    """With its sign, and one decimal at most: this is read at a glance."""
    text = show(round_half_up(Decimal(value), 1) if type_ is Type.DECIMAL else value, type_)
    return f"+{text}" if value > 0 else text


def _notes(data: Consolidation, indicator: Indicator, figure: Figure, comparison: Comparison, lang: str) -> Iterator[str]:
    yield from (adjusted_line(indicator, each, lang) for each in figure.adjusted)
    if comparison.previous.withheld:
        yield say("figures-withheld", lang)
    if not comparison.is_plausible:
        base = shown(indicator, comparison.previous.base, estimated=comparison.previous.estimated)
        yield say("figures-implausible", lang, base=base)
    if data.evidence and data.evidence.data:
        yield from _evidence(data, indicator, figure.unit, lang)


def _evidence(data: Consolidation, indicator: Indicator, unit: str, lang: str) -> Iterator[str]:
    evidence = data.evidence
    for code in indicator.evidence if evidence else ():
        other, figure = (evidence.indicator(code), evidence.figure(unit, code)) if evidence else (None, None)
        value = shown(other, figure.value) if other and figure else say("form-evidence-none", lang)
        yield say("figures-evidence", lang, label=label_of(other, lang) if other else code, value=value)


def adjusted_line(indicator: Indicator, each: Adjustment, lang: str) -> str:
    """Both values, the reason, who and when."""
    before, after = (shown(indicator, value) for value in (each.before, each.after))
    return say("adjusted-comment", lang, before=before, after=after, reason=each.reason, who=each.who, when=format_date(each.when))
