"""`Tổng hợp`: the units below as rows, indicators as columns under their sections, live totals, rates and shares of targets, the coverage of each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from toolkit.excel.answers import Labels
from toolkit.excel.cells import label_of, quoted, row_height, write_formula, write_value
from toolkit.excel.desk import A4, PROTECTION, Desk
from toolkit.excel.overview import Overview, OverviewColumn, OverviewRow, Role
from toolkit.excel.styles import estimated_look, look_of
from toolkit.formula import Node, parse, references, to_excel
from toolkit.formula.tree import Binary, Call, Name, Percent, Unary
from toolkit.messages import say
from toolkit.model.form import Aggregate, Indicator, Type
from toolkit.model.value import BLANK, NO_DATA, Number, Value, is_number
from toolkit.vietnamese.absence import NO_DATA_TEXT

SECTION_ROW, LABEL_ROW, MEASURE_ROW, ORDINAL_ROW, FIRST_ROW = 4, 5, 6, 7, 8
_NUMBER, _UNIT, _REPORTED, _EXPECTED, _COVERAGE, _FIRST_COLUMN = range(6)
_HEADS = ("number", "unit", "reported", "expected", "coverage")
_WIDTHS = (5, 27, 8, 8, 9)
_COLUMN_WIDTH = 10
_SPREAD: Mapping[Aggregate, tuple[str, Callable[[Sequence[Number]], Number]]] = {
    Aggregate.SUM: ("SUM", sum),
    Aggregate.MAX: ("MAX", max),
    Aggregate.MIN: ("MIN", min),
}

_COLUMNS_OF_A_PAGE = 12
_PAGE = (960, 530)
"""What A4 lying on its side has room for between its margins: pixels across, with some to spare, and points down."""
_TITLE_POINTS, _HEAD_LINE, _ROW_POINTS = 110, 13, 17
_SMALLEST = 65
"""Per cent; rows are made to fit on one page as long as they need not be smaller than that."""


def write_overview_sheet(desk: Desk, sheet: Any, data: Overview, coverage: str) -> None:
    """Fills the sheet."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(_FIRST_COLUMN, _last_column(data), _COLUMN_WIDTH)
    _write_title(desk, sheet, coverage)
    _write_heads(desk, sheet, data)
    formulas = {each.indicator.code: _derivation(data, each.indicator) for each in data.columns}
    for offset, each in enumerate(data.rows):
        _write_row(desk, sheet, data, offset, each, formulas)
    _write_totals(desk, sheet, data, formulas)
    sheet.freeze_panes(FIRST_ROW, _REPORTED)
    _set_up_pages(sheet, data)
    sheet.protect("", dict(PROTECTION))


def _last_column(data: Overview) -> int:
    return _FIRST_COLUMN + len(data.columns) - 1


def _total_row(data: Overview) -> int:
    return FIRST_ROW + len(data.rows)


def _place(data: Overview, code: str, role: Role = Role.FIGURE) -> int:
    return _FIRST_COLUMN + data.places[code, role]


def _write_title(desk: Desk, sheet: Any, coverage: str) -> None:
    """Within the columns that every printed page repeats."""
    for row, (text, look) in enumerate(((desk.heading.title, "bold"), (desk.heading.unit, "bold"), (coverage, "italic"))):
        sheet.merge_range(row, _NUMBER, row, _COVERAGE, text, desk.styles.get("left", "wrap", look))
        sheet.set_row(row, row_height(text, sum(_WIDTHS) - 5))


def _write_heads(desk: Desk, sheet: Any, data: Overview) -> None:
    style, letters = desk.styles.get("head", "small", "border"), desk.styles.get("letters", "border")
    for column, code in enumerate(_HEADS):
        sheet.merge_range(SECTION_ROW, column, MEASURE_ROW, column, say(f"form-col-{code}", "vi"), style)
        sheet.write_string(ORDINAL_ROW, column, "AB"[column] if column < _REPORTED else str(column - 1), letters)
    for heading, first, last in _spans(data):
        _write_over(sheet, SECTION_ROW, first, last, heading, style)
    plain, measure = (desk.styles.get("center", "wrap", "small", "border", *looks) for looks in ((), ("italic",)))
    for column, each in enumerate(data.columns, start=_FIRST_COLUMN):
        if each.role is Role.FIGURE:
            _write_over(sheet, LABEL_ROW, column, _last_of(data, each.indicator), each.indicator.label, plain)
        sheet.write_string(MEASURE_ROW, column, _measure(each), measure)
        sheet.write_string(ORDINAL_ROW, column, str(column - 1), letters)
    for row, points in zip((SECTION_ROW, LABEL_ROW, MEASURE_ROW), _head_points(data), strict=True):
        sheet.set_row(row, points)


