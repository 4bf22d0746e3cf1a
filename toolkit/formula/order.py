"""Which of two values comes first, in Excel's order: numbers, then texts, then FALSE, then TRUE."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from toolkit.formula.arithmetic import compare
from toolkit.formula.coerce import to_number
from toolkit.model.value import Failure, Value, is_number

_HOLDS: Mapping[str, Callable[[int], bool]] = MappingProxyType(
    {
        "=": lambda sign: sign == 0,
        "<>": lambda sign: sign != 0,
        "<": lambda sign: sign < 0,
        "<=": lambda sign: sign <= 0,
        ">": lambda sign: sign > 0,
        ">=": lambda sign: sign >= 0,
    }
)


def folded(text: str) -> str:
    """The text without the difference between capitals and small letters."""
    return text.lower()


def rank(value: Value) -> int:
    """0 for numbers and dates, 1 for texts, 2 for TRUE and FALSE."""
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def sign(left: Value, right: Value) -> int:
    """Negative, 0 or positive. Texts compare without capitals, letter by letter."""
    if rank(left) != rank(right):
        return rank(left) - rank(right)
    if isinstance(left, str) and isinstance(right, str):
        first, second = folded(left), folded(right)
        return (first > second) - (first < second)
    one, other = to_number(left), to_number(right)
    if isinstance(one, Failure) or isinstance(other, Failure):
        raise TypeError("a failure has no place in an order")
    return compare(one, other)


def holds(operator: str, left: Value, right: Value) -> bool:
    """Whether the comparison holds between two given values."""
    return _HOLDS[operator](sign(left, right))


def is_countable(value: Value) -> bool:
    """True for what COUNT counts in cells: numbers and dates."""
    return is_number(value) or isinstance(value, date)
