"""Tells what a commune writes beside its figures: five texts, who deserves praise, which models worked.

Sentences come from `sentences.txt` and `models.txt`, names of persons from `people.txt`; all are invented. What a commune
says follows its situation: its kind, the part of the province, the border, its target, and the difficulty that it names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from books import Line, stock_of
from invent import FOLDER, TOWNS, District, Figures, Unit, chance

Answers = dict[str, str]
"""Answers by code; a text that was left empty is absent."""

_BORDER_CODES = """
    00712 00715 00718 00721 00724 00727 00772 00778 00793 00823 00826 00832 00835 00877 00880 00886 00892 00907
    00919 00928 00931 00937 00943 01024 01027 01030 01099 01105 01108 01120
"""
BORDER = frozenset(_BORDER_CODES.split())
DIFFICULTIES = (
    ("dia_ban_rong", "Địa bàn rộng, đi lại khó khăn, dân cư phân tán", 5, 0),
    ("di_lam_xa", "Thanh niên đi làm ăn xa, khó tập hợp", 6, 3),
    ("kinh_phi", "Kinh phí hoạt động hạn hẹp", 3, 3),
    ("kiem_nhiem", "Cán bộ đoàn kiêm nhiệm, thường xuyên thay đổi", 4, 3),
    ("noi_dung_sinh_hoat", "Nội dung sinh hoạt chưa hấp dẫn thanh niên", 2, 5),
    ("nhan_thuc", "Một bộ phận thanh niên, gia đình chưa quan tâm", 3, 4),
    ("ngon_ngu_phong_tuc", "Khác biệt ngôn ngữ, phong tục; tảo hôn, bỏ học sớm", 3, 0),
    ("thieu_nguon", "Thiếu nguồn thanh niên đủ điều kiện kết nạp", 2, 1),
    ("dich_thien_tai", "Ảnh hưởng của dịch bệnh, mưa lũ, sạt lở", 3, 2),
    ("khac", "Khó khăn khác", 1, 2),
)
"""Code, the label that staff pick, and how often it is named in rural communes and in or around towns."""
PRAISE = (
    ("Biểu dương tại hội nghị", 3),
    ("Giấy khen của Ban Chấp hành Huyện đoàn (Thành đoàn)", 6),
    ("Bằng khen của Ban Chấp hành Tỉnh đoàn", 3),
    ("Bằng khen của Ban Chấp hành Trung ương Đoàn", 1),
)
_HEADS = {"thành phố": "Thành", "tỉnh": "Tỉnh"}
_RURAL = re.compile(r"\b(?:thôn|xã|nương|vùng cao)\b(?! hội)")
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Teller:
    """Who is speaking: a commune, its figures, and its place in the official order, which spreads the stock evenly."""

    unit: Unit
    district: District
    parent: Unit
    figures: Figures
    order: int

    @property
    def tags(self) -> frozenset[str]:
        """The situation of the commune, as `sentences.txt` explains."""
        met = int(self.figures["ket_nap_moi"]) >= int(self.figures["chi_tieu_ket_nap"])
        kind = "do_thi" if self.unit.kind in TOWNS else "xa"
        return frozenset(
            {kind, self.district.zone, "dat" if met else "khong_dat"} | ({"bien_gioi"} if self.unit.code in BORDER else set())
        )


def read_stock(name: str = "sentences.txt") -> dict[str, tuple[Line, ...]]:
    """The sentences by field, in the file's order."""
    return stock_of(FOLDER / name)


def tell(teller: Teller, stock: Mapping[str, Sequence[Line]]) -> Answers:
    """The commune's texts, and the difficulty that it picked from the list."""
    dice = chance(teller.unit.code, "texts")
    code, label = _difficulty(teller, dice)
    named, words = dice.random() > 0.13, dice.random() > 0.05
    answers = {
        "cach_lam": _some(teller, stock["cach_lam"], "", dice.randint(2, 3), dice) if dice.random() > 0.05 else "",
        "kho_khan": _some(teller, stock["kho_khan"], code, dice.randint(1, 2), dice) if named and words else "",
        "kho_khan_ma": label if named and (not words or dice.random() > 0.06) else "",
        "nguyen_nhan": _some(teller, stock["nguyen_nhan"], code, dice.randint(1, 2), dice)
        if dice.random() < (0.85 if named else 0.3)
        else "",
        "giai_phap": _some(teller, stock["giai_phap"], code, dice.randint(1, 2), dice) if dice.random() > 0.08 else "",
        "kien_nghi": _some(teller, stock["kien_nghi"], code, 1, dice) if dice.random() > 0.3 else "",
    }
    return {field: text for field, text in answers.items() if text}


def _difficulty(teller: Teller, dice: random.Random) -> tuple[str, str]:
    column = 3 if teller.unit.kind in TOWNS or teller.parent.kind == "thành phố" else 2
    picked = dice.choices(DIFFICULTIES, weights=[each[column] for each in DIFFICULTIES])[0]
    return picked[0], picked[1]


def _some(teller: Teller, lines: Sequence[Line], difficulty: str, number: int, dice: random.Random) -> str:
    """That many sentences which the commune can say, one after the other, none twice."""
    pool = _pool(teller, lines, difficulty, dice)
    if not pool:
        return ""
    start, step = teller.order % len(pool), dice.randrange(1, max(len(pool), 2))
    return " ".join(dict.fromkeys(pool[(start + nth * step) % len(pool)] for nth in range(number)))