def _head_points(data: Overview) -> tuple[int, int, int]:
    """How high the headings, the labels and the units of measure are, so that each is seen whole."""
    headings = [_head_height(heading, last - first + 1) for heading, first, last in _spans(data)]
    figures = [(each.indicator, _place(data, each.indicator.code)) for each in data.columns if each.role is Role.FIGURE]
    labels = [_head_height(each.label, _last_of(data, each) - place + 1) for each, place in figures]
    return max([20, *headings]), max([84, *labels]), 30


def _head_height(text: str, columns: int) -> int:
    return row_height(text, columns * _COLUMN_WIDTH, _HEAD_LINE)


def _write_over(sheet: Any, row: int, first: int, last: int, text: str, style: Any) -> None:
    if first == last:
        sheet.write_string(row, first, text, style)
    else:
        sheet.merge_range(row, first, row, last, text, style)


def _last_of(data: Overview, indicator: Indicator) -> int:
    return _place(data, indicator.code, Role.SHARE if (indicator.code, Role.SHARE) in data.places else Role.FIGURE)


def _measure(column: OverviewColumn) -> str:
    if column.role is Role.FIGURE:
        return column.indicator.unit_of_measure
    return say("overview-target" if column.role is Role.TARGET else "overview-share", "vi")


def _spans(data: Overview) -> Iterator[tuple[str, int, int]]:
    """Headings with their first and last columns; a section wider than a page comes in parts of like width, none inside an indicator."""
    headings = [each.indicator.section for each in data.columns]
    for heading in dict.fromkeys(headings):
        first, count = headings.index(heading), headings.count(heading)
        parts = -(-count // _COLUMNS_OF_A_PAGE)
        starts = dict.fromkeys(_start(data, first + count * part // parts) for part in range(parts))
        for start, after in zip(starts, (*list(starts)[1:], first + count), strict=True):
            yield heading, _FIRST_COLUMN + start, _FIRST_COLUMN + after - 1


def _pages(data: Overview) -> Iterator[int]:
    """The first column of each page."""
    first = -_COLUMNS_OF_A_PAGE
    for _, start, last in _spans(data):
        if last - first >= _COLUMNS_OF_A_PAGE:
            first = start
            yield first


def _start(data: Overview, place: int) -> int:
    return data.places[data.columns[place].indicator.code, Role.FIGURE]


@dataclass(frozen=True, slots=True)
class _Derivation:
    """What is derived from cells of its own row."""

    node: Node
    codes: frozenset[str]


def _derivation(data: Overview, indicator: Indicator) -> _Derivation | None:
    """None for what is not derived, and where the sheet does not hold all that it names."""
    if not indicator.is_derived:
        return None
    node = parse(indicator.formula)
    named = references(node)
    elsewhere = named.columns or named.targets or named.previous or named.plans or named.children
    return None if elsewhere or not named.codes <= data.shown else _Derivation(node, frozenset(named.codes))


def _row_formula(desk: Desk, data: Overview, derivation: _Derivation, row: int) -> str:
    cells = {code: xl_rowcol_to_cell(row, _place(data, code)) for code in derivation.codes}
    return to_excel(with_cells(derivation.node, cells), Labels(desk.form))


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


def _write_row(
    desk: Desk, sheet: Any, data: Overview, offset: int, row: OverviewRow, formulas: Mapping[str, _Derivation | None]
) -> None:
    number, get = FIRST_ROW + offset, desk.styles.get
    sheet.set_row(number, _ROW_POINTS)
    sheet.write_number(number, _NUMBER, offset + 1, get("border", "small", "center"))
    sheet.write_string(number, _UNIT, row.name, get("border", "small", "left"))
    behind = () if row.reported == row.expected else ("bad", "bold")
    sheet.write_number(number, _REPORTED, row.reported, get("border", "small", "count", *behind))
    sheet.write_number(number, _EXPECTED, row.expected, get("border", "small", "count"))
    _write_coverage(sheet, number, row, get("border", "small", "percent"))
    for column, each in enumerate(data.columns, start=_FIRST_COLUMN):
        looks = ("border", "small", *_looks(each, row))
        derivation = formulas[each.indicator.code]
        if each.role is not Role.FIGURE:
            _write_against(sheet, number, column, each, row, get(*looks))
        elif derivation:
            formula = _row_formula(desk, data, derivation, number)
            write_formula(sheet, number, column, formula, row.values[each.indicator.code], get("derived", *looks))
        else:
            value = label_of(row.values.get(each.indicator.code, BLANK), desk.form.choice_lists.get(each.indicator.choices, ()))
            write_value(sheet, number, column, value, get(*looks, *(("fit",) if value is NO_DATA else ())))


def _looks(column: OverviewColumn, row: OverviewRow) -> tuple[str, ...]:
    type_ = Type.PERCENT if column.role is Role.SHARE else column.indicator.type
    kinds = {Role.FIGURE: (), Role.TARGET: ("aside",), Role.SHARE: ("derived",)}
    estimated = column.role is not Role.TARGET and column.indicator.code in row.estimated
    return (*kinds[column.role], look_of(type_), *((estimated_look(type_),) if estimated else ()))


def _write_coverage(sheet: Any, number: int, row: OverviewRow, style: Any) -> None:
    """How many of those that had to report did: 1 is all."""
    reported, expected = (xl_rowcol_to_cell(number, column) for column in (_REPORTED, _EXPECTED))
    value = Decimal(row.reported) / row.expected if row.expected else BLANK
    write_formula(sheet, number, _COVERAGE, f'=IF({expected}>0,{reported}/{expected},"")', value, style)


def _write_against(sheet: Any, number: int, column: int, each: OverviewColumn, row: OverviewRow, style: Any) -> None:
    """A target as it was assigned; how much of it is reached, live."""
    code = each.indicator.code
    if each.role is Role.TARGET:
        target = row.targets.get(code, BLANK)
        write_value(sheet, number, column, target if is_number(target) else BLANK, style)
        return
    figure, target = (xl_rowcol_to_cell(number, column - back) for back in (2, 1))
    share = row.shares.get(code, BLANK)
    formula = f'=IF(COUNT({figure},{target})=2,IF({target}<>0,{figure}/{target},""),"")'
    write_formula(sheet, number, column, formula, share if is_number(share) else BLANK, style)


def _write_totals(desk: Desk, sheet: Any, data: Overview, formulas: Mapping[str, _Derivation | None]) -> None:
    row, get, total = _total_row(data), desk.styles.get, data.total
    sheet.set_row(row, 20)
    sheet.write_blank(row, _NUMBER, None, get("border", "total"))
    sheet.write_string(row, _UNIT, total.name, get("border", "total", "center"))
    for column, count in ((_REPORTED, total.reported), (_EXPECTED, total.expected)):
        _write_spread(sheet, row, column, "SUM", count, get("border", "small", "total", "count"))
    _write_coverage(sheet, row, total, get("border", "small", "total", "percent"))
    for column, each in enumerate(data.columns, start=_FIRST_COLUMN):
        style, derivation = get("border", "small", *_looks(each, total), "total"), formulas[each.indicator.code]
        if each.role is not Role.FIGURE:
            _write_against(sheet, row, column, each, total, style)
        elif derivation:
            value = total.values[each.indicator.code]
            write_formula(sheet, row, column, _row_formula(desk, data, derivation, row), value, style)
        else:
            _write_total(sheet, data, column, each.indicator, style)


def _write_total(sheet: Any, data: Overview, column: int, indicator: Indicator, style: Any) -> None:
    """Live where the total is what the rows above come to; as it is where it was corrected, or stands as a level below stated it."""
    value = data.total.values[indicator.code]
    function, spread = _SPREAD.get(indicator.aggregate, ("", sum))
    numbers = [each for row in data.rows if is_number(each := row.values.get(indicator.code, BLANK))]
    if function and not indicator.is_derived and (spread(numbers) == value if numbers else not is_number(value)):
        _write_spread(sheet, _total_row(data), column, function, value, style)
    else:
        write_value(sheet, _total_row(data), column, value, style)


def _write_spread(sheet: Any, row: int, column: int, function: str, value: Value, style: Any) -> None:
    """A live total of the rows above: blank for nothing but blanks, "no data" where nothing else is stated."""
    cells, no_data = xl_range(FIRST_ROW, column, max(FIRST_ROW, row - 1), column), quoted(NO_DATA_TEXT)
    nothing = f'IF(COUNTIF({cells},{no_data})>0,{no_data},"")'
    write_formula(sheet, row, column, f"=IF(COUNT({cells})=0,{nothing},{function}({cells}))", value, style)


def _set_up_pages(sheet: Any, data: Overview) -> None:
    """Landscape A4; as many sections a page across as it has room for, each page with the units' names, all at one scale."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
    starts = [*_pages(data), _last_column(data) + 1]
    columns = max((after - first for first, after in pairwise(starts)), default=1)
    sheet.set_print_scale(_scale(columns, _TITLE_POINTS + sum(_head_points(data)) + len(data.rows) * _ROW_POINTS))
    sheet.set_v_pagebreaks(starts[1:-1])
    sheet.repeat_columns(_NUMBER, _COVERAGE)
    sheet.repeat_rows(SECTION_ROW, ORDINAL_ROW)
    sheet.print_area(0, 0, _total_row(data), _last_column(data))
    sheet.set_footer("&C&9&P/&N")
    sheet.hide_gridlines(2)


def _scale(columns: int, points: int) -> int:
    """Per cent: what the width needs, and the height where that keeps all rows on one page and still is legible."""
    across, down = _PAGE
    pixels = sum(map(_pixels, _WIDTHS)) + columns * _pixels(_COLUMN_WIDTH)
    by_width = max(30, min(100, 100 * across // pixels))
    by_height = 100 * down // points
    return min(by_width, by_height) if by_height >= _SMALLEST else by_width


def _pixels(width: int) -> int:
    return 7 * width + 5
