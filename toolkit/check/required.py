"""Is everything that must be answered answered? "No data" is an answer."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Indicator, Text
from toolkit.model.submission import Entry, Verdict
from toolkit.model.value import BLANK


def check_required(case: Case) -> Iterator[Finding]:
    """`required` for each blank answer to a question that must be answered, in figures, texts and the rows of tables."""
    for field in case.form.recall(_needed, case.unit.kind):
        if _is_blank(case.submission.entries.get(field.code)):
            yield finding("required", case.place(field.code), label=field.label)
    for table in case.form.tables_of(case.unit.kind):
        for row in case.submission.tables.get(table.code, ()):
            for column in table.columns:
                entry = row.entries[column.code]
                if column.required and _is_blank(entry):
                    yield finding("required", (entry.place if entry.place.cell else row.place), label=column.label)


def _needed(form: Form, kind: str) -> tuple[Indicator | Text, ...]:
    """What a unit of that kind must answer."""
    fields: tuple[Indicator | Text, ...] = (*form.inputs_of(kind), *form.texts)
    return tuple(each for each in fields if each.required)


def _is_blank(entry: Entry | None) -> bool:
    """True where nothing stood there; what stood there and could not be read has its own finding."""
    return entry is None or (entry.value is BLANK and entry.verdict is Verdict.AS_TYPED)
