"""Changes: `A, tăng c% so với … (B)`, `tăng d (c%) so với … (B)`, `tăng từ B lên A (c%)`; per cents against percentage points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from toolkit.verify.numerals import Numeral, Printed
from toolkit.verify.records import Claim
from toolkit.verify.sentence import NAMED, NUMBER, PERCENT, PLAIN, QUANTITY, Sentence
from toolkit.verify.working import combinations, number_text, percent_text, prints_as, rounded_percent
from toolkit.vietnamese.numbers import format_number

_NOUN = r"(?:\s+(?!(?:so|tương|tức|hay|bằng|đạt|là|với|tỷ)\b)[^\W\d_]+){0,6}"
_AS = r"[\s,(]*(?:(?:tương đương|tương ứng|tức là|tức|hay|bằng|đạt|với|tỷ lệ|là|=)\s*){0,3}"
_POINTS = r"(?P<points>\s*điểm(?:\s+(?:phần trăm|%))?)?"
_VERB = "tăng|giảm|cao hơn|nhiều hơn|thấp hơn|ít hơn"
_RISES = frozenset(("tăng", "cao hơn", "nhiều hơn"))
_CHANGE = re.compile(
    rf"\b(?P<verb>{_VERB})(?:\s+(?:lên|xuống|thêm|được|đi))?\s*"
    rf"(?:(?P<d>{NUMBER})(?P<dn>{_NOUN})(?:\s*%)?(?:{_AS}(?P<c>{PERCENT})\)?)?|(?P<only>{PERCENT}){_POINTS}(?:\s*\(\s*(?P<bare>{NUMBER})(?P<bn>{_NOUN})\))?)"
    rf"(?P<compared>\s*\)?\s*,?\s*so\s+(?:với\s+)?"
    rf"(?:(?P<b>{QUANTITY})|[^{PLAIN}]{{1,80}}?(?:\(\s*(?:(?:là|đạt|chỉ|có|năm|{NAMED}|:)\s*){{0,3}}|\b(?:là|đạt|có)\s+|:\s*)(?P<told>{QUANTITY})))?"
)
_FROM_TO = re.compile(
    rf"\b(?P<verb>tăng|giảm)\s+từ\s+(?P<b>{QUANTITY})[^{PLAIN}]{{0,60}}?\b(?:lên|xuống|còn|thành|đến)\s+(?:còn\s+)?(?P<a>{QUANTITY})"
    rf"(?:(?P<noun>[^{PLAIN},]{{0,40}}?)(?:\(|,)\s*(?:(?:tăng|giảm|tương đương|tương ứng|tức|đạt|tỷ lệ)\s+)*(?P<c>{QUANTITY}){_POINTS}(?P<dn>{_NOUN}))?"
)
_BEFORE_IT = re.compile(
    rf"(?:(?P<a>{NUMBER})(?P<an>{_NOUN})\s*\((?:so với\s+)?(?:{NAMED}|năm|cùng kỳ|kỳ)[^{PLAIN}]{{0,40}}?\s(?P<b>{NUMBER})(?P<bn>{_NOUN})\)"
    rf"|so với\s+[^{PLAIN}]{{1,60}}?\(\s*(?:là\s+|có\s+)?(?P<b2>{NUMBER})(?P<bn2>{_NOUN})\)[^{PLAIN}]{{0,60}}?(?P<a2>{NUMBER})(?P<an2>{_NOUN})"
    rf"|{NAMED}[^{PLAIN}{NAMED}]{{0,40}}?(?P<b3>{NUMBER})(?P<bn3>{_NOUN})\s*[,;]\s*{NAMED}[^{PLAIN}{NAMED}]{{0,40}}?(?P<a3>{NUMBER})(?P<an3>{_NOUN}))"
    rf"\s*,\s*(?P<verb>{_VERB})\s+(?P<c>{PERCENT})(?=\s*(?:[.;,)]|$|so với))"
)
"""What it was stands before the change: in a bracket, at the head of the sentence, or as the year before."""
_SIGNED = re.compile(rf"(?P<verb>tăng|giảm)\s+[-−–](?P<c>{QUANTITY})")
_COUNTS = re.compile(rf"(?P<sign>{NUMBER})(?:\s*/\s*{NUMBER})?")
_PERCENTS = re.compile(rf"(?P<sign>{PERCENT})")
_FARTHEST = 120
_TIME = re.compile(r"\s*(?:năm|tháng|quý|kỳ|lần|đợt|ngày|tuần)\b")
_RANGE = re.compile(r"\b(?:đến|thành)\b")
"""`giảm từ 5 đến 10%` is a range."""
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class _Change:
    """A change as stated: what it is now, by how much (`d` counted, `c` in per cent), from what."""

    rises: bool
    a: Numeral
    b: Numeral
    c: Numeral | None
    d: Numeral | None
    in_points: bool


def iter_change_claims(sentence: Sentence) -> Iterator[Claim]:
    """Every rise or fall whose two ends the sentence states, recomputed."""
    for match in _FROM_TO.finditer(sentence.skeleton):
        yield from _from_to(sentence, match)
    for match in _BEFORE_IT.finditer(sentence.skeleton):
        yield from _after_base(sentence, match)
    for match in _SIGNED.finditer(sentence.skeleton):
        numeral = sentence.numeral(match["c"])
        said = f"−{number_text(numeral.readings[0])}{'%' if numeral.percent else ''}"
        yield Claim(f"{match['verb']} -{numeral.text}", f"{said} < 0", match["verb"], "giảm", "verify-direction")
    for match in _CHANGE.finditer(sentence.skeleton):
        yield from _compared(sentence, match)


def _from_to(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """`tăng từ B lên A (c%)`, and without a c: whether it rose or fell."""
    a, b = (sentence.numeral(match[name]) for name in "ab")
    c = sentence.numeral(match["c"]) if match["c"] else None
    if a.percent != b.percent:
        return
    if c and (c.percent or (match["points"] and a.percent)):
        yield from _judge(sentence, _Change(match["verb"] == "tăng", a, b, c, None, bool(match["points"])))
    elif c and _first_word(match["dn"]) and _first_word(match["dn"]) == _first_word(match["noun"]):
        yield from _judge(sentence, _Change(match["verb"] == "tăng", a, b, None, c, in_points=False))
    elif not _RANGE.search(sentence.skeleton, match.start("b"), match.start("a")):
        yield from _direction(sentence, match["verb"], a, b)


def _first_word(words: str | None) -> str:
    match = _FIRST_WORD.match(words or "")
    return match[1] if match else ""


def _direction(sentence: Sentence, verb: str, a: Numeral, b: Numeral) -> Iterator[Claim]:
    """Only where the two say the contrary: of a rise without a figure there is nothing else to recompute."""
    now, before = a.readings[0], b.readings[0]
    if now.value != before.value and (now.value > before.value) != (verb == "tăng"):
        sign = "%" if a.percent else ""
        larger, smaller = _ordered(now, before)
        difference = format_number(larger.value - smaller.value, max(now.places, before.places))
        working = f"{number_text(larger)}{sign} − {number_text(smaller)}{sign} = {difference}"
        yield Claim(sentence.quote(a, b), working, verb, "giảm" if verb == "tăng" else "tăng", "verify-direction")


def _after_base(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    """`A (năm 2019 là B), tăng c%`: both count the same thing."""
    which = "" if match["a"] else "2" if match["a2"] else "3"
    own, base = ((match[f"{name}{which}"] or "").split() for name in ("an", "bn"))
    if own == base or (own and base and own[0] == base[0] and which != "3"):
        a, b, c = (sentence.numeral(sign) for sign in (match[f"a{which}"], match[f"b{which}"], match["c"]))
        yield from _judge(sentence, _Change(match["verb"] in _RISES, a, b, c, None, in_points=False))


def _compared(sentence: Sentence, match: re.Match[str]) -> Iterator[Claim]:
    sign = match["b"] or match["told"]
    share = match["c"] or match["only"]
    counted = match["d"] or match["bare"]
    c, d = (sentence.numeral(each) if each else None for each in (share, counted))
    if not sign:
        if c and d and "so" in sentence.skeleton[match.end() : match.end() + 8]:
            yield from _against_difference(sentence, match, c, d)
        return
    if _TIME.match(sentence.skeleton, match.end()):
        return
    b = sentence.numeral(sign)
    now = _now(sentence, match, b)
    if now and d and now.percent and not (match["dn"] or "").strip().startswith("điểm"):
        # members beside a rate: no difference of the two
        d = None
    if now:
        yield from _judge(sentence, _Change(match["verb"] in _RISES, now, b, c, d, bool(match["points"])))


def _now(sentence: Sentence, match: re.Match[str], b: Numeral) -> Numeral | None:
    """What is compared: the nearest number before the verb that counts the same thing as b, if b says what it counts."""
    candidates = list(_before(sentence, match.start(), percent=b.percent))
    noun = _FIRST_WORD.match(sentence.skeleton, match.end())
    for sign, position in candidates:
        own = _FIRST_WORD.match(sentence.skeleton, position + 1)
        if not noun or not own or own[1] == noun[1] or own[1] in ("tăng", "giảm"):
            return sentence.numeral(sign)
    return None


def _before(sentence: Sentence, end: int, *, percent: bool) -> Iterator[tuple[str, int]]:
    """The quantities before a place and where their words begin, nearest first, of the same sort (counts or per cents); two at most.

    Of a pair a/b it is a that is compared.
    """
    start = max(0, end - _FARTHEST)
    found = list((_PERCENTS if percent else _COUNTS).finditer(sentence.skeleton, start, end))
    for each in reversed(found[-2:]):
        yield each["sign"], each.end() - 1


def _judge(sentence: Sentence, change: _Change) -> Iterator[Claim]:
    if change.d:
        yield _difference(sentence, change, change.d)
    if change.c:
        yield _share(sentence, change, change.c)


def _difference(sentence: Sentence, change: _Change, d: Numeral) -> Claim:
    found = sentence.quote(change.a, change.b, d)
    tries = list(combinations(change.a, change.b, d)) or [(change.a.readings[0], change.b.readings[0], d.readings[0])]
    a, b, stated = next((each for each in tries if abs(each[0].value - each[1].value) == each[2].value), tries[0])
    difference = a.value - b.value
    larger, smaller = _ordered(a, b)
    places = max(a.places, b.places)
    sign = "%" if change.a.percent else ""
    working = f"{number_text(larger)}{sign} − {number_text(smaller)}{sign} = {format_number(abs(difference), places)}"
    code = "verify-difference" if abs(difference) != stated.value else "" if _agrees(change, difference) else "verify-direction"
    return Claim(found, working, number_text(stated), format_number(abs(difference), places), code)


def _ordered(a: Printed, b: Printed) -> tuple[Printed, Printed]:
    return (a, b) if a.value >= b.value else (b, a)


def _agrees(change: _Change, difference: Fraction) -> bool:
    return not difference or (difference > 0) == change.rises


def _share(sentence: Sentence, change: _Change, c: Numeral) -> Claim:
    found = sentence.quote(change.a, change.b, c)
    tries = [each for each in combinations(change.a, change.b, c) if each[1].value]
    tries = tries or [(change.a.readings[0], change.b.readings[0], c.readings[0])]
    if change.a.percent:
        return _of_percents(found, change, tries)
    a, b, stated = next((each for each in tries if _is_relative(*each)), tries[0])
    if not b.value:
        return Claim(found, f"{number_text(a)} − 0", f"{number_text(stated)}%", "–", "verify-change-from-zero")
    return _relative(found, change, a, b, stated)


def _is_relative(a: Printed, b: Printed, c: Printed) -> bool:
    return bool(b.value) and prints_as(abs(a.value - b.value) / b.value * 100, c)


def _relative(found: str, change: _Change, a: Printed, b: Printed, c: Printed) -> Claim:
    ratio = abs(a.value - b.value) / b.value
    larger, smaller = _ordered(a, b)
    working = f"({number_text(larger)} − {number_text(smaller)}) / {number_text(b)} = {rounded_percent(ratio, c.places)}"
    code = "verify-change" if not _is_relative(a, b, c) else "" if _agrees(change, a.value - b.value) else "verify-direction"
    return Claim(found, working, f"{number_text(c)}%", percent_text(ratio, c.places), code)


def _of_percents(found: str, change: _Change, tries: list[tuple[Printed, ...]]) -> Claim:
    """A change between two per cents: in points, or of one relative to the other; "%" for points is a slip of its own."""
    a, b, c = next((each for each in tries if abs(each[0].value - each[1].value) == each[2].value), tries[0])
    points = abs(a.value - b.value)
    places = max(a.places, b.places)
    expected = f"{format_number(points, places)} điểm phần trăm"
    larger, smaller = _ordered(a, b)
    working = f"{number_text(larger)}% − {number_text(smaller)}% = {format_number(points, places)} điểm phần trăm"
    printed = f"{number_text(c)}{' điểm phần trăm' if change.in_points else '%'}"
    if not _agrees(change, a.value - b.value):
        return Claim(found, working, printed, expected, "verify-direction")
    if points == c.value:
        return Claim(found, working, printed, expected, "" if change.in_points else "verify-points")
    if not change.in_points and _is_relative(a, b, c):
        return _relative(found, change, a, b, c)
    return Claim(found, working, printed, expected, "verify-change")


def _against_difference(sentence: Sentence, match: re.Match[str], c: Numeral, d: Numeral) -> Iterator[Claim]:
    """`7.338 đoàn viên, tăng 95 đoàn viên (1,3%) so với năm 2019`: the base is what it is now less what it rose by."""
    nearest = next(_before(sentence, match.start(), percent=False), None)
    words = _FIRST_WORD.match(match["dn"] or match["bn"] or "")
    if not nearest or not words:
        return
    own = _FIRST_WORD.match(sentence.skeleton, nearest[1] + 1)
    if not own or own[1] != words[1]:
        return
    rises = match["verb"] in _RISES
    now, difference, share = (each.readings[0] for each in (sentence.numeral(nearest[0]), d, c))
    base = now.value - difference.value if rises else now.value + difference.value
    if base <= 0:
        return
    ratio = difference.value / base
    working = f"{number_text(difference)} / ({number_text(now)} {'−' if rises else '+'} {number_text(difference)}) = {rounded_percent(ratio, share.places)}"
    code = "" if prints_as(ratio * 100, share) else "verify-change"
    found = sentence.quote(sentence.numeral(nearest[0]), d, c)
    yield Claim(found, working, f"{number_text(share)}%", percent_text(ratio, share.places), code)
