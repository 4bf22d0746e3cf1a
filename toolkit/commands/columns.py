"""Figures as text that fits a terminal: one row an indicator, its label wrapped, its code beside it."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.model.form import Form, Indicator
from toolkit.model.value import BLANK, Value
from toolkit.vietnamese.show import show

LEAST, USUAL, MOST = 80, 100, 120
"""Characters that a line has: what a narrow terminal shows, where there is none, and what is still read as one line."""
_LEAST_LABEL = 26


def line_width() -> int:
    """How wide the terminal is, within reason; where the output is none, as `COLUMNS` says, else 100."""
    if not sys.stdout.isatty() and "COLUMNS" not in os.environ:
        return USUAL
    return min(MOST, max(LEAST, shutil.get_terminal_size((USUAL, 24)).columns))


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns to the right of the labels: how wide each is, and whether it is set to the right."""

    widths: Sequence[int]
    left: frozenset[int] = frozenset()

    def lines(self, label: str, cells: Sequence[str]) -> Iterator[str]:
        """A row: its cells stand in the first line, the label goes on below."""
        room = self.room
        wrapped = textwrap.wrap(label, room, subsequent_indent="  ", break_long_words=False) or [""]
        yield f"  {wrapped[0]:<{room}}{self._cells(cells)}".rstrip()
        yield from (f"  {line}" for line in wrapped[1:])

    @property
    def room(self) -> int:
        """What is left for labels."""
        return max(_LEAST_LABEL, line_width() - 2 - sum(self.widths) - len(self.widths))

    def _cells(self, cells: Sequence[str]) -> str:
        pairs = enumerate(zip(cells, self.widths, strict=True))
        return "".join(f" {text:<{width}}" if at in self.left else f" {text:>{width}}" for at, (text, width) in pairs)


def wrapped(text: str, indent: int, further: int = 2) -> str:
    """A line set in; what does not fit goes on below, set in further."""
    start = " " * indent
    return textwrap.fill(
        text,
        line_width(),
        initial_indent=start,
        subsequent_indent=start + " " * further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def label_of(indicator: Indicator, lang: str) -> str:
    """The label in that language where the form has it."""
    return (indicator.label_en if lang == "en" else "") or indicator.label


def title_of(form: Form, lang: str) -> str:
    """The form's title in that language where it has one."""
    return (form.title_en if lang == "en" else "") or form.title


def shown(indicator: Indicator, value: Value, *, estimated: bool = False) -> str:
    """The value as Vietnamese papers print it; a dash for none, a sign before an estimate."""
    text = show(value, indicator.type) if value is not BLANK else ""
    return f"≈ {text}" if text and estimated else text or "–"
