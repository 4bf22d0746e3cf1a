"""First and last places by the sentence's own figures: `dẫn đầu là A (101%), B (105%)`, `cao nhất là A (98%), thấp nhất là B (102%)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from toolkit.verify.numerals import Numeral
from toolkit.verify.records import Claim
from toolkit.verify.sentence import PLAIN, QUANTITY, Sentence
from toolkit.verify.working import number_text

_HIGH, _LOW = "cao nhất|nhiều nhất|lớn nhất|dẫn đầu|đứng đầu", "thấp nhất|ít nhất|nhỏ nhất|đứng cuối|xếp cuối"
_HELD = rf"[^{PLAIN},;:]{{2,70}}?(?:\(\s*(?:(?:đạt|với|có)\s+)?|\b(?:đạt|với)\s+)"
_FIRST = re.compile(
    rf"\b(?P<word>{_HIGH}|{_LOW})\s+(?:là\s+|có\s+|gồm:?\s+|thuộc về\s+){_HELD}(?P<a>{QUANTITY})[^{PLAIN},;]{{0,20}}\)?"
)
_NEXT = re.compile(
    rf"\s*(?:,|và|;)\s*(?:(?:tiếp đến|tiếp theo|kế đến|sau đó|và)\s+(?:là\s+)?)?(?P<name>[^{PLAIN},;:]{{2,70}}?)\(\s*(?P<a>{QUANTITY})[^{PLAIN}]{{0,20}}\)"
)
_OTHER = re.compile(rf"\b(?:{_HIGH}|{_LOW}|tỷ lệ|còn|trong khi|năm|đạt|chưa)\b")


def iter_order_claims(sentence: Sentence) -> Iterator[Claim]:
    """Each first place beside those named after it, and the highest beside the lowest of one sentence."""
    firsts = [(match, sentence.numeral(match["a"])) for match in _FIRST.finditer(sentence.skeleton)]
    for match, first in firsts:
        yield from _listed(sentence, match, first)
    for (one, high), (other, low) in pairwise(firsts):
        if _is_low(other) and not _is_low(one) and high.percent == low.percent:
            yield _judge(sentence, high, low, lowest=False)


def _is_low(match: re.Match[str]) -> bool:
    return bool(re.fullmatch(_LOW, match["word"]))


def _listed(sentence: Sentence, match: re.Match[str], first: Numeral) -> Iterator[Claim]:
    position = match.end()
    while (beside := _NEXT.match(sentence.skeleton, position)) and not _OTHER.search(beside["name"]):
        numeral = sentence.numeral(beside["a"])
        if numeral.percent != first.percent:
            return
        claim = _judge(sentence, first, numeral, lowest=_is_low(match))
        if claim.code:
            yield claim
            return
        position = beside.end()


def _judge(sentence: Sentence, first: Numeral, other: Numeral, *, lowest: bool) -> Claim:
    one, two = first.readings[0], other.readings[0]
    sign = "%" if first.percent else ""
    is_right = one.value <= two.value if lowest else one.value >= two.value
    relation = "≤" if one.value < two.value else "=" if one.value == two.value else "≥"
    shown = f"{number_text(one)}{sign} {relation.replace('≤', '<').replace('≥', '>')} {number_text(two)}{sign}"
    return Claim(sentence.quote(first, other), shown, first.text, other.text, "" if is_right else "verify-order")
