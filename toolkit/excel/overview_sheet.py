"""`Tổng hợp`: the units below as rows, indicators as columns under their sections, live totals and rates, the coverage of each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from toolkit.excel.answers import Labels
from toolkit.excel.cells import label_of, quoted, row_height, write_formula, write_value
from toolkit.excel.desk import A4, PROTECTION, Desk
from toolkit.excel.styles import estimated_look, look_of
from toolkit.formula import Node, parse, references, to_excel
from toolkit.formula.tree import Binary, Call, Name, Percent, Unary
from toolkit.messages import say
from toolkit.model.figure import Consolidation, Figure
from toolkit.model.form import Aggregate, EnteredBy, Indicator
from toolkit.model.value import BLANK, NO_DATA, Value
from toolkit.vietnamese.absence import NO_DATA_TEXT

SECTION_ROW, LABEL_ROW, MEASURE_ROW, ORDINAL_ROW, FIRST_ROW = 4, 5, 6, 7, 8
_NUMBER, _UNIT, _REPORTED, _EXPECTED, _FIRST_COLUMN = range(5)
_WIDTHS = (5, 26, 9, 9)
_COLUMN_WIDTH = 10
_COLUMNS_OF_A_PAGE = 12
_PIXELS_OF_A_PAGE = 940
_PIXELS_OF_A_CHARACTER = 7.4
_SPREAD: Mapping[Aggregate, str] = {Aggregate.SUM: "SUM", Aggregate.MAX: "MAX", Aggregate.MIN: "MIN"}


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A child with its figures, or the unit's own workbook with what that states."""

    name: str
    reported: int
    expected: int
    values: Mapping[str, Value]
    estimated: frozenset[str] = frozenset()
    """The indicators whose figures rest on an estimate."""


@dataclass(frozen=True)
class Overview:
    """What the sheet shows of one unit."""

    indicators: tuple[Indicator, ...]
    rows: tuple[OverviewRow, ...]
    totals: Mapping[str, Figure]

    @property
    def total_row(self) -> int:
        """The sheet's row of totals."""
        return FIRST_ROW + len(self.rows)

    def column(self, code: str) -> int:
        """The sheet's column of an indicator."""
        return _FIRST_COLUMN + next(index for index, each in enumerate(self.indicators) if each.code == code)


def overview_of(data: Consolidation, unit: str) -> Overview:
    """The unit's own workbook where it has one, then its children, in official order."""
    own = tuple(each for each in data.form.indicators if each.entered_by is EnteredBy.SELF or each.type.is_numeric)
    sectioned = tuple(each for _, members in data.form.sections() for each in members if each in own)
    return Overview(sectioned, tuple(_rows(data, unit)), data.figures[unit])


def _rows(data: Consolidation, unit: str) -> Iterator[OverviewRow]:
    asked = data.tree.reports(unit) and not data.tree[unit].exempt
    values = {code: figure.own for code, figure in data.figures[unit].items()}
    if asked or any(value is not BLANK for value in values.values()):
        yield OverviewRow(say("form-own-row", "vi", name=data.tree[unit].name), int(unit in data.submissions), int(asked), values)
    for child in data.tree.children(unit):
        figures = data.figures[child.code]
        values = {code: figure.value for code, figure in figures.items()}
        estimated = frozenset(code for code, figure in figures.items() if figure.estimated)
        yield OverviewRow(child.name, len(data.reported(child.code)), len(data.tree.expected(child.code)), values, estimated)


def write_overview_sheet(desk: Desk, sheet: Any, data: Overview, coverage: str) -> None:
    """Fills the sheet."""
    last_column = _FIRST_COLUMN + len(data.indicators) - 1
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(_FIRST_COLUMN, last_column, _COLUMN_WIDTH)
    _write_title(desk, sheet, coverage)
    _write_heads(desk, sheet, data)
    for offset, each in enumerate(data.rows):
        _write_row(desk, sheet, data, offset, each)
    _write_totals(desk, sheet, data)
    sheet.freeze_panes(FIRST_ROW, _REPORTED)
    _set_up_pages(sheet, data, last_column)
    sheet.protect("", dict(PROTECTION))


