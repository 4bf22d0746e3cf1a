"""What stands around a form's own sheets: instructions, hidden lists, identity, defined names, properties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from toolkit.excel.cells import row_height, write_formula
from toolkit.excel.desk import PROTECTION, Desk, count_formula, count_of, set_up_page
from toolkit.excel.layout import IDENTITY_KEYS, TEXTS, Line
from toolkit.excel.paper import breaks, kept_together, page_height, pages_high
from toolkit.messages import say
from toolkit.model.form import Severity
from toolkit.model.submission import Identity
from toolkit.vietnamese.absence import NO_DATA_TEXT

_GUIDE_WIDTHS = (6, 52, 70)
_LINE = 16
_LAST_STEP_LINES = 2
"""The last step names the receiver; it has room for any, so that one blank can be stamped for all units."""


def write_guide_sheet(desk: Desk, sheet: Any, *, receiver: str, deadline: str) -> None:
    """The instructions: what to do in which order, what the colours mean, how each indicator is counted."""
    for column, width in enumerate(_GUIDE_WIDTHS):
        sheet.set_column(column, column, width)
    get = desk.styles.get
    sheet.merge_range(0, 0, 0, 2, say("form-guide-title", "vi"), get("bold", "large", "center"))
    sheet.merge_range(1, 0, 1, 2, desk.heading.title, get("bold", "center", "wrap"))
    sheet.merge_range(2, 0, 2, 2, desk.heading.unit, get("center"))
    steps = tuple(_steps(desk, receiver, deadline))
    row = _write_steps(desk, sheet, 4, steps)
    row = _write_legend(desk, sheet, row + 1)
    heights = _write_notes(desk, sheet, row + 1)
    head, last = row + 2, row + 2 + len(heights)
    above = (head + 1) * _LINE + sum(_step_height(text) - _LINE for text in steps)
    page = page_height(_GUIDE_WIDTHS, landscape=False)
    pages = pages_high((above, *heights), page)
    if not pages:
        rows = (
            (head + at, high, line.is_section)
            for at, (high, line) in enumerate(zip(heights, desk.layout.lines, strict=True), start=1)
        )
        sheet.set_h_pagebreaks(list(breaks(list(kept_together(rows)), page - _LINE, above - _LINE)))
    set_up_page(sheet, landscape=False, area=(0, 0, last, 2), repeat=(head, head), pages=pages)
    sheet.protect("", dict(PROTECTION))


def _write_steps(desk: Desk, sheet: Any, row: int, steps: tuple[str, ...]) -> int:
    get = desk.styles.get
    sheet.write_string(row, 0, say("form-guide-steps", "vi"), get("bold"))
    for number, text in enumerate(steps, start=1):
        sheet.write_number(row + number, 0, number, get("center", "top"))
        sheet.merge_range(row + number, 1, row + number, 2, text, get("wrap", "top"))
        sheet.set_row(row + number, _step_height(text))
    sheet.set_row(row + len(steps), row_height("\n" * (_LAST_STEP_LINES - 1), 1))
    return row + len(steps) + 1


def _step_height(text: str) -> int:
    return row_height(text, sum(_GUIDE_WIDTHS[1:]))


def _steps(desk: Desk, receiver: str, deadline: str) -> Iterator[str]:
    own = desk.form.setting.get("guide", "")
    if own:
        yield own
    names = [block.sheet for block in desk.layout.tables] + ([TEXTS] if desk.layout.texts else [])
    yield say("form-guide-1", "vi", sheets=", ".join(f"“{name}”" for name in ("Số liệu", *names)))
    yield say("form-guide-2", "vi", no_data=NO_DATA_TEXT)
    for number in (3, 4, 5):
        yield say(f"form-guide-{number}", "vi")
    to = receiver or say("form-guide-receiver", "vi")
    yield say("form-guide-6-deadline", "vi", receiver=to, date=deadline) if deadline else say("form-guide-6", "vi", receiver=to)


def _write_legend(desk: Desk, sheet: Any, row: int) -> int:
    get = desk.styles.get
    sheet.write_string(row, 0, say("form-guide-legend", "vi"), get("bold"))
    for offset, kind in enumerate(("input", "derived", "assigned"), start=1):
        sheet.write_string(row + offset, 1, say(f"form-guide-legend-{kind}", "vi"), get("border", kind, "center"))
    wrong = row + 4
    sheet.write_string(wrong, 1, say("form-guide-legend-wrong", "vi"), get("border", "center"))
    sheet.conditional_format(wrong, 1, wrong, 1, {"type": "formula", "criteria": "=TRUE", "format": desk.styles.condition("wrong")})
    return wrong + 1


def _write_notes(desk: Desk, sheet: Any, row: int) -> list[int]:
    """A line for each indicator below a heading and column heads; gives how high each is."""
    get = desk.styles.get
    sheet.write_string(row, 0, say("form-guide-notes", "vi"), get("bold"))
    row += 1
    for column, code in enumerate(("number", "label", "note")):
        sheet.write_string(row, column, say(f"form-col-{code}", "vi"), get("head", "border"))
    return [_write_note(desk, sheet, at, line) for at, line in enumerate(desk.layout.lines, start=row + 1)]


def _write_note(desk: Desk, sheet: Any, row: int, line: Line) -> int:
    get, note = desk.styles.get, line.indicator.note if line.indicator else ""
    looks = ("section",) if line.is_section else ()
    sheet.write_string(row, 0, line.number, get("border", "center", "top", *looks))
    label = desk.styles.indented(line.depth, "border", "wrap", "top", *looks)
    if line.is_section:  # it may be longer than its column
        sheet.merge_range(row, 1, row, 2, line.label, label)
        return _LINE
    sheet.write_string(row, 1, line.label, label)
    sheet.write_string(row, 2, note, get("border", "wrap", "top"))
    height = max(row_height(note, _GUIDE_WIDTHS[2]), row_height(line.label, _GUIDE_WIDTHS[1] - 2 * line.depth))
    sheet.set_row(row, height)
    return height


def write_list_sheet(desk: Desk, sheet: Any, verdicts: list[str]) -> None:
    """The hidden sheet: what drop-downs offer, and the two counts that the banner shows."""
    style = desk.styles.get("small")
    for column, (name, choices) in enumerate(desk.form.choices):
        for row, text in enumerate((name, *(choice.label for choice in choices))):
            sheet.write_string(row, column, text, style)
    counts = ((desk.layout.error_count, Severity.ERROR, "errors"), (desk.layout.warning_count, Severity.WARNING, "warnings"))
    for spot, severity, code in counts:
        sheet.write_string(spot.row - 1, spot.column, say(f"form-count-{code}", "vi"), style)
        write_formula(sheet, spot.row, spot.column, count_formula(desk.layout, severity), count_of(verdicts, severity), style)
    sheet.protect("", dict(PROTECTION))
    sheet.hide()


def write_identity(book: Any, sheet: Any, identity: Identity) -> None:
    """What the workbook is, as custom properties and on the very-hidden sheet; the defined names point there."""
    for row, key in enumerate(IDENTITY_KEYS):
        value = str(getattr(identity, key))
        sheet.write_string(row, 0, f"baocao.{key}")
        sheet.write_string(row, 1, value)
        book.set_custom_property(f"baocao.{key}", value, "text")
    sheet.protect("", {})
    sheet.very_hidden()


_CREATED = datetime(2020, 1, 1)
"""The date of every workbook's properties: the same input gives the same bytes, whenever it is written."""


def set_properties(book: Any, title: str, subject: str) -> None:
    """The document's properties."""
    book.set_properties({"title": title, "subject": subject, "created": _CREATED})


def define_names(desk: Desk) -> None:
    """Every name of the layout, and no other."""
    for name, spot in desk.layout.names.items():
        desk.book.define_name(name, f"={spot.address}")
