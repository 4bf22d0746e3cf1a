from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl

from toolkit.excel.control import ControlColumn, ControlSheet, write_control
from toolkit.excel.front_sheet import BUTTONS, Macros
from toolkit.excel.sheets import read_sheets
from toolkit.model.form import Type
from toolkit.model.value import BLANK

SHEETS = (
    ControlSheet(
        title="Cài đặt",
        columns=(ControlColumn(name="setting", heading="Mục"), ControlColumn(name="value", heading="Giá trị", width=50)),
        rows=(("deadline", date(2021, 1, 5)), ("title", "=1+1")),
    ),
    ControlSheet(
        title="Đơn vị",
        columns=(
            ControlColumn(name="code", heading="Mã"),
            ControlColumn(name="reports", heading="Tự báo cáo", choices=("x", "không"), note="Để trống: như thường lệ. " * 20),
            ControlColumn(name="value", heading="Số", type=Type.INTEGER),
        ),
        rows=(("02", BLANK, 7243), ("024", "x", BLANK)),
    ),
    ControlSheet(title="Kỳ trước", columns=(ControlColumn(name="unit", heading="Mã đơn vị"),)),
)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_reader_reads_what_was_written() -> None:
    """Codes keep their leading zeros, dates and numbers are themselves, an empty sheet has its columns."""
    book = read_sheets(write_control(SHEETS), "dieu-hanh.xlsx")
    assert [dict(row.cells) for row in book.sheet("Đơn vị").rows] == [
        {"code": "02", "value": 7243},
        {"code": "024", "reports": "x"},
    ]
    assert book.sheet("Cài đặt").rows[0].text("value") == "2021-01-05"
    assert book.sheet("Kỳ trước").columns == ("unit",) and not book.sheet("Kỳ trước").rows


def test_same_sheets_same_bytes() -> None:
    """Nothing of the moment of writing is in the file."""
    assert write_control(SHEETS) == write_control(SHEETS)


def test_codes_are_texts_for_whoever_adds_rows() -> None:
    """A code that the office types below keeps its zero: the whole column is text."""
    sheet = opened(write_control(SHEETS))["Đơn vị"]
    assert sheet["A3"].number_format == "@" and sheet.column_dimensions["A"].width >= 16
    assert sheet["A3"].data_type == "s"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """What somebody typed is never evaluated."""
    assert opened(write_control(SHEETS))["Cài đặt"]["B4"].data_type == "s"


def test_drop_downs_reach_below_the_last_row_and_their_words_fit() -> None:
    """A unit added later gets the same choices; messages keep within what Excel takes."""
    (validation,) = opened(write_control(SHEETS))["Đơn vị"].data_validations.dataValidation
    assert "B400" in validation.sqref and len(validation.prompt) <= 255 and validation.errorStyle == "warning"


def test_headings_stay_in_sight() -> None:
    """The two rows of names are frozen."""
    assert all(sheet.freeze_panes == "B3" for sheet in opened(write_control(SHEETS)).worksheets)


def test_choices_that_stand_in_another_sheet() -> None:
    """Codes of units are offered as the office lists them; others may be typed all the same."""
    sheet = ControlSheet(
        title="Chỉ tiêu giao", columns=(ControlColumn(name="unit", heading="Mã", choices_at="='Đơn vị'!$A$3:$A$9"),)
    )
    (rule,) = opened(write_control((*SHEETS, sheet)))["Chỉ tiêu giao"].data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.errorStyle) == ("list", "'Đơn vị'!$A$3:$A$9", "warning")
    assert "A3" in rule.sqref


def test_a_sheet_that_is_filled_while_it_lies_open() -> None:
    """Words that stand out and rules between rows wait for what will be written; links look like links."""
    columns = (
        ControlColumn(name="severity", heading="Mức", marks=(("Lỗi", "wrong"),)),
        ControlColumn(name="open", heading="Mở tệp", link=True),
    )
    sheet = opened(write_control((ControlSheet(title="Lỗi", columns=columns, shown=True),)))["Lỗi"]
    rules = {rule.formula[0] for each in sheet.conditional_formatting for rule in each.rules}
    assert rules == {'"Lỗi"', '$A3<>""'}
    assert sheet.column_dimensions["B"].font.underline == "single"


def test_the_front_sheet_tells_the_period_and_the_deadline() -> None:
    """Live, out of the sheet of settings, with the value that it has now; and it has every button once."""
    settings = ControlSheet(
        title="Cài đặt",
        columns=(
            ControlColumn(name="setting", heading="Mục"),
            ControlColumn(name="label", heading=""),
            ControlColumn(name="value", heading=""),
        ),
        rows=(("period", BLANK, "2020Q4"), ("deadline", BLANK, "15/12/2020")),
    )
    data = write_control((settings,), title="Đợt", macros=Macros(b"", "python"))
    shown, live = (openpyxl.load_workbook(io.BytesIO(data), data_only=values).worksheets[0]["A3"].value for values in (True, False))
    assert "2020Q4" in shown and "15/12/2020" in shown and "'Cài đặt'!$A:$C" in live
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        drawing = parts.read("xl/drawings/vmlDrawing1.vml").decode()
    assert [drawing.count(f"{each.macro}<") for each in BUTTONS] == [1] * len(BUTTONS)
