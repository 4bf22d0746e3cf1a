"""Submissions and findings as JSON text, for the ledger. Numbers stay exact: a decimal is kept as its digits."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.model.place import Place
from toolkit.model.submission import Entry, Identity, Raw, Row, Submission, Verdict
from toolkit.model.value import BLANK, Absent, Failure, Value


def encode_submission(submission: Submission) -> str:
    """A submission as JSON text."""
    return json.dumps(
        {
            "file": submission.file,
            "sha256": submission.sha256,
            "identity": asdict(submission.identity),
            "entries": {code: _entry(entry) for code, entry in submission.entries.items()},
            "tables": {code: [_row(row) for row in rows] for code, rows in submission.tables.items()},
        },
        ensure_ascii=False,
    )


def decode_submission(text: str) -> Submission:
    """The submission that `encode_submission` wrote."""
    held = json.loads(text)
    file, unit = held["file"], held["identity"]["unit"]
    return Submission(
        file=file,
        sha256=held["sha256"],
        identity=Identity(**held["identity"]),
        entries={code: _entry_of(each, file, unit) for code, each in held["entries"].items()},
        tables={code: tuple(_row_of(each, file, unit) for each in rows) for code, rows in held["tables"].items()},
    )


def encode_values(finding: Finding) -> str:
    """A finding's values as JSON text."""
    return json.dumps(finding.values, ensure_ascii=False)


def decode_finding(code: str, severity: str, place: Place, values: str) -> Finding:
    """The finding whose values `encode_values` wrote."""
    return Finding(code, Severity(severity), place, tuple((name, value) for name, value in json.loads(values)))


def _entry(entry: Entry) -> list[Any]:
    return [entry.place.sheet, entry.place.cell, entry.place.indicator, _plain(entry.raw), _plain(entry.value), entry.verdict.value]


def _entry_of(held: list[Any], file: str, unit: str) -> Entry:
    sheet, cell, indicator, raw, value, verdict = held
    return Entry(Place(file, sheet, cell, unit, indicator), _raw(raw), _value(value), Verdict(verdict))


def _row(row: Row) -> list[Any]:
    return [row.place.sheet, row.place.cell, row.place.indicator, {code: _entry(entry) for code, entry in row.entries.items()}]


def _row_of(held: list[Any], file: str, unit: str) -> Row:
    sheet, cell, indicator, entries = held
    return Row(Place(file, sheet, cell, unit, indicator), {code: _entry_of(each, file, unit) for code, each in entries.items()})


def _plain(value: Raw | Value) -> Any:
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
