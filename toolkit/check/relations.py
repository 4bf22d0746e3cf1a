"""Do parts agree with their whole? `Chia ra` must add up; each `trong đó` is at most the whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Indicator, Relation
from toolkit.model.value import Number, is_number
from toolkit.vietnamese.show import show


def check_partitions(case: Case) -> Iterator[Finding]:
    """`partition` where every part and the whole are stated and do not add up."""
    for whole, parts in _wholes(case.form, case.unit.kind, Relation.PARTITION):
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
    for whole, parts in _wholes(case.form, case.unit.kind, Relation.SUBSET):
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


@lru_cache(maxsize=128)  # the same for every submission
def _wholes(form: Form, kind: str, relation: Relation) -> tuple[tuple[Indicator, tuple[Indicator, ...]], ...]:
    here = {each.code: each for each in form.indicators_of(kind)}
    parts: dict[str, list[Indicator]] = {}
    for each in here.values():
        if each.relation is relation and each.part_of in here:
            parts.setdefault(each.part_of, []).append(each)
    return tuple((whole, tuple(parts[code])) for code, whole in here.items() if code in parts)
