"""Which of two values comes first, in Excel's order: numbers, then texts, then FALSE, then TRUE.

Texts come in Vietnamese dictionary order (a ă â b c d đ …, tones last), as on a computer set to Vietnamese; capitals do not count.
"""

from __future__ import annotations

import unicodedata
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


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MARKED = str.maketrans({"đ": "d\u0335"})


def _dictionary_key(text: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """Letters first, with what makes another letter of them (ă, đ, ơ); tones only where the letters are the same."""
    spread = unicodedata.normalize("NFD", folded(text).translate(_MARKED))
    # ă comes before â
    letters = "".join(each for each in spread if each not in _TONES).replace("\u0306", "\u0300")
    return tuple((_class(each), each) for each in letters), "".join(each for each in spread if each in _TONES)


def _class(letter: str) -> int:
    """Signs before digits before letters, and the mark that makes another letter after all of them."""
    if unicodedata.combining(letter):
        return 3
    return 2 if letter.isalpha() else 1 if letter.isdigit() else 0


def rank(value: Value) -> int:
    """0 for numbers and dates, 1 for texts, 2 for TRUE and FALSE."""
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def sign(left: Value, right: Value) -> int:
    """Negative, 0 or positive, as left comes before right, with it, or after it."""
    if type(left) is int and type(right) is int:
        return (left > right) - (left < right)
    if rank(left) != rank(right):
        return rank(left) - rank(right)
    if isinstance(left, str) and isinstance(right, str):
        return _text_sign(folded(left), folded(right))
    one, other = to_number(left), to_number(right)
    if isinstance(one, Failure) or isinstance(other, Failure):
        raise TypeError("a failure has no place in an order")
    return compare(one, other)


def _text_sign(left: str, right: str) -> int:
    first, second = (_dictionary_key(left), left), (_dictionary_key(right), right)
    return (first > second) - (first < second)


def holds(operator: str, left: Value, right: Value) -> bool:
    """Whether the comparison holds between two given values."""
    return _HOLDS[operator](sign(left, right))


def is_countable(value: Value) -> bool:
    """True for what COUNT counts in cells: numbers and dates."""
    return is_number(value) or isinstance(value, date)
