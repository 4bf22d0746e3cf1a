"""What is known when a workbook is written: the scope in which its formulas get the values that they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.excel.cells import NO, YES
from toolkit.excel.layout import Layout
from toolkit.formula import Formula, prepared
from toolkit.model.form import Form, Indicator, Type
from toolkit.model.submission import Row
from toolkit.model.value import BLANK, Scalar, Value


@dataclass(frozen=True)
class Answers:
    """Values by defined name (`code`, `target.code`, `previous.code`) and the rows of tables; blank where none is given."""

    layout: Layout
    values: Mapping[str, Value] = field(default_factory=dict)
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)

    @cached_property
    def _derived(self) -> Mapping[str, Formula]:
        own = (line.indicator for line in self.layout.lines if line.indicator)
        return {each.code: prepared(each.formula) for each in own if self.layout.is_derived(each)}

    def value(self, name: str) -> Value:
        """What stands in the cell of that name; what the workbook derives is computed."""
        if name in self.values or name not in self._derived:
            return self.values.get(name, BLANK)
        return self._derived[name](self)

    def figure(self, indicator: Indicator) -> Value:
        """The indicator's value."""
        return self.value(indicator.code)

    def is_estimated(self, indicator: Indicator) -> bool:
        """True where its figure of the period before rests on a stated share of a unit that was split since."""
        return self.values.get(f"estimated.{indicator.code}") is True

    def rests_on_estimate(self, indicator: Indicator) -> bool:
        """True where its figure of today is computed from such a one."""
        return self.values.get(f"resting.{indicator.code}") is True

    def column(self, table: str, column: str) -> Sequence[Value]:
        """A table's column, a value a row."""
        return tuple(row.value(column) for row in self.tables.get(table, ()))

    def children(self, code: str) -> Sequence[Value]:
        """A unit's workbook does not hold its children's figures."""
        return ()


@dataclass(frozen=True)
class Labels:
    """How our cells show what is kept otherwise: a choice by its label, a yes or no in Vietnamese."""

    form: Form

    def label(self, reference: str, value: Scalar) -> str | None:
        """What a cell of `code` or `table.column` shows for a value; None where it shows the value itself."""
        type_, choices = self._field(reference)
        if isinstance(value, bool):
            return (YES if value else NO) if type_ is Type.YESNO else None
        return next((choice.label for choice in self.form.choice_lists.get(choices, ()) if choice.code == value), None)

    def _field(self, reference: str) -> tuple[Type, str]:
        table, _, column = reference.rpartition(".")
        if table in self.form.table_by_code:
            found = self.form.table_by_code[table].column(column)
            return found.type, found.choices
        if column in self.form.by_code:
            return self.form.by_code[column].type, self.form.by_code[column].choices
        return Type.TEXT, next((text.choices for text in self.form.texts if text.choice_code == reference), "")
