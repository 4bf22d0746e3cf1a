"""What did a unit change since the workbook that it had sent before? For the office, which may have talked about the former figures."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.messages import say
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Choice, Form, Type
from toolkit.model.place import Place
from toolkit.model.submission import Row, Submission
from toolkit.model.value import BLANK, Value
from toolkit.vietnamese.show import show

MOST_QUOTED = 80
"""Characters of a narrative answer: what changed in it is read in the workbook."""


def check_changes(form: Form, before: Submission, now: Submission) -> Iterator[Finding]:
    """`changed` for each answer that is not what it was, `changed-rows` for each table whose rows are not."""
    for code, entry in now.entries.items():
        former = before.value(code)
        if code in before.entries and former != entry.value:
            label, type_, choices = _asked(form, code)
            shown = {"found": _shown(entry.value, type_, choices), "before": _shown(former, type_, choices)}
            yield finding("changed", entry.place, label=label, **shown)
    for table in form.tables:
        rows, former_rows = (each.tables.get(table.code, ()) for each in (now, before))
        if not table.personal and _values(rows) != _values(former_rows):
            place = rows[0].place if rows else Place(file=now.file, unit=now.unit, indicator=table.code)
            yield finding("changed-rows", place, label=table.label, found=len(rows), before=len(former_rows))


def _asked(form: Form, code: str) -> tuple[str, Type, tuple[Choice, ...]]:
    if code in form.by_code:
        indicator = form.by_code[code]
        return indicator.label, indicator.type, form.choice_lists.get(indicator.choices, ())
    text = next(each for each in form.texts if code in (each.code, each.choice_code))
    return text.label, Type.TEXT, form.choice_lists.get(text.choices, ()) if code != text.code else ()


def _shown(value: Value, type_: Type, choices: tuple[Choice, ...]) -> str:
    if value is BLANK:
        return say("changed-nothing", "vi")
    label = next((choice.label for choice in choices if choice.code == value), "")
    text = label or show(value, type_)
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"


def _values(rows: tuple[Row, ...]) -> list[dict[str, Value]]:
    return [{code: entry.value for code, entry in row.entries.items()} for row in rows]
