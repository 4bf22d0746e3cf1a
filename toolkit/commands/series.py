"""`baocao figures --series`: the period before, on the units of today or on those of then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import click

from toolkit.commands.output import number_or_none, print_json
from toolkit.model.figure import Consolidation
from toolkit.model.form import Indicator
from toolkit.model.lineage import Event
from toolkit.model.value import BLANK, Value
from toolkit.round import Round
from toolkit.vietnamese.dates import format_date
from toolkit.vietnamese.show import show


@dataclass(frozen=True)
class _Stated:
    """A unit, of today or of then: its figures, which of them are estimates, and what became of it."""

    code: str
    name: str
    figures: Mapping[str, Value]
    estimated: frozenset[str] = frozenset()
    became: tuple[Event, ...] = ()


def show_series(round_: Round, data: Consolidation, unit: str, series: str, *, as_json: bool) -> None:
    """Prints the unit's figures of the period before; `was` gives them as the units stated them that it came from."""
    units = tuple(_as_it_was(round_, data, unit)) if series == "was" else (_as_it_is(data, unit),)
    if as_json:
        period = data.period.previous().id
        print_json({"unit": unit, "period": period, "series": series, "units": [_json(data, each) for each in units]})
        return
    for each in units:
        _print(data, each)


def _as_it_is(data: Consolidation, unit: str) -> _Stated:
    figures = data.previous.get(unit, {})
    estimated = frozenset(code for code, each in figures.items() if each.estimated)
    return _Stated(unit, data.tree[unit].name, {code: each.value for code, each in figures.items()}, estimated)


def _as_it_was(round_: Round, data: Consolidation, unit: str) -> Iterator[_Stated]:
    """The units of then that it, or a unit below it, is made of, as far as they stated anything; by code."""
    lineage = round_.lineage
    for code in sorted({former for each in data.tree.below(unit) for former in lineage.came_from(each.code)}):
        facts = round_.previous.get(code, {})
        if facts:
            name = lineage.names.get(code) or data.tree[code].name
            became = tuple(event for event in lineage.events if event.source == code)
            yield _Stated(code, name, {each: fact.value for each, fact in facts.items()}, became=became)


def _json(data: Consolidation, unit: _Stated) -> dict[str, object]:
    return {
        "code": unit.code,
        "name": unit.name,
        "figures": {
            each.code: {
                "value": number_or_none(value),
                "formatted": show(value, each.type),
                "estimated": each.code in unit.estimated,
            }
            for each, value in _known(data, unit)
        },
        **({"became": [_event_json(event) for event in unit.became]} if unit.became else {}),
    }


def _event_json(event: Event) -> dict[str, object]:
    share = {"share": str(event.share)} if event.share is not None else {"by": event.by} if event.by else {}
    return {"unit": event.target, "relation": event.fate.value, **share, "date": event.day.isoformat()}


def _known(data: Consolidation, unit: _Stated) -> Iterator[tuple[Indicator, Value]]:
    for each in data.form.indicators:
        value = unit.figures.get(each.code, BLANK)
        if value is not BLANK:
            yield each, value


def _print(data: Consolidation, unit: _Stated) -> None:
    click.echo(f"\n{unit.code} · {unit.name} · {data.period.previous()}")
    for event in unit.became:
        share = str(event.share) if event.share is not None else event.by
        target = data.tree[event.target].name if event.target in data.tree else ""
        click.echo("  → " + " · ".join(filter(None, (event.target, target, share, format_date(event.day)))))
    width = max(len(each.label) for each in data.form.indicators)
    for each, value in _known(data, unit):
        sign = "≈" if each.code in unit.estimated else " "
        click.echo(f"  {each.label:<{width}} {sign}{show(value, each.type):>12} {each.unit_of_measure}")
