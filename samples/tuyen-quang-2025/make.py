"""Makes units.xlsx and answers.xlsx of this sample, the same to the cell on every run: `python make.py [FOLDER]`.

Needs XlsxWriter only. Real are the units, old and new, and what became of the old ones on 1 July 2025; everything else is invented,
with the dice of the sample `ha-giang-2020`: for each old commune, or part of one, what it would report; a new one states their sum.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # what the samples share
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "ha-giang-2020"))  # its dice and its stock of sentences

from books import Cell, Line, Sheet, bare, write
from invent import District, Figures, Unit, chance, invent, last_year, read_districts, read_units
from make import MODELS, PRAISE, REFERENCE, SETTINGS, TEXTS, UNIT, UNITS, assigned, filled, headings, stated_row, unit_rows
from tell import Teller, models, praise, read_stock, tell

FOLDER = Path(__file__).resolve().parent
ASSIGNED, ADMITTED = 13120, 13045
"""Of the whole province; invented."""
DAY = date(2025, 7, 1)
PART = "Nhập một phần"
SILENT = ("02311", "dvut_ket_nap")
"""An old commune that left one figure blank last year: the new one's cannot be compared."""
LATE = ("02266", "00925")
NOTE = (
    "SỐ LIỆU MINH HỌA.",
    "Chỉ có tên, mã đơn vị (cũ và mới) và việc sáp nhập ngày 01/7/2025 lấy từ danh mục đã công bố.",
    "Mọi số liệu năm 2024, năm 2025, tỷ lệ chia của năm xã bị tách, lời thuyết minh, tên người và tên tệp đều do máy đặt ra.",
    "Không dùng các số này để đánh giá đơn vị nào. Tạo lại bằng lệnh: python make.py.",
)
_MADE = (NOTE[0], datetime(2025, 12, 1))
_BEFORE_2025 = re.compile(r"\bhuyện\b|COVID|thị trấn", re.IGNORECASE)
_LINEAGE = (
    ("from_code", "Mã cũ", 10),
    ("from_name", "Tên cũ", 30),
    ("to_code", "Mã mới", 10),
    ("relation", "Quan hệ", 18),
    ("share", "Tỷ lệ", 20),
    ("date", "Ngày", 12),
    ("note", "Ghi chú", 40),
)
_INVENTED = "Số liệu minh họa; xem trang Ghi chú."
_ROUND = (
    ("title", "Tên đợt báo cáo", "Kết quả thực hiện chủ trương “1+1” năm 2025", _INVENTED),
    ("deadline", "Hạn gửi báo cáo", date(2025, 12, 15), "Đơn vị gửi sau ngày này được ghi là gửi muộn."),
)
_PLAY = (
    ("programme", "Chương trình", "mot-cong-mot", ""),
    ("form", "Biểu mẫu", "ket-qua", ""),
    ("period", "Kỳ báo cáo", "2025", ""),
    ("received_1", "Ngày nhận đợt 1", date(2025, 12, 12), "Trước hạn."),
    ("received_2", "Ngày nhận đợt 2", date(2025, 12, 18), "Sau hạn."),
    ("invented", "Lưu ý", "x", _INVENTED),
)


@dataclass(frozen=True)
class Passage:
    """A line of `lineage.csv`: an old commune, its district of then, and the new commune that it, or a part of it, went into."""

    from_code: str
    from_name: str
    district: str
    to_code: str
    relation: str
    share: str

    @property
    def piece(self) -> Unit:
        """What went, as a unit for the dice."""
        kind = next(kind for kind in ("thị trấn", "phường", "xã") if self.from_name.lower().startswith(kind))
        code = f"{self.from_code}>{self.to_code}" if self.relation == PART else f"{self.from_code}@2025"
        return Unit(code, self.from_name, kind, self.district)


@dataclass(frozen=True)
class World:
    """Everything that was made up: figures of this year and of the last by piece, this year's by new commune."""

    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]
    districts: Mapping[str, District]
    pieces: Mapping[str, Figures]
    figures: Mapping[str, Figures]

    @property
    def communes(self) -> tuple[Unit, ...]:
        """The new communes in official order."""
        return tuple(unit for unit in self.units if unit.parent)


def main(folder: Path) -> None:
    """Writes both workbooks into the folder."""
    world = make_up()
    write(folder / "units.xlsx", "Đơn vị, chỉ tiêu giao, số liệu kỳ trước và sáp nhập (minh họa)", *_MADE, units_sheets(world))
    write(folder / "answers.xlsx", "Nội dung 124 xã, phường báo cáo (minh họa)", *_MADE, answers_sheets(world))


