"""Consolidating again: only what changed is written, and nothing that a person did in a workbook is lost."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import openpyxl
import pytest

from tests.excel.office import converted
from tests.support.rounds import collected, drop, filled, small_round
from toolkit.excel.edits import sheet_digests
from toolkit.excel.patch import CellValue, set_values
from toolkit.excel.reader import read_workbook
from toolkit.flow import figures, write_consolidations
from toolkit.flow.outputs import Written
from toolkit.model.figure import Consolidation
from toolkit.round import Round, open_round

DISTRICT = "4-tong-hop/h Huyện H.xlsx"


def reported(folder: Path) -> Round:
    """A district of three communes, two of which have reported and written what hinders them; consolidated once."""
    round_ = small_round(folder)
    for number in (1, 2):
        drop(round_, **{f"x{number}": filled(round_, f"x{number}", {"kho_khan": f"Thiếu kinh phí {number}"})})
    collected(round_)
    assert again(round_).paths == (DISTRICT,)
    return round_


def again(round_: Round, *, overwrite: bool = False) -> Written:
    return write_consolidations(round_, overwrite=overwrite)[0]


def late(round_: Round, values: Mapping[str | tuple[str, int], CellValue] | None = None) -> None:
    """The third commune reports after all."""
    drop(round_, x3=filled(round_, "x3", values))
    collected(round_)


def edit(round_: Round, values: Mapping[str | tuple[str, int], CellValue]) -> bytes:
    """Edit the district's workbook as a person does, by the names of its cells; its bytes then."""
    path = round_.folder / DISTRICT
    path.write_bytes(set_values(path.read_bytes(), values))
    return path.read_bytes()


def held(round_: Round, name: str) -> object:
    cell = read_workbook((round_.folder / DISTRICT).read_bytes(), DISTRICT).cell(name)
    assert cell is not None
    return cell.raw


def marks(round_: Round) -> list[object]:
    area = read_workbook((round_.folder / DISTRICT).read_bytes(), DISTRICT).area("baocao.text.kho_khan.include")
    return [row[0].raw for row in area]


def codes(written: Written) -> list[str]:
    return [each.code for each in written.kept]


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """The second run leaves the file alone, also when the round is opened anew; `--overwrite` writes the same again."""
    round_ = reported(tmp_path)
    before = (round_.folder / DISTRICT).read_bytes()
    second = again(open_round(round_.folder))
    assert (second.paths, second.unchanged, second.kept) == ((), 1, ())
    assert again(round_, overwrite=True).paths == (DISTRICT,)
    assert (round_.folder / DISTRICT).read_bytes() == before


def test_a_deleted_workbook_is_written_again(tmp_path: Path) -> None:
    """What we noted of it does not stand for the file."""
    round_ = reported(tmp_path)
    (round_.folder / DISTRICT).unlink()
    assert again(round_).paths == (DISTRICT,)


def test_the_marks_of_the_editor_outlive_a_late_submission(tmp_path: Path) -> None:
    """Marked, then a commune reports late: new totals, the same marks; the marked workbook is put aside; and the marks still count."""
    round_ = reported(tmp_path)
    edited = edit(round_, {("baocao.text.kho_khan.include", 1): "x", "kho_khan": "Huyện cũng thiếu kinh phí"})
    picked = figures(round_)[0].picked
    assert picked == {("h", "kho_khan"): frozenset({"x2"})}
    late(round_)
    written = again(round_)
    assert written.paths == (DISTRICT,) and codes(written) == ["filled-in-carried"]
    assert (held(round_, "tong"), marks(round_), held(round_, "kho_khan")) == (30, [None, "x"], "Huyện cũng thiếu kinh phí")
    told = dict(written.kept[0].values)
    assert (round_.folder / told["path"]).read_bytes() == edited
    assert figures(round_)[0].picked == picked
    late(round_, {"tong": 20})
    assert codes(again(round_)) == []
    assert (held(round_, "tong"), marks(round_), held(round_, "kho_khan")) == (40, [None, "x"], "Huyện cũng thiếu kinh phí")


def test_marks_alone_are_no_reason_to_write(tmp_path: Path) -> None:
    """Where nothing new came, the marked workbook stays as it is, byte for byte."""
    round_ = reported(tmp_path)
    edited = edit(round_, {"baocao.text.kho_khan.include": "x"})
    written = again(round_)
    assert (written.paths, codes(written)) == ((), ["kept-filled-in"])
    assert (round_.folder / DISTRICT).read_bytes() == edited


def test_a_total_typed_over_is_told_by_place_and_does_not_count(tmp_path: Path) -> None:
    """The workbook stays as edited, the finding names the cell and both values, the figures are what they were."""
    round_ = reported(tmp_path)
    edited = edit(round_, {"tong": 999})
    written = again(round_)
    assert (round_.folder / DISTRICT).read_bytes() == edited
    assert [(each.code, each.place.file, each.place.cell, each.place.indicator) for each in written.kept] == [
        ("kept-edited", DISTRICT, "", ""),
        ("total-typed-over", DISTRICT, "D10", "tong"),
    ]
    told = dict(written.kept[1].values)
    assert (told["found"], told["other"]) == ("999", "20")
    assert figures(round_)[0].figure("h", "tong").value == 20


