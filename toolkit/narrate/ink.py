"""What a template prints: sentinels that stand for runs, so that nothing printed is ever read as template or markup.

Whatever comes from data reaches a template as a `Printed`, whose text is a sentinel. The rendered text thus holds the template's own
words and sentinels only; after its markup was parsed, each sentinel becomes the runs that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.model.prose import ChartBlock, Literal, Run, Runs, SectionBreak, plain
from toolkit.vietnamese.text import repair

# private-use characters: an own text that holds them is refused, see `clean_source`
_OPEN, _CLOSE = "\ue000", "\ue001"
SENTINEL = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")

NO_BREAK = "\u00a0"


class Ink:
    """Remembers, for one rendering, what each sentinel stands for."""

    def __init__(self) -> None:
        self._marks: list[Runs | SectionBreak | ChartBlock] = []

    def put(self, mark: Runs | SectionBreak | ChartBlock) -> str:
        """A new sentinel for the mark."""
        self._marks.append(mark)
        return f"{_OPEN}{len(self._marks) - 1}{_CLOSE}"

    def runs(self, text: str) -> tuple[tuple[Run, bool], ...]:
        """The runs of rendered text, each with whether it is the template's own words (True) or what a sentinel stands for."""
        return tuple((run, isinstance(piece, str)) for piece in _pieces(text) for run in self._of(piece))

    def text(self, text: str) -> str:
        """Rendered text in one line, each sentinel read out."""
        return " ".join(plain(tuple(run for run, _ in self.runs(text))).split())

    def block(self, text: str) -> SectionBreak | ChartBlock | None:
        """The section break or the chart, where the text is nothing but its sentinel."""
        match = SENTINEL.fullmatch(text.strip())
        mark = self._marks[int(match[1])] if match else None
        return mark if isinstance(mark, (SectionBreak, ChartBlock)) else None

    def _of(self, piece: str | int) -> Runs:
        if isinstance(piece, str):
            return (Literal(piece),)
        mark = self._marks[piece] if piece < len(self._marks) else ()
        return () if isinstance(mark, (SectionBreak, ChartBlock)) else mark


class Printed:
    """Something of ours that a template may print: never its text, always a sentinel for its runs. Empty is false."""

    def __init__(self, ink: Ink, runs: Runs = ()) -> None:
        self._ink = ink
        self._runs = runs

    def runs(self) -> Runs:
        """What the reader will see."""
        return self._runs

    def __str__(self) -> str:
        runs = self.runs()
        return self._ink.put(runs) if runs else ""

    def __bool__(self) -> bool:
        return bool(plain(self.runs()))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (str, Printed)):
            return plain(self.runs()) == (other if isinstance(other, str) else plain(other.runs()))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(plain(self.runs()))


class Words(Printed):
    """Literal text: what staff typed, a unit's name, a label. `code` is what it is called in the data, where it was chosen from a list."""

    def __init__(self, ink: Ink, text: str, code: str = "") -> None:
        self.text = one_line(text)
        super().__init__(ink, (Literal(self.text),) if self.text else ())
        self.code = code

    def __eq__(self, other: object) -> bool:
        if self.code and other == self.code:
            return True
        return super().__eq__(other)

    def __hash__(self) -> int:
        return super().__hash__()


class Graphic(Printed):
    """What stands in a line of its own and is no text: a turn to a new section, a chart. A chart without points is nothing."""

    def __init__(self, ink: Ink, mark: SectionBreak | ChartBlock) -> None:
        super().__init__(ink)
        self._mark = mark

    def __str__(self) -> str:
        return self._ink.put(self._mark) if self else ""

    def __bool__(self) -> bool:
        return isinstance(self._mark, SectionBreak) or bool(self._mark.points)


def one_line(text: str) -> str:
    """The text in one line, without what no page can show."""
    return " ".join(repair(_PRIVATE.sub("", text)).split())


def clean_source(text: str) -> str:
    """A template's text without the characters that sentinels are made of."""
    return _PRIVATE.sub("", text)


def _pieces(text: str) -> Iterator[str | int]:
    at = 0
    for match in SENTINEL.finditer(text):
        if match.start() > at:
            yield text[at : match.start()]
        yield int(match[1])
        at = match.end()
    if at < len(text):
        yield text[at:]
