"""`luu-tru/ledger.sqlite`: an index of what was received and a log of what became of it.

It can be made again from the archive (DESIGN principle 4): the originals, and the receipts that say under which name and when each came.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from toolkit.files import long_path
from toolkit.inbox import Source
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.model.place import Place
from toolkit.model.progress import Outcome, Progress, Status, UnitProgress
from toolkit.model.submission import CONSOLIDATED, Submission
from toolkit.model.unit import Tree, Unit
from toolkit.round.codec import decode_finding, decode_submission, encode_values

_VERSION = 3
"""Of the tables and of what is encoded in them; an index of another version is made anew from the archive by the next run."""

_DROPPED = ("drop table if exists files", "drop table if exists findings")
_SCHEMA = (
    """create table files (
        sequence integer primary key, sha256 text not null, name text not null, received_at text not null,
        outcome text not null, unit text not null, content text not null, submission text, verdict text not null
    )""",
    "create index files_by_hash on files (sha256)",
    "create index files_by_unit on files (unit, sequence)",
    """create table findings (
        sequence integer not null, position integer not null, code text not null, severity text not null,
        file text not null, sheet text not null, cell text not null, unit text not null, indicator text not null, held text not null,
        primary key (sequence, position)
    )""",
    "create table if not exists written (path text primary key, sha256 text not null)",
)
_SOURCES = """create table if not exists sources (
    name text not null, size integer not null, modified_ns integer not null, files integer not null, primary key (name)
)"""
_MARKS = "create table if not exists marks (measure text not null)"
_SEALS = "create table if not exists seals (path text primary key, seal text not null)"


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a file came: its hash, the name that it came under, when, and what kept it from being opened (a code of the catalogue)."""

    sequence: int
    sha256: str
    name: str
    received_at: datetime
    problem: str = ""
    values: tuple[tuple[str, str], ...] = ()
    verdict: str = ""
    """What was found in a workbook that is kept without its rows about persons: it cannot be judged again. Empty where all is kept."""

    @property
    def bared(self) -> bool:
        """True where what is kept lacks the rows about persons."""
        return bool(self.verdict)


@dataclass(frozen=True, kw_only=True)
class Seal:
    """What we noted of an output when we wrote it."""

    made_of: str = ""
    """A digest of everything that it shows: where it would be the same, there is nothing to write."""
    sheets: Mapping[str, str] = field(default_factory=dict)
    """A digest of each sheet, by title, apart from the cells that are left to a person."""
    picked: tuple[tuple[str, str], ...] = ()
    """(text, unit) of each answer that stood marked in it."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The unit's own answers that had been typed into it, by code."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a received file."""

    receipt: Receipt
    outcome: Outcome
    unit: str = ""
    content: str = ""
    """What its workbook says of its content: its unit's own answers, or totals."""
    held: str = ""
    """The submission, encoded; empty for a file that belongs to no unit."""
    findings: tuple[Finding, ...] = ()


