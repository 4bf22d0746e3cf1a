"""Makes units.xlsx and answers.xlsx of this sample, the same to the cell on every run: `python make.py [FOLDER]`.

Needs XlsxWriter only. Real are the units, the two province totals and the goals; all other figures, names and sentences
are invented.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))  # what the samples share

from books import Cell, Columns, Sheet, write
from deliveries import deliver, slips
from invent import FOLDER, Figures, Unit, communes, invent, last_year, read_districts, read_units
from tell import Teller, models, praise, read_stock, tell

NOTE = (
    "SỐ LIỆU MINH HỌA.",
    "Chỉ có tên và mã đơn vị, hai số toàn tỉnh (kết nạp mới 7.338, chỉ tiêu giao 7.243) và các mục tiêu lấy từ nguồn đã công bố.",
    "Mọi số liệu của từng xã, từng huyện và của năm 2019 đều do máy đặt ra để chạy thử.",
    "Lời thuyết minh, tên người, danh sách khen thưởng, mô hình và tên tệp cũng vậy.",
    "Không dùng các số này để đánh giá đơn vị nào. Tạo lại bằng lệnh: python make.py.",
)


_MADE = (NOTE[0], datetime(2020, 12, 1))


def main(folder: Path) -> None:
    """Writes both workbooks into the folder."""
    units = read_units()
    figures = invent(units)
    write(folder / "units.xlsx", "Đơn vị, chỉ tiêu giao và số liệu kỳ trước (minh họa)", *_MADE, units_sheets(units, figures))
    write(folder / "answers.xlsx", "Nội dung 193 xã, phường, thị trấn báo cáo (minh họa)", *_MADE, answers_sheets(units, figures))


def units_sheets(units: Sequence[Unit], figures: Mapping[str, Figures]) -> tuple[Sheet, ...]:
    """What `baocao new` starts from."""
    return (
        Sheet("Đơn vị", UNITS, unit_rows(units)),
        Sheet("Chỉ tiêu giao", REFERENCE, tuple(assigned(units, figures))),
        Sheet("Kỳ trước", REFERENCE, tuple(_last_year(figures))),
        Sheet("Cài đặt", SETTINGS, _ROUND),
        _note_sheet(),
    )


def answers_sheets(units: Sequence[Unit], figures: Mapping[str, Figures]) -> tuple[Sheet, ...]:
    """What each commune states, and how its file arrives."""
    tellers = _tellers(units, figures)
    stock, lines = read_stock(), read_stock("models.txt")[""]
    texts = [(_who(each), tell(each, stock)) for each in tellers]
    praised = [((each.unit.code,), row) for each in tellers for row in praise(each, stock)]
    models_ = [((each.unit.code,), row) for each in tellers for row in models(each, lines)]
    return (
        Sheet("Số liệu", (*UNIT, *headings()), tuple(stated_row(unit, figures[unit.code]) for unit in communes(units))),
        Sheet("Thuyết minh", (*UNIT, *TEXTS), filled(texts, TEXTS)),
        Sheet("khen_thuong", (UNIT[0], *PRAISE), filled(praised, PRAISE)),
        Sheet("mo_hinh", (UNIT[0], *MODELS), filled(models_, MODELS)),
        *_scenario(units, figures),
        Sheet("Cài đặt", SETTINGS, _PLAY),
        _note_sheet(),
    )


def _scenario(units: Sequence[Unit], figures: Mapping[str, Figures]) -> tuple[Sheet, ...]:
    names = {unit.code: unit.name for unit in units}
    arriving = deliver(communes(units), figures, names)
    return (
        Sheet(
            "Kịch bản",
            (*UNIT, ("wave", "Đợt gửi", 9), ("file", "Tên tệp khi gửi", 64), ("thao_tac", "Điều xảy ra với tệp", 44)),
            tuple((each.unit, names[each.unit], each.wave, each.path, each.actions) for each in arriving),
        ),
        Sheet(
            "Gõ sai",
            (("unit", "Mã đơn vị", 10), ("wave", "Đợt gửi", 9), ("code", "Mã chỉ tiêu", 22), ("typed", "Giá trị gõ sai", 20)),
            tuple((slip.unit, slip.wave, slip.code, slip.typed) for slip in slips(figures)),
        ),
    )


UNITS = (
    ("code", "Mã", 10),
    ("name", "Tên", 34),
    ("kind", "Loại", 12),
    ("parent", "Thuộc đơn vị", 14),
    ("reports", "Báo cáo", 10),
    ("exempt", "Lý do miễn", 24),
)
REFERENCE = (("unit", "Mã đơn vị", 12), ("indicator", "Mã chỉ tiêu", 26), ("value", "Giá trị", 12))
SETTINGS = (("setting", "Mã", 20), ("label", "Mục", 34), ("value", "Giá trị", 60), ("note", "Giải thích", 60))
UNIT = (("unit", "Mã đơn vị", 10), ("name", "Tên đơn vị", 28))
TEXTS = (
    ("cach_lam", "Cách làm có hiệu quả", 70),
    ("kho_khan", "Khó khăn, vướng mắc", 60),
    ("kho_khan_ma", "Khó khăn lớn nhất (chọn trong danh mục)", 40),
    ("nguyen_nhan", "Nguyên nhân của hạn chế", 60),
    ("giai_phap", "Giải pháp thời gian tới", 60),
    ("kien_nghi", "Kiến nghị, đề xuất", 60),
)
PRAISE = (
    ("loai", "Tập thể hay cá nhân", 12),
    ("ten", "Tên", 60),
    ("thanh_tich", "Thành tích", 70),
    ("hinh_thuc", "Hình thức đề nghị", 50),
)
MODELS = (("ten", "Tên mô hình", 40), ("dia_diem", "Nơi thực hiện", 40), ("noi_dung", "Nội dung", 80), ("ket_qua", "Kết quả", 60))
_INVENTED = "Số liệu minh họa, trừ hai số toàn tỉnh 7.338 và 7.243; xem trang Ghi chú."
_ROUND = (
    ("title", "Tên đợt báo cáo", "Kết quả thực hiện chủ trương “1+1” năm 2020", _INVENTED),
    (
        "legal_basis",
        "Căn cứ",
        "Hướng dẫn số 07 HD/TĐTN-TCKT của Ban Thường vụ Tỉnh đoàn về thực hiện chủ trương “1+1” giai đoạn 2017-2022",
        "Văn bản có thật, của riêng tỉnh này và giai đoạn này.",
    ),
    ("deadline", "Hạn gửi báo cáo", date(2020, 12, 15), "Đơn vị gửi sau ngày này được ghi là gửi muộn."),
)
_PLAY = (
    ("programme", "Chương trình", "mot-cong-mot", ""),
    ("form", "Biểu mẫu", "ket-qua", ""),
    ("period", "Kỳ báo cáo", "2020", ""),
    ("received_1", "Ngày nhận đợt 1", date(2020, 12, 14), "Trước hạn."),
    ("received_2", "Ngày nhận đợt 2", date(2020, 12, 21), "Sau hạn."),
    ("invented", "Lưu ý", "x", _INVENTED),
)


def _who(teller: Teller) -> tuple[str, str]:
    return teller.unit.code, teller.unit.name


def headings() -> Columns:
    """The inputs of the form for a commune, in its order, with the form's labels: `headings.csv`."""
    with (FOLDER / "headings.csv").open(encoding="utf-8", newline="") as lines:
        return tuple((line["code"], line["label"], 12) for line in csv.DictReader(lines))


