from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.excel.office import converted, recalculated
from tests.excel.small import LONG, small_form
from tests.support.forms import form
from toolkit.excel.arrange import blank_layout
from toolkit.excel.blank import BlankRequest, fingerprint, write_blank
from toolkit.excel.patch import set_values
from toolkit.excel.reader import read_workbook
from toolkit.model.period import Period
from toolkit.model.submission import Identity
from toolkit.model.unit import Unit
from toolkit.model.value import NO_DATA, Value

IDENTITY = Identity(programme="chuong-trinh", form="thu", version="1", unit="00820", period="2020")
FULL: dict[str, Value] = {
    "tong": 100,
    "nam": 60,
    "nu": 40,
    "dat": 50,
    "dat_gioi": 10,
    "kho_khan": "không",
    "phan_cong": 3,
    "xep_loai": "tot",
}


def request(kind: str = "xã", **changes: Any) -> BlankRequest:
    unit = Unit(code="00820", name="Xã Bạch Đích", kind=kind)
    plain = BlankRequest(form=small_form(), unit=unit, period=Period(2020), identity=IDENTITY, parents=("Huyện Yên Minh",))
    return replace(plain, **changes)


def opened(data: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def cell(book: Any, name: str) -> Any:
    spot = blank_layout(small_form(), "xã").names[name]
    return book[spot.sheet].cell(spot.row + 1, spot.column + 1)


def check_beside(book: Any, name: str) -> str:
    spot = blank_layout(small_form(), "xã").names[name]
    return str(book[spot.sheet].cell(spot.row + 1, 7).value or "")


def banner(data: bytes) -> str:
    return str(opened(data, values=True)["Số liệu"]["A1"].value)


def test_same_request_same_bytes() -> None:
    """Issuing again changes nothing."""
    assert write_blank(request()) == write_blank(request())


def test_identity_reads_back() -> None:
    """Who it is stands in the workbook, with the fingerprint of its template."""
    content = read_workbook(write_blank(request()), "x.xlsx")
    assert content.identity == replace(IDENTITY, fingerprint=fingerprint(small_form(), "xã"))
    assert not content.findings and not content.broken()


def test_identity_sheet_cannot_be_unhidden_from_the_menu() -> None:
    """The identity's sheet is very hidden, the lists' sheet hidden, the others are seen."""
    states = {sheet.title: sheet.sheet_state for sheet in opened(write_blank(request())).worksheets}
    assert states.pop("_baocao") == "veryHidden" and states.pop("_danh_muc") == "hidden"
    assert set(states.values()) == {"visible"}


def test_values_read_back_by_name() -> None:
    """What is handed in stands where the names point: numbers, a choice by its label, "no data" in words."""
    content = read_workbook(write_blank(request(values={**FULL, "nam": NO_DATA})), "x.xlsx")
    read = {name: held.raw for name in ("tong", "nam", "xep_loai", "kho_khan") if (held := content.cell(name))}
    assert read == {"tong": 100, "nam": "không có số liệu", "xep_loai": "Tốt", "kho_khan": "không"}


def test_inputs_are_open_and_everything_else_is_locked() -> None:
    """Only what staff fill can be typed into; sheets are protected without a password."""
    book = opened(write_blank(request()))
    assert not cell(book, "tong").protection.locked and not cell(book, "kho_khan").protection.locked
    assert cell(book, "ty_le").protection.locked and cell(book, "target.tong").protection.locked
    for sheet in book.worksheets:
        assert sheet.protection.sheet and not sheet.protection.password


def test_protection_lets_filter_sort_and_widen() -> None:
    """What does no harm stays allowed."""
    protection = opened(write_blank(request()))["Số liệu"].protection
    assert not protection.autoFilter and not protection.sort and not protection.formatColumns


def test_an_assigned_input_is_filled_in_and_locked() -> None:
    """What the level above assigned is shown, and not typed again; a target of a derived figure only stands beside it."""
    data = write_blank(request(targets={"dat": 38, "ty_le": 1}, previous={"tong": 90}))
    book = opened(data)
    assert cell(book, "dat").value == 38 and cell(book, "dat").protection.locked
    assert cell(book, "target.dat").value == 38 and cell(book, "previous.tong").value == 90
    assert str(cell(book, "ty_le").value).startswith("=")


def test_the_banner_counts_what_is_missing() -> None:
    """In a blank, every required answer is an error; a complete one has none."""
    assert "Còn 3 lỗi" in banner(write_blank(request()))
    assert "Đã điền đủ" in banner(write_blank(request(values=FULL)))


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"tong": -1, "nam": -1, "nu": 0}, "tong"),
        ({"dat_gioi": 51}, "dat_gioi"),
        ({"nam": 61}, "tong"),
        ({"nu": "bốn mươi"}, "nu"),
    ],
)
def test_each_mistake_is_marked_in_its_row(changes: dict[str, Value], name: str) -> None:
    """A negative, a part above its whole, parts that do not add up, a text in a number's place: marked where they stand."""
    book = opened(write_blank(request(values={**FULL, **changes})), values=True)
    assert check_beside(book, name).startswith("✗")
    assert check_beside(book, "xep_loai") == "✓"


