"""Do parts agree with their whole? `Chia ra` must add up; each `trong đó` is at most the whole."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Indicator, Relation
from toolkit.model.value import Number, is_number
from toolkit.vietnamese.show import show


def check_partitions(case: Case) -> Iterator[Finding]:
    """`partition` where every part and the whole are stated and do not add up."""
    for whole, parts in _wholes(case, Relation.PARTITION):
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


def check_subsets(case: Case) -> Iterator[Finding]:
    """`subset` for each part that is greater than its whole."""
    for whole, parts in _wholes(case, Relation.SUBSET):
        total = case.value(whole.code)
        for part in parts:
            value = case.value(part.code)
            if is_number(total) and is_number(value) and value > total:
                yield finding(
                    "subset",
                    case.place(part.code),
                    found=show(value, part.type),
                    label=part.label,
                    whole=whole.label,
                    total=show(total, whole.type),
                )


def _wholes(case: Case, relation: Relation) -> Iterator[tuple[Indicator, tuple[Indicator, ...]]]:
    here = {each.code: each for each in case.form.indicators_of(case.unit.kind)}
    parts: dict[str, list[Indicator]] = {}
    for each in here.values():
        if each.relation is relation and each.part_of in here:
            parts.setdefault(each.part_of, []).append(each)
    for code, whole in here.items():
        if code in parts:
            yield whole, tuple(parts[code])
