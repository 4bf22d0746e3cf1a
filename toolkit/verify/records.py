"""What verification gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from toolkit.model.finding import Finding
from toolkit.model.place import Place


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence claims of its own numbers, recomputed. `code` is empty where it is right at the digits printed."""

    found: str
    """The words that claim it, as they stand."""
    working: str
    """`7.338 / 7.243 = 101,3116% ≈ 101,3%`."""
    printed: str = ""
    expected: str = ""
    code: str = ""

    @property
    def is_right(self) -> bool:
        """True where nothing is to be mended."""
        return not self.code


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of the prose with its place: what was found, how it was recomputed, whether it is right."""

    place: Place
    sentence: str
    found: str
    working: str
    right: bool


class Standing(Enum):
    """How a number of a text stands to the data."""

    RIGHT = "bound and right"
    STALE = "bound and stale"
    """It says where it comes from, and the data has moved on since it was printed."""
    FOUND = "unbound but found in the data"
    UNBOUND = "unbound"
    CONTRADICTING = "contradicting"
    """It says, or its sentence does, what it is, and the data has another figure there."""


@dataclass(frozen=True, slots=True)
class BoundNumber:
    """A stretch of a paragraph that is bound to the data: how it stands, and what the data prints there now (empty: nothing any longer)."""

    start: int
    end: int
    standing: Standing
    now: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph under verification, with the bound numbers in it."""

    place: Place
    text: str
    bound: tuple[BoundNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberUse:
    """A number of the prose and the figures of the data that print as it does; none where `sources` is empty."""

    place: Place
    sentence: str
    text: str
    sources: tuple[Place, ...] = ()
    """Unit and indicator of each, the upper units first; a few of them where there are many."""
    is_derived: bool = False
    """True where it is not in the data itself and a right claim makes it of one that is (a share, a difference)."""

    standing: Standing = Standing.UNBOUND
    now: str = ""
    """What the data prints in its place, where it is stale or contradicts the data."""

    @property
    def is_found(self) -> bool:
        """True where the data holds it."""
        return bool(self.sources)


@dataclass(frozen=True, slots=True)
class Verification:
    """Findings to mend or to know, every claim that was recomputed, and every quantity with its sources where data was given."""

    findings: tuple[Finding, ...] = ()
    checked: tuple[Checked, ...] = ()
    numbers: tuple[NumberUse, ...] = ()
    quantities: int = 0
    """How many numbers of the text state a quantity."""

    def count(self, standing: Standing) -> int:
        """How many numbers stand so to the data."""
        return sum(each.standing is standing for each in self.numbers)

    @property
    def right(self) -> tuple[Checked, ...]:
        """The claims that are right."""
        return tuple(each for each in self.checked if each.right)
