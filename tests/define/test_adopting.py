"""Is an office's own workbook fit to be a form's blank? Each mistake is told with its place and the nearest name."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest
import xlsxwriter

from tests.excel.rich import rich_workbook
from tests.excel.test_preflight import changed
from tests.support.forms import form
from toolkit.define.adopting import check_adoption
from toolkit.excel.adopted import read_office_book
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding

FORM = form("""
| indicators | code | formula | entered_at |
| | tong | | |
| | dat | | |
| | ty_le | =dat/tong | |
| tables | table | column | entered_at |
| | khen | | |
| | khen | ten | |
| | khen | so | |
| | ds | | chi đoàn |
| | ds | nguoi | |
| texts | code | choices |
| | kho | muc |
| choices | list | code |
| | muc | tot |
""")
NAMES = {
    "tong": "Biểu!$C$3",
    "dat": "Biểu!$C$4",
    "kho": "Biểu!$A$20",
    "kho_ma": "Biểu!$C$20",
    "khen": "Biểu!$A$10:$B$15",
}


def office(names: Mapping[str, str], shape: Callable[[Any, Any], object] = lambda sheet, hidden: None) -> bytes:
    """A workbook of the sheets `Biểu` and `Ẩn` (hidden) with these names."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet, hidden = book.add_worksheet("Biểu"), book.add_worksheet("Ẩn")
        hidden.hide()
        sheet.write("A3", "Tổng số")
        shape(sheet, hidden)
        for name, reference in names.items():
            book.define_name(name, f"={reference}")
    return buffer.getvalue()


def checked(data: bytes) -> tuple[Finding, ...]:
    return check_adoption(FORM, read_office_book(data, "bieu.xlsx"), "bieu.xlsx").findings


def codes(data: bytes) -> set[tuple[str, str, str]]:
    return {(each.code, each.place.indicator, each.place.cell) for each in checked(data) if each.code != "adopt-not-for-kind"}


def test_a_workbook_with_every_name_is_fit() -> None:
    """Nothing is wrong; the columns of a table follow from its body, and units of a kind that is asked more are named."""
    adoption = check_adoption(FORM, read_office_book(office(NAMES), "bieu.xlsx"), "bieu.xlsx")
    assert {name: area.first + ":" + area.last for name, area in adoption.columns.items()} == {
        "khen.ten": "A10:A15",
        "khen.so": "B10:B15",
    }
    assert [(each.code, dict(each.values)["kind"], each.found) for each in adoption.findings] == [
        ("adopt-not-for-kind", "chi đoàn", "ds.nguoi")
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"dat": ""}, ("adopt-name-missing", "dat", "")),
        ({"dat": "", "Dat_": "Biểu!$C$4"}, ("adopt-name-similar", "dat", "C4")),
        ({"dat": "Biểu!#REF!"}, ("adopt-name-broken", "dat", "")),
        ({"dat": "Biểu!$C$4:$C$5"}, ("adopt-name-of-area", "dat", "C4")),
        ({"dat": "Ẩn!$A$1"}, ("adopt-name-on-hidden-sheet", "dat", "A1")),
        ({"dat": "Biểu!$C$3"}, ("adopt-same-cell", "dat", "C3")),
        ({"dat": "Biểu!$B$12"}, ("adopt-same-cell", "dat", "B12")),
        ({"khen": ""}, ("adopt-name-missing", "khen", "")),
        ({"khen": "Biểu!$A$10:$C$15"}, ("adopt-table-columns", "khen", "A10")),
        ({"khen.ten": "Biểu!$A$10:$A$15", "khen.so": "Biểu!$B$11:$B$15"}, ("adopt-table-uneven", "khen", "A10")),
        ({"khen": "Ẩn!$A$1:$B$5"}, ("adopt-name-on-hidden-sheet", "khen", "A1")),
        ({"kho_ma": ""}, ("adopt-name-missing", "kho_ma", "")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_each_mistake_is_told_with_its_place(change: dict[str, str], expected: tuple[str, str, str]) -> None:
    """A missing, misspelt, broken, hidden or shared name, a name of several cells, a table too wide or crooked."""
    names = {name: reference for name, reference in (NAMES | change).items() if reference}
    assert codes(office(names)) == {expected}


def test_a_kind_that_is_asked_nothing_does_not_make_a_workbook_fit() -> None:
    """Where communes alone are asked for figures, a name that they miss is an error, with the nearest one, though others miss none."""
    asked = "| indicators | code | entered_at |\n| | ket_nap_moi | xã |\n| | kn_nu | xã |\n"
    data = office({"ket_nap_moi": "Biểu!$C$3", "kn_nuu": "Biểu!$C$4"})
    adoption = check_adoption(form(asked), read_office_book(data, "bieu.xlsx"), "bieu.xlsx")
    assert [(each.code, each.place.indicator) for each in adoption.findings] == [("adopt-name-similar", "kn_nu")]


def test_merged_cells() -> None:
    """A name of exactly one merged cell is one answer; one that lies under a merged cell is none that anybody could give."""
    whole = office(NAMES | {"dat": "Biểu!$C$4:$D$4"}, lambda sheet, _: sheet.merge_range("C4:D4", ""))
    assert codes(whole) == set()
    under = office(NAMES | {"dat": "Biểu!$D$4"}, lambda sheet, _: sheet.merge_range("C4:D4", ""))
    assert codes(under) == {("adopt-name-under-merged", "dat", "D4")}


def test_a_tables_merged_cells_are_one_column() -> None:
    """Where each entry spans several columns of the sheet, they count as one, and its name is that of the first."""
    wide = NAMES | {"khen": "Biểu!$A$10:$C$15"}
    data = office(wide, lambda sheet, _: [sheet.merge_range(row, 1, row, 2, "") for row in range(9, 15)])
    assert check_adoption(FORM, read_office_book(data, "b"), "b").columns["khen.so"].left == 2 and codes(data) == set()


def test_a_locked_cell_is_a_warning() -> None:
    """On a protected sheet, inputs that nobody opened are told; the workbook can be adopted all the same."""
    data = office(NAMES, lambda sheet, _: sheet.protect())
    assert {code for code, _, _ in codes(data)} == {"adopt-cell-locked"}
    assert {each.severity.value for each in checked(data)} == {"warning", "note"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"khong phai so lam viec", "workbook-is-text"),
        (b"", "workbook-empty-file"),
        (changed("[Content_Types].xml", b"sheet.main+xml", b"template.main+xml"), "adopt-is-template"),
        (
            changed(
                "[Content_Types].xml",
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            ),
            "adopt-has-macros",
        ),
        (
            changed(
                "xl/_rels/workbook.xml.rels",
                b"</Relationships>",
                b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/></Relationships>',
            ),
            "adopt-has-links",
        ),
    ],
)
def test_what_may_not_become_a_blank(data: bytes, code: str) -> None:
    """No workbook, a template, macros, links to other files: refused in one line."""
    with pytest.raises(Obstacle) as refused:
        read_office_book(data, "bieu.xlsx")
    assert refused.value.code == code and refused.value.values["file"] == "bieu.xlsx"


def test_pictures_and_charts_are_no_hindrance() -> None:
    """A workbook with everything that Excel offers is looked into like any other."""
    small = form("| indicators | code |\n| | ket_nap_moi |\n| | kn_nu |\n| | khong_co |\n")
    found = check_adoption(small, read_office_book(rich_workbook(), "b"), "b").findings
    assert [(each.code, each.place.indicator) for each in found if each.severity.value == "error"] == [
        ("adopt-name-missing", "khong_co")
    ]
