"""What a consolidated workbook carries besides its totals: of each unit below what it stated, where that was typed, what was corrected.

Everything is found by defined names, like the totals themselves; they all begin with `baocao.`, which no code of a form does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from toolkit.excel.reader import WorkbookContent
from toolkit.model.form import ASSESSED_UNIT, ASSESSMENT, Form
from toolkit.model.place import Place
from toolkit.model.submission import Identity, RawCell, RawRow, RawSubmission

COVERAGE = "baocao.coverage."
"""Before an indicator's code: the cell that says `5/7`."""
SOURCE = "baocao.source."
"""Before a column of `Nguồn`."""
TABLE_UNIT = "baocao.unit."
"""Before a table's code: the codes of the units that sent its rows."""
TEXT = "baocao.text."
"""Before a text's code, a dot and a column of what the units below wrote."""
ADJUSTMENT = "baocao.adjustment."
"""Before a column of `Điều chỉnh`."""
ASSESSED = "baocao.assessed."
"""Before a column of `Kết quả thẩm định`: `unit`, what was stated of it by code, and where."""

SOURCE_COLUMNS = ("unit", "indicator", "value", "file", "sha256", "sheet", "cell", "received")
TEXT_COLUMNS = ("unit", "answer", "choice", "include")
ASSESSED_ORIGIN = ("file", "sheet", "cell")
ADJUSTMENT_COLUMNS = ("unit", "indicator", "from", "to", "reason", "who", "when")

_Row = Mapping[str, RawCell]


@dataclass
class _Draft:
    """A part while its rows are being found."""

    file: str = ""
    sha256: str = ""
    received_at: datetime | None = None
    cells: dict[str, RawCell] = field(default_factory=dict)
    origins: dict[str, Place] = field(default_factory=dict)
    tables: dict[str, list[RawRow]] = field(default_factory=dict)


def iter_coverage(content: WorkbookContent, form: Form) -> Iterator[tuple[str, RawCell]]:
    """The cell that tells each total's coverage, by code."""
    for indicator in form.indicators:
        cell = content.cell(f"{COVERAGE}{indicator.code}")
        if cell is not None:
            yield indicator.code, cell


def read_parts(content: WorkbookContent, form: Form) -> tuple[RawSubmission, ...]:
    """What the workbook carries of each unit, in the order in which it names them."""
    drafts: dict[str, _Draft] = {}
    for row in _rows(content, SOURCE, SOURCE_COLUMNS):
        _add_source(drafts.setdefault(_text(row, "unit"), _Draft()), row)
    for text in form.texts:
        for row in _rows(content, f"{TEXT}{text.code}.", TEXT_COLUMNS):
            draft = drafts.setdefault(_text(row, "unit"), _Draft())
            draft.cells[text.code] = row["answer"]
            if text.choices:
                draft.cells[text.choice_code] = row["choice"]
    for table in form.tables:
        for unit, cells in _table_rows(content, table.code, tuple(column.code for column in table.columns)):
            first = next(iter(cells.values()))
            drafts.setdefault(unit, _Draft()).tables.setdefault(table.code, []).append(RawRow(first.place, cells))
    for row in _assessed(content, form):
        _add_assessment(drafts, row)
    return tuple(_part(content, unit, draft) for unit, draft in drafts.items() if unit)


def read_adjustments(content: WorkbookContent) -> tuple[RawRow, ...]:
    """What the level below has corrected, a row a figure."""
    return tuple(RawRow(row["unit"].place, row) for row in _rows(content, ADJUSTMENT, ADJUSTMENT_COLUMNS))


def read_picked(content: WorkbookContent, form: Form) -> Iterator[tuple[str, str]]:
    """(text, unit) for each answer that the editor has marked for the report."""
    for text in form.texts:
        for row in _rows(content, f"{TEXT}{text.code}.", TEXT_COLUMNS):
            if _text(row, "include"):
                yield text.code, _text(row, "unit")


def _add_source(draft: _Draft, row: _Row) -> None:
    code, file, received = _text(row, "indicator"), _text(row, "file"), row["received"].raw
    draft.file, draft.sha256 = file or draft.file, _text(row, "sha256") or draft.sha256
    draft.received_at = received if isinstance(received, datetime) else draft.received_at
    draft.cells[code] = RawCell(row["value"].place.at(indicator=code, unit=_text(row, "unit")), row["value"].raw)
    draft.origins[code] = Place(file, _text(row, "sheet"), _text(row, "cell"), _text(row, "unit"), code)


def _assessed(content: WorkbookContent, form: Form) -> Iterator[_Row]:
    """What levels below have stated of their units; of another version of the form, as far as it states the same."""
    codes = (column.code for column in form.assessment.columns) if form.assessment else ()
    known = tuple(code for code in codes if f"{ASSESSED}{code}" in content.names)
    return _rows(content, ASSESSED, ("unit", *known, *ASSESSED_ORIGIN)) if known else iter(())


def _add_assessment(drafts: Mapping[str, _Draft], row: _Row) -> None:
    """Of a unit that sent nothing there is nothing to add to: that it was looked at does not make it a sender."""
    draft = drafts.get(_text(row, "unit"))
    if draft is not None:
        cells = {ASSESSED_UNIT: row["unit"], **{code: cell for code, cell in row.items() if code not in ("unit", *ASSESSED_ORIGIN)}}
        draft.tables[ASSESSMENT] = [RawRow(row["unit"].place, cells)]
        file, sheet, cell = (_text(row, column) for column in ASSESSED_ORIGIN)
        draft.origins[ASSESSMENT] = Place(file, sheet, cell, _text(row, "unit"), ASSESSMENT)


def _part(content: WorkbookContent, unit: str, draft: _Draft) -> RawSubmission:
    nowhere = Place(file=draft.file, unit=unit)
    return RawSubmission(
        file=draft.file,
        sha256=draft.sha256,
        identity=Identity(unit=unit, period=content.identity.period),
        cells=draft.cells,
        tables={code: tuple(rows) for code, rows in draft.tables.items()},
        origins={code: draft.origins.get(code, nowhere.at(indicator=code)) for code in (*draft.cells, *draft.tables)},
        received_at=draft.received_at,
    )


def _rows(content: WorkbookContent, prefix: str, columns: Sequence[str]) -> Iterator[_Row]:
    """The rows that named columns make together; none where a column's name is gone."""
    areas = {column: content.area(f"{prefix}{column}") for column in columns}
    for cells in zip(*areas.values(), strict=False):
        row = {column: cell[0] for column, cell in zip(areas, cells, strict=True)}
        if _text(row, "unit"):
            yield row


def _table_rows(content: WorkbookContent, table: str, columns: Sequence[str]) -> Iterator[tuple[str, _Row]]:
    units = content.area(f"{TABLE_UNIT}{table}")
    areas = {column: content.area(f"{table}.{column}") for column in columns}
    for number, (unit, *_) in enumerate(units):
        cells = {column: area[number][0] for column, area in areas.items() if number < len(area)}
        if unit.raw is not None and cells:
            yield str(unit.raw).strip(), cells


def _text(row: _Row, column: str) -> str:
    raw = row[column].raw
    return "" if raw is None else str(raw).strip()
