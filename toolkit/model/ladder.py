"""The ladder of headings of an official paper."""

from __future__ import annotations

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


class Ladder:
    """Numbers headings `I.` `1.` `a)`; each begins anew under the one above."""

    def __init__(self) -> None:
        self._at = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        """The number of the next heading of that level, with the space after it; empty below the ladder."""
        if level > 3:
            return ""
        self._at[level] += 1
        self._at[level + 1 :] = [0] * (3 - level)
        count = self._at[level]
        return (f"{_ROMAN[count]}. ", f"{count}. ", f"{chr(96 + count)}) ")[level - 1]