def _write_title(desk: Desk, sheet: Any, coverage: str) -> None:
    """Within the columns that every printed page repeats."""
    for row, (text, look) in enumerate(((desk.heading.title, "bold"), (desk.heading.unit, "bold"), (coverage, "italic"))):
        sheet.merge_range(row, _NUMBER, row, _EXPECTED, text, desk.styles.get("left", "wrap", look))
        sheet.set_row(row, row_height(text, sum(_WIDTHS) - 5))


def _write_heads(desk: Desk, sheet: Any, data: Overview) -> None:
    style = desk.styles.get("head", "small", "border")
    for column, code in enumerate(("number", "unit", "reported", "expected")):
        sheet.merge_range(SECTION_ROW, column, MEASURE_ROW, column, say(f"form-col-{code}", "vi"), style)
        sheet.write_string(
            ORDINAL_ROW, column, "AB"[column] if column < 2 else str(column - 1), desk.styles.get("letters", "border")
        )
    for heading, first, last in _section_spans(data):
        spot = (SECTION_ROW, first, SECTION_ROW, last)
        sheet.write_string(SECTION_ROW, first, heading, style) if first == last else sheet.merge_range(*spot, heading, style)
    plain = desk.styles.get("center", "wrap", "small", "border")
    for column, indicator in enumerate(data.indicators, start=_FIRST_COLUMN):
        sheet.write_string(LABEL_ROW, column, indicator.label, plain)
        sheet.write_string(
            MEASURE_ROW, column, indicator.unit_of_measure, desk.styles.get("italic", "center", "wrap", "small", "border")
        )
        sheet.write_string(ORDINAL_ROW, column, str(column - 1), desk.styles.get("letters", "border"))
    sheet.set_row(SECTION_ROW, 20)
    sheet.set_row(LABEL_ROW, 84)
    sheet.set_row(MEASURE_ROW, 30)


