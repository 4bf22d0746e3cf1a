"""Do the parts of a whole (`chia ra`) add up to it?"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.check.parts import parts_of
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Relation
from toolkit.model.value import Number, is_number
from toolkit.vietnamese.show import show


def check_partitions(case: Case) -> Iterator[Finding]:
    """`partition` where every part and the whole are stated and do not add up."""
    for whole, parts in parts_of(case.form, case.unit.kind, Relation.PARTITION):
        total = case.value(whole.code)
        values = [case.value(part.code) for part in parts]
        numbers: list[Number] = [value for value in values if is_number(value)]
        if is_number(total) and len(numbers) == len(values) and sum(numbers) != total:
            shown = " + ".join(show(value, whole.type) for value in numbers)
            yield finding(
                "partition",
                case.place(whole.code),
                found=show(total, whole.type),
                label=whole.label,
                parts=", ".join(part.label for part in parts),
                sum=show(sum(numbers), whole.type),
                working=shown,
            )
