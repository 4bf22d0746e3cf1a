"""Invents what each grass-roots unit of Trà Vinh states of 2023, and what is decided on it. Published is one figure: 169 of 169.

Chance comes from a seed, the unit's code and a topic, so that a change in one answer leaves the others as they are.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from books import Line, stock_of

FOLDER = Path(__file__).resolve().parent
MOST = {
    "1_1": 6,
    "1_2": 8,
    "1_3": 6,
    "1_4": 6,
    "1_5": 4,
    "2_1": 6,
    "2_2": 8,
    "2_3": 8,
    "2_4": 6,
    "2_5": 8,
    "2_6": 4,
    "3_1": 10,
    "3_2": 10,
    "3_3": 10,
}
"""The most points of each criterion, as in the form."""
HARD = {"1_1": 0.03, "1_5": 0.05, "2_2": 0.06, "2_6": 0.05, "3_1": 0.08, "3_3": 0.04}
"""Criteria that units fall short of more often, and by how much of the most."""
TAGS = {"xã": "xa", "thị trấn": "do_thi", "phường": "do_thi", "trường học": "hoc", "lực lượng vũ trang": "vu_trang"}
DIFFICULTIES = {
    "xa": ("Thanh niên đi làm ăn xa, khó tập hợp", "Cán bộ đoàn kiêm nhiệm, thường xuyên thay đổi", "Kinh phí hoạt động hạn hẹp"),
    "do_thi": ("Nội dung sinh hoạt chưa hấp dẫn", "Thanh niên đi làm ăn xa, khó tập hợp", "Kinh phí hoạt động hạn hẹp"),
    "hoc": ("Đặc thù ngành, lịch học, lịch trực khó bố trí sinh hoạt", "Lưu trữ hồ sơ, minh chứng chưa đầy đủ"),
    "co_quan": ("Công tác phối hợp có lúc chưa chặt chẽ", "Lưu trữ hồ sơ, minh chứng chưa đầy đủ"),
    "vu_trang": ("Đặc thù ngành, lịch học, lịch trực khó bố trí sinh hoạt", "Cán bộ đoàn kiêm nhiệm, thường xuyên thay đổi"),
}
"""The labels that units pick, by where they are."""
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Thạch", "Kim", "Sơn", "Lâm", "Võ")
GIVEN = (
    "Thị Ngọc Hân",
    "Văn Phúc",
    "Minh Khang",
    "Thị Mỹ Duyên",
    "Quốc Thái",
    "Thị Thanh Trúc",
    "Hoàng Nam",
    "Sa Rây",
    "Thị Bích Ngân",
)
OUTCOMES = ("Đã giới thiệu", "Đã học lớp nhận thức về Đảng", "Đã kết nạp")
_FIELD = re.compile(r"\{(\w+)\}")

Values = dict[str, int | float | str]
Rows = tuple[dict[str, int | str], ...]


@dataclass(frozen=True)
class Unit:
    """A line of `units.csv`; `note` says what is invented."""

    code: str
    name: str
    kind: str
    parent: str
    note: str

    @property
    def tag(self) -> str:
        """What kind of place it is, for the stock of sentences."""
        return TAGS.get(self.kind, "co_quan")


@dataclass(frozen=True)
class Answer:
    """What one unit states, and what is decided on it."""

    values: Values
    texts: Values
    tables: Mapping[str, Rows]
    decision: Values


def read_units() -> tuple[Unit, ...]:
    """The 184 units in official order, those made up behind the communes of their district."""
    with (FOLDER / "units.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Unit(**line) for line in csv.DictReader(lines))


def leaves(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units that report: those with none below them."""
    parents = {unit.parent for unit in units}
    return tuple(unit for unit in units if unit.code not in parents)


def chance(code: str, topic: str) -> random.Random:
    """The dice of one unit for one topic; the same on every machine."""
    return random.Random(f"tra-vinh-2023:{code}:{topic}")


def invent(units: Sequence[Unit]) -> dict[str, Answer]:
    """Every unit's answers, by code."""
    stock = stock_of(FOLDER / "sentences.txt")
    return {unit.code: _answer(unit, stock) for unit in leaves(units)}


def _answer(unit: Unit, stock: Mapping[str, Sequence[Line]]) -> Answer:
    values, introduced = _values(unit), chance(unit.code, "party").randint(2, 9)
    fields = _fields(unit, values, introduced)
    tables = {
        "cong_trinh": _rows(unit, stock, "cong_trinh", ("ten", "dia_diem", "gia_tri", "ket_qua"), fields, 1.0),
        "mo_hinh": _rows(unit, stock, "mo_hinh", ("ten", "dia_diem", "noi_dung", "ket_qua"), fields, 0.3),
        "dvut": _party(unit, introduced),
    }
    return Answer(values, _texts(unit, stock, fields), tables, _decision(unit, values, stock))


