"""The buttons of a new control workbook, pressed in LibreOffice: the macros run, the round moves on, the sheets show it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

from tests.office.conftest import PATIENCE
from tests.support.command import run_command
from toolkit.demo.sample import Sample, read_sample
from toolkit.demo.senders import drop
from toolkit.messages import say
from toolkit.round import open_round
from toolkit.shelf import find_sample

pytestmark = pytest.mark.office

Press = Callable[[xlwings.Book, str], str]


def caption(step: str) -> str:
    return say(f"office-caption-{step}", "vi")


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read_sample(find_sample("ha-giang-2020"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, sample: Sample) -> Path:
    """The round of a province, from an empty folder on a path with Vietnamese letters and spaces."""
    folder = tmp_path_factory.mktemp("nút") / "Đợt báo cáo 2020"
    programme = ("--programme", sample.programme, "--form", sample.form, "--period", sample.period)
    assert run_command("new", str(folder), *programme, "--units", str(sample.units)).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def book(office: xlwings.App, folder: Path) -> Iterator[xlwings.Book]:
    opened = office.books.open(folder / "dieu-hanh.xlsm")
    yield opened
    opened.close()


def state(book: xlwings.Book, step: str) -> Any:
    return book.names[f"nut_{step}"].refers_to_range.value


def figures(folder: Path) -> Any:
    return run_command("figures", str(folder), "--json").json["figures"]


@pytest.mark.slow
def test_from_an_empty_folder_to_the_report(
    book: xlwings.Book, folder: Path, sample: Sample, press: Press, demo_round: Path, manager: Path
) -> None:
    """Each button in its order on the sample; what each came to shows on the front sheet, in Tiến độ and Lỗi; the workbook stays saved.

    What comes out is what the demo comes to by the command line.
    """
    before = (folder / "dieu-hanh.xlsm").read_bytes()
    assert caption("issue") in press(book, caption("issue"))
    blanks = list((folder / "1-phat-hanh").rglob("*.xlsx"))
    assert state(book, "issue") == say("office-state-issue", "vi", count=len(blanks)) and len(blanks) == 193

    for wave in sample.waves:
        drop(open_round(folder), sample, wave)
        press(book, caption("collect"))
        check_standing(book, folder)
    assert state(book, "collect").startswith("Nhận được 193/193")
    press(book, caption("consolidate"))
    press(book, caption("narrate"))
    names = [path.name for path in sorted((demo_round / "5-bao-cao").glob("*.docx"))]
    assert [path.name for path in sorted((folder / "5-bao-cao").glob("*.docx"))] == names
    assert state(book, "narrate") == say("office-state-narrate", "vi", count=len(names))
    assert figures(folder) == figures(demo_round)
    assert "0 lỗi" in press(book, caption("refresh"))
    assert press(book, caption("verify")) == state(book, "verify")
    assert book.names["nut_ket_qua"].refers_to_range.color is not None
    check_tracing(book, folder, press)
    check_folders(book, folder, press, manager)
    assert book.api.Saved and (folder / "dieu-hanh.xlsm").read_bytes() == before


def check_standing(book: xlwings.Book, folder: Path) -> None:
    """Every unit stands in Tiến độ; what went back stands in Lỗi with a link to it."""
    standing = book.sheets["Tiến độ"].used_range.value[2:]
    assert [row[0] for row in standing] == [unit.code for unit in open_round(folder).tree.expected("02")]
    shown = book.sheets["Lỗi"].used_range.value[2:]
    returned = list((folder / "3-tra-lai").glob("*.xlsx"))
    assert len([row for row in standing if row[2] == say("status-returned", "vi")]) == len(returned)
    if returned:
        assert shown[0][0] == say("severity-error", "vi") and "HYPERLINK" in book.sheets["Lỗi"]["B3"].formula


def check_tracing(book: xlwings.Book, folder: Path, press: Press) -> None:
    """Without a consolidated workbook: a sentence. A total: each part with its file and cell. A single source: it is opened there."""
    assert "4-tong-hop" in press(book, caption("trace"))
    path = folder / "4-tong-hop/024 Thành phố Hà Giang.xlsx"
    total = book.app.books.open(path)
    at = total.names["ket_nap_moi"].refers_to_range
    total.sheets[at.sheet.name].activate()
    at.select()
    assert "8 ô" in press(book, caption("trace"))
    rows = book.sheets["Truy vết"].used_range.value[2:]
    assert len(rows) == 9 and [row[0].strip() for row in rows][:2] == ["Thành phố Hà Giang", "Phường Quang Trung"]
    assert all(row[5] and row[6] and row[7] for row in rows[1:]) and book.sheets.active.name == "Truy vết"
    assert sum(int(row[3]) for row in rows[1:]) == at.value == int(rows[0][3])
    assert "luu-tru/ban-goc/" in book.sheets["Truy vết"]["B4"].formula

    overview = total.sheets["Tổng hợp"]
    overview.activate()
    overview["F9"].select()
    assert "Phường Quang Trung" in press(book, caption("trace"))
    opened = book.app.books.active
    assert "luu-tru/ban-goc" in Path(opened.fullname).as_posix() and book.app.selection.value == overview["F9"].value
    opened.close()
    overview["A1"].select()
    assert "A1" in press(book, caption("trace"))
    total.close()


def check_folders(book: xlwings.Book, folder: Path, press: Press, manager: Path) -> None:
    """The folder of the step whose row is selected, else the round's."""
    for cell, wanted in (("nut_consolidate", folder / "4-tong-hop"), ("nut_ket_qua", folder)):
        at = book.names[cell].refers_to_range
        book.sheets[at.sheet.name].activate()
        at.select()
        assert str(wanted) in press(book, caption("folder"))
        assert shown_in(manager) == str(wanted)


