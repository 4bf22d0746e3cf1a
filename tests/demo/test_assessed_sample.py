"""The sample of Trà Vinh 2023: 169 self-assessments come in, 14 levels assess them in their workbooks, the province sums up."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from tests.support.command import run_command
from toolkit.demo.sample import read_sample
from toolkit.excel.patch import CellValue, set_values
from toolkit.excel.reader import read_workbook
from toolkit.excel.sheets import read_sheets
from toolkit.shelf import find_sample

FOLDER = find_sample("tra-vinh-2023")
CITY = "842 Thành phố Trà Vinh.xlsx"


def test_the_files_are_as_made(tmp_path: Path) -> None:
    """Running `make.py` gives both workbooks again, to the cell."""
    subprocess.run([sys.executable, "-B", str(FOLDER / "make.py"), str(tmp_path)], check=True)
    for name in ("units.xlsx", "answers.xlsx", "doi-chieu/units.xlsx", "doi-chieu/answers.xlsx"):
        made, kept = (read_sheets((folder / name).read_bytes(), name) for folder in (tmp_path, FOLDER))
        assert made.sheets.keys() == kept.sheets.keys()
        for title, sheet in made.sheets.items():
            assert [row.cells for row in sheet.rows] == [row.cells for row in kept.sheets[title].rows], (name, title)


def test_the_tree_is_the_published_one() -> None:
    """9 territorial units with 106 communes, 5 directly under the province, 169 grass-roots units; what is made up says so."""
    rows = read_sheets((FOLDER / "units.xlsx").read_bytes(), "units.xlsx").sheet("Đơn vị").rows
    parents = {row.text("parent") for row in rows}
    leaves = [row for row in rows if row.text("code") not in parents]
    assert len(leaves) == 169
    assert Counter(row.text("kind") in ("xã", "phường", "thị trấn") for row in leaves) == {True: 106, False: 63}
    assert all(bool(row.text("note")) == (row.text("kind") not in ("xã", "phường", "thị trấn")) for row in leaves)
    assert sum(row.text("parent") == "84" for row in rows) == 14


def test_every_unit_types_and_is_decided_on() -> None:
    """Each of the 169 sends once at least, and has a decision."""
    sample = read_sample(FOLDER)
    senders = {delivery.unit for wave in sample.waves for delivery in wave.deliveries}
    assert sample.answers.keys() == sample.decisions.keys()
    assert sample.answers.keys() <= senders
    assert {each["cong_nhan"] for each in sample.decisions.values()} == {"Có"}


def test_the_province_comes_to_what_was_published(assessed_round: Path) -> None:
    """169 of 169, from what 14 workbooks say; points differ from criterion to criterion and from what units gave themselves."""
    figures = run_command("figures", str(assessed_round), "--unit", "84", "--json").json["figures"]
    assert [figures[code]["value"] for code in ("tong_dcs", "dang_ky", "da_tham_dinh", "cong_nhan")] == [169] * 4
    assert figures["ty_le_cong_nhan"]["formatted"] == "100%"
    assert figures["tb_tong_diem"]["value"] < figures["tb_tu_cham"]["value"]
    assert len({figure["value"] for code, figure in figures.items() if code.startswith("tl_")}) > 8


def test_means_are_of_units_not_of_means(assessed_round: Path) -> None:
    """At each level the mean is the sum of points over the number of units, to two places."""
    for unit in ("84", "842", "84K3"):
        figures = run_command("figures", str(assessed_round), "--unit", unit, "--json").json["figures"]
        mean = figures["td_1_1"]["value"] / figures["da_tham_dinh"]["value"]
        assert figures["tb_1_1"]["value"] == pytest.approx(mean, abs=0.0051)


def test_reports_hold_against_the_data(assessed_round: Path) -> None:
    """The province's, a district's and a direct unit's: no number contradicts another or the data."""
    for name in ("84 Tỉnh Trà Vinh", "844 Huyện Càng Long", "84K3 Đoàn Thanh niên Công an tỉnh"):
        report = assessed_round / "5-bao-cao" / f"{name}.docx"
        ran = run_command("verify", str(report), "--round", str(assessed_round), "--json")
        assert ran.exit_code == 0, ran.stdout
        assert not [each for each in ran.json["findings"] if each["severity"] != "note"]


