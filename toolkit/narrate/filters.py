"""The filters of report templates, in the field's words. Each docstring stands in the page for editors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from toolkit.model.period import parse_period
from toolkit.model.prose import Literal, Run
from toolkit.narrate.answers import Answer
from toolkit.narrate.charts import chart
from toolkit.narrate.ink import NO_BREAK, Graphic, Printed, Words
from toolkit.narrate.lists import Units, limited, ranked
from toolkit.narrate.quantity import (
    ASKED,
    CHANGE,
    COUNT,
    ESTIMATED,
    IN_WORDS,
    NUMBER,
    RATE,
    RATE_OF_CHANGE,
    STATED,
    Quantity,
    change_of,
    change_text,
    coverage_text,
    rate_of_change_text,
    ratio,
)
from toolkit.narrate.scene import Scene
from toolkit.narrate.tables import Rows
from toolkit.narrate.units import UnitView
from toolkit.narrate.view import Chosen
from toolkit.vietnamese.dates import format_date_long, period_label, read_date
from toolkit.vietnamese.numbers import format_count
from toolkit.vietnamese.text import fold

Filter: TypeAlias = Callable[..., object]


_OWN = (
    *("so", "ty_le", "dem", "tien", "bang_chu", "ty_trong", "dat_chi_tieu", "so_sanh"),
    *("so_don_vi", "do_phu", "theo_don_vi"),
    *("ngay", "cau", "hoa", "hoa_dau", "thuong_dau", "bieu_do"),
)
"""The filters that print, and so belong to one rendering."""


def filter_names() -> tuple[str, ...]:
    """Every filter that a template may use."""
    return (*_OWN, *(each.__name__ for each in _free()))


def _free() -> tuple[Callable[..., object], ...]:
    """The filters that choose and order, and need nothing but what they are handed."""
    return (xep_hang, dat_tu, chua_dat, loc, dau, rai, khac_nhau, liet_ke, so_luong)


class Filters:
    """The filters of one rendering."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._ink = scene.ink

    def by_name(self) -> Mapping[str, Filter]:
        """Every filter by the name that templates call it."""
        return {**{name: getattr(self, name) for name in _OWN}, **{each.__name__: each for each in _free()}}

    def so(self, figure: Quantity) -> Printed:
        """Số, có dấu chấm ngăn hàng nghìn: 7.338."""
        return Printed(self._ink, figure.printed(RATE if figure.is_rate else NUMBER))

    def ty_le(self, figure: Quantity) -> Printed:
        """Tỷ lệ phần trăm: 101,3%."""
        return Printed(self._ink, figure.printed(RATE))

    def dem(self, figure: Quantity | Sequence[object]) -> Printed:
        """Số đếm, viết hai chữ số khi dưới mười: 05. Dùng được cho cả danh sách."""
        if isinstance(figure, Quantity):
            return Printed(self._ink, figure.printed(COUNT))
        if isinstance(figure, Rows):
            return Printed(self._ink, figure.so.printed(COUNT))
        text = format_count(len(figure))
        if isinstance(figure, Chosen):
            return Printed(self._ink, (self._scene.key(figure.unit, figure.what).bound(COUNT, text),))
        return Printed(self._ink, (Literal(text),))

    def ty_trong(self, part: Quantity, whole: Quantity) -> Printed:
        """Tỷ trọng của một phần trong tổng số: 46,5%. Không tính được thì trống."""
        share = ratio(part, whole)
        return Printed(self._ink, (share,) if share else ())

    def dat_chi_tieu(self, figure: Quantity, target: Quantity) -> Printed:
        """Kết quả trên chỉ tiêu được giao: “7.338/7.243 đoàn viên, đạt 101,3% so với chỉ tiêu”; chưa giao thì “7.338 đoàn viên”."""
        share = ratio(figure, target)
        if not share:
            return Printed(self._ink, (*figure.runs(), *_measure(figure)))
        over = (*figure.runs(), Literal("/"), *target.runs(), *_measure(figure))
        return Printed(self._ink, (*over, Literal(", đạt "), share, Literal(" so với chỉ tiêu")))

    def so_sanh(self, figure: Quantity) -> Printed:
        """So với cùng kỳ năm trước: “tăng 95 đoàn viên, tương đương 1,3% so với năm 2019”; tỷ lệ thì so bằng điểm phần trăm.

        Không có số liệu năm trước thì trống; số năm trước chia theo tỷ lệ từ đơn vị đã bị tách thì ghi thêm “(ước tính)”.
        """
        change = change_of(figure)
        if change is None:
            return Printed(self._ink)
        since = parse_period(figure.ky_truoc.key.period)
        label = period_label(since) if since else figure.ky_truoc.key.period
        label += f" {ESTIMATED}" if figure.ky_truoc.facts.estimated else ""
        return Printed(self._ink, tuple(_points(figure, change, label) if figure.is_rate else _change(figure, change, label)))

    def so_don_vi(self, figure: Quantity) -> Printed:
        """Số đơn vị đã nêu số liệu trên số đơn vị phải nêu: “04/05”."""
        return Printed(self._ink, _coverage(figure))

    def do_phu(self, figure: Quantity) -> Printed:
        """Độ phủ của một số liệu khi chưa đủ: “(số liệu của 04/05 đơn vị)”; đủ cả thì trống."""
        if figure.day_du or not figure.co:
            return Printed(self._ink)
        return Printed(self._ink, (Literal("(số liệu của "), *_coverage(figure), Literal(f"{NO_BREAK}đơn vị)")))

    def theo_don_vi(self, figure: Quantity) -> Printed:
        """Độ phủ khi chưa đủ, để đặt trong câu: “theo số liệu của 04/05 đơn vị”; đủ cả thì trống."""
        if figure.day_du or not figure.co:
            return Printed(self._ink)
        return Printed(self._ink, (Literal("theo số liệu của "), *_coverage(figure), Literal(f"{NO_BREAK}đơn vị")))

    def tien(self, figure: Quantity) -> Printed:
        """Số tiền: “1.250.000 đồng”, hoặc theo đơn vị tính của chỉ tiêu (“12,5 triệu đồng”)."""
        if not figure.co:
            return Printed(self._ink)
        return Printed(self._ink, (*figure.printed(NUMBER), Literal(f"{NO_BREAK}{figure.facts.measure or 'đồng'}")))

    def bang_chu(self, figure: Quantity) -> Printed:
        """Số viết bằng chữ: “bảy nghìn ba trăm ba mươi tám”. Chỉ dùng cho số nguyên; số lẻ thì trống."""
        number = figure.number
        return Printed(self._ink, figure.printed(IN_WORDS) if number is not None and number == int(number) else ())

    def ngay(self, words: Words) -> Words:
        """Ngày trong sổ điều hành hoặc trong bảng, viết theo thể thức: “ngày 05 tháng 01 năm 2021”. Không đọc được thì giữ nguyên."""
        day = read_date(words.text).value
        return Words(self._ink, format_date_long(day)) if isinstance(day, date) else words

    def bieu_do(self, units: Units, code: str, ten: str, nhan: Callable[[object], str] = str, muc: object = None) -> Printed:
        """Biểu đồ cột của một chỉ tiêu theo đơn vị, đứng riêng một dòng: `bieu_do("ty_le_ket_nap", ten="Tỷ lệ …", nhan=ten, muc=1)`.

        `nhan` là macro viết tên dưới mỗi cột, `muc` là mức vẽ thành đường ngang. Đơn vị không có số liệu thì không có cột.
        """
        return Graphic(self._ink, chart(self._ink, units, code, ten, nhan, muc))

    def cau(self, words: Words | str) -> Words:
        """Lời của đơn vị, bỏ dấu chấm câu ở cuối để nối vào câu của báo cáo."""
        said = self._words(words)
        return Words(self._ink, said.text.rstrip(" .;,"), said.code)

    def hoa(self, words: Words | str) -> Words:
        """Viết hoa toàn bộ: “HUYỆN ĐỒNG VĂN”."""
        said = self._words(words)
        return Words(self._ink, said.text.upper(), said.code)

    def hoa_dau(self, words: Words | str) -> Words:
        """Viết hoa chữ đầu, để mở đầu câu."""
        said = self._words(words)
        return Words(self._ink, said.text[:1].upper() + said.text[1:], said.code)

    def thuong_dau(self, words: Words | str) -> Words:
        """Viết thường chữ đầu, để nối vào giữa câu."""
        said = self._words(words)
        return Words(self._ink, said.text[:1].lower() + said.text[1:], said.code)

    def _words(self, words: Words | str) -> Words:
        """Words as they are, and what a macro wrote, as words."""
        return words if isinstance(words, Words) else Words(self._ink, self._ink.text(words))


