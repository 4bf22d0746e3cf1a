"""`Kiểm tra`: what is still open about the units of a consolidated workbook, errors first, each with its place and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.excel.cells import row_height, write_value
from toolkit.excel.desk import PROTECTION, Desk, set_up_page
from toolkit.messages import remedy, say, sentence
from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.model.unit import Tree

_HEADS = ("number", "severity", "unit", "sentence", "remedy", "file", "place")
_WIDTHS = (6, 11, 28, 60, 50, 30, 20)
_HEAD_ROW = 2
_LOOKS = {Severity.ERROR: "bad", Severity.WARNING: "bold", Severity.NOTE: "aside"}


def write_finding_sheet(desk: Desk, sheet: Any, tree: Tree, findings: Sequence[Finding]) -> None:
    """Fills the sheet."""
    get = desk.styles.get
    sheet.write_string(0, 0, say("open-title", "vi", count=len(findings)), get("bold", "large"))
    for column, (code, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD_ROW, column, say(f"open-col-{code}", "vi"), get("head", "border"))
    ordered = sorted(findings, key=lambda each: tuple(Severity).index(each.severity))
    for row, each in enumerate(ordered, start=_HEAD_ROW + 1):
        _write(desk, sheet, row, tree, each)
    last = _HEAD_ROW + len(ordered)
    if ordered:
        sheet.autofilter(_HEAD_ROW, 0, last, len(_HEADS) - 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    set_up_page(sheet, landscape=True, area=(0, 0, last, len(_HEADS) - 1), repeat=(_HEAD_ROW, _HEAD_ROW))
    sheet.protect("", dict(PROTECTION))


def _write(desk: Desk, sheet: Any, row: int, tree: Tree, each: Finding) -> None:
    get, values, place = desk.styles.get, dict(each.values), each.place
    said, todo = sentence(each.code, values, "vi"), remedy(each.code, values, "vi")
    name = tree[place.unit].name if place.unit in tree else place.unit
    severity = say(f"severity-{each.severity.value}", "vi")
    sheet.write_number(row, 0, row - _HEAD_ROW, get("border", "center", "top"))
    spot = "!".join(part for part in (place.sheet, place.cell) if part)
    for column, text in enumerate((severity, name, said, todo, place.file, spot), start=1):
        looks = ("center", "small", _LOOKS[each.severity]) if column == 1 else ("left", "small")
        write_value(sheet, row, column, text, get("border", "top", "wrap", *looks))
    sheet.set_row(
        row, max(row_height(said, _WIDTHS[3] + 8, 14), row_height(todo, _WIDTHS[4] + 6, 14), row_height(name, _WIDTHS[2], 14))
    )