def shown_in(manager: Path) -> str:
    """What the file manager was last asked to show: it is a program of its own, which we wait for."""
    last = time.monotonic() + PATIENCE
    while not (asked := manager.read_text(encoding="utf-8").strip() if manager.exists() else ""):
        assert time.monotonic() < last, "the file manager was not started"
        time.sleep(0.1)
    manager.unlink()
    return asked


def test_unsaved_changes_stop_a_step(book: xlwings.Book, press: Press) -> None:
    """Nothing runs on what is not what the person sees; a headless office says no to saving."""
    cell = book.sheets["Cài đặt"]["D20"]
    cell.value = "đang sửa"
    try:
        assert "chưa lưu" in press(book, caption("status"))
        assert not book.api.Saved
    finally:
        cell.clear_contents()
        book.api.Saved = True


def test_a_python_that_is_not_there_is_told(book: xlwings.Book, press: Press) -> None:
    """The macro itself says what to install."""
    cell = book.names["nut_python"].refers_to_range
    python = cell.value
    cell.value = "/không/có/python"
    try:
        assert press(book, caption("status")) == say("office-no-python", "vi")
    finally:
        cell.value = python
        book.api.Saved = True


def test_two_steps_do_not_run_at_once_and_stop_frees_the_round(book: xlwings.Book, folder: Path, press: Press) -> None:
    """A mark that a dead step left behind is in the way until Stop takes it away."""
    (folder / "luu-tru/dang-chay").touch()
    assert "đang chạy" in press(book, caption("status"))
    assert press(book, caption("stop")) == say("office-stopping", "vi")
    assert "xong" in press(book, caption("status"))
    assert press(book, caption("stop")) == say("office-nothing-runs", "vi")


def test_a_mistake_in_the_control_workbook_is_one_sentence(book: xlwings.Book, folder: Path, press: Press) -> None:
    """A second control workbook beside the first: nothing runs, and both are named."""
    (folder / "dieu-hanh.xlsx").write_bytes((folder / "dieu-hanh.xlsm").read_bytes())
    try:
        told = press(book, caption("consolidate"))
        assert "dieu-hanh.xlsx" in told and "dieu-hanh.xlsm" in told
    finally:
        (folder / "dieu-hanh.xlsx").unlink()


def test_a_sheet_for_results_that_was_deleted_is_made_again(book: xlwings.Book, press: Press) -> None:
    """Nothing is read from it, so nothing is lost."""
    book.sheets["Lỗi"].delete()
    book.api.Saved = True
    assert "xong" in press(book, caption("status"))
    assert "Lỗi" in [each.name for each in book.sheets]
