"""Stage: one submission against its form, and against what is known beside it. One check, one module; this listing is the catalogue.

A check is a function `check_…(case) -> Iterator[Finding]`. Fast ones come first; where nothing was filled in, that is the only finding.
"""

from __future__ import annotations

from toolkit.check.bounds import check_bounds
from toolkit.check.case import Case
from toolkit.check.filled import check_filled
from toolkit.check.relations import check_partitions, check_subsets
from toolkit.check.required import check_required
from toolkit.check.rules import check_rules
from toolkit.check.target import check_targets
from toolkit.check.texts import check_lengths
from toolkit.model.finding import Finding

CHECKS = (check_required, check_bounds, check_lengths, check_targets, check_partitions, check_subsets, check_rules)

__all__ = ["CHECKS", "Case", "check"]


def check(case: Case) -> tuple[Finding, ...]:
    """Everything that is wrong with the submission, in the order of the checks."""
    unfilled = tuple(check_filled(case))
    return unfilled or tuple(found for each in CHECKS for found in each(case))
