"""Does each number lie between its bounds?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Column, Form, Indicator
from toolkit.model.place import Place
from toolkit.model.value import Value, is_number
from toolkit.vietnamese.show import show


def check_bounds(case: Case) -> Iterator[Finding]:
    """`below-minimum` and `above-maximum`, in figures and in the rows of tables."""
    for indicator in case.form.recall(_bounded, case.unit.kind):
        value = case.submission.value(indicator.code)
        if crossed := _crossed(indicator, value):
            yield _finding(crossed, case.place(indicator.code), indicator, value)
    for table in case.form.tables_of(case.unit.kind):
        for row in case.submission.tables.get(table.code, ()):
            for column in table.columns:
                if crossed := _crossed(column, row.value(column.code)):
                    yield _finding(crossed, row.entries[column.code].place, column, row.value(column.code))


def _bounded(form: Form, kind: str) -> tuple[Indicator, ...]:
    """What a unit of that kind is asked within bounds."""
    return tuple(each for each in form.inputs_of(kind) if each.minimum is not None or each.maximum is not None)


def _crossed(field: Indicator | Column, value: Value) -> tuple[str, Decimal] | None:
    """The bound that a number lies beyond, and the code that says so."""
    if not is_number(value):
        return None
    if field.minimum is not None and value < field.minimum:
        return "below-minimum", field.minimum
    return ("above-maximum", field.maximum) if field.maximum is not None and value > field.maximum else None


def _finding(crossed: tuple[str, Decimal], place: Place, field: Indicator | Column, value: Value) -> Finding:
    code, bound = crossed
    return finding(code, place, found=show(value, field.type), label=field.label, bound=show(bound, field.type))
