"""Stage: what is personal goes no further. Rows of personal tables are counted, and then neither kept nor repeated in any message.

The unit that made the list keeps it (Nghị định 13/2023/NĐ-CP); the level above works on counts.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from toolkit.check import Case
from toolkit.check.across.listed_twice import telling_keys
from toolkit.formula import references
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Table
from toolkit.model.place import Place
from toolkit.model.submission import Mark, Row, Submission
from toolkit.model.value import Value

HIDDEN = "…"
"""What stands in a message for what was typed about a person."""

DIGEST = 16
"""Letters of a digest: among a million persons hardly two share one by chance."""

_TYPED = frozenset(("found", "value", "options", "working", "before", "other"))


def personal_tables(form: Form) -> tuple[Table, ...]:
    """The tables whose rows tell about persons."""
    return tuple(table for table in form.tables if table.personal)


def without_personal(case: Case, key: bytes) -> tuple[Submission, tuple[Finding, ...]]:
    """The submission without the rows of its personal tables, but with what the form computes from them; and a note for each table.

    With a key, digests are left of each row by which the same person in another workbook of the round is known again.
    """
    held = [table for table in personal_tables(case.form) if case.submission.tables.get(table.code)]
    if not held:
        return case.submission, ()
    codes = {table.code for table in held}
    kept = {code: () if code in codes else rows for code, rows in case.submission.tables.items()}
    marks = {table.code: tuple(_marks(table, case.submission.tables[table.code], key)) for table in held} if key else {}
    bare = replace(case.submission, tables=kept, counted=_counted(case, codes), marks=marks)
    return bare, tuple(_note(case, table) for table in held)


def _marks(table: Table, rows: Iterable[Row], key: bytes) -> Iterator[Mark]:
    for row in rows:
        digests = tuple(_digest(words, key) for words in telling_keys(table, row))
        if digests:
            yield Mark(row.place, digests)


def _digest(words: tuple[str, ...], key: bytes) -> str:
    return hmac.new(key, "\x1f".join(words).encode(), hashlib.sha256).hexdigest()[:DIGEST]


def _counted(case: Case, tables: set[str]) -> Mapping[str, Value]:
    """What is derived from those tables, by indicator."""
    return {
        code: case.value(code)
        for code, node in case.derived.items()
        if any(column.partition(".")[0] in tables for column in references(node).columns)
    }


def _note(case: Case, table: Table) -> Finding:
    rows = case.submission.tables[table.code]
    place = Place(case.submission.file, rows[0].place.sheet, "", case.unit.code, table.code)
    return finding("personal-not-kept", place, label=table.label, count=len(rows))


def hushed(form: Form, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, those on rows about persons without what was typed there."""
    codes = {table.code for table in personal_tables(form)}
    return tuple(_hushed(each) if each.place.indicator.partition(".")[0] in codes else each for each in findings)


def _hushed(each: Finding) -> Finding:
    return replace(each, values=tuple((name, HIDDEN if name in _TYPED and value else value) for name, value in each.values))
