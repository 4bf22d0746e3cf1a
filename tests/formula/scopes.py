"""A scope out of plain mappings, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.model.value import BLANK, Value


@dataclass(frozen=True)
class Given:
    """Values by name, by `table.column`, and by code for children; what is not there is blank or empty."""

    values: Mapping[str, Value] = field(default_factory=dict)
    columns: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    kids: Mapping[str, Sequence[Value]] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        return self.values.get(name, BLANK)

    def column(self, table: str, column: str) -> Sequence[Value]:
        return self.columns.get(f"{table}.{column}", ())

    def children(self, code: str) -> Sequence[Value]:
        return self.kids.get(code, ())
