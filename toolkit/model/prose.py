"""Prose: a document as blocks of runs, between the text template and the file that it becomes.

A run is either literal text or a *bound* figure, which knows what it is: that is how a number in a report keeps its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

BODY = "noi_dung"
ANNEXES = "phu_luc"
TITLE = "trich_yeu"
"""Parts whose names the engine knows; every other part is a field of the letterhead, named as the office likes."""


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that means only itself. A newline breaks the line."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A printed figure: `text` as the reader sees it, and what it was printed from.

    `format` names how the text was made from the figure (`so`, `ty_le`, `dem`, `chenh_lech`, ...). `indicator` is a code, two of them
    with a slash where the text is their ratio, or `<table or text>:<choice>` where answers were counted.
    """

    unit: str
    indicator: str
    period: str
    format: str
    text: str
    bold: bool = False
    italic: bool = False

    @property
    def tag(self) -> str:
        """What the figure is, in one word: `02|ket_nap_moi|2020|so`."""
        return f"{self.unit}|{self.indicator}|{self.period}|{self.format}"


Run: TypeAlias = Literal | Bound
Runs: TypeAlias = tuple[Run, ...]


def plain(runs: Runs) -> str:
    """The text of the runs."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels 1 to 4 are the ladder `I.` `1.` `a)` and an unnumbered one, whose numbers the letterhead's styles print."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class AnnexHeading:
    """`Phụ lục II`, or the title under it."""

    runs: Runs
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; level 1 prints a dash, level 2 a plus."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `align` is `left`, `center` or `right`."""

    runs: Runs
    align: str = "left"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: its header row, repeated on every page, and its rows.

    `groups` is a row over the header: a heading over each column, the same one over neighbours that it groups; empty over none.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    groups: tuple[Cell, ...] = ()

    @property
    def headers(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows of the head: groups, where there are any, then the header."""
        return (self.groups, self.header) if self.groups else (self.header,)


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A bar chart of one figure of several units: a bar for each point, its label, the figure as printed, and its exact value.

    Values are ratios where `percent`. `goal` draws a line across; None draws none. `name` is an ASCII word, one chart of that name a document.
    """

    name: str
    title: str
    series: str
    points: tuple[tuple[str, Bound, Decimal], ...]
    percent: bool = False
    goal: Decimal | None = None
    goal_label: str = ""

    @property
    def description(self) -> str:
        """The chart in words, for those who cannot see it."""
        return f"{self.title}: {'; '.join(f'{label} {bound.text}' for label, bound, _ in self.points)}."


@dataclass(frozen=True, slots=True)
class SectionBreak:
    """What follows is a section of its own, upright or wide, with pages numbered anew."""

    landscape: bool


Block: TypeAlias = Heading | AnnexHeading | Paragraph | ListItem | TableBlock | ChartBlock | SectionBreak


@dataclass(frozen=True, slots=True)
class Part:
    """What goes into one place of the letterhead: the body, the annexes, or a field such as the place and date."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Its text, a paragraph a line; list items keep their dash."""
        return tuple(line for block in self.blocks for line in _lines(block))


@dataclass(frozen=True, slots=True)
class Document:
    """A report, whole, in the order of its template."""

    parts: tuple[Part, ...]

    def part(self, name: str) -> Part:
        """The part of that name; an empty one where the template has none."""
        return next((part for part in self.parts if part.name == name), Part(name, ()))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The body, then the annexes."""
        return self.part(BODY).blocks + self.part(ANNEXES).blocks

    @property
    def fields(self) -> tuple[Part, ...]:
        """The parts that are fields of the letterhead."""
        return tuple(part for part in self.parts if part.name not in (BODY, ANNEXES))

    def bound(self) -> Iterator[Bound]:
        """Every bound figure, in reading order."""
        for part in self.parts:
            for block in part.blocks:
                yield from (run for run in runs_of(block) if isinstance(run, Bound))


def runs_of(block: Block) -> Iterator[Run]:
    """Every run of a block, a table's row by row."""
    if isinstance(block, ChartBlock):
        yield from (bound for _, bound, _ in block.points)
    else:
        for paragraph in paragraphs_of(block):
            yield from paragraph


def paragraphs_of(block: Block) -> Iterator[Runs]:
    """The runs of each paragraph of a block, a table's cell by cell; a chart has none."""
    if isinstance(block, TableBlock):
        for row in (*block.headers, *block.rows):
            for cell in row:
                yield cell.runs
    elif not isinstance(block, (ChartBlock, SectionBreak)):
        yield block.runs


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, ListItem):
        yield f"- {plain(block.runs)}"
    elif not isinstance(block, (TableBlock, ChartBlock, SectionBreak)):
        yield plain(block.runs)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a bound figure stands in a paragraph's text, and its tag; an unknown one is empty."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph's text, with the bound figures in it."""

    text: str
    marks: tuple[Mark, ...] = ()


def marked(runs: Runs) -> Marked:
    """The runs of a paragraph as text with marks."""
    marks: list[Mark] = []
    length = 0
    for run in runs:
        if isinstance(run, Bound):
            marks.append(Mark(length, length + len(run.text), run.tag))
        length += len(run.text)
    return Marked(plain(runs), tuple(marks))