def _coverage(figure: Quantity) -> tuple[Run, Run, Run]:
    stated, asked = (figure.key.bound(each, coverage_text(figure, each)) for each in (STATED, ASKED))
    return stated, Literal("/"), asked


def _measure(figure: Quantity) -> tuple[Run, ...]:
    return (Literal(f"{NO_BREAK}{figure.facts.measure}"),) if figure.facts.measure else ()


def _points(figure: Quantity, change: Decimal, since: str) -> Iterable[Run]:
    if not change:
        return (Literal(f"bằng {since}"),)
    bound = figure.key.bound(CHANGE, change_text(figure, change))
    return Literal(_direction(change)), bound, Literal(f"{NO_BREAK}điểm phần trăm so với {since}")


def _change(figure: Quantity, change: Decimal, since: str) -> Iterable[Run]:
    if not change:
        return (Literal(f"bằng {since}"),)
    bound = figure.key.bound(CHANGE, change_text(figure, change))
    said: tuple[Run, ...] = (Literal(_direction(change)), bound, *_measure(figure))
    if rate := rate_of_change_text(figure, change):
        said += (Literal(", tương đương "), figure.key.bound(RATE_OF_CHANGE, rate))
    return (*said, Literal(f" so với {since}"))


def _direction(change: Decimal) -> str:
    return "tăng " if change > 0 else "giảm "