def test_no_personal_row_leaves_its_unit(assessed_round: Path) -> None:
    """The lists of members introduced to the Party are counted, and no name of them stands in any workbook above."""
    sample = read_sample(FOLDER)
    name = str(sample.answers["29236"].tables["dvut"][0]["ho_ten"])
    for path in (assessed_round / "4-tong-hop").glob("84*.xlsx"):
        assert name not in "".join(str(row) for grid in read_workbook(path.read_bytes(), "").grids.values() for row in grid), (
            path.name
        )


@pytest.fixture
def returned(assessed_round: Path, tmp_path: Path) -> Path:
    """A copy of the round, to send a changed workbook into."""
    return Path(shutil.copytree(assessed_round, tmp_path / "dot"))


def send(round_: Path, changes: dict[str | tuple[str, int], CellValue]) -> list[dict[str, str]]:
    """What is found on the city's workbook with these changes."""
    data = (round_ / "4-tong-hop" / CITY).read_bytes()
    (round_ / "2-nhan" / "sua.xlsx").write_bytes(set_values(data, changes))
    ran = run_command("collect", str(round_), "--json")
    return [each for each in ran.json["findings"] if each["file"] == "sua.xlsx" and each["severity"] != "note"]


def test_no_without_a_reason_goes_back(returned: Path) -> None:
    """The workbook is returned, the cell of the reason is named, and the former decision stands."""
    found = send(returned, {("tham_dinh.cong_nhan", 0): "Không"})
    assert [(each["code"], each["unit"], each["indicator"]) for each in found] == [("rule", "29236", "ly_do")]
    assert list((returned / "3-tra-lai").glob("842*.xlsx"))
    assert run_command("figures", str(returned), "--json").json["figures"]["cong_nhan"]["value"] == 169


def test_no_with_a_reason_counts(returned: Path) -> None:
    """The province is one short, and its report names the unit and the reason."""
    reason = "Không duy trì sinh hoạt định kỳ trong sáu tháng đầu năm"
    assert send(returned, {("tham_dinh.cong_nhan", 0): "Không", ("tham_dinh.ly_do", 0): reason}) == []
    figures = run_command("figures", str(returned), "--json").json["figures"]
    assert (figures["cong_nhan"]["value"], figures["tong_dcs"]["value"]) == (168, 169)
    run_command("narrate", str(returned), "--unit", "842", "--format", "txt")
    text = (returned / "5-bao-cao" / CITY.replace("xlsx", "txt")).read_text(encoding="utf-8-sig")
    assert "Có 01 đơn vị không được công nhận" in text.replace("\u00a0", " ")
    assert reason[1:] in text


def test_criterion_2_5_is_seen_beside_what_was_reported_on_one_plus_one(assessed_round: Path) -> None:
    """The town's communes with the figures of the same year, its schools with none; who claims more than he reported stands out."""
    page = openpyxl.load_workbook(assessed_round / "4-tong-hop" / CITY, data_only=True)["Thẩm định"]
    at = next(cell.column for cell in page[6] if str(cell.value).startswith("2.5."))
    assert str(page.cell(6, at + 1).value) == "Đối chiếu: Đoàn viên mới kết nạp"
    rows = {row[1].value: [cell.value for cell in row[at : at + 3]] for row in page.iter_rows(min_row=8) if row[1].value}
    assert {code: values[0] for code, values in rows.items() if code.startswith("842T")} == dict.fromkeys(
        ("842T1", "842T2", "842T3"), "chưa có số liệu"
    )
    claimed = {
        code: run_command("figures", str(assessed_round), "--unit", code, "--json").json["figures"] for code in ("29248", "29236")
    }
    assert [claimed[code]["ket_nap_moi"]["value"] // rows[code][0] for code in ("29248", "29236")] == [2, 1]


def test_the_province_lists_all_169(assessed_round: Path) -> None:
    """Each with its points, its decision and the workbook that says so."""
    book = openpyxl.load_workbook(next((assessed_round / "4-tong-hop").glob("84 *.xlsx")), data_only=True)
    rows = [[cell.value for cell in row] for row in book["Kết quả thẩm định"].iter_rows(min_row=7)]
    assert len(rows) == 169
    assert {row[4] for row in rows} == {"Đã thẩm định"}
    assert all(str(row[-3]).endswith(".xlsx") for row in rows)
