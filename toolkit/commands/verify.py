"""`baocao verify`: check the numbers of a report, ours or anybody's."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, finding_json, print_findings, print_json
from toolkit.commands.places import worded, worded_findings
from toolkit.flow import verify_file
from toolkit.messages import say
from toolkit.round import open_round
from toolkit.verify import Standing, Verification


@click.command("verify")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--round", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Look each number up in this round's figures, too."
)
@options.as_json
@options.lang
def command(file: Path, folder: Path | None, as_json: bool, lang: str) -> int:  # noqa: FBT001
    """Check the numbers of a .docx or .txt file."""
    result = verify_file(file, open_round(folder) if folder else None)
    if as_json:
        print_json(verification_json(result, file, lang))
    else:
        _print(result, lang)
    return exit_code(result.findings)


def _print(result: Verification, lang: str) -> None:
    for each in result.right:
        click.echo(say("verified-right", lang, found=each.found, working=each.working, place=worded(each.place, lang).cell))
    if result.numbers:
        counts = {standing.name.lower(): result.count(standing) for standing in Standing}
        click.echo(say("verified-numbers", lang, count=len(result.numbers), **counts))
    print_findings(worded_findings(result.findings, lang), lang, notes=True)
    click.echo(say("verified", lang, numbers=result.quantities, claims=len(result.checked), right=len(result.right)))


def verification_json(result: Verification, file: Path, lang: str) -> dict[str, object]:
    """The same for programs."""
    return {
        "file": str(file),
        "numbers": result.quantities,
        "checked": [
            {"place": str(each.place), "sentence": each.sentence, "found": each.found, "working": each.working, "right": each.right}
            for each in result.checked
        ],
        "lookups": [
            {
                "place": str(each.place),
                "number": each.text,
                "standing": each.standing.value,
                "now": each.now,
                "sources": [{"unit": s.unit, "indicator": s.indicator} for s in each.sources],
            }
            for each in result.numbers
        ],
        "findings": [finding_json(each, lang) for each in result.findings],
    }
