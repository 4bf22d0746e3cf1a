"""Stage: one submission against its form, and against what is known beside it. One check, one module; this listing is the catalogue.

A check is a function `check_…(case) -> Iterator[Finding]`. Fast ones come first; where nothing was filled in, that is the only finding.
"""

from __future__ import annotations

from dataclasses import replace

from toolkit.check.bounds import check_bounds
from toolkit.check.case import Case
from toolkit.check.filled import check_filled
from toolkit.check.partition import check_partitions
from toolkit.check.required import check_required
from toolkit.check.rules import check_rules
from toolkit.check.subset import check_subsets
from toolkit.check.target import check_targets
from toolkit.check.texts import check_lengths
from toolkit.model.finding import Finding
from toolkit.model.form import Severity

CHECKS = (check_required, check_bounds, check_lengths, check_targets, check_partitions, check_subsets, check_rules)

__all__ = ["CHECKS", "Case", "check", "check_totals"]


def check(case: Case) -> tuple[Finding, ...]:
    """Everything that is wrong with the submission, in the order of the checks."""
    unfilled = tuple(check_filled(case))
    return unfilled or tuple(found for each in CHECKS for found in each(case))


def check_totals(case: Case) -> tuple[Finding, ...]:
    """What is odd in a workbook of totals: parts that do not fit their whole. Warnings only, since a part may be known where the whole is not."""
    found = (*check_partitions(case), *check_subsets(case))
    return tuple(replace(each, severity=Severity.WARNING) for each in found)
