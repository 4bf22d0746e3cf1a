"""A table's sheet in a form's workbook: a row an entry, the live check beside it; merged rows with their unit in a consolidated one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from toolkit.excel.cells import label_of, quoted, row_height, write_formula, write_value
from toolkit.excel.desk import PROTECTION, Desk, flag_checks, flag_inputs, set_up_page
from toolkit.excel.layout import TABLE_FIRST_ROW, TABLE_HEAD_ROW, TableBlock
from toolkit.excel.live import Check, Finds, sorted_checks, verdict, verdict_formula
from toolkit.excel.styles import look_of
from toolkit.excel.validation import field_validation
from toolkit.messages import say
from toolkit.model.form import Column, Type
from toolkit.model.submission import Row
from toolkit.model.value import BLANK, NO_DATA, Value, is_number
from toolkit.vietnamese.absence import NO_DATA_TEXT

_WIDTHS: Mapping[Type, int] = {Type.TEXT: 34, Type.CHOICE: 28, Type.DATE: 13}
_NUMBER_WIDTH = 14
_UNIT_WIDTH = 26
_CHECK_WIDTH = 40
_ROOM = 20
"""Points that a row is high at least."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row to be written, and in a consolidated workbook who sent it."""

    row: Row
    unit: str = ""


def write_table_sheet(desk: Desk, sheet: Any, block: TableBlock, rows: tuple[TableRow, ...]) -> list[str]:
    """Fills the sheet; gives what its checks say now."""
    _write_head(desk, sheet, block)
    verdicts = []
    for offset in range(block.rows):
        row = rows[offset] if offset < len(rows) else None
        _write_row(desk, sheet, block, offset, row)
        verdicts.append(_write_check(desk, sheet, block, TABLE_FIRST_ROW + offset, row))
    if not block.merged:
        _add_validations(desk, sheet, block)
    _finish(desk, sheet, block)
    return verdicts


