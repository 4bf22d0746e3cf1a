"""`Điều chỉnh`: what was corrected on the way up, with both values and the reason; the next level reads it from here by its names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.excel.carried import ADJUSTMENT, ADJUSTMENT_COLUMNS
from toolkit.excel.cells import label_of, row_height, write_value
from toolkit.excel.desk import PROTECTION, Desk, set_up_page
from toolkit.excel.layout import ADJUSTMENTS, Spot
from toolkit.excel.styles import look_of
from toolkit.messages import say
from toolkit.model.adjustment import Adjustment
from toolkit.model.figure import Consolidation
from toolkit.model.value import Value

_HEADS = ("number", "unit-name", "label", "unit", "indicator", "from", "to", "reason", "who", "when")
_WIDTHS = (6, 30, 40, 11, 20, 12, 12, 50, 22, 13)
_NAMED = dict(zip(ADJUSTMENT_COLUMNS, range(3, 10), strict=True))
_HEAD_ROW = 2
_REASON = _NAMED["reason"]


def iter_adjusted(data: Consolidation, unit: str) -> Iterator[Adjustment]:
    """Every adjustment that holds at or below the unit, in official order."""
    for each in data.tree.below(unit):
        for figure in data.figures[each.code].values():
            yield from figure.adjusted


def write_adjustment_sheet(desk: Desk, sheet: Any, data: Consolidation, adjustments: tuple[Adjustment, ...]) -> None:
    """Fills the sheet and names its columns."""
    get = desk.styles.get
    sheet.write_string(0, 0, say("adjusted-title", "vi"), get("bold", "large"))
    for column, (code, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD_ROW, column, say(f"adjusted-col-{code}", "vi"), get("head", "border"))
    for row, each in enumerate(adjustments, start=_HEAD_ROW + 1):
        _write(desk, sheet, row, data, each)
    last = _HEAD_ROW + max(1, len(adjustments))
    for name, column in _NAMED.items():
        desk.book.define_name(f"{ADJUSTMENT}{name}", f"={Spot(ADJUSTMENTS, _HEAD_ROW + 1, column, last, column).address}")
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:J{last + 1}"})
    set_up_page(sheet, landscape=True, area=(0, 0, last, len(_HEADS) - 1), repeat=(_HEAD_ROW, _HEAD_ROW))
    sheet.protect("", dict(PROTECTION))


def _write(desk: Desk, sheet: Any, row: int, data: Consolidation, each: Adjustment) -> None:
    get, indicator = desk.styles.get, data.form.by_code[each.indicator]
    choices = data.form.choice_lists.get(indicator.choices, ())
    sheet.write_number(row, 0, row - _HEAD_ROW, get("border", "center", "top"))
    texts: tuple[Value, ...] = (data.tree[each.unit].name, indicator.label, each.unit, each.indicator)
    for column, text in enumerate(texts, start=1):
        write_value(sheet, row, column, text, get("border", "left", "top", "wrap"))
    for column, value in enumerate((each.before, each.after), start=5):
        write_value(sheet, row, column, label_of(value, choices), get("border", "top", look_of(indicator.type)))
    for column, text in ((_REASON, each.reason), (_NAMED["who"], each.who)):
        write_value(sheet, row, column, text, get("border", "left", "top", "wrap"))
    write_value(sheet, row, _NAMED["when"], each.when, get("border", "date", "top"))
    sheet.set_row(row, max(row_height(each.reason, _WIDTHS[_REASON]), row_height(indicator.label, _WIDTHS[2])))
