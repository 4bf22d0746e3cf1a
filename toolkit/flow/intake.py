"""Taking in: inbox -> archive and ledger, and back to each sender what must be mended.

Files are judged in batches, and written down batch by batch in one order: first what was received, then the receipts, then what became of
each. Killed at any point, the next run finds receipts that the ledger does not know and writes those down first, as they were; a file
without a receipt counts as new. So it ends the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import TypeVar

from toolkit.check.changes import check_changes
from toolkit.collect import Expectation
from toolkit.discretion import personal_tables
from toolkit.flow.judging import Answers, Judges, judges
from toolkit.flow.limits import inbox_limits, reader_limits, workbook_bounds
from toolkit.flow.outputs import Watch, unwatched
from toolkit.flow.returning import put_back, send_back
from toolkit.inbox import Source, is_litter, iter_inbox
from toolkit.judge import Letter, Yardstick
from toolkit.messages import remedy, say, sentence
from toolkit.model.finding import Finding, finding, has_errors
from toolkit.model.place import Place
from toolkit.model.progress import Outcome
from toolkit.model.submission import Submission
from toolkit.round import Round, folders
from toolkit.round.archive import Deposit
from toolkit.round.brief import Brief
from toolkit.round.codec import Remembered, decode_submission, decode_verdict, encode_submission, encode_verdict
from toolkit.round.ledger import Ledger, Receipt, Taken
from toolkit.round.lock import held
from toolkit.vietnamese.dates import format_date
from toolkit.vietnamese.text import fold

LEFT_FOR_LATER = frozenset(("received-unreadable", "received-growing", "received-open", "received-in-use"))
"""A file that is open elsewhere or still being written: nothing is decided about it, the next run looks again."""

BATCH = 128
"""Files that are judged, stored and written down together; two batches are held in memory, one a step further than the other."""

BATCH_BYTES = 32 * 1024 * 1024
"""Fewer where they are large."""

T = TypeVar("T")

_YES = frozenset(("x", "co", "yes", "true", "1"))
_NO = frozenset(("khong", "no", "false", "0"))


@dataclass(frozen=True)
class Intake:
    """What one run took in: where each new file ended, what was left for the next run, and how many had been taken before."""

    taken: tuple[Taken, ...]
    """Without the submissions themselves: the ledger has them."""
    left: tuple[Finding, ...] = ()
    known: int = 0

    def count(self, outcome: Outcome) -> int:
        """How many new files ended so."""
        return sum(each.outcome is outcome for each in self.taken)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A file to be taken: it came just now, or it is in the archive already."""

    receipt: Receipt
    data: bytes
    is_new: bool


def take_in(round_: Round, received_at: datetime, lang: str, watch: Watch = unwatched, executor: Executor | None = None) -> Intake:
    """Take in what is new in the inbox; each file of it ends in exactly one outcome. The inbox itself is never changed.

    `executor` judges the files, wherever it does; left out, they are judged in children of this process.
    Obstacle where somebody else takes in at the same time and does not finish soon.
    """
    with held(round_.folder), round_.ledger() as ledger, _bench(round_, executor) as bench:
        round_.archive.mend()
        run = _Run(round_, ledger, bench, lang, watch)
        if _is_behind(round_, ledger):
            run.take(each for each in _archived(round_) if not ledger.knows(each.receipt.sha256, each.receipt.name))
        run.take(run.arrivals(received_at))
        run.remember(round_.measure)
        run.leave(send_back(round_, lang))
    return run.result()


def rebuild(round_: Round, lang: str, watch: Watch = unwatched, executor: Executor | None = None) -> Intake:
    """Make the ledger again from the archive: every receipt in its order, judged anew; the former one stays where that fails."""
    with held(round_.folder), round_.ledger() as ledger, _bench(round_, executor) as bench:
        run = _Run(round_, ledger, bench, lang, watch, whole=True)
        with ledger.transaction():
            ledger.clear()
            ledger.note_measure(round_.measure)
            run.take(_archived(round_))
        run.leave(send_back(round_, lang))
    return run.result()


