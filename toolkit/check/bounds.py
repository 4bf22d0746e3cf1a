"""Does each number lie between its bounds?"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Column, Indicator
from toolkit.model.place import Place
from toolkit.model.value import Value, is_number
from toolkit.vietnamese.show import show


def check_bounds(case: Case) -> Iterator[Finding]:
    """`below-minimum` and `above-maximum`, in figures and in the rows of tables."""
    for indicator in case.inputs:
        yield from _outside(indicator, case.submission.value(indicator.code), case.place(indicator.code))
    for table in case.form.tables_of(case.unit.kind):
        for row in case.submission.tables.get(table.code, ()):
            for column in table.columns:
                yield from _outside(column, row.value(column.code), row.entries[column.code].place)


def _outside(field: Indicator | Column, value: Value, place: Place) -> Iterator[Finding]:
    if not is_number(value):
        return
    if field.minimum is not None and value < field.minimum:
        yield finding(
            "below-minimum", place, found=show(value, field.type), label=field.label, bound=show(field.minimum, field.type)
        )
    if field.maximum is not None and value > field.maximum:
        yield finding(
            "above-maximum", place, found=show(value, field.type), label=field.label, bound=show(field.maximum, field.type)
        )
