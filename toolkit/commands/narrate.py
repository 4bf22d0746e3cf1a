"""`baocao narrate`: the official report of each upper unit."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, print_findings, watched
from toolkit.flow import FORMATS, write_reports
from toolkit.messages import say
from toolkit.round import open_round
from toolkit.round.folders import REPORTS


@click.command("narrate")
@options.folder
@options.unit
@click.option("--format", "format_", type=click.Choice(FORMATS), default="docx", help="docx, or plain text for pasting elsewhere.")
@click.option(
    "--paper",
    default="report",
    metavar="NAME",
    help="Another paper of the programme than its report (templates/<programme>/NAME.md.j2).",
)
@options.overwrite
@options.lang
def command(folder: Path, unit: str, format_: str, paper: str, overwrite: bool, lang: str) -> int:  # noqa: FBT001
    """Write the reports."""
    round_ = open_round(folder)
    with watched(say("doing-narrate", lang)) as watch:
        written, findings = write_reports(round_, unit, format_, paper=paper, overwrite=overwrite, watch=watch)
    print_findings((*findings, *written.kept), lang)
    click.echo(say("narrated", lang, count=len(written.paths), path=folder / REPORTS))
    return exit_code(findings)
