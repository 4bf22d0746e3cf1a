"""`Kết quả thẩm định`: what the levels below have stated of their own units, a row a unit: to read, and for the next level to take over.

Every unit is there that must report, assessed or not; beside each row stands the workbook that decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.excel.assessment_sheet import AssessmentPlan, write_assessment_heads
from toolkit.excel.carried import ASSESSED, ASSESSED_ORIGIN
from toolkit.excel.cells import label_of, row_height, write_value
from toolkit.excel.desk import PROTECTION, Desk, set_up_page
from toolkit.excel.layout import ASSESSED_UNITS, Spot
from toolkit.excel.styles import look_of
from toolkit.messages import say
from toolkit.model.figure import Consolidation
from toolkit.model.form import Indicator, Type
from toolkit.model.place import NOWHERE
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, Value, is_number

TITLE_ROW, SUMMARY_ROW, SECTION_ROW, FIRST_ROW = 0, 1, 3, 6
_HEADS = ("number", "code", "unit", "assessor", "assessed")
_WIDTHS = (5, 10, 30, 26, 16)
_CODE = 1
_TEXT_WIDTH = 34
_ORIGIN_WIDTHS = (34, 14, 8)


@dataclass(frozen=True)
class AssessedPlan:
    """What the sheet of one unit holds: the units that levels below it assess, and what is stated of them."""

    data: Consolidation
    units: tuple[Unit, ...]

    @cached_property
    def stated(self) -> AssessmentPlan:
        """The columns that levels fill in, and what follows from them."""
        return AssessmentPlan(self.data.form, self.units)

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The column of each indicator."""
        return {each.code: len(_HEADS) + offset for offset, each in enumerate(self.stated.stated)}

    @property
    def origin_column(self) -> int:
        """The first of the columns that say where a row was typed."""
        return len(_HEADS) + len(self.columns)

    @property
    def last_row(self) -> int:
        """The row of the last unit."""
        return FIRST_ROW + len(self.units) - 1

    def named(self) -> Iterator[tuple[str, Spot]]:
        """The columns that the next level reads, with their names."""
        columns = {"unit": _CODE, **{each.code: self.columns[each.code] for each in self.stated.inputs}}
        columns |= {name: self.origin_column + offset for offset, name in enumerate(ASSESSED_ORIGIN)}
        for name, column in columns.items():
            yield f"{ASSESSED}{name}", Spot(ASSESSED_UNITS, FIRST_ROW, column, self.last_row, column)


def assessed_plan(data: Consolidation, unit: str) -> AssessedPlan | None:
    """The plan of that unit's sheet; None where nobody below it assesses anybody. Its own children stand on `Thẩm định`."""
    if not data.form.assessment:
        return None
    units = tuple(each for each in data.tree.expected(unit) if unit not in (each.code, each.parent))
    return AssessedPlan(data, units) if units else None


def write_assessed_sheet(desk: Desk, sheet: Any, plan: AssessedPlan, name: str) -> None:
    """Fills the sheet and names its columns."""
    get, decided = desk.styles.get, sum(unit.code in plan.data.assessments for unit in plan.units)
    sheet.write_string(TITLE_ROW, 0, say("form-assessed-title", "vi", name=name.upper()), get("bold", "large"))
    sheet.write_string(SUMMARY_ROW, 0, say("form-assessed-summary", "vi", found=decided, expected=len(plan.units)), get("italic"))
    heads = tuple(zip(_HEADS, _WIDTHS, strict=True))
    write_assessment_heads(desk, sheet, SECTION_ROW, heads, [(each, each.section) for each in plan.stated.stated])
    for offset, (code, width) in enumerate(zip(ASSESSED_ORIGIN, _ORIGIN_WIDTHS, strict=True), start=plan.origin_column):
        sheet.set_column(offset, offset, width)
        sheet.merge_range(
            SECTION_ROW, offset, SECTION_ROW + 1, offset, say(f"form-col-{code}", "vi"), get("head", "small", "border")
        )
        sheet.write_blank(SECTION_ROW + 2, offset, None, get("letters", "border"))
    for row, unit in enumerate(plan.units, start=FIRST_ROW):
        _write_row(desk, sheet, plan, row, unit)
    for defined, spot in plan.named():
        desk.book.define_name(defined, f"={spot.address}")
    last = plan.origin_column + len(ASSESSED_ORIGIN) - 1
    sheet.autofilter(FIRST_ROW - 1, 0, plan.last_row, last)
    sheet.freeze_panes(FIRST_ROW, 3)
    set_up_page(sheet, landscape=True, area=(0, 0, plan.last_row, last), repeat=(SECTION_ROW, FIRST_ROW - 1))
    sheet.protect("", dict(PROTECTION))


def _write_row(desk: Desk, sheet: Any, plan: AssessedPlan, row: int, unit: Unit) -> None:
    get, data = desk.styles.get, plan.data
    decided = data.assessments.get(unit.code)
    sheet.write_number(row, 0, row - FIRST_ROW + 1, get("border", "center"))
    sheet.write_string(row, _CODE, unit.code, get("border", "center", "text"))
    sheet.write_string(row, 2, unit.name, get("border", "left", "wrap"))
    sheet.write_string(row, 3, data.tree[unit.parent].name, get("border", "left", "wrap", "small"))
    sheet.write_string(row, 4, say(_standing(data, unit), "vi"), get("border", "center", "small", *(() if decided else ("bad",))))
    values = {each.code: _value(data, unit, each) for each in plan.stated.stated} if decided else {}
    for each in plan.stated.stated:
        value = label_of(values.get(each.code, BLANK), data.form.choice_lists.get(each.choices, ()))
        write_value(sheet, row, plan.columns[each.code], value, get("border", *_looks(each)))
    place = decided.row.place if decided else NOWHERE
    for offset, text in enumerate((place.file, place.sheet, place.cell), start=plan.origin_column):
        write_value(sheet, row, offset, text, get("border", "small", "left"))
    texts = [row_height(text, _TEXT_WIDTH) for text in values.values() if isinstance(text, str)]
    sheet.set_row(row, max([row_height(unit.name, _WIDTHS[2]), *texts]))


def _standing(data: Consolidation, unit: Unit) -> str:
    if unit.code in data.assessments:
        return "form-assessed-yes"
    return "form-assessed-no" if unit.code in data.submissions else "form-assessed-unsent"


def _value(data: Consolidation, unit: Unit, indicator: Indicator) -> Value:
    """As it was typed, and what follows from that as it is computed."""
    value = data.figures[unit.code][indicator.code].value
    if indicator.formula:
        return value
    stated = data.assessments[unit.code].row.value(indicator.code)
    # a correction made since counts
    return value if is_number(value) and not indicator.is_counted else stated


def _looks(indicator: Indicator) -> tuple[str, ...]:
    if indicator.type.is_numeric:
        return (look_of(indicator.type), *(("derived",) if indicator.formula else ()))
    return ("left", "wrap", "small") if indicator.type is Type.TEXT else ("center",)
