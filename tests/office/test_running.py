"""One step at a time; a step that is asked to end leaves things as they were; what cannot be reached is one sentence."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlwings

from toolkit.flow import take_in
from toolkit.messages import Obstacle
from toolkit.model.progress import Outcome
from toolkit.office import board
from toolkit.office.board import inert, link
from toolkit.office.running import Running, Stopped, running, stop
from toolkit.office.steps import standing
from toolkit.round import open_round


def test_a_second_step_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    """The mark of the first stays; when it ends, the next may run."""
    with running(tmp_path) as first:
        with pytest.raises(Obstacle) as refused, running(tmp_path):
            pass
        assert refused.value.code == "step-running"
        first.go_on()
    with running(tmp_path):
        pass
    assert not stop(tmp_path)


def test_a_step_that_is_asked_to_end_ends(tmp_path: Path) -> None:
    """At its next look; ending twice is no harm."""
    with pytest.raises(Stopped), running(tmp_path) as step:
        assert stop(tmp_path)
        step.go_on()
    assert not stop(tmp_path)


def test_taking_in_that_is_stopped_took_in_nothing(copy_of_demo: Path) -> None:
    """The new file is as new for the next run as it was for the one that was stopped."""
    round_ = open_round(copy_of_demo)
    before = standing(round_)
    blank = next((copy_of_demo / "1-phat-hanh").rglob("*.xlsx"))
    shutil.copy(blank, copy_of_demo / "2-nhan/gửi thêm.xlsx")
    gone = Running(copy_of_demo / "luu-tru/dang-chay")
    with pytest.raises(Stopped):
        take_in(round_, datetime(2020, 12, 20), "vi", lambda done, of: gone.go_on())
    assert standing(open_round(copy_of_demo)) == before
    intake = take_in(open_round(copy_of_demo), datetime(2020, 12, 20), "vi")
    assert [each.receipt.name for each in intake.taken if each.outcome is not Outcome.DUPLICATE] == ["gửi thêm.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="Excel may be there")
def test_a_program_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    """Also where the workbook was opened from the web."""
    for where, word in ((str(tmp_path / "dieu-hanh.xlsm"), "Excel"), ("https://x.sharepoint.com/a.xlsm", "https://")):
        ran = subprocess.run(
            [sys.executable, "-m", "toolkit.office", "status", "excel", where], capture_output=True, encoding="utf-8", check=False
        )
        assert ran.returncode == 2 and word in ran.stderr and "Traceback" not in ran.stderr


def test_what_staff_typed_is_inert_and_links_fit_into_a_formula() -> None:
    """A text that looks like a formula stays a text; a path too long for a formula gives the word alone."""
    assert inert("=1+1") == "'=1+1" and inert("") == ""
    assert link('3-tra-lai/a "b".xlsx', "Mở") == '=HYPERLINK("3-tra-lai/a ""b"".xlsx","Mở")'
    assert link("x" * 300, "Mở") == "'Mở"


def test_a_workbook_from_the_web_beside_ours_is_no_hindrance(tmp_path: Path) -> None:
    """Xlwings cannot say where it lies, and says so by an exception."""
    ours = tmp_path / "dieu-hanh.xlsm"
    ours.touch()

    class FromTheWeb:
        name = "Bảng chung.xlsx"

        @property
        def fullname(self) -> str:
            raise xlwings.XlwingsError("https://x.sharepoint.com/…")

    here = SimpleNamespace(fullname=str(ours), name=ours.name)
    app = SimpleNamespace(books=[FromTheWeb(), here])
    assert board.find_book([app], ours) is here