def _bench(round_: Round, executor: Executor | None) -> AbstractContextManager[Judges]:
    settings = round_.settings.all
    known = {unit.code: beside for unit in round_.tree.units if (beside := round_.beside(unit.code))}
    keeps = keeps_personal(round_)
    key = round_.archive.key() if personal_tables(round_.form) and not keeps and _compares(round_) else b""
    expected = Expectation(round_.form, round_.period, round_.senders, workbook_bounds(settings))
    yardstick = Yardstick(expected, known, keeps, key)
    return judges(yardstick, reader_limits(settings), executor)


def keeps_personal(round_: Round) -> bool:
    """True where the round's settings say that rows about persons are kept."""
    return fold(round_.settings.all.get("keep_personal", "")) in _YES


def _asks_for_lists(round_: Round) -> bool:
    """True where a unit that reports in the round fills a list of persons."""
    kinds = {unit.kind for unit in round_.tree.units if round_.tree.reports(unit.code)}
    return any(table.personal for kind in kinds for table in round_.form.tables_of(kind))


def _compares(round_: Round) -> bool:
    """False where the round's settings say that not even digests shall be left of rows about persons."""
    return fold(round_.settings.all.get("compare_persons", "")) not in _NO


def _is_behind(round_: Round, ledger: Ledger) -> bool:
    """True where a receipt was noted that the ledger does not know: a run was killed between the two, or the ledger is a new one."""
    last = round_.archive.last()
    return last is not None and not ledger.knows(last.sha256, last.name)


def _archived(round_: Round) -> Iterator[_Arrival]:
    for receipt in round_.archive.receipts():
        needless = receipt.problem or is_litter(receipt.name)
        yield _Arrival(receipt, b"" if needless else round_.archive.original(receipt), is_new=False)


