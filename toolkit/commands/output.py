"""How commands print: findings, counts, progress, JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import click

from toolkit.flow import Watch
from toolkit.messages import remedy, say, sentence
from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.model.value import Value, is_number

MOST_SHOWN = 40
"""Findings shown on a terminal before the rest is only counted; JSON and `tien-do.xlsx` have them all."""


def print_json(value: object) -> None:
    """One JSON document on standard output. Exact numbers stay exact: a decimal is printed with its own digits."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


def number_or_none(value: Value) -> object:
    """A value as JSON holds it: null for blank, "no data" and failures."""
    return value if is_number(value) or isinstance(value, (str, bool)) else None


def finding_json(finding: Finding, lang: str) -> dict[str, Any]:
    """A finding with the keys of DESIGN 4.5."""
    values = dict(finding.values)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": sentence(finding.code, values, lang),
        "remedy": remedy(finding.code, values, lang),
        "file": finding.place.file,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "unit": finding.place.unit,
        "indicator": finding.place.indicator,
        "found": finding.found,
    }


def print_findings(findings: Sequence[Finding], lang: str, *, notes: bool = False) -> None:
    """Counts first, then errors before warnings, each with place and remedy; notes only where asked for."""
    counts = Counter(each.severity for each in findings)
    if not findings:
        return
    shown = [
        each for severity in Severity for each in findings if each.severity is severity and (notes or severity is not Severity.NOTE)
    ]
    click.echo(say("findings-counted", lang, **{severity.value: counts[severity] for severity in Severity}))
    for each in shown[:MOST_SHOWN]:
        values = dict(each.values)
        click.echo(
            f"  {say(f'severity-{each.severity.value}', lang)} · {each.place}"
            if str(each.place)
            else f"  {say(f'severity-{each.severity.value}', lang)}"
        )
        click.echo(f"      {sentence(each.code, values, lang)} {remedy(each.code, values, lang)}")
    if len(shown) > MOST_SHOWN:
        click.echo(f"  {say('findings-more', lang, count=len(shown) - MOST_SHOWN)}")


def exit_code(findings: Iterable[Finding]) -> int:
    """1 where one of them is an error, else 0."""
    return int(any(each.severity is Severity.ERROR for each in findings))


@contextmanager
def watched(title: str, *, quiet: bool = False) -> Iterator[Watch]:
    """A progress bar on standard error while the block runs; none where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of or None)
