"""Where a sentence ends in Vietnamese prose: not after `TP.`, `Đ/c.`, an initial or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.model.prose import Mark, Marked
from toolkit.vietnamese.text import repair

_END = re.compile(r"(?<=[.!?…])\s+(?=[“\"'(–-]*[^\W\d_a-zà-ỹđ])|\n+")
_ABBREVIATION = re.compile(r"(?:\b(?:TP|Tp|TX|TT|Th|ThS|TS|PGS|GS|Đ/c|đ/c|Q|P|H|v\.v|tr|St|Mr)|\b[A-ZĐ])\.$")
_LONGEST_ABBREVIATION = 8


def iter_sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The start and the end of each sentence, without the spaces around it; nothing for an empty text."""
    start = 0
    for end in _END.finditer(text):
        if "\n" not in end[0] and _ABBREVIATION.search(text[max(start, end.start() - _LONGEST_ABBREVIATION) : end.start()]):
            continue
        yield from _trimmed(text, start, end.start())
        start = end.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a report: its text, its figures (placed in the paragraph), and its words with each figure's tag for its digits."""

    text: str
    marks: tuple[Mark, ...]
    words: str


def words_of(paragraph: Marked) -> str:
    """A paragraph's words with each figure's tag for its digits."""
    return " ".join(clause.words for clause in iter_clauses(paragraph))


def iter_clauses(paragraph: Marked) -> Iterator[Clause]:
    """The sentences of a paragraph with their figures."""
    for start, end in iter_sentence_spans(paragraph.text):
        marks = tuple(mark for mark in paragraph.marks if start <= mark.start < end)
        pieces: list[str] = []
        position = start
        for mark in marks:
            pieces += (paragraph.text[position : mark.start], "{", mark.tag, "}")
            position = max(position, mark.end)
        pieces.append(paragraph.text[position:end])
        yield Clause(paragraph.text[start:end], marks, " ".join(repair("".join(pieces)).split()))
