"""`baocao figures`: the consolidated figures of one unit, what one of them is made of, or what is different in another round."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.figure_differences import show_differences
from toolkit.commands.figure_json import figures_json
from toolkit.commands.figure_table import print_figures
from toolkit.commands.figure_trace import show_trace
from toolkit.commands.output import exit_code, print_findings, print_json
from toolkit.commands.series import show_series
from toolkit.flow import figures
from toolkit.flow.outputs import known_unit
from toolkit.round import open_round


@click.command("figures")
@options.folder
@click.option("--unit", default="", metavar="CODE", help="The unit (default: the one at the top).")
@click.option("--trace", "traced", default="", metavar="INDICATOR", help="What this figure is made of, down to file and cell.")
@click.option(
    "--diff", "other", default=None, metavar="ROUND", type=click.Path(path_type=Path), help="What is different in another round."
)
@click.option("--series", type=click.Choice(("is", "was")), help="The period before: of the units of today, or as it was.")
@options.as_json
@options.lang
def command(
    folder: Path,
    unit: str,
    traced: str,
    other: Path | None,
    series: str | None,
    as_json: bool,  # noqa: FBT001
    lang: str,
) -> int:
    """Show a unit's consolidated figures, with coverage and what they are made of."""
    round_ = open_round(folder)
    code = known_unit(round_, unit).code
    consolidation, findings = figures(round_)
    if traced:
        show_trace(round_, consolidation, code, traced, lang, as_json=as_json)
    elif other is not None:
        show_differences(consolidation, open_round(other), code, lang, as_json=as_json)
    elif series:
        show_series(round_, consolidation, code, series, as_json=as_json)
    else:
        with round_.ledger() as ledger:
            late = ledger.late(round_.tree, round_.settings.deadline)
        if as_json:
            print_json(figures_json(consolidation, code, late))
        else:
            print_figures(consolidation, code, late, lang)
    if not as_json:
        print_findings(findings, lang)
    return exit_code(findings)
