"""What one unit states for one indicator, flat: the tree is built over it later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.model.figure import Part
from toolkit.model.lineage import Codes
from toolkit.model.place import Place
from toolkit.model.unit import Unit
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


@dataclass(frozen=True)
class Brought:
    """What units that ended within the period had stated of it, on the units that went on."""

    facts: Facts = field(default_factory=dict)
    estimated: Codes = field(default_factory=dict)
    former: tuple[Unit, ...] = ()
    """The units that ended."""
