"""What was found out about a part once need not be found out again: the workbooks of a round share most of their parts.

A part is known by its compressed bytes and by what the zip's directory says of it, so nothing is unpacked to recognise it. What is kept
are verdicts and small records, of contents hardly any, and only so many: whoever sends many different parts gains nothing, and we lose nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

MOST = 2048
"""Answers that are kept of one kind; the oldest goes first."""


class Memory(Generic[T]):
    """Answers to one question, by what it was asked about: `most` of them, where that is not 0. Threads may share it."""

    def __init__(self, most: int = 0) -> None:
        self._held: dict[Hashable, T] = {}
        self._most = most
        self._lock = threading.Lock()

    def recall(self, key: Hashable | None, find_out: Callable[[], T]) -> T:
        """The answer that is known, else what `find_out` gives; that is kept, unless the key is None."""
        if key in self._held:
            return self._held[key]
        answer = find_out()
        if key is not None:
            with self._lock:
                self._held[key] = answer
                if len(self._held) > (self._most or MOST):
                    del self._held[next(iter(self._held))]
        return answer
