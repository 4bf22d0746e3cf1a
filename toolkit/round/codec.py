"""Submissions and findings as JSON text, for the ledger. Numbers stay exact: a decimal is kept as its digits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from toolkit.model.adjustment import Adjustment
from toolkit.model.finding import Finding
from toolkit.model.form import ASSESSMENT, Severity
from toolkit.model.place import Place
from toolkit.model.submission import Carrier, Coverage, Entry, Identity, Mark, Raw, Row, Submission, Verdict
from toolkit.model.value import BLANK, Absent, Failure, Value

_IDENTITY = tuple(each.name for each in fields(Identity))

_WRITER = json.JSONEncoder(ensure_ascii=False)


def encode_submission(submission: Submission) -> str:
    """A submission as JSON text."""
    return _WRITER.encode(_held(submission))


def _held(submission: Submission) -> dict[str, Any]:
    held: dict[str, Any] = {
        "file": submission.file,
        "sha256": submission.sha256,
        "identity": {key: getattr(submission.identity, key) for key in _IDENTITY},
        "entries": {code: _entry(code, entry) for code, entry in submission.entries.items()},
        "tables": {code: [_row(row) for row in rows] for code, rows in submission.tables.items()},
    }
    if submission.counted:
        held["counted"] = {code: _plain(value) for code, value in submission.counted.items()}
    if submission.marks:
        held["marks"] = _marks(submission.marks)
    if submission.received_at:
        held["received_at"] = submission.received_at.isoformat()
    if submission.is_consolidated:
        held["coverage"] = {code: (each.reported, each.expected) for code, each in submission.coverage.items()}
        held["parts"] = [_held(part) for part in submission.parts]
        held["adjustments"] = [_adjustment(each) for each in submission.adjustments]
    if submission.carrier:
        held["carrier"] = asdict(submission.carrier)
    return held


def _adjustment(each: Adjustment) -> list[Any]:
    place = each.place
    return [
        *(each.unit, each.indicator, _plain(each.before), _plain(each.after), each.reason, each.who, each.when.isoformat()),
        *(place.file, place.sheet, place.cell),
    ]


def _adjustment_of(held: list[Any]) -> Adjustment:
    unit, indicator, before, after, reason, who, when, file, sheet, cell = held
    return Adjustment(
        unit=unit,
        indicator=indicator,
        before=_value(before),
        after=_value(after),
        reason=reason,
        who=who,
        when=date.fromisoformat(when),
        place=Place(file, sheet, cell, unit, indicator),
    )


def decode_submission(text: str) -> Submission:
    """The submission that `encode_submission` wrote."""
    return _submission_of(json.loads(text))


def _submission_of(held: Mapping[str, Any]) -> Submission:
    file, unit = held["file"], held["identity"]["unit"]
    received_at, carrier = held.get("received_at"), held.get("carrier")
    return Submission(
        file=file,
        sha256=held["sha256"],
        identity=Identity(**held["identity"]),
        entries={code: _entry_of(code, each, file, unit) for code, each in held["entries"].items()},
        tables={code: tuple(_row_of(each, file, unit) for each in rows) for code, rows in held["tables"].items()},
        counted={code: _value(value) for code, value in held.get("counted", {}).items()},
        marks=_marks_of(held.get("marks", {}), file, unit),
        received_at=datetime.fromisoformat(received_at) if received_at else None,
        coverage={code: Coverage(*counts) for code, counts in held.get("coverage", {}).items()},
        parts=tuple(_submission_of(each) for each in held.get("parts", ())),
        adjustments=tuple(_adjustment_of(each) for each in held.get("adjustments", ())),
        carrier=Carrier(**carrier) if carrier else None,
    )


@dataclass(frozen=True)
class Remembered:
    """What is known of a workbook that cannot be judged again: what was found in it, what was counted, and what is left of its rows."""

    findings: tuple[Finding, ...]
    counted: Mapping[str, Value] = field(default_factory=dict)
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)


def encode_verdict(verdict: Remembered) -> str:
    """A verdict as JSON text."""
    told = [
        [each.code, each.severity.value, each.place.sheet, each.place.cell, each.place.unit, each.place.indicator, each.values]
        for each in verdict.findings
    ]
    counted = {code: _plain(value) for code, value in verdict.counted.items()}
    return json.dumps({"findings": told, "counted": counted, "marks": _marks(verdict.marks)}, ensure_ascii=False)


def decode_verdict(text: str, file: str, unit: str = "") -> Remembered:
    """The verdict that `encode_verdict` wrote, on the file of that name, of that unit."""
    held = json.loads(text)
    findings = tuple(
        Finding(code, Severity(severity), Place(file, sheet, cell, unit, indicator), tuple((name, value) for name, value in values))
        for code, severity, sheet, cell, unit, indicator, values in held["findings"]
    )
    counted = {code: _value(value) for code, value in held["counted"].items()}
    return Remembered(findings, counted, _marks_of(held.get("marks", {}), file, unit))


def _marks(marks: Mapping[str, tuple[Mark, ...]]) -> dict[str, Any]:
    return {table: [[each.place.sheet, each.place.cell, *each.digests] for each in rows] for table, rows in marks.items()}


def _marks_of(held: Mapping[str, Any], file: str, unit: str) -> Mapping[str, tuple[Mark, ...]]:
    return {
        table: tuple(Mark(Place(file, sheet, cell, unit, table), tuple(digests)) for sheet, cell, *digests in rows)
        for table, rows in held.items()
    }


def encode_values(finding: Finding) -> str:
    """A finding's values as JSON text."""
    return _WRITER.encode(finding.values)