def test_rules_speak_beside_their_indicator() -> None:
    """A warning's own words stand in its row; a rule without a stated place stands beside the first figure that it names."""
    book = opened(write_blank(request(values={**FULL, "dat": 30}, previous={"tong": 200}, targets={"ty_le": 1})), values=True)
    assert check_beside(book, "tong").startswith("✗ Ít hơn kỳ trước.")
    assert check_beside(book, "dat") == "✓"
    warned = write_blank(replace(request(values=FULL), targets={}, values={**FULL, "target.dat": 60}))
    assert check_beside(opened(warned, values=True), "dat").startswith("! Chưa đạt chỉ tiêu.")
    assert "1 điều cần xem lại" in banner(warned)


def test_no_data_is_an_answer() -> None:
    """A required figure that is not known counts as answered, and zero too."""
    assert "Đã điền đủ" in banner(write_blank(request(values={**FULL, "tong": NO_DATA, "dat": 0, "dat_gioi": 0})))


def test_texts_too_long_and_missing_are_counted() -> None:
    """A narrative answer is asked for, and must be as short as the form says."""
    assert "Còn 1 lỗi" in banner(write_blank(request(values={**FULL, "kho_khan": "x" * 21})))
    assert "Còn 1 lỗi" in banner(write_blank(request(values={code: value for code, value in FULL.items() if code != "kho_khan"})))


def test_derived_figures_carry_their_value() -> None:
    """A preview that does not compute shows the right rate; a rate without a base fails and does not spoil the check beside it."""
    data = write_blank(request(values=FULL))
    assert cell(opened(data, values=True), "ty_le").value == 0.5
    without_base = opened(write_blank(request(values={**FULL, "tong": 0, "nam": 0, "nu": 0, "dat": 0, "dat_gioi": 0})), values=True)
    assert cell(without_base, "ty_le").value == "#DIV/0!" and check_beside(without_base, "ty_le") == ""


def test_what_staff_typed_is_inert() -> None:
    """A text that looks like a formula or an address stays a text."""
    book = opened(write_blank(request(values={**FULL, "kho_khan": "=1+1"})))
    assert cell(book, "kho_khan").data_type == "s"
    assert not book["Thuyết minh"]._hyperlinks


def test_prompts_keep_within_what_excel_takes() -> None:
    """Titles of 32 and messages of 255 characters at most: more than that corrupts the file."""
    assert len(LONG) > 255
    for sheet in opened(write_blank(request())).worksheets:
        for validation in sheet.data_validations.dataValidation:
            assert len(validation.promptTitle or "") <= 32 and len(validation.prompt or "") <= 255
            assert len(validation.errorTitle or "") <= 32 and len(validation.error or "") <= 225
            assert len(validation.formula1 or "") <= 255


def test_choices_come_from_a_range() -> None:
    """Drop-downs point to the hidden sheet, so that a list may be of any length."""
    sheet = opened(write_blank(request()))["Số liệu"]
    lists = [each.formula1 for each in sheet.data_validations.dataValidation if each.type == "list"]
    assert lists == ["_danh_muc!$A$2:$A$3"]


def test_formulas_use_functions_of_excel_2013_and_keep_its_limits() -> None:
    """No formula is longer than 8.192 characters, holds a literal of more than 255, or a function that old Excel lacks."""
    with zipfile.ZipFile(io.BytesIO(write_blank(request(values=FULL)))) as package:
        parts = b"".join(package.read(name) for name in package.namelist() if "worksheets/sheet" in name)
    assert b"_xlfn" not in parts
    for sheet in opened(write_blank(request())).worksheets:
        for row in sheet.iter_rows():
            for each in row:
                if each.data_type == "f":
                    assert len(each.value) <= 8192
                    assert max((len(piece) for piece in each.value.split('"')[1::2]), default=0) <= 255


