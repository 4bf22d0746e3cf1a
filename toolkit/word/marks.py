"""Bound figures in a document that came back: found by their control's tag, else its alias, else their bookmark; and brought up to date.

A figure within deleted text is no longer there. One in which somebody tracked a change of digits counts as edited by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from toolkit.model.place import NOWHERE, Place
from toolkit.model.prose import Mark, Marked
from toolkit.word.bound import OURS
from toolkit.word.read import iter_paragraphs
from toolkit.word.xml import UNSEEN_MARKS, value_of, visible, w

_TAG: Final = re.compile(r"[^|]+\|[^|]+\|[^|]+\|[a-z_]+")


def is_tag(text: str) -> bool:
    """True for a text that may be the tag of a bound figure."""
    return bool(_TAG.fullmatch(text))


@dataclass(slots=True)
class Spot:
    """One bound figure in a document: what it says it is, and the pieces of text that print it."""

    tag: str
    bookmark: str
    start: int
    end: int = 0
    pieces: list[etree._Element] = field(default_factory=list)
    is_edited: bool = False
    """True where somebody tracked a change within it."""

    @property
    def text(self) -> str:
        """What it prints now."""
        return "".join(piece.text or "" for piece in self.pieces)

    def put(self, text: str) -> None:
        """Prints another text in the look of the old one."""
        for number, piece in enumerate(self.pieces):
            piece.text = text if number == 0 else ""


@dataclass(frozen=True, slots=True)
class SpottedParagraph:
    """A paragraph with its place, its text, and the bound figures in it."""

    place: Place
    text: str
    spots: tuple[Spot, ...]

    @property
    def marked(self) -> Marked:
        """The same as text with marks."""
        return Marked(self.text, tuple(Mark(spot.start, spot.end, spot.tag) for spot in self.spots))


def iter_spotted(root: etree._Element, tags: Mapping[str, str]) -> Iterator[SpottedParagraph]:
    """The paragraphs of a document's main part that hold text; `tags` names figures by their bookmarks, where their control is gone."""
    for place, paragraph in iter_paragraphs(root):
        each = spotted(paragraph, tags, place)
        if each.text.strip():
            yield each


def spotted(paragraph: etree._Element, tags: Mapping[str, str], place: Place = NOWHERE) -> SpottedParagraph:
    """One paragraph with the bound figures in it."""
    walk = _Walk(tags)
    walk.within(paragraph)
    return SpottedParagraph(place, "".join(walk.pieces), tuple(walk.spots()))


class _Walk:
    """Goes through a paragraph once, counting letters as a reader sees them."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        self._tags = tags
        self.pieces: list[str] = []
        self._length = 0
        self._open: list[Spot] = []
        self._bookmarks: dict[str, Spot] = {}
        self._found: list[Spot] = []

    def spots(self) -> Iterator[Spot]:
        """What was found and still prints something; of a control and the bookmark around it, the control."""
        for spot in sorted(self._found, key=lambda each: each.start):
            if spot.text and not any(_is_within(each, spot) for each in self._found):
                yield spot

    def within(self, parent: etree._Element) -> None:
        for node in parent:
            if node.tag == w("bookmarkStart"):
                self._begin_bookmark(node)
            elif node.tag == w("bookmarkEnd"):
                self._end_bookmark(node)
            elif node.tag == w("sdt"):
                self._control(node)
            else:
                self._other(node)

    def _other(self, node: etree._Element) -> None:
        shown = visible(node)
        if shown is not None:
            self.pieces.append(shown)
            if node.tag == w("t"):
                for spot in self._open:
                    spot.pieces.append(node)
            self._length += len(shown)
        elif node.tag in (w("ins"), w("del"), w("moveFrom"), w("moveTo")):
            for spot in self._open:
                spot.is_edited = True
            if node.tag not in UNSEEN_MARKS:
                self.within(node)
        elif node.tag not in UNSEEN_MARKS:
            self.within(node)

    def _control(self, node: etree._Element) -> None:
        if node.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None:
            # somebody took the figure out; Word shows its own words in the empty control
            return
        tag = next((text for text in (value_of(node, "sdtPr/tag"), value_of(node, "sdtPr/alias")) if is_tag(text)), "")
        if not tag:
            self.within(node)
            return
        spot = Spot(tag, "", self._length)
        self._open.append(spot)
        self.within(node)
        self._close(spot)

    def _close(self, spot: Spot) -> None:
        self._open.remove(spot)
        spot.end = self._length
        self._found.append(spot)

    def _begin_bookmark(self, node: etree._Element) -> None:
        name = node.get(w("name"), "")
        if OURS.match(name):
            spot = Spot(self._tags.get(name, ""), name, self._length)
            self._bookmarks[node.get(w("id"), "")] = spot
            self._open.append(spot)

    def _end_bookmark(self, node: etree._Element) -> None:
        spot = self._bookmarks.pop(node.get(w("id"), ""), None)
        if spot is not None:
            self._close(spot)


def _is_within(inner: Spot, outer: Spot) -> bool:
    return bool(outer.bookmark) and not inner.bookmark and outer.start <= inner.start and inner.end <= outer.end
