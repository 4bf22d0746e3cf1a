"""Tables of an edited report whose rows the data has changed: rows that came in, rows that went, rows that somebody has worked on.

Three things are compared: the rows that the program wrote (the report remembers them), those that stand in the document now, and those
that the program would write now. What an editor added, reworded or took out stays so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.prose import Cell, Document, TableBlock, plain
from toolkit.word import DocumentRow, DocumentTable, Opened, RowChange, digest, iter_row_words, remembered, row_words, table_words

_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Regrown:
    """The changes that bring tables up to date, and what to tell of them."""

    changes: tuple[RowChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: int = 0
    """Rows put in and taken out."""


def regrow(opened: Opened, document: Document, file: str) -> Regrown:
    """What has to change in the document's tables; nothing for a report that remembers no rows."""
    if not opened.memory.rows:
        return Regrown()
    standing = list(opened.tables)
    found: list[Regrown] = []
    for block in document.blocks:
        if isinstance(block, TableBlock):
            table = next((each for each in standing if each.head == table_words(block)), None)
            if table is None:
                found.append(_absent(block, opened.memory.rows, file))
            else:
                standing.remove(table)
                found.append(_Merge(table, block, opened.memory.rows).outcome(file))
    found.extend(_forgotten(table, opened.memory.rows, file) for table in standing)
    return Regrown(
        tuple(change for each in found for change in each.changes),
        tuple(told for each in found for told in each.findings),
        sum(each.rows for each in found),
    )


def remembered_rows(document: Document) -> frozenset[str]:
    """What a report remembers of its rows once its tables are up to date."""
    return frozenset(digest(words) for words in iter_row_words(document.blocks))


def _absent(block: TableBlock, known: frozenset[str], file: str) -> Regrown:
    """A table that the document does not have: a new one, or one that the editor took out."""
    head = table_words(block)
    if any(digest(remembered(head, row_words(row))) in known for row in block.rows):
        return Regrown()
    return Regrown(findings=(finding("refresh-table-new", Place(file=file), found=_shown(head)),))


def _forgotten(table: DocumentTable, known: frozenset[str], file: str) -> Regrown:
    """A table that the program would no longer write: told, never taken out."""
    if not any(digest(remembered(table.head, row.words)) in known for row in table.rows):
        return Regrown()
    return Regrown(findings=(finding("refresh-table-gone", Place(file=file), found=_shown(table.head)),))


class _Merge:
    """One table of the document against what the program would write in its place."""

    def __init__(self, table: DocumentTable, block: TableBlock, known: frozenset[str]) -> None:
        self._table = table
        self._fresh = block.rows
        self._known = known
        left = list(table.rows)
        self._pairs: dict[int, DocumentRow] = {}
        for number, row in enumerate(block.rows):
            words = row_words(row)
            same = next((each for each in left if each.words == words), None)
            if same is not None:
                left.remove(same)
                self._pairs[number] = same
        self._own = tuple(each for each in left if not self._was_written(each.words))
        self._gone = tuple(each for each in left if self._was_written(each.words))

    def _was_written(self, words: str) -> bool:
        return digest(remembered(self._table.head, words)) in self._known

    def outcome(self, file: str) -> Regrown:
        """The changes in the order in which they are made: rows in, rows out, then running numbers."""
        new = tuple(self._new())
        out = tuple(row for row in self._gone if not row.is_touched)
        numbers = self._numbers() if (new or out) and not self._own else ()
        place = Place(file=file)
        told = (
            *(finding("refresh-row-added", place, found=_shown(row_text(change.cells))) for change in new),
            *(finding("refresh-row-dropped", place, found=_shown(row.text)) for row in out),
            *(finding("refresh-row-kept", place, found=_shown(row.text)) for row in self._gone if row.is_touched),
        )
        return Regrown((*new, *map(RowChange, out), *numbers), told, len(new) + len(out))

    def _new(self) -> Iterator[RowChange]:
        """Rows that the program did not write before, each after the row that it follows, else before the next."""
        waiting: list[tuple[Cell, ...]] = []
        last: DocumentRow | None = None
        following: list[tuple[Cell, ...]] = []
        for number, row in enumerate(self._fresh):
            known = self._pairs.get(number)
            if known is not None:
                yield from (RowChange(known, cells, before=True) for cells in waiting)
                # what was put after a row last stands nearest to it
                yield from (RowChange(last, cells) for cells in reversed(following) if last is not None)
                waiting, following, last = [], [], known
            elif not self._was_written(row_words(row)):
                (waiting if last is None else following).append(row)
        yield from (RowChange(last, cells) for cells in reversed(following) if last is not None)

    def _numbers(self) -> Iterator[RowChange]:
        return (RowChange(row, self._fresh[number], number_only=True) for number, row in self._pairs.items())


def row_text(cells: Sequence[Cell]) -> str:
    """A row as one line."""
    return " · ".join(words for cell in cells if (words := plain(cell.runs)))


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}…"
