"""Numbers as Vietnamese offices print them: `7.338`, `1,5`, `101,3%`, `05`; rounding half away from zero."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from toolkit.model.value import Number
from toolkit.vietnamese.number_reading import read_number, read_percent, tidy
from toolkit.vietnamese.number_words import words

__all__ = [
    "format_count",
    "format_number",
    "format_percent",
    "read_number",
    "read_percent",
    "round_half_up",
    "tidy",
    "words",
]

_SWAP = str.maketrans(",.", ".,")


def round_half_up(value: Number | Fraction, places: int = 0) -> Decimal:
    """The value with `places` decimals, halves away from zero as Excel's ROUND has it; exact, never minus zero."""
    scaled = abs(Fraction(value)) * 10**places
    digits = int(scaled + Fraction(1, 2))
    sign = 1 if value < 0 and digits else 0
    return Decimal((sign, tuple(int(digit) for digit in str(digits)), -places))


def format_number(value: Number | Fraction, places: int | None = None) -> str:
    """`7.338`, `1,5`; without `places`, as many decimals as the value holds (a Fraction needs `places`)."""
    if places is not None:
        exact: Number = round_half_up(value, places)
    elif isinstance(value, Fraction):
        raise ValueError("a fraction is printed with a stated number of decimals")
    else:
        exact = tidy(value)
    return f"{exact:,f}".translate(_SWAP) if isinstance(exact, Decimal) else f"{exact:,}".translate(_SWAP)


def format_percent(ratio: Number | Fraction, places: int = 1) -> str:
    """`101,3%` of the ratio 1,0131; whole per cents without decimals (`100%`), while `100,0%` says that it was rounded."""
    percent = Fraction(ratio) * 100
    return format_number(percent, 0 if percent.denominator == 1 else places) + "%"


def format_count(count: int) -> str:
    """A count in prose: two digits from one to nine (`05`), else as `format_number` has it."""
    return f"{count:02}" if 0 < count < 10 else format_number(count)