def _section_spans(data: Overview) -> Iterator[tuple[str, int, int]]:
    """Headings with their first and last columns; a section wider than a page comes in parts of like width."""
    headings = [indicator.section for indicator in data.indicators]
    for heading in dict.fromkeys(headings):
        count = headings.count(heading)
        parts = -(-count // _COLUMNS_OF_A_PAGE)
        starts = [headings.index(heading) + count * part // parts for part in range(parts + 1)]
        for first, after in pairwise(starts):
            yield heading, _FIRST_COLUMN + first, _FIRST_COLUMN + after - 1


def _write_row(desk: Desk, sheet: Any, data: Overview, offset: int, row: OverviewRow) -> None:
    number, get = FIRST_ROW + offset, desk.styles.get
    sheet.set_row(number, 17)
    sheet.write_number(number, _NUMBER, offset + 1, get("border", "center"))
    sheet.write_string(number, _UNIT, row.name, get("border", "left"))
    late = () if row.reported == row.expected else ("bad", "bold")
    sheet.write_number(number, _REPORTED, row.reported, get("border", "count", *late))
    sheet.write_number(number, _EXPECTED, row.expected, get("border", "count"))
    for indicator in data.indicators:
        value, formula = row.values.get(indicator.code, BLANK), _row_formula(desk, data, indicator, number)
        looks = (*(("derived",) if formula else ()), *(("fit",) if value is NO_DATA else ()))
        estimated = (estimated_look(indicator.type),) if indicator.code in row.estimated else ()
        style = get("border", "small", look_of(indicator.type), *looks, *estimated)
        column = data.column(indicator.code)
        if formula:
            write_formula(sheet, number, column, formula, value, style)
        else:
            write_value(sheet, number, column, label_of(value, desk.form.choice_lists.get(indicator.choices, ())), style)


def _row_formula(desk: Desk, data: Overview, indicator: Indicator, row: int) -> str:
    """What is derived, over the cells of its own row; empty where the sheet does not hold all that it names."""
    if not indicator.is_derived:
        return ""
    node, shown = parse(indicator.formula), {each.code for each in data.indicators}
    named = references(node)
    if named.columns or named.targets or named.previous or named.plans or named.children or not named.codes <= shown:
        return ""
    cells = {code: xl_rowcol_to_cell(row, data.column(code)) for code in named.codes}
    return to_excel(with_cells(node, cells), Labels(desk.form))


def with_cells(node: Node, cells: Mapping[str, str]) -> Node:
    """The formula with each name replaced by the cell that holds its value in a row."""
    match node:
        case Name(code):
            return replace(node, code=cells[code])
        case Unary(_, operand) | Percent(operand):
            return replace(node, operand=with_cells(operand, cells))
        case Binary(_, left, right):
            return replace(node, left=with_cells(left, cells), right=with_cells(right, cells))
        case Call(_, arguments):
            return replace(node, arguments=tuple(with_cells(each, cells) for each in arguments))
        case _:
            return node


def _write_totals(desk: Desk, sheet: Any, data: Overview) -> None:
    row, get = data.total_row, desk.styles.get
    sheet.set_row(row, 20)
    sheet.write_blank(row, _NUMBER, None, get("border", "total"))
    sheet.write_string(row, _UNIT, say("form-total", "vi"), get("border", "total", "center"))
    for column, counts in ((_REPORTED, [each.reported for each in data.rows]), (_EXPECTED, [each.expected for each in data.rows])):
        _write_spread(sheet, row, column, "SUM", sum(counts), get("border", "total", "count"))
    for indicator in data.indicators:
        value, column = data.totals[indicator.code].value, data.column(indicator.code)
        estimated = (estimated_look(indicator.type),) if data.totals[indicator.code].estimated else ()
        style = get("border", "small", "total", look_of(indicator.type), *estimated)
        formula = _row_formula(desk, data, indicator, row)
        if formula:
            write_formula(sheet, row, column, formula, value, style)
        elif indicator.aggregate in _SPREAD and not indicator.is_derived:
            _write_spread(sheet, row, column, _SPREAD[indicator.aggregate], value, style)
        else:
            write_value(sheet, row, column, value, style)


def _write_spread(sheet: Any, row: int, column: int, function: str, value: Value, style: Any) -> None:
    """A live total of the rows above: blank for nothing but blanks, "no data" where nothing else is stated."""
    cells, no_data = xl_range(FIRST_ROW, column, max(FIRST_ROW, row - 1), column), quoted(NO_DATA_TEXT)
    nothing = f'IF(COUNTIF({cells},{no_data})>0,{no_data},"")'
    write_formula(sheet, row, column, f"=IF(COUNT({cells})=0,{nothing},{function}({cells}))", value, style)


def _set_up_pages(sheet: Any, data: Overview, last_column: int) -> None:
    """Landscape A4; a section a page across, each with the units' names, all at the scale that the widest one needs."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
    spans = list(_section_spans(data))
    widest = max((last - first + 1 for _, first, last in spans), default=1)
    pixels = (sum(_WIDTHS) + widest * _COLUMN_WIDTH) * _PIXELS_OF_A_CHARACTER
    sheet.set_print_scale(max(30, min(100, int(100 * _PIXELS_OF_A_PAGE / pixels))))
    sheet.set_v_pagebreaks([first for _, first, _ in spans[1:]])
    sheet.repeat_columns(_NUMBER, _EXPECTED)
    sheet.repeat_rows(SECTION_ROW, ORDINAL_ROW)
    sheet.print_area(0, 0, data.total_row, last_column)
    sheet.set_footer("&C&9&P/&N")
    sheet.hide_gridlines(2)
