"""What stands before a template: the unit, its figures and texts, the units below it, and how many of them reported."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.model.figure import Consolidation, Figure
from toolkit.model.form import Choice, Type
from toolkit.model.submission import Row
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, Value, is_given
from toolkit.narrate.ink import Ink, Words
from toolkit.narrate.quantity import COUNT, Facts, Key, Quantity
from toolkit.narrate.view import Chosen, Shelf, View
from toolkit.vietnamese.dates import period_label
from toolkit.vietnamese.show import show

REPORTED, EXPECTED, MISSING, LATE = "da_bao_cao", "phai_bao_cao", "chua_bao_cao", "nop_muon"
CHILDREN, ADJUSTED = "truc_thuoc", "dieu_chinh"


@dataclass(frozen=True)
class Scene:
    """Makes the views of one report; `unit` is whose report it is."""

    ink: Ink
    consolidation: Consolidation
    unit: str
    settings: Mapping[str, str] = field(default_factory=dict)
    late: frozenset[str] = frozenset()

    def names(self) -> dict[str, object]:
        """The names that a template starts from."""
        form = self.consolidation.form
        unit = UnitView(self, self.consolidation.tree[self.unit])
        return {
            "don_vi": unit,
            "so_lieu": unit.so_lieu,
            "bao_cao": unit.bao_cao,
            "ky": PeriodView(self),
            "bang": Tables(self),
            "thuyet_minh": Texts(self),
            "bieu_mau": Shelf(self.ink, {"tieu_de": form.title, "so_bieu": form.number, **form.setting}),
            "cai_dat": Shelf(self.ink, self.settings),
        }

    def words(self, text: str, code: str = "") -> Words:
        """Literal text."""
        return Words(self.ink, text, code)

    def key(self, unit: str, indicator: str) -> Key:
        """What a figure of this period is called."""
        return Key(unit, indicator, self.consolidation.period.id)

    def count(self, unit: str, what: str, number: int, measure: str = "") -> Quantity:
        """How many there are of something that was counted rather than stated."""
        return Quantity(self.ink, self.key(unit, what), number, Facts(measure=measure, format=COUNT))

    def quantity(self, unit: str, code: str) -> Quantity:
        """A figure of a unit, blank where the round has none."""
        period = self.consolidation.period
        now = self.consolidation.figures.get(unit, {}).get(code)
        before = self.consolidation.previous.get(unit, {}).get(code)
        previous = self._quantity(Key(unit, code, period.previous().id), before) if before else None
        return self._quantity(Key(unit, code, period.id), now, previous)

    def _quantity(self, key: Key, figure: Figure | None, previous: Quantity | None = None) -> Quantity:
        indicator = self.consolidation.form.by_code[key.indicator]
        facts = Facts(
            label=indicator.label,
            measure=indicator.unit_of_measure,
            type=indicator.type,
            reported=figure.reported if figure else 0,
            expected=figure.expected if figure else 0,
            estimated=bool(figure and figure.estimated),
            adjusted=self.adjusted(key.unit, key.indicator),
        )
        return Quantity(self.ink, key, figure.value if figure else BLANK, facts, previous)

    def adjusted(self, unit: str, code: str = "") -> int:
        """How many corrections stand at or below the unit, of one indicator or of all."""
        if not self._corrected:
            return 0
        units = (each.code for each in self.consolidation.tree.below(unit) if each.code in self._corrected)
        return sum(len(figure.adjusted) for each in units for figure in self._corrected[each] if code in ("", figure.indicator))

    @cached_property
    def _corrected(self) -> Mapping[str, tuple[Figure, ...]]:
        """The corrected figures by unit; mostly there are none."""
        found = (
            (unit, tuple(each for each in known.values() if each.adjusted)) for unit, known in self.consolidation.figures.items()
        )
        return {unit: figures for unit, figures in found if figures}

    def choice(self, choices: str, value: Value) -> Choice | None:
        """The choice that a value names, by its code or by its label."""
        known = self.consolidation.form.choice_lists.get(choices, ())
        return next((choice for choice in known if value in (choice.code, choice.label)), None)

    def answer(self, choices: str, value: Value) -> Words:
        """An answer as words; one picked from a list also answers to its code."""
        choice = self.choice(choices, value) if choices else None
        return self.words(choice.label, choice.code) if choice else self.words(show(value, Type.TEXT))


class Figures(View):
    """`so_lieu`: figures by the code of their indicator."""

    def __init__(self, scene: Scene, unit: str) -> None:
        self._scene = scene
        self._unit = unit

    def names(self) -> tuple[str, ...]:
        """The form's indicators."""
        return tuple(self._scene.consolidation.form.by_code)

    def look_up(self, name: str) -> Quantity:
        """The figure of that code."""
        return self._scene.quantity(self._unit, name)


