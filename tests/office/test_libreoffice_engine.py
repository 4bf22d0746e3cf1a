"""LibreOffice through xlwings: what goes in comes out, as Excel would have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings

from toolkit.office.libreoffice import path_of
from toolkit.office.wire import OfficeError

pytestmark = pytest.mark.office


@pytest.fixture
def book(office: xlwings.App) -> Iterator[xlwings.Book]:
    made = office.books.add()
    yield made
    made.close()


@pytest.fixture
def sheet(book: xlwings.Book) -> Any:
    return book.sheets[0]


def test_values_come_back_as_they_went_in(sheet: Any) -> None:
    """Numbers, texts, what is empty; a code keeps its zeros; what looks like a formula behind an apostrophe is a text."""
    rows = [[1.0, "Đoàn", None], ["'00688", "'=1+1", 2.5]]
    sheet["B2"].value = rows
    assert sheet["B2:D3"].value == [[1.0, "Đoàn", None], ["00688", "=1+1", 2.5]]
    assert sheet.used_range.last_cell.address == "$D$3"


def test_formulas_are_written_and_read_in_english(sheet: Any) -> None:
    """With commas between arguments, whatever this office is set to."""
    sheet["A1"].value = [[3.0, 4.0, "=SUM(A1,B1)"]]
    assert (sheet["C1"].value, sheet["C1"].formula) == (7.0, "=SUM(A1,B1)")


def test_a_date_is_read_as_a_date(office: xlwings.App, tmp_path: Path) -> None:
    """One that stands in a cell; the numbers beside it stay numbers."""
    made = openpyxl.Workbook()
    made.worksheets[0].append([1, datetime(2020, 11, 5)])
    made.save(tmp_path / "ngày.xlsx")
    opened = office.books.open(tmp_path / "ngày.xlsx")
    assert opened.sheets[0]["A1:B1"].value == [1.0, datetime(2020, 11, 5)]
    opened.close()


def test_looks(sheet: Any) -> None:
    """Colours, widths and wrapping, set and read."""
    sheet["A1:B2"].color = (255, 200, 16)
    sheet["A1"].column_width = 30
    sheet["A1"].wrap_text = True
    assert (sheet["B2"].color, sheet["C3"].color) == ((255, 200, 16), None)
    assert sheet["A1"].column_width == pytest.approx(30, abs=0.1)
    assert (sheet["A1"].wrap_text, sheet["B1"].wrap_text) == (True, False)
    sheet["A1"].color = None
    assert sheet["A1"].color is None


def test_clearing(sheet: Any) -> None:
    """Contents alone, or looks too."""
    sheet["A1"].value = "x"
    sheet["A1"].color = "#00FF00"
    sheet["A1"].clear_contents()
    assert (sheet["A1"].value, sheet["A1"].color) == (None, (0, 255, 0))
    sheet.clear()
    assert sheet["A1"].color is None


def test_names_point_to_ranges(book: xlwings.Book, sheet: Any) -> None:
    """Made, found, followed, forgotten."""
    sheet["B3"].value = "ở đây"
    book.names.add("o_nay", f"='{sheet.name}'!$B$3")
    assert book.names.contains("o_nay") and "o_nay" in [each.name for each in book.names]
    assert book.names["o_nay"].refers_to_range.value == "ở đây"
    assert book.names["o_nay"].refers_to == f"='{sheet.name}'!$B$3"
    book.names["o_nay"].delete()
    assert not book.names.contains("o_nay")


def test_sheets_are_added_renamed_and_deleted(book: xlwings.Book, sheet: Any) -> None:
    """In their order."""
    added = book.sheets.add("Tiến độ", after=sheet)
    assert [each.name for each in book.sheets] == [sheet.name, "Tiến độ"] and added.index == 2
    added.name = "Lỗi"
    added.activate()
    assert book.sheets.active.name == "Lỗi"
    added.delete()
    assert [each.name for each in book.sheets] == [sheet.name]


def test_a_book_is_saved_where_it_is_said(office: xlwings.App, book: xlwings.Book, sheet: Any, tmp_path: Path) -> None:
    """Under a name with Vietnamese letters; then it counts as saved, until something changes."""
    sheet["A1"].value = "Đã lưu"
    assert not book.api.Saved
    path = tmp_path / "Sổ điều hành.xlsx"
    book.save(path)
    assert (book.fullname, book.name, book.api.Saved, book.api.ReadOnly) == (str(path), path.name, True, False)
    sheet["A1"].value = "khác"
    assert not book.api.Saved
    assert openpyxl.load_workbook(path).active["A1"].value == "Đã lưu"  # type: ignore[index, union-attr, unused-ignore]


def test_a_book_opened_read_only_says_so(office: xlwings.App, tmp_path: Path) -> None:
    """As Excel's own object does."""
    made = openpyxl.Workbook()
    made.save(tmp_path / "doc.xlsx")
    opened = office.books.open(tmp_path / "doc.xlsx", read_only=True)
    assert opened.api.ReadOnly
    opened.close()


