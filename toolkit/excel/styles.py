"""How our workbooks look: named looks, combined into the formats of one workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xlsxwriter

from toolkit.model.form import Type

_LOOKS: Mapping[str, Mapping[str, object]] = {
    "base": {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"},
    "small": {"font_size": 10},
    "tiny": {"font_size": 8, "font_color": "#8C8C8C"},
    "large": {"font_size": 14},
    "bold": {"bold": True},
    "italic": {"italic": True},
    "left": {"align": "left"},
    "center": {"align": "center"},
    "right": {"align": "right"},
    "top": {"valign": "top"},
    "wrap": {"text_wrap": True},
    "fit": {"shrink": True, "align": "center", "indent": 0},
    "border": {"border": 1, "border_color": "#7F7F7F"},
    "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#DCE6F1"},
    "letters": {"italic": True, "align": "center", "font_size": 9, "bg_color": "#F2F2F2"},
    "section": {"bold": True, "bg_color": "#EAF1DD"},
    "total": {"bold": True, "bg_color": "#F2F2F2"},
    "input": {"locked": False, "bg_color": "#FFFDE7"},
    "derived": {"bg_color": "#E7E6E6", "font_color": "#404040"},
    "assigned": {"bg_color": "#DDEBF7"},
    "aside": {"font_color": "#595959", "bg_color": "#FAFAFA"},
    "good": {"font_color": "#1E6B34"},
    "bad": {"font_color": "#B00020"},
    "banner": {"bold": True, "align": "center", "bg_color": "#F2F2F2", "border": 1, "border_color": "#7F7F7F", "text_wrap": True},
    "count": {"num_format": "#,##0", "align": "right", "indent": 1},
    "number": {"num_format": "#,##0.0#", "align": "right", "indent": 1},
    "percent": {"num_format": "0.0%", "align": "right", "indent": 1},
    "estimated count": {"num_format": '"≈ "#,##0', "italic": True},
    "estimated number": {"num_format": '"≈ "#,##0.0#', "italic": True},
    "estimated percent": {"num_format": '"≈ "0.0%', "italic": True},
    "date": {"num_format": "dd/mm/yyyy", "align": "center"},
    "moment": {"num_format": "hh:mm dd/mm/yyyy", "align": "center"},
    "text": {"num_format": "@"},
    "link": {"font_color": "#0563C1", "underline": 1},
}

_CONDITIONS: Mapping[str, Mapping[str, object]] = {
    "wrong": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "warned": {"bg_color": "#FFEB9C", "font_color": "#7F6000"},
    "fine": {"bg_color": "#E2F0D9", "font_color": "#1E6B34"},
    "faint": {"font_color": "#BFBFBF"},
    "ruled": {"border": 1, "border_color": "#BFBFBF"},
    "red": {"font_color": "#B00020"},
    "amber": {"font_color": "#9C5700"},
    "green": {"font_color": "#1E6B34"},
}

_LOOK_OF_TYPE: Mapping[Type, str] = {
    Type.INTEGER: "count",
    Type.MONEY: "count",
    Type.DECIMAL: "number",
    Type.PERCENT: "percent",
    Type.DATE: "date",
}


def look_of(type_: Type) -> str:
    """The look in which answers of that type are shown."""
    return _LOOK_OF_TYPE.get(type_, "left")


def estimated_look(type_: Type) -> str:
    """The look of a figure of that type that is an estimate; it goes after the type's own."""
    look = f"estimated {look_of(type_)}"
    return look if look in _LOOKS else look_of(type_)


class Styles:
    """The formats of one workbook; each combination is made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Any] = {}

    def get(self, *looks: str) -> Any:
        """The format that combines these looks over the basic one; of two that disagree the later wins."""
        made = self._made.get(looks)
        if made is None:
            made = self._made[looks] = self._format(
                ("base", *looks), {name: value for look in ("base", *looks) for name, value in _LOOKS[look].items()}
            )
        return made

    def indented(self, depth: int, *looks: str) -> Any:
        """The same, its text set in by so many levels."""
        names = ("base", *looks)
        properties = {name: value for look in names for name, value in _LOOKS[look].items()}
        return self._format((f"indent {depth}", *names), {**properties, "align": "left", "indent": depth})

    def condition(self, look: str) -> Any:
        """The format of a conditional format."""
        return self._format(("condition", look), _CONDITIONS[look])

    def _format(self, key: tuple[str, ...], properties: Mapping[str, object]) -> Any:
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(properties))
        return self._made[key]
