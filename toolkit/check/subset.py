"""Is each part of a whole (`trong đó`) at most the whole?"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.check.parts import parts_of
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Relation
from toolkit.model.value import is_number
from toolkit.vietnamese.show import show


def check_subsets(case: Case) -> Iterator[Finding]:
    """`subset` for each part that is greater than its whole."""
    for whole, parts in parts_of(case.form, case.unit.kind, Relation.SUBSET):
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