def _values(unit: Unit) -> Values:
    dice = chance(unit.code, "figures")
    branches = (
        dice.randint(7, 15) if unit.tag in ("xa", "do_thi") else dice.randint(4, 22) if unit.tag == "hoc" else dice.randint(3, 8)
    )
    members = branches * dice.randint(9, 24)
    return {
        "dang_ky": "Có",
        "tong_chi_doan": branches,
        "chi_doan_kha": branches - dice.choice((0, 0, 0, 1, 1, min(2, branches // 4))),
        "tong_doan_vien": members,
        **{f"tu_{key}": _points(unit, key) for key in MOST},
        "tn_duoc_giup": dice.randint(2, 24),
        "ket_nap_moi": round(members * dice.uniform(0.08, 0.2)),
        "dv_da_gioi_thieu": round(members * dice.uniform(0.7, 1.0)),
        "cuoc_doi_thoai": dice.randint(1, 3),
        "nguon_luc": dice.randint(8, 160) * 1.0 + dice.choice((0, 0, 0.5)),
    }


def _points(unit: Unit, key: str) -> float:
    """By halves, mostly at or near the most."""
    dice = chance(unit.code, f"points {key}")
    share = 1 - abs(dice.gauss(0, 0.07)) - (HARD.get(key, 0) if dice.random() < 0.75 else 0)
    return max(round(share * MOST[key] * 2) / 2, MOST[key] / 2)


def _decision(unit: Unit, values: Mapping[str, int | float | str], stock: Mapping[str, Sequence[Line]]) -> Values:
    """All are recognised; about one criterion in nine loses half a point or one on the way."""
    dice = chance(unit.code, "decision")
    changed = {
        f"td_{key}": max(float(values[f"tu_{key}"]) - dice.choice((0.5, 0.5, 1)), MOST[key] / 2)
        for key in MOST
        if dice.random() < 0.11
    }
    remark = {"nhan_xet": dice.choice(stock["nhan_xet"]).text} if dice.random() < 0.4 else {}
    return {**changed, **remark, "cong_nhan": "Có"}


def _texts(unit: Unit, stock: Mapping[str, Sequence[Line]], fields: Mapping[str, str]) -> Values:
    """Evidence for nearly every criterion, and the unit's own words."""
    dice = chance(unit.code, "texts")
    texts = {f"mc_{key}": _said(unit, stock[f"mc_{key}"], fields, dice) for key in MOST if dice.random() > 0.035}
    for code, often in (("cach_lam", 0.85), ("kho_khan", 0.75), ("nguyen_nhan", 0.5), ("giai_phap", 0.8), ("kien_nghi", 0.35)):
        if dice.random() < often:
            texts[code] = _said(unit, stock[code], fields, dice)
    if "kho_khan" in texts:
        texts["kho_khan_ma"] = dice.choice(DIFFICULTIES[unit.tag])
    return dict(texts)


def _said(unit: Unit, lines: Sequence[Line], fields: Mapping[str, str], dice: random.Random) -> str:
    """A sentence that the unit can say; its own kind's are three times as likely."""
    able = [line for line in lines if line.tags <= {unit.tag} and all(fields.get(name) for name in _FIELD.findall(line.text))]
    weights = [3 if line.tags else 1 for line in able]
    return dice.choices(able, weights=weights)[0].text.format_map(fields)


def _rows(
    unit: Unit, stock: Mapping[str, Sequence[Line]], field: str, columns: tuple[str, ...], fields: Mapping[str, str], often: float
) -> Rows:
    dice = chance(unit.code, field)
    if dice.random() >= often:
        return ()
    cells = [cell.strip() for cell in _said(unit, stock[field], fields, dice).split(" | ")]
    return ({code: int(cell) if cell.isdecimal() else cell for code, cell in zip(columns, cells, strict=True)},)


def _party(unit: Unit, number: int) -> Rows:
    dice = chance(unit.code, "names")
    return tuple(
        {
            "ho_ten": f"{dice.choice(FAMILIES)} {dice.choice(GIVEN)}",
            "nam_sinh": dice.randint(1992, 2005),
            "ket_qua": dice.choices(OUTCOMES, weights=(3, 4, 3))[0],
        }
        for _ in range(number)
    )


def _fields(unit: Unit, values: Mapping[str, int | float | str], introduced: int) -> dict[str, str]:
    dice = chance(unit.code, "numbers")
    known = {
        "chi_doan": "tong_chi_doan",
        "kha": "chi_doan_kha",
        "doan_vien": "tong_doan_vien",
        "giup": "tn_duoc_giup",
        "ket_nap": "ket_nap_moi",
        "gioi_thieu": "dv_da_gioi_thieu",
        "doi_thoai": "cuoc_doi_thoai",
        "nguon_luc": "nguon_luc",
    }
    numbers = {"n1": dice.randint(60, 240), "n2": dice.randint(12, 48), "n3": dice.randint(2, 9), "dvut": introduced}
    return {
        name: _shown(float(number)) for name, number in {**numbers, **{name: values[code] for name, code in known.items()}}.items()
    }


def _shown(number: float) -> str:
    """As reports write it: two digits under ten; nothing for zero."""
    whole = f"{number:02.0f}" if number < 10 else f"{number:.0f}"
    return "" if not number else whole if number == int(number) else f"{number:.1f}".replace(".", ",")
