"""A document in a letterhead: fields filled, blocks laid out, sections turned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import docx
from docx.opc.part import Part as PartOfPackage
from lxml import etree

from toolkit.model.ladder import Ladder
from toolkit.model.prose import (
    ANNEXES,
    BODY,
    TITLE,
    AnnexHeading,
    Block,
    Bound,
    ChartBlock,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Runs,
    SectionBreak,
    TableBlock,
    marked,
    paragraphs_of,
    plain,
)
from toolkit.vietnamese.sentences import iter_clauses
from toolkit.word import letterhead as look
from toolkit.word.bound import Binder, highest_id
from toolkit.word.chart import chart_paragraph
from toolkit.word.contents import LEVELS, Contents, bookmarked, contents_block
from toolkit.word.memory import memory_of, write_memory
from toolkit.word.package import check_package
from toolkit.word.rows import inlines, iter_row_words
from toolkit.word.table import TableStyles, table
from toolkit.word.xml import element, w

_EPOCH = datetime(2020, 1, 1)
"""The same report is the same file, whenever it is written."""


@dataclass(frozen=True)
class Making:
    """What a document is, for its own record, and the workbooks of its charts by the chart's name.

    With `contents` it gets a table of contents; `pages` are the page numbers in it, by bookmark, empty where they are not known.
    """

    unit: str = ""
    period: str = ""
    paper: str = ""
    workbooks: Mapping[str, bytes] = field(default_factory=dict)
    contents: bool = False
    pages: Mapping[str, str] = field(default_factory=dict)


def write_docx(document: Document, letterhead: bytes, making: Making = Making()) -> bytes:
    """The document as .docx in that letterhead. What the letterhead has no place or style for is told by `check_letterhead`.

    A chart is drawn where `making` has its workbook. Obstacles: those of an unreadable letterhead.
    """
    check_package(letterhead, look.NAME)
    word = docx.Document(BytesIO(letterhead))
    body = word.element.body
    for control, tag in look.controls(body):
        if look.is_field(tag):
            look.fill_field(control, document.part(tag))
    writer = _Writer(look.style_ids(word.styles.element), _section(body), Binder(highest_id(body)), word.part, making)
    start = _lay_in(body, BODY, writer.blocks(document.part(BODY).blocks))
    _lay_in(body, ANNEXES, writer.blocks(document.part(ANNEXES).blocks))
    if making.contents and start is not None:
        start.addprevious(writer.contents(making.pages))
    _keep_with_signature(body, document)
    writer.end(body)
    _describe(word, document)
    words = (clause.words for block in document.blocks for runs in paragraphs_of(block) for clause in iter_clauses(marked(runs)))
    memory = memory_of(making.unit, making.period, making.paper, writer.bound, words, iter_row_words(document.blocks))
    write_memory(word.part, memory)
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _lay_in(body: etree._Element, name: str, made: Iterator[etree._Element]) -> etree._Element | None:
    """The first element of a part, which now stands in its place; None where it has none."""
    elements = list(made)
    parent, position = look.body_place(body, name)
    parent[position:position] = elements
    return elements[0] if elements else None


class _Writer:
    """Turns blocks into elements; remembers which way the page lies."""

    def __init__(
        self, styles: dict[str, str], section: etree._Element, binder: Binder, part: PartOfPackage, making: Making
    ) -> None:
        self._styles = styles
        self._base = section
        self._binder = binder
        self._current = section
        self._part = part
        self._workbooks = making.workbooks
        self._has_contents = making.contents
        self._ladder = Ladder()
        self._contents = Contents()

    @property
    def bound(self) -> Mapping[str, Bound]:
        """The figures that were bound, by bookmark."""
        return self._binder.made

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[etree._Element]:
        """The elements of the blocks, in order."""
        for block in blocks:
            if not isinstance(block, ChartBlock) or block.name in self._workbooks:
                yield self._element(block)

    def end(self, body: etree._Element) -> None:
        """Puts the last section's properties where Word looks for them."""
        body.remove(self._base)
        body.append(self._current)

    def _element(self, block: Block) -> etree._Element:
        match block:
            case Heading(level, runs):
                return self._heading(look.STYLE_HEADINGS[level - 1], runs, level, self._ladder.next(level))
            case AnnexHeading(runs, is_title):
                return self._heading(look.STYLE_ANNEX_TITLE if is_title else look.STYLE_ANNEX, runs, 2 if is_title else 1)
            case ListItem(level, runs):
                return self._paragraph(look.STYLE_LISTS[level - 1], runs)
            case Paragraph(runs):
                return self._paragraph(look.STYLE_BODY, runs, leads=plain(runs).endswith(":"))
            case TableBlock():
                return table(block, _text_width(self._current), self._table_styles(), self._inlines)
            case ChartBlock(name):
                return self._chart(block, self._workbooks[name])
            case SectionBreak(landscape):
                return self._turn(landscape=landscape)

    def contents(self, pages: Mapping[str, str]) -> etree._Element:
        """The table of contents of what was written."""
        return contents_block(self._contents.entries, self._styles, pages, self._binder.next_id())

    def _heading(self, style: str, runs: Runs, level: int, number: str = "") -> etree._Element:
        made = self._paragraph(style, runs)
        if self._has_contents and level <= LEVELS:
            bookmarked(made, self._contents.add(level, number, runs), self._binder.next_id())
        return made

    def _chart(self, block: ChartBlock, workbook: bytes) -> etree._Element:
        made = chart_paragraph(self._part, block, workbook, _text_width(self._current), self._binder.next_id())
        properties = element("pPr", *([element("pStyle", val=self._id(look.STYLE_CELL))] if self._id(look.STYLE_CELL) else []))
        properties.extend((element("spacing", before=120, after=120), element("jc", val="center")))
        made.insert(0, properties)
        return made

    def _table_styles(self) -> TableStyles:
        cell = self._id(look.STYLE_CELL)
        return TableStyles(self._id(look.STYLE_TABLE), self._id(look.STYLE_HEADER), cell, self._id(look.STYLE_TOTAL) or cell)

    def _id(self, style: str) -> str:
        return self._styles.get(style, "")

    def _paragraph(self, style: str, runs: Runs, *, leads: bool = False) -> etree._Element:
        """A paragraph; one that leads to a list stays on the page of its first item."""
        made = element("p", *self._inlines(runs))
        properties = [element("pStyle", val=self._id(style))] if self._id(style) else []
        properties += [element("keepNext")] if leads else []
        if properties:
            made.insert(0, element("pPr", *properties))
        return made

    def _inlines(self, runs: Runs) -> list[etree._Element]:
        return inlines(runs, self._binder)

    def _turn(self, *, landscape: bool) -> etree._Element:
        """Ends the section so far, in a paragraph of no height, and begins the next."""
        ended = self._current
        self._current = _turned(self._base, landscape=landscape)
        made = self._paragraph(look.STYLE_TURN, ())
        properties = made.find(w("pPr"))
        if properties is None:
            properties = element("pPr")
            made.insert(0, properties)
        properties.append(deepcopy(ended))
        return made


