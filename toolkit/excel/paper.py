"""What goes on a sheet of A4, and how many lines a text takes: in points, as a printer and as Excel's rows count.

Excel says neither before it has drawn the sheet, so widths of letters are those of Times New Roman, which our workbooks are written in.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

MARGINS = {"left": 0.6, "right": 0.4, "top": 0.6, "bottom": 0.6}
"""Inches; papers are punched on the left."""

_A4 = (8.27 * 72, 11.69 * 72)
_LITTLE = 0.25
"""How much of a page may be left over and squeezed onto the pages before it: a signature alone on a page is worse than smaller letters."""

_WIDTHS = (
    ("ijlt,.:;'|!/ ", 0.28),
    ("rfI()[]-‘’", 0.34),
    ("sJ", 0.4),
    ("acez“”", 0.45),
    ("bdđghknopquvxy0123456789", 0.5),
    ("EFLPSTZ", 0.61),
    ("mM", 0.85),
)
"""Parts of the letter's size, marks above and below left aside; every other letter, the capitals among them, takes `_WIDE`."""
_WIDE = 0.73
_BOLD = 1.05


def column_points(characters: float) -> float:
    """How wide a column of that many characters is."""
    return (characters * 7 + 5) * 0.75


def lines_of(text: str, characters: float, size: float = 12) -> int:
    """How many lines a text takes that is wrapped in a column of that many characters; one at least."""
    room = (column_points(characters) - 4) / size / _BOLD
    return sum(_wrapped(part, room) for part in text.split("\n"))


def _wrapped(text: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in text.split():
        wide = sum(map(_letter, word))
        if used and used + _letter(" ") + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (_letter(" ") if used else 0)
        while used > room:  # one word longer than the line is broken
            lines, used = lines + 1, used - room
    return lines


@lru_cache(maxsize=1024)
def _letter(sign: str) -> float:
    plain = unicodedata.normalize("NFD", sign)[0]
    return next((width for signs, width in _WIDTHS if plain in signs), _WIDE)


def page_height(columns: Iterable[float], *, landscape: bool) -> float:
    """How many points of a sheet's rows go on a page, when its columns (characters each) are shrunk to the paper's width."""
    wide, high = reversed(_A4) if landscape else _A4
    wide -= (MARGINS["left"] + MARGINS["right"]) * 72
    high -= (MARGINS["top"] + MARGINS["bottom"]) * 72
    return high / min(1.0, wide / sum(map(column_points, columns)))


def pages_high(rows: Iterable[float], page: float) -> int:
    """On how many pages the rows (points each) should be made to fit; 0: on as many as they take."""
    pages, over = divmod(sum(rows), page)
    return int(pages) if pages and over / page <= _LITTLE * pages else 0


def kept_together(rows: Iterable[tuple[int, float, bool]]) -> Iterator[tuple[int, float]]:
    """Rows (number, points, whether it belongs to the one below) as blocks for `breaks`: a heading stays with what it is over."""
    start, points = -1, 0.0
    for row, high, joined in rows:
        start, points = (row if start < 0 else start), points + high
        if not joined:
            yield start, points
            start, points = -1, 0.0
    if start >= 0:
        yield start, points


def breaks(blocks: Sequence[tuple[int, float]], page: float, used: float) -> Iterator[int]:
    """Before which rows a new page begins so that no block (its first row, its points) is cut; `used` is taken on the first page."""
    left = page - used
    for row, points in blocks:
        if points > left < page:
            yield row
            left = page
        left -= points
