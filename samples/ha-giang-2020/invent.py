"""Invents what each commune of Hà Giang reports for 2020: figures that hang together, and come to the province's published totals.

Published are two numbers only: 7.338 admitted of 7.243 assigned. All others are made up here, from the shares in `districts.csv`.
Chance comes from a seed, the commune's code and a topic, so that a change in one figure leaves the others as they are.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ADMITTED = 7338
ASSIGNED = 7243
NO_DATA = "không có số liệu"
TOWNS = ("phường", "thị trấn")

LOW, HIGH = ("00754", "01045"), "00700"
"""Two communes that stay below half of their target, and one that comes to more than twice as many."""
WITHOUT_CLASS = ("00778", "00886", "01030", "01120", "01231")
"""They admitted members and held no class: a warning each."""
NOBODY_COUNTED = "01012"
"""It held briefings and states that nobody attended: a warning."""
JUMPED = "00802"
"""Attendances there are more than ten times last year's: a warning."""
OTHER_OPENING = ("00868", "00925", "01195")
"""Their members at the start are not last year's members at the end: a warning each."""
NOT_KNOWN = (
    ("00736", "tn_dtts"),
    ("00775", "kn_ton_giao"),
    ("00841", "tn_doanh_nghiep"),
    ("00931", "kn_ton_giao"),
    ("01066", "tn_doanh_nghiep"),
    ("01174", "cuoc_kiem_tra"),
)
LEFT_BLANK = (
    ("00718", "van_ban"),
    ("00745", "kn_ton_giao"),
    ("00790", "cuoc_kiem_tra"),
    ("00838", "tn_doanh_nghiep"),
    ("00895", "dvut_ket_nap"),
    ("00958", "kn_doanh_nghiep"),
    ("00988", "tn_truong_hoc"),
    ("01054", "van_ban"),
    ("01102", "cuoc_kiem_tra"),
    ("01138", "kn_ton_giao"),
    ("01207", "dvut_gioi_thieu"),
    ("01246", "tn_dia_ban"),
)

Figures = dict[str, int | str]
"""A commune's figures by indicator; a figure that it left blank is absent, one that it does not know is `NO_DATA`."""


@dataclass(frozen=True)
class Unit:
    """A line of `units.csv`: a real unit with its official code."""

    code: str
    name: str
    kind: str
    parent: str


@dataclass(frozen=True)
class District:
    """A line of `districts.csv`: what is assumed of a district, all invented. Shares are ratios."""

    code: str
    zone: str
    youth: int
    away: float
    reached: float
    minority: float
    admitted: float
    language: str
    peoples: tuple[str, ...]


