"""A sentence as the checks see it: its words in small letters, each quantity and each name with digits as one sign.

The signs come from Unicode's private area, so that a pattern can say "a number, a few words, a per cent" in plain sight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.model.place import Place
from toolkit.verify.numerals import Numeral, iter_numerals
from toolkit.vietnamese.sentences import iter_sentence_spans
from toolkit.vietnamese.text import repair

_MOST = 0xC00
_NEAR = 60
_FIRST_NUMBER, _FIRST_PERCENT, _NAME = 0xE000, 0xEC00, "\uf8ff"
NUMBER = "[\ue000-\uebff]"
PERCENT = "[\uec00-\uf7ff]"
QUANTITY = "[\ue000-\uf7ff]"
PLAIN = "\ue000-\uf7ff.;!?()"
"""What a stretch of plain words does not hold (for a negated set): quantities, brackets, the end of a clause."""
_IN_WORDS = "bằng chữ"
NAMED = "\uf8ff"

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_GROUPED_BY_SPACE = re.compile("(?<![0-9.,])([1-9][0-9]{0,2})((?:[\u00a0\u2009\u202f][0-9]{3})+)(?![0-9])")
_PAIR_BY_SPACE = re.compile(
    r"(?<![0-9.,] )(?<![0-9.,/])([1-9][0-9]{0,2})((?: [0-9]{3})+)(\s?/\s?)([1-9][0-9]{0,2})((?: [0-9]{3})+)(?![0-9])"
)
"""Plain spaces group digits only where the same is seen on both sides of a slash."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the text under verification."""

    place: Place
    text: str
    skeleton: str
    numerals: tuple[Numeral, ...]
    """Quantities and malformed numbers; a sign of the skeleton says which."""
    start: int = 0
    """Where it begins in its paragraph, as `cleaned` has it."""

    def numeral(self, sign: str) -> Numeral:
        """The number that a sign of the skeleton stands for."""
        code = ord(sign)
        return self.numerals[code - (_FIRST_PERCENT if code >= _FIRST_PERCENT else _FIRST_NUMBER)]

    def quote(self, *numerals: Numeral) -> str:
        """The words from the first to the last of these numbers, as they stand; with a bracket's end where they open one."""
        start, end = min(each.start for each in numerals), max(each.end for each in numerals)
        words = self.text[start:end]
        closing = self.text.find(")", end, end + _NEAR) if words.count("(") > words.count(")") else -1
        return words if closing < 0 else self.text[start : closing + 1]


def iter_sentences(place: Place, paragraph: str) -> Iterator[Sentence]:
    """The sentences of a paragraph that hold digits, their letters and spaces repaired."""
    text = cleaned(paragraph)
    for start, end in _joined(text):
        if any(letter.isdigit() for letter in text[start:end]):
            yield _sentence(place, text[start:end], start)


def _joined(text: str) -> Iterator[tuple[int, int]]:
    """The spans of sentences; one that begins with `Bằng chữ` goes with the number before it."""
    held: tuple[int, int] | None = None
    for start, end in iter_sentence_spans(text):
        if held and text[start:].casefold().startswith(_IN_WORDS):
            held = held[0], end
            continue
        if held:
            yield held
        held = start, end
    if held:
        yield held


def cleaned(paragraph: str) -> str:
    """The paragraph as the checks read it: letters and spaces repaired, digits that spaces group closed up."""
    return _PAIR_BY_SPACE.sub(_closed_up, repair(_PRIVATE.sub("", _GROUPED_BY_SPACE.sub(_without_spaces, paragraph))))


def _without_spaces(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"\s", "", match[2])


def _closed_up(match: re.Match[str]) -> str:
    return "".join(part.replace(" ", "") for part in match.groups())


def _sentence(place: Place, text: str, start: int) -> Sentence:
    pieces: list[str] = []
    numerals: list[Numeral] = []
    position = 0
    for numeral in iter_numerals(text):
        pieces.append(_small(text[position : numeral.start]))
        position = numeral.end
        if numeral.is_quantity and len(numerals) < _MOST:
            pieces.append(chr((_FIRST_PERCENT if numeral.percent else _FIRST_NUMBER) + len(numerals)))
            numerals.append(numeral)
        else:
            pieces.append(_NAME)
            numerals.extend([numeral] if numeral.malformed and len(numerals) < _MOST else [])
    pieces.append(_small(text[position:]))
    return Sentence(place, text, "".join(pieces), tuple(numerals), start)


def _small(words: str) -> str:
    return "".join(letter.lower()[:1] for letter in words)
