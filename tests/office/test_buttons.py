"""The buttons of a new control workbook, pressed in LibreOffice: the macros run, the round moves on, the sheets show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

from tests.support.command import run_command
from toolkit.demo.sample import Sample, read_sample
from toolkit.demo.senders import filled
from toolkit.excel.patch import set_values
from toolkit.files import write_safely
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
    """A round of one town and its eight communes, on a path with Vietnamese letters and spaces."""
    folder = tmp_path_factory.mktemp("nút") / "Đợt báo cáo 2020"
    programme = ("--programme", sample.programme, "--form", sample.form, "--period", sample.period)
    assert run_command("new", str(folder), *programme, "--units", str(sample.units), "--root", "024").exit_code == 0
    return folder


@pytest.fixture(scope="module")
def book(office: xlwings.App, folder: Path) -> Iterator[xlwings.Book]:
    opened = office.books.open(folder / "dieu-hanh.xlsm")
    yield opened
    opened.close()


def send(folder: Path, sample: Sample, wave: int) -> int:
    """Put into the inbox what the communes send: on the first day one of them with a mistake, on the next that one mended."""
    round_ = open_round(folder)
    units = [unit.code for unit in round_.tree.expected("024")]
    deliveries = [each for each in sample.waves[0].deliveries if each.unit in units and (wave == 0 or each.unit == units[0])]
    for each in deliveries:
        slip = {"kn_nu": 9999} if wave == 0 and each.unit == units[0] else {}
        write_safely(folder / "2-nhan" / f"{wave} {each.unit}.xlsx", set_values(filled(round_, sample, each), slip))
    return len(deliveries)


def state(book: xlwings.Book, step: str) -> Any:
    return book.names[f"nut_{step}"].refers_to_range.value


def test_from_an_empty_folder_to_the_report(book: xlwings.Book, folder: Path, sample: Sample, press: Press) -> None:
    """Each button in its order; what each came to shows on the front sheet and in Tiến độ and Lỗi; the workbook stays saved."""
    before = (folder / "dieu-hanh.xlsm").read_bytes()
    assert caption("issue") in press(book, caption("issue"))
    assert state(book, "issue") == say("office-state-issue", "vi", count=8)
    assert len(list((folder / "1-phat-hanh").rglob("*.xlsx"))) == 8

    assert send(folder, sample, 0) == 8
    press(book, caption("collect"))
    standing = book.sheets["Tiến độ"].used_range.value
    assert [row[0] for row in standing[2:]] == [unit.code for unit in open_round(folder).tree.expected("024")]
    returned = [row for row in standing[2:] if row[3]]
    shown = book.sheets["Lỗi"].used_range.value[2:]
    assert len(returned) == len(list((folder / "3-tra-lai").glob("*.xlsx"))) > 0
    assert shown[0][0] == say("severity-error", "vi") and "HYPERLINK" in book.sheets["Lỗi"]["B3"].formula

    assert send(folder, sample, 1) == 1
    press(book, caption("collect"))
    assert state(book, "collect").startswith("Nhận được 8/8")
    press(book, caption("consolidate"))
    press(book, caption("narrate"))
    (report,) = (folder / "5-bao-cao").glob("*.docx")
    assert report.name.startswith("024") and state(book, "narrate") == say("office-state-narrate", "vi", count=1)
    assert "0 lỗi" in press(book, caption("refresh"))
    assert press(book, caption("verify")) == state(book, "verify")
    assert book.api.Saved and (folder / "dieu-hanh.xlsm").read_bytes() == before


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
