"""`baocao narrate`: the official report of each upper unit."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, print_findings, watched
from toolkit.flow import FORMATS, write_reports
from toolkit.messages import say
from toolkit.round import open_round
from toolkit.round.folders import REPORTS


@click.command("narrate")
@options.folder
@options.unit
@click.option("--format", "format_", type=click.Choice(FORMATS), default="docx", help="docx, or plain text for pasting elsewhere.")
@click.option(
    "--paper",
    default="report",
    metavar="NAME",
    help="Another paper of the programme than its report: cong-van-don-doc (to units that are late), cong-van-tra-bieu (with each "
    "returned workbook), danh-sach-khen-thuong, quyet-dinh-cong-nhan, or whatever lies in its folder as NAME.md.j2.",
)
@click.option(
    "--letterhead",
    default="",
    metavar="NAME",
    help="Layout: doan (the Union's) or nha-nuoc (the State's); default: the round's setting the_thuc, else the Union's.",
)
@click.option("--toc", is_flag=True, help="Begin with a table of contents (default: the round's setting muc_luc).")
@options.overwrite
@options.lang
def command(
    folder: Path,
    unit: str,
    format_: str,
    paper: str,
    letterhead: str,
    toc: bool,  # noqa: FBT001
    overwrite: bool,  # noqa: FBT001
    lang: str,
) -> int:
    """Write the reports."""
    round_ = open_round(folder)
    with watched(say("doing-narrate", lang)) as watch:
        written, findings = write_reports(
            round_, unit, format_, paper=paper, letterhead=letterhead, contents=toc, overwrite=overwrite, watch=watch
        )
    print_findings((*findings, *written.kept), lang)
    click.echo(say("narrated", lang, count=len(written.paths), path=folder / REPORTS))
    return exit_code(findings)
