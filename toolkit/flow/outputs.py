"""Outputs of the round: where they lie, and that nothing which a person has edited is written over."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from toolkit.files import safe_name
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.unit import Unit
from toolkit.round import Round
from toolkit.vietnamese.text import fold

Watch = Callable[[int, int], None]
"""Told after each step how many are done, and of how many."""


def unwatched(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Written:
    """What was written, relative to the round, and what was left alone because a person had edited it."""

    paths: tuple[str, ...]
    kept: tuple[Finding, ...] = ()
    unchanged: int = 0
    """How many were not written since they would say what they say already."""


class Writer:
    """Puts outputs into the round and remembers which it left alone because a person had edited them."""

    def __init__(self, round_: Round, *, overwrite: bool) -> None:
        self._round, self._overwrite = round_, overwrite
        self._paths: list[str] = []
        self._kept: list[Finding] = []

    def put(self, path: str, data: bytes) -> None:
        """Write one output, `path` relative to the round, unless a person has edited what lies there."""
        self._note(path, is_put=self._round.put(path, data, overwrite=self._overwrite))

    def put_grown(self, path: str, grow: Callable[[BinaryIO], object]) -> None:
        """The same for one that is too large to be held in memory: `grow` writes into the file that it is given."""
        self._note(path, is_put=self._round.put_grown(path, grow, overwrite=self._overwrite))

    def put_all(self, outputs: Mapping[str, bytes]) -> None:
        """The same for several at once, which is quicker."""
        edited = self._round.put_all(outputs, overwrite=self._overwrite)
        for path in outputs:
            self._note(path, is_put=path not in edited)

    def _note(self, path: str, *, is_put: bool) -> None:
        if is_put:
            self._paths.append(path)
        else:
            self._kept.append(finding("kept-edited", Place(file=path)))

    def result(self) -> Written:
        """What came of it so far."""
        return Written(tuple(self._paths), tuple(self._kept))


def upper_units(round_: Round, unit: str = "") -> tuple[Unit, ...]:
    """The units at or below `unit` that have others below them."""
    tree = round_.tree
    return tuple(each for each in tree.below(known_unit(round_, unit).code) if not tree.is_leaf(each.code))


def known_unit(round_: Round, code: str) -> Unit:
    """The unit of that code, the whole round's root where it is empty; Obstacle where the round has no such unit."""
    if code and code not in round_.tree:
        raise Obstacle("unit-not-in-round", found=code, control=round_.tree.root.place.file, nearest=_nearest(round_, code))
    return round_.tree[code] if code else round_.tree.root


def _nearest(round_: Round, typed: str) -> str:
    """The units whose code or name looks most like what was typed; the topmost where none does."""
    units = round_.tree.units
    by_words = {
        words: unit for unit in reversed(units) for words in (fold(unit.code), fold(unit.name), fold(unit.name).partition(" ")[2])
    }
    close = difflib.get_close_matches(fold(typed), by_words, n=3, cutoff=0.6)
    found = dict.fromkeys(by_words[words] for words in close) or dict.fromkeys(units[:3])
    return ", ".join(f"{unit.code} {unit.name}" for unit in found)


def label(unit: Unit) -> str:
    """What a unit's files and folders are called: its code, then its name."""
    return safe_name(f"{unit.code} {unit.name}")
