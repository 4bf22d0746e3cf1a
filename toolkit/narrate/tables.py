"""Tables as a template sees them: the rows of every unit at or below, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from toolkit.model.submission import Row
from toolkit.model.unit import Unit
from toolkit.narrate.quantity import Quantity
from toolkit.narrate.scene import Scene
from toolkit.narrate.units import UnitView
from toolkit.narrate.view import View

DIRECT: Final = "truc_tiep"
"""What the rows of the units right below are called after their table's code: `tham_dinh:truc_tiep`."""


class Tables(View):
    """`bang`: rows by the code of their table."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def names(self) -> tuple[str, ...]:
        """The form's tables."""
        return tuple(self._scene.consolidation.form.table_by_code)

    def look_up(self, name: str) -> Rows:
        """The rows of that table, from every unit at or below."""
        found = self._scene.consolidation.rows(self._scene.unit, name)
        return Rows(self._scene, name, tuple(RowView(self._scene, name, each.unit, each.row) for each in found))


class Rows(View):
    """A table's rows; a template walks them."""

    NAMES = ("so", "truc_tiep")

    def __init__(self, scene: Scene, what: str, rows: tuple[RowView, ...]) -> None:
        self._scene = scene
        self._what = what
        self.rows = rows

    @property
    def so(self) -> Quantity:
        """Số dòng."""
        return self._scene.count(self._scene.unit, self._what, len(self.rows))

    @property
    def truc_tiep(self) -> Rows:
        """Chỉ các dòng của đơn vị trực thuộc trực tiếp, không kể cấp dưới của chúng."""
        table, _, choice = self._what.partition(":")
        known = ":".join(filter(None, (table, DIRECT, choice)))
        return Rows(self._scene, known, tuple(row for row in self.rows if row.unit.parent == self._scene.unit))

    def where(self, column: str, value: str) -> Rows:
        """The rows whose answer in a column is that; an answer from a list of choices says by itself which column it stands in."""
        columns = self._scene.consolidation.form.table_by_code[self._what.partition(":")[0]].columns
        listed = any(each.code == column and each.choices for each in columns)
        known = f"{self._what}:{value if listed else f'{column}={value}'}"
        return Rows(self._scene, known, tuple(row for row in self.rows if row.look_up(column) == value))

    def __iter__(self) -> Iterator[RowView]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class RowView(View):
    """A row of a table: its columns by code, and `don_vi`, which unit sent it."""

    def __init__(self, scene: Scene, table: str, unit: Unit, row: Row) -> None:
        self._scene = scene
        self._columns = {column.code: column for column in scene.consolidation.form.table_by_code[table].columns}
        self.unit = unit
        self._row = row

    def names(self) -> tuple[str, ...]:
        """The table's columns, and `don_vi`."""
        return ("don_vi", *self._columns)

    def look_up(self, name: str) -> object:
        """The answer in a column."""
        if name == "don_vi":
            return UnitView(self._scene, self.unit)
        return self._scene.answer(self._columns[name].choices, self._row.value(name))
