"""`baocao demo`: a sample round, made and run through as an office would."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.collect import print_intake
from toolkit.commands.output import exit_code, print_findings, watched
from toolkit.commands.status import print_progress
from toolkit.demo.sample import Sample, beside, read_sample
from toolkit.demo.senders import drop
from toolkit.flow import issue_blanks, show_progress, take_in, write_consolidations, write_reports
from toolkit.flow.outputs import label
from toolkit.messages import Obstacle, say
from toolkit.round import Round, create_round, folders
from toolkit.shelf import find_sample
from toolkit.vietnamese.dates import format_date

OFFICE_HOURS_END = time(16, 30)


@click.command("demo")
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(path_type=Path))
@click.option("--sample", "name", default="ha-giang-2020", metavar="NAME", help="A sample that came with baocao.")
@options.lang
def command(folder: Path, name: str, lang: str) -> int:
    """Make a sample round and run it through."""
    sample = read_sample(find_sample(name))
    round_ = _made(folder, sample, lang)
    with watched(say("doing-issue", lang)) as watch:
        issued = issue_blanks(round_, watch=watch)
    click.echo(
        say(
            "issued",
            lang,
            count=sum(path.endswith(".xlsx") for path in issued.paths),
            zips=sum(path.endswith(".zip") for path in issued.paths),
            path=folder / folders.ISSUED,
        )
    )
    for other in beside(find_sample(name)):
        _play_beside(folder / other.name, read_sample(other), lang)
    kept = _played(round_, sample, lang)
    with watched(say("doing-consolidate", lang)) as watch:
        workbooks, findings = write_consolidations(round_, watch=watch)
    click.echo(say("consolidated", lang, count=len(workbooks.paths), path=folder / folders.CONSOLIDATED))
    with watched(say("doing-narrate", lang)) as watch:
        reports, more = write_reports(round_, watch=watch)
    click.echo(say("narrated", lang, count=len(reports.paths), path=folder / folders.REPORTS))
    everything = tuple(dict.fromkeys((*show_progress(round_, lang)[1], *findings, *more)))
    print_findings([each for each in everything if exit_code([each])], lang)
    _print_what_to_open(round_, issued.paths, kept, lang)
    return exit_code(everything)


def _made(folder: Path, sample: Sample, lang: str) -> Round:
    if folder.exists() and any(folder.iterdir()):
        raise Obstacle("demo-folder-taken", path=folder)
    settings = {"programme": sample.programme, "form": sample.form, "period": sample.period}
    round_, findings = create_round(folder, settings, sample.units, root="")
    print_findings(findings, lang)
    if round_ is None:
        raise Obstacle("demo-sample-broken", path=sample.units)
    expected = len(round_.tree.expected(round_.tree.root.code))
    click.echo(say("round-made", lang, path=folder, units=len(round_.tree.units), expected=expected))
    return round_


def _play_beside(folder: Path, sample: Sample, lang: str) -> None:
    """Play another round that the sample's own looks at, inside its folder and without telling each step."""
    round_ = _round_of(folder, sample)
    issue_blanks(round_)
    for wave in sample.waves:
        drop(round_, sample, wave)
        take_in(round_, datetime.combine(wave.received, OFFICE_HOURS_END), lang)
    show_progress(round_, lang)
    click.echo(say("demo-beside", lang, title=round_.settings.all.get("title", round_.form.title), path=folder))


def _round_of(folder: Path, sample: Sample) -> Round:
    settings = {"programme": sample.programme, "form": sample.form, "period": sample.period}
    round_, _ = create_round(folder, settings, sample.units, root="")
    if round_ is None:
        raise Obstacle("demo-sample-broken", path=sample.units)
    return round_


def _played(round_: Round, sample: Sample, lang: str) -> str:
    """Play the waves; the path of a workbook that went back, kept aside so that it can be looked at after it was mended."""
    example = ""
    for wave in sample.waves:
        if any(not round_.tree.reports(delivery.unit) for delivery in wave.deliveries):
            write_consolidations(round_)
        with watched(say("doing-collect", lang)) as watch:
            count = drop(round_, sample, wave)
            click.echo("\n" + say("demo-wave", lang, number=wave.number, day=format_date(wave.received), count=count))
            intake = take_in(round_, datetime.combine(wave.received, OFFICE_HOURS_END), lang, watch)
        progress, _ = show_progress(round_, lang)
        print_intake(intake, lang)
        print_progress(progress, lang)
        print_findings([each for one in intake.taken for each in one.findings if exit_code([each])], lang)
        example = example or _kept_example(round_)
    click.echo()
    return example


def _kept_example(round_: Round) -> str:
    """The first workbook that went back, and the words that went with it."""
    returned = sorted((round_.folder / folders.RETURNED).glob("*.xlsx"))
    for path in (returned[0].with_suffix(".txt"), returned[0]) if returned else ():
        round_.put(f"vi-du-tra-lai/{path.name}", path.read_bytes())
    return f"vi-du-tra-lai/{returned[0].name}" if returned else ""


def _print_what_to_open(round_: Round, issued: tuple[str, ...], returned: str, lang: str) -> None:
    root = round_.tree.root
    folder = round_.folder
    click.echo("\n" + say("demo-report", lang, name=root.name, path=folder / folders.REPORTS / f"{label(root)}.docx"))
    click.echo(say("demo-open", lang))
    first = next(unit for unit in round_.tree.expected(root.code))
    blank = next(path for path in issued if f"_{first.code}_" in path)
    click.echo("  " + say("demo-consolidated", lang, name=root.name, path=folder / folders.CONSOLIDATED / f"{label(root)}.xlsx"))
    click.echo("  " + say("demo-blank", lang, name=first.name, path=folder / blank))
    if returned:
        click.echo("  " + say("demo-returned", lang, path=folder / returned))
    click.echo("  " + say("demo-progress", lang, path=folder / f"{folders.PROGRESS}.html"))
