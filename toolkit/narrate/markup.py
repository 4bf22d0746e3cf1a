"""The light markup of report templates: `#` headings, `-` lists, tables, `**bold**`, `*italic*`; nothing else is markup.

Read with markdown-it-py, with all but these rules off: no HTML, no links, no code, no pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from toolkit.model.prose import AnnexHeading, Block, Bound, Cell, Heading, ListItem, Literal, Paragraph, Run, Runs, TableBlock
from toolkit.narrate.ink import NO_BREAK, Ink

_RULES = ["heading", "list", "table", "emphasis", "escape", "newline", "entity"]
_ANNEX, _ANNEX_TITLE = 5, 6
_GROUP = "::"
_ALIGN = re.compile(r"text-align:(\w+)")
_NUMBER_THEN_WORD = re.compile(
    r"(?<=\d) (?=[^\W\d_])|(?<=\d%) (?=[^\W\d_])|(?<=ngày) (?=\d)|(?<=tháng) (?=\d)|(?<=năm) (?=\d)|(?<=Điều) (?=\d)"
    r"|(?<=\w Phụ lục) (?=[IVX])|(?<=\(Phụ lục) (?=[IVX])"
)
_SPACE_BEFORE_MARK = re.compile(r" +(?=[,.;:!?)”%])")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero").enable(_RULES)


def parse_markup(text: str, ink: Ink) -> tuple[Block, ...]:
    """The blocks of rendered template text."""
    return tuple(_blocks(_markdown().parse(text), ink))


def _blocks(tokens: Sequence[Token], ink: Ink) -> Iterator[Block]:
    """A walk over the flat list of tokens: what opened last says what an inline token is."""
    opened: list[Token] = []
    table: list[list[Cell]] = []
    for token in tokens:
        if token.type == "inline":
            if opened[-1].tag in ("td", "th"):
                table[-1].append(Cell(_runs(token, ink), _align(opened[-1])))
            else:
                yield from _block(token, opened, ink)
        elif token.nesting == 1:
            opened.append(token)
            if token.tag == "tr":
                table.append([])
        elif token.nesting == -1:
            opened.pop()
            if token.tag == "table":
                yield _table(tuple(table[0]), tuple(map(tuple, table[1:])))
                table = []


def _table(header: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...]) -> TableBlock:
    """A header cell `Nhóm :: Cột` stands under a group; neighbours of one group share it."""
    split = [_grouped(cell) for cell in header]
    if not any(group.runs for group, _ in split):
        return TableBlock(header, rows)
    return TableBlock(tuple(cell for _, cell in split), rows, tuple(group for group, _ in split))


def _grouped(cell: Cell) -> tuple[Cell, Cell]:
    for number, run in enumerate(cell.runs):
        group, mark, column = run.text.partition(_GROUP) if isinstance(run, Literal) else ("", "", "")
        if mark:
            over = (*cell.runs[:number], replace(run, text=group.rstrip()))
            return replace(cell, runs=over), replace(cell, runs=(replace(run, text=column.lstrip()), *cell.runs[number + 1 :]))
    return replace(cell, runs=()), cell


def _block(inline: Token, opened: Sequence[Token], ink: Ink) -> Iterator[Block]:
    own = ink.block(inline.content)
    runs = () if own else _runs(inline, ink)
    if own:
        yield own
    elif not runs:
        return
    elif opened[-1].tag.startswith("h"):
        yield _heading(int(opened[-1].tag[1]), runs)
    elif any(token.tag == "ol" for token in opened):
        number = next(token.info for token in reversed(opened) if token.type == "list_item_open")
        yield Paragraph((Literal(f"{number}. "), *runs))
    elif depth := sum(token.tag == "ul" for token in opened):
        yield ListItem(min(depth, 2), runs)
    else:
        yield Paragraph(runs)


def _heading(level: int, runs: Runs) -> Block:
    return AnnexHeading(runs, is_title=level == _ANNEX_TITLE) if level >= _ANNEX else Heading(level, runs)


def _align(cell: Token) -> str:
    match = _ALIGN.search(str(cell.attrs.get("style", "")))
    return match[1] if match else "left"


def _runs(inline: Token, ink: Ink) -> Runs:
    bold = italic = 0
    found: list[tuple[Run, bool]] = []
    for token in inline.children or ():
        bold += (token.type == "strong_open") - (token.type == "strong_close")
        italic += (token.type == "em_open") - (token.type == "em_close")
        text = " " if token.type == "softbreak" else "\n" if token.type == "hardbreak" else token.content
        for run, own in ink.runs(text):
            found.append((replace(run, bold=run.bold or bold > 0, italic=run.italic or italic > 0), own))
    return _joined(_spaced(found))


def _joined(runs: Iterable[Run]) -> Runs:
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if isinstance(run, Literal) and isinstance(last, Literal) and (last.bold, last.italic) == (run.bold, run.italic):
            found[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            found.append(run)
    return tuple(found)


def _spaced(runs: Sequence[tuple[Run, bool]]) -> Iterator[Run]:
    """The template's own words with single spaces, none at the ends, and numbers tied to what they count; the rest as it is."""
    before = " "
    for number, (run, own) in enumerate(runs):
        if own and isinstance(run, Literal):
            text = _own_words(run.text, before)
            text = text.rstrip(" ") if number == len(runs) - 1 else text
            before = text[-1:] or before
            yield replace(run, text=text)
        else:
            # after what somebody typed a space may break, after a figure it may not
            before = run.text[-2:] if isinstance(run, Bound) else "."
            yield run if isinstance(run, Bound) else replace(run, text=tied(run.text))


def _own_words(text: str, before: str) -> str:
    single = _SPACE_BEFORE_MARK.sub("", re.sub(" {2,}", " ", text))
    single = single.lstrip(" ") if before in " \n" else single
    return tied(f"{before}{single}")[len(before) :]


def tied(text: str) -> str:
    """The text with numbers tied to what they count by spaces that do not break; its letters stay as they are."""
    return _NUMBER_THEN_WORD.sub(NO_BREAK, text)
