"""The steps behind the buttons: each calls the flow and gives the findings that it came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from toolkit.flow import (
    Watch,
    issue_blanks,
    refresh_report,
    show_progress,
    take_in,
    verify_file,
    write_consolidations,
    write_reports,
)
from toolkit.flow.outputs import label, upper_units
from toolkit.messages import say
from toolkit.model.finding import Finding
from toolkit.model.progress import Outcome, Progress, Status
from toolkit.round import Round, folders
from toolkit.round.control import require_every_sheet

LANG = "vi"
"""The control workbook speaks Vietnamese."""

Step = Callable[[Round, Watch], tuple[Finding, ...]]


def _issue(round_: Round, watch: Watch) -> tuple[Finding, ...]:
    require_every_sheet(round_.control)
    return (*round_.control.findings, *issue_blanks(round_, watch=watch).kept)


def _collect(round_: Round, watch: Watch) -> tuple[Finding, ...]:
    intake = take_in(round_, datetime.now().astimezone().replace(tzinfo=None), LANG, watch)
    return (*intake.left, *_status(round_, watch))


def _status(round_: Round, watch: Watch) -> tuple[Finding, ...]:
    return show_progress(round_, LANG)[1]


def _consolidate(round_: Round, watch: Watch) -> tuple[Finding, ...]:
    written, findings = write_consolidations(round_, watch=watch)
    return (*findings, *written.kept)


def _narrate(round_: Round, watch: Watch) -> tuple[Finding, ...]:
    written, findings = write_reports(round_, watch=watch)
    return (*findings, *written.kept)


def _verify(round_: Round, watch: Watch) -> tuple[Finding, ...]:
    return _of_each_report(round_, watch, lambda path: verify_file(path, round_).findings)


def _refresh(round_: Round, watch: Watch) -> tuple[Finding, ...]:
    moment = datetime.now().astimezone()
    return _of_each_report(round_, watch, lambda path: refresh_report(path, round_, moment).findings)


def _of_each_report(round_: Round, watch: Watch, do: Callable[[Path], tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """What is found in each report that lies under the name it was written under; copies that somebody keeps beside it are his."""
    paths = (round_.folder / folders.REPORTS / f"{label(unit)}.docx" for unit in upper_units(round_))
    reports = [path for path in paths if path.is_file()]
    findings: list[Finding] = []
    for done, path in enumerate(reports, start=1):
        findings.extend(do(path))
        watch(done, len(reports))
    return tuple(findings)


STEPS: Mapping[str, Step] = {
    "issue": _issue,
    "collect": _collect,
    "status": _status,
    "consolidate": _consolidate,
    "narrate": _narrate,
    "refresh": _refresh,
    "verify": _verify,
}
WRITES: Mapping[str, str] = {
    "issue": folders.ISSUED,
    "consolidate": folders.CONSOLIDATED,
    "narrate": folders.REPORTS,
    "refresh": folders.REPORTS,
}
"""The folder that a step fills; taking in is one transaction of its own."""
UNCOUNTED = ("refresh", "verify")
"""Steps of which the folder does not tell how far they are: their last result is shown instead."""


def states(round_: Round) -> dict[str, str]:
    """How far each step of the round is, in a few words."""
    progress = standing(round_)
    tell = partial(say, lang=LANG)
    counted = {
        "issue": len(_files(round_.folder / folders.ISSUED, "*.xlsx")),
        "consolidate": len(_files(round_.folder / folders.CONSOLIDATED, "*.xlsx")),
        "narrate": len(_files(round_.folder / folders.REPORTS, "*.docx")),
    }
    told = {step: tell(f"office-state-{step}", count=count) if count else tell("office-not-yet") for step, count in counted.items()}
    return told | {
        "collect": tell(
            "office-state-collect",
            accepted=progress.count(Status.ACCEPTED),
            expected=progress.expected,
            returned=progress.count(Status.RETURNED),
            quarantined=progress.files(Outcome.QUARANTINED),
        ),
        "status": tell("office-state-status", missing=progress.count(Status.MISSING), late=progress.late),
    }


def standing(round_: Round) -> Progress:
    """How each unit stands."""
    with round_.ledger() as ledger:
        return ledger.progress(round_.tree, round_.settings.deadline)


def _files(folder: Path, pattern: str) -> list[Path]:
    """The files below a folder, without those that Word and Excel keep beside an open one."""
    return sorted(path for path in folder.rglob(pattern) if not path.name.startswith("~$"))
