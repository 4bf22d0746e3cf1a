"""Shares: `a/b đạt c%`, `a/b (c%)`, `c% (a/b)`, `a/b, vượt c%`, and parts `chiếm c%` of the whole before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from toolkit.verify.numerals import Numeral, Printed
from toolkit.verify.records import Claim
from toolkit.verify.sentence import NUMBER, PERCENT, PLAIN, Sentence
from toolkit.verify.working import combinations, likeliest, number_text, percent_text, prints_as, rounded_percent

_WORDS = r"(?:\s+(?:đ/c|[^\W\d_]+)){0,5}"
_PAIR = (
    rf"(?P<a>{NUMBER})(?:{_WORDS}\s*/\s*(?:tổng số\s+)?|{_WORDS}\s+(?:trên|trong)\s+(?:tổng\s+)?số\s+|\s+trên\s+)"
    rf"(?P<b>{NUMBER})(?!\s*/\s*{NUMBER})"
)
_REST = rf"[^{PLAIN}:,\uf8ff]{{0,60}}?"
_LEAD = rf"[^{PLAIN}\uf8ff]{{0,40}}?"
_VERB = r"\b(?P<verb>đạt|chiếm|bằng|tương đương|tương ứng|vượt|thiếu|hụt)\b"
_PAIRED = re.compile(rf"(?<!/)(?<!/\s){_PAIR}")
_STATED = re.compile(
    rf"\s*[=≈:–-]?\s*(?P<direct>{PERCENT})(?!\s*[–-])"
    rf"|\s*,\s*(?P<listed>{PERCENT})(?=\s*(?:[.;,)]|$))"
    rf"|{_REST}\(\s*(?P<in_lead>{_LEAD})(?P<inside>{PERCENT})"
    rf"|(?P<rest>{_REST})(?P<comma>\s*,)?\s*{_VERB}(?P<lead>{_LEAD})(?P<told>{PERCENT})"
)
_FURTHER = re.compile(rf"{_REST}(?:\)|,)?\s*(?:và\s+)?\b(?P<verb>vượt|thiếu|hụt)\b(?P<lead>{_LEAD})(?P<told>{PERCENT})")
_BEFORE = re.compile(
    rf"(?P<c>{PERCENT}){_REST}\(\s*(?:(?:đạt|tức là|tức|tương đương|tương ứng|là|có|với|=)\s*){{0,2}}{_PAIR}{_REST}[,;]?[^()]{{0,40}}\)"
)
_WHOLE = re.compile(rf"(?P<b>{NUMBER})[^{PLAIN}\uf8ff]{{0,60}}?\btrong đó\b")
_PART = re.compile(rf"(?P<a>{NUMBER}){_REST}(?:\(|,)?\s*\b(?:chiếm|đạt|tỷ lệ)\b{_LEAD}(?P<c>{PERCENT})")
_AMONG = re.compile(
    rf"\btrong\s+(?:tổng\s+số\s+|số\s+)?(?P<b>{NUMBER})[^{PLAIN}:,]{{1,40}}?,?\s+(?:đã\s+)?có\s+(?P<a>{NUMBER}){_REST}"
    rf"(?:,|\()?\s*\b(?P<verb>chiếm|đạt|bằng|tỷ lệ)(?:\s+tỷ lệ)?\s+(?P<c>{PERCENT})(?!\s*(?:chỉ tiêu|kế hoạch|số|trong|tổng|so với))"
)
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+)")
_AIM = r"(?:chỉ tiêu|kế hoạch|mục tiêu|dự toán)"
_OF_AIM = re.compile(
    rf"(?P<a>{NUMBER}){_REST},?\s*\b(?P<verb>đạt|bằng|vượt)\s+(?:tỷ lệ\s+)?(?P<c>{PERCENT})\s+(?:so với\s+)?{_AIM}"
    rf"[^{PLAIN}:,\uf8ff]{{0,40}}?(?:\(\s*|\blà\s+|\s)(?P<b>{NUMBER})(?!\s*/)"
)
_BOUNDS = re.compile(r"\b(trên|hơn|dưới|gần|khoảng|xấp xỉ|ít nhất|tối thiểu|tối đa)\b")
_OTHER_WAY = re.compile(r"\b(?:tăng|giảm|bình quân|mỗi|từ|còn|số liệu|theo|trong đó)\b")
_OF_ONE = re.compile(r"\b(?:riêng|huyện|xã|phường|thị|thành|tỉnh|khối|cụm|nữ|nam)\b")
"""A bracket that speaks of one among them: `1/2 số xã (huyện Đồng Văn 100%)`."""
_LEAD_LENGTH = 20
_NEAR = Fraction(2)
"""Percentage points within which a share that might be of something else is still taken for a share of these two."""


def iter_ratio_claims(sentence: Sentence) -> Iterator[Claim]:
    """Every share that the sentence states of two of its numbers, recomputed."""
    taken: set[int] = set()
    for match in _BEFORE.finditer(sentence.skeleton):
        if _is_pair(a := sentence.numeral(match["a"]), b := sentence.numeral(match["b"])):
            taken.add(a.start)
            yield from _judge(sentence, a, b, sentence.numeral(match["c"]), _lead(sentence, match.start()))
    for match in _PAIRED.finditer(sentence.skeleton):
        a, b = sentence.numeral(match["a"]), sentence.numeral(match["b"])
        if a.start not in taken and _is_pair(a, b):
            yield from _after(sentence, a, b, match.end())
    for match in _AMONG.finditer(sentence.skeleton):
        if match["verb"] == "chiếm" or _is_alike(sentence, match):
            yield from _named_apart(sentence, match, "", at_most_all=True)
    for match in _OF_AIM.finditer(sentence.skeleton):
        if _is_alike(sentence, match):
            yield from _named_apart(sentence, match, match["verb"])
    for match in _WHOLE.finditer(sentence.skeleton):
        for part in _PART.finditer(sentence.skeleton, match.end()):
            yield from _part(sentence, *(sentence.numeral(sign) for sign in (part["a"], match["b"], part["c"])))


def _named_apart(sentence: Sentence, match: re.Match[str], verb: str, *, at_most_all: bool = False) -> Iterator[Claim]:
    """Parts and whole that stand apart in the sentence; `at_most_all` where the parts are some of the whole."""
    a, b, c = (sentence.numeral(match[name]) for name in "abc")
    if _is_pair(a, b) and not (at_most_all and a.readings[0].value > b.readings[0].value):
        yield from _judge(sentence, a, b, c, verb)


def _is_alike(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether both count the same thing, or the aim says nothing of what it counts."""
    own, other = (_FIRST_WORD.match(sentence.skeleton, match.end(name)) for name in "ab")
    return other is None or bool(own and own[1] == other[1])


