"""The round of reference of this sample: what the communes of the town of Trà Vinh reported on “1+1” in 2023.

Everything in it is invented. Of members it says the same as the self-assessments, but for one commune: what that claims there is
more than it reports here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from books import Cell, Sheet
from invent import FOLDER, Answer, Unit, chance

NAME = "doi-chieu"
"""The folder of that round, in the sample and in the round that is assessed."""
TOWN = "842"
BOASTING = "29248"
_HEADINGS = FOLDER.parent / "ha-giang-2020" / "headings.csv"
_SETTINGS = (("setting", "Mã", 20), ("label", "Mục", 34), ("value", "Giá trị", 60), ("note", "Giải thích", 60))
_UNIT = (("unit", "Mã đơn vị", 10), ("name", "Tên đơn vị", 34))
_INVENTED = "Số liệu minh họa; xem README.md của mẫu."
_ROUND = (
    ("title", "Tên đợt báo cáo", "Kết quả thực hiện chủ trương “1+1” năm 2023 (thành phố Trà Vinh)", _INVENTED),
    ("deadline", "Hạn gửi báo cáo", date(2023, 11, 20), ""),
)
_PLAY = (
    ("programme", "Chương trình", "mot-cong-mot", ""),
    ("form", "Biểu mẫu", "ket-qua", ""),
    ("period", "Kỳ báo cáo", "2023", ""),
    ("received_1", "Ngày nhận đợt 1", date(2023, 11, 15), "Trước đợt đánh giá."),
)


def communes(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Those of the town that report on “1+1”; its schools do not."""
    return tuple(unit for unit in units if unit.parent == TOWN and unit.kind in ("phường", "xã"))


def units_sheets(units: Sequence[Unit]) -> tuple[Sheet, ...]:
    """What `baocao new` starts from."""
    town = next(unit for unit in units if unit.code == TOWN)
    columns = (("code", "Mã", 10), ("name", "Tên", 44), ("kind", "Loại", 20), ("parent", "Thuộc đơn vị", 14))
    rows = ((town.code, town.name, town.kind, None), *((unit.code, unit.name, unit.kind, TOWN) for unit in communes(units)))
    return Sheet("Đơn vị", columns, rows), Sheet("Cài đặt", _SETTINGS, _ROUND)


def answers_sheets(units: Sequence[Unit], answers: Mapping[str, Answer]) -> tuple[Sheet, ...]:
    """What each of them states, and how its file arrives."""
    with _HEADINGS.open(encoding="utf-8", newline="") as lines:
        labels = {line["code"]: line["label"] for line in csv.DictReader(lines)}
    stated = {unit.code: _figures(unit, answers[unit.code].values) for unit in communes(units)}
    codes = tuple(next(iter(stated.values())))
    columns = (*_UNIT, *((code, labels.get(code, code), 14) for code in codes))
    figures = tuple((unit.code, unit.name, *stated[unit.code].values()) for unit in communes(units))
    texts = tuple((unit.code, unit.name, _difficulty(unit)) for unit in communes(units))
    return (
        Sheet("Số liệu", columns, figures),
        Sheet("Thuyết minh", (*_UNIT, ("kho_khan", "Khó khăn", 60)), texts),
        Sheet(
            "Kịch bản",
            (*_UNIT, ("wave", "Đợt gửi", 9), ("file", "Tên tệp", 64), ("thao_tac", "Điều xảy ra", 40)),
            tuple(_plays(units)),
        ),
        Sheet("Cài đặt", _SETTINGS, _PLAY),
    )


def _plays(units: Sequence[Unit]) -> Iterator[tuple[Cell, ...]]:
    for unit in communes(units):
        yield unit.code, unit.name, 1, f"ket-qua_{unit.code}_2023.xlsx", None


def _difficulty(unit: Unit) -> str:
    return chance(unit.code, "beside").choice(("Thanh niên đi làm ăn xa nhiều.", "Kinh phí hoạt động còn hạn hẹp."))


def _figures(unit: Unit, own: Mapping[str, int | float | str]) -> dict[str, int]:
    """What hangs together: members at the end as in the self-assessment, admissions and introductions too."""
    dice = chance(unit.code, "1+1")
    members, branches = int(own["tong_doan_vien"]), int(own["tong_chi_doan"])
    admitted, active = int(own["ket_nap_moi"]), int(own["dv_da_gioi_thieu"])
    if unit.code == BOASTING:
        admitted, active = admitted // 2, active // 2
    came, left, grown, other = dice.randint(2, 9), dice.randint(2, 9), dice.randint(3, 12), dice.randint(0, 3)
    before = members - admitted - came + left + grown + other
    active = min(active, before)
    present = round(members * dice.uniform(2.6, 3.4))
    introduced = active + dice.randint(0, 12)
    to_union = admitted + dice.randint(0, max(0, introduced - admitted) // 3)
    to_federation = (introduced - to_union) // 2
    women = round(admitted * dice.uniform(0.4, 0.6))
    return {
        "tong_thanh_nien": round(present * dice.uniform(1.1, 1.4)),
        "thanh_nien_co_mat": present,
        "dv_dau_ky": before,
        "dv_chuyen_den": came,
        "dv_chuyen_di": left,
        "dv_truong_thanh": grown,
        "dv_giam_khac": other,
        "dv_cuoi_ky": members,
        "hoi_vien": round(present * 0.45),
        "vua_dv_vua_hv": round(members * 0.5),
        "tap_hop_khac": dice.randint(10, 60),
        "tong_chi_doan": branches,
        "chi_doan_trien_khai": branches,
        "hoi_nghi_quan_triet": 1,
        "luot_quan_triet": members // 2,
        "dv_phan_cong": before,
        "dv_da_gioi_thieu": active,
        "tn_duoc_gioi_thieu": introduced,
        "gt_vao_doan": to_union,
        "gt_vao_hoi": to_federation,
        "gt_hoat_dong": introduced - to_union - to_federation,
        "lop_cam_tinh": dice.randint(1, 3),
        "hv_cam_tinh": admitted + dice.randint(2, 20),
        "chi_tieu_ket_nap": round(admitted * dice.uniform(0.85, 1.1)),
        "ket_nap_moi": admitted,
        "kn_nu": women,
        "kn_dtts": admitted // 5,
        "kn_dia_ban": admitted // 2,
        "kn_truong_hoc": admitted // 3,
    }


def folder_of(folder: Path) -> Path:
    """Where its two workbooks lie."""
    made = folder / NAME
    made.mkdir(exist_ok=True)
    return made
