"""Is an office's own workbook fit to be the blank of a form? Every answer must have its cell, every table its range, under its name."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.excel.adopted import NamedArea, OfficeBook
from toolkit.excel.structure import Area
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Table
from toolkit.model.place import Place


@dataclass(frozen=True)
class Adoption:
    """What came of looking: names that follow from the others (a table's columns from its body), and what is wrong."""

    columns: Mapping[str, Area]
    findings: tuple[Finding, ...]


def check_adoption(form: Form, book: OfficeBook, file: str) -> Adoption:
    """Whether the workbook can be the blank of the form; errors where it cannot."""
    return _Check(form, book, file).result()


class _Check:
    def __init__(self, form: Form, book: OfficeBook, file: str) -> None:
        self._form, self._book, self._file = form, book, file
        self._columns = {name: area for table in form.tables for name, area in self._from_body(table)}

    def result(self) -> Adoption:
        return Adoption(self._columns, (*self._kinds(), *self._answers(), *self._tables()))

    def _from_body(self, table: Table) -> Iterator[tuple[str, Area]]:
        """The columns that follow from the name of the table's body, where they have no names of their own."""
        body = self._book.named(table.code)
        if body is not None and len(body.columns) == len(table.columns):
            for column, area in zip(table.columns, body.columns, strict=True):
                if f"{table.code}.{column.code}" not in self._book.names:
                    yield f"{table.code}.{column.code}", area

    def _kinds(self) -> Iterator[Finding]:
        """The kind of unit that the workbook serves best must be served fully; of the others it is told that they are not.

        That is the kind most of whose names it has: a kind that is hardly asked anything lacks none, and says nothing of the workbook.
        """
        asked = {kind: tuple(self._form.names_of(kind)) for kind in _kinds(self._form)}
        missing = {kind: [name for name in names if self._is_missing(name)] for kind, names in asked.items()}
        best = max(missing, key=lambda kind: (len(asked[kind]) - len(missing[kind]), -len(missing[kind])))
        yield from self._missing(missing[best])
        for kind, names in missing.items():
            if kind and names and set(names) - set(missing[best]):
                yield finding("adopt-not-for-kind", Place(file=self._file), kind=kind, found=", ".join(names))

    def _is_missing(self, name: str) -> bool:
        return name not in self._book.names and name not in self._columns

    def _missing(self, names: list[str]) -> Iterator[Finding]:
        tables = {table.code: table for table in self._form.tables}
        for name in dict.fromkeys(name.partition(".")[0] if name.partition(".")[0] in tables else name for name in names):
            body = self._book.named(name) if name in tables else None
            if body is not None:
                yield self._narrow(tables[name], body)
            elif name not in self._book.names:
                yield self._unnamed(name, tables[name].label if name in tables else _label(self._form, name))

    def _narrow(self, table: Table, body: NamedArea) -> Finding:
        columns = ", ".join(f"{table.code}.{column.code}" for column in table.columns)
        found = {"found": table.code, "count": len(body.columns), "expected": len(table.columns), "columns": columns}
        return finding("adopt-table-columns", self._place(table.code, body.area), **found, where=_where(body.area))

    def _unnamed(self, name: str, label: str) -> Finding:
        known = {*self._form.names(), *(table.code for table in self._form.tables)}
        spare = {each.casefold(): each for each, area in self._book.names.items() if each not in known and area is not None}
        near = difflib.get_close_matches(name.casefold(), spare, n=1, cutoff=0.7)
        area = self._book.names[spare[near[0]]] if near else None
        if area is None:
            return finding("adopt-name-missing", Place(file=self._file, indicator=name), found=name, label=label)
        values = {"found": name, "label": label, "nearest": spare[near[0]], "where": _where(area)}
        return finding("adopt-name-similar", self._place(name, area), **values)

    def _answers(self) -> Iterator[Finding]:
        """Each named answer is one cell that staff can see and type into, and no other's."""
        taken: dict[tuple[str, str], str] = {}
        bodies = {table.code: body for table in self._form.tables if (body := self._book.names.get(table.code)) is not None}
        for name in self._form.names():
            if "." in name or name not in self._book.names:
                continue
            held = self._book.named(name)
            if held is None:
                yield finding("adopt-name-broken", Place(file=self._file, indicator=name), found=name)
                continue
            yield from self._cell(name, held)
            spot = (held.area.sheet, held.area.first)
            other = taken.get(spot) or next((table for table, body in bodies.items() if body.covers(held.area)), "")
            if other:
                yield finding("adopt-same-cell", self._place(name, held.area), found=name, other=other, where=_where(held.area))
            taken.setdefault(spot, name)

    def _cell(self, name: str, held: NamedArea) -> Iterator[Finding]:
        code = (
            "adopt-name-on-hidden-sheet"
            if held.on_hidden_sheet
            else "adopt-name-under-merged"
            if held.hidden_by_merge
            else "adopt-name-of-area"
            if not held.is_one_cell
            else "adopt-cell-locked"
            if held.locked
            else ""
        )
        if code:
            yield finding(code, self._place(name, held.area), found=name, where=_where(held.area))

    def _tables(self) -> Iterator[Finding]:
        """A table's columns stand on one sheet that staff can see, and on the same rows."""
        for table in self._form.tables:
            names = [f"{table.code}.{column.code}" for column in table.columns]
            for name in (name for name in names if name in self._book.names and self._book.named(name) is None):
                yield finding("adopt-name-broken", Place(file=self._file, indicator=name), found=name)
            held = [each for each in map(self._book.named, (*names, table.code)) if each is not None]
            spans = {(each.area.sheet, each.area.top, each.area.bottom) for each in held}
            if held and len(spans) > 1:
                where = ", ".join(_where(each.area) for each in held)
                yield finding("adopt-table-uneven", self._place(table.code, held[0].area), found=table.code, where=where)
            elif held and (held[0].on_hidden_sheet or held[0].locked):
                code = "adopt-name-on-hidden-sheet" if held[0].on_hidden_sheet else "adopt-cell-locked"
                yield finding(code, self._place(table.code, held[0].area), found=table.code, where=_where(held[0].area))

    def _place(self, name: str, area: Area) -> Place:
        return Place(file=self._file, sheet=area.sheet, cell=area.first, indicator=name)


def _kinds(form: Form) -> tuple[str, ...]:
    """Any kind of unit that the form does not mention, and each one that it does."""
    fields = (*((each.entered_at, each.formula_at) for each in form.indicators), *((each.entered_at, ()) for each in form.tables))
    return tuple(dict.fromkeys(("", *(kind for pair in fields for group in pair for kind in group))))


def _label(form: Form, name: str) -> str:
    if name in form.by_code:
        return form.by_code[name].label
    return next((text.label for text in form.texts if name in (text.code, text.choice_code)), name)


def _where(area: Area) -> str:
    return f"{area.sheet}!{area.first}" + ("" if area.last == area.first else f":{area.last}")
