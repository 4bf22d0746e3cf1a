"""Figures of another round of the same year beside the criteria of an assessment: to read, with their source, and never in the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.command import run_command
from tests.support.forms import workbook
from tests.support.rounds import RECEIVED, collected, drop, filled, small_round
from toolkit.excel.layout import ASSESSMENTS
from toolkit.excel.patch import set_values
from toolkit.flow import issue_blanks, take_in
from toolkit.round import create_round, folders

ASSESSED = """
| indicators | code | label | type | entered_by | prefill | evidence | max | aggregate | formula |
| | tu_a | Tự chấm a | decimal | | | | 8 | sum | |
| | td_a | Tiêu chí a | decimal | parent | tu_a | {evidence} | 8 | sum | |
| | tong_td | Tổng điểm | decimal | parent | | | | none | =td_a |
| | cong_nhan | Công nhận | yesno | parent | | | | sum | |
"""


def other_round(folder: Path, period: str = "2020") -> Path:
    """A round of another form with the same units, of which one has reported."""
    round_ = small_round(folder, 2, {"period": period})
    drop(round_, x1=filled(round_, "x1", {"tong": 20, "nam": 15}))
    assert [each.outcome.value for each in collected(round_).taken] == ["accepted"]
    return round_.folder


def assessing_round(folder: Path, reference: str, evidence: str = "tong; ty_le") -> Path:
    """A round in which a district assesses two communes that have reported."""
    programme = folder / "cham-diem"
    programme.mkdir(parents=True)
    (programme / "cham.xlsx").write_bytes(workbook(ASSESSED.format(evidence=evidence)))
    settings = {"programme": str(programme), "form": "cham", "period": "2020", "reference": reference}
    made, findings = create_round(folder / "dot", settings, folder.parent / "a" / "units.xlsx", root="")
    assert made is not None, findings
    issue_blanks(made)
    for blank in (made.folder / folders.ISSUED).rglob("*_x*.xlsx"):
        (made.folder / folders.INBOX / blank.name).write_bytes(set_values(blank.read_bytes(), {"tu_a": 7}))
    take_in(made, RECEIVED, "vi")
    return made.folder


def sheet_of(folder: Path) -> Any:
    """The district's sheet of assessments, as it is written now."""
    ran = run_command("consolidate", str(folder), "--lang", "en")
    assert ran.exit_code == 0, ran.stdout
    return openpyxl.load_workbook(next((folder / folders.CONSOLIDATED).glob("h *.xlsx")), data_only=True)[ASSESSMENTS]


def beside(folder: Path, unit: str) -> dict[str, Any]:
    found: dict[str, Any] = run_command("figures", str(folder), "--unit", unit, "--json").json["figures"]["td_a"]["evidence"]
    return found


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assessing round whose round of reference is there."""
    folder = tmp_path_factory.mktemp("đối chiếu")
    other_round(folder / "a")
    return assessing_round(folder / "b", "../../a/dot")


def test_figures_stand_beside_the_criterion_to_read_only(assessed: Path) -> None:
    """Right of the criterion, with the other form's labels; what is not known there is said in words; nothing can be typed."""
    page = sheet_of(assessed)
    heads = [cell.value for cell in page[6]]
    at = heads.index("Tiêu chí a")
    assert [str(each).partition(":")[0] for each in heads[at + 1 : at + 3]] == ["Đối chiếu", "Đối chiếu"]
    rows = {row[1].value: row for row in page.iter_rows(min_row=8)}
    assert [cell.value for cell in rows["x1"][at : at + 4]] == [7, 20, 0.75, 7]
    assert [cell.value for cell in rows["x2"][at : at + 4]] == [7, "chưa có số liệu", "chưa có số liệu", 7]
    assert [cell.protection.locked for cell in rows["x1"][at : at + 3]] == [False, True, True]


def test_their_source_is_told(assessed: Path) -> None:
    """The head names the other round, its form and its period, a figure the file and the cell that it was typed into."""
    page = sheet_of(assessed)
    head = next(cell for cell in page[6] if cell.comment)
    assert "../../a/dot" in head.comment.text and "2020" in head.comment.text
    figure = page.cell(8, head.column)
    assert "x1.xlsx" in figure.comment.text


def test_json_has_them_with_their_place(assessed: Path) -> None:
    """The value, exact, and where it stands; null for a unit that has none."""
    found = beside(assessed, "x1")
    assert (found["round"], found["form"], found["period"]) == ("../../a/dot", "thu", "2020")
    assert (found["figures"]["tong"]["value"], found["figures"]["tong"]["file"]) == (20, "x1.xlsx")
    assert found["figures"]["ty_le"] == {"value": 0.75}
    assert beside(assessed, "x2")["figures"]["tong"] == {"value": None}
    assert beside(assessed, "h")["figures"]["tong"]["value"] == 20


def test_what_is_decided_beside_them_is_read_back(assessed: Path) -> None:
    """The columns between take nothing away from the names of those that are filled in."""
    sheet_of(assessed)
    data = next((assessed / folders.CONSOLIDATED).glob("h *.xlsx")).read_bytes()
    sent = set_values(data, {("tham_dinh.td_a", 0): 6, ("tham_dinh.cong_nhan", 0): "Có"})
    (assessed / folders.INBOX / "h.xlsx").write_bytes(sent)
    assert run_command("collect", str(assessed), "--json").json["accepted"] == 1
    figures = run_command("figures", str(assessed), "--unit", "x1", "--json").json["figures"]
    assert (figures["td_a"]["value"], figures["cong_nhan"]["value"], figures["tong_td"]["value"]) == (6, 1, 6)


@pytest.mark.parametrize(
    ("reference", "period", "evidence", "code"),
    [
        ("../../khong-co", "2020", "tong", "reference-round-absent"),
        ("../../a/dot", "2019", "tong", "reference-other-year"),
        ("../../a/dot", "2020", "tongg", "reference-indicator-unknown"),
    ],
)
def test_what_cannot_be_shown_is_a_warning_and_no_more(
    tmp_path: Path, reference: str, period: str, evidence: str, code: str
) -> None:
    """A round that is not there, one of another year, an indicator that its form lacks: told, and "no figure yet" in every row."""
    other_round(tmp_path / "a", period)
    folder = assessing_round(tmp_path / "b", reference, evidence)
    page = sheet_of(folder)
    at = next(cell.column for cell in page[6] if cell.comment)
    assert [page.cell(row, at).value for row in (8, 9)] == ["chưa có số liệu"] * 2
    assert set(beside(folder, "x1")["figures"]) == {evidence}
    told = run_command("figures", str(folder), "--lang", "en").stdout
    assert {"reference-round-absent": "khong-co", "reference-other-year": "2019", "reference-indicator-unknown": "tongg"}[
        code
    ] in told


def test_without_the_setting_the_sheet_is_as_ever(tmp_path: Path) -> None:
    """A form may ask for figures of another round, and a round need not name one."""
    other_round(tmp_path / "a")
    folder = assessing_round(tmp_path / "b", "")
    assert not any(str(cell.value or "").startswith("Đối chiếu") for cell in sheet_of(folder)[6])
    assert "evidence" not in json.dumps(run_command("figures", str(folder), "--unit", "x1", "--json").json)