def unit_rows(units: Sequence[Unit]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((unit.code, unit.name, unit.kind, unit.parent, None, None) for unit in units)


def assigned(units: Sequence[Unit], figures: Mapping[str, Figures]) -> Iterable[tuple[Cell, ...]]:
    """Each unit's target; an upper unit's is the sum of those below it."""
    totals = {unit.code: 0 for unit in units}
    parents = {unit.code: unit.parent for unit in units}
    for code, stated in figures.items():
        while code:
            totals[code] += int(stated["chi_tieu_ket_nap"])
            code = parents[code]
    return ((unit.code, "chi_tieu_ket_nap", totals[unit.code]) for unit in units)


def _last_year(figures: Mapping[str, Figures]) -> Iterable[tuple[Cell, ...]]:
    return ((code, indicator, value) for code, stated in figures.items() for indicator, value in last_year(code, stated).items())


def _tellers(units: Sequence[Unit], figures: Mapping[str, Figures]) -> tuple[Teller, ...]:
    districts, by_code = read_districts(), {unit.code: unit for unit in units}
    return tuple(
        Teller(unit, districts[unit.parent], by_code[unit.parent], figures[unit.code], order)
        for order, unit in enumerate(communes(units))
    )


def stated_row(unit: Unit, figures: Figures) -> tuple[Cell, ...]:
    return (unit.code, unit.name, *(figures.get(code) for code, _, _ in headings()))


def filled(answers: Iterable[tuple[tuple[str, ...], Mapping[str, str]]], columns: Columns) -> tuple[tuple[Cell, ...], ...]:
    return tuple((*who, *(stated.get(code) for code, _, _ in columns)) for who, stated in answers)


def _note_sheet() -> Sheet:
    return Sheet("Ghi chú", (("note", "Ghi chú", 120),), tuple((line,) for line in NOTE))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
