"""An office's own programme, as the README says: a folder with a form, text and a letterhead, on units of its own; no code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import xlsxwriter

from tests.support.command import run_command
from tests.support.forms import workbook
from toolkit.excel.patch import set_values
from toolkit.shelf import find_programme

FORM = """
| settings   | setting     | value                |          |         |                      |
|            | form        | tong-ket             |          |         |                      |
|            | version     | 1                    |          |         |                      |
|            | title       | Hoạt động hè         |          |         |                      |
| indicators | code        | label                | part_of  | relation | formula             | type    |
|            | tham_gia    | Thanh niên tham gia  |          |          |                     | integer |
|            | nu          | Nữ                   | tham_gia | subset   |                     | integer |
|            | ty_le_nu    | Tỷ lệ nữ             |          |          | =nu/tham_gia        | percent |
"""
REPORT = """{% block trich_yeu %}Hoạt động hè {{ ky.ten }}{% endblock %}
{% block noi_dung %}
Có {{ so_lieu.tham_gia }} thanh niên tham gia, tỷ lệ nữ {{ so_lieu.ty_le_nu }}.
{% endblock %}
"""
UNITS = (
    ("code", "name", "kind", "parent"),
    ("Mã", "Tên", "Loại", "Cấp trên"),
    ("T", "Tỉnh đoàn A", "tỉnh", ""),
    ("H", "Huyện đoàn B", "huyện", "T"),
    ("X1", "Đoàn xã C", "xã", "H"),
    ("X2", "Đoàn xã D", "xã", "H"),
    ("TR", "Đoàn trường E", "trường", "T"),
)
STATED = {"X1": (30, 12), "X2": (20, 15), "TR": (50, 13)}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    programme = tmp_path / "hoat-dong-he"
    programme.mkdir()
    (programme / "tong-ket.xlsx").write_bytes(workbook(FORM))
    (programme / "report.md.j2").write_text(REPORT, encoding="utf-8")
    shutil.copy(find_programme("mot-cong-mot") / "letterhead.docx", programme)
    with xlsxwriter.Workbook(tmp_path / "units.xlsx") as book:
        sheet = book.add_worksheet("Đơn vị")
        for number, row in enumerate(UNITS):
            sheet.write_row(number, 0, row)
    return tmp_path


def test_own_programme_runs_through(office: Path) -> None:
    """Blank workbooks go out, come back filled, and the report states sums and a recomputed rate, on a ragged tree."""
    round_, programme = office / "dot-2026", office / "hoat-dong-he"
    assert run_command("define", str(programme)).exit_code == 0
    new = (
        "new",
        str(round_),
        "--programme",
        str(programme),
        "--form",
        "tong-ket",
        "--period",
        "2026",
        "--units",
        str(office / "units.xlsx"),
    )
    assert run_command(*new).exit_code == 0
    assert run_command("issue", str(round_)).exit_code == 0
    for blank in (round_ / "1-phat-hanh").glob("*/*.xlsx"):
        together, women = STATED[blank.stem.split("_")[1]]
        filled = set_values(blank.read_bytes(), {"tham_gia": together, "nu": women})
        (round_ / "2-nhan" / f"bao cao {blank.stem}.xlsx").write_bytes(filled)
    assert run_command("run", str(round_)).exit_code == 0
    assert run_command("narrate", str(round_), "--unit", "T", "--format", "txt").exit_code == 0
    report = (round_ / "5-bao-cao" / "T Tỉnh đoàn A.txt").read_text(encoding="utf-8-sig").replace("\u00a0", " ")
    assert "Có 100 thanh niên tham gia, tỷ lệ nữ 40%." in report
    figures = run_command("figures", str(round_), "--unit", "H", "--json").json["figures"]
    assert (figures["tham_gia"]["value"], figures["ty_le_nu"]["formatted"]) == (50, "54%")


def test_without_a_report_template_everything_else_works(office: Path) -> None:
    """A programme of forms only consolidates; asked for the report it says which file is missing, and exits 2."""
    round_, programme = office / "dot-2026", office / "hoat-dong-he"
    (programme / "report.md.j2").unlink()
    run_command(
        "new",
        str(round_),
        "--programme",
        str(programme),
        "--form",
        "tong-ket",
        "--period",
        "2026",
        "--units",
        str(office / "units.xlsx"),
    )
    assert run_command("consolidate", str(round_)).exit_code == 0
    narrated = run_command("narrate", str(round_))
    assert narrated.exit_code == 2
    assert "report.md.j2" in narrated.stderr
    assert (round_ / "4-tong-hop" / "T Tỉnh đoàn A.xlsx").exists()