class _Run:
    """One run: batches of files judged, then written down in order. `whole` where all is within one transaction already."""

    def __init__(self, round_: Round, ledger: Ledger, bench: Judges, lang: str, watch: Watch, *, whole: bool = False) -> None:
        self._round, self._ledger, self._bench = round_, ledger, bench
        self._lang, self._watch, self._whole = lang, watch, whole
        self._limits = inbox_limits(round_.settings.all)
        self._names: dict[str, str] = {}
        self._seen: set[tuple[str, str]] = set()
        self._sources: dict[Source, int] = {}
        self._unsettled: set[Source | None] = {None}
        self._aside: dict[str, Brief] = {}
        self._keeps_aside = keeps_personal(round_) or not _asks_for_lists(round_)
        self._again = {} if whole or ledger.measure() == round_.measure else ledger.put_aside()
        self._taken: list[Taken] = []
        self._left: list[Finding] = []
        self._known = 0

    def result(self) -> Intake:
        """What the run took in."""
        return Intake(tuple(self._taken), tuple(self._left), self._known)

    def leave(self, findings: Iterable[Finding]) -> None:
        """What is left for the next run."""
        self._left += findings

    def arrivals(self, received_at: datetime) -> Iterator[_Arrival]:
        """What is new in the inbox, numbered; and what was put aside, where the round has changed since: it may belong to it now."""
        numbers = count(self._ledger.next_sequence())
        known = {} if self._again else self._ledger.sources()
        waiting = dict(self._again)
        for item in iter_inbox(self._round.folder / folders.INBOX, known, self._limits):
            if item.source is not None:
                self._sources[item.source] = self._sources.get(item.source, 0) + known.get(item.source, 1)
            if item.source in known:
                self._known += known[item.source]
                continue
            key = (hashlib.sha256(item.data).hexdigest(), item.name)
            if item.code in LEFT_FOR_LATER:
                self._unsettled.add(item.source)
                self._left.append(finding(item.code, Place(file=item.name), **dict(item.values)))
            elif key in waiting:
                former, _ = waiting.pop(key)
                yield _Arrival(Receipt(next(numbers), *key, former.received_at, item.code, item.values), item.data, is_new=True)
            elif key in self._seen or key in self._again or self._ledger.knows(*key):
                self._known += 1
            else:
                self._seen.add(key)
                yield _Arrival(Receipt(next(numbers), *key, received_at, item.code, item.values), item.data, is_new=True)
        for former, _ in waiting.values():
            if (data := self._round.archive.put_aside(former)) is not None:
                yield _Arrival(replace(former, sequence=next(numbers)), data, is_new=True)

    def take(self, arrivals: Iterable[_Arrival]) -> None:
        """Judge them and write down what became of each: while one batch is judged, the one before is stored and noted."""
        for batch in _ahead(map(self._begin, _batches(arrivals))):
            self._finish(batch)

    def remember(self, measure: str) -> None:
        """Files of the inbox of which all was taken need not be opened again while they are measured by the same."""
        with self._ledger.transaction():
            self._ledger.note_measure(measure)
            self._ledger.note_sources({each: files for each, files in self._sources.items() if each not in self._unsettled})

    def _begin(self, arrivals: list[_Arrival]) -> _Batch:
        entries = [(arrival, self._decided(arrival)) for arrival in arrivals]
        letters = [Letter(each.receipt.name, each.receipt.sha256, each.data) for each, decided in entries if decided is None]
        return _Batch(entries, self._bench.begin(letters))

    def _decided(self, arrival: _Arrival) -> Taken | None:
        """What became of a file that need not be read; None where it must."""
        receipt, place = arrival.receipt, Place(file=arrival.receipt.name)
        if is_litter(receipt.name):
            return Taken(receipt, Outcome.IGNORED)
        if receipt.problem:
            problem = (finding(receipt.problem, place, **dict(receipt.values)),)
            told = decode_verdict(receipt.verdict, receipt.name).findings if receipt.verdict else problem
            return Taken(receipt, Outcome.QUARANTINED, findings=told)
        first = self._names.get(receipt.sha256) or self._ledger.first_with(receipt.sha256)
        self._names.setdefault(receipt.sha256, receipt.name)
        return Taken(receipt, Outcome.DUPLICATE, findings=(finding("duplicate", place, found=first),)) if first else None

    def _finish(self, batch: _Batch) -> None:
        """Store what was judged, note that it came, and write down what became of it."""
        answers = iter(batch.answers())
        judged = [(arrival, *self._judged(arrival, decided or next(answers))) for arrival, decided in batch.entries]
        done = [each for each in judged if not self._is_as_before(each[1])]
        self._known += len(judged) - len(done)
        self._keep([each for each in done if each[0].is_new])
        with nullcontext() if self._whole else self._ledger.transaction():
            for _, taken, _ in done:
                self._write_down(taken)
                self._names.pop(taken.receipt.sha256, None)  # from here on the ledger knows it
                self._seen.discard((taken.receipt.sha256, taken.receipt.name))

    def _keep(self, new: Sequence[tuple[_Arrival, Taken, bytes | None]]) -> None:
        if new:
            archive = self._round.archive
            archive.store(deposit for each in new if (deposit := self._deposit(*each)) is not None)
            archive.settle()
            archive.note([taken.receipt for _, taken, _ in new])

    def _judged(self, arrival: _Arrival, answer: Taken | Brief) -> tuple[Taken, bytes | None]:
        """What became of a file, and the workbook without what is personal where something was."""
        if isinstance(answer, Taken):
            again = self._aside.get(answer.receipt.sha256) if answer.outcome is Outcome.DUPLICATE else None
            return self._put_aside(arrival, again) if again else (answer, None)
        receipt, findings, held = arrival.receipt, answer.findings, answer.held
        if not held:
            self._aside[receipt.sha256] = answer
            return self._put_aside(arrival, answer)
        if receipt.verdict:
            verdict = decode_verdict(receipt.verdict, receipt.name, answer.unit)
            findings = verdict.findings
            held = encode_submission(replace(decode_submission(held), counted=verdict.counted, marks=verdict.marks))
        elif answer.bared is not None:
            submission = decode_submission(held)
            verdict = Remembered(findings, submission.counted, submission.marks)
            receipt = replace(receipt, verdict=encode_verdict(verdict))
        outcome = Outcome.RETURNED if has_errors(findings) else Outcome.ACCEPTED
        return Taken(receipt, outcome, answer.unit, answer.content, held, findings), answer.bared

    def _is_as_before(self, taken: Taken) -> bool:
        """True for a file that was put aside, looked at again, and is still what it was."""
        if taken.outcome is not Outcome.QUARANTINED or (key := (taken.receipt.sha256, taken.receipt.name)) not in self._again:
            return False
        _, codes = self._again[key]
        return codes == {each.code for each in taken.findings}

    def _put_aside(self, arrival: _Arrival, answer: Brief) -> tuple[Taken, bytes | None]:
        """A file that belongs to no unit of the round. Where it is not kept as it came, its receipt must hold what was found."""
        receipt = arrival.receipt
        told = tuple(replace(each, place=each.place.at(file=receipt.name)) for each in answer.findings)
        if arrival.is_new and (answer.bared is not None or not self._keeps_aside):
            receipt = replace(receipt, problem=told[0].code, values=told[0].values, verdict=encode_verdict(Remembered(told)))
        return Taken(receipt, Outcome.QUARANTINED, findings=told), answer.bared

    def _deposit(self, arrival: _Arrival, taken: Taken, bared: bytes | None) -> Deposit | None:
        """What is to be kept of what came. A workbook whose rows about persons are not kept goes back to its sender now, while they are there.

        What was put aside may be such a list as well. Where the form's names are in it, it is kept without; where nobody can tell, and units
        of the round are asked for one, only the reason is kept.
        """
        if taken.outcome in (Outcome.DUPLICATE, Outcome.IGNORED):
            return None
        if taken.outcome is Outcome.QUARANTINED and bared is None and not self._keeps_aside:
            return Deposit(taken.receipt, None, _reasons(taken, self._lang, say("aside-not-kept", self._lang)))
        if bared is not None and taken.outcome is Outcome.RETURNED:
            put_back(self._round, self._round.senders[taken.unit], taken.content, arrival.data, taken.findings, self._lang)
        reasons = _reasons(taken, self._lang) if taken.outcome is Outcome.QUARANTINED else ""
        return Deposit(taken.receipt, arrival.data if bared is None else bared, reasons)

    def _write_down(self, taken: Taken) -> None:
        former = self._again.get((taken.receipt.sha256, taken.receipt.name))
        if former is not None:
            self._ledger.forget(former[0])
        before = self._ledger.newest(taken.unit, taken.content) if taken.held else None
        if before is not None:
            changes = self._changes(before, decode_submission(taken.held))
            taken = replace(taken, findings=(*taken.findings, *self._which_counts(taken), *changes))
        self._ledger.record(taken)
        self._taken.append(replace(taken, held=""))
        self._watch(len(self._taken), 0)

    def _which_counts(self, taken: Taken) -> Iterator[Finding]:
        """Of several workbooks of a unit the newest that was accepted: said whenever another one comes."""
        former = self._ledger.counting(taken.unit, taken.content)
        if former is not None:
            name, at = former
            code = "supersedes" if taken.outcome is Outcome.ACCEPTED else "former-counts"
            yield finding(code, Place(file=taken.receipt.name, unit=taken.unit), found=name, day=format_date(at.date()))

    def _changes(self, before: Submission, now: Submission) -> tuple[Finding, ...]:
        return () if now.is_consolidated else tuple(check_changes(self._round.form, before, now))


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch that is being judged: what is decided already, and the answers for the rest."""

    entries: list[tuple[_Arrival, Taken | None]]
    answers: Answers


def _ahead(steps: Iterable[T]) -> Iterator[T]:
    """Each of them once the one after it has been begun."""
    before: list[T] = []
    for each in steps:
        yield from before
        before = [each]
    yield from before


def _batches(arrivals: Iterable[_Arrival]) -> Iterator[list[_Arrival]]:
    batch: list[_Arrival] = []
    size = 0
    for arrival in arrivals:
        batch.append(arrival)
        size += len(arrival.data)
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _reasons(taken: Taken, lang: str, rule: str = "") -> str:
    lines = (
        f"{sentence(each.code, dict(each.values), lang)} {remedy(each.code, dict(each.values), lang)}" for each in taken.findings
    )
    return "\r\n".join((taken.receipt.name, *lines, *filter(None, (rule,)), ""))
