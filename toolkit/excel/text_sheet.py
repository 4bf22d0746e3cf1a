"""The sheet of narrative answers: a question, its coded answer, a large wrapped cell with a length counter."""

from __future__ import annotations

from typing import Any

from toolkit.excel.cells import label_of, row_height, write_formula, write_value
from toolkit.excel.desk import PROTECTION, Desk, flag_inputs, set_up_page
from toolkit.excel.layout import TEXT_ANSWER, TEXT_CHECK, TEXT_FIRST_ROW, TEXT_LABEL, TEXT_NUMBER, TEXTS, Spot, TextBlock
from toolkit.excel.live import choice_remark, text_remark
from toolkit.excel.paper import breaks, page_height
from toolkit.excel.validation import shortened
from toolkit.messages import say

_WIDTHS = (6, 14, 88, 34)
_LINE = 16
_ANSWER_LINES, _OWN_LINES = 6, 2
"""The least room of an answer, in a blank and in a consolidated workbook, which shows the answers of others below."""


def write_text_sheet(desk: Desk, sheet: Any) -> list[str]:
    """Fills the sheet; gives what its checks say now."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    get = desk.styles.get
    sheet.merge_range(1, TEXT_NUMBER, 1, TEXT_ANSWER, say("form-text-title", "vi"), get("bold", "large", "center"))
    sheet.merge_range(2, TEXT_NUMBER, 2, TEXT_ANSWER, desk.heading.unit, get("center"))
    guide = "" if desk.merged else say("form-text-guide", "vi")
    sheet.merge_range(3, TEXT_NUMBER, 3, TEXT_ANSWER, guide, get("italic", "small", "center"))
    verdicts = [
        said for number, block in enumerate(desk.layout.texts, start=1) for said in _write_block(desk, sheet, block, number)
    ]
    for mark_row in (block.answer_row for block in desk.layout.texts):
        cell = Spot(TEXTS, mark_row, TEXT_ANSWER).range
        flag_inputs(desk, sheet, (mark_row, TEXT_ANSWER), (mark_row, TEXT_ANSWER), cell, Spot(TEXTS, mark_row, TEXT_CHECK).range)
    last = desk.layout.texts[-1].answer_row if desk.layout.texts else TEXT_FIRST_ROW
    sheet.freeze_panes(TEXT_FIRST_ROW, 0)
    set_up_page(sheet, landscape=False, area=(1, TEXT_NUMBER, last, TEXT_ANSWER), repeat=(1, 1))
    blocks = [(block.row, _block_height(desk, block)) for block in desk.layout.texts]
    sheet.set_h_pagebreaks(list(breaks(blocks, page_height(_WIDTHS[:TEXT_CHECK], landscape=False) - _LINE, TEXT_FIRST_ROW * _LINE)))
    sheet.protect("", dict(PROTECTION))
    return verdicts


def _write_block(desk: Desk, sheet: Any, block: TextBlock, number: int) -> list[str]:
    text, get = block.text, desk.styles.get
    sheet.write_number(block.row, TEXT_NUMBER, number, get("section", "border", "center"))
    parts = [get("bold"), text.label + (" *" if text.required else "")]
    sheet.merge_range(block.row, TEXT_LABEL, block.row, TEXT_ANSWER, "", get("section", "border", "wrap"))
    if text.note:
        sheet.write_rich_string(
            block.row, TEXT_LABEL, *parts, get("italic", "small"), f"   {text.note}", get("section", "border", "wrap")
        )
        sheet.set_row(block.row, _question_height(block))
    else:
        sheet.write_string(block.row, TEXT_LABEL, parts[1], get("section", "border", "wrap"))
    said = [_write_choice(desk, sheet, block)] if text.choices else []
    return [*said, _write_answer(desk, sheet, block)]


def _question_height(block: TextBlock) -> int:
    return row_height(f"{block.text.label}   {block.text.note}", sum(_WIDTHS[1:3]))


def _block_height(desk: Desk, block: TextBlock) -> int:
    """How much room a question takes with its answers and the row below."""
    return _question_height(block) + _answer_height(desk, block) + (2 if block.text.choices else 1) * _LINE


def _answer_height(desk: Desk, block: TextBlock) -> int:
    value = desk.answers.value(block.text.code)
    texts = ((_answer_label(desk), TEXT_LABEL), (value if isinstance(value, str) else "", TEXT_ANSWER))
    return max(row_height(each, _WIDTHS[column]) for each, column in texts)


def _answer_label(desk: Desk) -> str:
    """The row grows and shrinks with the answer; empty lines beside it keep it open."""
    return say("form-text-answer", "vi") + "\n" * ((_OWN_LINES if desk.merged else _ANSWER_LINES) - 1)


def _write_choice(desk: Desk, sheet: Any, block: TextBlock) -> str:
    choices, get = desk.form.choice_lists.get(block.text.choices, ()), desk.styles.get
    value = label_of(desk.answers.value(block.text.choice_code), choices)
    sheet.write_string(block.choice_row, TEXT_LABEL, say("form-text-choice", "vi"), get("border", "italic"))
    write_value(sheet, block.choice_row, TEXT_ANSWER, value, get("border", "input"))
    spot, remark = desk.layout.lists.get(block.text.choices), choice_remark(desk.layout, block)
    if spot is None or remark is None:
        return ""
    sheet.data_validation(block.choice_row, TEXT_ANSWER, block.choice_row, TEXT_ANSWER, _choice_validation(spot))
    said = remark.says(desk.answers)
    write_formula(sheet, block.choice_row, TEXT_CHECK, remark.formula, said, get("small", "wrap", "bad"))
    return said


def _choice_validation(spot: Spot) -> dict[str, object]:
    return {
        "validate": "list",
        "source": f"={spot.address}",
        "input_title": say("form-text-choice", "vi"),
        "input_message": say("form-input-choice", "vi"),
        "error_title": say("form-refuse-title", "vi"),
        "error_message": say("form-refuse-choice", "vi"),
    }


def _write_answer(desk: Desk, sheet: Any, block: TextBlock) -> str:
    text, get = block.text, desk.styles.get
    value = desk.answers.value(text.code)
    sheet.write_string(block.answer_row, TEXT_LABEL, _answer_label(desk), get("border", "italic", "top", "wrap"))
    write_value(sheet, block.answer_row, TEXT_ANSWER, value, get("border", "wrap", "top", "text", "input"))
    sheet.set_row(block.answer_row, _answer_height(desk, block))
    message = shortened(text.note, 255)
    if message:
        prompt = {"validate": "any", "input_title": shortened(text.label, 32), "input_message": message}
        sheet.data_validation(block.answer_row, TEXT_ANSWER, block.answer_row, TEXT_ANSWER, prompt)
    remark = text_remark(desk.layout, block)
    said = remark.says(desk.answers)
    write_formula(sheet, block.answer_row, TEXT_CHECK, remark.formula, said, get("small", "wrap", "top", "italic"))
    return said
