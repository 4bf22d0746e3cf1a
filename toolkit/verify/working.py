"""Recomputing: whether printed digits are right for an exact value, and the working in writing."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from toolkit.verify.numerals import Numeral, Printed
from toolkit.vietnamese.numbers import format_number, round_half_up

_EXTRA_PLACES = 3


def combinations(*numerals: Numeral) -> Iterator[tuple[Printed, ...]]:
    """The readings that these numbers may have together: all Vietnamese or all English in style, the likeliest first."""
    for readings in product(*(numeral.readings for numeral in numerals)):
        if len({each.english for each in readings} - {None}) < 2:
            yield readings


def likeliest(*numerals: Numeral) -> tuple[Printed, ...]:
    """The first of their combinations; where no one style reads them all, each one's own first reading."""
    return next(combinations(*numerals), tuple(each.readings[0] for each in numerals))


def prints_as(exact: Fraction, printed: Printed) -> bool:
    """True where the exact value, rounded half away from zero at the digits printed, gives these digits."""
    return Fraction(round_half_up(exact, printed.places)) == printed.value


def percent_text(ratio: Fraction, places: int) -> str:
    """The ratio in per cent with that many decimals."""
    return f"{format_number(ratio * 100, places)}%"


def rounded_percent(ratio: Fraction, places: int) -> str:
    """`101,3116% ≈ 101,3%`, or `50%` where nothing had to be rounded."""
    printed = percent_text(ratio, places)
    if Fraction(round_half_up(ratio * 100, places)) == ratio * 100:
        return printed
    return f"{percent_text(ratio, places + _EXTRA_PLACES)} ≈ {printed}"


def number_text(printed: Printed) -> str:
    """A printed number in the Vietnamese style."""
    return format_number(printed.value, printed.places)
