"""`Nguồn`: every figure that a consolidated workbook rests on, with the file and the cell that it was typed into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.excel.cells import label_of, write_value
from toolkit.excel.desk import PROTECTION, Desk, set_up_page
from toolkit.excel.styles import look_of
from toolkit.messages import say
from toolkit.model.figure import Consolidation
from toolkit.model.form import Indicator
from toolkit.model.place import NOWHERE, Place
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, Value

_COLUMNS = ("number", "label", "indicator-code", "unit", "code", "value", "file", "sha256", "sheet", "cell")
_WIDTHS = (7, 40, 20, 26, 10, 12, 34, 18, 14, 7)
_HEAD_ROW = 2


@dataclass(frozen=True, slots=True)
class Source:
    """A stated figure and where it stands."""

    indicator: Indicator
    unit: Unit
    value: Value
    file: str
    sha256: str
    place: Place


def iter_sources(data: Consolidation, unit: str) -> Iterator[Source]:
    """Every figure that a workbook at or below the unit states, in official order; one that a branch's table gives has no cell."""
    for each in data.tree.below(unit):
        submission = data.submissions.get(each.code)
        if submission is None:
            continue
        for indicator in data.form.indicators:
            figure = data.figures[each.code].get(indicator.code)
            if figure and not indicator.is_derived and figure.own is not BLANK:
                entry = submission.entries.get(indicator.code)
                yield Source(indicator, each, figure.own, submission.file, submission.sha256, entry.place if entry else NOWHERE)


def write_source_sheet(desk: Desk, sheet: Any, sources: Iterator[Source]) -> None:
    """Fills the sheet."""
    get = desk.styles.get
    sheet.write_string(0, 0, say("form-source-title", "vi"), get("bold", "large"))
    for column, (code, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD_ROW, column, say(f"form-col-{code}", "vi"), get("head", "border"))
    last = _HEAD_ROW
    for last, source in enumerate(sources, start=_HEAD_ROW + 1):
        _write_source(desk, sheet, last, source)
    sheet.autofilter(_HEAD_ROW, 0, last, len(_COLUMNS) - 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.ignore_errors({"number_stored_as_text": f"A1:J{last + 1}"})
    set_up_page(sheet, landscape=True, area=(0, 0, last, len(_COLUMNS) - 1), repeat=(_HEAD_ROW, _HEAD_ROW))
    sheet.protect("", dict(PROTECTION))


def _write_source(desk: Desk, sheet: Any, row: int, source: Source) -> None:
    get, indicator = desk.styles.get, source.indicator
    sheet.write_number(row, 0, row - _HEAD_ROW, get("border", "small", "center"))
    texts = (indicator.label, indicator.code, source.unit.name, source.unit.code)
    for column, text in enumerate(texts, start=1):
        write_value(sheet, row, column, text, get("border", "small", "left"))
    value = label_of(source.value, desk.form.choice_lists.get(indicator.choices, ()))
    write_value(sheet, row, 5, value, get("border", "small", look_of(indicator.type)))
    for column, text in enumerate((source.file, source.sha256, source.place.sheet, source.place.cell), start=6):
        write_value(sheet, row, column, text, get("border", "small", "left"))
