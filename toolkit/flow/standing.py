"""Where the round stands, shown in `tien-do.xlsx` and `tien-do.html`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from toolkit.check import Case
from toolkit.check.across import Level, check_across
from toolkit.excel.progress import write_progress
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.progress import Progress
from toolkit.page import progress_page
from toolkit.round import Round, folders
from toolkit.round.ledger import Ledger


def show_progress(round_: Round, lang: str) -> tuple[Progress, tuple[Finding, ...]]:
    """How the round stands and every finding that is still open; writes `tien-do.xlsx` and `tien-do.html`."""
    with round_.ledger() as ledger:
        progress = ledger.progress(round_.tree, round_.settings.deadline)
        there = _names_in(round_.folder / folders.INBOX)
        findings = (
            *round_.control.findings,
            *(each for each in ledger.findings() if each.place.unit in round_.tree or _lies(each, there)),
            *_across(round_, ledger),
        )
    title = round_.settings.all.get("title") or round_.form.title
    pages = {
        f"{folders.PROGRESS}.xlsx": lambda: write_progress(progress, findings, title, lang),
        f"{folders.PROGRESS}.html": lambda: progress_page(progress, findings, title, lang).encode("utf-8"),
    }
    return progress, (*findings, *(problem for path, make in pages.items() if (problem := _show(round_, path, make))))


def _lies(found: Finding, there: frozenset[str]) -> bool:
    """Whether the file still lies in the inbox: what could be attributed to no unit is settled by taking it out, a zip's files with it."""
    path = PurePosixPath(found.place.file)
    return any(each.as_posix() in there for each in (path, *path.parents))


def _names_in(inbox: Path) -> frozenset[str]:
    return frozenset(
        unicodedata.normalize("NFC", path.relative_to(inbox).as_posix()) for path in inbox.rglob("*") if path.is_file()
    )


def _across(round_: Round, ledger: Ledger) -> tuple[Finding, ...]:
    """What is odd about the submissions that count, beside each other and beside last period."""
    counting = ledger.submissions()
    units = (unit for unit in round_.tree.units if unit.code in counting)
    cases = tuple(Case(round_.form, unit, counting[unit.code], round_.beside(unit.code)) for unit in units)
    return check_across(Level(round_.form, round_.tree, cases))


def _show(round_: Round, path: str, make: Callable[[], bytes]) -> Finding | None:
    """Progress is shown, not kept: where somebody has the former one open, that is no reason to stop."""
    try:
        round_.put(path, make(), overwrite=True)
    except Obstacle as obstacle:
        if obstacle.code == "file-in-use":
            return finding("progress-in-use", Place(file=path))
        raise
    return None
