"""`baocao define`: what is wrong with a programme's form definitions, and how they differ from older ones."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, finding_json, print_findings, print_json
from toolkit.flow.defining import read_definitions
from toolkit.flow.prose import lint_prose
from toolkit.flow.versions import compare_versions
from toolkit.messages import obstacle_line, say
from toolkit.shelf import find_programme

_REFUSED = 2
"""The exit code where a definition cannot be read at all: an obstacle."""


@click.command("define")
@click.argument("programme", metavar="PROGRAMME")
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="OTHER.xlsx",
    help="An older version of one of the forms: tell how the two differ.",
)
@options.as_json
@options.lang
def command(programme: str, against: Path | None, as_json: bool, lang: str) -> int:  # noqa: FBT001 - click hands options over by name
    """Lint the form definitions and the prose of a programme."""
    folder = find_programme(programme)
    read = read_definitions(folder)
    forms = dict(read.forms)
    for obstacle in read.refused:
        click.echo(obstacle_line(obstacle, lang), err=True)
    if against is not None:
        code, different = compare_versions(folder, {code: form for code, (form, _) in forms.items()}, against)
        forms = {code: (forms[code][0], different)}
    prose = () if against is not None or read.refused else lint_prose(folder, (form for form, _ in forms.values()))
    findings = (*(each for _, found in forms.values() for each in found), *prose)
    exits = _REFUSED if read.refused else exit_code(findings)
    if as_json:
        print_json({"programme": folder.name, "forms": sorted(forms), "findings": [finding_json(each, lang) for each in findings]})
        return exits
    for form, found in forms.values():
        counts = {
            "indicators": len(form.indicators),
            "tables": len(form.tables),
            "texts": len(form.texts),
            "rules": len(form.rules),
        }
        click.echo(say("form-counted", lang, form=form.code, version=form.version, title=form.title, **counts))
        print_findings(found, lang, notes=True)
    print_findings(prose, lang)
    return exits
