"""Plays out how the files come in: which wave, under which name, and what happened to each on its way. All invented.

Everything seen in the field is here: issued names kept, copies of copies, names typed without accents, decomposed by a phone or a
Mac, names that tell nothing, folders, a zip of one district.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from books import bare
from invent import Figures, Unit, chance

LATE = ("00772", "01039", "01120")
"""Three border communes whose workbooks come with the second wave only."""
RETURNED = ("01075", "00919")
"""Two whose first workbook holds errors; they send it again in the second wave."""
ZIPPED = "029"
FOLDERS = {"027": "MEO VAC gui 12.12", "034": "Bắc Quang", "033": "Xín Mần/các xã"}
NOTHING_SAID = (
    "Book1",
    "Book1 (2)",
    "Book2",
    "bao cao",
    "bao cao (1)",
    "BC chot",
    "bc cuoi cung",
    "New Microsoft Excel Worksheet",
    "New Microsoft Excel Worksheet (3)",
    "1",
    "a",
    "xa",
    "Bieu mau",
    "gui tinh",
    "Untitled spreadsheet",
    "document(3)",
)
SECOND_NAMES = {
    "00772": "ket-qua_00772_2020.xlsx",
    "01039": "xa tung san nop muon.xlsx",
    "01120": "Bản sao của ket-qua_01120_2020.xlsx",
    "01075": "ket-qua_01075_2020 (đã sửa).xlsx",
    "00919": "minh tan bao cao 1+1 sua lai.xlsx",
}
HARMS = (("so_dang_chu", 14), ("khoang_trang", 9), ("chu_D", 8), ("nfd", 8), ("them_sheet", 6), ("chen_dong", 5))
"""What happens to a file, and to how many of the first wave."""
SHEETS = ("Sheet1", "nháp", "Danh sách đoàn viên", "Sheet2")
ROWS = ("hoi_vien", "dv_phan_cong", "lop_cam_tinh", "tong_chi_doan", "tn_dtts")


@dataclass(frozen=True)
class Delivery:
    """A file that arrives: `path` is where it is dropped, below the inbox; a part that ends in `.zip` is an archive."""

    unit: str
    wave: int
    path: str
    actions: str = ""


@dataclass(frozen=True)
class Slip:
    """A value that was typed wrong in one wave's file."""

    unit: str
    wave: int
    code: str
    typed: int | float | str


def deliver(leaves: Sequence[Unit], figures: Mapping[str, Figures], districts: Mapping[str, str]) -> tuple[Delivery, ...]:
    """The files of both waves in the order in which they arrive; `districts` gives a district's name by code."""
    first = [unit for unit in leaves if unit.code not in LATE]
    names = _first_names(first, districts)
    harms = _harms([unit.code for unit in first if unit.code not in RETURNED], figures)
    wrong = dict.fromkeys(RETURNED, "go_sai")
    one = [Delivery(unit.code, 1, names[unit.code], {**harms, **wrong}.get(unit.code, "")) for unit in first]
    two = [Delivery(unit.code, 2, SECOND_NAMES[unit.code]) for unit in leaves if unit.code in SECOND_NAMES]
    return (*one, *two)


def slips(figures: Mapping[str, Figures]) -> tuple[Slip, ...]:
    """What the two returned files had wrong: a balance, a part above its whole; an English thousand, words for a number."""
    unbalanced, typed = RETURNED
    members, admitted = int(figures[unbalanced]["dv_cuoi_ky"]), int(figures[unbalanced]["ket_nap_moi"])
    return (
        Slip(unbalanced, 1, "dv_cuoi_ky", members + 7),
        Slip(unbalanced, 1, "kn_nu", admitted + 4),
        Slip(typed, 1, "tong_thanh_nien", int(figures[typed]["tong_thanh_nien"]) / 1000),
        Slip(typed, 1, "hv_cam_tinh", "khoảng ba chục"),
    )


def _first_names(first: Sequence[Unit], districts: Mapping[str, str]) -> dict[str, str]:
    vague = iter(NOTHING_SAID)
    return {unit.code: _path(unit, districts[unit.parent], _name(unit, vague)) for unit in first}


def _path(unit: Unit, district: str, name: str) -> str:
    if unit.parent == ZIPPED:
        return f"{bare(district)} ({unit.parent}).zip/{name}"
    return "/".join(part for part in (FOLDERS.get(unit.parent, ""), name) if part)


def _name(unit: Unit, vague: Iterator[str]) -> str:
    """A file name as people give them; about half keep the issued one."""
    dice = chance(unit.code, "file name")
    issued = f"ket-qua_{unit.code}_2020"
    if unit.code == "00715":
        return f"{bare(unit.name).lower()} bao cao 1+1 (moi).xlsx"
    if unit.parent == ZIPPED or dice.random() < 0.45:
        return f"{issued}.xlsx"
    return f"{_styled(unit, issued, vague, dice)}.xlsx"


def _styled(unit: Unit, issued: str, vague: Iterator[str], dice: random.Random) -> str:
    plain = bare(unit.name)
    styles = (
        f"Bản sao của {issued}(1)",
        f"{issued} - Copy",
        f"{issued} (chốt)",
        f"{plain.lower()} bao cao 1+1",
        f"BC 1+1 {plain.upper()} GUI HUYEN DOAN",
        unicodedata.normalize("NFD", f"{unit.name} - Báo cáo kết quả 1+1 năm 2020"),
        f"Đoàn {unit.name} nộp báo cáo 1+1",
        f"IMG_202012{dice.randint(10, 14)}_{dice.randint(70000, 229999):06d}",
        f"Zalo_{dice.randint(10**9, 10**10 - 1)}",
        "",
    )
    picked = dice.choice(styles)
    return picked or next(vague, issued)


def _harms(codes: Sequence[str], figures: Mapping[str, Figures]) -> dict[str, str]:
    """What happens to which file; no file suffers twice, except that decomposed text comes with spaces in every second one."""
    order = sorted(codes, key=lambda code: chance(code, "harm").random())
    harmed: dict[str, str] = {}
    for harm, number in HARMS:
        able = [code for code in order if code not in harmed and _can(harm, figures[code])]
        for nth, code in enumerate(able[:number]):
            harmed[code] = _action(harm, nth, figures[code])
    return harmed


def _can(harm: str, figures: Figures) -> bool:
    return harm != "so_dang_chu" or bool(_thousands(figures))


def _thousands(figures: Figures) -> list[str]:
    return [code for code, value in figures.items() if isinstance(value, int) and value >= 1000]


def _action(harm: str, nth: int, figures: Figures) -> str:
    parameters = {
        "so_dang_chu": ",".join(_thousands(figures)),
        "khoang_trang": ("hoi_vien,ket_nap_moi", "dv_chuyen_den", "van_ban,luot_quan_triet")[nth % 3],
        "them_sheet": SHEETS[nth % len(SHEETS)],
        "chen_dong": ROWS[nth % len(ROWS)],
    }
    action = f"{harm}:{parameters[harm]}" if harm in parameters else harm
    return f"{action}; khoang_trang:hoi_vien" if harm == "nfd" and nth % 2 else action
