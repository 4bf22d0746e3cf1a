"""`baocao figures`: tables that fit a terminal, traces down to file and cell, differences, and mistakes answered with what is near."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.command import Ran, run_command
from tests.support.rounds import RECEIVED, collected, drop, filled, small_round
from toolkit.excel.consolidated import write_consolidated
from toolkit.flow import figures, take_in
from toolkit.round import Round


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """Two of three communes and a town have reported."""
    made = small_round(tmp_path_factory.mktemp("số liệu"), 3)
    drop(made, x1=filled(made, "x1"), x2=filled(made, "x2", {"tong": 20, "nam": 5}))
    assert len(collected(made).taken) == 2
    return made


def shown(round_: Round, *options: str, lang: str = "en") -> Ran:
    return run_command("figures", str(round_.folder), *options, "--lang", lang)


@pytest.mark.parametrize("columns", ["80", "100"])
def test_tables_fit_the_terminal(assessed_round: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    """No line of a figure is longer, however long labels are; every code is there, whole."""
    monkeypatch.setenv("COLUMNS", columns)
    for options in ((), ("--unit", "842"), ("--trace", "tb_tong_diem")):
        lines = run_command("figures", str(assessed_round), *options, "--lang", "vi").stdout.splitlines()
        assert max(map(len, lines)) <= int(columns)
    table = run_command("figures", str(assessed_round), "--lang", "vi").stdout
    codes = run_command("figures", str(assessed_round), "--json").json["figures"]
    assert [code for code in codes if f"[{code}]" not in table] == []


def test_coverage_and_what_is_missing_are_told(round_: Round) -> None:
    """Two of four: a total beside its coverage, a dash for what nobody stated."""
    lines = {line.split("[")[1].split("]")[0]: line for line in shown(round_, "--unit", "h").stdout.splitlines() if "[" in line[2:]}
    assert lines["tong"].split()[-2:] == ["30", "2/4"]
    assert "Reported: 2 of 4 units, 0 of them late" in shown(round_).stdout
    assert "Not reported: Xã 3, Thị trấn 1" in shown(round_).stdout
    told = shown(round_, "--json").json["coverage"]
    assert told == {"reported": 2, "expected": 4, "on_time": 2, "late": 0, "missing": ["x3", "t1"]}
    assert "–" in shown(round_, "--unit", "x3").stdout


def test_late_is_told_beside_coverage(assessed_round: Path) -> None:
    """All of 169, of whom four came after the deadline."""
    told = run_command("figures", str(assessed_round), "--json").json["coverage"]
    assert (told["reported"], told["on_time"], told["late"], told["missing"]) == (169, 165, 4, [])


def test_a_trace_ends_at_file_and_cell(round_: Round) -> None:
    """One line a unit, with its file and cell; JSON says under which hash it is kept, and where."""
    lines = shown(round_, "--trace", "ty_le").stdout.splitlines()
    assert lines[0].startswith("36,7% · Huyện H")
    assert sum("x2.xlsx · Số liệu!" in line for line in lines) == 2
    parts = shown(round_, "--trace", "tong", "--json").json["made_of"]
    typed = parts[0]["made_of"][0]
    assert (typed["file"], typed["value"]) == ("x1.xlsx", 10)
    assert (round_.folder / typed["archive"]).stem == typed["sha256"]


def test_a_trace_goes_through_a_district_s_workbook(round_: Round, tmp_path: Path) -> None:
    """The commune's file and cell as the district named them, by which workbook it came; its original where this archive has it too."""
    above = small_round(tmp_path, 3)
    above.put("2-nhan/TH huyen.xlsx", write_consolidated(figures(round_)[0], "h"))
    drop(above, bản_của_xã=filled(round_, "x1"))
    take_in(above, RECEIVED, "vi")
    first, second = (part["made_of"][0] for part in shown(above, "--trace", "tong", "--json").json["made_of"][:2])
    assert (first["file"], first["carried_by"]["file"]) == ("x1.xlsx", "TH huyen.xlsx")
    assert "archive" in first
    assert "archive" not in second
    assert "from TH huyen.xlsx" in shown(above, "--trace", "tong").stdout


def test_a_difference_is_a_row(round_: Round, tmp_path: Path) -> None:
    """Both values, what lies between and both coverages; units below that differ are counted."""
    other = Path(shutil.copytree(round_.folder, tmp_path / "khác"))
    (other / "2-nhan" / "x3.xlsx").write_bytes(filled(round_, "x3", {"tong": 15}))
    assert run_command("collect", str(other)).exit_code == 0
    told = shown(round_, "--unit", "h", "--diff", str(other)).stdout
    row = next(line for line in told.splitlines() if "[tong]" in line)
    assert row.split()[-5:] == ["30", "45", "-33,3%", "2/4", "3/4"]
    assert "1 units differ too: Xã 3" in told
    assert "agree" in shown(round_, "--unit", "x1", "--diff", str(other)).stdout


@pytest.mark.parametrize(
    ("options", "near"),
    [
        (("--trace", "ty_lee"), "ty_le"),
        (("--unit", "xã 2"), "x2 Xã 2"),
        (("--unit", "X1"), "x1 Xã 1"),
        (("--unit", "gì đó"), "h Huyện H"),
    ],
)
def test_a_mistyped_code_is_answered_with_the_nearest(round_: Round, options: tuple[str, ...], near: str) -> None:
    """One line, exit code 2, and what may have been meant."""
    ran = shown(round_, *options)
    assert ran.exit_code == 2 and not ran.stdout
    assert near in ran.stderr and len(ran.stderr.strip().splitlines()) == 1


def test_rounds_of_two_forms_are_not_compared(round_: Round, assessed_round: Path) -> None:
    """Nothing but the one line that says so."""
    ran = shown(round_, "--diff", str(assessed_round))
    assert ran.exit_code == 2 and not ran.stdout and "danh-gia" in ran.stderr


def test_english_has_the_form_s_english_words(assessed_round: Path) -> None:
    """Labels and title, where the form has them."""
    told = run_command("figures", str(assessed_round), "--lang", "en").stdout
    assert "Self-assessment" in told and "Branches [tong_chi_doan]" in told
