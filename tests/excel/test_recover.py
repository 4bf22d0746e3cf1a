"""Names that somebody lost: found by what stands beside the cell, or not taken; and where from is told."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

import openpyxl
import pytest

from tests.support.forms import form
from toolkit.excel.arrange import blank_layout
from toolkit.excel.blank import BlankRequest, write_blank
from toolkit.excel.patch import set_values
from toolkit.excel.reader import WorkbookContent, read_workbook
from toolkit.excel.recover import recover
from toolkit.model.finding import Finding
from toolkit.model.period import Period
from toolkit.model.submission import Identity
from toolkit.model.unit import Unit

FORM = form("""
| indicators | code | label | part_of | relation | formula |
| | tong | Tổng số | | | |
| | nu | Nữ | tong | subset | |
| | ket_nap | Kết nạp | | | |
| | kn_nu | Nữ | ket_nap | subset | |
| | ty_le | Tỷ lệ | | | =nu/tong |
| | khac | Việc khác | | | |
| tables | table | column | label |
| | viec | | Việc làm |
| | viec | ten | Tên việc |
| | viec | noi | Nơi làm |
| texts | code | label | choices |
| | kho_khan | Khó khăn | muc |
| choices | list | code | label |
| | muc | it | Ít người |
""")
UNIT = Unit(code="1", name="Xã 1", kind="xã")
NAMES = ("tong", "nu", "ket_nap", "kn_nu", "khac", "viec.ten", "viec.noi", "kho_khan", "kho_khan_ma")


def filled() -> bytes:
    identity = Identity(programme=FORM.programme, form=FORM.code, version="1", unit="1", period="2020")
    data = write_blank(BlankRequest(form=FORM, unit=UNIT, period=Period(2020), identity=identity))
    texts = {"kho_khan": "Đường xa", "kho_khan_ma": "Ít người", ("viec.ten", 1): "Vườn", ("viec.noi", 1): "Bản Lý"}
    return set_values(data, {"tong": 9, "nu": 4, "ket_nap": 3, "kn_nu": 1, "khac": 8, **texts})


def spoilt(lost: Iterable[str], change: Callable[[openpyxl.Workbook], object] = lambda book: None) -> WorkbookContent:
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    for name in lost:
        book.defined_names[name].attr_text = "#REF!"
    change(book)
    target = io.BytesIO()
    book.save(target)
    return read_workbook(target.getvalue(), "a.xlsx")


def values(content: WorkbookContent) -> dict[str, object]:
    """The first (of a column the second) cell of each name; None where the name is lost."""
    areas = {name: content.area(name) for name in NAMES}
    return {name: (rows[1 if "." in name else 0][0].raw if rows else None) for name, rows in areas.items()}


ALL = {
    "tong": 9, "nu": 4, "ket_nap": 3, "kn_nu": 1, "khac": 8,
    "viec.ten": "Vườn", "viec.noi": "Bản Lý", "kho_khan": "Đường xa", "kho_khan_ma": "Ít người",
}  # fmt: skip


def recovered(content: WorkbookContent) -> tuple[dict[str, object], tuple[Finding, ...]]:
    whole, findings = recover(content, blank_layout(FORM, "xã"))
    return values(whole), findings


@pytest.mark.parametrize(
    "lost", [(), *((name,) for name in NAMES), ("nu", "kn_nu"), ("viec.ten", "viec.noi"), ("kho_khan", "kho_khan_ma")]
)
def test_what_stands_between_its_neighbours_is_found(lost: tuple[str, ...]) -> None:
    """Each by itself, and parts that are called alike under two wholes; told where, by sheet and cell."""
    found, findings = recovered(spoilt(lost))
    assert found == ALL
    assert {each.place.indicator for each in findings} == set(lost)
    assert all(each.code == "name-found" and each.place.sheet and each.place.cell for each in findings)


def test_rows_that_moved_are_followed() -> None:
    """A row inserted above, by a program that moves no names: what is lost is found where it stands now."""
    content = spoilt(NAMES, lambda book: book["Số liệu"].insert_rows(11))
    found, _ = recovered(content)
    assert found == {**ALL, "nu": None, "kn_nu": None}


def test_labels_that_are_not_told_apart_are_not_taken() -> None:
    """With no neighbour left, two that are called alike stay lost; and so does what has lost its label."""
    found, findings = recovered(spoilt(("tong", "nu", "ket_nap", "kn_nu", "khac")))
    assert (found["nu"], found["kn_nu"], found["tong"]) == (None, None, 9)
    assert {each.place.indicator for each in findings} == {"tong", "ket_nap", "khac"}

    def unlabelled(book: openpyxl.Workbook) -> None:
        for row in book["Số liệu"].iter_rows():
            for cell in row:
                if cell.value == "Việc khác":
                    cell.value = "…"

    assert recovered(spoilt(("khac",), unlabelled))[0]["khac"] is None


def test_a_renamed_sheet_is_searched_too() -> None:
    """The label counts, not the title of the sheet."""

    def renamed(book: openpyxl.Workbook) -> None:
        book["Số liệu"].title = "Bảng 1"

    assert recovered(spoilt(("tong", "nu", "ket_nap", "kn_nu", "khac", "ty_le"), renamed))[0]["tong"] == 9
