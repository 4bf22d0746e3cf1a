"""The front sheet of a control workbook with buttons: the flow, a button a step, what state each step is in, links to the folders.

Cells that buttons read and write have defined names, so that the sheet may be moved, renamed and rearranged.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname

from toolkit.excel.cells import quoted, write_formula
from toolkit.excel.desk import A4
from toolkit.excel.styles import Styles
from toolkit.messages import say

RESULT, PYTHON, CALLING, NO_PYTHON = "nut_ket_qua", "nut_python", "nut_dang_goi", "nut_thieu_python"
_HOW_ROW, _FACTS_ROW, _HEAD_ROW, _FIRST_ROW = 1, 2, 4, 5
_BUTTON_COLUMN, _STATE_COLUMN, _FOLDER_COLUMN, _COMMAND_COLUMN = 1, 2, 3, 4
_WIDTHS = (7, 30, 66, 18, 26)
_ROW_POINTS, _BUTTON_PIXELS = 33, (208, 36)


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A button: the macro that it runs, the folder where its results lie (empty: nowhere), the command that does the same (empty: none)."""

    step: str
    macro: str
    folder: str = ""
    command: str = ""

    @property
    def name(self) -> str:
        """The defined name of the cell beside it, which says how far the step is or what the tool does."""
        return f"nut_{self.step}"


STEPS = (
    Button(step="issue", macro="PhatHanh", folder="1-phat-hanh", command="baocao issue"),
    Button(step="collect", macro="NhanVaKiemTra", folder="2-nhan", command="baocao collect"),
    Button(step="status", macro="TienDo", folder="3-tra-lai", command="baocao status"),
    Button(step="consolidate", macro="TongHop", folder="4-tong-hop", command="baocao consolidate"),
    Button(step="narrate", macro="VietBaoCao", folder="5-bao-cao", command="baocao narrate"),
    Button(step="refresh", macro="CapNhatBaoCao", folder="5-bao-cao", command="baocao refresh"),
    Button(step="verify", macro="SoatSoLieu", folder="5-bao-cao", command="baocao verify"),
)
TOOLS = (
    Button(step="trace", macro="TruyVet", command="baocao figures --trace"),
    Button(step="folder", macro="MoThuMuc"),
    Button(step="stop", macro="Dung"),
)
BUTTONS = (*STEPS, *TOOLS)


