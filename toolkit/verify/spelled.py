"""Numbers in words beside their digits: `7.338 (bảy nghìn ba trăm ba mươi tám)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from toolkit.verify.number_words import read_words
from toolkit.verify.records import Claim
from toolkit.verify.sentence import NUMBER, PLAIN, Sentence
from toolkit.verify.working import number_text
from toolkit.vietnamese.numbers import words

_WORDS: Final = r"(?P<words>[a-zà-ỹđ]+(?:\s+[a-zà-ỹđ]+){0,24})"
_BESIDE: Final = re.compile(
    rf"(?P<a>{NUMBER})[^{PLAIN}:]{{0,24}}(?:\(\s*(?P<marked>(?:viết )?bằng chữ\s*:?\s*)?{_WORDS}\s*\)"
    rf"|\s*[.,;]?\s*(?P<after>(?:viết )?bằng chữ\s*:?\s*){_WORDS.replace('<words>', '<plain>')})"
)


def iter_spelled_claims(sentence: Sentence) -> Iterator[Claim]:
    """Each number with its words beside it, read. Words that are not all of a number are none, unless `bằng chữ` says so."""
    for match in _BESIDE.finditer(sentence.skeleton):
        said = match["words"] or match["plain"]
        spelled = said.split()
        number = _longest(spelled) if match["marked"] or match["after"] else read_words(_without_money(spelled))
        numeral = sentence.numeral(match["a"])
        if number is not None and numeral.readings:
            yield _judge(numeral.text, said, number, [each.value for each in numeral.readings], number_text(numeral.readings[0]))


def _without_money(spelled: list[str]) -> list[str]:
    """The words without `đồng`, `đồng chẵn` at their end."""
    kept = spelled[:-1] if spelled[-1:] == ["chẵn"] else spelled
    return kept[:-1] if kept[-1:] == ["đồng"] and len(kept) > 1 else spelled


def _judge(text: str, spelled: str, number: int, readings: list[Fraction], shown: str) -> Claim:
    is_right = Fraction(number) in readings
    whole = readings[0].denominator == 1
    expected = words(int(readings[0])) if whole else spelled
    return Claim(f"{text} ({spelled})", f"{spelled} = {number}", shown, expected, "" if is_right else "verify-words")


def _longest(spelled: list[str]) -> int | None:
    """The number of the longest beginning that is one: `bảy nghìn đồng chẵn`."""
    numbers = (read_words(spelled[:count]) for count in range(len(spelled), 0, -1))
    return next((number for number in numbers if number is not None), None)
