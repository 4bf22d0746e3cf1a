"""What a cell accepts while it is typed into, and what it says to the one who types."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.excel.cells import NO, YES
from toolkit.excel.desk import Desk
from toolkit.messages import say
from toolkit.model.form import Column, Indicator, Type
from toolkit.vietnamese.absence import NO_DATA_TEXT

# what Excel takes; more than that corrupts the file
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255

_INPUT_CODE: Mapping[Type, str] = {
    Type.INTEGER: "form-input-number",
    Type.MONEY: "form-input-number",
    Type.DECIMAL: "form-input-any-number",
    Type.PERCENT: "form-input-percent",
    Type.CHOICE: "form-input-choice",
    Type.YESNO: "form-input-choice",
    Type.DATE: "form-input-date",
}


def figure_validation(desk: Desk, indicator: Indicator) -> dict[str, object]:
    """The validation of an indicator's cell."""
    return field_validation(desk, indicator, desk.layout.value_spot(indicator.code).cell)


def field_validation(desk: Desk, field: Indicator | Column, cell: str) -> dict[str, object]:
    """The validation of an answer of that kind, the first of which stands in `cell`."""
    spoken = _prompt(field)
    if field.type is Type.YESNO:
        return {**spoken, **_refusal("choice"), "validate": "list", "source": [YES, NO]}
    if field.type is Type.CHOICE and field.choices in desk.layout.lists:
        return {**spoken, **_refusal("choice"), "validate": "list", "source": f"={desk.layout.lists[field.choices].address}"}
    if field.type.is_numeric:
        whole = field.type in (Type.INTEGER, Type.MONEY)
        refusal = _refusal("number" if whole else "any-number")
        return {**spoken, **refusal, "validate": "custom", "value": f"={_accepts(field, cell, whole=whole)}"}
    return {**spoken, "validate": "any"}


def _accepts(field: Indicator | Column, cell: str, *, whole: bool) -> str:
    conditions = [f"ISNUMBER({cell})"]
    if field.minimum is not None:
        conditions.append(f"{cell}>={field.minimum:f}")
    if field.maximum is not None:
        conditions.append(f"{cell}<={field.maximum:f}")
    if whole:
        conditions.append(f"{cell}=INT({cell})")
    # a text makes INT fail, so it is asked about first
    return f'IF(ISNUMBER({cell}),AND({",".join(conditions)}),{cell}="{NO_DATA_TEXT}")'


def _prompt(field: Indicator | Column) -> dict[str, object]:
    how = say(_INPUT_CODE[field.type], "vi", no_data=NO_DATA_TEXT) if field.type in _INPUT_CODE else ""
    room = _MESSAGE_LIMIT - len(how) - 1
    message = "\n".join(part for part in (shortened(field.note, room), how) if part)
    return {"input_title": shortened(field.label, _TITLE_LIMIT), "input_message": message, "ignore_blank": True} if message else {}


def _refusal(kind: str) -> dict[str, object]:
    message = say(f"form-refuse-{kind}", "vi", no_data=NO_DATA_TEXT)
    return {"error_title": say("form-refuse-title", "vi"), "error_message": message, "error_type": "stop"}


def shortened(text: str, limit: int) -> str:
    """The text, cut before a word and ended with `…` where it is longer than that."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"
