"""Buttons that LibreOffice lost while saving are put back, everything else staying as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwings

from tests.support.command import run_command
from toolkit.excel.buttons import lacks_buttons
from toolkit.excel.package import Package
from toolkit.messages import say
from toolkit.shelf import find_sample

Press = Callable[[xlwings.Book, str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new round of one town."""
    folder = tmp_path / "Đợt 2020"
    units = str(find_sample("ha-giang-2020") / "units.xlsx")
    programme = ("--programme", "mot-cong-mot", "--form", "ket-qua", "--period", "2020")
    assert run_command("new", str(folder), *programme, "--units", units, "--root", "024").exit_code == 0
    return folder


def findings(folder: Path) -> list[str]:
    return [each["code"] for each in run_command("doctor", str(folder), "--json").json["findings"]]


@pytest.mark.office
def test_saved_by_libreoffice_and_repaired(office: xlwings.App, press: Press, folder: Path) -> None:
    """The step says that the buttons are lost, so does the doctor, who waits until the workbook is closed; then they run again."""
    path = folder / "dieu-hanh.xlsm"
    before = path.read_bytes()
    book = office.books.open(path)
    book.sheets["Cài đặt"]["D20"].value = "Ghi chú của văn phòng"
    book.save()
    assert not lacks_buttons(before) and lacks_buttons(path.read_bytes())
    press(book, say("office-caption-status", "vi"))
    assert "--repair" in " ".join(str(row[8]) for row in book.sheets["Lỗi"].used_range.value[2:])
    refused = run_command("doctor", str(folder), "--repair", "--lang", "vi")
    assert refused.exit_code == 2 and "đang được mở" in refused.stderr
    book.close()

    assert "doctor-no-buttons" in findings(folder)
    assert run_command("doctor", str(folder), "--repair").exit_code == 0
    assert "doctor-no-buttons" not in findings(folder)
    assert len(list((folder / "luu-tru").glob("dieu-hanh-*.xlsm"))) == 1
    assert openpyxl.load_workbook(path)["Cài đặt"]["D20"].value == "Ghi chú của văn phòng"
    again = office.books.open(path)
    assert "0 lỗi" in press(again, say("office-caption-status", "vi"))
    again.close()


def test_what_has_its_buttons_keeps_them_as_they_are(folder: Path) -> None:
    """Repairing twice is no harm; without a control workbook, or without its front sheet, there is one sentence."""
    path = folder / "dieu-hanh.xlsm"
    for _ in range(2):
        assert run_command("doctor", str(folder), "--repair").exit_code == 0
        assert not lacks_buttons(path.read_bytes())
    book = openpyxl.load_workbook(path, keep_vba=True)
    book.remove(book[say("office-front", "vi")])
    for name in [name for name in book.defined_names if name.startswith("nut_")]:
        del book.defined_names[name]
    book.save(path)
    told = run_command("doctor", str(folder), "--repair", "--lang", "vi")
    assert told.exit_code == 2 and "nut_ket_qua" in told.stderr
    path.unlink()
    assert run_command("doctor", str(folder), "--repair").exit_code == 2


def test_a_control_workbook_that_is_none_is_left_to_the_steps(folder: Path) -> None:
    """The doctor looks at machines; a spoilt file is told by whatever reads it."""
    path = folder / "dieu-hanh.xlsm"
    for data in (b"", b"PK\3\4", Package(path.read_bytes()).rewritten({"xl/workbook.xml": b"<workbook"})):
        path.write_bytes(data)
        assert run_command("doctor", str(folder), "--json").exit_code == 0
