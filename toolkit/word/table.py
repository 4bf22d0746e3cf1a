"""Tables: a header row repeated on every page, widths that follow what the columns hold, numbers at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from lxml import etree

from toolkit.model.prose import Cell, Runs, TableBlock, plain
from toolkit.word.xml import element

_NARROWEST: Final = 5
_WIDEST: Final = 45
"""Characters that a column is given at least and counted for at most."""

Inlines = Callable[[Runs], Sequence[etree._Element]]


def table(block: TableBlock, width: int, style: str, header_style: str, cell_style: str, inlines: Inlines) -> etree._Element:
    """The table, `width` twentieths of a point wide."""
    widths = column_widths(block, width)
    made = element(
        "tbl",
        element(
            "tblPr",
            *([element("tblStyle", val=style)] if style else []),
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            element("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        ),
        element("tblGrid", *(element("gridCol", w=each) for each in widths)),
    )
    made.append(_row([Cell(cell.runs, "center") for cell in block.header], widths, header_style, inlines, is_header=True))
    made.extend(_row(row, widths, cell_style, inlines, is_header=False) for row in block.rows)
    return made


def column_widths(block: TableBlock, width: int) -> tuple[int, ...]:
    """Widths that add up to `width`: a column's share follows its longest text, but its longest word fits where it can."""
    weights = [_weight([row[column].runs for row in (block.header, *block.rows)]) for column in range(len(block.header))]
    shares = [width * weight // sum(weights) for weight in weights]
    shares[-1] += width - sum(shares)
    return tuple(shares)


def _weight(column: Sequence[Runs]) -> int:
    texts = [plain(runs) for runs in column]
    longest_word = max((_breadth(word) for text in texts for word in text.split(" ")), default=0)
    # the header wraps between its words; what stands below it decides
    longest = max(map(_breadth, texts[1:]), default=0)
    return max(_NARROWEST, min(longest_word, _WIDEST) + 2, min(longest, _WIDEST))


def _breadth(text: str) -> int:
    """How wide the text prints, in small letters: capitals take half as much again."""
    return len(text) + sum(letter.isupper() for letter in text) // 2


def _row(cells: Sequence[Cell], widths: Sequence[int], style: str, inlines: Inlines, *, is_header: bool) -> etree._Element:
    properties = element("trPr", element("cantSplit"), *([element("tblHeader")] if is_header else []))
    return element("tr", properties, *(_cell(cell, width, style, inlines) for cell, width in zip(cells, widths, strict=True)))


def _cell(cell: Cell, width: int, style: str, inlines: Inlines) -> etree._Element:
    properties = element("pPr", *([element("pStyle", val=style)] if style else []), element("jc", val=cell.align))
    return element(
        "tc",
        element("tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center")),
        element("p", properties, *inlines(cell.runs)),
    )
