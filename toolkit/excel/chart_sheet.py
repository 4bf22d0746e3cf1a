"""`Biểu đồ`: the units below beside each other, with their ranks: how much of them reported, of their targets reached, their rates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from toolkit.excel.cells import write_value
from toolkit.excel.comparison_sheet import Compare, percentages
from toolkit.excel.desk import A4, PROTECTION, Desk, set_up_page
from toolkit.excel.layout import CHARTS
from toolkit.messages import say
from toolkit.model.comparison import Comparison
from toolkit.model.figure import Consolidation
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, Value, is_number

_HEAD_ROW, _FIRST_ROW = 2, 3
_MOST = 6
"""Charts on a sheet."""
_MOST_BARS = 40
_WIDTH, _ROW_HEIGHT = 610, 20
_PIXELS_OF_A_ROW = 20
_TITLE_HEIGHT = 70
_LAST_COLUMN = 13
"""Where two charts beside each other end."""
_SCALE, _PAGE_ROWS = 74, 34
"""Per cent at which they fit on A4 lying on its side, and the rows that a page holds at full size."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is charted: a ratio of each unit, and its rank where it has one."""

    title: str
    values: Mapping[str, Value]
    ranks: Mapping[str, str]


def iter_measures(desk: Desk, data: Consolidation, unit: str, compare: Compare) -> Iterator[Measure]:
    """Coverage, then how much of its target each unit reached, then the rates of the form; those that no unit has are left out."""
    children = data.tree.children(unit)
    yield Measure(say("chart-coverage", "vi"), {each.code: _coverage(data, each) for each in children}, {})
    for code, indicator in data.form.by_code.items():
        shares = {each.code: compare(each.code, code).target.share for each in children if (each.code, code) in data.targets}
        # what was prefilled with its target always is all of it
        if any(is_number(share) and share != 1 for share in shares.values()):
            yield Measure(say("chart-target", "vi", label=indicator.label), shares, {})
    for indicator in percentages(desk):
        values = {each.code: data.figures[each.code][indicator.code].value for each in children}
        if any(map(is_number, values.values())):
            ranks = {each.code: _rank(compare(each.code, indicator.code)) for each in children}
            yield Measure(indicator.label, values, ranks)


def write_chart_sheet(desk: Desk, sheet: Any, children: tuple[Unit, ...], measures: tuple[Measure, ...]) -> None:
    """The figures as a table, and a native chart of each."""
    get = desk.styles.get
    sheet.write_string(0, 0, say("chart-title", "vi"), get("bold", "large"))
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 1 + 2 * len(measures), 12)
    for column, code in enumerate(("number", "unit")):
        sheet.write_string(_HEAD_ROW, column, say(f"form-col-{code}", "vi"), get("head", "border"))
    for row, unit in enumerate(children, start=_FIRST_ROW):
        sheet.write_number(row, 0, row - _FIRST_ROW + 1, get("border", "center"))
        sheet.write_string(row, 1, unit.name, get("border", "left"))
    last = _FIRST_ROW + len(children) - 1
    column = 2
    for number, measure in enumerate(measures[:_MOST]):
        _chart(desk, sheet, number, measure, column, last)
        column = _write(desk, sheet, column, measure, children)
    sheet.set_row(_HEAD_ROW, 66)
    sheet.freeze_panes(_FIRST_ROW, 2)
    _set_up_pages(sheet, last, len(measures[:_MOST]), max(_LAST_COLUMN, column - 1))
    sheet.protect("", dict(PROTECTION))


def _set_up_pages(sheet: Any, last: int, charts: int, last_column: int) -> None:
    """The table on its pages, then as many rows of charts a page as it has room for: none is cut in two."""
    bars, rows = last - _FIRST_ROW + 1, _rows_of_a_chart(last)
    if bars > _MOST_BARS:
        set_up_page(sheet, landscape=True, area=(0, 0, last, last_column), repeat=(_HEAD_ROW, _HEAD_ROW))
        return
    bands = -(-charts // 2)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_print_scale(min(_SCALE, 100 * _PAGE_ROWS // max(rows, bars + 6)))
    fitting = max(1, (100 * _PAGE_ROWS // _SCALE) // rows)
    breaks = range(last + 2, last + 2 + bands * rows, fitting * rows)
    together = bars + 6 + rows * bands <= 100 * _PAGE_ROWS // _SCALE
    sheet.set_h_pagebreaks([] if together else list(breaks))
    sheet.print_area(0, 0, last + 2 + rows * bands, last_column)
    sheet.set_footer("&C&9&P/&N")
    sheet.hide_gridlines(2)


def _write(desk: Desk, sheet: Any, column: int, measure: Measure, children: tuple[Unit, ...]) -> int:
    """The measure's column, and that of its ranks where it has any; the next free one."""
    get = desk.styles.get
    sheet.write_string(_HEAD_ROW, column, measure.title, get("head", "border", "small"))
    for row, unit in enumerate(children, start=_FIRST_ROW):
        value = measure.values.get(unit.code, BLANK)
        write_value(sheet, row, column, value if is_number(value) else BLANK, get("border", "percent"))
    if not measure.ranks:
        return column + 1
    sheet.write_string(_HEAD_ROW, column + 1, say("compared-rank", "vi"), get("head", "border", "small"))
    for row, unit in enumerate(children, start=_FIRST_ROW):
        sheet.write_string(row, column + 1, measure.ranks.get(unit.code, ""), get("border", "center"))
    return column + 2


def _chart(desk: Desk, sheet: Any, number: int, measure: Measure, column: int, last: int) -> None:
    """A bar a unit, the first on top; of very many units only the table is shown."""
    if last - _FIRST_ROW >= _MOST_BARS:
        return
    chart = desk.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": [CHARTS, _HEAD_ROW, column],
            "categories": [CHARTS, _FIRST_ROW, 1, last, 1],
            "values": [CHARTS, _FIRST_ROW, column, last, column],
            "fill": {"color": "#4F81BD"},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "0%", "font": {"size": 8}},
        }
    )
    chart.set_title({"name": measure.title, "name_font": {"size": 11}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}, "interval_unit": 1})
    chart.set_x_axis({"num_format": "0%", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    height = _chart_height(last - _FIRST_ROW + 1)
    # room for the names: where they would be broken, LibreOffice leaves out every second one
    top = _TITLE_HEIGHT / height
    chart.set_plotarea({"layout": {"x": 0.3, "y": top, "width": 0.64, "height": 1 - top - 0.04}})
    chart.set_size({"width": _WIDTH, "height": height})
    spot = (last + 2 + (number // 2) * _rows_of_a_chart(last), 0 if number % 2 == 0 else 6)
    sheet.insert_chart(*spot, chart, {"description": measure.title, "object_position": 2, "x_offset": 8 * (number % 2)})


def _rows_of_a_chart(last: int) -> int:
    return _chart_height(last - _FIRST_ROW + 1) // _PIXELS_OF_A_ROW + 2


def _chart_height(bars: int) -> int:
    return 110 + _ROW_HEIGHT * bars


def _coverage(data: Consolidation, unit: Unit) -> Value:
    expected = len(data.tree.expected(unit.code))
    return Decimal(len(data.reported(unit.code))) / expected if expected else BLANK


def _rank(comparison: Comparison) -> str:
    return f"{comparison.rank.place}/{comparison.rank.of}" if comparison.rank else ""
