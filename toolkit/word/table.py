"""Tables: a header row repeated on every page, widths that follow what the columns hold, numbers at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from toolkit.model.prose import Cell, Runs, TableBlock, plain
from toolkit.word.xml import element

_LETTER: Final = 112
_PADDING: Final = 170
"""Twentieths of a point that a small letter takes, and what a cell keeps free beside its text."""
_LINE: Final = 30
_MUCH: Final = 150
"""Characters that a cell would like to hold in one line, and from which on its text asks for no more room."""


@dataclass(frozen=True, slots=True)
class TableStyles:
    """Ids of the letterhead's styles; an empty one is missing there. `total` is for cells that are bold throughout."""

    table: str
    header: str
    cell: str
    total: str


Inlines = Callable[[Runs], Sequence[etree._Element]]


def table(block: TableBlock, width: int, styles: TableStyles, inlines: Inlines) -> etree._Element:
    """The table, `width` twentieths of a point wide."""
    widths = column_widths(block, width)
    made = element(
        "tbl",
        element(
            "tblPr",
            *([element("tblStyle", val=styles.table)] if styles.table else []),
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            element("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        ),
        element("tblGrid", *(element("gridCol", w=each) for each in widths)),
    )
    for line in head_rows(block):
        made.append(_header(line, widths, styles.header, inlines))
    made.extend(_row(row, widths, styles.cell, styles.total, inlines) for row in block.rows)
    return made


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the head: how many columns it takes, and whether it begins (`restart`) or goes on with (`continue`) a cell of two rows."""

    runs: Runs
    span: int = 1
    merge: str = ""


def head_rows(block: TableBlock) -> tuple[tuple[HeadCell, ...], ...]:
    """The rows of the head; neighbours under one group share its cell, a column under none has one cell through both rows."""
    if not block.groups:
        return (tuple(HeadCell(cell.runs) for cell in block.header),)
    upper: list[HeadCell] = []
    for group, cell in zip(block.groups, block.header, strict=True):
        words = plain(group.runs)
        if not words:
            upper.append(HeadCell(cell.runs, merge="restart"))
        elif upper and not upper[-1].merge and plain(upper[-1].runs) == words:
            upper[-1] = HeadCell(group.runs, upper[-1].span + 1)
        else:
            upper.append(HeadCell(group.runs))
    lower = (
        HeadCell(cell.runs) if plain(group.runs) else HeadCell((), merge="continue")
        for group, cell in zip(block.groups, block.header, strict=True)
    )
    return tuple(upper), tuple(lower)


def _header(cells: Sequence[HeadCell], widths: Sequence[int], style: str, inlines: Inlines) -> etree._Element:
    made = element("tr", element("trPr", element("cantSplit"), element("tblHeader")))
    column = 0
    for cell in cells:
        width = sum(widths[column : column + cell.span])
        column += cell.span
        shape = [element("gridSpan", val=cell.span)] if cell.span > 1 else []
        shape += [element("vMerge", val=cell.merge)] if cell.merge else []
        made.append(_cell(Cell(cell.runs, "center"), width, style, inlines, shape))
    return made


def column_widths(block: TableBlock, width: int) -> tuple[int, ...]:
    """Widths that add up to `width`: every column has room for its longest word, what is left goes to those that hold much text."""
    columns = [[plain(row[column].runs) for row in (block.header, *block.rows)] for column in range(len(block.header))]
    least = [max(_breadth(word) for text in texts for word in text.split(" ")) * _LETTER + _PADDING for texts in columns]
    wishes = [_wish(texts[1:]) for texts in columns]
    wishes = wishes if any(wishes) else [1] * len(wishes)
    left = width - sum(least)
    shares = (
        [each + left * wish // sum(wishes) for each, wish in zip(least, wishes, strict=True)] if left > 0 else _shrunk(least, width)
    )
    shares[-1] += width - sum(shares)
    return tuple(shares)


def _wish(texts: Sequence[str]) -> int:
    """How much more room a column could use: short texts would stand in one line, long ones wrap anyway, numbers need no more."""
    wrapping = [_breadth(text) for text in texts if " " in text]
    if not wrapping:
        return 0
    return min(max(wrapping), _LINE) + min(_MUCH, sum(wrapping) // len(texts))


def _shrunk(least: Sequence[int], width: int) -> list[int]:
    return [each * width // sum(least) for each in least]


def _breadth(text: str) -> int:
    """How wide the text prints, in small letters: capitals take half as much again, a per cent sign twice as much."""
    return len(text) + text.count("%") + (sum(letter.isupper() for letter in text) + 1) // 2


def _row(cells: Sequence[Cell], widths: Sequence[int], style: str, bold_style: str, inlines: Inlines) -> etree._Element:
    made = element("tr", element("trPr", element("cantSplit")))
    for cell, width in zip(cells, widths, strict=True):
        is_bold = bool(cell.runs) and all(run.bold for run in cell.runs)
        made.append(_cell(cell, width, bold_style if is_bold else style, inlines))
    return made


def _cell(cell: Cell, width: int, style: str, inlines: Inlines, shape: Sequence[etree._Element] = ()) -> etree._Element:
    properties = element("pPr", *([element("pStyle", val=style)] if style else []), element("jc", val=cell.align))
    return element(
        "tc",
        element("tcPr", element("tcW", w=width, type="dxa"), *shape, element("vAlign", val="center")),
        element("p", properties, *inlines(cell.runs)),
    )