def xep_hang(units: Units, code: str, nguoc: bool = False) -> Sequence[UnitView]:  # noqa: FBT001, FBT002 - a template writes nguoc=true
    """Các đơn vị xếp theo một chỉ tiêu, cao nhất đứng đầu (`nguoc=true`: thấp nhất đứng đầu); đơn vị không có số liệu thì bỏ qua."""
    return ranked(units, code, lowest_first=nguoc)


def dat_tu(units: Units, code: str, muc: object) -> Sequence[UnitView]:
    """Các đơn vị có chỉ tiêu từ một mức trở lên: `dat_tu("ty_le_ket_nap", 1)` là từ 100%."""
    return limited(units, code, ">=", muc)


def chua_dat(units: Units, code: str, muc: object) -> Sequence[UnitView]:
    """Các đơn vị có chỉ tiêu dưới một mức."""
    return limited(units, code, "<", muc)


def loc(rows: Rows, cot: str, gia_tri: str) -> Rows:
    """Các dòng của bảng có cột bằng một giá trị (mã hoặc tên trong danh mục)."""
    return rows.where(cot, gia_tri)


def dau(items: Sequence[object], so: int) -> tuple[object, ...]:
    """Một số mục đầu của danh sách."""
    return tuple(items)[:so]


def rai(items: Iterable[object], so: int) -> tuple[object, ...]:
    """Một số mục lấy rải đều cả danh sách, để không chỉ kể những đơn vị đứng đầu."""
    known = tuple(items)
    return known if len(known) <= so else tuple(known[number * len(known) // so] for number in range(so))


def so_luong(items: Sequence[object]) -> int:
    """Số mục của danh sách, để so sánh trong điều kiện."""
    return len(items)


def khac_nhau(answers: Iterable[Answer], so: int) -> tuple[Answer, ...]:
    """Một số câu trả lời đầu mà không câu nào lặp lại ý của câu đã chọn."""
    chosen: list[Answer] = []
    said: set[str] = set()
    for answer in answers:
        sentences = {fold(sentence) for sentence in re.split(r"[.;!?]", answer.noi_dung.text) if sentence.strip()}
        if len(chosen) < so and not sentences & said:
            chosen.append(answer)
            said |= sentences
    return tuple(chosen)


def liet_ke(items: Sequence[object], viet: Callable[[object], str] = str, toi_da: int = 0, con_lai: str = "") -> str:
    """Kể ra: “A, B và C”. `viet` là macro viết từng mục; quá `toi_da` mục thì kể chừng ấy rồi “và 05 đơn vị khác” (`con_lai="đơn vị khác"`)."""
    said = [text for text in (" ".join(viet(item).split()) for item in items) if text]
    if toi_da and len(said) > toi_da + 1:
        said = [*said[:toi_da], f"{format_count(len(said) - toi_da)} {con_lai}"]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} và {said[-1]}" if said else ""
