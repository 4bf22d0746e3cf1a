"""`baocao new`: a round's folder from a list of units."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, print_findings
from toolkit.excel.front_sheet import Macros
from toolkit.files import read_bytes
from toolkit.messages import Obstacle, say
from toolkit.model.period import parse_period
from toolkit.round import create_round
from toolkit.shelf import shelf


@click.command("new")
@options.folder
@click.option("--programme", required=True, metavar="P", help="A programme that came with baocao, or the path of its folder.")
@click.option("--form", required=True, metavar="F", help="The form's id: the name of its workbook in the programme's folder.")
@click.option("--period", required=True, metavar="PERIOD", help="2020, 2020S1, 2020Q4 or 202011.")
@click.option(
    "--units", required=True, type=click.Path(path_type=Path), metavar="units.xlsx", help="A workbook with the sheet Đơn vị."
)
@click.option("--root", default="", metavar="CODE", help="The unit at the top (default: the one without a parent).")
@click.option("--no-macros", "plain", is_flag=True, help="A control workbook without buttons (.xlsx).")
@options.lang
def command(
    folder: Path,
    programme: str,
    form: str,
    period: str,
    units: Path,
    root: str,
    plain: bool,  # noqa: FBT001
    lang: str,
) -> int:
    """Make a round: its folder and control workbook."""
    if parse_period(period) is None:
        raise Obstacle("unknown-period", found=period, place="--period")
    settings = {"programme": programme, "form": form, "period": period}
    round_, findings = create_round(folder, settings, units, root, None if plain else _macros())
    print_findings(findings, lang)
    if round_ is not None:
        click.echo(
            say(
                "round-made",
                lang,
                path=folder,
                units=len(round_.tree.units),
                expected=len(round_.tree.expected(round_.tree.root.code)),
            )
        )
    return exit_code(findings)


def _macros() -> Macros:
    return Macros(read_bytes(shelf("macros") / "vbaProject.bin"), sys.executable)