def decode_finding(code: str, severity: str, place: Place, values: str) -> Finding:
    """The finding whose values `encode_values` wrote."""
    return Finding(code, Severity(severity), place, tuple((name, value) for name, value in json.loads(values)))


def _entry(code: str, entry: Entry) -> list[Any]:
    """Most answers are blank, or mean what was typed, and stand where their code says: of those nothing is said twice."""
    place, raw, value, verdict = entry
    means_as_typed = value is BLANK if raw is None else type(value) is type(raw) and value == raw
    if means_as_typed and verdict is Verdict.AS_TYPED and place.indicator == code:
        return [place.sheet, place.cell, _plain(raw)]
    return [place.sheet, place.cell, _plain(raw), place.indicator, _plain(value), verdict.value]


def _entry_of(code: str, held: list[Any], file: str, unit: str) -> Entry:
    sheet, cell, stood, *said = held
    indicator, value, verdict = said or (code, stood, Verdict.AS_TYPED)
    return Entry(Place(file, sheet, cell, unit, indicator), _raw(stood), _value(value), Verdict(verdict))


def _row(row: Row) -> list[Any]:
    held = [
        row.place.sheet,
        row.place.cell,
        row.place.indicator,
        {code: _entry(code, entry) for code, entry in row.entries.items()},
    ]
    return [*held, row.place.file, _file_of(row)] if row.place.indicator == ASSESSMENT else held


def _file_of(row: Row) -> str:
    """The workbook in which the answers of a row stand; of what a level took over from another, the row was typed in that one's."""
    return next((entry.place.file for entry in row.entries.values() if entry.place.file), "")


def _row_of(held: list[Any], file: str, unit: str) -> Row:
    sheet, cell, indicator, entries, *files = held
    typed, stands = files or (file, file)
    return Row(
        Place(typed, sheet, cell, unit, indicator), {code: _entry_of(code, each, stands, unit) for code, each in entries.items()}
    )


_AS_IT_IS = frozenset((int, str, bool, float, type(None)))
"""What JSON holds as it is."""


def _plain(value: Raw | Value) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, Absent):
        return {"absent": value.value}
    if isinstance(value, Failure):
        return {"failure": value.code}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def _value(held: Any) -> Value:
    if not isinstance(held, Mapping):
        return BLANK if held is None else held
    ((kind, text),) = held.items()
    return _READERS[kind](text)


_READERS: Mapping[str, Callable[[str], Value]] = {
    "number": Decimal,
    "absent": Absent,
    "failure": Failure,
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
}


def _raw(held: Any) -> Raw:
    if not isinstance(held, Mapping):
        return held  # type: ignore[no-any-return]
    value = _value(held)
    return value if isinstance(value, (date, datetime)) else str(value)
