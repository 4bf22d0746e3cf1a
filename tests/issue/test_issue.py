"""Stage issue: blanks for all units of a round."""

from __future__ import annotations

from datetime import date

from tests.excel.small import small_form, tree
from tests.support.dump import dump_workbook
from tests.support.issued import issue
from toolkit.issue import MOST_PATTERNS, Issuer
from toolkit.model.period import Period

DEADLINE = date(2020, 12, 15)
BESIDE = {"00820": {"target.dat": 7, "previous.tong": 12}, "00821": {"previous.dat": 3}}


def test_a_rounds_blanks_are_those_that_each_unit_would_get() -> None:
    """Units of several kinds, with and without figures of their own."""
    units, issuer = tree(), Issuer(small_form(), Period(2020), tree(), DEADLINE)
    for unit in units.units:
        beside = BESIDE.get(unit.code, {})
        alone = issue(small_form(), Period(2020), units, unit, beside, DEADLINE)
        assert dump_workbook(issuer.blank(unit, beside)) == dump_workbook(alone)


def test_more_kinds_than_are_kept() -> None:
    """Patterns that were let go are made again, and what comes out is the same."""
    units, issuer = tree(), Issuer(small_form(), Period(2020), tree(), None)
    codes = ("tong", "nam", "nu", "dat", "dat_gioi")
    masks = [{f"target.{code}": 1 for bit, code in enumerate(codes) if mask >> bit & 1} for mask in range(MOST_PATTERNS + 2)]
    made = [issuer.blank(units["00820"], beside) for beside in masks]
    assert made[0] == issuer.blank(units["00820"], masks[0]) and len(set(made)) == len(masks)
