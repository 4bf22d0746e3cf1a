"""What a unit sent, in a line: raw as it stood in cells, or understood already. Each answer stands in a cell of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.model.place import Place
from toolkit.model.submission import Entry, Identity, Raw, RawCell, RawRow, RawSubmission, Row, Submission, Verdict
from toolkit.model.value import BLANK, Value

FIRST_ROW = 10


def raw_submission(
    unit: str = "1", values: Mapping[str, Raw] | None = None, **tables: Iterable[Mapping[str, Raw]]
) -> RawSubmission:
    """A workbook as read: the answers in D10, D11, ... of the sheet `Số liệu`; a table's rows from row 10 of the sheet of its name."""
    return RawSubmission(
        file=_file(unit),
        sha256=unit,
        identity=Identity(unit=unit),
        cells={code: RawCell(_place(unit, code, row), raw) for row, (code, raw) in enumerate((values or {}).items(), FIRST_ROW)},
        tables={
            table: tuple(
                RawRow(
                    _row_place(unit, table, 0, number),
                    {
                        code: RawCell(_row_place(unit, f"{table}.{code}", at, number), raw)
                        for at, (code, raw) in enumerate(row.items())
                    },
                )
                for number, row in enumerate(rows, FIRST_ROW)
            )
            for table, rows in tables.items()
        },
    )


def submission(unit: str = "1", values: Mapping[str, Value] | None = None, **tables: Iterable[Mapping[str, Value]]) -> Submission:
    """A workbook understood, in the cells of `raw_submission`."""
    return Submission(
        file=_file(unit),
        sha256=unit,
        identity=Identity(unit=unit),
        entries={
            code: Entry(_place(unit, code, row), None, value) for row, (code, value) in enumerate((values or {}).items(), FIRST_ROW)
        },
        tables={
            table: tuple(
                Row(
                    _row_place(unit, table, 0, number),
                    {
                        code: Entry(_row_place(unit, f"{table}.{code}", at, number), None, value)
                        for at, (code, value) in enumerate(row.items())
                    },
                )
                for number, row in enumerate(rows, FIRST_ROW)
            )
            for table, rows in tables.items()
        },
    )


def unread(unit: str, code: str) -> Entry:
    """An answer that nobody could read."""
    return Entry(_place(unit, code, FIRST_ROW), "?", BLANK, Verdict.UNREADABLE)


def _file(unit: str) -> str:
    return f"BC {unit} (1).xlsx"


def _place(unit: str, code: str, row: int) -> Place:
    return Place(_file(unit), "Số liệu", f"D{row}", unit, code)


def _row_place(unit: str, code: str, column: int, row: int) -> Place:
    return Place(_file(unit), code.partition(".")[0], f"{'BCDEFGH'[column]}{row}", unit, code)
