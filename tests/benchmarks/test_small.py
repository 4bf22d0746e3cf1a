"""The benchmarks on a handful of files: what they measure still runs and still comes to the right figures. Nothing is timed here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.consolidating import Size, form_of, measure_consolidating, submissions_of, tree_of
from benchmarks.issuing import measure_branches, measure_branches_on_disk, measure_issuing
from benchmarks.measure import Contender, compare
from benchmarks.table import Section, text
from benchmarks.workbooks import COUNTED, Received, received_by
from benchmarks.writing import measure_rebuilding, measure_writing
from toolkit.round import open_round

FILES = 5


@pytest.fixture
def received(demo_round: Path, tmp_path: Path) -> Received:
    """A few workbooks of the sample round."""
    return received_by(open_round(demo_round), tmp_path, FILES)


def test_every_reader_finds_the_figure(received: Received) -> None:
    """Seven ways of reading are measured; each asserts the total itself, and the whole product gets every total right."""
    pytest.importorskip("pandas", reason="what a user would pick instead comes with the extra `bench`")
    from benchmarks.reading import measure_reading  # noqa: PLC0415  (it needs pandas)

    section = measure_reading(received, rounds=1)
    assert len(received.files) == FILES
    assert len(section.rows) == 7
    assert {row[-1] for row in section.rows[:2]} == {"39 of 39"}


@pytest.mark.slow
def test_everybody_takes_in_the_same_files(tmp_path: Path) -> None:
    """Ours accepts each workbook, also those that other programs saved; memory is measured over ten times as many."""
    pytest.importorskip("pandas", reason="what a user would pick instead comes with the extra `bench`")
    from benchmarks.intake import measure_intake, measure_memory  # noqa: PLC0415  (it needs pandas)

    section = measure_intake(tmp_path, 10, turns=1)
    assert [row[3] for row in section.rows] == ["10", "10", "10", "1", "1", "1", "10", "10"]
    if sys.platform != "win32":
        assert [row[0] for row in measure_memory(tmp_path, 10).rows] == ["10", "100"]


def test_every_writer_makes_workbooks(received: Received) -> None:
    """Ours and openpyxl's have the same names, and openpyxl's have nearly all cells, so that the comparison is fair."""
    section = measure_issuing(received.fresh_round(), most=2, rounds=1)
    sizes = {row[0]: [int(each) for each in row[-1].split(", ")] for row in section.rows}
    _, cells, names = sizes["baocao"]
    _, built_cells, built_names = sizes["openpyxl, from nothing"]
    assert names == built_names
    assert 0.95 * cells < built_cells <= cells


def test_branches_are_stamped(received: Received) -> None:
    """A hundred branches beside packing as many: both rows are there."""
    section = measure_branches(received.fresh_round(), count=100)
    assert [row[0] for row in section.rows] == ["baocao", "zip of the finished parts"]


def test_branches_are_issued_to_disk(received: Received) -> None:
    """Eighty branches, each a workbook under its parent, with a zip for each parent; the floor writes as many."""
    round_ = received.fresh_round()
    section = measure_branches_on_disk(round_, count=80)
    assert [row[0] for row in section.rows] == ["baocao issue", "bare zips, each synced to disk", "bare zips, each to a file"]
    assert len(list((round_.folder / "packed").iterdir())) == 80


def test_reports_beside_docxtpl(received: Received) -> None:
    """A province's report, and those of two communes: docxtpl's document has as many words and cells as ours, but for the letterhead's."""
    pytest.importorskip("docxtpl", reason="what a user would pick instead comes with the extra `bench`")
    from benchmarks.reporting import measure_many, measure_province  # noqa: PLC0415  (it needs docxtpl)

    round_ = received.fresh_round()
    one = measure_province(round_, COUNTED, rounds=1)
    ours, _, theirs = ([int(word) for word in row[-1].replace(",", "").split() if word.isdigit()] for row in one.rows)
    assert 0.9 * ours[0] < theirs[0] <= ours[0] and ours[1] - 20 < theirs[1] <= ours[1]
    many = measure_many(round_, communes=2, branches=2)
    assert many.title.startswith("3 reports") and len(many.rows) == 3


def test_synthetic_units_are_consolidated() -> None:
    """A country of two provinces: the benchmark's own check passes for every branch."""
    section = measure_consolidating([Size(12, 4, 2)])
    assert section.rows[0][0] == "12 / 4 / 2"


def test_each_branch_speaks_for_itself() -> None:
    """The tree has every unit that the size asks for, and a submission for each leaf."""
    tree = tree_of(Size(12, 4, 2))
    assert len(tree.units) == 1 + 2 + 4 + 12
    assert len(submissions_of(form_of(), tree)) == 12


def test_turns_are_taken_in_both_orders() -> None:
    """Who went first in one round goes last in the next, and what is prepared reaches the run."""
    turns: list[str] = []
    contenders = [Contender(name, lambda name=name: name, lambda state: turns.append(str(state)), lambda _: "") for name in "ab"]
    assert [each.name for each in compare(contenders, rounds=2)] == ["a", "b"]
    assert turns == ["a", "b", "b", "a"]


def test_tables_are_markdown() -> None:
    """Columns line up, and only columns of numbers stand to the right."""
    section = Section("Title", ("who", "ms"), (("ours", "1.5"), ("theirs", "12.0")), ("a note",))
    assert text(section).splitlines() == [
        "## Title",
        "",
        "| who    |   ms |",
        "| ------ | ---: |",
        "| ours   |  1.5 |",
        "| theirs | 12.0 |",
        "",
        "- a note",
    ]


def test_consolidated_workbooks_beside_the_same_calls() -> None:
    """XlsxWriter alone makes the same bytes, which is asserted while it is measured; a row for each level and one for all."""
    section = measure_writing(Size(branches=12, communes=3), sample=1)
    assert [row[0] for row in section.rows] == ["1 of 3 xã", "1 of 1 gốc", "all 4"]


def test_one_changed_submission_is_found() -> None:
    """Of a root and three communes two are written anew, which is asserted while it is measured."""
    (row,) = measure_rebuilding(Size(branches=12, communes=3)).rows
    assert row[:3] == ("12", "4", "2")
