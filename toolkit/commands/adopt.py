"""`baocao adopt`: an office's own workbook becomes the blank of a form."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, finding_json, print_findings, print_json
from toolkit.flow.adopting import adopt_file
from toolkit.messages import say


@click.command("adopt")
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--programme", required=True, metavar="P", help="A programme that came with baocao, or the path of its folder.")
@click.option("--form", required=True, metavar="F", help="The form's id: the name of its workbook in the programme's folder.")
@options.overwrite
@options.as_json
@options.lang
def command(file: Path, programme: str, form: str, overwrite: bool, as_json: bool, lang: str) -> int:  # noqa: FBT001
    """Make a workbook whose cells are named in Excel the blank of a form."""
    kept, findings = adopt_file(file, programme, form, overwrite=overwrite)
    if as_json:
        print_json({"blank": str(kept) if kept else None, "findings": [finding_json(each, lang) for each in findings]})
        return exit_code(findings)
    print_findings(findings, lang, notes=True)
    if kept:
        click.echo(say("adopted", lang, file=file.name, programme=programme, form=form, path=kept))
    return exit_code(findings)
