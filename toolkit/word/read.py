"""Documents from anywhere: their paragraphs with places, and a dump that a review can read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from toolkit.model.place import Place
from toolkit.word.contents import GALLERY
from toolkit.word.package import MAIN_PART, check_package, main_part, part_names, read_part
from toolkit.word.xml import FALLBACK, WRAPPERS, iter_wrapped, text_of, value_of, w

_APART = re.compile(r"word/(?:footnotes|endnotes|header[0-9]*|footer[0-9]*)\.xml")


def read_paragraphs(data: bytes, name: str) -> list[tuple[Place, str]]:
    """Every paragraph that holds text, in reading order, cells, content controls and text boxes included; then those of `read_apart`.

    A place names the paragraph (`¶12`), and in a table the cell (`T2`, `C4`; tables and paragraphs are counted from one).
    Obstacles: `document-unreadable`, `document-too-big`, `document-encrypted`, `document-unsafe`.
    """
    check_package(data, name)
    root = read_part(data, main_part(data, name), name)
    return [*_with_text(iter_paragraphs(root), name), *read_apart(data, name)]


def read_apart(data: bytes, name: str) -> list[tuple[Place, str]]:
    """What stands outside the text of a document that can be opened: footnotes, endnotes, headers and footers, each paragraph once.

    A place names the part and the paragraph in it: `footnotes`, `¶3`.
    """
    found: list[tuple[Place, str]] = []
    seen: set[str] = set()
    for part in sorted(each for each in part_names(data) if _APART.fullmatch(each)):
        sheet = posixpath.basename(part).removesuffix(".xml")
        paragraphs = enumerate(read_part(data, part, name).iter(w("p")), 1)
        for place, text in _with_text(((Place(sheet=sheet, cell=f"¶{number}"), each) for number, each in paragraphs), name):
            # the same header stands in a part of its own for each section
            if text not in seen:
                found.append((place, text))
            seen.add(text)
    return found


def _with_text(paragraphs: Iterable[tuple[Place, etree._Element]], name: str) -> Iterator[tuple[Place, str]]:
    return ((place.at(file=name), text) for place, paragraph in paragraphs if (text := text_of(paragraph)).strip())


def dump_docx(data: bytes) -> str:
    """Each paragraph on a line: its style, its text, bound figures as `[text|tag]`; sections as `== width x height ==`."""
    check_package(data, "dump")
    root = read_part(data, MAIN_PART, "dump")
    lines: list[str] = []
    for place, paragraph in iter_paragraphs(root):
        style = value_of(paragraph, "pPr/pStyle")
        spot = "!".join(part for part in (place.sheet, place.cell) if place.sheet and part)
        lines.append(" ".join(part for part in (f"{style or '-'}:", spot, _marked(paragraph)) if part))
        lines.extend(_section(section) for section in paragraph.iter(w("sectPr")))
    return "\n".join((*lines, *(_section(section) for section in root.iterfind(f"{w('body')}/{w('sectPr')}")))) + "\n"


def iter_paragraphs(root: etree._Element) -> Iterator[tuple[Place, etree._Element]]:
    """Every paragraph of a main part with its place, in reading order."""
    body = root.find(w("body"))
    return iter(()) if body is None else _Walk().within(body, Place())


class _Walk:
    """Counts paragraphs and tables in reading order; rows and cells may stand in content controls. A table of contents is passed over."""

    def __init__(self) -> None:
        self._paragraphs = self._tables = 0

    def within(self, parent: etree._Element, place: Place) -> Iterator[tuple[Place, etree._Element]]:
        """The paragraphs below; `place` is the cell that they are in."""
        for child in parent:
            if child.tag == w("p"):
                self._paragraphs += 1
                own = place if place.sheet else place.at(cell=f"¶{self._paragraphs}")
                yield own, child
                yield from self._boxes(child, own)
            elif child.tag == w("tbl"):
                self._tables += 1
                yield from self._table(child, place.at(sheet=f"T{self._tables}"))
            elif child.tag in WRAPPERS and value_of(child, "sdtPr/docPartObj/docPartGallery") != GALLERY:
                yield from self.within(child, place)

    def _boxes(self, paragraph: etree._Element, place: Place) -> Iterator[tuple[Place, etree._Element]]:
        """The paragraphs of text boxes that are anchored here; of a box in two forms, the first."""
        for box in paragraph.iter(w("txbxContent")):
            above = {node.tag for node in box.iterancestors()}
            if FALLBACK not in above and next(box.iterancestors(w("p"))) is paragraph:
                yield from self.within(box, place if place.sheet else Place())

    def _table(self, table: etree._Element, place: Place) -> Iterator[tuple[Place, etree._Element]]:
        for down, row in enumerate(iter_wrapped(table, w("tr")), 1):
            for across, cell in enumerate(iter_wrapped(row, w("tc"))):
                yield from self.within(cell, place.at(cell=f"{_letters(across)}{down}"))


def _letters(column: int) -> str:
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


def _marked(paragraph: etree._Element) -> str:
    pieces = []
    for child in paragraph:
        if child.tag == w("sdt"):
            pieces.append(f"[{text_of(child)}|{value_of(child, 'sdtPr/tag')}]")
        elif child.tag != w("pPr"):
            pieces.append(text_of(child))
    return "".join(pieces)


def _section(section: etree._Element) -> str:
    size = section.find(w("pgSz"))
    return "==" if size is None else f"== {size.get(w('w'))} x {size.get(w('h'))} =="