def _is_pair(a: Numeral, b: Numeral) -> bool:
    """False for a zero below the line and for a school year such as 2020/2021."""
    first, second = a.readings[0].value, b.readings[0].value
    return second != 0 and not (1900 <= first < 2100 and second == first + 1 and len(a.text) == len(b.text) == 4)


def _lead(sentence: Sentence, position: int) -> str:
    """The two words before a place."""
    return " ".join(sentence.skeleton[max(0, position - _LEAD_LENGTH) : position].split()[-2:])


def _after(sentence: Sentence, a: Numeral, b: Numeral, position: int) -> Iterator[Claim]:
    match = _STATED.match(sentence.skeleton, position)
    if not match:
        return
    sign = match["direct"] or match["listed"] or match["inside"] or match["told"]
    if match["inside"] and _OF_ONE.search(match["in_lead"]):
        return
    lead = f"{match['verb'] or ''} {match['lead'] or match['in_lead'] or ''}"
    c = sentence.numeral(sign)
    of_units = bool(match["told"] and match["rest"].strip() and not match["comma"] and "tỷ lệ" not in lead)
    if not of_units or _is_surely_of(a, b, c):
        yield from _judge(sentence, a, b, c, lead)
    further = _FURTHER.match(sentence.skeleton, match.end())
    if further:
        yield from _judge(sentence, a, b, sentence.numeral(further["told"]), f"{further['verb']} {further['lead']}")


