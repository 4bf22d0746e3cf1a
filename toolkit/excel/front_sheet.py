"""The front sheet of a control workbook with buttons: the flow, a button a step, what state each step is in, links to the folders.

Cells that buttons read and write have defined names, so that the sheet may be moved, renamed and rearranged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import xlsxwriter

from toolkit.excel.desk import A4
from toolkit.excel.styles import Styles
from toolkit.messages import say

RESULT, PYTHON, CALLING, NO_PYTHON = "nut_ket_qua", "nut_python", "nut_dang_goi", "nut_thieu_python"
_FIRST_STEP_ROW = 4
_BUTTON_COLUMN, _STATE_COLUMN, _FOLDER_COLUMN, _COMMAND_COLUMN = 1, 2, 3, 4
_WIDTHS = (7, 30, 62, 18, 30)
_ROW_POINTS, _BUTTON_PIXELS = 33, (208, 36)


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A step's button: the macro that it runs, and the folder where the step's results lie (empty: nowhere)."""

    step: str
    macro: str
    folder: str = ""

    @property
    def state_name(self) -> str:
        """The defined name of the cell that says how far the step is."""
        return f"nut_{self.step}"

    @property
    def command(self) -> str:
        """The command that does the same."""
        return f"baocao {self.step}" if self.step != "stop" else ""


BUTTONS = (
    Button(step="issue", macro="PhatHanh", folder="1-phat-hanh"),
    Button(step="collect", macro="NhanVaKiemTra", folder="2-nhan"),
    Button(step="status", macro="TienDo", folder="3-tra-lai"),
    Button(step="consolidate", macro="TongHop", folder="4-tong-hop"),
    Button(step="narrate", macro="VietBaoCao", folder="5-bao-cao"),
    Button(step="refresh", macro="CapNhatBaoCao", folder="5-bao-cao"),
    Button(step="verify", macro="SoatSoLieu", folder="5-bao-cao"),
    Button(step="stop", macro="Dung"),
)


@dataclass(frozen=True, slots=True)
class Macros:
    """What makes a control workbook have buttons: the VBA project, and the Python that they run."""

    project: bytes
    python: str


def write_front(book: xlsxwriter.Workbook, styles: Styles, title: str, python: str) -> None:
    """Adds the sheet to a workbook; buttons do something only where the workbook has the VBA project."""
    sheet = book.add_worksheet(say("office-front", "vi"))
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    last = len(_WIDTHS) - 1
    sheet.merge_range(0, 0, 0, last, title, styles.get("bold", "large"))
    sheet.merge_range(1, 0, 1, last, say("office-front-how", "vi"), styles.get("italic", "wrap", "top"))
    sheet.set_row(1, 36)
    for column, head in enumerate(("number", "button", "state", "folder", "command")):
        sheet.write_string(_FIRST_STEP_ROW - 1, column, say(f"office-head-{head}", "vi"), styles.get("head", "border"))
    for number, button in enumerate(BUTTONS, start=1):
        _write_step(book, sheet, styles, number, button)
    _write_foot(book, sheet, styles, python)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)


def _write_step(book: xlsxwriter.Workbook, sheet: Any, styles: Styles, number: int, button: Button) -> None:
    row = _FIRST_STEP_ROW + number - 1
    sheet.set_row(row, _ROW_POINTS)
    sheet.write_number(row, 0, number, styles.get("border", "center"))
    sheet.write_blank(row, _BUTTON_COLUMN, None, styles.get("border"))
    state = say("office-not-yet", "vi") if button.command else ""
    sheet.write_string(row, _STATE_COLUMN, state, styles.get("border", "left", "wrap"))
    _name(book, sheet, button.state_name, row)
    if button.folder:
        sheet.write_url(row, _FOLDER_COLUMN, f"external:{button.folder}", styles.get("border", "link"), button.folder)
    else:
        sheet.write_blank(row, _FOLDER_COLUMN, None, styles.get("border"))
    sheet.write_string(row, _COMMAND_COLUMN, button.command, styles.get("border", "left"))
    width, height = _BUTTON_PIXELS
    caption = say(f"office-caption-{button.step}", "vi")
    sheet.insert_button(
        row,
        _BUTTON_COLUMN,
        {
            "macro": button.macro,
            "caption": caption,
            "width": width,
            "height": height,
            "x_offset": 4,
            "y_offset": 4,
            "description": caption,
        },
    )


def _write_foot(book: xlsxwriter.Workbook, sheet: Any, styles: Styles, python: str) -> None:
    result = _FIRST_STEP_ROW + len(BUTTONS) + 1
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
