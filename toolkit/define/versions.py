"""Two versions of a form: what was added, dropped, renamed, changed. And the lint of former codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import TypeAlias

from toolkit.model.finding import Finding, finding
from toolkit.model.form import Choice, Column, Form, Indicator, Rule, Table, Text
from toolkit.model.place import Place

_Record: TypeAlias = Indicator | Table | Column | Text | Choice | Rule

_UNCOMPARED = ("code", "place", "columns", "formerly", "label_en", "message_en", "remedy_en")
_COLUMN_OF = {"minimum": "min", "maximum": "max"}
"""How a definition calls what the records call otherwise."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of a definition, with the place that says where it stands."""

    record: _Record
    place: Place


def lint_formerly(form: Form) -> Iterator[Finding]:
    """A former code is nobody's code any more, and the former code of one alone; of a choice, its former labels."""
    own: tuple[Indicator | Table | Text, ...] = (*form.indicators, *form.tables, *form.texts)
    yield from _formers(form, [(each.code, each.formerly, each.place) for each in own])
    for table in form.tables:
        yield from _formers(form, [(each.code, each.formerly, each.place) for each in table.columns])
    for _, choices in form.choices:
        yield from _formers(form, [(each.label, each.formerly, each.place) for each in choices])


def _formers(form: Form, entries: Sequence[tuple[str, tuple[str, ...], Place]]) -> Iterator[Finding]:
    """Entries that share their codes: of each its code, the former ones, and where it stands."""
    used = {code for code, _, _ in entries}
    owners: dict[str, str] = {}
    for code, formers, place in entries:
        for former in formers:
            if former in used:
                yield finding("formerly-in-use", form.cell(place, "formerly"), found=former)
            elif former in owners:
                yield finding("formerly-twice", form.cell(place, "formerly"), found=former, first=owners[former], second=code)
            owners.setdefault(former, code)


def differences(old: Form, new: Form) -> tuple[Finding, ...]:
    """How `new` differs from `old`, sheet by sheet; empty where nothing that units are asked differs."""
    found = tuple(each for sheet, entries in _sheets(old).items() for each in _on_sheet(sheet, entries, _sheets(new)[sheet], new))
    place = new.place.at(sheet="settings")
    if found and old.version == new.version:
        return (finding("version-number-kept", place, found=new.version), *found)
    if old.version not in (new.version, *new.accepts):
        return (finding("version-refused", place, found=old.version), *found)
    return found


def _sheets(form: Form) -> Mapping[str, Mapping[str, _Entry]]:
    tables = {table.code: _Entry(table, table.place) for table in form.tables}
    columns = {f"{table.code}.{column.code}": _Entry(column, column.place) for table in form.tables for column in table.columns}
    return {
        "indicators": {each.code: _Entry(each, each.place) for each in form.indicators},
        "tables": {**tables, **columns},
        "texts": {each.code: _Entry(each, each.place) for each in form.texts},
        "choices": {f"{name}.{each.code}": _Entry(each, each.place) for name, group in form.choices for each in group},
        "rules": {each.code: _Entry(each, each.place) for each in form.rules},
    }


def _on_sheet(sheet: str, old: Mapping[str, _Entry], new: Mapping[str, _Entry], form: Form) -> Iterator[Finding]:
    renamed = {former: name for name, formers in form.formerly.items() if name in new for former in formers}
    taken = set()
    for code, entry in old.items():
        now = code if code in new else renamed.get(code, "")
        if now not in new:
            yield finding("version-removed", entry.place, sheet=sheet, found=code, label=_label(entry.record))
            continue
        taken.add(now)
        if now != code:
            yield finding("version-renamed", new[now].place, sheet=sheet, found=code, code=now)
        yield from _changes(form, sheet, now, entry, new[now])
    for code, entry in new.items():
        if code not in taken:
            yield finding("version-added", entry.place, sheet=sheet, found=code, label=_label(entry.record))


def _changes(form: Form, sheet: str, code: str, old: _Entry, new: _Entry) -> Iterator[Finding]:
    before, after = _traits(old.record), _traits(new.record)
    for column in (column for column in after if before.get(column, "") != after[column]):
        values = {"column": column, "found": before.get(column, ""), "after": after[column]}
        yield finding("version-changed", form.cell(new.place, column), sheet=sheet, code=code, **values)


def _traits(record: _Record) -> Mapping[str, str]:
    names = (each.name for each in fields(record) if each.name not in _UNCOMPARED)
    return {_COLUMN_OF.get(name, name): _shown(getattr(record, name)) for name in names}


def _shown(value: object) -> str:
    """As a cell of the definition shows it."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)


def _label(record: _Record) -> str:
    return record.message if isinstance(record, Rule) else record.label
