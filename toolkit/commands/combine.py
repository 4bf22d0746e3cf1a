"""`baocao combine`: a year's round out of its quarters' rounds, or any period out of parts that make it up."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, print_findings
from toolkit.flow.combining import combine
from toolkit.messages import Obstacle, say
from toolkit.model.period import parse_period
from toolkit.round import open_round


@click.command("combine")
@options.folder
@click.argument("parts", metavar="ROUND...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", required=True, metavar="PERIOD", help="The period that the rounds make up together, such as 2020.")
@options.lang
def command(folder: Path, parts: tuple[Path, ...], into: str, lang: str) -> int:
    """Make the round of a longer period from the rounds of its parts."""
    period = parse_period(into)
    if period is None:
        raise Obstacle("unknown-period", found=into, place="--into")
    rounds = [open_round(part) for part in parts]
    round_, findings = combine(folder, period, rounds, datetime.now().astimezone().replace(tzinfo=None), lang)
    print_findings(findings, lang)
    click.echo(
        say("combined", lang, count=len(rounds), period=period, path=folder, units=len(round_.tree.expected(round_.tree.root.code)))
    )
    return exit_code(findings)
