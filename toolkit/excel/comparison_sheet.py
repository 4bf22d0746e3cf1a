"""`So sánh`: each figure of the unit beside what was assigned, what was planned and the period before; where it stands among its like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.excel.cells import row_height, write_value
from toolkit.excel.desk import PROTECTION, Desk, set_up_page
from toolkit.excel.layout import COMPARISONS
from toolkit.excel.styles import estimated_look, look_of
from toolkit.messages import say
from toolkit.model.comparison import Compared, Comparison
from toolkit.model.form import Indicator, Type
from toolkit.model.value import BLANK, Value, is_number

Compare = Callable[[str, str], Comparison]
"""Gives what a unit's figure is set beside."""

_FIRST_ROW = 4
_LABEL_WIDTH = 46
_BASES = ("target", "plan", "previous")
_ESTIMATED = {"percent": "estimated percent", "number": "estimated number"}
"""What lies between a figure and an estimate is one too."""


@dataclass(frozen=True, slots=True)
class _Column:
    code: str
    width: int
    value: Callable[[Comparison], Value]
    look: str = ""
    """The indicator's own where it is empty."""
    base: str = ""
    """What it is against, for the wording of its head."""


def add_comparison_sheet(desk: Desk, unit: str, compare: Compare) -> None:
    """Adds the sheet; none where nothing is known to compare with."""
    known = {code: compare(unit, code) for code in desk.layout.rows}
    columns = tuple(_columns(tuple(known.values())))
    if not columns:
        return
    sheet = desk.book.add_worksheet(COMPARISONS)
    _write_heads(desk, sheet, columns)
    row = _FIRST_ROW - 1
    for line in desk.layout.lines:
        row += 1
        looks = ("section",) if line.is_section else ()
        sheet.write_string(row, 0, line.number, desk.styles.get("border", "center", *looks))
        sheet.write_string(row, 1, line.label, desk.styles.indented(line.depth, "border", "wrap", *looks))
        sheet.set_row(row, row_height(line.label, _LABEL_WIDTH - 2 * line.depth))
        if line.indicator:
            _write(desk, sheet, row, line.indicator, known[line.indicator.code], columns)
    sheet.freeze_panes(_FIRST_ROW, 3)
    set_up_page(sheet, landscape=True, area=(0, 0, row, len(columns) + 3), repeat=(_FIRST_ROW - 1, _FIRST_ROW - 1))
    sheet.protect("", dict(PROTECTION))


def _columns(known: tuple[Comparison, ...]) -> Iterator[_Column]:
    """Those that hold anything: the base, then what the figure is against it."""
    for name in _BASES:
        for column in _columns_of(name):
            if any(column.value(each) is not BLANK for each in known):
                yield column
    if any(each.rank for each in known):
        yield _Column("rank", 12, lambda each: f"{each.rank.place}/{each.rank.of}" if each.rank else BLANK, "center")


def _columns_of(name: str) -> tuple[_Column, ...]:
    def base(each: Comparison) -> Compared:
        found: Compared = getattr(each, name)
        return found

    return (
        _Column(name, 13, lambda each: base(each).base),
        *((_Column("share", 12, lambda each: base(each).share, "percent", name),) if name != "previous" else ()),
        _Column("difference", 13, lambda each: base(each).difference, "", name),
        *((_Column("change", 12, lambda each: base(each).change, "percent", name),) if name == "previous" else ()),
        _Column("points", 12, lambda each: base(each).points, "number", name),
    )


def _write_heads(desk: Desk, sheet: Any, columns: tuple[_Column, ...]) -> None:
    get = desk.styles.get
    sheet.write_string(0, 0, say("compared-title", "vi"), get("bold", "large"))
    sheet.write_string(1, 0, desk.heading.unit, get("left"))
    sheet.write_string(2, 0, say("compared-note", "vi"), get("italic", "small"))
    heads = ("number", "label", "measure", "value")
    for column, (code, width) in enumerate(zip(heads, (6, _LABEL_WIDTH, 13, 13), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_FIRST_ROW - 1, column, say(f"form-col-{code}", "vi"), get("head", "border"))
    for index, each in enumerate(columns, start=len(heads)):
        sheet.set_column(index, index, each.width)
        sheet.write_string(_FIRST_ROW - 1, index, _head(each), get("head", "border", "small"))
    sheet.set_row(_FIRST_ROW - 1, 44)


def _head(column: _Column) -> str:
    base = say(f"compared-{column.base}", "vi") if column.base else ""
    return say(f"compared-{column.code}", "vi", base=base[:1].lower() + base[1:])


def _write(desk: Desk, sheet: Any, row: int, indicator: Indicator, known: Comparison, columns: tuple[_Column, ...]) -> None:
    get, look = desk.styles.get, look_of(indicator.type)
    sheet.write_string(row, 2, indicator.unit_of_measure, get("border", "center", "small"))
    odd = () if known.is_plausible else ("bad", "bold")
    value = desk.answers.figure(indicator)
    resting = (estimated_look(indicator.type),) if desk.answers.rests_on_estimate(indicator) else ()
    write_value(sheet, row, 3, value if is_number(value) else BLANK, get("border", look, *resting, *odd))
    for index, each in enumerate(columns, start=4):
        compared = each.value(known)
        shown = compared if is_number(compared) or isinstance(compared, str) else BLANK
        if each.code == "previous" and known.previous.withheld:
            sheet.write_string(row, index, say("compared-withheld", "vi"), get("border", "center", "wrap", "tiny"))
            continue
        estimated = known.previous.estimated and "previous" in (each.code, each.base)
        style = get(
            "border", each.look or look, *((_ESTIMATED.get(each.look, estimated_look(indicator.type)),) if estimated else ())
        )
        write_value(sheet, row, index, shown, style)


def percentages(desk: Desk) -> tuple[Indicator, ...]:
    """The rates of the form, in the order of the sheet of figures."""
    return tuple(line.indicator for line in desk.layout.lines if line.indicator and line.indicator.type is Type.PERCENT)
