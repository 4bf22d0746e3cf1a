"""Makes units.xlsx and answers.xlsx of this sample, the same to the cell on every run: `python make.py [FOLDER]`.

Needs XlsxWriter only. Real are the districts, the communes, and that 169 of 169 grass-roots units were recognised; the rest is not.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what the samples share

import beside
from books import Cell, Columns, Sheet, bare, write
from invent import FOLDER, Answer, Unit, chance, invent, leaves, read_units

NOTE = (
    "SỐ LIỆU MINH HỌA.",
    "Có thật: tên và mã 9 huyện, thị xã, thành phố và 106 xã, phường, thị trấn; con số 169/169 đoàn cơ sở được công nhận năm 2023.",
    "Đặt ra: 63 đoàn cơ sở khác và 05 đơn vị trực thuộc tỉnh (xem cột Ghi chú), điểm số, minh chứng, lời văn, tên người, tên tệp.",
    "Không dùng các số này để đánh giá đơn vị nào. Tạo lại bằng lệnh: python make.py.",
)
MADE = (NOTE[0], datetime(2023, 11, 1))
LATE = ("29428", "84K105", "29281")
"""They send after the deadline."""
WRONG = "29236"
"""It types more points than there are, and sends again."""
SLIPS = ((WRONG, 1, "tu_1_2", 80), (WRONG, 1, "chi_doan_kha", 40))
HARMS = ("chu_D", "nfd", "them_sheet:nháp", "chen_dong:tong_doan_vien", "khoang_trang:tong_doan_vien")
_UNITS = (("code", "Mã", 10), ("name", "Tên", 44), ("kind", "Loại", 20), ("parent", "Thuộc đơn vị", 14), ("note", "Ghi chú", 50))
_SETTINGS = (("setting", "Mã", 20), ("label", "Mục", 34), ("value", "Giá trị", 60), ("note", "Giải thích", 60))
_UNIT = (("unit", "Mã đơn vị", 10), ("name", "Tên đơn vị", 34))
_TEXTS = ("cach_lam", "kho_khan", "kho_khan_ma", "nguyen_nhan", "giai_phap", "kien_nghi")
_TABLES: Mapping[str, Columns] = {
    "cong_trinh": (("ten", "Tên", 40), ("dia_diem", "Nơi thực hiện", 30), ("gia_tri", "Giá trị", 12), ("ket_qua", "Kết quả", 50)),
    "mo_hinh": (("ten", "Tên", 40), ("dia_diem", "Nơi thực hiện", 30), ("noi_dung", "Nội dung", 60), ("ket_qua", "Kết quả", 40)),
    "dvut": (("ho_ten", "Họ và tên", 30), ("nam_sinh", "Năm sinh", 12), ("ket_qua", "Kết quả", 34)),
}
_ROUND = (
    ("title", "Tên đợt báo cáo", "Đánh giá, công nhận Đoàn cơ sở “3 chủ động” năm 2023", NOTE[1]),
    ("deadline", "Hạn gửi báo cáo", date(2023, 11, 25), "Đơn vị gửi sau ngày này được ghi là gửi muộn."),
    ("reference", "Đợt tham chiếu", beside.NAME, "Đợt “1+1” cùng năm: số liệu hiện bên cạnh tiêu chí 2.5 khi thẩm định."),
)
_PLAY = (
    ("programme", "Chương trình", "ba-chu-dong", ""),
    ("form", "Biểu mẫu", "danh-gia", ""),
    ("period", "Kỳ báo cáo", "2023", ""),
    ("received_1", "Ngày nhận đợt 1", date(2023, 11, 24), "Bản tự đánh giá, trước hạn."),
    ("received_2", "Ngày nhận đợt 2", date(2023, 11, 30), "Bản gửi muộn và bản đã sửa."),
    ("received_3", "Ngày nhận đợt 3", date(2023, 12, 12), "Bản tổng hợp có thẩm định của 14 đơn vị cấp huyện."),
)


def main(folder: Path) -> None:
    """Writes both workbooks into the folder."""
    units, answers = read_units(), invent(read_units())
    write(folder / "units.xlsx", "Đơn vị của tỉnh Trà Vinh năm 2023 (minh họa)", *MADE, units_sheets(units))
    write(folder / "answers.xlsx", "Nội dung 169 đoàn cơ sở tự đánh giá (minh họa)", *MADE, answers_sheets(units, answers))
    other = beside.folder_of(folder)
    write(other / "units.xlsx", "Đơn vị của thành phố Trà Vinh năm 2023 (minh họa)", *MADE, beside.units_sheets(units))
    write(other / "answers.xlsx", "Báo cáo chủ trương “1+1” năm 2023 (minh họa)", *MADE, beside.answers_sheets(units, answers))


def units_sheets(units: Sequence[Unit]) -> tuple[Sheet, ...]:
    """What `baocao new` starts from."""
    listed = tuple((unit.code, unit.name, unit.kind, unit.parent, unit.note) for unit in units)
    return Sheet("Đơn vị", _UNITS, listed), Sheet("Cài đặt", _SETTINGS, _ROUND), _note_sheet()


def answers_sheets(units: Sequence[Unit], answers: Mapping[str, Answer]) -> tuple[Sheet, ...]:
    """What each unit states, what is decided on it, and how its file arrives."""
    known = leaves(units)
    texts = (
        *((code.replace("td_", "mc_"), label, 60) for code, label, _ in headings("parent") if code.startswith("td_")),
        *_words(),
    )
    return (
        _by_unit("Số liệu", known, headings("self"), {code: each.values for code, each in answers.items()}),
        _by_unit("Thuyết minh", known, texts, {code: each.texts for code, each in answers.items()}),
        *(Sheet(title, (_UNIT[0], *columns), tuple(_table(known, answers, title, columns))) for title, columns in _TABLES.items()),
        _by_unit("Thẩm định", known, headings("parent"), {code: each.decision for code, each in answers.items()}),
        Sheet(
            "Kịch bản",
            (*_UNIT, ("wave", "Đợt gửi", 9), ("file", "Tên tệp", 64), ("thao_tac", "Điều xảy ra", 40)),
            tuple(_plays(units)),
        ),
        Sheet("Gõ sai", (_UNIT[0], ("wave", "Đợt gửi", 9), ("code", "Mã chỉ tiêu", 22), ("typed", "Giá trị gõ sai", 20)), SLIPS),
        Sheet("Cài đặt", _SETTINGS, _PLAY),
        _note_sheet(),
    )


def headings(by: str) -> Columns:
    """What units state, or what the level above states of them, with the form's labels: `headings.csv`."""
    with (FOLDER / "headings.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((line["code"], line["label"], 14) for line in csv.DictReader(lines) if line["by"] == by)


def _words() -> Columns:
    return tuple((code, code, 60) for code in _TEXTS)


def _by_unit(title: str, units: Sequence[Unit], columns: Columns, stated: Mapping[str, Mapping[str, Cell]]) -> Sheet:
    rows = tuple((unit.code, unit.name, *(stated[unit.code].get(code) for code, _, _ in columns)) for unit in units)
    return Sheet(title, (*_UNIT, *columns), rows)


def _table(units: Sequence[Unit], answers: Mapping[str, Answer], title: str, columns: Columns) -> Iterator[tuple[Cell, ...]]:
    for unit in units:
        for row in answers[unit.code].tables[title]:
            yield (unit.code, *(row.get(code) for code, _, _ in columns))


def _plays(units: Sequence[Unit]) -> Iterator[tuple[Cell, ...]]:
    """The self-assessments in two waves; then each district-level unit sends its consolidated workbook, filled in."""
    known = leaves(units)
    for order, unit in enumerate(known):
        if unit.code not in LATE:
            action = "go_sai" if unit.code == WRONG else HARMS[order // 9 % len(HARMS)] if order % 9 == 4 else ""
            yield unit.code, unit.name, 1, f"{_file(unit)}.xlsx", action
    for unit in known:
        if unit.code in (*LATE, WRONG):
            yield (
                unit.code,
                unit.name,
                2,
                f"{_file(unit)} (gửi lại).xlsx" if unit.code == WRONG else f"nop muon/{_file(unit)}.xlsx",
                "",
            )
    for unit in units:
        if unit.parent == "84":
            yield unit.code, unit.name, 3, f"Tham dinh 3CD - {bare(unit.name)}.xlsx", ""


def _file(unit: Unit) -> str:
    dice, issued = chance(unit.code, "file"), f"danh-gia_{unit.code}_2023"
    return dice.choice((issued, issued, f"{issued} (1)", f"{bare(unit.name).lower()} 3 chu dong", f"{unit.name} tự đánh giá 2023"))


def _note_sheet() -> Sheet:
    return Sheet("Ghi chú", (("note", "Ghi chú", 120),), tuple((line,) for line in NOTE))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
