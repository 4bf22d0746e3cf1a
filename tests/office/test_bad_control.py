"""A control workbook that somebody has spoilt, and a button pressed: one sentence that names the place and the remedy, and nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings

from tests.support.command import run_command
from toolkit.office import press as pressing
from toolkit.office.board import Board
from toolkit.shelf import find_sample

pytestmark = pytest.mark.office

Spoil = Callable[[openpyxl.Workbook], None]
PROGRAMME = ("--programme", "mot-cong-mot", "--form", "ket-qua", "--period", "2020")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round of one town, in a folder of a share."""
    folder = tmp_path_factory.mktemp("máy chủ") / "Đợt 2020"
    units = str(find_sample("ha-giang-2020") / "units.xlsx")
    assert run_command("new", str(folder), *PROGRAMME, "--units", units, "--root", "024").exit_code == 0
    return folder


@pytest.fixture(scope="module")
def book(office: xlwings.App, folder: Path) -> Iterator[xlwings.Book]:
    opened = office.books.open(folder / "dieu-hanh.xlsm")
    yield opened
    opened.close()


@pytest.fixture
def press(book: xlwings.Book, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Runs a button's step on the open workbook, as its macro would have it run; gives the sentence that is shown then."""

    @contextmanager
    def opened(program: str, where: str) -> Iterator[Board]:
        yield Board(book)

    monkeypatch.setattr(pressing, "opened_board", opened)

    def pressed(step: str) -> str:
        pressing.press(step, "libreoffice", Path(book.fullname).as_uri())
        return str(book.names["nut_ket_qua"].refers_to_range.value)

    return pressed


@pytest.fixture
def spoilt(folder: Path) -> Iterator[Callable[[Spoil], None]]:
    """Changes the workbook as it lies on the disk; afterwards it is as it was."""
    path = folder / "dieu-hanh.xlsm"
    data = path.read_bytes()

    def spoil(how: Spoil) -> None:
        made = openpyxl.load_workbook(path, keep_vba=True)
        how(made)
        made.save(path)

    yield spoil
    path.write_bytes(data)


def renamed(old: str, new: str) -> Spoil:
    return lambda book: setattr(book[old], "title", new)


def deleted(title: str) -> Spoil:
    return lambda book: book.remove(book[title])


def typed(sheet: str, **cells: object) -> Spoil:
    return lambda book: [setattr(book[sheet][cell], "value", value) for cell, value in cells.items()] and None


def setting(name: str, value: str) -> Spoil:
    def spoil(book: openpyxl.Workbook) -> None:
        (row,) = (row for row in book["Cài đặt"].iter_rows() if row[0].value == name)
        row[2].value = value

    return spoil


OBSTACLES: Mapping[str, tuple[Spoil, tuple[str, ...]]] = {
    "a sheet renamed": (renamed("Đơn vị", "Don vi"), ("Đơn vị", "Don vi", "đặt lại")),
    "a sheet deleted": (deleted("Cài đặt"), ("Cài đặt", "bản cũ")),
    "row 1 changed": (typed("Đơn vị", D1="cấp trên"), ("Đơn vị", "parent", "hàng 1")),
    "a date that is none": (setting("deadline", "giữa tháng 12"), ("Cài đặt!C11", "giữa tháng 12", "15/12/2020")),
    "a period that is none": (setting("period", "năm nay"), ("Cài đặt!C5", "năm nay", "2020Q4")),
    "a form that is none": (setting("form", "ketqua"), ("ketqua", "ket-qua")),
    "a cycle above all": (typed("Đơn vị", D3="00688"), ("Đơn vị", "để trống")),
}


@pytest.mark.parametrize(("spoil", "words"), OBSTACLES.values(), ids=OBSTACLES)
@pytest.mark.parametrize("step", ["issue", "status"])
def test_what_a_step_cannot_go_on_with(
    book: xlwings.Book, folder: Path, press: Any, spoilt: Any, step: str, spoil: Spoil, words: tuple[str, ...]
) -> None:
    """The sentence stands on the front sheet, in red; no file was made, no result shown."""
    spoilt(spoil)
    before = sorted(folder.rglob("*"))
    shown = book.sheets["Tiến độ"].used_range.value
    told = press(step)
    assert [word for word in words if word not in told] == []
    assert book.names["nut_ket_qua"].refers_to_range.color == (255, 199, 206)
    assert [path for path in sorted(folder.rglob("*")) if path not in before] == []
    assert book.sheets["Tiến độ"].used_range.value == shown


FINDINGS: Mapping[str, tuple[Spoil, str, str, str]] = {
    "a unit twice": (typed("Đơn vị", A5="00688"), "Đơn vị", "A5", "00688"),
    "a cycle": (typed("Đơn vị", D4="00691", D5="00688"), "Đơn vị", "A4", "vòng"),
    "a parent that is none": (typed("Đơn vị", D4="0249"), "Đơn vị", "A4", "0249"),
    "a day that is none": (
        typed("Điều chỉnh", A3="00688", B3="ket_nap_moi", C3=1, D3=2, E3="Đếm lại", F3="Văn phòng", G3="hôm qua"),
        "Điều chỉnh",
        "C3",
        "hôm qua",
    ),
    "a target that is none": (typed("Chỉ tiêu giao", C3="khoảng chục"), "Chỉ tiêu giao", "C3", "khoảng chục"),
    "targets under another title": (renamed("Chỉ tiêu giao", "Chi tieu giao 2020"), "Chỉ tiêu giao", "", "Chi tieu giao 2020"),
    "no targets": (deleted("Chỉ tiêu giao"), "Chỉ tiêu giao", "", "Chỉ tiêu giao"),
}


@pytest.mark.parametrize(("spoil", "sheet", "cell", "word"), FINDINGS.values(), ids=FINDINGS)
def test_what_a_step_tells_and_goes_on(
    book: xlwings.Book, press: Any, spoilt: Any, spoil: Spoil, sheet: str, cell: str, word: str
) -> None:
    """Sheet and cell stand in Lỗi with what is wrong and what to do; the press is amber, not green."""
    spoilt(spoil)
    assert "trang Lỗi" in press("status")
    rows = [[value or "" for value in row] for row in book.sheets["Lỗi"].used_range.value[2:]]
    (row,) = [row for row in rows if (row[4], row[5]) == (sheet, cell)]
    assert word in f"{row[6]} {row[7]} {row[8]}" and row[7] and row[8]
    assert book.names["nut_ket_qua"].refers_to_range.color == (255, 235, 156)


def test_a_workbook_that_is_mended_is_green_again(book: xlwings.Book, press: Any) -> None:
    """Nothing of what was wrong before stays in Lỗi."""
    assert "0 lỗi, 0 cảnh báo" in press("status")
    errors = [row for row in book.sheets["Lỗi"].used_range.value[2:] if row[0] == "Lỗi"]
    assert errors == [] and book.names["nut_ket_qua"].refers_to_range.color == (226, 240, 217)


def test_somebody_else_has_it_open(office: xlwings.App, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read-only, as the second one gets it: LibreOffice lets nothing be written there, so nothing is begun, and a box says so."""
    copy = folder.with_name("Đợt 2020 (bản đọc)")
    copy.mkdir()
    # under the other name that a control workbook may have: two of one name cannot be open at once
    (copy / "dieu-hanh.xlsx").write_bytes((folder / "dieu-hanh.xlsm").read_bytes())
    second = office.books.open(copy / "dieu-hanh.xlsx", read_only=True)
    told: list[str] = []

    @contextmanager
    def opened(program: str, where: str) -> Iterator[Board]:
        yield Board(second)

    monkeypatch.setattr(pressing, "opened_board", opened)
    monkeypatch.setattr(Board, "warn", lambda _, text: told.append(text))
    assert second.api.ReadOnly and not pressing.press("issue", "libreoffice", "")
    second.close()
    assert "chỉ đọc" in told[0] and sorted(path.name for path in copy.iterdir()) == ["dieu-hanh.xlsx"]


def test_the_front_sheet_is_gone(book: xlwings.Book, press: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The step has run; that its result cannot be shown is told in a box."""
    told: list[str] = []
    monkeypatch.setattr(Board, "warn", lambda _, text: told.append(text))
    refers_to = book.names["nut_ket_qua"].refers_to
    book.names["nut_ket_qua"].delete()
    try:
        pressing.press("status", "libreoffice", "")
        assert len(told) == 1 and "nut_ket_qua" in told[0]
    finally:
        book.names.add("nut_ket_qua", refers_to)
        book.api.Saved = True
