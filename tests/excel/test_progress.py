from __future__ import annotations

import io
from typing import Any

import openpyxl

from toolkit.excel.progress import write_progress
from toolkit.messages import remedy, sentence
from toolkit.model.finding import finding
from toolkit.model.place import Place
from toolkit.model.progress import Outcome, Progress, Status, UnitProgress
from toolkit.model.unit import Unit

UNITS = (
    UnitProgress(Unit(code="00820", name="Xã Bạch Đích"), Status.ACCEPTED, late=True, resubmissions=1, warnings=2),
    UnitProgress(Unit(code="00821", name="Xã Na Khê"), Status.RETURNED, errors=3),
    UnitProgress(Unit(code="00822", name="=Xã lạ"), Status.MISSING),
)
PROGRESS = Progress(UNITS, ((Outcome.QUARANTINED, 2),))
FOUND = finding("required", Place("a.xlsx", "Số liệu", "D12", "00821", "tong"), label="=Tổng số")


def sheets(lang: str = "vi") -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_progress(PROGRESS, [FOUND], "Kết quả", lang)))


def test_counts_come_first() -> None:
    """How many must report, sent, were accepted, are late, were returned, are missing; files without a unit where there are any."""
    rows = list(sheets()["Tiến độ"].iter_rows(min_row=3, max_row=9, values_only=True))
    assert [row[3] for row in rows] == [3, 2, 1, 1, 1, 1, 2]


def test_each_unit_has_its_row() -> None:
    """Status, lateness and counts of each unit; a count of none is left open; the column of upper units is left out where unknown."""
    rows = list(sheets()["Tiến độ"].iter_rows(min_row=12, values_only=True))
    assert [row[1:8] for row in rows] == [
        ("00820", "Xã Bạch Đích", "Đã nhận", "Trễ", 1, None, 2),
        ("00821", "Xã Na Khê", "Trả lại để sửa", None, None, 3, None),
        ("00822", "=Xã lạ", "Chưa gửi", None, None, None, None),
    ]


def test_each_finding_has_its_place_and_remedy() -> None:
    """The second sheet says where, what was found, what is wrong and what to do; as text, whatever it looks like."""
    row = next(iter(sheets()["Lỗi"].iter_rows(min_row=4)))
    values = dict(FOUND.values)
    told = (sentence(FOUND.code, values, "vi"), remedy(FOUND.code, values, "vi"))
    assert tuple(each.value for each in row[1:8]) == ("Lỗi", "Xã Na Khê", "a.xlsx", "Số liệu", "D12", "tong", None)
    assert tuple(each.value for each in row[8:]) == told
    assert all(each.data_type in ("s", "n") for each in row)


def test_a_long_answer_is_only_named() -> None:
    """A whole narrative in the column of values would hide the other findings."""
    long = finding(
        "text-too-long", Place("a.xlsx", "Thuyết minh", "C6", "00821", "cach_lam"), label="x", length=9, most=8, found="từ " * 200
    )
    book = openpyxl.load_workbook(io.BytesIO(write_progress(PROGRESS, [long], "Kết quả")))
    assert len(book["Lỗi"]["H4"].value) <= 60 and book["Lỗi"]["H4"].value.endswith("…")


def test_it_speaks_english_where_asked() -> None:
    """Sheets, statuses and findings follow the language."""
    book = sheets("en")
    assert book.sheetnames == ["Progress", "Findings"]
    assert book["Progress"]["D12"].value == "accepted"


def test_same_progress_same_bytes() -> None:
    """Nothing of the moment of writing is in the file."""
    assert write_progress(PROGRESS, [FOUND], "Kết quả") == write_progress(PROGRESS, [FOUND], "Kết quả")
