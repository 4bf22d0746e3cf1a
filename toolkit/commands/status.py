"""`baocao status`: who reported, who is missing, what came back."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, finding_json, print_findings, print_json
from toolkit.flow import show_progress
from toolkit.messages import say
from toolkit.model.finding import Finding
from toolkit.model.progress import Outcome, Progress, Status, UnitProgress
from toolkit.page import counts, status_label
from toolkit.round import open_round

MOST_NAMED = 12


@click.command("status")
@options.folder
@options.as_json
@options.lang
def command(folder: Path, as_json: bool, lang: str) -> int:  # noqa: FBT001
    """Show where the round stands."""
    round_ = open_round(folder)
    progress, findings = show_progress(round_, lang)
    if as_json:
        print_json(progress_json(progress, findings, lang))
    else:
        print_progress(progress, lang)
        print_findings(findings, lang)
    return exit_code(findings)


def print_progress(progress: Progress, lang: str) -> None:
    """The counts, then by name the units that need attention."""
    click.echo(" · ".join(f"{label}: {count}" for label, count in counts(progress, lang)))
    for status in (Status.RETURNED, Status.MISSING):
        units = [each for each in progress.units if each.status is status]
        if units:
            names = ", ".join(f"{each.unit.name} ({each.unit.code})" for each in units[:MOST_NAMED])
            more = say("and-more", lang, count=len(units) - MOST_NAMED) if len(units) > MOST_NAMED else ""
            click.echo(f"  {status_label(units[0], lang)}: {names}{more}")


def progress_json(progress: Progress, findings: tuple[Finding, ...], lang: str) -> dict[str, object]:
    """Progress with the keys of DESIGN 4.5."""
    return {
        "expected": progress.expected,
        "received": progress.received,
        "accepted": progress.count(Status.ACCEPTED),
        "returned": progress.count(Status.RETURNED),
        "missing": progress.count(Status.MISSING),
        "late": progress.late,
        "quarantined": progress.files(Outcome.QUARANTINED),
        "files": {outcome.value: progress.files(outcome) for outcome in Outcome},
        "units": [_unit_json(each) for each in progress.units],
        "findings": [finding_json(each, lang) for each in findings],
    }


def _unit_json(each: UnitProgress) -> dict[str, object]:
    return {
        "code": each.unit.code,
        "name": each.unit.name,
        "status": each.status.value,
        "late": each.late,
        "resubmissions": each.resubmissions,
        "errors": each.errors,
        "warnings": each.warnings,
        "counting": each.counting,
        "received_on": each.received_on.isoformat() if each.received_on else None,
    }
