"""A report that people have edited, opened to bring its figures up to date and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO

import docx
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from toolkit.messages import Obstacle
from toolkit.model.prose import ChartBlock
from toolkit.word.bound import Binder, highest_bookmark, highest_id
from toolkit.word.chart import BOOKMARK, bookmark, redraw
from toolkit.word.draft_mark import field_titles, lift_draft_mark
from toolkit.word.marks import SpottedParagraph, is_tag, iter_spotted
from toolkit.word.memory import Memory, read_memory, write_memory
from toolkit.word.package import check_package, main_part, read_part
from toolkit.word.rows import DocumentTable, RowChange, apply_change, iter_tables
from toolkit.word.xml import element, value_of, w


class Opened:
    """The document in memory; what is changed through it stands in `saved`."""

    def __init__(self, data: bytes, name: str) -> None:
        """Obstacles: those of an unreadable document."""
        check_package(data, name)
        read_part(data, main_part(data, name), name)  # for its checks: python-docx would let a declared type pass
        try:
            self._word = docx.Document(BytesIO(data))
        except (KeyError, ValueError, PackageNotFoundError, etree.XMLSyntaxError) as error:
            raise Obstacle("document-unreadable", file=name) from error
        self._body: etree._Element = self._word.element
        self.memory: Memory = read_memory(self._word.part, name)
        self._name = name
        self.paragraphs: Sequence[SpottedParagraph] = ()
        self._read()

    def _read(self) -> None:
        found = iter_spotted(self._body, self.memory.tags)
        self.paragraphs = tuple(replace(each, place=each.place.at(file=self._name)) for each in found)

    @property
    def tables(self) -> tuple[DocumentTable, ...]:
        """The tables that have a head, in reading order."""
        return tuple(iter_tables(self._body, self.memory.tags, self.memory.printed))

    def change_rows(self, changes: Sequence[RowChange]) -> None:
        """Puts rows in and takes rows out, one after the other, and reads the document anew; new figures are remembered."""
        binder = Binder(highest_id(self._body), highest_bookmark(self._body))
        for change in changes:
            apply_change(change, binder)
        made = binder.made.items()
        self.memory = replace(
            self.memory,
            printed={**self.memory.printed, **{bound.tag: bound.text for _, bound in made}},
            tags={**self.memory.tags, **{bookmark: bound.tag for bookmark, bound in made}},
        )
        self._read()

    def mend(self) -> bool:
        """Gives controls back the tags that another program dropped; True where there were any."""
        worn = [each for each in self._body.iter(w("sdtPr")) if not value_of(each, "tag") and is_tag(value_of(each, "alias"))]
        for properties in worn:
            tag = value_of(properties, "alias")
            number = value_of(properties, "id")
            for child in tuple(properties):
                properties.remove(child)
            own = element("id", val=number) if number else None
            properties.extend(
                (element("alias", val=tag), element("tag", val=tag), *([] if own is None else [own]), element("text"))
            )
        return bool(worn)

    def finish(self, letterhead: bytes, letterhead_name: str) -> bool:
        """Takes the mark of a draft away once number and date are filled in; True where it did.

        Titles of fields are those of the letterhead, for a report that came back without tags.
        """
        return lift_draft_mark(self._body, field_titles(letterhead, letterhead_name))

    def draw(self, charts: Sequence[ChartBlock], workbooks: Mapping[str, bytes]) -> int:
        """Draws anew each chart that still stands in its bookmark; how many those are."""
        starts = {node.get(w("name"), ""): node for node in self._body.iter(w("bookmarkStart"))}
        known = [block for block in charts if bookmark(block) in starts and block.name in workbooks]
        return sum(
            redraw(self._word.part, starts[bookmark(block)], block, workbooks[block.name], 10_000 + number)
            for number, block in enumerate(known, start=1)
        )

    @property
    def charts(self) -> frozenset[str]:
        """The names of the charts' bookmarks that the document holds."""
        names = (node.get(w("name"), "") for node in self._body.iter(w("bookmarkStart")))
        return frozenset(name for name in names if name.startswith(BOOKMARK))

    def remember(self, memory: Memory) -> None:
        """Replaces the report's own record."""
        self.memory = memory
        write_memory(self._word.part, memory)

    def saved(self) -> bytes:
        """The document as a file."""
        made = BytesIO()
        self._word.save(made)
        return made.getvalue()
