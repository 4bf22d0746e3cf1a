"""Sums: `a + b + c = d`, `d (a + b + c)`, and parts after "gồm", "chia ra", "trong đó" that should come to the whole before them.

"Trong đó" names parts that may overlap or leave something out, and "gồm" may name what a thing holds (50 gifts of 2 boxes): so where
parts and whole differ, it is held for a slip only where they are close, and for "trong đó" only where one digit tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate

from toolkit.verify.numerals import Numeral
from toolkit.verify.records import Claim
from toolkit.verify.sentence import NAMED, NUMBER, PERCENT, PLAIN, QUANTITY, Sentence
from toolkit.verify.working import likeliest, number_text
from toolkit.vietnamese.numbers import format_number

_WORDS = r"(?:\s+[^\W\d_]+){0,6}?"
_TERMS = rf"(?P<terms>{NUMBER}{_WORDS}(?:\s*\+\s*{NUMBER}{_WORDS})+)"
_STATED = re.compile(rf"{_TERMS}\s*(?:=|bằng|là|được)\s*(?:tổng(?:\s+cộng)?\s+)?(?P<whole>{NUMBER})")
_BRACKETED = re.compile(rf"(?P<whole>{NUMBER}){_WORDS}\s*[(:=]\s*{_TERMS}\s*(?:\)|$|[.;])")
_LISTED = re.compile(
    rf"(?P<whole>{NUMBER})(?P<noun>[^{PLAIN}:,]{{0,60}}?)[\s,(:]*\b(?P<marker>trong đó|bao gồm|gồm|chia ra|chia thành)\b(?P<parts>[^.;!?\n]*(?:;[^.;!?\n]*)*)"
)
_LIST = rf"{NUMBER}{_WORDS}(?:(?:\s*[,;]\s*|\s+và\s+)(?:và\s+)?{NUMBER}{_WORDS})+"
_IN_BRACKET = re.compile(rf"(?P<whole>{NUMBER})(?P<noun>(?:\s+[^\W\d_]+){{1,4}})\s*\(\s*(?P<parts>{_LIST})\s*\)")
_IN_ALL = re.compile(rf"(?P<parts>{_LIST})\s*[,;]\s*(?:tổng\s+(?:cộng|số)|cộng)(?:\s+(?:là|có|được))?\s*:?\s*(?P<whole>{NUMBER})")
_STRUCTURE = re.compile(rf"\bcơ cấu\b[^{PLAIN}]*(?P<parts>{PERCENT}(?:[^{PLAIN}+]{{1,60}}[,;]?[^{PLAIN}+]{{0,60}}{PERCENT})+)")
_WHOLE = 100
_STRUCTURE_NEAR = 3
_BRACKETS = re.compile(r"\([^()]*\)?")
_OPEN_TAIL = re.compile(r"v\.v|…|\.\.\.|\bvà (?:nhiều|một số|các)\b|\bkhác\b(?![^,;]*[\ue000-\uebff])|\bcòn lại\b")
_ROUGHLY = re.compile(rf"\b(?:trên|hơn|gần|khoảng|xấp xỉ)\s+(?={NUMBER})")
_OTHER_MEASURE = re.compile(r"\s*(?:đồng|triệu|tỷ|nghìn|kg|tấn|tạ|km|m2|m²|mét|ha|lít|giờ|lượt|lần|suất)\b")
_NO_WHOLE = re.compile(r"\b(?:mỗi|từng|trị giá|tổng trị giá)\b")
_SHARE_WORDS = re.compile(rf"\b(?:chiếm|đạt|tăng|giảm|tỷ lệ|so với|bằng)\b[^,;]*|{PERCENT}")
_PART = re.compile(rf"{NUMBER}")
_WORD = re.compile(r"[^\W\d_]+")
_SHIFTS = re.compile(r"\b(?:tăng|giảm|so với|đạt|nữ|trẻ)\b")
_LEAST_SHARES = 3
_CLOSE = Fraction(1, 5)
_BEFORE = 10


def iter_sum_claims(sentence: Sentence) -> Iterator[Claim]:
    """Every sum that the sentence states, recomputed."""
    whole: Numeral
    for pattern in (_STATED, _BRACKETED):
        for match in pattern.finditer(sentence.skeleton):
            whole = sentence.numeral(match["whole"])
            yield _judge(sentence, whole, [sentence.numeral(sign) for sign in re.findall(NUMBER, match["terms"])])
    for match in _LISTED.finditer(sentence.skeleton):
        yield from _listed(sentence, match)
    for match in _IN_BRACKET.finditer(sentence.skeleton):
        yield from _enumerated(sentence, match, is_whole={"nam", "nữ"} <= set(_WORD.findall(match["parts"])))
    for match in _IN_ALL.finditer(sentence.skeleton):
        yield from _enumerated(sentence, match, is_whole=False)
    for match in _STRUCTURE.finditer(sentence.skeleton):
        yield from _structure(sentence, match)


def _judge(sentence: Sentence, whole: Numeral, parts: list[Numeral]) -> Claim:
    readings = likeliest(whole, *parts)
    total = sum((each.value for each in readings[1:]), Fraction(0))
    places = max(each.places for each in readings)
    expected = format_number(total, places)
    working = f"{' + '.join(number_text(each) for each in readings[1:])} = {expected}"
    code = "" if total == readings[0].value else "verify-sum"
    return Claim(sentence.quote(whole, *parts), working, number_text(readings[0]), expected, code)


def _listed(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    if _NO_WHOLE.search(match["noun"]) or _is_below_a_line(sentence, match.start()):
        return
    whole = sentence.numeral(match["whole"])
    parts = [sentence.numeral(sign) for sign in _parts(match["parts"])]
    values = [each.value for each in likeliest(whole, *parts)]
    length = next((count for count, total in enumerate(accumulate(values[1:]), 1) if count > 1 and total == values[0]), 0)
    if length:
        yield _judge(sentence, whole, parts[:length])
    elif len(parts) > 1 and not _is_loose(sentence, match) and _is_slip(match["marker"], values[0], sum(values[1:], Fraction(0))):
        yield _judge(sentence, whole, parts)


def _enumerated(sentence: Sentence, match: re.Match[str], *, is_whole: bool) -> Iterator[Claim]:
    """Parts in a bracket, or before their total: right where they add up, else a slip only where they nearly do.

    Men and women are all there are: those must add up.
    """
    whole, parts = sentence.numeral(match["whole"]), [sentence.numeral(sign) for sign in re.findall(NUMBER, match["parts"])]
    if _OTHER_MEASURE.search(match["parts"]) or _is_below_a_line(sentence, match.start("whole")):
        return
    first, *others = (each.value for each in likeliest(whole, *parts))
    total = sum(others, Fraction(0))
    if total == first or _differ_in_one_digit(first, total) or (is_whole and abs(total - first) <= first * _CLOSE):
        yield _judge(sentence, whole, parts)


def _structure(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """Shares of a whole come to a hundred, but for what rounding leaves."""
    parts = [sentence.numeral(sign).readings[0] for sign in re.findall(PERCENT, match["parts"])]
    if _SHIFTS.search(match[0]) or len(parts) < _LEAST_SHARES:
        return
    total, places = sum((each.value for each in parts), Fraction(0)), max(each.places for each in parts)
    off, allowed = abs(total - _WHOLE), Fraction(len(parts), 2 * 10**places)
    if off <= _STRUCTURE_NEAR:
        working = f"{' + '.join(f'{number_text(each)}%' for each in parts)} = {format_number(total, places)}%"
        found = sentence.quote(*(sentence.numeral(sign) for sign in re.findall(PERCENT, match["parts"])))
        yield Claim(found, working, "100%", f"{format_number(total, places)}%", "" if off <= allowed else "verify-sum")


def _is_below_a_line(sentence: Sentence, start: int) -> bool:
    """True for the b of `a/b`: the parts that follow are parts of a."""
    return bool(re.search(rf"{QUANTITY}\s*/\s*$", sentence.skeleton[:start]))


def _is_loose(sentence: Sentence, match: re.Match[str]) -> bool:
    """True for an open list and for rough numbers: they need not add up."""
    before = sentence.skeleton[max(0, match.start() - _BEFORE) : match.end()]
    return bool(_OPEN_TAIL.search(match["parts"]) or _ROUGHLY.search(before))


def _parts(text: str) -> Iterator[str]:
    """The signs of the numbers that are listed as parts, up to the first that counts something by another measure."""
    clean = _SHARE_WORDS.sub(" ", _BRACKETS.sub(" ", re.split(r"\btrong đó\b", text)[0]))
    if NAMED in clean:
        clean = clean.split(NAMED)[0]
    for item in re.split(r"[,;]|\bvà\b|\+", clean):
        signs = list(_PART.finditer(item))
        if len(signs) > 1 or (signs and _OTHER_MEASURE.match(item, signs[0].end())):
            return
        yield from (sign[0] for sign in signs)


def _is_slip(marker: str, whole: Fraction, total: Fraction) -> bool:
    if marker == "trong đó":
        return _differ_in_one_digit(whole, total)
    return abs(total - whole) <= whole * _CLOSE


def _differ_in_one_digit(one: Fraction, other: Fraction) -> bool:
    first, second = str(one), str(other)
    return len(first) == len(second) > 2 and sum(a != b for a, b in zip(first, second, strict=True)) == 1
