"""The sheets of a form definition (DESIGN 4.1) -> records. What a cell says is checked here; what the form means, in `lint`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import TypeVar

from toolkit.excel.sheets import SheetBook, SheetRow, SheetTable, nearest, read_definition_sheets
from toolkit.model.finding import Finding, finding
from toolkit.model.form import (
    Aggregate,
    Choice,
    Column,
    EnteredBy,
    Form,
    Indicator,
    Kind,
    Relation,
    Rule,
    Severity,
    Table,
    Text,
    Type,
)
from toolkit.model.place import Place

COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("settings", ("setting", "value", "note")),
    (
        "indicators",
        (
            *("code", "label", "label::en", "unit_of_measure", "section", "entered_at", "entered_by", "type", "kind", "aggregate"),
            *("formula", "formula_at", "part_of", "relation", "required", "min", "max", "choices", "formerly", "note", "prefill"),
            "evidence",
        ),
    ),
    (
        "tables",
        (
            *("table", "column", "label", "label::en", "type", "required", "min", "max", "choices", "unit_of_measure"),
            *("rows", "personal", "entered_at", "sheet", "formerly", "note"),
        ),
    ),
    ("texts", ("code", "label", "label::en", "required", "max_length", "choices", "formerly", "note")),
    ("choices", ("list", "code", "label", "label::en", "formerly")),
    ("rules", ("code", "severity", "formula", "message", "message::en", "remedy", "remedy::en", "indicator")),
)
KNOWN_SETTINGS = ("form", "version", "title", "title::en", "number")
_SETTING = re.compile(r"\bsetting\.(\w+)", re.ASCII)
"""How a formula or a bound names a number that stands on the sheet of settings."""
_YES = ("x", "có", "co", "yes", "true", "1")

E = TypeVar("E", bound=Enum)
N = TypeVar("N", int, Decimal)


def read_form(data: bytes, name: str, programme: str) -> tuple[Form, tuple[Finding, ...]]:
    """The form as far as its cells can be read, and a finding for each cell that cannot."""
    book = read_definition_sheets(data, name)
    reader = _Reader({row.text("setting"): row.text("value") for row in book.sheet("settings").rows})
    indicators = tuple(reader.indicator(row) for row in book.sheet("indicators").rows)
    form = Form(
        programme=programme,
        **_settings(book.sheet("settings")),
        settings=tuple((row.text("setting"), row.text("value")) for row in book.sheet("settings").rows),
        indicators=indicators,
        tables=tuple(reader.tables(book.optional("tables").rows)),
        texts=tuple(reader.text(row) for row in book.optional("texts").rows),
        choices=reader.choices(book.optional("choices").rows),
        rules=tuple(reader.rule(row) for row in book.optional("rules").rows),
        place=Place(file=name, sheet="settings"),
        letters={(title, head): letter for title, sheet in book.sheets.items() for head, letter in sheet.letters.items()},
    )
    return form, (*_layout_findings(book), *_missing_settings(form), *reader.findings)


def _settings(sheet: SheetTable) -> dict[str, str]:
    stated = {row.text("setting"): row.text("value") for row in sheet.rows}
    fields = {"form": "code", "version": "version", "title": "title", "title::en": "title_en", "number": "number"}
    return {field: stated.get(setting, "") for setting, field in fields.items()}


def _missing_settings(form: Form) -> Iterator[Finding]:
    for setting, value in (("form", form.code), ("version", form.version), ("title", form.title)):
        if not value:
            yield finding("setting-missing", form.place, setting=setting)


def _layout_findings(book: SheetBook) -> Iterator[Finding]:
    known = dict(COLUMNS)
    for title, sheet in book.sheets.items():
        if title in known:
            yield from sheet.unknown_columns(known[title])
        else:
            yield finding("unknown-sheet", Place(file=book.file, sheet=title), found=title, nearest=nearest(title, tuple(known)))


class _Reader:
    """Reads rows and remembers what could not be read: findings are collected, none stops the reading."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = settings
        self.findings: list[Finding] = []

    def indicator(self, row: SheetRow) -> Indicator:
        relation = row.text("relation")
        return Indicator(
            code=self._needed(row, "code"),
            label=self._needed(row, "label"),
            label_en=row.text("label::en"),
            unit_of_measure=row.text("unit_of_measure"),
            section=row.text("section"),
            entered_at=_list(row.text("entered_at")),
            entered_by=self._option(row, "entered_by", EnteredBy, EnteredBy.SELF),
            type=self._option(row, "type", Type, Type.INTEGER),
            kind=self._option(row, "kind", Kind, Kind.FLOW),
            aggregate=self._option(row, "aggregate", Aggregate, Aggregate.NONE if row.text("formula") else Aggregate.SUM),
            formula=self._formula(row),
            formula_at=_list(row.text("formula_at")),
            part_of=row.text("part_of"),
            relation=self._option(row, "relation", Relation, Relation.SUBSET) if relation else None,
            required=self._flag(row, "required"),
            minimum=self._number(row, "min"),
            maximum=self._number(row, "max"),
            choices=row.text("choices"),
            formerly=_list(row.text("formerly")),
            note=row.text("note"),
            prefill=row.text("prefill"),
            evidence=_list(row.text("evidence")),
            place=row.place("code"),
        )

    def tables(self, rows: Iterable[SheetRow]) -> Iterator[Table]:
        table: Table | None = None
        for row in rows:
            if not row.text("column"):
                if table is not None:
                    yield table
                table = self._table(row)
            elif table is None or row.text("table") not in ("", table.code):
                self.findings.append(finding("column-without-table", row.place("column"), found=row.text("column")))
            else:
                table = replace(table, columns=(*table.columns, self._column(row)))
        if table is not None:
            yield table

    def _table(self, row: SheetRow) -> Table:
        return Table(
            code=self._needed(row, "table"),
            label=self._needed(row, "label"),
            label_en=row.text("label::en"),
            sheet=row.text("sheet"),
            rows=self._count(row, "rows", Table(code="", label="").rows),
            personal=self._flag(row, "personal"),
            entered_at=_list(row.text("entered_at")),
            formerly=_list(row.text("formerly")),
            note=row.text("note"),
            place=row.place("table"),
        )

    def _column(self, row: SheetRow) -> Column:
        return Column(
            code=self._needed(row, "column"),
            label=self._needed(row, "label"),
            label_en=row.text("label::en"),
            type=self._option(row, "type", Type, Type.TEXT),
            required=self._flag(row, "required"),
            minimum=self._number(row, "min"),
            maximum=self._number(row, "max"),
            choices=row.text("choices"),
            unit_of_measure=row.text("unit_of_measure"),
            formerly=_list(row.text("formerly")),
            note=row.text("note"),
            place=row.place("column"),
        )

    def text(self, row: SheetRow) -> Text:
        return Text(
            code=self._needed(row, "code"),
            label=self._needed(row, "label"),
            label_en=row.text("label::en"),
            required=self._flag(row, "required"),
            max_length=self._count(row, "max_length", Text(code="", label="").max_length),
            choices=row.text("choices"),
            formerly=_list(row.text("formerly")),
            note=row.text("note"),
            place=row.place("code"),
        )

    def choices(self, rows: Iterable[SheetRow]) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
        lists: dict[str, list[Choice]] = {}
        for row in rows:
            lists.setdefault(self._needed(row, "list"), []).append(self._choice(row))
        return tuple((name, tuple(choices)) for name, choices in lists.items())

    def _choice(self, row: SheetRow) -> Choice:
        return Choice(
            code=self._needed(row, "code"),
            label=self._needed(row, "label"),
            label_en=row.text("label::en"),
            formerly=_list(row.text("formerly")),
            place=row.place("code"),
        )

    def rule(self, row: SheetRow) -> Rule:
        return Rule(
            code=self._needed(row, "code"),
            severity=self._option(row, "severity", Severity, Severity.ERROR),
            formula=self._needed(row, "formula") and self._formula(row),
            message=self._needed(row, "message"),
            message_en=row.text("message::en"),
            remedy=self._needed(row, "remedy"),
            remedy_en=row.text("remedy::en"),
            indicator=row.text("indicator"),
            place=row.place("formula"),
        )

    def _needed(self, row: SheetRow, column: str) -> str:
        text = row.text(column)
        if not text:
            self.findings.append(finding("cell-empty", row.place(column), column=column))
        return text

    def _formula(self, row: SheetRow) -> str:
        """The formula, with each `setting.<name>` replaced by what the sheet of settings says."""
        return _SETTING.sub(lambda match: f"({self._setting(row, 'formula', match[1])})", row.text("formula"))

    def _setting(self, row: SheetRow, column: str, name: str) -> str:
        """The number, or the formula without names, that a setting holds; 0 with a finding where there is no such setting."""
        stated = self._settings.get(name, "")
        if not stated:
            near = nearest(name, tuple(self._settings))
            self.findings.append(finding("unknown-setting", row.place(column), found=f"setting.{name}", nearest=f"setting.{near}"))
            return "0"
        return stated

    def _option(self, row: SheetRow, column: str, options: type[E], default: E) -> E:
        text = row.text(column)
        if not text:
            return default
        known = tuple(str(each.value) for each in options)
        if text not in known:
            self.findings.append(
                finding("unknown-option", row.place(column), column=column, found=text, nearest=nearest(text, known))
            )
            return default
        return options(text)

    def _flag(self, row: SheetRow, column: str) -> bool:
        text = row.text(column)
        if text and text.casefold() not in _YES:
            self.findings.append(finding("unknown-option", row.place(column), column=column, found=text, nearest="x"))
        return text.casefold() in _YES

    def _number(self, row: SheetRow, column: str) -> Decimal | None:
        return self._parsed(row, column, Decimal)

    def _count(self, row: SheetRow, column: str, default: int) -> int:
        return self._parsed(row, column, _positive) or default

    def _parsed(self, row: SheetRow, column: str, parse: Callable[[str], N]) -> N | None:
        text = _SETTING.sub(lambda match: self._setting(row, column, match[1]), row.text(column))
        if not text:
            return None
        try:
            return parse(text)
        except (InvalidOperation, ValueError):
            self.findings.append(finding("definition-number", row.place(column), column=column, found=text))
            return None


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