class UnitView(View):
    """A unit."""

    NAMES = ("ten", "ten_rieng", "ma", "loai", "cap_tren", "truc_thuoc", "la_cap_tren", "so_lieu", "bao_cao")

    def __init__(self, scene: Scene, unit: Unit) -> None:
        self._scene = scene
        self.unit = unit

    @property
    def ten(self) -> Words:
        """Tên đầy đủ: “Huyện Đồng Văn”."""
        return self._scene.words(self.unit.name)

    @property
    def ten_rieng(self) -> Words:
        """Tên không kèm loại: “Đồng Văn”."""
        name, kind = self.unit.name, self.unit.kind
        short = name[len(kind) :].strip() if kind and name.casefold().startswith(f"{kind} ".casefold()) else name
        return self._scene.words(short or name)

    @property
    def ma(self) -> Words:
        """Mã đơn vị."""
        return self._scene.words(self.unit.code)

    @property
    def loai(self) -> Words:
        """Loại đơn vị, như trong sổ điều hành: “tỉnh”, “huyện”, “xã”."""
        return self._scene.words(self.unit.kind)

    @property
    def cap_tren(self) -> UnitView | None:
        """Đơn vị cấp trên trực tiếp; không có thì sai."""
        tree = self._scene.consolidation.tree
        return UnitView(self._scene, tree[self.unit.parent]) if self.unit.parent in tree else None

    @property
    def truc_thuoc(self) -> Chosen[UnitView]:
        """Các đơn vị cấp dưới trực tiếp, theo thứ tự chính thức."""
        below = self._scene.consolidation.tree.children(self.unit.code)
        return Chosen((UnitView(self._scene, each) for each in below), CHILDREN, self.unit.code)

    @property
    def la_cap_tren(self) -> bool:
        """Đúng khi còn có đơn vị cấp dưới."""
        return not self._scene.consolidation.tree.is_leaf(self.unit.code)

    @property
    def so_lieu(self) -> Figures:
        """Số liệu của đơn vị, theo mã chỉ tiêu."""
        return Figures(self._scene, self.unit.code)

    @property
    def bao_cao(self) -> CoverageView:
        """Tình hình báo cáo của các đơn vị từ đơn vị này trở xuống."""
        return CoverageView(self._scene, self.unit.code)


