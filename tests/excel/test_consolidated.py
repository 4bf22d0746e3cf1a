from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.excel.office import recalculated
from tests.excel.small import consolidation, small_form
from toolkit.excel.blank import fingerprint
from toolkit.excel.consolidated import Surroundings, unit_title, write_consolidated
from toolkit.excel.reader import read_workbook
from toolkit.model.progress import Progress, Status, UnitProgress
from toolkit.model.submission import CONSOLIDATED, Identity

PROVINCE = write_consolidated(consolidation(), "02")
DISTRICT = write_consolidated(consolidation(), "024")


def opened(data: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def rows(data: bytes, title: str, *, values: bool = True) -> list[tuple[Any, ...]]:
    return list(opened(data, values=values)[title].iter_rows(values_only=True))


def raw(data: bytes, name: str) -> Any:
    held = read_workbook(data, "x.xlsx").cell(name)
    assert held is not None
    return held.raw


def test_same_figures_same_bytes() -> None:
    """Consolidating again changes nothing."""
    assert write_consolidated(consolidation(), "02") == PROVINCE


def test_it_says_that_it_is_the_units_own_submission() -> None:
    """The next level can receive it: same identity keys, with the upper unit's code."""
    identity = Identity(
        programme="chuong-trinh",
        form="thu",
        version="1",
        unit="02",
        period="2020",
        fingerprint=fingerprint(small_form(), "tỉnh"),
        content=CONSOLIDATED,
    )
    content = read_workbook(PROVINCE, "x.xlsx")
    assert content.identity == identity
    assert not content.findings and not content.broken()


def test_totals_stand_where_the_names_point() -> None:
    """Totals, a recomputed rate, the target and last period's figure; a total of blanks is blank, one of "no data" says so."""
    assert [raw(PROVINCE, name) for name in ("tong", "dat", "ty_le", "target.dat", "previous.tong")] == [400, 300, 0.75, 320, 90]
    assert raw(PROVINCE, "phan_cong") in (None, "")
    assert raw(PROVINCE, "dat_gioi") == "không có số liệu"


def test_totals_cannot_be_typed_over() -> None:
    """A total is corrected where it comes from."""
    sheet = opened(PROVINCE)["Số liệu"]
    assert all(each.protection.locked for row in sheet.iter_rows() for each in row)


def test_coverage_is_seen_on_top_and_beside_each_figure() -> None:
    """Two of three communes reported; the figure that one of them left blank has a coverage of its own."""
    sheet = opened(PROVINCE, values=True)["Số liệu"]
    assert "2/3" in sheet["A1"].value
    beside = {row[1].value: row[7].value for row in sheet.iter_rows(min_row=10) if row[7].value}
    assert beside["tong"] == "2/3" and beside["phan_cong"] == "0/3"


def test_children_stand_as_rows_in_official_order_with_their_coverage() -> None:
    """Each child has its figures and its coverage; the total row sums them, the rate is recomputed."""
    table = rows(PROVINCE, "Tổng hợp")[8:]
    assert [row[1:7] for row in table] == [
        ("Huyện Yên Minh", 1, 2, 0.5, 100, 60),
        ("Huyện Quản Bạ", 1, 1, 1, 300, 150),
        ("TỔNG CỘNG", 2, 3, pytest.approx(2 / 3), 400, 210),
    ]


def test_totals_and_rates_of_the_overview_are_live() -> None:
    """What sums is a SUM over the rows above, what is derived a formula over its own row."""
    total = rows(PROVINCE, "Tổng hợp", values=False)[10]
    heads = rows(PROVINCE, "Tổng hợp", values=False)[5]
    by_label = dict(zip(heads, total, strict=True))
    assert "SUM(F9:F10)" in by_label["tong"]
    assert "I11/F11" in by_label["ty_le"]


def test_missing_children_show_blank_cells() -> None:
    """A commune that did not report is a row with nothing in it, not with zeros."""
    table = {row[1]: row for row in rows(DISTRICT, "Tổng hợp")[8:]}
    assert table["Xã Na Khê"][2:7] == (0, 1, 0, None, None)


def test_merged_rows_come_with_their_unit_and_personal_tables_do_not_come() -> None:
    """Rows of every unit below stand together with who sent them; a table about persons goes no further than its branch."""
    assert "viec" not in opened(PROVINCE).sheetnames
    names = [row[1:3] for row in rows(PROVINCE, "mo_hinh")[6:]]
    assert names == [
        ("Xã Bạch Đích, Huyện Yên Minh", "Tổ tự quản"),
        ("Xã Bạch Đích, Huyện Yên Minh", "=cmd()"),
        ("Xã Cán Tỷ, Huyện Quản Bạ", "Đội xung kích"),
    ]
    assert [row[1] for row in rows(DISTRICT, "mo_hinh")[6:]] == ["Xã Bạch Đích", "Xã Bạch Đích"]


def test_merged_rows_read_back_by_column() -> None:
    """The columns' names cover the merged rows, choices by their labels."""
    cells = read_workbook(PROVINCE, "x.xlsx").area("mo_hinh.muc")
    assert cells[0][0].raw == "Tốt"


def test_texts_stand_with_their_unit_and_can_be_picked() -> None:
    """What communes wrote is literal text, with the coded answer's label and an open cell to pick it for the report."""
    sheet = opened(PROVINCE)["Thuyết minh"]
    row = next(row for row in sheet.iter_rows() if row[2].value == "=1+1")
    assert row[2].data_type == "s" and row[1].value == "Xã Bạch Đích, Huyện Yên Minh" and row[3].value == "Kém"
    assert not row[4].protection.locked
    assert any(row[4].coordinate in each.sqref and each.type == "list" for each in sheet.data_validations.dataValidation)


def test_progress_is_of_the_units_below_only() -> None:
    """A district's workbook says who of its own communes reported, and shows what the round knows of each."""
    assert [row[1:5] for row in rows(DISTRICT, "Tiến độ")[4:]] == [
        ("00820", "Xã Bạch Đích", "Huyện Yên Minh", "Đã nhận"),
        ("00821", "Xã Na Khê", "Huyện Yên Minh", "Chưa gửi"),
    ]
    units = tuple(UnitProgress(each, Status.RETURNED, errors=2) for each in consolidation().tree.expected("02"))
    told = write_consolidated(consolidation(), "025", Surroundings(progress=Progress(units)))
    assert [(row[1], row[4], row[7]) for row in rows(told, "Tiến độ")[4:]] == [("00900", "Trả lại để sửa", 2)]


def test_every_figure_has_its_source() -> None:
    """Each stated figure comes with its file, its hash and its cell; blanks and derived figures are no sources."""
    sources = rows(PROVINCE, "Nguồn")[3:]
    assert ("tong", "Xã Cán Tỷ", "00900", 300, "BC 00900 (1).xlsx") in [row[2:7] for row in sources]
    assert all(len(row[7]) == 64 and row[8] == "Số liệu" and row[9].startswith("D") for row in sources)
    assert {row[2] for row in sources} == {"tong", "nam", "nu", "dat", "dat_gioi", "xep_loai"}


def test_a_unit_is_told_from_its_namesake_elsewhere() -> None:
    """Below another unit than the one above, the name of the unit between is added."""
    data = consolidation()
    assert [unit_title(data, "02", code) for code in ("02", "024", "00820")] == [
        "Tỉnh Hà Giang",
        "Huyện Yên Minh",
        "Xã Bạch Đích, Huyện Yên Minh",
    ]


@pytest.mark.office
def test_the_live_formulas_come_to_what_they_carry(tmp_path: Path) -> None:
    """LibreOffice, computing everything anew, finds the totals and rates that we wrote."""
    ours, theirs = opened(PROVINCE, values=True), opened(recalculated(PROVINCE, tmp_path), values=True)
    compared = 0
    for sheet in opened(PROVINCE).worksheets:
        for each in (each for row in sheet.iter_rows() for each in row if each.data_type == "f"):
            compared += 1
            value = ours[sheet.title][each.coordinate].value or ""
            # LibreOffice writes 15 digits
            assert (theirs[sheet.title][each.coordinate].value or "") == (
                pytest.approx(value, rel=1e-13) if isinstance(value, float) else value
            )
    assert compared > 20
