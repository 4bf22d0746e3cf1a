"""`baocao doctor`: what is there on this machine and what is not, each lack with its remedy."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, finding_json, print_findings, print_json
from toolkit.messages import say
from toolkit.office.health import examine


@click.command("doctor")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@options.as_json
@options.lang
def command(folder: Path, as_json: bool, lang: str) -> int:  # noqa: FBT001
    """Say what this machine has and lacks."""
    health = examine(folder, lang)
    if as_json:
        print_json({"there": list(health.there), "findings": [finding_json(each, lang) for each in health.findings]})
    else:
        for what in health.there:
            click.echo(say("doctor-there", lang, what=what))
        print_findings(health.findings, lang)
        if not health.findings:
            click.echo(say("doctor-well", lang))
    return exit_code(health.findings)