def make_up() -> World:
    """The figures of the pieces, and of the new communes that are made of them."""
    units = read_units(FOLDER)
    with (FOLDER / "lineage.csv").open(encoding="utf-8", newline="") as lines:
        passages = tuple(Passage(**line) for line in csv.DictReader(lines))
    districts = {**read_districts(), **read_districts(FOLDER)}
    pieces = invent([each.piece for each in passages], districts, ASSIGNED, ADMITTED)
    figures = {
        unit.code: _sum(pieces[each.piece.code] for each in passages if each.to_code == unit.code) for unit in units if unit.parent
    }
    return World(units, passages, districts, pieces, figures)


def _sum(several: Iterator[Mapping[str, int | str]]) -> Figures:
    total: Figures = {}
    for figures in several:
        for code, value in figures.items():
            total[code] = int(total.get(code, 0)) + int(value)
    return total


def units_sheets(world: World) -> tuple[Sheet, ...]:
    """What `baocao new` starts from: figures of the year before stand at the units of then."""
    return (
        Sheet("Đơn vị", UNITS, unit_rows(world.units)),
        Sheet("Chỉ tiêu giao", REFERENCE, tuple(assigned(world.units, world.figures))),
        Sheet("Kỳ trước", REFERENCE, tuple(_last_year(world))),
        Sheet("Sáp nhập", _LINEAGE, tuple(_event(each) for each in world.passages)),
        Sheet("Cài đặt", SETTINGS, _ROUND),
        _note_sheet(),
    )


def _last_year(world: World) -> Iterator[tuple[Cell, ...]]:
    for old in dict.fromkeys(each.from_code for each in world.passages):
        own = [each.piece.code for each in world.passages if each.from_code == old]
        for indicator, value in _sum(last_year(code, world.pieces[code]) for code in own).items():
            if (old, indicator) != SILENT:
                yield old, indicator, value


def _event(each: Passage) -> tuple[Cell, ...]:
    note = "Tỷ lệ minh họa, do máy đặt ra." if each.share else None
    return each.from_code, each.from_name, each.to_code, each.relation, each.share or None, DAY, note


def answers_sheets(world: World) -> tuple[Sheet, ...]:
    """What each new commune states, and how its file arrives."""
    stock = {field: _of_today(lines) for field, lines in read_stock().items()}
    lines = _of_today(read_stock("models.txt")[""])
    tellers = _tellers(world)
    texts = [((each.unit.code, each.unit.name), tell(each, stock)) for each in tellers]
    praised = [((each.unit.code,), _praise_of_today(row)) for each in tellers for row in praise(each, stock)]
    models_ = [((each.unit.code,), row) for each in tellers for row in models(each, lines)]
    return (
        Sheet("Số liệu", (*UNIT, *headings()), tuple(stated_row(unit, world.figures[unit.code]) for unit in world.communes)),
        Sheet("Thuyết minh", (*UNIT, *TEXTS), filled(texts, TEXTS)),
        Sheet("khen_thuong", (UNIT[0], *PRAISE), filled(praised, PRAISE)),
        Sheet("mo_hinh", (UNIT[0], *MODELS), filled(models_, MODELS)),
        Sheet(
            "Kịch bản",
            (*UNIT, ("wave", "Đợt gửi", 9), ("file", "Tên tệp khi gửi", 64), ("thao_tac", "Điều xảy ra với tệp", 44)),
            tuple((unit.code, unit.name, 2 if unit.code in LATE else 1, _file(unit), None) for unit in world.communes),
        ),
        Sheet("Cài đặt", SETTINGS, _PLAY),
        _note_sheet(),
    )


def _of_today(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Without what nobody writes in 2025: there are no districts any more."""
    return tuple(line for line in lines if not _BEFORE_2025.search(line.text))


def _praise_of_today(row: Mapping[str, str]) -> dict[str, str]:
    return {code: "Bằng khen của Ban Chấp hành Tỉnh đoàn" if "Huyện đoàn" in text else text for code, text in row.items()}


def _tellers(world: World) -> tuple[Teller, ...]:
    """Who is speaking: the part of the province is that of the first old commune that went into it."""
    province = world.units[0]
    district = {each.to_code: world.districts[each.district] for each in reversed(world.passages)}
    return tuple(
        Teller(unit, replace(district[unit.code], code=province.code), province, world.figures[unit.code], order)
        for order, unit in enumerate(world.communes)
    )


def _file(unit: Unit) -> str:
    """About every third file has a name that somebody gave it."""
    dice = chance(unit.code, "file of 2025")
    issued = f"ket-qua_{unit.code}_2025"
    return f"{issued if dice.random() < 0.7 else f'{bare(unit.name).lower()} bao cao 1+1 nam 2025'}.xlsx"


def _note_sheet() -> Sheet:
    return Sheet("Ghi chú", (("note", "Ghi chú", 120),), tuple((line,) for line in NOTE))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
