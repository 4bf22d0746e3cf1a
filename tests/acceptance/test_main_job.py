"""The main job, seen from outside: from the communes' workbooks to the province's report."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.command import run_command
from toolkit.excel.reader import read_workbook
from toolkit.word import read_paragraphs

SHARED = Path(__file__).parents[3] / "shared"
PROVINCE = "02 Tỉnh Hà Giang"


@pytest.fixture(scope="module")
def figures(demo_round: Path) -> dict:
    result = run_command("figures", str(demo_round), "--unit", "02", "--json")
    assert result.exit_code == 0
    return result.json


@pytest.fixture(scope="module")
def report(demo_round: Path) -> str:
    path = demo_round / "5-bao-cao" / f"{PROVINCE}.docx"
    return "\n".join(text for _, text in read_paragraphs(path.read_bytes(), path.name))


def test_the_province_comes_to_the_published_figures(figures: dict) -> None:
    """7.338 admitted of 7.243 assigned, 101,3 %, from all 193 communes."""
    admitted = figures["figures"]["ket_nap_moi"]
    assert (admitted["value"], admitted["reported"], admitted["expected"], admitted["formatted"]) == (7338, 193, 193, "7.338")
    assert figures["figures"]["chi_tieu_ket_nap"]["value"] == 7243
    assert figures["figures"]["ty_le_ket_nap"]["formatted"] == "101,3%"
    assert len(figures["children"]) == 11


def test_the_goals_of_the_source_are_met(figures: dict) -> None:
    """More than 70 % of young people are gathered, and every member took part."""
    assert figures["figures"]["ty_le_tap_hop"]["value"] > 0.7
    assert figures["figures"]["ty_le_thuc_hien"]["value"] == 1


def test_the_figures_of_the_districts_add_up_to_the_province(demo_round: Path, figures: dict) -> None:
    """The total is the sum of the eleven districts' totals, each of which can be asked for by itself."""
    parts = [
        run_command("figures", str(demo_round), "--unit", code, "--json").json["figures"]["ket_nap_moi"]["value"]
        for code in figures["children"]
    ]
    assert sum(parts) == 7338
    assert [part["value"] for part in figures["figures"]["ket_nap_moi"]["made_of"]] == parts


def test_a_communes_figure_names_its_cell(demo_round: Path) -> None:
    """A leaf's figure says in which file, sheet and cell it stands, and the archive holds that file."""
    figure = run_command("figures", str(demo_round), "--unit", "00688", "--json").json["figures"]["ket_nap_moi"]
    (part,) = figure["made_of"]
    assert (part["sheet"], bool(part["file"]), bool(re.fullmatch("[A-Z]+[0-9]+", part["cell"]))) == ("Số liệu", True, True)


def test_status_has_everybody_accepted(demo_round: Path) -> None:
    """After the second wave all have reported; the three that were missing and the two that were mended came after the deadline."""
    result = run_command("status", str(demo_round), "--json")
    counts = {key: result.json[key] for key in ("expected", "received", "accepted", "returned", "missing", "late", "quarantined")}
    assert counts == {"expected": 193, "received": 193, "accepted": 193, "returned": 0, "missing": 0, "late": 5, "quarantined": 0}
    again = {unit["code"]: unit["resubmissions"] for unit in result.json["units"] if unit["resubmissions"]}
    assert again == {"00919": 1, "01075": 1}
    assert result.exit_code == 0


