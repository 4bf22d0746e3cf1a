"""Documents from anywhere: their paragraphs with places, and a dump that a review can read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from toolkit.model.place import Place
from toolkit.word.contents import GALLERY
from toolkit.word.package import MAIN_PART, check_package, read_part
from toolkit.word.xml import WRAPPERS, iter_wrapped, text_of, value_of, w


def read_paragraphs(data: bytes, name: str) -> list[tuple[Place, str]]:
    """Every paragraph that holds text, in reading order, cells of tables and content controls included.

    A place names the paragraph (`¶12`), and in a table the cell (`T2`, `C4`; tables and paragraphs are counted from one).
    Obstacles: `document-unreadable`, `document-too-big`, `document-encrypted`, `document-unsafe`.
    """
    check_package(data, name)
    root = read_part(data, MAIN_PART, name)
    return [(place.at(file=name), text) for place, paragraph in iter_paragraphs(root) if (text := text_of(paragraph)).strip()]


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
                yield (place if place.sheet else place.at(cell=f"¶{self._paragraphs}")), child
            elif child.tag == w("tbl"):
                self._tables += 1
                yield from self._table(child, place.at(sheet=f"T{self._tables}"))
            elif child.tag in WRAPPERS and value_of(child, "sdtPr/docPartObj/docPartGallery") != GALLERY:
                yield from self.within(child, place)

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
