"""`baocao issue`: blank workbooks for the units that must report."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, print_findings, watched
from toolkit.flow import issue_blanks
from toolkit.messages import say
from toolkit.round import open_round
from toolkit.round.control import require_every_sheet
from toolkit.round.folders import ISSUED


@click.command("issue")
@options.folder
@options.unit
@options.overwrite
@options.lang
def command(folder: Path, unit: str, overwrite: bool, lang: str) -> int:  # noqa: FBT001
    """Write the blank workbooks."""
    round_ = open_round(folder)
    require_every_sheet(round_.control)
    with watched(say("doing-issue", lang)) as watch:
        written = issue_blanks(round_, unit, overwrite=overwrite, watch=watch)
    findings = (*round_.control.findings, *written.kept)
    print_findings(findings, lang)
    blanks = sum(path.endswith(".xlsx") for path in written.paths)
    click.echo(say("issued", lang, count=blanks, zips=len(written.paths) - blanks, path=folder / ISSUED))
    return exit_code(findings)