def test_the_fingerprint_tells_one_template_from_another() -> None:
    """It changes with the kind of unit and with a label, and with nothing that is typed."""
    form = small_form()
    relabelled = replace(form, indicators=(replace(form.indicators[0], label="Khác"), *form.indicators[1:]))
    stamps = {fingerprint(form, "xã"), fingerprint(form, "chi đoàn"), fingerprint(relabelled, "xã")}
    assert len(stamps) == (2 if fingerprint(form, "xã") == fingerprint(form, "chi đoàn") else 3)
    assert fingerprint(form, "xã") == fingerprint(small_form(), "xã")


def test_one_page_wide_with_headings_on_every_page() -> None:
    """Each sheet prints on A4, one page across, its headings repeated."""
    for sheet in opened(write_blank(request(deadline=date(2021, 1, 5)))).worksheets:
        if sheet.sheet_state == "visible":
            assert sheet.page_setup.paperSize == 9 and sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
            assert sheet.print_title_rows and sheet.print_area


@pytest.mark.office
@pytest.mark.parametrize(
    "changes", [{"nam": 61, "dat_gioi": 70, "kho_khan": "x" * 30}, {"tong": 0, "nam": NO_DATA, "nu": 1.5, "dat": -1}]
)
def test_the_live_formulas_come_to_what_they_carry(tmp_path: Path, changes: dict[str, Any]) -> None:
    """LibreOffice, computing everything anew, finds the values that we wrote beside our formulas."""
    values = {**FULL, **{code: Decimal(str(each)) if isinstance(each, float) else each for code, each in changes.items()}}
    data = write_blank(request(values=values, previous={"tong": 200}))
    ours, theirs = opened(data, values=True), opened(recalculated(data, tmp_path), values=True)
    compared = 0
    for sheet in opened(data).worksheets:
        for row in sheet.iter_rows():
            for each in (each for each in row if each.data_type == "f"):
                compared += 1
                assert (theirs[sheet.title][each.coordinate].value or "") == (ours[sheet.title][each.coordinate].value or "")
    assert compared > 20


def heading(changes: str) -> list[str]:
    """The texts of the sheet of figures' head and foot, of a form with these further settings."""
    tables = f"| settings | setting | value |\n| | form | thu |\n| | version | 1 |\n| | title | Biểu |\n{changes}| indicators | code |\n| | so |\n"
    plain = BlankRequest(form=form(tables), unit=Unit(code="1", name="Xã An Bình"), period=Period(2020), identity=IDENTITY)
    return [str(each.value) for row in opened(write_blank(plain))["Số liệu"].iter_rows() for each in row if each.value]


def test_who_speaks_and_who_signs_is_the_forms_word() -> None:
    """The definition says whose form it is; where it says nothing, the unit's name stands alone and its head signs."""
    assert {"XÃ AN BÌNH", "THỦ TRƯỞNG ĐƠN VỊ"} < set(heading(""))
    own = heading("| | issuing_body | BCH HỘI {name} |\n| | signed_for | TM. BAN THƯỜNG VỤ |\n")
    assert {"BCH HỘI XÃ AN BÌNH", "TM. BAN THƯỜNG VỤ"} < set(own) and "THỦ TRƯỞNG ĐƠN VỊ" not in own


def test_rows_may_grow() -> None:
    """No row has a fixed height, so that one grows with what is typed into it; an answer has room from the start."""
    with zipfile.ZipFile(io.BytesIO(write_blank(request()))) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"customHeight" in sheet for sheet in sheets)
    spot = blank_layout(small_form(), "xã").names["kho_khan"]
    assert opened(write_blank(request()))[spot.sheet].row_dimensions[spot.row + 1].height > 90


@pytest.mark.office
def test_a_workbook_that_a_program_filled_is_computed_on_opening(tmp_path: Path) -> None:
    """LibreOffice, opening a blank into which values were put, shows the rates and marks that they come to."""
    filled = set_values(write_blank(request()), {**{code: FULL[code] for code in ("tong", "nam", "nu", "dat_gioi")}, "dat": 25})  # type: ignore[dict-item]
    (tmp_path / "filled.xlsx").write_bytes(filled)
    book = opened(converted(tmp_path / "filled.xlsx", tmp_path), values=True)
    assert cell(book, "ty_le").value == 0.25 and check_beside(book, "tong") == "✓"
    assert str(book["Số liệu"]["A1"].value).startswith("Còn 1 lỗi")
