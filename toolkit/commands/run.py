"""`baocao run`: collect, consolidate, narrate."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.collect import print_intake
from toolkit.commands.output import exit_code, print_findings, watched
from toolkit.commands.status import print_progress
from toolkit.flow import show_progress, take_in, write_consolidations, write_reports
from toolkit.messages import say
from toolkit.round import open_round
from toolkit.round.folders import CONSOLIDATED, REPORTS


@click.command("run")
@options.folder
@options.overwrite
@options.lang
def command(folder: Path, overwrite: bool, lang: str) -> int:  # noqa: FBT001
    """Collect, consolidate and narrate."""
    round_ = open_round(folder)
    with watched(say("doing-collect", lang)) as watch:
        intake = take_in(round_, datetime.now().astimezone().replace(tzinfo=None), lang, watch)
    print_intake(intake, lang)
    progress, findings = show_progress(round_, lang)
    print_progress(progress, lang)
    known = (*findings, *intake.left)
    print_findings(known, lang)
    with watched(say("doing-consolidate", lang)) as watch:
        workbooks, more = write_consolidations(round_, overwrite=overwrite, watch=watch)
    click.echo(say("consolidated", lang, count=len(workbooks.paths), path=folder / CONSOLIDATED))
    if workbooks.unchanged:
        click.echo(say("consolidated-unchanged", lang, count=workbooks.unchanged))
    with watched(say("doing-narrate", lang)) as watch:
        reports, still_more = write_reports(round_, overwrite=overwrite, watch=watch)
    click.echo(say("narrated", lang, count=len(reports.paths), path=folder / REPORTS))
    new = tuple(each for each in dict.fromkeys((*more, *still_more, *workbooks.kept, *reports.kept)) if each not in known)
    print_findings(new, lang)
    return exit_code((*known, *new))
