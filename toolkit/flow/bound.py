"""How a bound figure of a document stands to the data now: right, grown old, changed by hand, or without a source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from toolkit.narrate import Now, Sources, Teller, bound_of
from toolkit.vietnamese.text import repair
from toolkit.word import Memory, Opened, Spot

_OURS = re.compile(r"[0-9][0-9.]*(?:,[0-9]+)?%?")


class Standing(Enum):
    """What a bound figure comes to."""

    RIGHT = "right"
    STALE = "stale"
    """It prints what it printed when it was written, and the data has moved on."""
    BY_HAND = "by hand"
    """Somebody typed another figure in its place."""
    GONE = "gone"
    """The data no longer holds it, or its mark cannot be read."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure of a document with what the data says now; `now` is None where it says nothing."""

    spot: Spot
    standing: Standing
    now: Now | None


def judge(spot: Spot, memory: Memory, sources: Sources) -> Judged:
    """How that figure stands."""
    bound = bound_of(spot.tag)
    now = sources.now(bound) if bound else None
    return Judged(spot, _standing(spot, memory, now), now)


def unit_of(opened: Opened, teller: Teller) -> str:
    """Whose paper it is: by its own record, else the uppermost of the units that its figures name; empty where neither says."""
    tree = teller.consolidation.tree
    if opened.memory.unit in tree:
        return opened.memory.unit
    named = {spot.tag.partition("|")[0] for paragraph in opened.paragraphs for spot in paragraph.spots}
    return next((unit.code for unit in tree.below(tree.root.code) if unit.code in named), "")


def _standing(spot: Spot, memory: Memory, now: Now | None) -> Standing:
    shown = repair(spot.text).strip()
    if now is None:
        return Standing.GONE
    if shown == now.text:
        return Standing.RIGHT
    printed = memory.printed.get(spot.tag)
    ours = shown == printed if printed is not None else bool(_OURS.fullmatch(shown))
    return Standing.STALE if ours and not spot.is_edited else Standing.BY_HAND