def _is_surely_of(a: Numeral, b: Numeral, c: Numeral) -> bool:
    """Whether c is the share of a in b, where it may also be what each of a reached: `10/12 chi đoàn đạt 100% chỉ tiêu`."""
    first, second, share = likeliest(a, b, c)
    return share.places > 0 or abs(first.value / second.value * 100 - share.value) <= _NEAR


def _part(sentence: Sentence, a: Numeral, b: Numeral, c: Numeral) -> Iterator[Claim]:
    """A share of the whole named before it; where it is far off it may be of something else, and nothing is said."""
    part, whole, share = likeliest(a, b, c)
    if whole.value and part.value <= whole.value and abs(part.value / whole.value * 100 - share.value) <= _NEAR:
        yield from _judge(sentence, a, b, c, "")


def _judge(sentence: Sentence, a: Numeral, b: Numeral, c: Numeral, lead: str) -> Iterator[Claim]:
    if _OTHER_WAY.search(lead):
        return
    found = sentence.quote(a, b, c)
    readings = [each for each in combinations(a, b, c) if each[1].value]
    if bound := _BOUNDS.search(lead):
        yield from _within_bound(found, readings or [likeliest(a, b, c)], bound[1])
        return
    change = 1 if "vượt" in lead else -1 if re.search("thiếu|hụt", lead) else 0
    for first, second, share in readings:
        if prints_as(_percent(first, second, change), share):
            yield _right(found, first, second, share, change)
            return
    first, second, share = likeliest(a, b, c)
    yield _wrong(found, first, second, share, change)


def _percent(a: Printed, b: Printed, change: int) -> Fraction:
    ratio = a.value / b.value
    return 100 * (ratio if not change else change * (ratio - 1))


def _working(a: Printed, b: Printed, places: int, change: int) -> str:
    ratio = a.value / b.value
    quotient = f"{number_text(a)} / {number_text(b)}"
    if not change:
        return f"{quotient} = {rounded_percent(ratio, places)}"
    difference = f"{quotient} − 100%" if change > 0 else f"100% − {quotient}"
    return f"{difference} = {rounded_percent(change * (ratio - 1), places)}"


def _right(found: str, a: Printed, b: Printed, c: Printed, change: int) -> Claim:
    """A right share; `100%` of what falls short of all is right only by rounding, and says too much."""
    overstated = not change and c.value == 100 and a.value != b.value
    exact = percent_text(a.value / b.value, 2)
    code = "verify-rounded-to-all" if overstated else ""
    return Claim(found, _working(a, b, c.places, change), f"{number_text(c)}%", exact if overstated else f"{number_text(c)}%", code)


def _wrong(found: str, a: Printed, b: Printed, c: Printed, change: int) -> Claim:
    expected = percent_text(_percent(a, b, change) / 100, c.places)
    if change > 0 and prints_as(_percent(a, b, 0), c):
        # "vượt 101,3%" for "đạt 101,3%"
        return Claim(found, _working(a, b, c.places, change), f"{number_text(c)}%", expected, "verify-exceeds-is-share")
    return Claim(found, _working(a, b, c.places, change), f"{number_text(c)}%", expected, "verify-share")


def _within_bound(found: str, readings: list[tuple[Printed, ...]], bound: str) -> Iterator[Claim]:
    """`đạt trên 101%`: a claim that can be broken, though not recomputed; `gần`, `khoảng` claim too little to be broken."""
    a, b, c = readings[0]
    ratio = _percent(a, b, 0)
    if bound in ("gần", "khoảng", "xấp xỉ"):
        return
    holds = ratio >= c.value if bound in ("trên", "hơn", "ít nhất", "tối thiểu") else ratio <= c.value
    expected = percent_text(ratio / 100, max(c.places, 1))
    yield Claim(found, _working(a, b, max(c.places, 1), 0), f"{bound} {number_text(c)}%", expected, "" if holds else "verify-share")
