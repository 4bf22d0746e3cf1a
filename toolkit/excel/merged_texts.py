"""What the units below wrote, question by question, with a column in which the upper unit picks what goes into its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.excel.carried import TEXT, TEXT_COLUMNS
from toolkit.excel.cells import label_of, row_height, write_value
from toolkit.excel.desk import Desk
from toolkit.excel.layout import TEXT_FIRST_ROW, TEXTS, Spot
from toolkit.messages import say
from toolkit.model.form import Text
from toolkit.model.submission import Submission
from toolkit.model.value import BLANK, is_given

NUMBER, UNIT, ANSWER, CHOICE, INCLUDE, CODE = range(6)
_COLUMNS = ("number", "unit", "answer", "choice", "include", "code")
_NAMED = dict(zip(TEXT_COLUMNS, (CODE, ANSWER, CHOICE, INCLUDE), strict=True))
_ANSWER_WIDTH = 88
_UNIT_WIDTH = 22
_PICKED = "x"


def write_merged_texts(
    desk: Desk, sheet: Any, submissions: Iterable[tuple[str, Submission]], picked: Mapping[str, frozenset[str]]
) -> None:
    """Writes below the unit's own answers, and names the columns of each question; `submissions` come with their units' names, in order.

    `picked` are the units whose answers are marked already, by text.
    """
    sheet.set_column(UNIT, UNIT, _UNIT_WIDTH)
    sheet.set_column(INCLUDE, INCLUDE, 14)
    row = (desk.layout.texts[-1].next_row if desk.layout.texts else TEXT_FIRST_ROW) + 1
    sheet.merge_range(row, NUMBER, row, ANSWER, say("form-merged-texts", "vi"), desk.styles.get("bold", "large", "center"))
    row += 1
    for column, code in enumerate(_COLUMNS):
        sheet.write_string(row, column, say(f"form-col-{code}", "vi"), desk.styles.get("head", "border"))
    sheet.set_row(row, 34)
    sheet.repeat_rows(row)
    known = tuple(submissions)
    for text in desk.form.texts:
        row = _write_question(desk, sheet, row + 1, text, known, picked.get(text.code, frozenset()))
    sheet.print_area(1, NUMBER, row, INCLUDE)
    sheet.set_landscape()


def _write_question(
    desk: Desk, sheet: Any, row: int, text: Text, submissions: tuple[tuple[str, Submission], ...], picked: frozenset[str]
) -> int:
    sheet.merge_range(row, NUMBER, row, INCLUDE, text.label, desk.styles.get("section", "border", "left"))
    first = row + 1
    for unit, submission in submissions:
        if is_given(submission.value(text.code)) or is_given(submission.value(text.choice_code)):
            row += 1
            _write_answer(desk, sheet, row, text, unit, submission, row - first + 1)
            mark = _PICKED if submission.unit in picked else BLANK
            write_value(sheet, row, INCLUDE, mark, desk.styles.get("border", "center", "input"))
    if row >= first:
        pick = {"validate": "list", "source": [_PICKED], "input_message": say("form-include-guide", "vi")}
        sheet.data_validation(first, INCLUDE, row, INCLUDE, pick)
        for name, column in _NAMED.items():
            desk.book.define_name(f"{TEXT}{text.code}.{name}", f"={Spot(TEXTS, first, column, row, column).address}")
    return row


def _write_answer(desk: Desk, sheet: Any, row: int, text: Text, unit: str, submission: Submission, number: int) -> None:
    get, value = desk.styles.get, submission.value(text.code)
    sheet.write_number(row, NUMBER, number, get("border", "center", "top"))
    sheet.write_string(row, UNIT, unit, get("border", "wrap", "top"))
    write_value(sheet, row, ANSWER, value, get("border", "wrap", "top"))
    choice = label_of(submission.value(text.choice_code), desk.form.choice_lists.get(text.choices, ()))
    write_value(sheet, row, CHOICE, choice, get("border", "wrap", "top", "small"))
    sheet.write_string(row, CODE, submission.unit, get("border", "center", "top", "small", "text"))
    heights = [row_height(unit, _UNIT_WIDTH), row_height(value, _ANSWER_WIDTH) if isinstance(value, str) else 0]
    sheet.set_row(row, max(heights))
