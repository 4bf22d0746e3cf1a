"""A figure as a template sees it: it prints as a bound run, compares as a number, and knows its coverage and its past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from toolkit.model.form import Type
from toolkit.model.prose import Bound, Literal, Runs
from toolkit.model.value import BLANK, Number, Value, is_number
from toolkit.narrate.ink import NO_BREAK, Ink, Printed, Words
from toolkit.narrate.view import View
from toolkit.vietnamese.numbers import format_count, format_number, format_percent, read_percent, round_half_up, words
from toolkit.vietnamese.show import show

NUMBER, RATE, COUNT, IN_WORDS = "so", "ty_le", "dem", "bang_chu"
CHANGE, RATE_OF_CHANGE = "chenh_lech", "toc_do"
STATED, ASKED = "da_neu", "phai_neu"
"""Formats: how a figure's text is made from it. The last ones print its change since the year before, and its coverage."""

ESTIMATED = "(ước tính)"


@dataclass(frozen=True, slots=True)
class Key:
    """What a printed figure was made from."""

    unit: str
    indicator: str
    period: str

    def bound(self, format_: str, text: str) -> Bound:
        """The run that says so."""
        return Bound(self.unit, self.indicator, self.period, format_, text)

    def over(self, whole: Key) -> Key:
        """The key of their ratio."""
        return replace(self, indicator=f"{self.indicator}/{whole.indicator}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is known of a figure besides its value."""

    label: str = ""
    measure: str = ""
    type: Type = Type.INTEGER
    reported: int = 0
    expected: int = 0
    format: str = NUMBER
    adjusted: int = 0
    """Corrections by the receiving levels, at the unit and below it."""
    estimated: bool = False
    """True where it rests on a stated share of a unit that was split since."""


class Quantity(Printed, View):
    """A figure. False in a condition where it is zero or absent; compared with anything, an absent one says no."""

    NAMES = ("co", "nhan", "don_vi_tinh", "ky_truoc", "da_bao_cao", "phai_bao_cao", "day_du", "dieu_chinh", "uoc_tinh")

    def __init__(self, ink: Ink, key: Key, value: Value, facts: Facts, previous: Quantity | None = None) -> None:
        super().__init__(ink)
        self.key = key
        self.value = value
        self.facts = facts
        self.previous = previous

    @property
    def co(self) -> bool:
        """Đúng khi có số liệu (kể cả số 0)."""
        return is_number(self.value)

    @property
    def nhan(self) -> Printed:
        """Tên chỉ tiêu, như trong biểu mẫu."""
        return Printed(self._ink, (Literal(self.facts.label),))

    @property
    def don_vi_tinh(self) -> Printed:
        """Đơn vị tính."""
        return Printed(self._ink, (Literal(self.facts.measure),) if self.facts.measure else ())

    @property
    def ky_truoc(self) -> Quantity:
        """Số liệu cùng kỳ năm trước; không có thì `.co` sai."""
        return self.previous or Quantity(self._ink, self.key, BLANK, self.facts)

    @property
    def da_bao_cao(self) -> int:
        """Số đơn vị đã nêu số liệu này."""
        return self.facts.reported

    @property
    def phai_bao_cao(self) -> int:
        """Số đơn vị phải nêu số liệu này."""
        return self.facts.expected

    @property
    def day_du(self) -> bool:
        """Đúng khi mọi đơn vị phải báo cáo đều đã nêu số liệu này."""
        return self.facts.reported >= self.facts.expected

    @property
    def dieu_chinh(self) -> int:
        """Số lần cấp tổng hợp đã điều chỉnh số liệu này, ở đơn vị này và các đơn vị cấp dưới."""
        return self.facts.adjusted

    @property
    def uoc_tinh(self) -> bool:
        """Đúng khi số liệu dựa trên tỷ lệ chia ước tính của đơn vị đã tách."""
        return self.facts.estimated

    @property
    def number(self) -> Number | None:
        """The value where it is a number."""
        return self.value if is_number(self.value) else None

    @property
    def is_rate(self) -> bool:
        """True where it prints as a percentage."""
        return self.facts.type is Type.PERCENT

    def runs(self) -> Runs:
        """The figure in its own format; what is not known, in words."""
        return self.printed(RATE if self.is_rate else self.facts.format)

    def printed(self, format_: str) -> Runs:
        """The figure in that format."""
        number = self.number
        if number is None:
            return (Literal(show(self.value, Type.TEXT)),) if self.value is not BLANK else ()
        said = (Literal(f"{NO_BREAK}{ESTIMATED}"),) if self.facts.estimated else ()
        return (self.key.bound(format_, formatted(number, format_)), *said)

    def __bool__(self) -> bool:
        return bool(self.number)

    def __eq__(self, other: object) -> bool:
        mine, theirs = self.number, number_of(other)
        return mine is not None and theirs is not None and mine == theirs

    def __hash__(self) -> int:
        return hash(self.key)

    def __lt__(self, other: object) -> bool:
        mine, theirs = self.number, number_of(other)
        return mine is not None and theirs is not None and mine < theirs

    def __gt__(self, other: object) -> bool:
        mine, theirs = self.number, number_of(other)
        return mine is not None and theirs is not None and mine > theirs

    def __le__(self, other: object) -> bool:
        return self < other or self == other

    def __ge__(self, other: object) -> bool:
        return self > other or self == other


def number_of(value: object) -> Number | None:
    """The number in a template's operand: a figure, or a number that the template's author wrote."""
    if isinstance(value, Quantity):
        return value.number
    if isinstance(value, Words):
        stated = read_percent(value.text).value
        return stated if is_number(stated) else None
    if isinstance(value, float):
        return Decimal(str(value))
    return value if is_number(value) else None


def formatted(number: Number, format_: str) -> str:
    """The number's text in that format."""
    if format_ == RATE:
        return format_percent(number)
    if format_ in (COUNT, IN_WORDS) and number == int(number):
        return format_count(int(number)) if format_ == COUNT else words(int(number))
    return show(number, Type.DECIMAL)


def change_of(figure: Quantity) -> Decimal | None:
    """The change since the same period of the year before: a difference, for a rate in points to one decimal; None where either is absent."""
    now, before = figure.number, figure.ky_truoc.number
    if now is None or before is None:
        return None
    change = Decimal(now) - Decimal(before)
    return round_half_up(change * 100, 1) if figure.is_rate else change


def change_text(figure: Quantity, change: Decimal) -> str:
    """The change without its sign."""
    return format_number(abs(change)) if figure.is_rate else formatted(abs(change), COUNT)


def rate_of_change_text(figure: Quantity, change: Decimal) -> str:
    """The change in per cent of what was before; empty where nothing was, and for a rate."""
    before = figure.ky_truoc.number
    return format_percent(Fraction(abs(change)) / Fraction(before)) if before and before > 0 and not figure.is_rate else ""


def coverage_text(figure: Quantity, format_: str) -> str:
    """How many units stated the figure, or had to."""
    return format_count(figure.facts.reported if format_ == STATED else figure.facts.expected)


def ratio(part: Quantity, whole: Quantity) -> Bound | None:
    """The part of the whole as a bound percentage; None where either is absent or the whole is nothing."""
    above, below = part.number, whole.number
    if above is None or not below:
        return None
    return part.key.over(whole.key).bound(RATE, format_percent(Fraction(above) / Fraction(below)))
