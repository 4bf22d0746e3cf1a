"""`Nguồn`: every figure that a consolidated workbook rests on, with the file and the cell that it was typed into.

Its columns are named, since the next level reads from here what each unit stated; and each row links to the archived file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from xlsxwriter.utility import quote_sheetname

from toolkit.excel.carried import SOURCE, SOURCE_COLUMNS
from toolkit.excel.cells import label_of, write_value
from toolkit.excel.desk import PROTECTION, Desk, set_up_page
from toolkit.excel.layout import SOURCES, Spot
from toolkit.excel.styles import look_of
from toolkit.messages import say
from toolkit.model.figure import Consolidation
from toolkit.model.form import EnteredBy, Indicator
from toolkit.model.place import NOWHERE, Place
from toolkit.model.submission import Submission
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, Value

Locate = Callable[[str, str], str]
"""Gives the path of a received file, relative to the workbook, from its name and hash; empty where it is not kept."""

_COLUMNS = ("number", "label", "indicator-code", "unit", "code", "value", "file", "sha256", "sheet", "cell")
_WIDTHS = (7, 40, 20, 26, 10, 12, 34, 18, 14, 7, 17)
_NAMED = dict(zip(SOURCE_COLUMNS, (4, 2, 5, 6, 7, 8, 9, 10), strict=True))
_CELL, _RECEIVED = _NAMED["cell"], _NAMED["received"]
_HEAD_ROW = 2
_MOST_ROWS = 1_000_000
"""Excel's sheets end at 1.048.576 rows; above that the workbooks of the levels below tell the sources."""
_MOST_LINKS = 65_000
"""Excel takes 65.530 links a sheet."""


@dataclass(frozen=True, slots=True)
class Source:
    """A stated figure and where it stands."""

    indicator: Indicator
    unit: Unit
    value: Value
    submission: Submission
    place: Place

    @property
    def target(self) -> tuple[str, str, str]:
        """The kept file's name and hash, and the spot in it that shows the figure."""
        carrier = self.submission.carrier
        if carrier is not None:
            return carrier.file, carrier.sha256, f"{quote_sheetname(SOURCES)}!A1"
        sheet, cell = self.place.sheet, self.place.cell
        return self.submission.file, self.submission.sha256, f"{quote_sheetname(sheet)}!{cell}" if sheet and cell else ""


def iter_sources(data: Consolidation, unit: str) -> Iterator[Source]:
    """Every figure that a workbook at or below the unit states, in official order; one that a branch's table gives has no cell."""
    for each in data.tree.below(unit):
        submission = data.submissions.get(each.code)
        if submission is None:
            continue
        for indicator in data.form.indicators:
            figure = data.figures[each.code].get(indicator.code)
            own = indicator.entered_by is EnteredBy.SELF and not indicator.is_derived
            if figure and own and figure.own is not BLANK:
                entry = submission.entries.get(indicator.code)
                yield Source(indicator, each, figure.own, submission, entry.place if entry else NOWHERE)


def write_source_sheet(desk: Desk, sheet: Any, sources: Iterator[Source], locate: Locate | None = None) -> None:
    """Fills the sheet and names its columns; of more figures than a sheet holds it only says so."""
    get = desk.styles.get
    sheet.write_string(0, 0, say("form-source-title", "vi"), get("bold", "large"))
    heads = (*(say(f"form-col-{code}", "vi") for code in _COLUMNS), say("source-received", "vi"))
    for column, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD_ROW, column, head, get("head", "border"))
    known = tuple(islice(sources, _MOST_ROWS + 1))
    if len(known) > _MOST_ROWS:
        sheet.write_string(_HEAD_ROW + 1, 0, say("source-too-many", "vi"), get("italic"))
        known = ()
    for row, source in enumerate(known, start=_HEAD_ROW + 1):
        _write_source(desk, sheet, row, source, locate)
    last = _HEAD_ROW + max(1, len(known))
    for name, column in _NAMED.items():
        desk.book.define_name(f"{SOURCE}{name}", f"={Spot(SOURCES, _HEAD_ROW + 1, column, last, column).address}")
    sheet.autofilter(_HEAD_ROW, 0, last, len(heads) - 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.ignore_errors({"number_stored_as_text": f"A1:J{last + 1}"})
    set_up_page(sheet, landscape=True, area=(0, 0, last, len(heads) - 1), repeat=(_HEAD_ROW, _HEAD_ROW))
    sheet.protect("", dict(PROTECTION))


def _write_source(desk: Desk, sheet: Any, row: int, source: Source, locate: Locate | None) -> None:
    get, indicator = desk.styles.get, source.indicator
    sheet.write_number(row, 0, row - _HEAD_ROW, get("border", "small", "center"))
    texts = (indicator.label, indicator.code, source.unit.name, source.unit.code)
    style = get("border", "small", "left")
    for column, text in enumerate(texts, start=1):
        write_value(sheet, row, column, text, style)
    value = label_of(source.value, desk.form.choice_lists.get(indicator.choices, ()))
    write_value(sheet, row, 5, value, get("border", "small", look_of(indicator.type)))
    sent = source.submission
    for column, text in enumerate((sent.file, sent.sha256, source.place.sheet, source.place.cell), start=6):
        write_value(sheet, row, column, text, style)
    if sent.received_at:
        sheet.write_datetime(row, _RECEIVED, sent.received_at, get("border", "small", "moment"))
    else:
        sheet.write_blank(row, _RECEIVED, None, style)
    _link(desk, sheet, row, source, locate)


def _link(desk: Desk, sheet: Any, row: int, source: Source, locate: Locate | None) -> None:
    """The cell's address opens the archived file there."""
    file, sha256, spot = source.target
    path = locate(file, sha256) if locate and spot and row <= _MOST_LINKS else ""
    if path:
        shown = source.place.cell or "→"
        sheet.write_url(row, _CELL, f"external:{path}#{spot}", desk.styles.get("border", "small", "left", "link"), shown)