class CoverageView(View):
    """How many units at or below one reported."""

    NAMES = ("phai", "da", "chua", "muon", "dieu_chinh", "ds_chua", "ds_muon", "du", "co")

    def __init__(self, scene: Scene, unit: str) -> None:
        self._scene = scene
        self._unit = unit

    @property
    def phai(self) -> Quantity:
        """Số đơn vị phải báo cáo."""
        return self._scene.count(self._unit, EXPECTED, len(self._scene.consolidation.tree.expected(self._unit)))

    @property
    def da(self) -> Quantity:
        """Số đơn vị đã báo cáo."""
        return self._scene.count(self._unit, REPORTED, len(self._scene.consolidation.reported(self._unit)))

    @property
    def chua(self) -> Quantity:
        """Số đơn vị chưa báo cáo."""
        return self._scene.count(self._unit, MISSING, len(self.ds_chua))

    @property
    def muon(self) -> Quantity:
        """Số đơn vị nộp sau thời hạn."""
        return self._scene.count(self._unit, LATE, len(self.ds_muon))

    @property
    def dieu_chinh(self) -> Quantity:
        """Số lần cấp tổng hợp đã điều chỉnh số liệu của đơn vị này và các đơn vị cấp dưới."""
        return self._scene.count(self._unit, ADJUSTED, self._scene.adjusted(self._unit))

    @property
    def ds_chua(self) -> Chosen[UnitView]:
        """Các đơn vị chưa báo cáo."""
        missing = self._scene.consolidation.missing(self._unit)
        return Chosen((UnitView(self._scene, each) for each in missing), MISSING, self._unit)

    @property
    def ds_muon(self) -> Chosen[UnitView]:
        """Các đơn vị nộp sau thời hạn."""
        late = (each for each in self._scene.consolidation.reported(self._unit) if each.code in self._scene.late)
        return Chosen((UnitView(self._scene, each) for each in late), LATE, self._unit)

    @property
    def du(self) -> bool:
        """Đúng khi mọi đơn vị phải báo cáo đều đã báo cáo."""
        return not self.ds_chua

    @property
    def co(self) -> bool:
        """Đúng khi có ít nhất một đơn vị đã báo cáo."""
        return bool(self._scene.consolidation.reported(self._unit))


class PeriodView(View):
    """The period."""

    NAMES = ("ten", "truoc", "nam", "nam_sau", "ma")

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._period = scene.consolidation.period

    @property
    def ten(self) -> Words:
        """Tên kỳ báo cáo: “năm 2020”."""
        return self._scene.words(period_label(self._period))

    @property
    def truoc(self) -> Words:
        """Tên cùng kỳ năm trước: “năm 2019”."""
        return self._scene.words(period_label(self._period.previous()))

    @property
    def nam(self) -> Words:
        """Năm báo cáo: “2020”."""
        return self._scene.words(str(self._period.year))

    @property
    def nam_sau(self) -> Words:
        """Năm sau năm báo cáo: “2021”."""
        return self._scene.words(str(self._period.year + 1))

    @property
    def ma(self) -> Words:
        """Mã kỳ báo cáo: “2020S1”."""
        return self._scene.words(self._period.id)


class Tables(View):
    """`bang`: rows by the code of their table."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def names(self) -> tuple[str, ...]:
        """The form's tables."""
        return tuple(self._scene.consolidation.form.table_by_code)

    def look_up(self, name: str) -> Rows:
        """The rows of that table, from every unit at or below."""
        found = self._scene.consolidation.rows(self._scene.unit, name)
        return Rows(self._scene, name, tuple(RowView(self._scene, name, each.unit, each.row) for each in found))


class Rows(View):
    """A table's rows; a template walks them."""

    NAMES = ("so",)

    def __init__(self, scene: Scene, what: str, rows: tuple[RowView, ...]) -> None:
        self._scene = scene
        self._what = what
        self.rows = rows

    @property
    def so(self) -> Quantity:
        """Số dòng."""
        return self._scene.count(self._scene.unit, self._what, len(self.rows))

    def where(self, column: str, value: str) -> Rows:
        """The rows whose answer in a column is that."""
        return Rows(self._scene, f"{self._what}:{value}", tuple(row for row in self.rows if row.look_up(column) == value))

    def __iter__(self) -> Iterator[RowView]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class RowView(View):
    """A row of a table: its columns by code, and `don_vi`, which unit sent it."""

    def __init__(self, scene: Scene, table: str, unit: Unit, row: Row) -> None:
        self._scene = scene
        self._columns = {column.code: column for column in scene.consolidation.form.table_by_code[table].columns}
        self._unit = unit
        self._row = row

    def names(self) -> tuple[str, ...]:
        """The table's columns, and `don_vi`."""
        return ("don_vi", *self._columns)

    def look_up(self, name: str) -> object:
        """The answer in a column."""
        if name == "don_vi":
            return UnitView(self._scene, self._unit)
        return self._scene.answer(self._columns[name].choices, self._row.value(name))