def test_selection_status_bar_and_screen(office: xlwings.App, book: xlwings.Book, sheet: Any) -> None:
    """What a button shows while it works; a headless office answers every question with no."""
    book.activate()
    sheet["B2:C3"].select()
    assert office.selection is not None and office.selection.address == "$B$2:$C$3"
    office.status_bar = "Đang tổng hợp…"
    assert office.status_bar == "Đang tổng hợp…"
    office.status_bar = False
    with office.properties(screen_updating=False):
        sheet["A1"].value = 1
    assert office.screen_updating and office.alert("Lưu?", buttons="yes_no") == "cancel"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///tmp/%C4%90%E1%BB%A3t%20m%E1%BB%99t/a.xlsm", "/tmp/Đợt một/a.xlsm"),
        ("file:///C:/%C4%90%E1%BB%A3t/a.xlsm", "C:/Đợt/a.xlsm"),
        ("file://may-chu/chung/a.xlsm", "//may-chu/chung/a.xlsm"),
    ],
)
def test_addresses_become_paths(url: str, path: str) -> None:
    """Of this machine, of Windows, of a share."""
    assert path_of(url) == path


def test_formulas_in_a_block(sheet: Any) -> None:
    """Written at once, each computed; read back as they stand, texts and numbers among them."""
    sheet["A1:B2"].formula = [["1", "=A1*2"], ["=SUM(A1:B1)", "chữ"]]
    assert sheet["A2"].value == 3.0
    assert sheet["A1:B2"].formula == (("1", "=A1*2"), ("=SUM(A1:B1)", "chữ"))


def test_books_are_found_by_name_and_the_active_one_is_known(office: xlwings.App, book: xlwings.Book, tmp_path: Path) -> None:
    """Each remembers what is selected in it while another one is in front."""
    book.save(tmp_path / "Một.xlsx")
    other = office.books.add()
    other.save(tmp_path / "Hai.ods")
    try:
        book.sheets[0]["B2"].select()
        other.activate()
        assert (office.books.active.name, office.selection.address) == ("Hai.ods", "$A$1")
        office.books["Một.xlsx"].activate()
        assert (office.books.active.name, office.selection.address) == ("Một.xlsx", "$B$2")
        assert {"Một.xlsx", "Hai.ods"} <= {each.name for each in office.books}
    finally:
        other.close()
    assert "Hai.ods" not in [each.name for each in office.books]


def test_what_is_not_there_is_a_key_error(office: xlwings.App, book: xlwings.Book) -> None:
    """As of xlwings' other engines; what LibreOffice itself refuses says what was asked."""
    for missing in (lambda: book.sheets["không có"], lambda: office.books["không có.xlsx"]):
        with pytest.raises(KeyError):
            missing()
    assert not book.names.contains("không có")
    with pytest.raises(OfficeError, match="sheets: KeyError"):
        office.impl.wire("sheets", "không có")


def test_whole_columns_and_used_ranges(sheet: Any) -> None:
    """A column by its letter; what is used ends where the last thing stands."""
    sheet["C5"].value = "cuối"
    sheet["A:A"].column_width = 40
    assert sheet["A1"].column_width == pytest.approx(40, abs=0.1)
    assert sheet.used_range.address == "$A$1:$C$5"
    sheet.clear_contents()
    assert sheet["C5"].value is None
