"""What gives a program away as the writer of a text: patterns that no careful writer leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COUNTED = (
    "đồng chí|đoàn viên|hội viên|thanh niên|đơn vị|lớp|tập thể|cá nhân|người|chi đoàn|văn bản|cuộc|công trình|mô hình|học viên|lượt|"
    "hội nghị|ủy viên|đoàn cơ sở|huyện|cơ sở"
)

_SMALL = "[" + "".join(letter for letter in map(chr, range(0x61, 0x1EFA)) if letter.islower()) + "]"

SLIPS = {
    "a doubled space": re.compile(r"[^\s]  +[^\s]"),
    "a space before a mark": re.compile(r"\w [,.;:!?)”](?!\w)"),
    "a mark twice": re.compile(r"[,;:]\s*[,;:.]|\.\.(?!\.)(?<!\.\.\.)"),
    "a small letter after a full stop": re.compile(rf"[^\W\d_]{{3,}}[.!?] {_SMALL}"),
    "a small letter at the beginning": re.compile(rf"^{_SMALL}"),
    "a count of nothing": re.compile(rf"(?<![\d.,/])0{{1,2}}(?:/\d[\d.]*)?\s(?:{_COUNTED})\b|đạt 0%|(?:tăng|giảm) 0\b"),
    "a list of one": re.compile(r"(?:^|[:,;(] )và\b"),
    "an empty clause": re.compile(r"\(\s*\)|gồm:?\s*[.;]|: ?\.|\bđạt [,.;]|\blà [,.;]|\bcó [.;]"),
    "a word twice": re.compile(r"\b(là|có|và|của|các|đã|trong|trên|với|đạt|gồm|toàn|theo|số) \1\b", re.IGNORECASE),
    "what stands for a value": re.compile(r"None|True|False|\ue000|#DIV|\{\{|\}\}|\{%"),
    "a bracket left open": re.compile(r"^[^()]*\([^()]*$|^[^()]*\)"),
    "a figure parted from what it counts": re.compile(rf"\d (?:{_COUNTED})\b"),
    "one of several": re.compile(r"\b01\u00a0(?:các|những)\b"),
}


def slips_of(text: str) -> Iterator[tuple[str, str]]:
    """(what is wrong, where) for each slip of a paragraph."""
    for slip, pattern in SLIPS.items():
        for match in pattern.finditer(text):
            yield slip, text[max(match.start() - 30, 0) : match.end() + 30]


def loose_end(text: str) -> bool:
    """True where a paragraph of prose ends without a mark."""
    return not re.search(r"[.;:]\)?$|\./\.$|,$", text)
