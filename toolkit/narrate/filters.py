"""The filters of report templates, in the field's words. Each docstring stands in the page for editors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from toolkit.model.period import parse_period
from toolkit.model.prose import Literal, Run
from toolkit.narrate.ink import NO_BREAK, Ink, Printed, Words
from toolkit.narrate.quantity import COUNT, NUMBER, RATE, Quantity, formatted, number_of, ratio
from toolkit.narrate.scene import Answer, Rows, UnitView
from toolkit.vietnamese.dates import period_label
from toolkit.vietnamese.numbers import format_count, format_number, format_percent, round_half_up
from toolkit.vietnamese.text import fold

Filter: TypeAlias = Callable[..., object]

CHANGE, RATE_OF_CHANGE = "chenh_lech", "toc_do"


class Filters:
    """The filters of one rendering."""

    def __init__(self, ink: Ink) -> None:
        self._ink = ink

    def by_name(self) -> Mapping[str, Filter]:
        """Every filter by the name that templates call it."""
        own = (self.so, self.ty_le, self.dem, self.ty_trong, self.dat_chi_tieu, self.so_sanh, self.cau, self.hoa, self.thuong_dau)
        free = (xep_hang, dat_tu, chua_dat, loc, dau, rai, khac_nhau, liet_ke, so_luong)
        return {each.__name__: each for each in (*own, *free)}

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
        return Printed(self._ink, (Literal(format_count(len(figure))),))

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

        Không có số liệu năm trước thì trống.
        """
        now, before = figure.number, figure.ky_truoc.number
        if now is None or before is None:
            return Printed(self._ink)
        since = parse_period(figure.ky_truoc.key.period)
        label = period_label(since) if since else figure.ky_truoc.key.period
        return Printed(self._ink, tuple(_points(figure, label) if figure.is_rate else _change(figure, label)))

    def cau(self, words: Words) -> Words:
        """Lời của đơn vị, bỏ dấu chấm câu ở cuối để nối vào câu của báo cáo."""
        return Words(self._ink, words.text.rstrip(" .;,"), words.code)

    def hoa(self, words: Words) -> Words:
        """Viết hoa toàn bộ: “HUYỆN ĐỒNG VĂN”."""
        return Words(self._ink, words.text.upper(), words.code)

    def thuong_dau(self, words: Words) -> Words:
        """Viết thường chữ đầu, để nối vào giữa câu."""
        return Words(self._ink, words.text[:1].lower() + words.text[1:], words.code)


def _measure(figure: Quantity) -> tuple[Run, ...]:
    return (Literal(f"{NO_BREAK}{figure.facts.measure}"),) if figure.facts.measure else ()


def _points(figure: Quantity, since: str) -> Iterable[Run]:
    change = round_half_up((_value(figure) - _value(figure.ky_truoc)) * 100, 1)
    if not change:
        return (Literal(f"bằng {since}"),)
    bound = figure.key.bound(CHANGE, format_number(abs(change)))
    return Literal("tăng " if change > 0 else "giảm "), bound, Literal(f"{NO_BREAK}điểm phần trăm so với {since}")


def _change(figure: Quantity, since: str) -> Iterable[Run]:
    change, before = _value(figure) - _value(figure.ky_truoc), _value(figure.ky_truoc)
    if not change:
        return (Literal(f"bằng {since}"),)
    bound = figure.key.bound(CHANGE, formatted(abs(change), COUNT))
    said: tuple[Run, ...] = (Literal("tăng " if change > 0 else "giảm "), bound, *_measure(figure))
    if before > 0:
        said += (Literal(", tương đương "), figure.key.bound(RATE_OF_CHANGE, format_percent(abs(change) / before)))
    return (*said, Literal(f" so với {since}"))


def _value(figure: Quantity) -> Decimal:
    return Decimal(figure.number or 0)


def xep_hang(units: Iterable[UnitView], code: str, nguoc: bool = False) -> tuple[UnitView, ...]:  # noqa: FBT001, FBT002 - a template writes nguoc=true
    """Các đơn vị xếp theo một chỉ tiêu, cao nhất đứng đầu (`nguoc=true`: thấp nhất đứng đầu); đơn vị không có số liệu thì bỏ qua."""
    known = [(number_of(figure_of(unit, code)), unit) for unit in units]
    ranked = sorted(((number, unit) for number, unit in known if number is not None), key=lambda each: each[0], reverse=not nguoc)
    return tuple(unit for _, unit in ranked)


def dat_tu(units: Iterable[UnitView], code: str, muc: object) -> tuple[UnitView, ...]:
    """Các đơn vị có chỉ tiêu từ một mức trở lên: `dat_tu("ty_le_ket_nap", 1)` là từ 100%."""
    return tuple(unit for unit in units if figure_of(unit, code) >= muc)


def chua_dat(units: Iterable[UnitView], code: str, muc: object) -> tuple[UnitView, ...]:
    """Các đơn vị có chỉ tiêu dưới một mức."""
    return tuple(unit for unit in units if figure_of(unit, code) < muc)


def figure_of(unit: UnitView, code: str) -> Quantity:
    """A unit's figure by a code that a template wrote as text."""
    figures = unit.so_lieu
    if code not in figures.names():
        raise KeyError(code)
    return figures.look_up(code)


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
