"""`tien-do.xlsx`: how a round stands, unit by unit, and every finding with its place and what to do about it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter

from toolkit.excel.cells import WORKBOOK_OPTIONS, row_height, write_value
from toolkit.excel.desk import set_up_page
from toolkit.excel.progress_sheet import Standing, write_standing
from toolkit.excel.side_sheets import set_properties
from toolkit.excel.styles import Styles
from toolkit.excel.validation import shortened
from toolkit.messages import remedy, say, sentence
from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.model.progress import Outcome, Progress, Status

_FINDING_COLUMNS = ("number", "severity", "unit", "file", "sheet", "cell", "indicator-code", "found", "sentence", "remedy")
_FINDING_WIDTHS = (5, 11, 22, 26, 14, 7, 19, 14, 48, 48)
_LOOKS: Mapping[Severity, str] = {Severity.ERROR: "bad", Severity.WARNING: "left", Severity.NOTE: "aside"}
_HEAD_ROW = 2
_FOUND_LIMIT = 60
"""A narrative answer stands whole in its own workbook; here it is only to be known again."""


def write_progress(progress: Progress, findings: Sequence[Finding], title: str, lang: str = "vi") -> bytes:
    """The workbook as an .xlsx file; the same progress gives the same bytes."""
    names = {each.unit.code: each.unit.name for each in progress.units}
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, dict(WORKBOOK_OPTIONS)) as book:
        styles = Styles(book)
        _write_units(book.add_worksheet(say("form-progress-sheet", lang)), styles, progress, title, lang)
        _write_findings(book.add_worksheet(say("form-finding-sheet", lang)), styles, findings, names, lang)
        set_properties(book, title, "")
    return buffer.getvalue()


def _write_units(sheet: Any, styles: Styles, progress: Progress, title: str, lang: str) -> None:
    sheet.write_string(0, 0, title, styles.get("bold", "large"))
    counts = tuple(_counts(progress))
    for row, (code, count) in enumerate(counts, start=2):
        sheet.merge_range(row, 0, row, 2, say(f"form-count-{code}", lang), styles.get("border", "left"))
        sheet.write_number(row, 3, count, styles.get("border", "count", "bold"))
    head = 2 + len(counts) + 1
    last = write_standing(sheet, styles, head, Standing(progress.units, names_files=True), lang)
    set_up_page(sheet, landscape=True, area=(0, 0, *last), repeat=(head, head))
    sheet.freeze_panes(head + 1, 3)


def _counts(progress: Progress) -> Iterator[tuple[str, int]]:
    yield "expected", progress.expected
    yield "received", progress.received
    yield "accepted", progress.count(Status.ACCEPTED)
    yield "late", progress.late
    yield "returned", progress.count(Status.RETURNED)
    yield "missing", progress.count(Status.MISSING)
    rare = (
        ("exempt", progress.count(Status.EXEMPT)),
        ("duplicates", progress.files(Outcome.DUPLICATE)),
        ("quarantined", progress.files(Outcome.QUARANTINED)),
        ("ignored", progress.files(Outcome.IGNORED)),
    )
    yield from ((code, count) for code, count in rare if count)


def _write_findings(sheet: Any, styles: Styles, findings: Sequence[Finding], names: Mapping[str, str], lang: str) -> None:
    sheet.write_string(0, 0, say("form-finding-title", lang), styles.get("bold", "large"))
    for column, (code, width) in enumerate(zip(_FINDING_COLUMNS, _FINDING_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD_ROW, column, say(f"form-col-{code}", lang), styles.get("head", "border"))
    for row, each in enumerate(findings, start=_HEAD_ROW + 1):
        _write_finding(sheet, styles, row, each, names, lang)
    last = _HEAD_ROW + len(findings)
    sheet.autofilter(_HEAD_ROW, 0, last, len(_FINDING_COLUMNS) - 1)
    sheet.freeze_panes(_HEAD_ROW + 1, 3)
    sheet.ignore_errors({"number_stored_as_text": f"A1:J{last + 1}"})
    set_up_page(sheet, landscape=True, area=(0, 0, last, len(_FINDING_COLUMNS) - 1), repeat=(_HEAD_ROW, _HEAD_ROW))


def _write_finding(sheet: Any, styles: Styles, row: int, each: Finding, names: Mapping[str, str], lang: str) -> None:
    get, place, values = styles.get, each.place, dict(each.values)
    texts = (
        say(f"form-severity-{each.severity.value}", lang),
        names.get(place.unit, place.unit),
        place.file,
        place.sheet,
        place.cell,
        place.indicator,
        shortened(each.found, _FOUND_LIMIT),
        sentence(each.code, values, lang),
        remedy(each.code, values, lang),
    )
    sheet.write_number(row, 0, row - _HEAD_ROW, get("border", "small", "center", "top"))
    for column, text in enumerate(texts, start=1):
        looks = (_LOOKS[each.severity],) if column == 1 else ()
        write_value(sheet, row, column, text, get("border", "small", "wrap", "top", *looks))
    sheet.set_row(row, max(row_height(text, width, 14) for text, width in zip(texts, _FINDING_WIDTHS[1:], strict=True)))
