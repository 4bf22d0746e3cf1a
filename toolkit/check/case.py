"""What a check looks at: a submission, its form and unit, and what is known beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.formula import Node, parse, prepared
from toolkit.model.form import Form, Indicator
from toolkit.model.place import Place
from toolkit.model.submission import Submission
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, Value


def _derived(form: Form, kind: str) -> Mapping[str, Node]:
    return {each.code: parse(each.formula) for each in form.indicators_of(kind) if each.is_derived_at(kind)}


@dataclass(frozen=True)
class Case:
    """One submission to be checked. `beside` holds what is known of this unit: `target.<code>`, `previous.<code>`."""

    form: Form
    unit: Unit
    submission: Submission
    beside: Mapping[str, Value] = field(default_factory=dict)

    @property
    def inputs(self) -> tuple[Indicator, ...]:
        """What this unit was asked."""
        return self.form.inputs_of(self.unit.kind)

    def place(self, code: str) -> Place:
        """Where the answer of that code stands, or at least whose it would be."""
        entry = self.submission.entries.get(code)
        place = entry.place if entry else Place(file=self.submission.file)
        return place.at(file=self.submission.file, unit=self.unit.code, indicator=code)

    @property
    def derived(self) -> Mapping[str, Node]:
        """What is computed for this unit, parsed, by code."""
        return self.form.recall(_derived, self.unit.kind)

    @cached_property
    def assigned(self) -> Mapping[str, Value]:
        """What was assigned to the unit, by the indicator's code."""
        return {name.removeprefix("target."): value for name, value in self.beside.items() if name.startswith("target.")}

    # what follows makes a case the scope that formulas are evaluated in

    def value(self, name: str) -> Value:
        """The value of a code, recomputed where it is derived: cached values are never trusted.

        Kept once it is known: many rules name the same figure, and what is derived may rest on what is derived.
        """
        if name not in self._known:
            self._known[name] = self._found(name)
        return self._known[name]

    def _found(self, name: str) -> Value:
        return prepared(self.form.by_code[name].formula)(self) if name in self.derived else BLANK

    @cached_property
    def _known(self) -> dict[str, Value]:
        stated = {code: entry.value for code, entry in self.submission.entries.items() if code not in self.derived}
        return {**stated, **self.beside, **self.submission.counted}

    def column(self, table: str, column: str) -> Sequence[Value]:
        """A table's column, a value a row."""
        return tuple(row.value(column) for row in self.submission.tables.get(table, ()))

    def children(self, code: str) -> Sequence[Value]:
        """No submission of a leaf has children."""
        return ()
