"""Stage: what is personal goes no further. Rows of personal tables are counted, and then neither kept nor repeated in any message.

The unit that made the list keeps it (Nghị định 13/2023/NĐ-CP); the level above works on counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from toolkit.check import Case
from toolkit.formula import references
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Table
from toolkit.model.place import Place
from toolkit.model.submission import Submission
from toolkit.model.value import Value

HIDDEN = "…"
"""What stands in a message for what was typed about a person."""

_TYPED = frozenset(("found", "value", "options", "working", "before", "other"))


def personal_tables(form: Form) -> tuple[Table, ...]:
    """The tables whose rows tell about persons."""
    return tuple(table for table in form.tables if table.personal)


def without_personal(case: Case) -> tuple[Submission, tuple[Finding, ...]]:
    """The submission without the rows of its personal tables, but with what the form computes from them; and a note for each table."""
    held = [table for table in personal_tables(case.form) if case.submission.tables.get(table.code)]
    if not held:
        return case.submission, ()
    codes = {table.code for table in held}
    kept = {code: () if code in codes else rows for code, rows in case.submission.tables.items()}
    return replace(case.submission, tables=kept, counted=_counted(case, codes)), tuple(_note(case, table) for table in held)


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
