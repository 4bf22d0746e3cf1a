"""Taking in: inbox -> archive and ledger, and back to each sender what must be mended.

For every file: read, normalise, check, decide; then keep the original, then note what became of it. Killed in between, the next run does
the same again and ends the same: the original is stored by its hash, and a file without an entry in the ledger counts as new.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from toolkit.check import Case, check, check_totals
from toolkit.collect import Expectation, collect
from toolkit.excel.annotate import Annotation, annotate
from toolkit.files import Kind, Received, is_litter, iter_inbox
from toolkit.flow.outputs import Watch, label, unwatched
from toolkit.messages import remedy, sentence
from toolkit.model.finding import Finding, finding, has_errors
from toolkit.model.place import Place
from toolkit.model.progress import Outcome
from toolkit.model.submission import CONSOLIDATED, RawSubmission
from toolkit.normalise import normalise
from toolkit.round import Round, folders
from toolkit.round.ledger import Ledger, Receipt, Taken

LEFT_FOR_LATER = "received-unreadable"
"""A file that is open elsewhere or still being written: nothing is decided about it, the next run looks again."""


@dataclass(frozen=True)
class Intake:
    """What one run took in: where each new file ended, and what was left for the next run."""

    taken: tuple[Taken, ...]
    left: tuple[Finding, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many new files ended so."""
        return sum(each.outcome is outcome for each in self.taken)


def take_in(round_: Round, received_at: datetime, lang: str, watch: Watch = unwatched) -> Intake:
    """Take in what is new in the inbox; each file of it ends in exactly one outcome. The inbox itself is never changed."""
    taken: list[Taken] = []
    left: list[Finding] = []
    with round_.ledger() as ledger, ledger.transaction():
        for item in iter_inbox(round_.folder / folders.INBOX):
            if item.code == LEFT_FOR_LATER:
                left.append(finding(item.code, Place(file=item.name), **dict(item.values)))
                continue
            receipt = Receipt(ledger.next_sequence(), _hash(item.data), item.name, received_at, item.code, item.values)
            if ledger.knows(receipt.sha256, receipt.name):
                continue
            one = _take(round_, ledger, receipt, item.data)
            _keep(round_, one, item, lang)
            ledger.record(one)
            taken.append(one)
            watch(len(taken), 0)
    send_back(round_, lang)
    return Intake(tuple(taken), tuple(left))


def rebuild(round_: Round, lang: str, watch: Watch = unwatched) -> Intake:
    """Make the ledger again from the archive: every receipt in its order, judged anew."""
    taken: list[Taken] = []
    with round_.ledger() as ledger, ledger.transaction():
        ledger.clear()
        for receipt in round_.archive.receipts():
            stored = not is_litter(receipt.name)
            one = _take(round_, ledger, receipt, round_.archive.original(receipt) if stored else b"")
            ledger.record(one)
            taken.append(one)
            watch(len(taken), 0)
    send_back(round_, lang)
    return Intake(tuple(taken))


def _take(round_: Round, ledger: Ledger, receipt: Receipt, data: bytes) -> Taken:
    place = Place(file=receipt.name)
    if is_litter(receipt.name):
        return Taken(receipt, Outcome.IGNORED)
    if receipt.problem:
        return Taken(receipt, Outcome.QUARANTINED, findings=(finding(receipt.problem, place, **dict(receipt.values)),))
    first = ledger.first_with(receipt.sha256)
    if first:
        return Taken(receipt, Outcome.DUPLICATE, findings=(finding("duplicate", place, found=first),))
    raw, findings = collect(Expectation(round_.form, round_.period, round_.tree), receipt.name, data)
    if raw is None:
        return Taken(receipt, Outcome.QUARANTINED, findings=findings)
    return _judge(round_, receipt, raw, findings)


def _judge(round_: Round, receipt: Receipt, raw: RawSubmission, findings: tuple[Finding, ...]) -> Taken:
    """Errors return the workbook; warnings and notes do not."""
    unit = round_.tree[raw.identity.unit]
    submission, unclear = normalise(round_.form, raw, unit.kind)
    case = Case(round_.form, unit, submission, round_.beside(unit.code))
    everything = (*findings, *unclear, *(check_totals(case) if submission.is_consolidated else check(case)))
    outcome = Outcome.RETURNED if has_errors(everything) else Outcome.ACCEPTED
    return Taken(receipt, outcome, unit.code, submission, everything)


def _keep(round_: Round, taken: Taken, item: Received, lang: str) -> None:
    if taken.outcome in (Outcome.DUPLICATE, Outcome.IGNORED) or item.kind is Kind.IGNORED:
        round_.archive.note(taken.receipt)
    else:
        quarantined = taken.outcome is Outcome.QUARANTINED
        round_.archive.keep(taken.receipt, item.data, reasons=_reasons(taken, lang) if quarantined else "")


def _reasons(taken: Taken, lang: str) -> str:
    lines = (
        f"{sentence(each.code, dict(each.values), lang)} {remedy(each.code, dict(each.values), lang)}" for each in taken.findings
    )
    return "\r\n".join((taken.receipt.name, *lines, ""))


def send_back(round_: Round, lang: str) -> None:
    """Make `3-tra-lai/` hold exactly what senders must mend: their own workbook, annotated, and a message to send with it."""
    tree = round_.tree
    with round_.ledger() as ledger:
        own, consolidated = ledger.returned(), ledger.returned(CONSOLIDATED)
    units = tuple(tree.below(tree.root.code))
    _send_back(round_, lang, own, {unit.code: label(unit) for unit in units if tree.reports(unit.code)})
    _send_back(round_, lang, consolidated, {unit.code: f"{label(unit)} ({CONSOLIDATED})" for unit in units})


def _send_back(
    round_: Round, lang: str, returned: Mapping[str, tuple[Receipt, tuple[Finding, ...]]], labels: Mapping[str, str]
) -> None:
    for unit, name in labels.items():
        path = f"{folders.RETURNED}/{name}"
        if unit in returned:
            receipt, findings = returned[unit]
            data = round_.archive.original(receipt)
            round_.put(f"{path}.xlsx", annotate(data, list(_annotations(findings, lang)), lang))
        elif (round_.folder / f"{path}.xlsx").exists():
            round_.withdraw(f"{path}.xlsx")


def _annotations(findings: tuple[Finding, ...], lang: str) -> Iterator[Annotation]:
    for each in findings:
        values = dict(each.values)
        yield Annotation(
            sheet=each.place.sheet,
            cell=each.place.cell,
            sentence=sentence(each.code, values, lang),
            remedy=remedy(each.code, values, lang),
            found=each.found,
            severity=each.severity,
        )


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