def _write_head(desk: Desk, sheet: Any, block: TableBlock) -> None:
    get, last = desk.styles.get, block.check_column - 1
    sheet.merge_range(1, 0, 1, max(1, last), block.table.label.upper(), get("bold", "large", "center", "wrap"))
    note = " ".join(
        part for part in (block.table.note, "" if block.merged else say("form-table-rows", "vi", rows=block.rows)) if part
    )
    sheet.merge_range(2, 0, 2, max(1, last), note, get("italic", "small", "center", "wrap"))
    sheet.merge_range(3, 0, 3, max(1, last), desk.heading.unit, get("left"))
    heads = [
        say("form-col-number", "vi"),
        *([say("form-col-unit", "vi")] if block.merged else []),
        *map(_column_head, block.table.columns),
    ]
    widths = [
        6,
        *([_UNIT_WIDTH] if block.merged else []),
        *(_WIDTHS.get(column.type, _NUMBER_WIDTH) for column in block.table.columns),
    ]
    for column, (head, width) in enumerate(zip([*heads, say("form-col-check", "vi")], [*widths, _CHECK_WIDTH], strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(TABLE_HEAD_ROW, column, head, get("head", "border"))
        letter = "" if column == block.check_column else "A" if column == 0 else str(column)
        sheet.write_string(TABLE_HEAD_ROW + 1, column, letter, get("letters", "border"))
    sheet.set_row(TABLE_HEAD_ROW, 34)
    sheet.set_row(TABLE_HEAD_ROW + 1, 14)


def _column_head(column: Column) -> str:
    measure = f" ({column.unit_of_measure})" if column.unit_of_measure else ""
    return f"{column.label}{measure}{' *' if column.required else ''}"


def _write_row(desk: Desk, sheet: Any, block: TableBlock, offset: int, row: TableRow | None) -> None:
    number, get = TABLE_FIRST_ROW + offset, desk.styles.get
    sheet.write_number(number, 0, offset + 1, get("border", "center", "top"))
    if block.merged:
        sheet.write_string(number, 1, row.unit if row else "", get("border", "wrap", "top"))
    for index, column in enumerate(block.table.columns):
        style = get("border", "wrap", "top", _cell_look(column), *(() if block.merged else ("input",)))
        write_value(sheet, number, block.first_column + index, _shown(desk, column, row), style)
    heights = (_height(column, _shown(desk, column, row)) for column in block.table.columns) if row else ()
    sheet.set_row(number, max(_ROOM, row_height(row.unit if row else "", _UNIT_WIDTH), *heights))


def _cell_look(column: Column) -> str:
    return "text" if column.type is Type.TEXT else look_of(column.type)


def _height(column: Column, value: Value) -> int:
    return row_height(value, _WIDTHS.get(column.type, _NUMBER_WIDTH)) if isinstance(value, str) else row_height("", 1)


def _shown(desk: Desk, column: Column, row: TableRow | None) -> Value:
    return label_of(row.row.value(column.code), desk.form.choice_lists.get(column.choices, ())) if row else BLANK


def _write_check(desk: Desk, sheet: Any, block: TableBlock, number: int, row: TableRow | None) -> str:
    cells = {column.code: f"{xl_col_to_name(block.first_column + i)}{number + 1}" for i, column in enumerate(block.table.columns)}
    given = f"COUNTA({xl_col_to_name(block.first_column)}{number + 1}:{xl_col_to_name(block.check_column - 1)}{number + 1})>0"
    checks = sorted_checks(
        check for column in block.table.columns for check in _column_checks(desk, column, cells[column.code], given, row)
    )
    holds = row is not None and not row.row.is_empty
    said = verdict(checks, desk.answers, given=holds)
    write_formula(
        sheet, number, block.check_column, verdict_formula(checks, given), said, desk.styles.get("border", "small", "wrap")
    )
    return said


def _column_checks(desk: Desk, column: Column, cell: str, given: str, row: TableRow | None) -> Iterator[Check]:
    value = row.row.value(column.code) if row else BLANK
    if column.required:
        missing = row is not None and not row.row.is_empty and value is BLANK
        yield Check(f'AND({cell}="",{given})', _known(missing), say("form-check-row-missing", "vi", label=column.label))
    if column.type.is_numeric:
        stray = f'AND({cell}<>"",NOT(ISNUMBER({cell})),{cell}<>{quoted(NO_DATA_TEXT)})'
        broken = value not in (BLANK, NO_DATA) and not is_number(value)
        yield Check(stray, _known(broken), say("form-check-row-number", "vi", label=column.label))
    if column.choices in desk.layout.lists:
        known = [choice.label for choice in desk.form.choice_lists[column.choices]]
        condition = f'IF({cell}="",FALSE,ISNA(MATCH({cell},{desk.layout.lists[column.choices].address},0)))'
        broken = value is not BLANK and _shown(desk, column, row) not in known
        yield Check(condition, _known(broken), say("form-check-row-choice", "vi", label=column.label))


def _known(broken: bool) -> Finds:  # noqa: FBT001 - the answer itself
    """A check of a row, which answers do not hold by name: what it finds is known when the row is written."""
    return lambda answers: broken


def _add_validations(desk: Desk, sheet: Any, block: TableBlock) -> None:
    for index, column in enumerate(block.table.columns):
        spot = block.column_spot(index)
        validation = field_validation(desk, column, spot.cell)
        if len(validation) > 1:
            sheet.data_validation(spot.row, spot.column, spot.last_row, spot.column, validation)


def _finish(desk: Desk, sheet: Any, block: TableBlock) -> None:
    first, last, check = TABLE_FIRST_ROW, block.last_row, xl_col_to_name(block.check_column)
    flag_checks(desk, sheet, first, last, check, block.check_column)
    left = xl_col_to_name(block.first_column)
    flag_inputs(
        desk, sheet, (first, block.first_column), (last, block.check_column - 1), f"{left}{first + 1}", f"${check}{first + 1}"
    )
    sheet.autofilter(TABLE_HEAD_ROW + 1, 0, last, block.check_column)
    sheet.freeze_panes(TABLE_FIRST_ROW, block.first_column)
    set_up_page(sheet, landscape=True, area=(1, 0, last, block.check_column - 1), repeat=(TABLE_HEAD_ROW, TABLE_HEAD_ROW + 1))
    sheet.protect("", dict(PROTECTION))
