"""Batches of received files judged in child processes, or on any executor that is handed in; never in this process.

A batch is begun before the one before it is written down, so that reading and writing go on side by side. What an executor could not do,
whatever the reason, is done again one file at a time in a child of ours: only the file that kills its reader is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import cached_property
from itertools import chain

from toolkit.judge import Letter, Yardstick, judge_all, packed
from toolkit.model.finding import finding
from toolkit.model.place import Place
from toolkit.round.brief import Brief, in_brief
from toolkit.shelter import Lasting, Limits, Shelter, WorkerLost

CHUNK = 32
"""Files that are sent to a worker at a time; what they are measured by goes along once."""

CHUNK_BYTES = 2 * 1024 * 1024
"""Fewer where they are large: together they have no more time than one alone."""

Answers = Callable[[], list[Brief]]
"""What came of a batch, in its order, once that is asked for."""


class Judges:
    """Who judges batches of files; use `judges()`, which sees to it that children are ended."""

    def __init__(self, yardstick: Yardstick, limits: Limits, executor: Executor | None) -> None:
        self._measure, self._limits, self._executor = yardstick, limits, executor

    def begin(self, letters: Sequence[Letter]) -> Answers:
        """Begin with a batch."""
        executor = self._executor or self._shelter
        begun = [(chunk, executor.submit(in_brief, judge_all, self._yardstick, chunk)) for chunk in _chunks(letters)]
        return lambda: list(chain.from_iterable(self._answers(chunk, future) for chunk, future in begun))

    @cached_property
    def _yardstick(self) -> Lasting:
        return packed(self._measure)

    @cached_property
    def _shelter(self) -> Shelter:
        return Shelter(self._limits)

    def _answers(self, chunk: Sequence[Letter], future: Future[list[Brief]]) -> list[Brief]:
        try:
            return future.result()
        except WorkerLost as lost:
            return [_lost(chunk[0], lost)] if len(chunk) == 1 else self._one_by_one(chunk)
        except Exception:  # noqa: BLE001 - somebody else's executor fails in ways of its own
            return self._one_by_one(chunk)

    def _one_by_one(self, chunk: Sequence[Letter]) -> list[Brief]:
        begun = [(letter, self._shelter.submit(in_brief, judge_all, self._yardstick, [letter])) for letter in chunk]
        return list(chain.from_iterable(_alone(letter, future) for letter, future in begun))

    def close(self) -> None:
        """End the children, where some were started."""
        if "_shelter" in self.__dict__:
            self._shelter.shutdown(wait=False, cancel_futures=True)


@contextmanager
def judges(yardstick: Yardstick, limits: Limits, executor: Executor | None = None) -> Iterator[Judges]:
    """Judges for the length of a block."""
    bench = Judges(yardstick, limits, executor)
    try:
        yield bench
    finally:
        bench.close()


def _chunks(letters: Sequence[Letter]) -> Iterator[Sequence[Letter]]:
    chunk: list[Letter] = []
    for letter in letters:
        if len(chunk) == CHUNK or (chunk and sum(len(each.data) for each in chunk) + len(letter.data) > CHUNK_BYTES):
            yield chunk
            chunk = []
        chunk.append(letter)
    if chunk:
        yield chunk


def _alone(letter: Letter, future: Future[list[Brief]]) -> Iterable[Brief]:
    try:
        return future.result()
    except WorkerLost as lost:
        return [_lost(letter, lost)]


def _lost(letter: Letter, lost: WorkerLost) -> Brief:
    return Brief((finding(lost.code, Place(file=letter.name), **lost.values),))
