"""A long step that is stopped, or that meets an obstacle, leaves every file and the ledger as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from toolkit.messages import Obstacle
from toolkit.office.running import Stopped
from toolkit.office.steps import STEPS, WRITES
from toolkit.office.undoing import undone_unless_finished
from toolkit.round import Round, open_round

Watch = Callable[[int, int], None]


def standing(round_: Round) -> dict[str, tuple[str, str]]:
    """Every file of the round by its path: what it holds, and what the ledger says was written there."""
    files = [path for path in sorted(round_.folder.rglob("*")) if path.is_file() and "luu-tru" not in path.parts]
    with round_.ledger() as ledger:
        names = [path.relative_to(round_.folder).as_posix() for path in files]
        return {
            name: (hashlib.sha256(path.read_bytes()).hexdigest(), ledger.written(name))
            for name, path in zip(names, files, strict=True)
        }


def after(count: int, problem: Exception) -> Watch:
    def watch(done: int, of: int) -> None:
        if done >= count:
            raise problem

    return watch


def change_figures(folder: Path) -> None:
    """What was written before is out of date: a commune is exempt now."""
    path = folder / "dieu-hanh.xlsx"
    book = openpyxl.load_workbook(path)
    (row,) = (row for row in book["Đơn vị"].iter_rows(min_row=3) if row[0].value == "00688")
    row[5].value = "Đang sáp nhập"
    book.save(path)


@pytest.mark.parametrize("problem", [Stopped(), Obstacle("step-running")], ids=["stopped", "obstacle"])
@pytest.mark.parametrize("step", ["consolidate", "narrate"])
def test_a_step_that_ends_early_leaves_what_was_there(copy_of_demo: Path, step: str, problem: Exception) -> None:
    """Files that it had already written anew are the old ones again; the ledger knows them as ours."""
    change_figures(copy_of_demo)
    round_ = open_round(copy_of_demo)
    # the office's own file beside ours; and one of ours that is no longer there
    (copy_of_demo / WRITES[step] / "Ghi chú.txt").write_text("của văn phòng", encoding="utf-8")
    next(iter(sorted((copy_of_demo / WRITES[step]).glob("026 *")))).unlink()
    before = standing(round_)
    with pytest.raises(type(problem)), undone_unless_finished(round_, WRITES[step]):
        STEPS[step](round_, after(3, problem))
    assert standing(round_) == before
    assert not (copy_of_demo / "luu-tru/truoc-buoc").exists()


def test_a_step_that_ends_well_is_not_undone(copy_of_demo: Path) -> None:
    """What it wrote stays; nothing is kept aside."""
    change_figures(copy_of_demo)
    round_ = open_round(copy_of_demo)
    before = standing(round_)
    with undone_unless_finished(round_, WRITES["consolidate"]):
        STEPS["consolidate"](round_, lambda done, of: None)
    assert standing(round_) != before and not (copy_of_demo / "luu-tru/truoc-buoc").exists()


def test_sending_out_that_is_stopped_sent_nothing(copy_of_demo: Path) -> None:
    """From an empty folder to an empty folder; then it can be done as if for the first time."""
    round_ = open_round(copy_of_demo)
    for path in sorted((copy_of_demo / "1-phat-hanh").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with pytest.raises(Stopped), undone_unless_finished(round_, WRITES["issue"]):
        STEPS["issue"](round_, after(30, Stopped()))
    assert [path for path in (copy_of_demo / "1-phat-hanh").rglob("*") if path.is_file()] == []
    assert STEPS["issue"](round_, lambda done, of: None) == round_.control.findings
