"""The sheet of figures of a form's workbook: head, sections, a row an indicator, the live checks beside them, the signature."""

from __future__ import annotations

from typing import Any

from toolkit.excel.answers import Labels
from toolkit.excel.cells import label_of, write_formula, write_value
from toolkit.excel.desk import PROTECTION, Desk, flag_checks, flag_inputs, set_up_page
from toolkit.excel.layout import (
    CHECK,
    FIRST_LINE_ROW,
    HEAD_ROW,
    LABEL,
    MEASURE,
    PREVIOUS,
    TARGET,
    TT,
    VALUE,
    Line,
)
from toolkit.excel.live import figure_remark
from toolkit.excel.paper import breaks, kept_together, lines_of, page_height, pages_high
from toolkit.excel.styles import estimated_look, look_of
from toolkit.excel.validation import figure_validation
from toolkit.formula import parse, to_excel
from toolkit.messages import say
from toolkit.model.form import Indicator

_WIDTHS = (6, 50, 13, 18, 13, 13, 62)
_SIGNATURE_ROWS = 7
_INDENT = 1.3
"""Characters that a level of indentation takes."""
_LINE = 17
"""Points of a row of one line."""
_HEAD, _REPEATED = 8 * 16 + 46, 46
"""Points of the rows above the first one, and of those of them that every page repeats."""
_COMPANY = 3
"""Lines that stay with the signature."""


def write_figure_sheet(desk: Desk, sheet: Any) -> list[str]:
    """Fills the sheet; gives what its checks say now."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _write_head(desk, sheet)
    _write_column_heads(desk, sheet)
    verdicts = [_write_line(desk, sheet, line) for line in desk.layout.lines]
    last = desk.layout.last_line_row
    _write_signatures(desk, sheet, last + 2)
    _flag(desk, sheet)
    sheet.freeze_panes(FIRST_LINE_ROW, VALUE)
    area = (1, TT, last + _SIGNATURE_ROWS, PREVIOUS)
    pages = _break_pages(desk, sheet)
    set_up_page(sheet, landscape=False, area=area, repeat=(HEAD_ROW, FIRST_LINE_ROW - 1), pages=pages)
    sheet.protect("", dict(PROTECTION))
    return verdicts


def _write_head(desk: Desk, sheet: Any) -> None:
    head, get = desk.heading, desk.styles.get
    sheet.merge_range(1, TT, 1, LABEL, head.upper, get("center"))
    sheet.merge_range(1, VALUE, 1, PREVIOUS, head.number, get("bold", "right"))
    sheet.merge_range(2, TT, 2, LABEL, head.body, get("center", "bold"))
    sheet.merge_range(2, VALUE, 2, PREVIOUS, head.deadline, get("italic", "right"))
    sheet.merge_range(3, TT, 3, PREVIOUS, head.title, get("bold", "large", "center", "wrap"))
    sheet.merge_range(
        4, TT, 4, PREVIOUS, f"({head.legal_basis})" if head.legal_basis else "", get("italic", "small", "center", "wrap")
    )
    sheet.merge_range(5, TT, 5, PREVIOUS, head.period, get("center"))
    sheet.merge_range(6, TT, 6, LABEL, head.unit, get("left"))
    sheet.merge_range(6, MEASURE, 6, PREVIOUS, head.receiver, get("right"))
    sheet.set_row(3, 24)
    sheet.set_row(6, 22)
    if len(head.legal_basis) > 110:
        sheet.set_row(4, 30)


def _write_column_heads(desk: Desk, sheet: Any) -> None:
    codes = ("number", "label", "measure", "value", "target", "previous", "check")
    for column, (code, letter) in enumerate(zip(codes, ("A", "B", "C", "1", "2", "3", ""), strict=True)):
        sheet.write_string(HEAD_ROW, column, say(f"form-col-{code}", "vi"), desk.styles.get("head", "border"))
        sheet.write_string(HEAD_ROW + 1, column, letter, desk.styles.get("letters", "border"))
    sheet.set_row(HEAD_ROW, 32)
    sheet.set_row(HEAD_ROW + 1, 14)


def _write_line(desk: Desk, sheet: Any, line: Line) -> str:
    if line.indicator is None:
        return _write_heading(desk, sheet, line)
    indicator, get = line.indicator, desk.styles.get
    strong = ("bold",) if desk.layout.is_derived(indicator) else ()
    sheet.write_string(line.row, TT, line.number, get("border", "center", *strong))
    sheet.write_string(line.row, LABEL, line.label, desk.styles.indented(line.depth, "border", "wrap", *strong))
    sheet.write_string(line.row, MEASURE, indicator.unit_of_measure, get("border", "center"))
    sheet.set_row(line.row, _height(line))
    _write_figure(desk, sheet, line.row, indicator)
    for column, source in ((TARGET, "target"), (PREVIOUS, "previous")):
        estimated = column == PREVIOUS and desk.answers.is_estimated(indicator)
        style = get("border", "aside", look_of(indicator.type), *((estimated_look(indicator.type),) if estimated else ()))
        if estimated:
            sheet.write_comment(line.row, column, say("estimated-comment", "vi"), {"x_scale": 2.2, "author": ""})
        write_value(sheet, line.row, column, desk.answers.value(f"{source}.{indicator.code}"), style)
    remark = figure_remark(desk.layout, indicator)
    said = remark.says(desk.answers)
    write_formula(sheet, line.row, CHECK, remark.formula, said, get("border", "small", "wrap"))
    return said


def _break_pages(desk: Desk, sheet: Any) -> int:
    """Let no page end with a heading, nor the last one hold the signature alone; gives on how many pages the sheet is to fit, 0 for any."""
    lines, page = desk.layout.lines, page_height(_WIDTHS[: PREVIOUS + 1], landscape=False)
    signature = (desk.layout.last_line_row + 1, float(_SIGNATURE_ROWS * _LINE), False)
    rows = [(line.row, float(_height(line)), line.indicator is None or line in lines[-_COMPANY:]) for line in lines]
    pages = pages_high((_HEAD, *(high for _, high, _ in rows), signature[1]), page)
    if not pages:
        sheet.set_h_pagebreaks(list(breaks(list(kept_together((*rows, signature))), page - _REPEATED, _HEAD - _REPEATED)))
    return pages


def _height(line: Line) -> int:
    """A section's heading goes over several columns and takes one line."""
    return _LINE if line.indicator is None else lines_of(line.label, _WIDTHS[LABEL] - _INDENT * line.depth) * (_LINE - 1) + 1


