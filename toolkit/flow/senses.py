"""Sentences whose sense new figures may turn: met to missed, rose to fell, a rank, "cao nhất", "100%". Listed, never rewritten.

Two ways to tell. A sentence that stands as the program wrote it is compared with what the program writes now: where that is another
sentence, the old one has lost its ground. A sentence that somebody rewrote is searched for words that depend on its figures.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.flow.bound import Judged, Standing
from toolkit.model.place import Place
from toolkit.model.prose import Document, TableBlock, marked, paragraphs_of
from toolkit.model.value import is_number
from toolkit.vietnamese.numbers import read_percent
from toolkit.vietnamese.sentences import Clause, iter_clauses
from toolkit.word import Opened, SpottedParagraph, digest

_DIRECTION = re.compile(r"\b(tăng|giảm|bằng)\b", re.IGNORECASE)
_VERDICT = re.compile(r"\b(?:đạt|vượt|hoàn thành|về đích|bảo đảm|đảm bảo|chưa|không|thiếu|hụt|dưới|trên|từ)\b", re.IGNORECASE)
_RANK = re.compile(
    r"\b(?:cao nhất|thấp nhất|nhiều nhất|ít nhất|lớn nhất|nhỏ nhất|tốt nhất|yếu nhất|dẫn đầu|đứng đầu|đứng thứ|đứng cuối|xếp thứ|xếp hạng"
    r"|xếp cuối|thứ (?:nhất|nhì|hai|ba)|hạng (?:nhất|nhì|ba)|cao hơn|thấp hơn|nhiều hơn|ít hơn|vượt trội)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"100\s?%|\b(?:tất cả|toàn bộ|mọi|đều|không còn)\b", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:gấp|quá nửa|hơn một nửa|gần một nửa|một nửa|phần lớn|đa số|đại đa số|hầu hết|chỉ có|duy nhất|không có)\b", re.IGNORECASE
)
_TAGS = re.compile(r"\{[^{}]*\}")
_RATES = ("ty_le",)
_CHANGES = ("chenh_lech", "toc_do")
_LIKE_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence for the editor to look at, and why."""

    code: str
    place: Place
    sentence: str
    values: tuple[tuple[str, str], ...] = ()


def iter_doubts(opened: Opened, document: Document, judged: Mapping[int, Judged]) -> Iterator[Doubt]:
    """Each sentence in doubt, in reading order, then what the program would say now and the document does not."""
    fresh = {clause.words: clause for clause in _prose(document)}
    cells = {clause.words for clause in _cells(document)}
    original = opened.memory.sentences
    said = {clause.words for paragraph in opened.paragraphs for clause in iter_clauses(paragraph.marked)}
    offered = {words: clause for words, clause in fresh.items() if words not in said and digest(words) not in original}
    for paragraph in opened.paragraphs:
        for clause in iter_clauses(paragraph.marked):
            if clause.words in fresh or clause.words in cells or _is_worded_so(clause, offered):
                continue
            if digest(clause.words) in original:
                if not paragraph.place.sheet:
                    yield _turned(paragraph.place, clause, offered)
            else:
                yield from _rewritten(paragraph, clause, judged)
    if original:
        yield from (Doubt("refresh-new-sentence", Place(), clause.text) for clause in offered.values())
        if not opened.memory.rows and any(words not in said and digest(words) not in original for words in cells):
            yield Doubt(
                "refresh-table-differs", Place(), document.part("trich_yeu").lines[0] if document.part("trich_yeu").lines else ""
            )


def _is_worded_so(clause: Clause, offered: dict[str, Clause]) -> bool:
    """True where the program writes the same words with a figure in another format: its template changed, and no sense did."""
    bare = _TAGS.sub("#", clause.words)
    same = next((words for words in offered if _TAGS.sub("#", words) == bare), "")
    if same:
        del offered[same]
    return bool(same)


def _prose(document: Document) -> Iterator[Clause]:
    for block in document.blocks:
        if not isinstance(block, TableBlock):
            for runs in paragraphs_of(block):
                yield from iter_clauses(marked(runs))


def _cells(document: Document) -> Iterator[Clause]:
    for block in document.blocks:
        if isinstance(block, TableBlock):
            for runs in paragraphs_of(block):
                yield from iter_clauses(marked(runs))


def _turned(place: Place, clause: Clause, offered: dict[str, Clause]) -> Doubt:
    """A sentence that the program no longer writes, with the one that it writes now where there is a like one."""
    bare = _TAGS.sub("#", clause.words)
    like = max(offered, key=lambda words: _likeness(bare, words), default="")
    if like and _likeness(bare, like) >= _LIKE_ENOUGH:
        return Doubt("refresh-sentence-turned", place, clause.text, (("now", offered.pop(like).text),))
    return Doubt("refresh-sentence-gone", place, clause.text)


def _likeness(bare: str, words: str) -> float:
    return difflib.SequenceMatcher(None, bare, _TAGS.sub("#", words), autojunk=False).ratio()


def _rewritten(paragraph: SpottedParagraph, clause: Clause, judged: Mapping[int, Judged]) -> Iterator[Doubt]:
    """A sentence in somebody's own words, where its words depend on figures that change."""
    starts = {mark.start for mark in clause.marks}
    spots = [spot for spot in paragraph.spots if spot.start in starts or not starts]
    changed = [judged[id(spot)] for spot in spots if judged[id(spot)].standing is Standing.STALE]
    # a sentence without a figure speaks of its paragraph's, and only a figure that turns can turn it
    changed = [each for each in changed if starts or _turns(paragraph.text, each)]
    reasons = dict.fromkeys(_reasons(paragraph.text, clause.text, changed)) if changed else {}
    if reasons:
        now = "; ".join(f"{each.spot.text} → {each.now.text}" for each in changed if each.now)
        yield Doubt("refresh-sense", paragraph.place, clause.text, (("reason", ", ".join(reasons)), ("now", now)))


def _turns(paragraph: str, each: Judged) -> bool:
    """Whether a change takes the other direction, or a share passes 100 per cent."""
    format_ = each.spot.tag.rpartition("|")[2]
    return bool(each.now) and ((format_ in _CHANGES and not _agrees(paragraph, each)) or (format_ in _RATES and _crosses(each)))


def _reasons(paragraph: str, sentence: str, changed: list[Judged]) -> Iterator[str]:
    for each in changed:
        format_ = each.spot.tag.rpartition("|")[2]
        if format_ in _CHANGES and _turns(paragraph, each):
            yield "tăng/giảm"
        if format_ in _RATES and _turns(paragraph, each) and _VERDICT.search(sentence):
            yield "đạt/chưa đạt"
    if match := _RANK.search(sentence):
        yield match[0].lower()
    for words in (_ALL, _SHARE):
        if match := words.search(sentence):
            yield match[0].lower()


def _agrees(paragraph: str, each: Judged) -> bool:
    """Whether the nearest word of direction before a change is the one that the new change asks for."""
    before = _DIRECTION.findall(paragraph[: each.spot.start])
    wanted = ("giảm", "bằng", "tăng")[(each.now.direction if each.now else 0) + 1]
    return not before or before[-1].lower() == wanted


def _crosses(each: Judged) -> bool:
    """Whether a share passes 100 per cent, or comes to it or leaves it."""
    old, new = (read_percent(text).value for text in (each.spot.text, each.now.text if each.now else ""))
    return is_number(old) and is_number(new) and _side(Decimal(old)) != _side(Decimal(new))


def _side(share: Decimal) -> int:
    return (share > 1) - (share < 1)
