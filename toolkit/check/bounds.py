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
        for code, bound in _crossed(indicator, value):
            yield _finding(code, case.place(indicator.code), indicator, value, bound)
    for table in case.form.tables_of(case.unit.kind):
        for row in case.submission.tables.get(table.code, ()):
            for column in table.columns:
                for code, bound in _crossed(column, row.value(column.code)):
                    yield _finding(code, row.entries[column.code].place, column, row.value(column.code), bound)


def _bounded(form: Form, kind: str) -> tuple[Indicator, ...]:
    """What a unit of that kind is asked within bounds."""
    return tuple(each for each in form.inputs_of(kind) if each.minimum is not None or each.maximum is not None)


def _crossed(field: Indicator | Column, value: Value) -> Iterator[tuple[str, Decimal]]:
    if (field.minimum is None and field.maximum is None) or not is_number(value):
        return
    if field.minimum is not None and value < field.minimum:
        yield "below-minimum", field.minimum
    if field.maximum is not None and value > field.maximum:
        yield "above-maximum", field.maximum


def _finding(code: str, place: Place, field: Indicator | Column, value: Value, bound: Decimal) -> Finding:
    return finding(code, place, found=show(value, field.type), label=field.label, bound=show(bound, field.type))
