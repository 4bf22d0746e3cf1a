"""`baocao collect`: take in what lies in the inbox."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, finding_json, print_findings, print_json, watched
from toolkit.flow import Intake, rebuild, show_progress, take_in
from toolkit.messages import say
from toolkit.messages.across import MESSAGES
from toolkit.model.finding import Finding
from toolkit.model.progress import Outcome
from toolkit.round import open_round

_ACROSS = frozenset(message.code for message in MESSAGES)
"""What is said of all submissions beside each other, whenever some came in."""


@click.command("collect")
@options.folder
@click.option("--rebuild", "again", is_flag=True, help="Make the ledger again from the archive.")
@options.as_json
@options.lang
def command(folder: Path, again: bool, as_json: bool, lang: str) -> int:  # noqa: FBT001
    """Take in, check and archive what lies in the inbox."""
    round_ = open_round(folder)
    with watched(say("doing-collect", lang), quiet=as_json) as watch:
        intake = (
            rebuild(round_, lang, watch)
            if again
            else take_in(round_, datetime.now().astimezone().replace(tzinfo=None), lang, watch)
        )
    _, still_open = show_progress(round_, lang)
    across = tuple(each for each in still_open if each.code in _ACROSS)
    new = (*round_.control.findings, *(each for one in intake.taken for each in one.findings), *intake.left, *across)
    findings = still_open if again else new
    if as_json:
        print_json(intake_json(intake, findings, lang))
    else:
        print_intake(intake, lang)
        print_findings(findings, lang)
    return exit_code((*findings, *still_open))


def print_intake(intake: Intake, lang: str) -> None:
    """The balance: how many files came, and where each ended."""
    counts = {outcome.value: intake.count(outcome) for outcome in Outcome}
    click.echo(say("collected", lang, count=len(intake.taken), left=len(intake.left), **counts))
    if intake.known:
        click.echo(say("collected-before", lang, count=intake.known))


def intake_json(intake: Intake, findings: tuple[Finding, ...], lang: str) -> dict[str, object]:
    """The same for programs."""
    return {
        "files": len(intake.taken),
        **{outcome.value: intake.count(outcome) for outcome in Outcome},
        "left": len(intake.left),
        "known": intake.known,
        "findings": [finding_json(each, lang) for each in findings],
    }
