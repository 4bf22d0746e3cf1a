"""Bound figures: a plain-text content control tagged with what it is, inside a bookmark that says the same (DESIGN 4.6)."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from lxml import etree

from toolkit.model.prose import Bound
from toolkit.word.xml import element, run, w

TAG_LENGTH: Final = 64
BOOKMARK_LENGTH: Final = 40
OURS: Final = re.compile(r"bc([0-9]+)_")
"""How the name of a figure's bookmark begins."""


class Binder:
    """Makes bound runs with ids and names of their own, above those that the letterhead uses."""

    def __init__(self, first_id: int, taken: int = 0) -> None:
        """`first_id` is the highest id, `taken` the highest number of a bookmark of ours, that the document has already."""
        self._next = first_id
        self._taken = taken
        self.made: dict[str, Bound] = {}
        """Every figure that was bound, by the name of its bookmark."""

    def next_id(self) -> int:
        """An id that nothing else has."""
        self._next += 1
        return self._next

    def bind(self, bound: Bound) -> tuple[etree._Element, ...]:
        """The elements of a bound figure: bookmark start, control, bookmark end."""
        number = self.next_id()
        name = bookmark(bound, self._taken + len(self.made) + 1)
        self.made[name] = bound
        tag = short_tag(bound)
        properties = element(
            "sdtPr",
            element("alias", val=tag),
            element("tag", val=tag),
            element("id", val=number),
            element("text"),
        )
        control = element("sdt", properties, element("sdtContent", run(bound.text, bold=bound.bold, italic=bound.italic)))
        return element("bookmarkStart", id=number, name=name), control, element("bookmarkEnd", id=number)


def highest_id(body: etree._Element) -> int:
    """The highest id of a control or bookmark; Word gives large ones, which may even be negative."""
    ids = (node.get(w("val") if node.tag == w("id") else w("id"), "0") for node in body.iter(w("id"), w("bookmarkStart")))
    return max((int(each) for each in ids if each.lstrip("-").isdigit() and int(each) < 2**30), default=0)


def highest_bookmark(body: etree._Element) -> int:
    """The highest number that a bookmark of ours bears; 0 where there is none."""
    found = (OURS.match(node.get(w("name"), "")) for node in body.iter(w("bookmarkStart")))
    return max((int(match[1]) for match in found if match), default=0)


def short_tag(bound: Bound) -> str:
    """The figure's tag; one over Word's limit keeps its beginning and ends with a digest of the whole."""
    return _cut(bound.tag, TAG_LENGTH)


def bookmark(bound: Bound, count: int) -> str:
    """A bookmark's name: `bc12_02_ket_nap_moi_2020_so`; the number keeps it unique, Word's limit is 40 characters."""
    words = re.sub(r"[^0-9A-Za-z_]+", "_", bound.tag)
    return _cut(f"bc{count}_{words}", BOOKMARK_LENGTH)


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{text[: length - 9]}_{digest}"
