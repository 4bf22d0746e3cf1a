"""`baocao refresh`: bring the figures of a hand-edited report up to date, keeping the edits."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, finding_json, print_findings, print_json
from toolkit.commands.places import worded, worded_findings
from toolkit.flow import Refreshed, refresh_report, round_of
from toolkit.messages import say


@click.command("refresh")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--round", "folder", type=click.Path(path_type=Path), metavar="DIR", help="The round, where the file lies outside its folder."
)
@options.as_json
@options.lang
def command(file: Path, folder: Path | None, as_json: bool, lang: str) -> int:  # noqa: FBT001
    """Bring a report's figures up to date."""
    result = refresh_report(file, round_of(file, folder), datetime.now().astimezone())
    if as_json:
        print_json(_as_json(result, file, lang))
    else:
        _print(result, file, lang)
    return exit_code(result.findings)


def _print(result: Refreshed, file: Path, lang: str) -> None:
    for each in result.changes:
        click.echo(say("refresh-change", lang, place=worded(each.place, lang).cell, old=each.old, new=each.new, tag=each.tag))
    print_findings(worded_findings(result.findings, lang), lang, notes=True)
    if result.backup:
        click.echo(
            say(
                "refreshed",
                lang,
                count=len(result.changes),
                figures=result.figures,
                rows=result.rows,
                charts=result.charts,
                path=result.backup.name,
            )
        )
    else:
        click.echo(say("refreshed-nothing", lang, path=file, figures=result.figures))


def _as_json(result: Refreshed, file: Path, lang: str) -> dict[str, object]:
    return {
        "file": str(file),
        "figures": result.figures,
        "charts": result.charts,
        "rows": result.rows,
        "backup": str(result.backup) if result.backup else "",
        "changes": [{"place": str(each.place), "tag": each.tag, "old": each.old, "new": each.new} for each in result.changes],
        "findings": [finding_json(each, lang) for each in result.findings],
    }
