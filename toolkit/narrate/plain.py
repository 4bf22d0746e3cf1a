"""A document as plain text or Markdown, for pasting elsewhere; the ladder of headings is numbered here, as Word does it there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toolkit.model.ladder import Ladder
from toolkit.model.prose import (
    AnnexHeading,
    Block,
    Cell,
    ChartBlock,
    Document,
    Heading,
    ListItem,
    Part,
    Run,
    Runs,
    SectionBreak,
    TableBlock,
    plain,
)

_MARKS = ("-", "-", "+")
_SPECIAL = "\\`*_{}[]<>#|"


def as_text(document: Document) -> str:
    """Paragraphs a line, parts and blocks in the template's order; table cells separated by tabs."""
    return _written(document, plain, "")


def as_markdown(document: Document) -> str:
    """Headings, lists and tables in Markdown; whatever units wrote is escaped."""
    return _written(document, _marked, "#")


def _written(document: Document, say: Callable[[Runs], str], hashes: str) -> str:
    parts = (part for part in document.parts if part.blocks)
    return "\n\n".join("\n\n".join(_part(part, say, hashes)) for part in parts) + "\n"


def _part(part: Part, say: Callable[[Runs], str], hashes: str) -> Iterator[str]:
    ladder = Ladder()
    for block in part.blocks:
        if isinstance(block, Heading):
            number = ladder.next(block.level)
            yield f"{_prefix(hashes, block.level)}{number}{say(block.runs)}"
        elif not isinstance(block, SectionBreak):
            yield _block(block, say, hashes)


def _block(block: Block, say: Callable[[Runs], str], hashes: str) -> str:
    if isinstance(block, TableBlock):
        return (
            _table(block, say)
            if hashes
            else "\n".join("\t".join(say(cell.runs) for cell in row) for row in (*block.headers, *block.rows))
        )
    if isinstance(block, ListItem):
        return f"{'  ' * (block.level - 1)}{_MARKS[block.level]} {say(block.runs)}"
    if isinstance(block, AnnexHeading):
        return f"{_prefix(hashes, 1)}{say(block.runs)}"
    if isinstance(block, ChartBlock):
        return block.description
    return "" if isinstance(block, SectionBreak) else say(block.runs)


def _table(table: TableBlock, say: Callable[[Runs], str]) -> str:
    rule = ["---:" if cell.align == "right" else ":---:" if cell.align == "center" else "---" for cell in table.header]
    rows = [[say(cell.runs) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (_heads(table, say), rule, *rows))


def _heads(table: TableBlock, say: Callable[[Runs], str]) -> list[str]:
    """Markdown knows one row of heads: a column under a group is called `Group: column`."""
    groups = table.groups or (Cell(()),) * len(table.header)
    said = ((say(group.runs), say(cell.runs)) for group, cell in zip(groups, table.header, strict=True))
    return [f"{group}: {cell}" if group else cell for group, cell in said]


def _marked(runs: Runs) -> str:
    return "".join(_emphasised(run) for run in runs)


def _emphasised(run: Run) -> str:
    text = "".join(f"\\{letter}" if letter in _SPECIAL else letter for letter in run.text).replace("\n", "  \n")
    mark = "*" * (2 * run.bold + run.italic)
    inner = text.strip()
    return text.replace(inner, f"{mark}{inner}{mark}", 1) if mark and inner else text


def _prefix(hashes: str, level: int) -> str:
    return f"{hashes * level} " if hashes else ""
