"""Bad input, seen from outside: one clear line that says what to do, or a finding with its place. Never a traceback, nothing lost."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.support.command import Ran, run_command

UNITS = Path(__file__).parents[2] / "samples/ha-giang-2020/units.xlsx"


@pytest.fixture
def small_round(tmp_path: Path) -> Path:
    """A round of one town and its eight communes."""
    folder = tmp_path / "Đợt 2020"
    result = run_command(
        "new",
        str(folder),
        "--programme",
        "mot-cong-mot",
        "--form",
        "ket-qua",
        "--period",
        "2020",
        "--units",
        str(UNITS),
        "--root",
        "024",
        "--no-macros",
    )
    assert (result.exit_code, result.stderr) == (0, "")
    return folder


def one_line(result: Ran) -> str:
    """The one line of an obstacle; nothing else is printed, and there is no traceback."""
    assert result.exit_code == 2, result
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    return result.stderr


@pytest.mark.parametrize("verb", ["issue", "collect", "status", "consolidate", "figures", "narrate", "run"])
def test_a_missing_folder_is_one_line(verb: str, tmp_path: Path) -> None:
    """Each verb names the folder that is not there."""
    assert "khong-co" in one_line(run_command(verb, str(tmp_path / "khong-co"), "--lang", "vi"))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_folder_that_is_no_round_is_one_line(tmp_path: Path, lang: str) -> None:
    """It says which workbook makes a folder a round, in the language asked for."""
    line = one_line(run_command("status", str(tmp_path), "--lang", lang))
    assert "dieu-hanh.xlsx" in line
    assert ("không phải" in line) == (lang == "vi")


def test_an_unknown_unit_is_one_line(small_round: Path) -> None:
    """A code without its leading zero is not guessed."""
    assert "“24”" in one_line(run_command("figures", str(small_round), "--unit", "24"))


def test_an_unknown_programme_form_or_period_is_one_line(tmp_path: Path) -> None:
    """Each is named with what there is instead, and nothing is made."""
    common = ("--units", str(UNITS))
    folder = tmp_path / "moi"
    for programme, form, period, expected in (
        ("hai-cong-hai", "ket-qua", "2020", "mot-cong-mot"),
        ("mot-cong-mot", "ket-quaa", "2020", "ket-qua"),
        ("mot-cong-mot", "ket-qua", "20-20", "2020Q4"),
    ):
        line = one_line(run_command("new", str(folder), "--programme", programme, "--form", form, "--period", period, *common))
        assert expected in line
        assert not folder.exists()


def test_usage_is_one_line() -> None:
    """An option that is not there, a verb that is not there, a value that is missing."""
    for arguments in (("issue", "--khong-co"), ("lam-gi-do",), ("new", "x"), ("demo", "--sample", "khong-co")):
        one_line(run_command(*arguments))


@pytest.mark.parametrize("sheet", ["Cài đặt", "Đơn vị"])
def test_a_missing_sheet_of_the_control_workbook_is_one_line(small_round: Path, sheet: str) -> None:
    """The sheet that is missing is named."""
    change(small_round, lambda book: book.remove(book[sheet]))
    assert f"“{sheet}”" in one_line(run_command("collect", str(small_round)))


def test_nothing_goes_out_while_a_sheet_is_called_otherwise(small_round: Path) -> None:
    """Blanks without the targets of the renamed sheet are not written; those issued before are as they were."""
    assert run_command("issue", str(small_round)).exit_code == 0
    issued = {path: path.read_bytes() for path in (small_round / "1-phat-hanh").rglob("*") if path.is_file()}
    change(small_round, lambda book: setattr(book["Chỉ tiêu giao"], "title", "Chỉ tiêu giao 2020"))
    assert "“Chỉ tiêu giao 2020”" in one_line(run_command("issue", str(small_round)))
    assert {path: path.read_bytes() for path in (small_round / "1-phat-hanh").rglob("*") if path.is_file()} == issued


def test_a_round_is_not_made_twice(small_round: Path) -> None:
    """`new` leaves a round that is there as it is."""
    before = (small_round / "dieu-hanh.xlsx").read_bytes()
    one_line(
        run_command(
            "new", str(small_round), "--programme", "mot-cong-mot", "--form", "ket-qua", "--period", "2020", "--units", str(UNITS)
        )
    )
    assert (small_round / "dieu-hanh.xlsx").read_bytes() == before


def test_a_tree_with_mistakes_is_told_by_place_and_the_rest_goes_on(small_round: Path) -> None:
    """A doubled code, an unknown parent and a cycle are findings at their cells; the other communes are still expected."""

    def spoil(book: openpyxl.Workbook) -> None:
        sheet = book["Đơn vị"]
        sheet["D5"] = "999"
        sheet["A6"] = "00691"
        sheet["D7"], sheet["D8"] = sheet["A8"].value, sheet["A7"].value

    change(small_round, spoil)
    result = run_command("status", str(small_round), "--json")
    spots = {(each["code"], each["cell"]) for each in result.json["findings"] if each["severity"] == "error"}
    assert {("unknown-parent", "A5"), ("unit-twice", "A6"), ("unit-unreachable", "A7"), ("unit-unreachable", "A8")} <= spots
    assert result.json["expected"] == 4
    assert result.exit_code == 1


def test_foreign_files_cost_only_themselves(small_round: Path) -> None:
    """What is no workbook, or not ours, is put aside with a reason; nothing is lost and nothing in the inbox is touched."""
    inbox = small_round / "2-nhan"
    foreign = io.BytesIO()
    openpyxl.Workbook().save(foreign)
    files = {
        "trống.xlsx": b"",
        "hỏng.xlsx": b"PK\x03\x04" + b"x" * 200,
        "ảnh chụp.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 64,
        "công văn.pdf": b"%PDF-1.4\n",
        "của ai đó.xlsx": foreign.getvalue(),
        "cũ.xls": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
        "~$ket-qua.xlsx": b"\x07user",
        "hỏng.zip": b"PK\x05\x06 not a zip",
    }
    for name, data in files.items():
        (inbox / name).write_bytes(data)
    result = run_command("collect", str(small_round), "--json")
    assert (result.json["files"], result.json["quarantined"], result.json["ignored"], result.json["accepted"]) == (8, 7, 1, 0)
    assert {name: (inbox / name).read_bytes() for name in files} == files
    reasons = [path.read_text("utf-8-sig").splitlines() for path in (small_round / "luu-tru/cach-ly").glob("*.ly-do.txt")]
    assert {lines[0] for lines in reasons} == {name for name in files if not name.startswith("~$")}
    receipts = (small_round / "luu-tru/so-nhan.jsonl").read_text("utf-8")
    assert all(hashlib.sha256(data).hexdigest() in receipts for name, data in files.items() if not name.startswith("~$"))
    assert all(each["remedy"] and each["file"] for each in result.json["findings"])
    again = run_command("collect", str(small_round), "--json")
    assert again.json["files"] == 0


def test_an_absurd_workbook_costs_only_itself(small_round: Path, tmp_path: Path) -> None:
    """A few kilobytes with a value in the last cell of all would make the reader abort the process: it is put aside before."""
    source = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["XFD1048576"] = 1
    book.save(source)
    (small_round / "2-nhan/nhỏ mà dữ.xlsx").write_bytes(source.getvalue())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 300_000_000)
    (small_round / "2-nhan/bom.xlsx").write_bytes(bomb.getvalue())
    assert run_command("collect", str(small_round), "--json").json["quarantined"] == 2


def test_a_blank_that_comes_back_unfilled_is_returned(small_round: Path) -> None:
    """One finding, not forty; the unit is named."""
    run_command("issue", str(small_round))
    blank = next((small_round / "1-phat-hanh").rglob("ket-qua_00688_2020.xlsx"))
    shutil.copy(blank, small_round / "2-nhan/Bản sao của báo cáo (1).xlsx")
    result = run_command("collect", str(small_round), "--json")
    assert [(each["code"], each["unit"]) for each in result.json["findings"]] == [("unfilled", "00688")]
    assert result.exit_code == 1


def test_what_a_person_edited_is_not_written_over(copy_of_demo: Path) -> None:
    """A report edited in Word stays; --overwrite makes it anew."""
    report = copy_of_demo / "5-bao-cao/024 Thành phố Hà Giang.docx"
    edited = report.read_bytes() + b"\0"
    report.write_bytes(edited)
    result = run_command("narrate", str(copy_of_demo), "--unit", "024")
    assert report.read_bytes() == edited
    assert "024 Thành phố Hà Giang.docx" in result.stdout
    run_command("narrate", str(copy_of_demo), "--unit", "024", "--overwrite")
    assert report.read_bytes() != edited


def test_the_ledger_can_be_made_again(copy_of_demo: Path) -> None:
    """Deleted and rebuilt from the archive, it tells the same: status, figures, findings."""
    before = [run_command(verb, str(copy_of_demo), "--json").stdout for verb in ("status", "figures")]
    (copy_of_demo / "luu-tru/ledger.sqlite").unlink()
    assert run_command("collect", str(copy_of_demo), "--rebuild").exit_code == 0
    assert [run_command(verb, str(copy_of_demo), "--json").stdout for verb in ("status", "figures")] == before


def test_a_lost_original_is_one_line(copy_of_demo: Path) -> None:
    """Rebuilding from an archive with a hole says which file is missing and changes nothing."""
    next((copy_of_demo / "luu-tru/ban-goc").iterdir()).unlink()
    before = run_command("figures", str(copy_of_demo), "--json").stdout
    one_line(run_command("collect", str(copy_of_demo), "--rebuild"))
    assert run_command("figures", str(copy_of_demo), "--json").stdout == before


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_read_only_folder_is_one_line(small_round: Path) -> None:
    """Nothing can be written, and that is what is said."""
    small_round.chmod(0o500)
    try:
        one_line(run_command("status", str(small_round)))
    finally:
        small_round.chmod(0o700)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_a_full_disk_is_one_line(small_round: Path) -> None:
    """The receipts cannot be written: the run stops with one line, and the file is still in the inbox for the next."""
    run_command("issue", str(small_round))
    blank = next((small_round / "1-phat-hanh").rglob("ket-qua_00688_2020.xlsx"))
    (small_round / "luu-tru/so-nhan.jsonl").symlink_to("/dev/full")
    shutil.copy(blank, small_round / "2-nhan/a.xlsx")
    one_line(run_command("collect", str(small_round)))
    (small_round / "luu-tru/so-nhan.jsonl").unlink()
    assert run_command("collect", str(small_round), "--json").json["files"] == 1


def change(folder: Path, edit: Callable[[openpyxl.Workbook], None]) -> None:
    """Edit the control workbook as somebody would in Excel."""
    path = folder / "dieu-hanh.xlsx"
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
