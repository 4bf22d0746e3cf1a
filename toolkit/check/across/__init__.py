"""Stage: all submissions of a round against each other and against last period's. One check, one module; this listing is the catalogue.

Nothing here returns a workbook: what looks odd beside the others may be true, so it is asked about, in warnings and notes.
"""

from __future__ import annotations

from toolkit.check.across.exactly_full import check_exactly_full
from toolkit.check.across.jump import check_jumps
from toolkit.check.across.level import Level
from toolkit.check.across.listed_twice import check_listed_twice
from toolkit.check.across.outlier import check_outliers
from toolkit.check.across.same_as_other import check_same_as_other
from toolkit.check.across.same_as_previous import check_same_as_previous
from toolkit.model.finding import Finding

CHECKS = (check_same_as_other, check_same_as_previous, check_listed_twice, check_jumps, check_outliers, check_exactly_full)

__all__ = ["CHECKS", "Level", "check_across"]


def check_across(level: Level) -> tuple[Finding, ...]:
    """Everything that is odd across units, in the order of the checks."""
    return tuple(found for each in CHECKS for found in each(level))
