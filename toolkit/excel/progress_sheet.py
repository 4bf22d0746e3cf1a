"""Who reported, late, not yet, or got it back: the rows that `tien-do.xlsx` and every consolidated workbook show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.excel.styles import Styles
from toolkit.messages import say
from toolkit.model.progress import Progress, Status, UnitProgress

_COLUMNS = ("number", "code", "unit", "parent", "status", "late", "resubmissions", "errors", "warnings")
_WIDTHS = (6, 12, 34, 30, 18, 11, 13, 10, 12)
_LOOKS: Mapping[Status, str] = {Status.ACCEPTED: "good", Status.RETURNED: "bad", Status.MISSING: "bad", Status.EXEMPT: "aside"}


def write_progress_rows(sheet: Any, styles: Styles, row: int, progress: Progress, parents: Mapping[str, str], lang: str) -> int:
    """Writes heads at `row` and a row a unit below, with a filter; gives the last row. `parents` names the unit above each."""
    for column, (code, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(row, column, say(f"form-col-{code}", lang), styles.get("head", "border"))
    sheet.set_row(row, 34)
    for offset, each in enumerate(progress.units, start=1):
        _write_unit(sheet, styles, row + offset, offset, each, parents.get(each.unit.code, ""), lang)
    last = row + len(progress.units)
    if progress.units:
        sheet.autofilter(row, 0, last, len(_COLUMNS) - 1)
    return last


def _write_unit(sheet: Any, styles: Styles, row: int, number: int, each: UnitProgress, parent: str, lang: str) -> None:
    get = styles.get
    sheet.write_number(row, 0, number, get("border", "center"))
    for column, text in ((1, each.unit.code), (2, each.unit.name), (3, parent)):
        sheet.write_string(row, column, text, get("border", "text", "left"))
    sheet.write_string(row, 4, say(f"form-status-{each.status.value}", lang), get("border", "center", _LOOKS[each.status]))
    sheet.write_string(row, 5, say("form-late", lang) if each.late else "", get("border", "center", "bad"))
    for column, count in ((6, each.resubmissions), (7, each.errors), (8, each.warnings)):
        if count:
            sheet.write_number(row, column, count, get("border", "count"))
        else:
            sheet.write_blank(row, column, None, get("border"))
    sheet.ignore_errors({"number_stored_as_text": f"B1:B{row + 1}"})
