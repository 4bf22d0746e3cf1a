"""Tables for a terminal and for a Markdown page: the same text serves both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.measure import Timing


@dataclass(frozen=True)
class Section:
    """One benchmark's outcome: what was measured, a table, and what to know about it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = field(default=())


def text(section: Section) -> str:
    """The section as Markdown with aligned columns."""
    lines = [section.columns, *section.rows]
    widths = [max(len(line[index]) for line in lines) for index in range(len(section.columns))]
    numeric = [all(row[index].replace(".", "").isdigit() for row in section.rows) for index in range(len(widths))]
    rule = [f"{'-' * (width - 1)}{':' if is_numeric else '-'}" for width, is_numeric in zip(widths, numeric, strict=True)]
    table = (_line(cells, widths, numeric) for cells in (section.columns, rule, *section.rows))
    return "\n".join((f"## {section.title}", "", *table, "", *(f"- {note}" for note in section.notes), ""))


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    columns = zip(cells, widths, numeric, strict=True)
    shown = (cell.rjust(width) if is_numeric else cell.ljust(width) for cell, width, is_numeric in columns)
    return f"| {' | '.join(shown)} |"


def timing_rows(timings: Sequence[Timing], files: int) -> tuple[tuple[str, ...], ...]:
    """A row for each timing: seconds, milliseconds a file by clock and processor, how many times the last one's, the remark."""
    floor = timings[-1].wall
    return tuple(
        (
            each.name,
            f"{each.wall:.2f}",
            f"{each.wall / files * 1000:.1f}",
            f"{each.cpu / files * 1000:.1f}",
            f"{each.wall / floor:.1f}",
            each.remark,
        )
        for each in timings
    )