def _write_heading(desk: Desk, sheet: Any, line: Line) -> str:
    looks = ("section",) if line.is_section else ("italic",)
    sheet.set_row(line.row, _LINE)
    sheet.write_string(line.row, TT, line.number, desk.styles.get("border", "center", *looks))
    label = desk.styles.indented(line.depth, "border", *looks)
    if line.is_section:  # it may be longer than its column
        sheet.merge_range(line.row, LABEL, line.row, PREVIOUS, line.label, label)
        sheet.write_blank(line.row, CHECK, None, desk.styles.get("border", *looks))
        return ""
    sheet.write_string(line.row, LABEL, line.label, label)
    for column in range(MEASURE, CHECK + 1):
        sheet.write_blank(line.row, column, None, desk.styles.get("border", *looks))
    return ""


def _write_figure(desk: Desk, sheet: Any, row: int, indicator: Indicator) -> None:
    value, look = desk.answers.figure(indicator), look_of(indicator.type)
    estimated = (estimated_look(indicator.type),) if desk.answers.rests_on_estimate(indicator) else ()
    if estimated:
        sheet.write_comment(row, VALUE, say("resting-comment", "vi"), {"x_scale": 2.2, "author": ""})
    if desk.layout.is_derived(indicator):
        write_formula(
            sheet,
            row,
            VALUE,
            to_excel(parse(indicator.formula), Labels(desk.form)),
            value,
            desk.styles.get("border", look, "bold", "derived", *estimated),
        )
        return
    choices = desk.form.choice_lists.get(indicator.choices, ())
    style = desk.styles.get("border", look, *_input_looks(desk, indicator), *estimated)
    write_value(sheet, row, VALUE, label_of(value, choices), style)
    if not desk.merged:
        sheet.data_validation(row, VALUE, row, VALUE, figure_validation(desk, indicator))


def _input_looks(desk: Desk, indicator: Indicator) -> tuple[str, ...]:
    if desk.merged:
        return ()
    return ("assigned",) if indicator.code in desk.assigned else ("input",)


def _flag(desk: Desk, sheet: Any) -> None:
    first, last = FIRST_LINE_ROW, desk.layout.last_line_row
    # a rate without a base: the failure must travel to what is computed from it, and need not shout
    failed = {
        "type": "formula",
        "criteria": f"=ISERROR($D{first + 1})",
        "format": desk.styles.condition("faint"),
        "stop_if_true": True,
    }
    sheet.conditional_format(first, VALUE, last, VALUE, failed)
    flag_checks(desk, sheet, first, last, "G", CHECK)
    flag_inputs(desk, sheet, (first, VALUE), (last, VALUE), f"$D{first + 1}", f"$G{first + 1}")


def _write_signatures(desk: Desk, sheet: Any, row: int) -> None:
    get = desk.styles.get
    sheet.merge_range(row, MEASURE, row, PREVIOUS, say("form-signed-date", "vi"), get("italic", "center"))
    titles = (say("form-made-here", "vi"), desk.heading.signed_for)
    hints = (say("form-made-here-sign", "vi"), say("form-signed-sign", "vi"))
    for offset, (made, signed), looks in ((1, titles, ("bold", "center")), (2, hints, ("italic", "center", "small"))):
        sheet.merge_range(row + offset, TT, row + offset, LABEL, made, get(*looks))
        sheet.merge_range(row + offset, MEASURE, row + offset, PREVIOUS, signed, get(*looks))