class Texts(View):
    """`thuyet_minh`: what units wrote, by the code of the question."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def names(self) -> tuple[str, ...]:
        """The form's texts."""
        return tuple(self._scene.consolidation.form.text_by_code)

    def look_up(self, name: str) -> Answers:
        """The answers to that question, from every unit at or below."""
        return Answers(self._scene, name)


class Answers(View):
    """What units answered to one question."""

    NAMES = ("so", "theo_ma", "noi_dung")

    def __init__(self, scene: Scene, code: str) -> None:
        self._scene = scene
        self._code = code

    @property
    def so(self) -> Quantity:
        """Số đơn vị có trả lời bằng lời."""
        written = tuple(self._given(self._code))
        return self._scene.count(self._scene.unit, self._code, len(written))

    @property
    def theo_ma(self) -> tuple[Answer, ...]:
        """Các lựa chọn trong danh mục, nhiều đơn vị chọn nhất đứng trước; mỗi mục có `.noi_dung`, `.so`, `.cac_don_vi`."""
        text = self._scene.consolidation.form.text_by_code[self._code]

        def label(value: Value) -> Words:
            return self._scene.answer(text.choices, value)

        return self._grouped(text.choice_code, label) if text.choice_code else ()

    @property
    def noi_dung(self) -> tuple[Answer, ...]:
        """Các câu trả lời khác nhau, nhiều đơn vị cùng viết đứng trước, rồi đến câu dài hơn; câu quá dài đứng sau cùng."""

        def words(value: Value) -> Words:
            return self._scene.words(show(value, Type.TEXT))

        return self._grouped(self._code, words)

    def look_up_answer(self, what: str) -> Answer | None:
        """The answer that is called so; None where nobody gives it any longer."""
        answers = self.noi_dung if what.startswith(f"{self._code}:") else self.theo_ma
        return next((answer for answer in answers if answer.what == what), None)

    def _given(self, code: str) -> Iterator[tuple[Unit, Value]]:
        data = self._scene.consolidation
        picked = data.picked.get((self._scene.unit, code))
        for unit in (each for each in data.reported(self._scene.unit) if picked is None or each.code in picked):
            value = data.submissions[unit.code].value(code)
            if is_given(value) and str(value).strip():
                yield unit, value

    def _grouped(self, code: str, words: Callable[[Value], Words]) -> tuple[Answer, ...]:
        groups: dict[str, list[tuple[Unit, Words]]] = {}
        for unit, value in self._given(code):
            said = words(value)
            groups.setdefault(said.code or said.text.casefold(), []).append((unit, said))
        answers = [
            Answer(
                self._scene,
                f"{code}:{given[0][1].code or _digest(given[0][1])}",
                given[0][1],
                tuple(unit for unit, _ in given),
            )
            for given in groups.values()
        ]
        return tuple(sorted(answers, key=lambda answer: answer.rank))


class Answer(View):
    """One answer, and every unit that gave it."""

    NAMES = ("noi_dung", "so", "cac_don_vi")

    TOO_LONG = 600
    """Characters from which on an answer is no sentence to quote."""

    def __init__(self, scene: Scene, what: str, words: Words, units: tuple[Unit, ...]) -> None:
        self._scene = scene
        self._what = what
        self._words = words
        self._units = units

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Sorts the most telling answers to the front."""
        length = len(self._words.text)
        return length > self.TOO_LONG, -len(self._units), -length

    @property
    def what(self) -> str:
        """What the number of its units is called."""
        return self._what

    @property
    def noi_dung(self) -> Words:
        """Nội dung câu trả lời."""
        return self._words

    @property
    def so(self) -> Quantity:
        """Số đơn vị cùng trả lời như vậy."""
        return self._scene.count(self._scene.unit, self._what, len(self._units))

    @property
    def cac_don_vi(self) -> tuple[UnitView, ...]:
        """Các đơn vị cùng trả lời như vậy."""
        return tuple(UnitView(self._scene, each) for each in self._units)


def _digest(words: Words) -> str:
    """What an answer in free words is called, where its number of units is printed."""
    return hashlib.sha256(words.text.casefold().encode()).hexdigest()[:8]
