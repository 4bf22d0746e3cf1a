"""What came of a received file, in brief: as much as the ledger keeps and no more, so that a child's answer costs little on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolkit.judge import Judged, Letter
from toolkit.model.finding import Finding
from toolkit.round.codec import encode_submission
from toolkit.shelter import Lasting


@dataclass(frozen=True, slots=True)
class Brief:
    """A judged file. Without `held` it belongs to no unit of the round; the findings say why."""

    findings: tuple[Finding, ...]
    unit: str = ""
    content: str = ""
    """What its workbook says of its content: its unit's own answers, or totals."""
    held: str = ""
    """The submission as the ledger keeps it."""
    bared: bytes | None = None
    """The workbook without what is personal; None where nothing had to be taken out."""


def in_brief(
    judging: Callable[[Lasting, Sequence[Letter]], list[Judged]], yardstick: Lasting, letters: Sequence[Letter]
) -> list[Brief]:
    """What came of several files, judged by that function."""
    return [_brief(each) for each in judging(yardstick, letters)]


def _brief(judged: Judged) -> Brief:
    submission = judged.submission
    if submission is None:
        return Brief(judged.findings, bared=judged.bared)
    held = encode_submission(submission)
    return Brief(judged.findings, submission.unit, submission.identity.content, held, judged.bared)
