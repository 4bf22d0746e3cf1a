"""One received workbook from bytes to verdict: read, understood, checked, and what is personal taken out.

It needs nothing but what it is handed and gives nothing but records, so it can be done in this process, in a child, or on another machine.
"""

from __future__ import annotations

import hashlib
import pickle
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath

from toolkit.check import Case, check, check_totals
from toolkit.collect import Expectation, collect, is_workbook
from toolkit.consolidate import assessing
from toolkit.discretion import hushed, personal_tables, without_personal
from toolkit.excel.erase import erase
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form
from toolkit.model.place import Place
from toolkit.model.submission import RawSubmission, Submission
from toolkit.model.unit import Tree
from toolkit.model.value import Value
from toolkit.normalise import normalise
from toolkit.shelter import Lasting


@dataclass(frozen=True)
class Yardstick:
    """What workbooks are measured by."""

    expected: Expectation
    beside: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """What is known of each unit apart from what it states: `target.<code>`, `previous.<code>`."""
    keeps_personal: bool = False
    """True where the round's settings say that rows about persons are kept."""
    key: bytes = b""
    """What rows about persons are digested with, so that one listed twice is known; empty where nothing shall be left of them."""


@dataclass(frozen=True)
class Judged:
    """What a file turned out to be. Without a submission it belongs to no unit of the round; the findings say why."""

    findings: tuple[Finding, ...]
    submission: Submission | None = None
    bared: bytes | None = None
    """The workbook without what is personal; None where nothing had to be taken out."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A received file, as bytes: no shared disk is needed."""

    name: str
    sha256: str
    data: bytes


def judge(yardstick: Yardstick, letter: Letter) -> Judged:
    """Read, understand and check one file."""
    raw, findings = collect(yardstick.expected, letter.name, letter.data, letter.sha256)
    if raw is None:
        return Judged(findings, bared=_bared_aside(yardstick, letter) if is_workbook(findings) else None)
    form, unit = yardstick.expected.form, yardstick.expected.tree[raw.identity.unit]
    submission, unclear = normalise(form, raw, unit.kind)
    case = Case(form, unit, submission, yardstick.beside.get(unit.code, {}))
    checked = _checked_totals(yardstick.expected.tree, case) if submission.is_consolidated else check(case)
    everything = (*findings, *unclear, *checked)
    return Judged(everything, submission) if yardstick.keeps_personal else _discreet(case, letter, raw, everything, yardstick.key)


def _checked_totals(tree: Tree, case: Case) -> tuple[Finding, ...]:
    """What is odd in a workbook of totals, and wrong in what it states of each unit, beside what it carries of that unit."""
    form, summary = case.form, case.submission
    if not form.assessment:
        return check_totals(case)
    known = {part.unit: part for part in summary.parts}
    asked = assessing.asked_above(form)
    cases = (Case(asked, unit, merged) for unit, merged in assessing.cases(form, tree, summary, known))
    rows = assessing.row_findings(form, tree, summary, known)
    return (*check_totals(case), *rows, *(found for each in cases for found in check(each)))


def _discreet(case: Case, letter: Letter, raw: RawSubmission, findings: tuple[Finding, ...], key: bytes) -> Judged:
    submission, notes = without_personal(case, key)
    sheets = tuple(each.place.sheet for each in findings if each.code == "personal-sheet")
    told = (*hushed(case.form, findings), *notes)
    if not sheets and not _any_typed(case.form, raw):
        return Judged(told, submission)
    try:
        return Judged(told, submission, erase(letter.data, _personal_names(case.form), sheets))
    except (LookupError, ValueError):
        return Judged((finding("workbook-damaged", Place(file=letter.name)),))


def _bared_aside(yardstick: Yardstick, letter: Letter) -> bytes | None:
    """Another round's or an unknown unit's workbook without the lists of persons that it has by the names of this form; None where it has none."""
    names = () if yardstick.keeps_personal else _personal_names(yardstick.expected.form)
    if not names:
        return None
    try:
        bared = erase(letter.data, names)
    except (LookupError, ValueError):
        return None
    return bared if bared is not letter.data else None


def _any_typed(form: Form, raw: RawSubmission) -> bool:
    rows = (row for table in personal_tables(form) for row in raw.tables.get(table.code, ()))
    return any(cell.raw is not None for row in rows for cell in row.cells.values())


def _personal_names(form: Form) -> tuple[str, ...]:
    """Of the tables' bodies and columns, in workbooks of older versions as well: a column that is asked no more may stand in them."""
    tables = personal_tables(form)
    names = (*(each.code for each in tables), *(f"{each.code}.{column.code}" for each in tables for column in each.columns))
    return tuple(former for name in names for former in (name, *form.formerly.get(name, ())))


def packed(yardstick: Yardstick) -> Lasting:
    """A yardstick to be sent along with files: as bytes, and what tells it from others."""
    data = pickle.dumps(yardstick, pickle.HIGHEST_PROTOCOL)
    return Lasting(hashlib.sha256(data).hexdigest(), data)


def judge_all(yardstick: Lasting, letters: Sequence[Letter]) -> list[Judged]:
    """The same for several files. A fault of ours in one of them is a finding on that one."""
    measure = _unpacked(yardstick)
    return [_judge_safely(measure, letter) for letter in letters]


@lru_cache(maxsize=1)
def _unpacked(yardstick: Lasting) -> Yardstick:
    measure: Yardstick = pickle.loads(yardstick.data)  # from our own parent, or whose executor it is
    return measure


def _judge_safely(yardstick: Yardstick, letter: Letter) -> Judged:
    try:
        return judge(yardstick, letter)
    except (MemoryError, Obstacle):
        raise
    except Exception as error:  # noqa: BLE001 - one file must not stop the others; it is put aside with the reason, and said
        return Judged((finding("reader-failed", Place(file=letter.name), reason=_told(error)),))


def _told(error: Exception) -> str:
    """What went wrong and where in the program; not its text, which may quote what was typed."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {PurePath(last.filename).name}:{last.lineno}"