def _section(body: etree._Element) -> etree._Element:
    found = body.find(w("sectPr"))
    if found is None:
        found = element("sectPr")
        body.append(found)
    return found


def _turned(base: etree._Element, *, landscape: bool) -> etree._Element:
    """A section like the first, upright or wide, on a new page, its pages numbered anew."""
    made = deepcopy(base)
    for old in (*made.findall(w("pgNumType")), *made.findall(w("type"))):
        made.remove(old)
    margins = made.find(w("pgMar"))
    if margins is not None:
        margins.addnext(element("pgNumType", start=1))
    size = made.find(w("pgSz"))
    if landscape and size is not None and margins is not None:
        _lay(size, margins)
    return made


def _lay(size: etree._Element, margins: etree._Element) -> None:
    wide, high = size.get(w("h"), ""), size.get(w("w"), "")
    size.set(w("w"), wide)
    size.set(w("h"), high)
    size.set(w("orient"), "landscape")
    top, left, bottom, right = (margins.get(w(side), "0") for side in ("top", "left", "bottom", "right"))
    # the bound edge, at the left of an upright page, is at the top of a wide one
    for side, value in (("top", left), ("right", top), ("bottom", right), ("left", bottom)):
        margins.set(w(side), value)


def _text_width(section: etree._Element) -> int:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 9354  # A4 within 30 and 15 mm
    return int(size.get(w("w"), "11906")) - int(margins.get(w("left"), "0")) - int(margins.get(w("right"), "0"))


def _keep_with_signature(body: etree._Element, document: Document) -> None:
    """The last paragraph of the body stays on the page of the signature block, which never stands alone."""
    blocks = document.part(BODY).blocks
    if not blocks or isinstance(blocks[-1], (TableBlock, SectionBreak)):
        return
    fields = {part.name for part in document.fields}
    tables = reversed(body.findall(w("tbl")))
    signature = next((node for node in tables if any(tag in fields for _, tag in look.controls(node))), None)
    last = signature.getprevious() if signature is not None else None
    properties = last.find(w("pPr")) if last is not None and last.tag == w("p") else None
    if properties is not None and properties.find(w("keepNext")) is None:
        properties.insert(0 if properties.find(w("pStyle")) is None else 1, element("keepNext"))


def _describe(word: docx.document.Document, document: Document) -> None:
    properties = word.core_properties
    properties.title = " ".join(document.part(TITLE).lines)[:255]
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
