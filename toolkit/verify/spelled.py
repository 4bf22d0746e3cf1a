"""Numbers in words beside their digits: `7.338 (bảy nghìn ba trăm ba mươi tám)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from toolkit.verify.records import Claim
from toolkit.verify.sentence import NUMBER, PLAIN, Sentence
from toolkit.verify.working import number_text
from toolkit.vietnamese.numbers import words

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
_BESIDE: Final = re.compile(
    rf"(?P<a>{NUMBER})[^{PLAIN}:]{{0,24}}\(\s*(?P<marked>(?:viết )?bằng chữ\s*:?\s*)?(?P<words>[a-zà-ỹđ]+(?:\s+[a-zà-ỹđ]+){{0,24}})\s*\)"
)


def iter_spelled_claims(sentence: Sentence) -> Iterator[Claim]:
    """Each number with its words beside it, read. Words that are not all of a number are none, unless `bằng chữ` says so."""
    for match in _BESIDE.finditer(sentence.skeleton):
        spelled = match["words"].split()
        number = read_words(spelled) if not match["marked"] else _longest(spelled)
        numeral = sentence.numeral(match["a"])
        if number is not None and numeral.readings:
            yield _judge(
                numeral.text, match["words"], number, [each.value for each in numeral.readings], number_text(numeral.readings[0])
            )


def _judge(text: str, spelled: str, number: int, readings: list[Fraction], shown: str) -> Claim:
    is_right = Fraction(number) in readings
    whole = readings[0].denominator == 1
    expected = words(int(readings[0])) if whole else spelled
    return Claim(f"{text} ({spelled})", f"{spelled} = {number}", shown, expected, "" if is_right else "verify-words")


def _longest(spelled: list[str]) -> int | None:
    """The number of the longest beginning that is one: `bảy nghìn đồng chẵn`."""
    numbers = (read_words(spelled[:count]) for count in range(len(spelled), 0, -1))
    return next((number for number in numbers if number is not None), None)


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
