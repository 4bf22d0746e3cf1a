"""Vietnamese words of numbers, read: `bảy nghìn ba trăm ba mươi tám` is 7338."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

_DIGITS: Final = MappingProxyType(
    {
        "không": 0,
        "một": 1,
        "mốt": 1,
        "hai": 2,
        "ba": 3,
        "bốn": 4,
        "tư": 4,
        "năm": 5,
        "lăm": 5,
        "nhăm": 5,
        "sáu": 6,
        "bảy": 7,
        "bẩy": 7,
        "tám": 8,
        "chín": 9,
    }
)
_SCALES: Final = MappingProxyType({"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9})
_FILLERS: Final = frozenset(("linh", "lẻ"))
_WORD: Final = "|".join((*_DIGITS, *_SCALES, *_FILLERS, "trăm", "mươi", "mười"))
SPELLED: Final = rf"\b(?:{_WORD})(?:\s+(?:{_WORD}))+\b"
"""Two such words and more, that may be a number."""
_YEARS: Final = re.compile(r"(?<=mươi|mười|trăm|ngàn)\s+năm$|(?<=nghìn|triệu)\s+năm$", re.IGNORECASE)


def without_years(text: str) -> str:
    """The words without a last `năm` that means years rather than five: `hai mươi năm`, `một trăm năm`."""
    return _YEARS.sub("", text)


def read_words(spelled: list[str]) -> int | None:
    """The whole number that these small words spell; None where they are anything else."""
    total = group = 0
    ones: int | None = None
    for word in spelled:
        if word in _DIGITS:
            if ones is not None:
                return None
            ones = _DIGITS[word]
        elif word in _SCALES:
            total = (
                (total + group + (ones or 0)) * _SCALES[word]
                if word in ("tỷ", "tỉ")
                else total + (group + (ones or 0)) * _SCALES[word]
            )
            group, ones = 0, None
        elif word == "trăm" and ones is not None:
            group, ones = ones * 100, None
        elif word == "mươi" and ones is not None:
            group, ones = group + ones * 10, None
        elif word in ("mười", "mưòi") and ones is None:
            group += 10
        elif word not in _FILLERS or ones is not None:
            return None
    return total + group + (ones or 0) if spelled and spelled[-1] not in _FILLERS else None
