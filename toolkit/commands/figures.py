"""`baocao figures`: the consolidated figures of one unit."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, number_or_none, print_findings, print_json
from toolkit.flow import figures
from toolkit.flow.outputs import known_unit
from toolkit.messages import say
from toolkit.model.figure import Consolidation, Figure
from toolkit.model.value import Absent, Failure
from toolkit.round import open_round
from toolkit.vietnamese.show import show


@click.command("figures")
@options.folder
@click.option("--unit", default="", metavar="CODE", help="The unit (default: the one at the top).")
@options.as_json
@options.lang
def command(folder: Path, unit: str, as_json: bool, lang: str) -> int:  # noqa: FBT001
    """Show a unit's consolidated figures, with coverage and what they are made of."""
    round_ = open_round(folder)
    code = known_unit(round_, unit).code
    consolidation, findings = figures(round_)
    if as_json:
        print_json(figures_json(consolidation, code))
    else:
        print_figures(consolidation, code, lang)
        print_findings(findings, lang)
    return exit_code(findings)


def figures_json(consolidation: Consolidation, unit: str) -> dict[str, object]:
    """A unit's figures with the keys of DESIGN 4.5."""
    return {
        "unit": unit,
        "name": consolidation.tree[unit].name,
        "period": consolidation.period.id,
        "figures": {code: _figure_json(consolidation, figure) for code, figure in consolidation.figures[unit].items()},
        "children": [child.code for child in consolidation.tree.children(unit)],
    }


def _figure_json(consolidation: Consolidation, figure: Figure) -> dict[str, object]:
    value = figure.value
    return {
        "value": number_or_none(value),
        "reported": figure.reported,
        "expected": figure.expected,
        "formatted": _formatted(consolidation, figure),
        **({"absent": value.value} if isinstance(value, Absent) else {}),
        **({"failure": value.code} if isinstance(value, Failure) else {}),
        "own": number_or_none(figure.own),
        "made_of": [
            {
                "unit": part.unit,
                "value": number_or_none(part.value),
                **({"file": part.place.file, "sheet": part.place.sheet, "cell": part.place.cell} if part.place else {}),
            }
            for part in figure.made_of
        ],
    }


def _formatted(consolidation: Consolidation, figure: Figure) -> str:
    return show(figure.value, consolidation.form.by_code[figure.indicator].type)


def print_figures(consolidation: Consolidation, unit: str, lang: str) -> None:
    """A readable table: indicator, figure, unit of measure, coverage."""
    form, own = consolidation.form, consolidation.figures[unit]
    click.echo(f"{consolidation.tree[unit].name} · {form.title} · {consolidation.period}")
    width = max(len(each.label) for each in form.indicators)
    for section, indicators in form.sections():
        click.echo(f"\n{section}")
        for each in indicators:
            figure = own[each.code]
            coverage = say("coverage", lang, reported=figure.reported, expected=figure.expected)
            measure = "" if "%" in each.unit_of_measure else each.unit_of_measure
            click.echo(f"  {each.label:<{width}}  {_formatted(consolidation, figure):>12} {measure:<14} {coverage}")
