"""Where a value stands: the record that travels with every cell and every finding."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A point in somebody's data; an empty field means that it does not apply.

    `file` is the name as the office received it, never a path to open; `cell` is in A1 style, of a merged range its first cell.
    A named tuple, since there is one for each cell: it is made in a third of the time of a frozen dataclass.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    unit: str = ""
    indicator: str = ""

    def at(self, **changes: str) -> Place:
        """The same place with some fields changed."""
        return self._replace(**changes)

    def __str__(self) -> str:
        """`file · sheet!cell · unit · indicator`, without what is empty."""
        spot = "!".join(part for part in (self.sheet, self.cell) if part)
        return " · ".join(part for part in (self.file, spot, self.unit, self.indicator) if part)


NOWHERE = Place()
