"""By command, through files: a round that plans and the one that carries out; corrections that hold and those that are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.command import run_command
from toolkit.excel.layout import ADJUSTMENTS, COMPARISONS, NUMBERS
from toolkit.excel.patch import CellValue, set_values
from toolkit.round import folders, read_programme_form
from toolkit.shelf import find_programme, find_sample

UNITS = find_sample("ha-giang-2020") / "units.xlsx"
TOWN = ("00688", "00691", "00692", "00694", "00697", "00703", "00946", "00949")


def made(
    folder: Path, form: str, answers: dict[str, dict[str, CellValue]], cells: dict[str, list[list[object]]] | None = None
) -> Path:
    """A round of the town of Hà Giang whose wards have sent these answers; `cells` are rows added to its control workbook."""
    options = (
        "--programme",
        "mot-cong-mot",
        "--form",
        form,
        "--period",
        "2020",
        "--units",
        str(UNITS),
        "--root",
        "024",
        "--no-macros",
    )
    assert run_command("new", str(folder), *options).exit_code == 0
    decide(folder, cells or {})
    assert run_command("issue", str(folder)).exit_code == 0
    for unit, said in answers.items():
        blank = next((folder / folders.ISSUED).rglob(f"*_{unit}_*.xlsx"))
        (folder / folders.INBOX / f"{unit}.xlsx").write_bytes(set_values(blank.read_bytes(), said))
    assert run_command("collect", str(folder), "--json").json["accepted"] == len(answers)
    return folder


def decide(folder: Path, cells: dict[str, list[list[object]]]) -> None:
    """Rows into sheets of the control workbook; into settings a value."""
    path = folder / folders.CONTROL
    book = openpyxl.load_workbook(path)
    for sheet, rows in cells.items():
        for row in rows:
            if sheet == "Cài đặt":
                at = next(line for line in book[sheet].iter_rows(min_row=3) if line[0].value == row[0])
                at[2].value = str(row[1])
            else:
                book[sheet].append(row)
    book.save(path)


def answers(form: str, admitted: dict[str, int]) -> dict[str, dict[str, CellValue]]:
    """What is asked of every ward, all zero but for admissions, and what makes those hang together."""
    common: dict[str, CellValue] = {}
    codes = REQUIRED[form]
    for code in codes:
        common[code] = 0
    return {
        unit: {**common, "ket_nap_moi": count, "dv_dau_ky": 100, "lop_cam_tinh": 1, "hv_cam_tinh": count, **_end(form, count)}
        for unit, count in admitted.items()
    }


def _end(form: str, count: int) -> dict[str, CellValue]:
    people: dict[str, CellValue] = {"tong_thanh_nien": 500, "thanh_nien_co_mat": 400, "hoi_vien": 50}
    return people | ({"dv_cuoi_ky": 100 + count} if form == "ket-qua" else {})


def _required(form: str) -> tuple[str, ...]:
    read, _ = read_programme_form(find_programme("mot-cong-mot"), form)
    return tuple(each.code for each in read.inputs_of("phường") if each.type.is_numeric and each.code != "chi_tieu_ket_nap")


REQUIRED = {form: _required(form) for form in ("dang-ky", "ket-qua")}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of four wards, and a year later what they did; one ward did far more than the year before."""
    base = tmp_path_factory.mktemp("kế hoạch")
    made(base / "dang-ky", "dang-ky", answers("dang-ky", {"00688": 40, "00691": 50, "00692": 60, "00694": 40}))
    result = made(
        base / "ket-qua",
        "ket-qua",
        answers("ket-qua", {"00688": 44, "00691": 50, "00692": 45, "00694": 50}),
        {"Cài đặt": [["plan", "../dang-ky"]], "Kỳ trước": [["00694", "ket_nap_moi", 20], ["00688", "ket_nap_moi", 40]]},
    )
    corrections: list[list[object]] = [
        ["00692", "ket_nap_moi", 45, 54, "Đếm sót 9 hồ sơ", "Nguyễn Văn A", "20/12/2020"],
        ["00691", "ket_nap_moi", 49, 60, "Nhớ nhầm", "Nguyễn Văn A", "20/12/2020"],
        ["00688", "tap_hop_nguoi", 1, 2, "Không được", "Nguyễn Văn A", "20/12/2020"],
    ]
    decide(result, {"Điều chỉnh": corrections})
    return result


