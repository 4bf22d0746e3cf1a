"""Units that ended within the period: what they sent of their part is added to their successors', and each of them is told of."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.support.command import run_command
from tests.support.rounds import collected, drop, filled, small_round
from toolkit.flow import figures
from toolkit.model.finding import Finding
from toolkit.round import Round, create_round, folders, open_round

EVENTS = (
    ["x3", "Xã 3", "x1", "Nhập toàn bộ", None, "01/07/2020"],
    ["x4", "Xã 4", "x1", "Nhập một phần", "1/4", "01/07/2020"],
    ["x4", "Xã 4", "x2", "Nhập một phần", "3/4", "01/07/2020"],
)


def changed(round_: Round, *events: list[str | None]) -> Round:
    """The round with events written into its control workbook."""
    path = round_.folder / folders.CONTROL
    book = openpyxl.load_workbook(path)
    for each in events:
        book["Sáp nhập"].append(each)
    book.save(path)
    return open_round(round_.folder)


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.code, each.found) for each in findings]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """Four communes; the third and the fourth have sent what they did, and ended on 1 July."""
    round_ = small_round(tmp_path_factory.mktemp("trong kỳ"), 4)
    drop(round_, x3=filled(round_, "x3", {"tong": 30, "nam": 10}))
    collected(round_)
    after = changed(round_, *EVENTS)
    drop(after, x4=filled(round_, "x4", {"tong": 40, "nam": 8}), x1=filled(round_, "x1"), x2=filled(round_, "x2"))
    assert {each.outcome.value for each in collected(after).taken} == {"accepted"}
    return after


def test_flows_before_and_after_are_added_up(before: Round) -> None:
    """10 of its own, 30 of the third, 10 of the fourth; the district's total is whatever was sent, once, and rates are of the sums."""
    data = figures(before)[0]
    assert [data.figure(unit, "tong").value for unit in ("x1", "x2", "h")] == [50, 40, 90]
    assert [data.figure(unit, "nam").value for unit in ("x1", "x2", "h")] == [18, 12, 30]
    assert data.figure("h", "ty_le").value == Decimal(30) / 90
    assert data.figure("x1", "tong").own == 10
    assert [(part.unit, part.value) for part in data.figure("x1", "tong").made_of] == [("x1", 10), ("x3", 30), ("x4", 10)]


def test_what_rests_on_the_split_is_estimated(before: Round) -> None:
    """At both receivers, and what is derived there; above both it is known."""
    figures_ = figures(before)[0].figures
    assert [figures_[unit]["tong"].estimated for unit in ("x1", "x2", "h")] == [True, True, False]
    assert figures_["x1"]["ty_le"].estimated


def test_former_units_are_no_part_of_the_tree_and_each_is_told_of(before: Round) -> None:
    """Nobody expects them; a note says where theirs went."""
    assert [unit.code for unit in before.tree.children("h")] == ["x1", "x2", "t1"]
    findings = figures(before)[1]
    assert codes(findings) == [("ended-counted", "x3"), ("ended-counted", "x4")]
    status = run_command("status", str(before.folder), "--json").json
    assert (status["expected"], status["accepted"]) == (3, 2)


def test_the_trace_names_them_with_file_and_cell(before: Round) -> None:
    """Down to the workbook that the former commune had sent."""
    told = run_command("figures", str(before.folder), "--unit", "x1", "--trace", "tong", "--lang", "en").stdout
    assert "30 · Xã 3 · x3.xlsx · Số liệu!" in told
    assert told.startswith("≈ 50 · Xã 1")
    assert run_command("consolidate", str(before.folder)).exit_code == 0


def test_one_that_sent_nothing_is_a_warning(tmp_path: Path) -> None:
    """Its successor's figures lack its part, and that is said of the successor."""
    round_ = changed(small_round(tmp_path, 3), ["x3", "Xã 3", "x1", "Nhập toàn bộ", None, "01/07/2020"])
    (silent,) = figures(round_)[1]
    assert (silent.code, silent.severity.value, silent.found, silent.place.unit) == ("ended-silent", "warning", "x3", "x1")


def test_a_unit_closed_before_the_period_must_not_be_listed(tmp_path: Path) -> None:
    """An error at the cell that closes it; the rest goes on."""
    round_ = changed(small_round(tmp_path, 3), ["x3", "Xã 3", "x1", "Nhập toàn bộ", None, "01/07/2019"])
    wrong = [each for each in round_.control.findings if each.severity.value == "error"]
    assert [(each.code, each.place.sheet, each.found) for each in wrong] == [("lineage-closed", "Sáp nhập", "x3")]
    assert figures(round_)[0].figure("h", "tong").expected == 4


def test_a_unit_that_came_under_another_parent_is_noted(tmp_path: Path) -> None:
    """Its whole period counts with the new one, and the note says how to tell both apart."""
    round_ = changed(small_round(tmp_path, 2), ["x1", "Xã 1", "x1", "Giữ nguyên", None, "01/07/2020"])
    assert [(each.code, each.place.unit) for each in round_.control.findings] == [("moved-within-period", "x1")]


def test_a_returned_workbook_of_a_former_unit_goes_back_to_it(before: Round, tmp_path: Path) -> None:
    """It is checked as any other."""
    copy = open_round(Path(shutil.copytree(before.folder, tmp_path / "bản sao")))
    drop(copy, sai=filled(before, "x2", {"tong": 1, "nam": 5}))
    wrong = small_round(tmp_path / "khác", 4)
    drop(copy, x3_sai=filled(wrong, "x3", {"tong": 1, "nam": 5}))
    collected(copy)
    assert any(path.name.startswith("x3") for path in (copy.folder / folders.RETURNED).iterdir())


def test_a_new_round_keeps_them_listed(before: Round, tmp_path: Path) -> None:
    """A control workbook as a list of units: the former ones are in the new one too."""
    settings = {"programme": str(before.programme_folder), "form": "thu", "period": "2020"}
    made, findings = create_round(tmp_path / "dot", settings, before.folder / folders.CONTROL, root="")
    assert made is not None and not [each for each in findings if each.severity.value == "error"]
    assert [unit.code for unit in made.control.former] == ["x3", "x4"]