def test_a_workbook_that_was_typed_over_waits_for_leave(tmp_path: Path) -> None:
    """With new figures it is kept and told to be stale, with the sheet; `--overwrite` puts it aside, keeps its marks, and says where it is."""
    round_ = reported(tmp_path)
    edited = edit(round_, {"tong": 999, "baocao.text.kho_khan.include": "x"})
    late(round_)
    kept = again(round_)
    assert (kept.paths, codes(kept)) == ((), ["kept-stale"])
    assert "Số liệu" in dict(kept.kept[0].values)["sheets"]
    assert (round_.folder / DISTRICT).read_bytes() == edited
    forced = again(round_, overwrite=True)
    assert (forced.paths, codes(forced)) == ((DISTRICT,), ["edited-set-aside"])
    assert (round_.folder / dict(forced.kept[0].values)["path"]).read_bytes() == edited
    assert (held(round_, "tong"), marks(round_)) == (30, ["x", None])


def test_a_sheet_that_somebody_added_is_not_lost(tmp_path: Path) -> None:
    """A sheet of somebody's own is an edit like any other."""
    round_ = reported(tmp_path)
    path = round_.folder / DISTRICT
    book = openpyxl.load_workbook(path)
    book.create_sheet("Ghi chú của tôi")
    book.save(path)
    late(round_)
    kept = again(round_)
    assert codes(kept) == ["kept-stale"] and "Ghi chú của tôi" in dict(kept.kept[0].values)["sheets"]


def test_what_can_no_longer_be_read_is_left_alone(tmp_path: Path) -> None:
    """A damaged workbook is told as such, stays, and stands in the way of nothing."""
    round_ = reported(tmp_path)
    (round_.folder / DISTRICT).write_bytes(b"PK\x03\x04 broken")
    written, findings = write_consolidations(round_)
    assert codes(written) == ["kept-edited"]
    assert [each.place.file for each in findings] == [DISTRICT]
    assert codes(again(round_, overwrite=True)) == ["edited-set-aside"]


def test_a_lost_ledger_takes_no_workbook_for_edited_that_is_not(tmp_path: Path) -> None:
    """What would come out the same is ours; then it is known again."""
    round_ = reported(tmp_path)
    with round_.ledger() as ledger:
        ledger.forget_written(DISTRICT)
    assert codes(again(round_)) == []
    assert again(round_).unchanged == 1


def test_one_changed_submission_touches_its_ancestors_only(copy_of_demo: Path) -> None:
    """One commune of 193 sends a corrected workbook: its district's and the province's workbooks are written, ten are not touched."""
    round_ = open_round(copy_of_demo)
    with round_.ledger() as ledger:
        sent = ledger.submissions()["00919"]
    (original,) = (copy_of_demo / "luu-tru/ban-goc").glob(f"{sent.sha256}*")
    value = sent.value("luot_quan_triet")
    assert isinstance(value, int)
    drop(round_, moi=set_values(original.read_bytes(), {"luot_quan_triet": value + 1}))
    before = {path.name: path.stat().st_mtime_ns for path in (copy_of_demo / "4-tong-hop").iterdir()}
    collected(round_)
    written = again(round_)
    assert [path[11:14].strip() for path in written.paths] == ["02", "030"] and written.unchanged == 10
    after = {path.name: path.stat().st_mtime_ns for path in (copy_of_demo / "4-tong-hop").iterdir()}
    assert sorted(name[:3].strip() for name in after if after[name] != before[name]) == ["02", "030"]


def test_assessments_first_go_through_the_inbox(assessed_round: Path, tmp_path: Path) -> None:
    """Points that were typed into `Thẩm định` are not carried over in silence, nor thrown away: the workbook stays, and it is said why."""
    folder = Path(shutil.copytree(assessed_round, tmp_path / "đánh giá"))
    path = next((folder / "4-tong-hop").glob("842 *.xlsx"))
    round_ = open_round(folder)
    path.write_bytes(set_values(path.read_bytes(), {("tham_dinh.nhan_xet", 0): "Đã xem lại"}))
    edited = path.read_bytes()
    with round_.ledger() as ledger:
        sent = ledger.submissions()["29236"]
    (original,) = (folder / "luu-tru/ban-goc").glob(f"{sent.sha256}*")
    drop(round_, moi=set_values(original.read_bytes(), {"tong_doan_vien": 346}))
    collected(round_)
    written, _ = write_consolidations(round_, "842")
    assert codes(written) == ["kept-assessed"] and path.read_bytes() == edited


def test_everything_that_a_consolidation_holds_is_in_the_digest() -> None:
    """Whoever adds a field that workbooks show has to add it to `flow/sealing.py`, else they would not be written anew."""
    known = "form period tree figures submissions previous targets summaries plan assessments evidence former"
    beside = "picked"  # marks are left to people and carried over
    assert {each.name for each in fields(Consolidation)} == {*known.split(), beside}


@pytest.mark.office
def test_saving_in_libreoffice_is_no_edit(tmp_path: Path) -> None:
    """Opened and saved by another program, every sheet has the digest that it had."""
    round_ = reported(tmp_path / "a")
    data = (round_.folder / DISTRICT).read_bytes()
    saved = converted(round_.folder / DISTRICT, tmp_path)
    ours, theirs = (sheet_digests(read_workbook(each, "x"), round_.form) for each in (data, saved))
    assert theirs == ours