def test_the_first_wave_had_190_files_of_which_two_went_back(demo_round: Path) -> None:
    """The receipts and the ledger tell the story: 190 came first, two of them were returned, five came after."""
    receipts = [json.loads(line) for line in (demo_round / "luu-tru/so-nhan.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [sum(each["received_at"].startswith(day) for each in receipts) for day in ("2020-12-14", "2020-12-21")] == [190, 5]
    assert run_command("status", str(demo_round), "--json").json["files"]["returned"] == 2


def test_the_returned_workbook_is_the_senders_own(demo_round: Path) -> None:
    """What went back still is the unit's workbook, with a first sheet that lists what to mend."""
    (path,) = (demo_round / "vi-du-tra-lai").glob("*.xlsx")
    content = read_workbook(path.read_bytes(), path.name)
    assert content.identity.unit == "00919"
    assert content.sheets[0] == "Lỗi cần sửa"


def test_twelve_workbooks_and_twelve_reports(demo_round: Path) -> None:
    """One for each upper unit: the province and its eleven districts."""
    assert len(list((demo_round / "4-tong-hop").glob("*.xlsx"))) == 12
    assert len(list((demo_round / "5-bao-cao").glob("*.docx"))) == 12


def test_a_consolidated_workbook_is_a_submission(demo_round: Path) -> None:
    """It says who it is as a unit's own workbook does, and its named cells hold the totals."""
    path = demo_round / "4-tong-hop" / f"{PROVINCE}.xlsx"
    content = read_workbook(path.read_bytes(), path.name)
    assert (content.identity.form, content.identity.unit, content.identity.period) == ("ket-qua", "02", "2020")
    cell = content.cell("ket_nap_moi")
    assert cell is not None
    assert cell.raw == 7338


def test_the_report_says_what_the_data_say(report: str) -> None:
    """Figures as an office writes them, the late units and the weakest district by name, nothing left unfilled."""
    plain = report.replace("\u00a0", " ").replace("\u202f", " ")
    assert "7.338/7.243" in plain
    assert "101,3%" in plain
    assert "Xã Thượng Phùng" in plain or "Thượng Phùng" in plain
    assert "Huyện đoàn Yên Minh" in plain
    assert not re.search(r"\{\{|\}\}|None|undefined|  |\b0 đồng chí|: \.", report)
    assert plain.count("./.") == 1


def test_the_report_holds_against_its_own_data(demo_round: Path) -> None:
    """`verify` finds nothing wrong in any of the twelve reports."""
    for path in sorted((demo_round / "5-bao-cao").glob("*.docx")):
        result = run_command("verify", str(path), "--round", str(demo_round), "--json")
        assert (path.name, result.exit_code, [each for each in result.json["findings"] if each["severity"] == "error"]) == (
            path.name,
            0,
            [],
        )


def test_issued_blanks_lie_by_district_with_a_parcel_each(demo_round: Path) -> None:
    """193 blanks in eleven folders, and a zip of each folder that holds the same files."""
    folders = [path for path in (demo_round / "1-phat-hanh").iterdir() if path.is_dir()]
    assert len(folders) == 11
    assert sum(len(list(folder.glob("ket-qua_*_2020.xlsx"))) for folder in folders) == 193
    for folder in folders:
        with zipfile.ZipFile(f"{folder}.zip") as parcel:
            assert sorted(parcel.namelist()) == sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("Năm 2020 kết nạp mới: 7.338/\u00a07.243 đạt 101,5% so với chỉ tiêu.", 1, "101,3%"),
        ("Năm 2023 có 169/169 Đoàn cơ sở được công nhận (đạt 100%).", 0, "169/169"),
    ],
)
def test_verify_recomputes_what_a_text_claims(tmp_path: Path, text: str, code: int, expected: str) -> None:
    """A wrong share is an error with the right one; a right one is said to be right."""
    path = tmp_path / "bài viết.txt"
    path.write_text(text, encoding="utf-8")
    result = run_command("verify", str(path))
    assert result.exit_code == code
    assert expected in result.stdout


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the two published pages lie in ../shared, which is not here")
def test_verify_on_the_two_published_pages() -> None:
    """The page of Hà Giang prints 101,5 %, which is 101,3 %; the page of Trà Vinh is right."""
    wrong = run_command("verify", str(SHARED / "seeds/ha-giang-1+1-2020.txt"), "--json")
    assert wrong.exit_code == 1
    assert ["101,3%" in each["message"] for each in wrong.json["findings"] if each["severity"] == "error"] == [True]
    right = run_command("verify", str(SHARED / "seeds/tra-vinh-3-chu-dong-2023.txt"), "--json")
    assert (right.exit_code, [each["found"] for each in right.json["checked"] if each["right"]]) == (0, ["169/169"])


def test_everything_made_is_valid_against_the_schemas(demo_round: Path) -> None:
    """Each kind of workbook and document that the demo makes obeys ISO/IEC 29500."""
    validator = os.environ.get("BAOCAO_VALIDATE_OOXML")
    if not validator:
        pytest.skip("BAOCAO_VALIDATE_OOXML does not name the schema validator")
    made = [
        path
        for kind in ("4-tong-hop/*.xlsx", "5-bao-cao/*.docx", "vi-du-tra-lai/*.xlsx", "*.xlsx")
        for path in demo_round.glob(kind)
    ]
    blanks = sorted(demo_round.glob("1-phat-hanh/*/*.xlsx"))[::16]
    sent = sorted(demo_round.glob("2-nhan/**/*.xlsx"))[::9]
    result = subprocess.run(
        [sys.executable, validator, *map(str, (*made, *blanks, *sent))], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout[-3000:]
