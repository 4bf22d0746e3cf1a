"""Stage: raw cells -> typed answers. Raw text, value and verdict stay together; what has two readings is asked about, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from toolkit.model.adjustment import Adjustment
from toolkit.model.finding import Finding, finding
from toolkit.model.form import ASSESSMENT, Aggregate, Choice, Column, Form, Indicator, Table, Text, Type
from toolkit.model.place import NOWHERE, Place
from toolkit.model.submission import (
    CONSOLIDATED,
    Carrier,
    Coverage,
    Entry,
    Raw,
    RawCell,
    RawRow,
    RawSubmission,
    Row,
    Submission,
    Verdict,
)
from toolkit.model.value import BLANK, NO_DATA, Value
from toolkit.vietnamese.absence import NO_DATA_TEXT, is_no_data
from toolkit.vietnamese.dates import format_date, read_date
from toolkit.vietnamese.legacy import from_legacy
from toolkit.vietnamese.number_reading import read_number, read_percent
from toolkit.vietnamese.reading import NOTHING, UNREADABLE, Reading, repaired
from toolkit.vietnamese.show import show
from toolkit.vietnamese.text import fold, repair

_TAKE_WHOLE = frozenset((Type.INTEGER, Type.MONEY, Type.DECIMAL))
_YES = frozenset(("co", "x", "yes", "dung", "dat", "true", "1"))
_NO = frozenset(("khong", "no", "sai", "khong dat", "false", "0"))


def normalise(form: Form, raw: RawSubmission, kind: str) -> tuple[Submission, tuple[Finding, ...]]:
    """What a unit of that kind answered, and a finding for each answer that was repaired or could not be taken.

    A code whose cell the workbook does not have gets a blank answer without a cell; the reader has reported it.
    """
    if raw.identity.content == CONSOLIDATED:
        return _consolidated(form, raw)
    entries: dict[str, Entry] = {}
    for indicator in form.inputs_of(kind):
        entries[indicator.code] = _entry(form, indicator, raw.cells.get(indicator.code))
    for text in form.texts:
        entries[text.code] = _text_entry(raw.cells.get(text.code))
        if text.choices:
            entries[text.choice_code] = _choice_entry(form, text, raw.cells.get(text.choice_code))
    tables = {table.code: tuple(_rows(form, table, raw.tables.get(table.code, ()))) for table in form.tables_of(kind)}
    submission = Submission(file=raw.file, sha256=raw.sha256, identity=raw.identity, entries=entries, tables=tables)
    return submission, tuple(_findings(form, submission))


def _consolidated(form: Form, raw: RawSubmission) -> tuple[Submission, tuple[Finding, ...]]:
    """Totals, and what the workbook carries of each unit below."""
    assessed = {ASSESSMENT: tuple(_rows(form, form.assessment, raw.tables.get(ASSESSMENT, ())))} if form.assessment else {}
    totals = Submission(
        file=raw.file, sha256=raw.sha256, identity=raw.identity, entries=_known_entries(form, raw, _totals(form)), tables=assessed
    )
    parts = [_part(form, raw, each) for each in raw.parts]
    adjusted = [_adjustment(form, row) for row in raw.adjustments]
    whole = replace(
        totals,
        coverage={code: counts for code, cell in raw.coverage.items() if (counts := _coverage(cell.raw))},
        parts=tuple(part for part, _ in parts),
        adjustments=tuple(each for each in adjusted if isinstance(each, Adjustment)),
    )
    unread = (each for each in adjusted if isinstance(each, Finding))
    return whole, (*_findings(form, totals), *(each for _, found in parts for each in found), *unread)


def _known_entries(form: Form, raw: RawSubmission, fields: Iterable[Indicator]) -> dict[str, Entry]:
    """Answers to what the workbook has cells for, whatever kind of unit was asked."""
    entries = {each.code: _entry(form, each, raw.cells[each.code]) for each in fields if each.code in raw.cells}
    for text in form.texts:
        if text.code in raw.cells:
            entries[text.code] = _text_entry(raw.cells[text.code])
        if text.choice_code in raw.cells:
            entries[text.choice_code] = _choice_entry(form, text, raw.cells[text.choice_code])
    return entries


def _totals(form: Form) -> Iterator[Indicator]:
    """What a consolidated workbook states, as the kind of figure that it is there: of choices, how many chose."""
    return (replace(each, type=Type.INTEGER) if each.aggregate is Aggregate.COUNT else each for each in form.totals)


def _part(form: Form, whole: RawSubmission, raw: RawSubmission) -> tuple[Submission, tuple[Finding, ...]]:
    """Findings point into the consolidated workbook; what is kept names the place where it was typed."""
    tables = {code: tuple(_rows(form, form.table_by_code[code], rows)) for code, rows in raw.tables.items()}
    entries = _known_entries(form, raw, (form.by_code[each.code] for each in form.totals))
    read = Submission(file=raw.file, sha256=raw.sha256, identity=raw.identity, entries=entries, tables=tables)
    part = replace(
        read,
        entries={code: entry._replace(place=raw.origins[code]) for code, entry in read.entries.items()},
        tables={code: tuple(replace(row, place=raw.origins[code]) for row in rows) for code, rows in tables.items()},
        received_at=raw.received_at,
        carrier=Carrier(whole.file, whole.sha256, whole.identity.unit),
    )
    return part, tuple(_findings(form, read))


def _coverage(raw: Raw) -> Coverage | None:
    reported, slash, expected = str(raw or "").replace(".", "").partition("/")
    return Coverage(int(reported), int(expected)) if slash and reported.isdecimal() and expected.isdecimal() else None


def _adjustment(form: Form, row: RawRow) -> Adjustment | Finding:
    texts = {column: "" if cell.raw is None else str(cell.raw).strip() for column, cell in row.cells.items()}
    place = row.place.at(unit=texts["unit"], indicator=texts["indicator"])
    indicator = form.by_code.get(texts["indicator"])
    if indicator is None:
        return finding("adjustment-indicator", place, found=texts["indicator"])
    return read_adjustment(form, indicator, place, {column: cell.raw for column, cell in row.cells.items()})


def read_adjustment(form: Form, indicator: Indicator, place: Place, cells: Mapping[str, Raw]) -> Adjustment | Finding:
    """The correction that a row states: `unit`, `from`, `to`, `reason`, `who`, `when`; a finding where it is not whole."""
    choices = form.choice_lists.get(indicator.choices, ())
    before, after = (read_answer(cells.get(column), indicator.type, choices) for column in ("from", "to"))
    reason, who = (str(cells.get(column) or "").strip() for column in ("reason", "who"))
    when = read_date(cells.get("when")).value
    for column, reading in (("from", before), ("to", after)):
        if reading.verdict not in (Verdict.AS_TYPED, Verdict.REPAIRED):
            return finding("adjustment-value", place, found=cells.get(column), label=indicator.label)
    if after.value is BLANK:
        return finding("adjustment-value", place, found="", label=indicator.label)
    for column, given in (("reason", bool(reason)), ("who", bool(who)), ("when", isinstance(when, date))):
        if not given:
            return finding(f"adjustment-without-{column}", place, found=cells.get(column) or "", label=indicator.label)
    assert isinstance(when, date)
    return Adjustment(
        unit=str(cells["unit"]).strip(),
        indicator=indicator.code,
        before=before.value,
        after=after.value,
        reason=reason,
        who=who,
        when=when,
        place=place,
    )


def _entry(form: Form, field: Indicator | Column, cell: RawCell | None) -> Entry:
    """Most cells are empty, or hold the whole number that was asked for: those need no reading."""
    if cell is None:
        return Entry(NOWHERE, None, BLANK)
    if cell.raw is None:
        return Entry(cell.place, None, BLANK)
    if type(cell.raw) is int and field.type in _TAKE_WHOLE:
        return Entry(cell.place, cell.raw, cell.raw)
    reading = read_answer(_typed(cell), field.type, form.choice_lists.get(field.choices, ()))
    return _of_reading(cell, reading)


def _text_entry(cell: RawCell | None) -> Entry:
    return _of_reading(cell, _read_text(_typed(cell)))


def _choice_entry(form: Form, text: Text, cell: RawCell | None) -> Entry:
    return _of_reading(cell, read_answer(_typed(cell), Type.CHOICE, form.choice_lists.get(text.choices, ())))


def _typed(cell: RawCell | None) -> Raw:
    """What stood in the cell, in Unicode where its font says that it was typed before that."""
    if cell is None or not cell.font or not isinstance(cell.raw, str):
        return cell.raw if cell else None
    return from_legacy(cell.raw, cell.font)


def _of_reading(cell: RawCell | None, reading: Reading) -> Entry:
    if cell is None:
        return Entry(NOWHERE, None, BLANK)
    turned = cell.font and reading.verdict is Verdict.AS_TYPED and _typed(cell) != cell.raw
    return Entry(cell.place, cell.raw, reading.value, Verdict.REPAIRED if turned else reading.verdict)


def _rows(form: Form, table: Table, rows: Sequence[RawRow]) -> Iterator[Row]:
    for raw in rows:
        row = Row(raw.place, {column.code: _entry(form, column, raw.cells.get(column.code)) for column in table.columns})
        if not row.is_empty or any(entry.verdict is not Verdict.AS_TYPED for entry in row.entries.values()):
            yield row


def read_answer(raw: Raw, type_: Type, choices: tuple[Choice, ...]) -> Reading:
    """The value that a cell states for a field of that type; a choice is given as its code."""
    if type_ in (Type.INTEGER, Type.MONEY, Type.DECIMAL):
        return read_number(raw, whole=type_ is not Type.DECIMAL)
    if type_ is Type.PERCENT:
        return read_percent(raw)
    if type_ is Type.DATE:
        return read_date(raw)
    text = _read_text(raw)
    if type_ is Type.TEXT or not isinstance(text.value, str):
        return text
    return _read_yes_no(text.value) if type_ is Type.YESNO else _read_choice(text.value, choices)


def _read_text(raw: Raw) -> Reading:
    if raw is None:
        return NOTHING
    if not isinstance(raw, str):
        return Reading(_as_typed(raw))
    text = repair(raw).strip()
    if not text:
        return NOTHING
    return Reading(text) if text == raw.strip() else repaired(text)


def _as_typed(raw: Raw) -> str:
    """What a cell shows in Vietnam for a value that is no text: Excel makes a date of `1/5` unasked."""
    if isinstance(raw, date):
        return format_date(raw)
    if isinstance(raw, float):
        return f"{Decimal(repr(raw)):f}".removesuffix(".0").replace(".", ",")
    return str(raw).upper()


def _read_yes_no(text: str) -> Reading:
    key = fold(text)
    if key in _YES or key in _NO:
        return Reading(key in _YES)
    return _read_no_data(text)


def _read_choice(text: str, choices: tuple[Choice, ...]) -> Reading:
    """A choice matches by its label, else by its code, else by either, the English or a former label, however typed; where two match, none is taken."""
    for choice in choices:
        if text == choice.label:
            return Reading(choice.code)
    matching = {choice.code for choice in choices if text == choice.code} or set(_like(fold(text), choices))
    if len(matching) == 1:
        return repaired(matching.pop())
    return UNREADABLE if matching else _read_no_data(text)


def _like(key: str, choices: tuple[Choice, ...]) -> Iterator[str]:
    """The codes of the choices that a folded text may mean."""
    return (
        choice.code
        for choice in choices
        if key and key in map(fold, (choice.label, choice.code, choice.label_en, *choice.formerly))
    )


def _read_no_data(text: str) -> Reading:
    if text == NO_DATA_TEXT:
        return Reading(NO_DATA)
    return repaired(NO_DATA) if is_no_data(text) else UNREADABLE


@dataclass(frozen=True, slots=True)
class _Asked:
    """What stands behind an entry, for the wording of its findings."""

    type: Type
    label: str
    choices: tuple[Choice, ...] = ()


def _findings(form: Form, submission: Submission) -> Iterator[Finding]:
    for code, entry in submission.entries.items():
        if entry.verdict is not Verdict.AS_TYPED:
            yield from _entry_findings(_asked(form, code), entry)
    for table, rows in submission.tables.items():
        for row in rows:
            for column, entry in row.entries.items():
                if entry.verdict is Verdict.AS_TYPED:
                    continue
                field = form.table_by_code[table].column(column)
                yield from _entry_findings(_Asked(field.type, field.label, form.choice_lists.get(field.choices, ())), entry)


def _asked(form: Form, code: str) -> _Asked:
    indicator = form.by_code.get(code)
    if indicator is not None:
        return _Asked(indicator.type, indicator.label, form.choice_lists.get(indicator.choices, ()))
    text = form.text_by_code.get(code)
    if text is not None:
        return _Asked(Type.TEXT, text.label)
    coded = next(each for each in form.texts if each.choice_code == code)
    return _Asked(Type.CHOICE, coded.label, form.choice_lists.get(coded.choices, ()))


def _entry_findings(asked: _Asked, entry: Entry) -> Iterator[Finding]:
    found = _as_typed(entry.raw) if isinstance(entry.raw, date) else entry.raw
    if entry.verdict is Verdict.REPAIRED:
        yield finding(_repaired_code(entry, asked), entry.place, found=found, label=asked.label, value=_shown(entry, asked))
    elif entry.verdict is Verdict.AMBIGUOUS:
        candidates = read_answer(entry.raw, asked.type, asked.choices).candidates
        options = "; ".join(_option(each, asked.type) for each in candidates)
        yield finding("value-ambiguous", entry.place, found=found, label=asked.label, options=options)
    elif entry.verdict is Verdict.UNREADABLE:
        yield finding(_UNREADABLE_CODE.get(asked.type, "number-unreadable"), entry.place, found=found, label=asked.label)


def _option(value: Value, type_: Type) -> str:
    """A whole number without points between its thousands: beside `1,192` nobody would tell `1.192` from it."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else show(value, type_)


_UNREADABLE_CODE = {Type.DATE: "date-unreadable", Type.CHOICE: "choice-unknown", Type.YESNO: "choice-unknown"}


def _repaired_code(entry: Entry, asked: _Asked) -> str:
    if asked.type is Type.CHOICE:
        return "choice-repaired"
    return "text-repaired" if isinstance(entry.value, str) else "value-repaired"


def _shown(entry: Entry, asked: _Asked) -> str:
    label = next((choice.label for choice in asked.choices if choice.code == entry.value), "")
    return label or show(entry.value, asked.type)
