"""What one unit states for one indicator, flat: the tree is built over it later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.model.figure import Part
from toolkit.model.place import Place
from toolkit.model.value import Value


@dataclass(frozen=True, slots=True)
class Fact:
    """What one unit states for one indicator, and where."""

    value: Value
    place: Place | None = None
    made_of: tuple[Part, ...] = ()
    """The units of former days that it was carried from, with what each brought; empty where the unit states it itself."""


Facts = Mapping[str, Mapping[str, Fact]]
"""Facts by unit, then by indicator."""