def _pool(teller: Teller, lines: Sequence[Line], difficulty: str, dice: random.Random) -> list[str]:
    return [text for line in lines if (text := _said(teller, line, difficulty, dice))]


def _said(teller: Teller, line: Line, difficulty: str, dice: random.Random) -> str:
    """The sentence with its fields filled; empty where the commune cannot say it."""
    fits = line.tags <= (teller.tags | {difficulty} if difficulty else teller.tags)
    if not fits or (teller.unit.kind in TOWNS and _RURAL.search(line.text)):
        return ""
    fields = _fields(teller, dice)
    needed = set(_FIELD.findall(line.text))
    return line.text.format_map(fields) if all(fields.get(name) for name in needed) else ""


def _fields(teller: Teller, dice: random.Random) -> dict[str, str]:
    """The words that a sentence may ask for; empty where the figure is zero, blank or not known."""
    proper = teller.unit.name.removeprefix(teller.unit.kind.capitalize()).strip()
    seat = teller.parent.name.split(" ", 2 if teller.parent.kind == "thành phố" else 1)[-1]
    words = {
        "ten": f"{teller.unit.kind} {proper}",
        "rieng": proper,
        "huyen": f"{teller.parent.kind} {seat}",
        "hd": f"{_HEADS.get(teller.parent.kind, 'Huyện')} đoàn {seat}",
        "tieng": teller.district.language,
    }
    numbers = {"n1": dice.randint(14, 58), "n2": dice.randint(8, 26), "n3": dice.randint(2, 7), **_own_numbers(teller.figures)}
    return words | {name: _shown(number) for name, number in numbers.items()}


def _own_numbers(figures: Figures) -> dict[str, int]:
    known = {code: value for code, value in figures.items() if isinstance(value, int)}
    names = {
        "ket_nap": "ket_nap_moi",
        "chi_tieu": "chi_tieu_ket_nap",
        "lop": "lop_cam_tinh",
        "hv": "hv_cam_tinh",
        "gioi_thieu": "tn_duoc_gioi_thieu",
        "gt_doan": "gt_vao_doan",
        "gt_hoi": "gt_vao_hoi",
        "chi_doan": "tong_chi_doan",
        "trien_khai": "chi_doan_trien_khai",
        "hoi_nghi": "hoi_nghi_quan_triet",
        "luot": "luot_quan_triet",
        "doan_vien": "dv_dau_ky",
        "clb": "tap_hop_khac",
    }
    away = known["tong_thanh_nien"] - known["thanh_nien_co_mat"]
    missed = max(known["chi_tieu_ket_nap"] - known["ket_nap_moi"], 0)
    return {name: known.get(code, 0) for name, code in names.items()} | {"vang": away, "thieu": missed}


def _shown(number: int) -> str:
    """As reports write it: two digits under ten, thousands with a dot; nothing for zero."""
    return f"{number:02d}" if 0 < number < 10 else f"{number:,}".replace(",", ".") if number else ""


def read_people() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Family names, then the rest of a man's and of a woman's name, by people."""
    lines = (FOLDER / "people.txt").read_text(encoding="utf-8").splitlines()
    parts = (line.split(" | ") for line in lines if line.strip() and not line.startswith("#"))
    return {people.strip(): tuple(tuple(name.strip() for name in names.split(",")) for names in lists) for people, *lists in parts}


def _person(teller: Teller, dice: random.Random) -> str:
    people = dice.choices(teller.district.peoples, weights=(5, 2, 2))[0]
    family, men, women = read_people()[people]
    return f"{dice.choice(family)} {dice.choice(men if dice.random() < 0.52 else women)}"


def praise(teller: Teller, stock: Mapping[str, Sequence[Line]]) -> tuple[Answers, ...]:
    """The rows of `khen_thuong`: in about a third of the communes one to three, elsewhere none."""
    dice = chance(teller.unit.code, "praise")
    if dice.random() > 0.37:
        return ()
    return tuple(
        {field: text for field, text in _praised(teller, stock, nth, dice).items() if text} for nth in range(dice.randint(1, 3))
    )


def _praised(teller: Teller, stock: Mapping[str, Sequence[Line]], nth: int, dice: random.Random) -> Answers:
    collective = (nth + teller.order) % 3 == 0
    posts = _pool(teller, stock["tap_the" if collective else "chuc_vu"], "", dice)
    post = posts[(teller.order + nth) % len(posts)]
    return {
        "loai": "Tập thể" if collective else "Cá nhân",
        "ten": post if collective else f"{_person(teller, dice)}, {post}",
        "thanh_tich": _some(teller, stock["thanh_tich.tap_the" if collective else "thanh_tich.ca_nhan"], "", 1, dice),
        "hinh_thuc": dice.choices([each for each, _ in PRAISE], weights=[often for _, often in PRAISE])[0]
        if dice.random() > 0.08
        else "",
    }


def models(teller: Teller, lines: Sequence[Line]) -> tuple[Answers, ...]:
    """The rows of `mo_hinh`: in about a third of the communes one or two, elsewhere none."""
    dice = chance(teller.unit.code, "models")
    if dice.random() > 0.34:
        return ()
    pool = _pool(teller, lines, "", dice)
    wanted = 2 if dice.random() < 0.2 else 1
    picked = [pool[(teller.order + nth * 5) % len(pool)] for nth in range(wanted)]
    columns = ("ten", "dia_diem", "noi_dung", "ket_qua")
    return tuple(dict(zip(columns, (part.strip() for part in row.split(" | ")), strict=True)) for row in dict.fromkeys(picked))