def read_units(folder: Path = FOLDER) -> tuple[Unit, ...]:
    """The units in official order."""
    with (folder / "units.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Unit(**line) for line in csv.DictReader(lines))


def read_districts(folder: Path = FOLDER) -> dict[str, District]:
    """The assumptions by district."""
    with (folder / "districts.csv").open(encoding="utf-8", newline="") as lines:
        return {line["code"]: _district(line) for line in csv.DictReader(lines)}


def _district(line: Mapping[str, str]) -> District:
    shares = (float(line[name]) for name in ("away", "reached", "minority", "admitted"))
    return District(line["code"], line["zone"], int(line["youth"]), *shares, line["language"], tuple(line["peoples"].split(";")))


def communes(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units that report: those with none below them."""
    parents = {unit.parent for unit in units}
    return tuple(unit for unit in units if unit.code not in parents)


def chance(code: str, topic: str) -> random.Random:
    """The dice of one commune for one topic; the same on every machine."""
    return random.Random(f"ha-giang-2020:{code}:{topic}")


def invent(
    units: Sequence[Unit], districts: Mapping[str, District] | None = None, assigned: int = ASSIGNED, total: int = ADMITTED
) -> dict[str, Figures]:
    """What each commune states, by code; targets come to `assigned`, admissions to `total`."""
    districts = districts or read_districts()
    leaves = communes(units)
    youth = {unit.code: _youth(unit, districts[unit.parent]) for unit in leaves}
    targets = _targets(youth, assigned)
    admitted = _admitted(leaves, districts, targets, total)
    return {
        unit.code: _commune(unit, districts[unit.parent], youth[unit.code], targets[unit.code], admitted[unit.code])
        for unit in leaves
    }


def _commune(unit: Unit, district: District, youth: Figures, target: int, admitted: int) -> Figures:
    members = _members(unit, youth, admitted)
    figures: Figures = {**youth, **members, "chi_tieu_ket_nap": target, "ket_nap_moi": admitted}
    figures |= _reached(unit, district, youth, members) | _led(unit, members) | _introduced(unit, members, admitted)
    figures |= _classes(unit, admitted) | _of_whom(unit, district, youth, admitted) | _party(unit)
    return _with_gaps(unit.code, figures)


def _share(whole: int, low: float, high: float, dice: random.Random) -> int:
    return round(whole * dice.uniform(low, high))


def _youth(unit: Unit, district: District) -> Figures:
    dice = chance(unit.code, "youth")
    size = {"phường": 1.75, "thị trấn": 1.5}.get(unit.kind, 1.0)
    total = _share(round(district.youth * size), 0.7, 1.3, dice)
    away = district.away * (0.6 if unit.kind in TOWNS else 1) * dice.uniform(0.75, 1.25)
    present = round(total * (1 - away))
    return {"tong_thanh_nien": total, "thanh_nien_co_mat": present, **_kinds_of_youth(unit, district, present, dice)}


def _kinds_of_youth(unit: Unit, district: District, present: int, dice: random.Random) -> Figures:
    minority = district.minority * (0.82 if unit.kind in TOWNS else 1.0)
    firms = {"phường": (0.08, 0.18), "thị trấn": (0.04, 0.11)}.get(unit.kind, (0.0, 0.025))
    schools = {"phường": (0.24, 0.38), "thị trấn": (0.2, 0.32)}.get(unit.kind, (0.02, 0.09))
    pupils = _share(present, *schools, dice)
    return {
        "tn_dtts": min(_share(present, minority - 0.06, min(minority + 0.04, 0.998), dice), present),
        "tn_doanh_nghiep": _share(present, *firms, dice) if dice.random() > 0.25 or unit.kind in TOWNS else 0,
        "tn_truong_hoc": pupils,
        "tn_dia_ban": present - pupils - _share(present, 0.01, 0.05, dice),
    }


def apportion(total: int, weights: Mapping[str, float]) -> dict[str, int]:
    """`total` in whole numbers by weight, largest remainders first; ties go to the lower code."""
    whole = sum(weights.values())
    exact = {code: total * weight / whole for code, weight in weights.items()}
    shares = {code: int(share) for code, share in exact.items()}
    by_remainder = sorted(weights, key=lambda code: (shares[code] - exact[code], code))
    for code in by_remainder[: total - sum(shares.values())]:
        shares[code] += 1
    return shares


def _targets(youth: Mapping[str, Figures], assigned: int) -> dict[str, int]:
    present = {code: int(figures["thanh_nien_co_mat"]) for code, figures in youth.items()}
    weights = {code: number * chance(code, "target").uniform(0.85, 1.15) for code, number in present.items()}
    return apportion(assigned, weights)


def _admitted(leaves: Sequence[Unit], districts: Mapping[str, District], targets: Mapping[str, int], total: int) -> dict[str, int]:
    """Admissions that come to the total; about a third of the communes meet their target to the head."""
    fixed = {code: targets[code] * 2 // 5 for code in LOW if code in targets}
    fixed |= {code: targets[code] * 2 + 3 for code in (HIGH,) if code in targets}
    weights = {}
    for unit in leaves:
        dice = chance(unit.code, "admitted")
        if unit.code in fixed:
            continue
        if dice.random() < 0.32:
            fixed[unit.code] = targets[unit.code]
        else:
            weights[unit.code] = targets[unit.code] * (districts[unit.parent].admitted ** 1.45) * dice.uniform(0.84, 1.17)
    return fixed | apportion(total - sum(fixed.values()), weights)


def _members(unit: Unit, youth: Figures, admitted: int) -> Figures:
    dice = chance(unit.code, "members")
    start = _share(int(youth["thanh_nien_co_mat"]), 0.3, 0.39, dice)
    came, left = _share(start, 0.015, 0.07, dice), _share(start, 0.025, 0.08, dice)
    grown, lost = _share(start, 0.03, 0.085, dice), _share(start, 0.0, 0.012, dice)
    end = start + admitted + came - left - grown - lost
    return {
        "dv_dau_ky": start,
        "dv_chuyen_den": came,
        "dv_chuyen_di": left,
        "dv_truong_thanh": grown,
        "dv_giam_khac": lost,
        "dv_cuoi_ky": end,
    }


def _reached(unit: Unit, district: District, youth: Figures, members: Figures) -> Figures:
    dice = chance(unit.code, "reached")
    rate = min(max(district.reached + dice.uniform(-0.1, 0.1), 0.553), 0.878)
    end = int(members["dv_cuoi_ky"])
    others = max(round(rate * int(youth["thanh_nien_co_mat"])) - end, 0)
    clubs = _share(others, 0.08, 0.34, dice)
    both = _share(end, 0.4, 0.72, dice)
    return {"hoi_vien": others - clubs + both, "vua_dv_vua_hv": both, "tap_hop_khac": clubs}


def _led(unit: Unit, members: Figures) -> Figures:
    dice = chance(unit.code, "led")
    branches = max(min(_share(int(members["dv_cuoi_ky"]), 0.045, 0.075, dice), 34), 6)
    meetings = dice.randint(1, 7)
    return {
        "tong_chi_doan": branches,
        "chi_doan_trien_khai": branches if dice.random() < 0.62 else max(branches - dice.randint(1, 3), 1),
        "van_ban": dice.randint(1, 4),
        "hoi_nghi_quan_triet": meetings,
        "luot_quan_triet": 0 if unit.code == NOBODY_COUNTED else meetings * dice.randint(38, 96) + dice.randint(0, 25),
        "cuoc_kiem_tra": dice.randint(0, 5),
    }


def _introduced(unit: Unit, members: Figures, admitted: int) -> Figures:
    """Every member took part: assigned and done are the members at the start, as the published page tells."""
    dice = chance(unit.code, "introduced")
    start = int(members["dv_dau_ky"])
    young = start + _share(start, 0.0, 0.09, dice)
    union = min(_share(admitted, 1.05, 1.5, dice), young // 2)
    federation = _share(young, 0.2, 0.4, dice)
    return {
        "dv_phan_cong": start,
        "dv_da_gioi_thieu": start,
        "tn_duoc_gioi_thieu": young,
        "gt_vao_doan": union,
        "gt_vao_hoi": federation,
        "gt_hoat_dong": young - union - federation,
    }


def _classes(unit: Unit, admitted: int) -> Figures:
    dice = chance(unit.code, "classes")
    if unit.code in WITHOUT_CLASS:
        return {"lop_cam_tinh": 0, "hv_cam_tinh": 0}
    pupils = _share(admitted, 0.98, 1.3, dice)
    return {"lop_cam_tinh": max(ceil(pupils / dice.randint(28, 50)), 1), "hv_cam_tinh": pupils}


def _of_whom(unit: Unit, district: District, youth: Figures, admitted: int) -> Figures:
    dice = chance(unit.code, "of whom")
    minority = int(youth["tn_dtts"]) / int(youth["thanh_nien_co_mat"])
    schools = {"phường": (0.6, 0.8), "thị trấn": (0.55, 0.75)}.get(unit.kind, (0.1, 0.5))
    firms = min(_share(admitted, 0.02, 0.08, dice) if unit.kind in TOWNS else int(dice.random() < 0.2), admitted)
    pupils = min(_share(admitted, *schools, dice), admitted - firms)
    faith = (0.0, 0.14) if district.zone == "vung_cao" else (0.0, 0.04)
    return {
        "kn_nu": _share(admitted, 0.4, 0.58, dice),
        "kn_dtts": min(_share(admitted, minority - 0.05, minority + 0.03, dice), admitted),
        "kn_ton_giao": _share(admitted, *faith, dice) if dice.random() < 0.4 else 0,
        "kn_dia_ban": admitted - pupils - firms,
        "kn_truong_hoc": pupils,
        "kn_doanh_nghiep": firms,
    }


def _party(unit: Unit) -> Figures:
    dice = chance(unit.code, "party")
    introduced = dice.randint(3, 16)
    return {"dvut_gioi_thieu": introduced, "dvut_ket_nap": max(introduced + dice.randint(-6, 1), 0)}


def _with_gaps(code: str, figures: Figures) -> Figures:
    blank = {indicator for unit, indicator in LEFT_BLANK if unit == code}
    unknown = {indicator: NO_DATA for unit, indicator in NOT_KNOWN if unit == code}
    return {indicator: value for indicator, value in {**figures, **unknown}.items() if indicator not in blank}


def last_year(code: str, figures: Figures) -> dict[str, int]:
    """What the same commune reported for 2019, for the indicators that reports compare; every figure known, none blank."""
    dice = chance(code, "last year")
    known = {indicator: value for indicator, value in figures.items() if isinstance(value, int)}
    end = known["dv_dau_ky"] + (dice.choice((-6, 4, 9)) if code in OTHER_OPENING else 0)
    past = {indicator: _share(known[indicator], low, high, dice) for indicator, low, high in _PAST if indicator in known}
    both = min(past["vua_dv_vua_hv"], end, past["hoi_vien"])
    present = min(past["thanh_nien_co_mat"], past["tong_thanh_nien"])
    branches = min(past["chi_doan_trien_khai"], known["tong_chi_doan"])
    attendances = known["luot_quan_triet"] // 12 if code == JUMPED else past["luot_quan_triet"]
    done = _share(past["dv_dau_ky"], 0.9, 1.0, dice)
    return {
        **past,
        "dv_cuoi_ky": end,
        "vua_dv_vua_hv": both,
        "thanh_nien_co_mat": present,
        "tong_chi_doan": known["tong_chi_doan"],
        "chi_doan_trien_khai": branches,
        "luot_quan_triet": attendances,
        "dv_phan_cong": past["dv_dau_ky"],
        "dv_da_gioi_thieu": done,
    }


_PAST = (
    ("tong_thanh_nien", 0.98, 1.02),
    ("thanh_nien_co_mat", 0.98, 1.04),
    ("dv_dau_ky", 0.94, 1.02),
    ("hoi_vien", 0.88, 1.0),
    ("vua_dv_vua_hv", 0.9, 1.02),
    ("tap_hop_khac", 0.75, 1.05),
    ("chi_doan_trien_khai", 0.8, 1.0),
    ("hoi_nghi_quan_triet", 0.7, 1.1),
    ("luot_quan_triet", 0.75, 1.1),
    ("tn_duoc_gioi_thieu", 0.85, 1.0),
    ("lop_cam_tinh", 0.8, 1.1),
    ("hv_cam_tinh", 0.85, 1.08),
    ("chi_tieu_ket_nap", 0.95, 1.04),
    ("ket_nap_moi", 0.86, 1.06),
    ("dvut_gioi_thieu", 0.75, 1.1),
    ("dvut_ket_nap", 0.75, 1.1),
)
"""How last year's figure stands to this year's, from and to."""
