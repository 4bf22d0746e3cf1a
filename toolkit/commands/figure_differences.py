"""Where the figures of two rounds differ, as a table and as JSON."""

from __future__ import annotations

import click

from toolkit.commands.columns import Columns, label_of, shown, title_of, wrapped
from toolkit.commands.figure_json import compared_json, value_json
from toolkit.commands.figure_table import change_text
from toolkit.commands.output import print_json
from toolkit.consolidate.comparing import beside
from toolkit.flow import figures
from toolkit.messages import Obstacle, say
from toolkit.model.figure import Consolidation, Figure
from toolkit.model.value import Value
from toolkit.round import Round

_FIGURE, _CHANGE, _COVERAGE = 13, 10, 9


def show_differences(data: Consolidation, other: Round, unit: str, lang: str, *, as_json: bool) -> None:
    """Prints them; Obstacle where the rounds are of two forms, or the other one has no such unit."""
    here, there = (f"{form.programme}/{form.code}" for form in (data.form, other.form))
    if here != there:
        raise Obstacle("diff-other-form", found=there, expected=here)
    if unit not in other.tree:
        raise Obstacle("diff-unit-absent", found=unit)
    others = figures(other)[0]
    if as_json:
        print_json(differences_json(data, others, unit))
    else:
        print_differences(data, others, unit, lang)


def differences_json(here: Consolidation, there: Consolidation, unit: str) -> dict[str, object]:
    """Each figure of the unit and of those below it that the two rounds do not agree on, with both values and what lies between."""
    shared = [each for each in here.tree.below(unit) if each.code in there.tree]
    return {
        "unit": unit,
        "period": here.period.id,
        "other_period": there.period.id,
        "only_here": [each.code for each in here.tree.below(unit) if each.code not in there.tree],
        "differences": [
            {"unit": each.code, "name": each.name, "indicator": code, **_difference_json(here, there, each.code, code)}
            for each in shared
            for code in _different(here, there, each.code)
        ],
    }


def _different(here: Consolidation, there: Consolidation, unit: str) -> tuple[str, ...]:
    """The indicators of both rounds on whose value or coverage they differ."""
    mine, theirs = here.figures[unit], there.figures[unit]
    return tuple(code for code, figure in mine.items() if code in theirs and _told(figure) != _told(theirs[code]))


def _told(figure: Figure) -> tuple[Value, int, int]:
    return figure.value, figure.reported, figure.expected


def _difference_json(here: Consolidation, there: Consolidation, unit: str, code: str) -> dict[str, object]:
    mine, theirs = here.figures[unit][code], there.figures[unit][code]
    compared = compared_json(beside(here.form.by_code[code], mine.value, theirs.value))
    return {
        **value_json(mine.value),
        "reported": mine.reported,
        "other": {**value_json(theirs.value), "reported": theirs.reported},
        "difference": compared["difference"],
        "change": compared["change"],
        "points": compared["points"],
    }


def print_differences(here: Consolidation, there: Consolidation, unit: str, lang: str) -> None:
    """The unit's own figures that differ, a row each: here, there, what lies between; and how many units below it differ too."""
    columns = Columns((_FIGURE, _FIGURE, _CHANGE, _COVERAGE, _COVERAGE))
    click.echo(wrapped(f"{here.tree[unit].name} · {title_of(here.form, lang)} · {here.period} / {there.period}", 0))
    different = _different(here, there, unit)
    if not different:
        click.echo(say("diff-none", lang))
    else:
        heads = ["A", "B", "A – B", *(f"{say('figures-head-coverage', lang)} {side}" for side in "AB")]
        click.echo("\n" + "\n".join(columns.lines(say("diff-sides", lang, here=here.period, there=there.period), heads)))
    for code in different:
        mine, theirs = (data.figures[unit][code] for data in (here, there))
        indicator = here.form.by_code[code]
        cells = [shown(indicator, each.value) for each in (mine, theirs)]
        cells += [change_text(beside(indicator, mine.value, theirs.value), lang)]
        cells += [f"{each.reported}/{each.expected}" for each in (mine, theirs)]
        click.echo("\n".join(columns.lines(f"{label_of(indicator, lang)} [{code}]", cells)))
    _print_below(here, there, unit, lang)


def _print_below(here: Consolidation, there: Consolidation, unit: str, lang: str) -> None:
    below = [each for each in here.tree.below(unit) if each.code != unit]
    shared = [each for each in below if each.code in there.tree]
    unlike = [each.name for each in shared if _different(here, there, each.code)]
    if unlike:
        click.echo(
            "\n"
            + wrapped(
                say("diff-below", lang, count=len(unlike), names=", ".join(unlike[:5]) + (", …" if len(unlike) > 5 else "")), 0
            )
        )
    if len(shared) < len(below):
        click.echo(wrapped(say("diff-only-here", lang, count=len(below) - len(shared)), 0))
