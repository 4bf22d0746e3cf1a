"""`100%` of something against a/b of the same thing elsewhere in the text (a headline and its figure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.verify.numerals import Numeral
from toolkit.verify.sentence import NUMBER, PERCENT, Sentence
from toolkit.verify.working import likeliest, number_text, percent_text, rounded_percent
from toolkit.vietnamese.text import fold

_SUBJECT = r"(?P<words>(?:\s+[^\W\d_]+){2,8})"
_ALL = re.compile(rf"(?P<sign>{PERCENT}){_SUBJECT}")
_PAIR = re.compile(rf"(?<!/)(?P<a>{NUMBER})\s*/\s*(?P<b>{NUMBER}){_SUBJECT}")
_SAME_SUBJECT, _SAME_PREDICATE = 3, 5
"""Words alike: so many for the same subject, so many for the same thing said of it."""


@dataclass(frozen=True, slots=True)
class WholeClaim:
    """A pair a/b of which the text says elsewhere that it is all."""

    sentence: Sentence
    a: Numeral
    b: Numeral
    subject: str
    is_whole: bool

    @property
    def found(self) -> str:
        """The pair as it stands."""
        return self.sentence.quote(self.a, self.b)

    @property
    def expected(self) -> str:
        """The share that the pair comes to."""
        a, b = likeliest(self.a, self.b)
        return percent_text(a.value / b.value, 1)

    @property
    def working(self) -> str:
        """The division."""
        a, b = likeliest(self.a, self.b)
        return f"{number_text(a)} / {number_text(b)} = {rounded_percent(a.value / b.value, 0 if a.value == b.value else 1)}"


def iter_whole_claims(sentences: Sequence[Sentence]) -> Iterator[WholeClaim]:
    """Pairs that a `100%` elsewhere speaks of: whole ones of the same subject, short ones only where the same is said of it."""
    subjects = tuple(_alls(sentences))
    for sentence in sentences:
        for match in _PAIR.finditer(sentence.skeleton):
            a, b = sentence.numeral(match["a"]), sentence.numeral(match["b"])
            first, second = likeliest(a, b)
            alike = max((_alike(match["words"], each) for each in subjects), default=0)
            is_whole = first.value == second.value
            if second.value and alike >= (_SAME_SUBJECT if is_whole else _SAME_PREDICATE):
                yield WholeClaim(sentence, a, b, " ".join(match["words"].split()[:_SAME_PREDICATE]), is_whole)


def _alls(sentences: Sequence[Sentence]) -> Iterator[str]:
    for sentence in sentences:
        for match in _ALL.finditer(sentence.skeleton):
            if sentence.numeral(match["sign"]).readings[0].value == 100:
                yield match["words"]


def _alike(one: str, other: str) -> int:
    """How many words they have in common before the first that differs."""
    count = 0
    for mine, theirs in zip(fold(one).split(), fold(other).split(), strict=False):
        if mine != theirs:
            break
        count += 1
    return count
