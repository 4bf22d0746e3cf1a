"""Rows of a document's tables: what they say apart from their figures, and how one is put in or taken out.

A table is known by the words of its head, a row by the words of its cells: figures by their tags, a running number by nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from toolkit.model.prose import Block, Cell, Literal, Marked, Runs, TableBlock, marked, plain
from toolkit.vietnamese.sentences import words_of
from toolkit.vietnamese.text import repair
from toolkit.word.bound import Binder
from toolkit.word.marks import spotted
from toolkit.word.table import head_rows
from toolkit.word.xml import element, iter_wrapped, run, text_of, w

_BETWEEN: Final = "\n"
_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_MARKS_OF_EDITING: Final = tuple(w(name) for name in ("ins", "del", "moveFrom", "moveTo", "commentRangeStart", "commentReference"))


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A row as it stands in a document: its words, and whether somebody has worked on it (changes, comments, figures typed over)."""

    node: etree._Element
    words: str
    is_touched: bool

    @property
    def text(self) -> str:
        """What it prints, in one line."""
        return " · ".join(words for words in _texts(self.node) if words.strip())


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table as it stands in a document: the words of its head, and the rows below."""

    head: str
    rows: tuple[DocumentRow, ...]


def iter_tables(body: etree._Element, tags: Mapping[str, str], printed: Mapping[str, str]) -> Iterator[DocumentTable]:
    """The tables that have a head; `tags` are by bookmark, `printed` what each figure printed, by tag."""
    for table in body.iter(w("tbl")):
        rows = list(iter_wrapped(table, w("tr")))
        head = [row for row in rows if row.find(f"{w('trPr')}/{w('tblHeader')}") is not None]
        if head:
            below = tuple(_document_row(row, tags, printed) for row in rows[len(head) :])
            yield DocumentTable(_joined(text for row in head for text in _texts(row)), below)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One change to a table: `cells` put in before or after the row `at` in its look, or, without cells, that row taken out.

    With `number_only` the row stays, and only its running number becomes that of the cells.
    """

    at: DocumentRow
    cells: tuple[Cell, ...] = ()
    before: bool = False
    number_only: bool = False


def apply_change(change: RowChange, binder: Binder) -> None:
    """Changes the table."""
    row = change.at.node
    if change.number_only:
        renumber(row, change.cells)
    elif not change.cells:
        _take_out(row)
    elif change.before:
        row.addprevious(new_row(row, change.cells, binder))
    else:
        row.addnext(new_row(row, change.cells, binder))


def _take_out(row: etree._Element) -> None:
    parent = row.getparent()
    if parent is not None:
        parent.remove(row)


def table_words(block: TableBlock) -> str:
    """What a table of the program's is known by."""
    return _joined(plain(cell.runs) for row in head_rows(block) for cell in row)


def row_words(row: Iterable[Cell]) -> str:
    """What a row of the program's is known by."""
    return _keyed(marked(cell.runs) for cell in row)


def iter_row_words(blocks: Iterable[Block]) -> Iterator[str]:
    """Every row of the program's tables, each with its table's head, as a report remembers them."""
    for block in blocks:
        if isinstance(block, TableBlock):
            head = table_words(block)
            yield from (remembered(head, row_words(row)) for row in block.rows)


def remembered(head: str, words: str) -> str:
    """A row with its table's head."""
    return f"{head}{_BETWEEN}{_BETWEEN}{words}"


def inlines(runs: Runs, binder: Binder) -> list[etree._Element]:
    """The elements of the runs of a paragraph; figures are bound."""
    made: list[etree._Element] = []
    for each in runs:
        if isinstance(each, Literal):
            made.append(run(each.text, bold=each.bold, italic=each.italic))
        else:
            made.extend(binder.bind(each))
    return made


def new_row(like: etree._Element, cells: Sequence[Cell], binder: Binder) -> etree._Element:
    """A row with those cells in the look of another one of the table, which has as many."""
    made = deepcopy(like)
    for cell, held in zip(iter_wrapped(made, w("tc")), cells, strict=True):
        first = cell.find(w("p"))
        look = None if first is None else first.find(w("pPr"))
        for child in tuple(cell):
            if child.tag != w("tcPr"):
                cell.remove(child)
        cell.append(element("p", *([] if look is None else [look]), *inlines(held.runs, binder)))
    return made


def width(row: etree._Element) -> int:
    """How many cells a row has."""
    return sum(1 for _ in iter_wrapped(row, w("tc")))


def renumber(row: etree._Element, cells: Sequence[Cell]) -> None:
    """Prints the running number of a row of the program's in the document's; a row that has none is left alone."""
    cell = next(iter_wrapped(row, w("tc")))
    old, new = text_of(cell).strip(), plain(cells[0].runs)
    if _NUMBER.fullmatch(old) and _NUMBER.fullmatch(new):
        for position, piece in enumerate(cell.iter(w("t"))):
            piece.text = "" if position else new


def _document_row(row: etree._Element, tags: Mapping[str, str], printed: Mapping[str, str]) -> DocumentRow:
    paragraphs = [[spotted(each, tags) for each in cell.iter(w("p"))] for cell in iter_wrapped(row, w("tc"))]
    spots = [spot for cell in paragraphs for each in cell for spot in each.spots]
    is_changed = any(spot.text != printed.get(spot.tag, spot.text) for spot in spots)
    is_touched = is_changed or next(row.iter(*_MARKS_OF_EDITING), None) is not None
    return DocumentRow(row, _keyed(_one([each.marked for each in cell]) for cell in paragraphs), is_touched)


def _one(paragraphs: Sequence[Marked]) -> Marked:
    """The only paragraph of a cell; of several, those that hold text, as one without figures to place."""
    return paragraphs[0] if len(paragraphs) == 1 else Marked(" ".join(words for each in paragraphs if (words := words_of(each))))


def _keyed(cells: Iterable[Marked]) -> str:
    words = [words_of(each) for each in cells]
    return _BETWEEN.join("" if position == 0 and _NUMBER.fullmatch(each) else each for position, each in enumerate(words))


def _texts(row: etree._Element) -> Iterator[str]:
    return (text_of(cell) for cell in iter_wrapped(row, w("tc")))


def _joined(texts: Iterable[str]) -> str:
    return _BETWEEN.join(words for text in texts if (words := " ".join(repair(text).split())))