def figure(folder: Path, unit: str, code: str = "ket_nap_moi") -> Any:
    return run_command("figures", str(folder), "--unit", unit, "--json").json["figures"][code]


def test_a_plan_is_compared_in_numbers_and_shares(town: Path) -> None:
    """Difference and share of the plan; of a percentage points and nothing else; the district's plan is the sum of its wards'."""
    plan = figure(town, "00688")["plan"]
    assert (plan["value"], plan["difference"], plan["share"], plan["points"]) == (40, 4, 1.1, None)
    assert figure(town, "024")["plan"]["value"] == 190
    rate = figure(town, "024", "ty_le_tap_hop")["plan"]
    assert rate["difference"] is None and rate["share"] is None and rate["points"] is not None


def test_ties_share_a_rank_and_what_is_odd_is_flagged(town: Path) -> None:
    """50 and 50 are second both, behind 54; twice the period before is not usual, a tenth more is."""
    ranks = {unit: figure(town, unit)["rank"] for unit in ("00688", "00691", "00692", "00694")}
    assert [(each["place"], each["shared"]) for each in ranks.values()] == [(4, False), (2, True), (1, False), (2, True)]
    assert figure(town, "00694")["plausible"] is False
    assert "plausible" not in figure(town, "00688")
    told = run_command("figures", str(town), "--unit", "00694", "--lang", "en").stdout
    assert "+150%" in told and "outside the usual range" in told


def test_a_correction_shows_both_values_and_its_reason(town: Path) -> None:
    """In JSON, in the table, in the trace with the original, in the workbook's sheet and comment; everything above rests on it."""
    adjusted = figure(town, "00692")["adjusted"]
    assert (adjusted["from"], adjusted["to"], adjusted["reason"]) == (45, 54, "Đếm sót 9 hồ sơ")
    assert (figure(town, "024")["value"], figure(town, "00692")["own"]) == (198, 45)
    for options in (("--unit", "00692"), ("--trace", "ket_nap_moi")):
        assert "45" in (told := run_command("figures", str(town), *options).stdout) and "Đếm sót 9 hồ sơ" in told
    assert run_command("consolidate", str(town)).exit_code == 1  # two corrections were refused
    book = openpyxl.load_workbook(next((town / folders.CONSOLIDATED).glob("024 *.xlsx")))
    rows = [[cell.value for cell in row] for row in book[ADJUSTMENTS].iter_rows()]
    assert any(45 in row and 54 in row and "Đếm sót 9 hồ sơ" in row for row in rows)
    assert COMPARISONS in book.sheetnames and NUMBERS in book.sheetnames


def test_a_correction_is_told_in_the_report(town: Path) -> None:
    """The district's report says that a figure was corrected."""
    run_command("narrate", str(town), "--unit", "024", "--format", "txt")
    report = next((town / folders.REPORTS).glob("024 *.txt")).read_text(encoding="utf-8-sig")
    assert "điều chỉnh" in report


def test_what_does_not_hold_is_refused_and_told(town: Path) -> None:
    """A wrong "from", and a rate: errors at their rows; the figures stay."""
    found = run_command("figures", str(town), "--lang", "en")
    assert found.exit_code == 1
    assert "it says that the figure was 49, but it is 50" in found.stdout
    assert "is computed from other figures" in found.stdout
    assert figure(town, "00691")["value"] == 50 and "adjusted" not in figure(town, "00691")


def test_originals_are_never_touched(town: Path) -> None:
    """The ward's workbook in the archive says what it sent."""
    kept = [openpyxl.load_workbook(path, data_only=True) for path in (town / folders.ORIGINALS).glob("*.xlsx")]
    values = set()
    for book in kept:
        sheet, cell = next(book.defined_names["ket_nap_moi"].destinations)
        values.add(book[sheet][cell.replace("$", "")].value)
    assert values == {44, 50, 45}
