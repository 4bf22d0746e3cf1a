"""An office's own workbook: adopted, issued, filled, collected."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from tests.support.command import Ran, run_command
from tests.support.forms import workbook
from toolkit.excel.patch import set_values
from toolkit.excel.reader import read_workbook

FORM = """
| settings | setting | value |
| | form | tong-ket |
| | version | 1 |
| | title | Tổng kết |
| indicators | code | entered_at |
| | ket_nap_moi | |
| | kn_nu | |
| | chi_tieu | |
| | chi_hoi | chi đoàn |
| tables | table | column | type |
| | bang | | |
| | bang | ten | text |
| | bang | ghi_chu | text |
| | bang | so | integer |
"""
UNITS = (
    ("code", "name", "kind", "parent"),
    ("", "", "", ""),
    ("T", "Tỉnh", "tỉnh", ""),
    ("X1", "Xã C", "xã", "T"),
    ("C1", "Chi đoàn", "chi đoàn", "T"),
)
TARGETS = (("unit", "indicator", "value"), ("", "", ""), ("X1", "chi_tieu", 9))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A programme with a form, a list of units with a target, and an office's own workbook."""
    (tmp_path / "rieng").mkdir()
    (tmp_path / "rieng" / "tong-ket.xlsx").write_bytes(workbook(FORM))
    (tmp_path / "bieu cua toi.xlsx").write_bytes(own_workbook())
    with xlsxwriter.Workbook(tmp_path / "units.xlsx") as book:
        for title, rows in (("Đơn vị", UNITS), ("Chỉ tiêu giao", TARGETS)):
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return tmp_path


def own_workbook() -> bytes:
    """Answers beside their labels, a table of three rows, a line of the office's own below it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Biểu riêng")
        sheet.write_column("A1", ["Kết nạp mới", "Nữ", "Chỉ tiêu"])
        sheet.write("A9", "Người lập biểu")
        names = {"ket_nap_moi": "$C$1", "kn_nu": "$C$2", "chi_tieu": "$C$3", "bang": "$A$5:$C$7"}
        for name, reference in names.items():
            book.define_name(name, f"='Biểu riêng'!{reference}")
    return buffer.getvalue()


def adopt(office: Path, *more: str) -> Ran:
    return run_command(
        "adopt",
        str(office / "bieu cua toi.xlsx"),
        "--programme",
        str(office / "rieng"),
        "--form",
        "tong-ket",
        "--lang",
        "vi",
        *more,
    )


def opened_round(office: Path) -> Path:
    stated = {"programme": office / "rieng", "form": "tong-ket", "period": "2026", "units": office / "units.xlsx"}
    options = [part for name, value in stated.items() for part in (f"--{name}", str(value))]
    assert run_command("new", str(office / "dot"), *options).exit_code == 0
    return office / "dot"


def test_adopted_issued_filled_and_collected(office: Path) -> None:
    """The commune gets the office's workbook with its target in it, the branch, which is asked more, gets ours; both come back whole."""
    assert adopt(office).exit_code == 0
    round_ = opened_round(office)
    assert run_command("issue", str(round_)).exit_code == 0
    blanks = {path.stem.split("_")[1]: path for path in (round_ / "1-phat-hanh").glob("*/*.xlsx")}
    own = read_workbook(blanks["X1"].read_bytes(), "x")
    assert "Số liệu" not in own.sheets and own.cell("chi_tieu").raw == 9  # type: ignore[union-attr]
    assert "Số liệu" in read_workbook(blanks["C1"].read_bytes(), "x").sheets
    values = {"ket_nap_moi": 12, "kn_nu": 5, ("bang.ten", 0): "A", ("bang.so", 0): 3}
    (round_ / "2-nhan" / "a.xlsx").write_bytes(set_values(blanks["X1"].read_bytes(), {**values, "chi_tieu": 9}))
    (round_ / "2-nhan" / "b.xlsx").write_bytes(set_values(blanks["C1"].read_bytes(), {**values, "chi_hoi": 1}))
    collected = run_command("collect", str(round_), "--lang", "vi")
    figures = run_command("figures", str(round_), "--unit", "T", "--json").json["figures"]
    assert [figures[code]["value"] for code in ("ket_nap_moi", "kn_nu", "chi_hoi")] == [24, 10, 1], collected.stdout


def test_a_workbook_with_mistakes_is_not_adopted(office: Path) -> None:
    """Findings on standard output, exit 1, and what served before stays."""
    assert adopt(office).exit_code == 0
    kept = (office / "rieng" / "tong-ket.blank.xlsx").read_bytes()
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet()
        book.define_name("kn_nu", "=Sheet1!$A$1")
    (office / "bieu cua toi.xlsx").write_bytes(buffer.getvalue())
    refused = adopt(office, "--json")
    assert refused.exit_code == 1 and refused.json["blank"] is None
    missing = {each["indicator"] for each in refused.json["findings"] if each["code"] == "adopt-name-missing"}
    assert missing == {"ket_nap_moi", "chi_tieu", "bang"}
    assert (office / "rieng" / "tong-ket.blank.xlsx").read_bytes() == kept


def test_another_blank_is_not_replaced_unasked(office: Path) -> None:
    """Adopting the same again is nothing new; adopting another one over it needs --overwrite."""
    assert adopt(office).exit_code == 0 and adopt(office).exit_code == 0
    (office / "bieu cua toi.xlsx").write_bytes(set_values(own_workbook(), {"kn_nu": 1}))
    assert adopt(office).exit_code == 2 and adopt(office, "--overwrite").exit_code == 0


def test_a_blank_is_no_form(office: Path) -> None:
    """What lies beside the definitions is not taken for one."""
    assert adopt(office).exit_code == 0
    assert run_command("define", str(office / "rieng"), "--json").json["forms"] == ["tong-ket"]


def test_no_workbook_is_one_line(office: Path) -> None:
    """A file that is none is refused in one line, exit 2."""
    (office / "bieu cua toi.xlsx").write_bytes(b"%PDF-1.4")
    refused = adopt(office)
    assert refused.exit_code == 2 and refused.stderr.count("\n") == 1 and "bieu cua toi.xlsx" in refused.stderr
