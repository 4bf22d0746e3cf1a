"""`<report>.trace.xlsx`: every number of a report with its sentence, and the files and cells that it rests on."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from toolkit.excel.cells import WORKBOOK_OPTIONS, write_value
from toolkit.excel.desk import set_up_page
from toolkit.excel.long_sheet import with_rows
from toolkit.excel.side_sheets import set_properties
from toolkit.excel.styles import Styles
from toolkit.messages import say
from toolkit.model.trace import Trace, TraceLine, TraceSource
from toolkit.model.value import Value

_LINES = (
    "number",
    "heading",
    "sentence",
    "text",
    "unit",
    "label",
    "code",
    "period",
    "format",
    "value",
    "measure",
    "coverage",
    "note",
    "sources",
)
_LINE_WIDTHS = (6, 26, 60, 11, 22, 36, 24, 8, 12, 13, 12, 10, 20, 14)
_SOURCES = ("number", "label", "code", "unit-code", "unit", "period", "value", "file", "sheet", "cell", "sha256", "note")
_SOURCE_WIDTHS = (7, 36, 22, 9, 24, 8, 13, 34, 14, 7, 16, 40)
_HEAD = 2
_FORMATS: Mapping[str, str] = {
    "so": "trace-format-number",
    "ty_le": "trace-format-share",
    "dem": "trace-format-count",
    "bang_chu": "trace-format-words",
    "chenh_lech": "trace-format-change",
    "toc_do": "trace-format-rate",
    "da_neu": "trace-format-stated",
    "phai_neu": "trace-format-asked",
}
_PERCENTS = ("ty_le", "toc_do")
_MOST_RANGES = 6
"""Ranges of sources that a line's cells can link to; a figure rests on two or three codes."""


def write_trace(trace: Trace) -> bytes:
    """The workbook as an .xlsx file; the same trace gives the same bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, dict(WORKBOOK_OPTIONS)) as book:
        styles = Styles(book)
        lines, sources = (book.add_worksheet(say(f"trace-sheet-{name}", "vi")) for name in ("lines", "sources"))
        ranges = max((min(len(line.sources), _MOST_RANGES) for line in trace.lines), default=1)
        _head(lines, styles, trace.title, (*_LINES, *["sources"] * (ranges - 1)), (*_LINE_WIDTHS, *[14] * (ranges - 1)))
        for row, line in enumerate(trace.lines, start=_HEAD + 1):
            _write_line(lines, styles, row, line)
        _finish(lines, len(trace.lines), len(_LINES) + ranges - 1, printed=len(_LINES))
        _head(sources, styles, trace.title, _SOURCES, _SOURCE_WIDTHS)
        _write_pattern(sources, styles)
        _finish(sources, len(trace.sources), len(_SOURCES))
        set_properties(book, trace.title, "")
    return with_rows(buffer.getvalue(), 2, (_source(number, each) for number, each in enumerate(trace.sources, start=1)))


def _head(sheet: Any, styles: Styles, title: str, codes: tuple[str, ...], widths: tuple[int, ...]) -> None:
    sheet.write_string(0, 0, say("trace-title", "vi", title=title), styles.get("bold", "large"))
    for column, (code, width) in enumerate(zip(codes, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, say(f"trace-col-{code}", "vi"), styles.get("head", "border"))


def _write_line(sheet: Any, styles: Styles, row: int, line: TraceLine) -> None:
    words = styles.get("border", "small", "left", "top")
    wrapped = styles.get("border", "small", "left", "top", "wrap")
    sheet.write_number(row, 0, row - _HEAD, words)
    texts = (
        line.heading,
        line.sentence,
        line.text,
        line.unit_name,
        line.label,
        line.code,
        line.period,
        say(_FORMATS[line.format], "vi"),
    )
    for column, text in enumerate(texts, start=1):
        sheet.write_string(row, column, text, wrapped if column < 3 else words)
    percent = line.format in _PERCENTS
    write_value(sheet, row, 9, line.value, styles.get("border", "small", "top", "percent" if percent else "number"))
    sheet.write_string(row, 10, line.measure, words)
    sheet.write_string(row, 11, f"{line.reported}/{line.expected}" if line.expected else "", words)
    sheet.write_string(row, 12, _note(line), words)
    for column, (first, last) in enumerate(line.sources[:_MOST_RANGES], start=13):
        target = f"A{first + _HEAD + 2}:L{last + _HEAD + 2}"
        shown = say("trace-rows", "vi", first=first + 1, last=last + 1) if last > first else str(first + 1)
        sheet.write_url(row, column, f"internal:'{say('trace-sheet-sources', 'vi')}'!{target}", words, shown)


def _note(line: TraceLine) -> str:
    """How often what it rests on was corrected, and whether it is an estimate; which and why stands with the sources."""
    said = [say("trace-adjusted", "vi", count=line.adjusted)] if line.adjusted else []
    return "; ".join([*said, *([say("trace-estimated", "vi")] if line.estimated else [])])


def _write_pattern(sheet: Any, styles: Styles) -> None:
    """Two rows that show how numbers and texts look; `with_rows` goes on from them."""
    words = styles.get("border", "small", "left")
    for row, value in enumerate((styles.get("border", "small", "number"), words), start=_HEAD + 1):
        for column, code in enumerate(_SOURCES):
            sheet.write_blank(row, column, None, value if code == "value" else words)


def _source(number: int, source: TraceSource) -> tuple[Value, ...]:
    place = source.place
    return (
        number,
        source.label,
        source.code,
        source.unit,
        source.unit_name,
        source.period,
        source.value,
        place.file,
        place.sheet,
        place.cell,
        source.sha256[:16],
        source.note,
    )


def _finish(sheet: Any, count: int, columns: int, *, printed: int = 0) -> None:
    last = _HEAD + max(count, 1)
    sheet.autofilter(_HEAD, 0, last, columns - 1)
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})
    set_up_page(sheet, landscape=True, area=(0, 0, last, (printed or columns) - 1), repeat=(_HEAD, _HEAD))
