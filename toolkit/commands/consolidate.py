"""`baocao consolidate`: a consolidated workbook for each upper unit."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, print_findings, watched
from toolkit.flow import write_consolidations
from toolkit.messages import say
from toolkit.round import open_round
from toolkit.round.folders import CONSOLIDATED


@click.command("consolidate")
@options.folder
@options.unit
@options.overwrite
@options.lang
def command(folder: Path, unit: str, overwrite: bool, lang: str) -> int:  # noqa: FBT001
    """Write the consolidated workbooks."""
    round_ = open_round(folder)
    with watched(say("doing-consolidate", lang)) as watch:
        written, findings = write_consolidations(round_, unit, overwrite=overwrite, watch=watch)
    print_findings((*findings, *written.kept), lang)
    click.echo(say("consolidated", lang, count=len(written.paths), path=folder / CONSOLIDATED))
    if written.unchanged:
        click.echo(say("consolidated-unchanged", lang, count=written.unchanged))
    return exit_code(findings)