@dataclass(frozen=True, slots=True)
class Macros:
    """What makes a control workbook have buttons: the VBA project, and the Python that they run."""

    project: bytes
    python: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What the front sheet says of the round, out of the sheet of settings as it stands: its title, and what it says now."""

    sheet: str
    period: str
    deadline: str

    @property
    def shown(self) -> str:
        """The line as it reads now."""
        return f"{say('office-period', 'vi')}{self.period}{say('office-deadline', 'vi')}{self.deadline or say('office-no-deadline', 'vi')}"

    @property
    def formula(self) -> str:
        """The same, live: a deadline may be a date or a text."""
        day = self._cell("deadline")
        shown = f'IF({day}&""="",{quoted(say("office-no-deadline", "vi"))},IF(ISNUMBER({day}),TEXT({day},"dd/mm/yyyy"),{day}))'
        return f"={quoted(say('office-period', 'vi'))}&{self._cell('period')}&{quoted(say('office-deadline', 'vi'))}&{shown}"

    def _cell(self, setting: str) -> str:
        return f'IFERROR(VLOOKUP("{setting}",{quote_sheetname(self.sheet)}!$A:$C,3,FALSE),"")'


def write_front(book: xlsxwriter.Workbook, styles: Styles, title: str, python: str, settings: Settings) -> None:
    """Adds the sheet to a workbook; buttons do something only where the workbook has the VBA project."""
    sheet = book.add_worksheet(say("office-front", "vi"))
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    _write_top(sheet, styles, title, settings)
    for number, button in enumerate(STEPS, start=1):
        _write_button(book, sheet, styles, _FIRST_ROW + number - 1, button, str(number))
    tools = _FIRST_ROW + len(STEPS)
    sheet.set_row(tools, 22)
    sheet.merge_range(tools, 0, tools, _COMMAND_COLUMN, say("office-tools", "vi"), styles.get("section", "border"))
    for row, button in enumerate(TOOLS, start=tools + 1):
        _write_button(book, sheet, styles, row, button, "")
    _write_foot(book, sheet, styles, python)
    unseen = {"type": "cell", "criteria": "==", "value": quoted(say("office-not-yet", "vi")), "format": styles.condition("faint")}
    sheet.conditional_format(_FIRST_ROW, _STATE_COLUMN, tools - 1, _STATE_COLUMN, unseen)
    sheet.freeze_panes(_FIRST_ROW, 0)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)


def _write_top(sheet: Any, styles: Styles, title: str, settings: Settings) -> None:
    last = len(_WIDTHS) - 1
    sheet.merge_range(0, 0, 0, last, title, styles.get("bold", "large"))
    sheet.merge_range(_HOW_ROW, 0, _HOW_ROW, last, say("office-front-how", "vi"), styles.get("italic", "wrap", "top"))
    sheet.merge_range(_FACTS_ROW, 0, _FACTS_ROW, last, "", styles.get("bold"))
    write_formula(sheet, _FACTS_ROW, 0, settings.formula, settings.shown, styles.get("bold"))
    sheet.set_row(0, 26)
    sheet.set_row(_HOW_ROW, 36)
    sheet.set_row(_FACTS_ROW, 20)
    sheet.set_row(_HEAD_ROW, 22)
    for column, head in enumerate(("number", "button", "state", "folder", "command")):
        sheet.write_string(_HEAD_ROW, column, say(f"office-head-{head}", "vi"), styles.get("head", "border"))


def _write_button(book: xlsxwriter.Workbook, sheet: Any, styles: Styles, row: int, button: Button, number: str) -> None:
    sheet.set_row(row, _ROW_POINTS)
    sheet.write_string(row, 0, number, styles.get("border", "center"))
    sheet.write_blank(row, _BUTTON_COLUMN, None, styles.get("border"))
    state = say("office-not-yet", "vi") if button in STEPS else say(f"office-tool-{button.step}", "vi")
    looks = ("left", "wrap") if button in STEPS else ("left", "wrap", "italic")
    sheet.write_string(row, _STATE_COLUMN, state, styles.get("border", *looks))
    _name(book, sheet, button.name, row)
    if button.folder:
        sheet.write_url(row, _FOLDER_COLUMN, f"external:{button.folder}", styles.get("border", "link"), button.folder)
    else:
        sheet.write_blank(row, _FOLDER_COLUMN, None, styles.get("border"))
    sheet.write_string(row, _COMMAND_COLUMN, button.command, styles.get("border", "left"))
    _insert_button(sheet, row, button)


def _insert_button(sheet: Any, row: int, button: Button) -> None:
    width, height = _BUTTON_PIXELS
    caption = say(f"office-caption-{button.step}", "vi")
    options = {"macro": button.macro, "caption": caption, "description": caption, "x_offset": 4, "y_offset": 4}
    sheet.insert_button(row, _BUTTON_COLUMN, {**options, "width": width, "height": height})


def button_drawing(rows: Mapping[str, int]) -> bytes:
    """The part that holds the buttons of a front sheet, for buttons (by their names) that stand in these rows, from 0."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for button in BUTTONS:
            if button.name in rows:
                sheet.set_row(rows[button.name], _ROW_POINTS)
                _insert_button(sheet, rows[button.name], button)
    with zipfile.ZipFile(buffer) as parts:
        return parts.read("xl/drawings/vmlDrawing1.vml")


def _write_foot(book: xlsxwriter.Workbook, sheet: Any, styles: Styles, python: str) -> None:
    result = _FIRST_ROW + len(BUTTONS) + 2
    sheet.set_row(result, 50)
    for row, label, text, name, look in (
        (result, "office-result", "", RESULT, "bold"),
        (result + 1, "office-python", python, PYTHON, "input"),
        (result + 2, "", say("office-calling", "vi"), CALLING, "tiny"),
        (result + 3, "", say("office-no-python", "vi"), NO_PYTHON, "tiny"),
    ):
        sheet.merge_range(row, 0, row, _BUTTON_COLUMN, say(label, "vi") if label else "", styles.get("border", "left"))
        sheet.write_string(row, _STATE_COLUMN, text, styles.get("border", "left", "wrap", look))
        _name(book, sheet, name, row)
    for row in (result + 2, result + 3):
        sheet.set_row(row, None, None, {"hidden": True})


def _name(book: xlsxwriter.Workbook, sheet: Any, name: str, row: int) -> None:
    book.define_name(name, f"='{sheet.get_name()}'!$C${row + 1}")
