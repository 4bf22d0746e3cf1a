"""What a unit sent, twice: raw as it stood in the workbook, and typed as we understood it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple, TypeAlias

from toolkit.model.adjustment import Adjustment
from toolkit.model.place import Place
from toolkit.model.value import BLANK, Value

Raw: TypeAlias = str | int | float | bool | date | datetime | None
"""A cell as the file holds it; None for an empty cell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """What a workbook says it is (DESIGN 4.3); an empty field was not found in it."""

    programme: str = ""
    form: str = ""
    version: str = ""
    unit: str = ""
    period: str = ""
    fingerprint: str = ""
    content: str = ""
    """`CONSOLIDATED` for a workbook of totals; empty for what a unit fills in about itself."""

    @property
    def is_of_own_design(self) -> bool:
        """True for a blank that an office designed itself: around its inputs may stand what we know nothing of."""
        return self.fingerprint.startswith(OWN_DESIGN)


OWN_DESIGN = "own-"
"""How the fingerprint of such a blank begins."""

CONSOLIDATED = "tong-hop"
"""What a consolidated workbook says of its content."""


class RawCell(NamedTuple):
    """A cell, its place, and what stood in it."""

    place: Place
    raw: Raw
    font: str = ""
    """The cell's font, where it is one of those that show other letters than the text holds."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a table: its cells by column code."""

    place: Place
    cells: Mapping[str, RawCell]


@dataclass(frozen=True, kw_only=True, slots=True)
class RawSubmission:
    """One received workbook, read and not yet understood."""

    file: str
    sha256: str
    identity: Identity
    cells: Mapping[str, RawCell] = field(default_factory=dict)
    """By the code that the cell's defined name says; a code without a cell was not found in the workbook."""
    tables: Mapping[str, tuple[RawRow, ...]] = field(default_factory=dict)
    coverage: Mapping[str, RawCell] = field(default_factory=dict)
    """A consolidated workbook's: `5/7` beside each total, by code."""
    parts: tuple[RawSubmission, ...] = ()
    """A consolidated workbook's: what it carries of each unit at or below, in its own cells."""
    origins: Mapping[str, Place] = field(default_factory=dict)
    """A part's: where the consolidated workbook says that each answer was typed."""
    received_at: datetime | None = None
    """A part's: when the level below had received it."""
    adjustments: tuple[RawRow, ...] = ()
    """A consolidated workbook's: what the level below has corrected."""


class Verdict(Enum):
    """How sure we are of a typed value."""

    AS_TYPED = "as typed"
    REPAIRED = "repaired"
    """Read without doubt though not written as asked: `7.338` as text, a stray space."""
    AMBIGUOUS = "ambiguous"
    """More than one reading: not taken, asked about."""
    UNREADABLE = "unreadable"


class Entry(NamedTuple):
    """An answer: what stood there, what it means, how sure that is. An unreadable one has the value blank."""

    place: Place
    raw: Raw
    value: Value
    verdict: Verdict = Verdict.AS_TYPED


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its answers by column code."""

    place: Place
    entries: Mapping[str, Entry]

    def value(self, column: str) -> Value:
        """The answer in a column; blank where there is none."""
        entry = self.entries.get(column)
        return BLANK if entry is None else entry.value

    @property
    def is_empty(self) -> bool:
        """True where nothing was stated in any column; "no data" is a statement."""
        return all(entry.value is BLANK for entry in self.entries.values())


@dataclass(frozen=True, slots=True)
class Mark:
    """What is left of a row about a person: where it stood, and keyed digests by which the same person in another workbook is known again."""

    place: Place
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many units stated a figure, of how many that had to."""

    reported: int
    expected: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """The consolidated workbook that brought what a unit below had sent to the level between."""

    file: str
    sha256: str
    unit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """One received workbook, understood. Derived figures are not in it: they are recomputed, never trusted."""

    file: str
    sha256: str
    identity: Identity
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """Answers by code: indicators, texts, and `<text>_ma` for a text's coded answer."""
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Rows that hold something, by table code."""
    counted: Mapping[str, Value] = field(default_factory=dict)
    """What was computed from rows about persons before those were dropped, by indicator; wins over the formula."""
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    """What is left of those rows, by table code."""
    received_at: datetime | None = None
    """When it came; None where that is not known."""
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    """A consolidated workbook's, by indicator."""
    parts: tuple[Submission, ...] = ()
    """A consolidated workbook's: what it carries of each unit at or below, in official order."""
    adjustments: tuple[Adjustment, ...] = ()
    """A consolidated workbook's: what the level below has corrected; `parts` state what was typed."""
    carrier: Carrier | None = None
    """The consolidated workbook that it came in; then `file` and places are as that names them."""

    @property
    def is_consolidated(self) -> bool:
        """True for a workbook of totals, which speaks for all units at or below its own."""
        return self.identity.content == CONSOLIDATED

    @property
    def unit(self) -> str:
        """The code of the unit that it speaks for."""
        return self.identity.unit

    def value(self, code: str) -> Value:
        """The answer of that code; blank where there is none."""
        entry = self.entries.get(code)
        return BLANK if entry is None else entry.value