class Ledger:
    """The open index; use as a context manager. What is written within one `with ledger.transaction()` is kept whole or not at all."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(long_path(path), isolation_level=None, timeout=30)
            self._make_tables()
        except (sqlite3.Error, OSError) as problem:
            raise Obstacle("ledger-unusable", path=path, reason=problem) from problem

    def _make_tables(self) -> None:
        for further in (_SEALS, _SOURCES, _MARKS):
            self._db.execute(further)
        if self._version() == _VERSION:
            return
        with self.transaction():
            if self._version() != _VERSION:  # nobody else has made them meanwhile
                for statement in (*_DROPPED, *_SCHEMA, f"pragma user_version = {_VERSION}"):
                    self._db.execute(statement)

    def _version(self) -> int:
        (version,) = self._db.execute("pragma user_version").fetchone()
        return int(version)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside is kept when it ends well, and nothing of it when it does not."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def clear(self) -> None:
        """Forget what was received, so that it can be made again; what was written by us stays known."""
        self._db.execute("delete from files")
        self._db.execute("delete from findings")
        self._db.execute("delete from sources")

    def knows(self, sha256: str, name: str) -> bool:
        """True where that content was received under that name before."""
        return self._db.execute("select 1 from files where sha256 = ? and name = ?", (sha256, name)).fetchone() is not None

    def sources(self) -> dict[Source, int]:
        """The files of the inbox of which everything is taken, as they lay there, and how many each of them brought."""
        rows = self._db.execute("select name, size, modified_ns, files from sources")
        return {Source(name, size, modified): files for name, size, modified, files in rows}

    def note_sources(self, sources: Mapping[Source, int]) -> None:
        """Remember those files of the inbox, and no others."""
        rows = ((each.name, each.size, each.modified_ns, files) for each, files in sources.items())
        self._db.execute("delete from sources")
        self._db.executemany("insert into sources values (?, ?, ?, ?)", rows)

    def measure(self) -> str:
        """What files were measured by when the last run took in: `Round.measure`; empty before the first one."""
        row = self._db.execute("select measure from marks").fetchone()
        return row[0] if row else ""

    def note_measure(self, measure: str) -> None:
        """Remember what files are measured by now."""
        self._db.execute("delete from marks")
        self._db.execute("insert into marks values (?)", (measure,))

    def put_aside(self) -> dict[tuple[str, str], tuple[Receipt, frozenset[str]]]:
        """The files that belong to no unit, by hash and name, with the codes of what was found."""
        rows = self._db.execute(
            "select sequence, sha256, name, received_at, verdict from files where outcome = 'quarantined' order by sequence"
        ).fetchall()
        return {
            (sha256, name): (
                Receipt(sequence, sha256, name, datetime.fromisoformat(at), verdict=verdict),
                frozenset(each.code for each in self._findings_of(sequence)),
            )
            for sequence, sha256, name, at, verdict in rows
        }

    def forget(self, receipt: Receipt) -> None:
        """Forget what became of a file: it was looked at again."""
        self._db.execute("delete from findings where sequence = ?", (receipt.sequence,))
        self._db.execute("delete from files where sequence = ?", (receipt.sequence,))

    def first_with(self, sha256: str) -> str:
        """The name under which that content first came; empty where it is new, or was put aside: then it is looked at again."""
        taken = "select name from files where sha256 = ? and outcome <> 'quarantined' order by sequence limit 1"
        row = self._db.execute(taken, (sha256,)).fetchone()
        return row[0] if row else ""

    def record(self, taken: Taken) -> None:
        """Write down what became of a file."""
        receipt = taken.receipt
        self._db.execute(
            "insert into files values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                receipt.sequence,
                receipt.sha256,
                receipt.name,
                receipt.received_at.isoformat(),
                taken.outcome.value,
                taken.unit,
                taken.content,
                taken.held or None,
                receipt.verdict,
            ),
        )
        self._db.executemany(
            "insert into findings values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _finding_rows(receipt.sequence, taken.findings)
        )

    def submissions(self, content: str = "") -> dict[str, Submission]:
        """For each unit the workbook of that content (its own answers, or `CONSOLIDATED`) that counts: the newest of those accepted."""
        rows = self._db.execute(
            "select unit, received_at, submission from files where sequence in "
            "(select max(sequence) from files where outcome = 'accepted' and content = ? group by unit) order by unit",
            (content,),
        )
        return {unit: replace(decode_submission(held), received_at=datetime.fromisoformat(at)) for unit, at, held in rows}

    def newest(self, unit: str, content: str = "") -> Submission | None:
        """The newest workbook of that content that a unit has sent, whether it counts or went back; None where there is none."""
        row = self._db.execute(
            "select submission from files where unit = ? and content = ? and submission is not null order by sequence desc limit 1",
            (unit, content),
        ).fetchone()
        return decode_submission(row[0]) if row else None

    def counting(self, unit: str, content: str = "") -> tuple[str, datetime] | None:
        """The name and the time of the workbook of that content that counts for a unit; None where none was accepted yet."""
        row = self._db.execute(
            "select name, received_at from files where unit = ? and content = ? and outcome = 'accepted' order by sequence desc limit 1",
            (unit, content),
        ).fetchone()
        return (row[0], datetime.fromisoformat(row[1])) if row else None

    def returned(self, content: str = "") -> dict[str, tuple[Receipt, tuple[Finding, ...]]]:
        """The units whose newest workbook of that content went back to them, with its receipt and what is wrong with it."""
        rows = self._db.execute(
            "select unit, sequence, sha256, name, received_at, verdict from files where outcome = 'returned' and sequence in "
            "(select max(sequence) from files where outcome in ('accepted', 'returned') and content = ? group by unit) order by unit",
            (content,),
        ).fetchall()
        return {
            unit: (
                Receipt(sequence, sha256, name, datetime.fromisoformat(at), verdict=verdict),
                self._findings_of(sequence),
            )
            for unit, sequence, sha256, name, at, verdict in rows
        }

    def _findings_of(self, sequence: int) -> tuple[Finding, ...]:
        rows = self._db.execute(
            "select code, severity, file, sheet, cell, unit, indicator, held from findings where sequence = ? order by position",
            (sequence,),
        )
        return tuple(decode_finding(code, severity, Place(*place), held) for code, severity, *place, held in rows)

    def findings(self) -> tuple[Finding, ...]:
        """The findings on each unit's newest workbook, and on each file that could be attributed to no unit."""
        rows = self._db.execute(
            "select code, severity, file, sheet, cell, unit, indicator, held from findings where sequence in "
            "(select max(sequence) from files where unit <> '' and outcome in ('accepted', 'returned') group by unit, content) "
            "or sequence in (select sequence from files where outcome = 'quarantined') order by sequence, position"
        )
        return tuple(decode_finding(code, severity, Place(*place), held) for code, severity, *place, held in rows)

    def progress(self, tree: Tree, deadline: date | None) -> Progress:
        """How each unit that reports stands. Late is one whose first accepted workbook came after the day of the deadline."""
        histories, counts, carried = self._histories(), self._counts(), self._carried()
        units = tuple(
            _standing(unit, histories.get(unit.code, []), counts, deadline, carried.get(unit.code))
            for unit in tree.below(tree.root.code)
            if tree.reports(unit.code)
        )
        outcomes = dict(self._db.execute("select outcome, count(*) from files group by outcome").fetchall())
        return Progress(units, tuple((outcome, outcomes.get(outcome.value, 0)) for outcome in Outcome))

    def late(self, tree: Tree, deadline: date | None) -> frozenset[str]:
        """The units that were accepted after the day of the deadline."""
        return frozenset(each.unit.code for each in self.progress(tree, deadline).units if each.late)

    def _histories(self) -> dict[str, list[tuple[int, str, date, str]]]:
        histories: dict[str, list[tuple[int, str, date, str]]] = {}
        rows = self._db.execute(
            "select unit, sequence, outcome, received_at, name from files "
            "where outcome in ('accepted', 'returned') and content = '' order by sequence"
        )
        for unit, sequence, outcome, received_at, name in rows:
            histories.setdefault(unit, []).append((sequence, outcome, datetime.fromisoformat(received_at).date(), name))
        return histories

    def _carried(self) -> Mapping[str, date]:
        """The units that a consolidated workbook speaks for, with the day on which the level below had received theirs."""
        days: dict[str, date] = {}
        for summary in self.submissions(CONSOLIDATED).values():
            for part in summary.parts:
                received = part.received_at or summary.received_at
                if received is not None:
                    days[part.unit] = min(received.date(), days.get(part.unit, received.date()))
        return days

    def _counts(self) -> Mapping[tuple[int, str], int]:
        rows = self._db.execute("select sequence, severity, count(*) from findings group by sequence, severity")
        return {(sequence, severity): count for sequence, severity, count in rows}

    def next_sequence(self) -> int:
        """The number of the next receipt."""
        (last,) = self._db.execute("select coalesce(max(sequence), 0) from files").fetchone()
        return int(last) + 1

    def written(self, path: str) -> str:
        """The hash of what we last wrote at a path of the round; empty where we wrote nothing there."""
        row = self._db.execute("select sha256 from written where path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def note_written(self, path: str, sha256: str, seal: Seal | None = None) -> None:
        """Remember what we wrote, so that a later edit by a person is seen."""
        self._db.execute("insert or replace into written values (?, ?)", (path, sha256))
        self._db.execute("insert or replace into seals values (?, ?)", (path, json.dumps(asdict(seal or Seal()))))

    def seal(self, path: str) -> Seal:
        """What we noted when we last wrote at a path of the round; an empty one where we noted nothing."""
        row = self._db.execute("select seal from seals where path = ?", (path,)).fetchone()
        held = json.loads(row[0]) if row else {}
        return replace(Seal(**held), picked=tuple((text, unit) for text, unit in held.get("picked", ())))

    def forget_written(self, path: str) -> None:
        """Forget a path that we removed."""
        self._db.execute("delete from written where path = ?", (path,))
        self._db.execute("delete from seals where path = ?", (path,))


def _finding_rows(sequence: int, findings: Iterable[Finding]) -> Iterator[tuple[object, ...]]:
    for position, each in enumerate(findings):
        place = each.place
        spot = (place.file, place.sheet, place.cell, place.unit, place.indicator)
        yield (sequence, position, each.code, each.severity.value, *spot, encode_values(each))


def _standing(
    unit: Unit,
    history: list[tuple[int, str, date, str]],
    counts: Mapping[tuple[int, str], int],
    deadline: date | None,
    carried: date | None,
) -> UnitProgress:
    if not history and carried is not None:
        return UnitProgress(unit, Status.ACCEPTED, late=bool(deadline and carried > deadline))
    if not history:
        return UnitProgress(unit, Status.EXEMPT if unit.exempt else Status.MISSING)
    accepted = [(day, name) for _, outcome, day, name in history if outcome == Outcome.ACCEPTED.value]
    newest, outcome, _, _ = history[-1]
    received_on, counting = accepted[-1] if accepted else (None, "")
    return UnitProgress(
        unit,
        Status.ACCEPTED if accepted else Status(outcome),
        late=bool(deadline and accepted and accepted[0][0] > deadline),
        resubmissions=len(history) - 1,
        errors=counts.get((newest, Severity.ERROR.value), 0),
        warnings=counts.get((newest, Severity.WARNING.value), 0),
        counting=counting,
        received_on=received_on,
    )
