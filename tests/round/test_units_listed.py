"""The units that a control workbook lists: codes that are one on Windows, and exemptions without a reason."""

from __future__ import annotations

import io

import openpyxl

from toolkit.excel.sheets import read_sheets
from toolkit.round.control import read_units


def listed(*rows: tuple[str, str, str, str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Code and exemption of each unit that was read, and the findings with their cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Đơn vị"
    for row in (("code", "name", "parent", "exempt"), ("mã", "tên", "cấp trên", "miễn"), *rows):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    units, findings = read_units(read_sheets(target.getvalue(), "dieu-hanh.xlsx").sheets["Đơn vị"])
    return {unit.code: unit.exempt for unit in units}, [(each.code, each.place.cell) for each in findings]


def test_who_is_exempt_has_a_reason() -> None:
    """A mere yes is asked about and exempts nobody; a no is none; words are the reason."""
    units, findings = listed(
        ("h", "Huyện", "", ""), ("x1", "Xã 1", "h", "x"), ("x2", "Xã 2", "h", "không"), ("x3", "Xã 3", "h", "Mới lập")
    )
    assert units == {"h": "", "x1": "", "x2": "", "x3": "Mới lập"}
    assert findings == [("exempt-without-reason", "D4")]


def test_codes_that_are_one_on_windows() -> None:
    """Their files would take each other's place."""
    units, findings = listed(("h", "Huyện", "", ""), ("a1", "Xã 1", "h", ""), ("A1", "Xã 2", "h", ""))
    assert (list(units), findings) == (["h", "a1"], [("unit-twice", "A5")])
