"""`baocao doctor`: what is there on this machine and what is not, each lack with its remedy."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, finding_json, print_findings, print_json
from toolkit.messages import say
from toolkit.office.health import examine, put_buttons_back


@click.command("doctor")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--repair", is_flag=True, help="Put the buttons back into the control workbook of DIR, which must be closed.")
@options.as_json
@options.lang
def command(folder: Path, repair: bool, as_json: bool, lang: str) -> int:  # noqa: FBT001
    """Say what this machine has and lacks."""
    if repair:
        kept = put_buttons_back(folder)
        click.echo(say("doctor-repaired", lang, path=kept), err=as_json)
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
