"""A table of contents: entries that lead to their headings, with page numbers where somebody measured them.

It is Word's own field, with what it shows already in it, so that Word asks nothing on opening; brought up to date in Word (F9) it says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from toolkit.model.prose import Runs, plain
from toolkit.word.xml import element, run

STYLE_TITLE: Final = "Mục lục"
STYLE_ENTRIES: Final = ("toc 1", "toc 2")
LEVELS: Final = len(STYLE_ENTRIES)
TITLE: Final = "MỤC LỤC"
GALLERY: Final = "Table of Contents"
"""How Word calls the control around a table of contents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its level, its number on the ladder (empty for an annex), its words, and its bookmark."""

    level: int
    number: str
    text: str
    bookmark: str


class Contents:
    """Collects a document's headings while it is written."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, level: int, number: str, runs: Runs) -> str:
        """The name of the bookmark for that heading."""
        name = f"_Toc{len(self.entries) + 1:06}"
        self.entries.append(Entry(level, number, plain(runs), name))
        return name


def bookmarked(paragraph: etree._Element, name: str, number: int) -> None:
    """Puts a bookmark around what stands in a paragraph."""
    start = 1 if len(paragraph) and paragraph[0].tag.endswith("}pPr") else 0
    paragraph.insert(start, element("bookmarkStart", id=number, name=name))
    paragraph.append(element("bookmarkEnd", id=number))


def contents_block(entries: Sequence[Entry], styles: Mapping[str, str], pages: Mapping[str, str], number: int) -> etree._Element:
    """The table of contents; `pages` are page numbers by bookmark, none where nobody measured them. `styles` are ids by name."""
    made = element("sdtContent", element("p", *_style(styles, STYLE_TITLE), run(TITLE)))
    made.extend(element("p", *_style(styles, STYLE_ENTRIES[entry.level - 1]), *_entry(entry, pages)) for entry in entries)
    if entries:
        first, last = made[1], made[-1]
        first[1 if first[0].tag.endswith("}pPr") else 0 : 0] = _field_start(_instruction(bool(pages)))
        last.append(_mark("end"))
    part = element("docPartObj", element("docPartGallery", val=GALLERY), element("docPartUnique"))
    return element("sdt", element("sdtPr", element("id", val=number), part), made)


def _instruction(numbered: bool) -> str:  # noqa: FBT001 - says which of two
    return rf' TOC \o "1-{LEVELS}" \h \z \u ' if numbered else rf' TOC \o "1-{LEVELS}" \n \h \z \u '


def _entry(entry: Entry, pages: Mapping[str, str]) -> Iterator[etree._Element]:
    link = element("hyperlink", run(f"{entry.number}{entry.text}"), anchor=entry.bookmark, history=1)
    page = pages.get(entry.bookmark)
    if page:
        link.append(element("r", element("tab")))
        link.extend((*_field_start(f" PAGEREF {entry.bookmark} \\h "), run(page), _mark("end")))
    yield link


def page_reference(bookmark: str) -> Iterator[etree._Element]:
    """A field that shows the page of a bookmark."""
    yield from (*_field_start(f" PAGEREF {bookmark} "), run("?"), _mark("end"))


def _field_start(instruction: str) -> tuple[etree._Element, ...]:
    asked = element("instrText")
    asked.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    asked.text = instruction
    return _mark("begin"), element("r", asked), _mark("separate")


def _mark(kind: str) -> etree._Element:
    return element("r", element("fldChar", fldCharType=kind))


def _style(styles: Mapping[str, str], name: str) -> list[etree._Element]:
    return [element("pPr", element("pStyle", val=styles[name]))] if name in styles else []
