"""Figures beside targets, plans, the period before and the units beside them: exact, and percentage points kept apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.consolidate.test_consolidation import FORM, totals
from tests.consolidate.test_settling import ALL
from toolkit.consolidate import Fact
from toolkit.consolidate.comparing import beside, compare, ranked
from toolkit.model.comparison import Compared, Rank
from toolkit.model.value import BLANK, DIV0, NO_DATA, Value

COUNT, RATE = FORM.by_code["tu"], FORM.by_code["ty_le"]


def test_a_number_has_a_difference_a_change_and_a_share() -> None:
    """6 beside 4: 2 more, which is half more, and one and a half times as much."""
    assert beside(COUNT, 6, 4) == Compared(4, 2, Decimal("0.5"), share=Decimal("1.5"))


def test_a_percentage_moves_by_points() -> None:
    """From 60% to 66% is 6 points, and no 10%."""
    assert beside(RATE, Decimal("0.66"), Decimal("0.6")) == Compared(Decimal("0.6"), points=Decimal("6.00"))


def test_over_none_there_is_no_change() -> None:
    """What was none before has a difference, and its change is a failure that shows as such."""
    assert beside(COUNT, 5, 0) == Compared(0, 5, DIV0, share=DIV0)


@pytest.mark.parametrize(("value", "base"), [(BLANK, 4), (4, BLANK), (NO_DATA, 4), (DIV0, 4), ("tot", 4)])
def test_without_two_numbers_there_is_nothing_to_compare(value: Value, base: Value) -> None:
    """The base is told, and nothing is made of it."""
    assert beside(COUNT, value, base) == Compared(base)


def test_ties_share_a_place_and_the_next_is_counted_on() -> None:
    """Two firsts, then a third; who has no figure has no place."""
    assert ranked({"a": 5, "b": 7, "c": 7, "d": BLANK}) == {
        "b": Rank(1, 3, is_shared=True),
        "c": Rank(1, 3, is_shared=True),
        "a": Rank(3, 3),
    }
    assert ranked({"a": 5, "b": BLANK}) == {}


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(-5, 5), min_size=2))
def test_a_place_is_one_more_than_those_before_it(values: dict[str, int]) -> None:
    """Whatever the figures and their order."""
    assert {code: rank.place for code, rank in ranked(values).items()} == {
        code: 1 + sum(other > value for other in values.values()) for code, value in values.items()
    }


def test_everything_known_of_a_figure_stands_beside_it() -> None:
    """Target, plan and period before by unit; the rank is among the units of the same parent."""
    data = totals(ALL, targets={("2", "tu"): Fact(4)}, plan={"2": {"tu": Fact(3)}}, previous={"2": {"tu": Fact(1)}})
    found = compare(data, "2", "tu")
    assert (found.target.share, found.plan.difference, found.previous.change) == (Decimal("0.5"), -1, 1)
    assert found.rank == Rank(1, 2)
    assert compare(data, "02", "tu").rank is None


def test_far_from_the_period_before_is_flagged() -> None:
    """More than half away from a base that is not tiny; a rate outside what the form allows."""
    data = totals(ALL, previous={"1": {"mau": Fact(30)}, "2": {"mau": Fact(12), "tu": Fact(1)}})
    assert [compare(data, unit, code).is_plausible for unit, code in (("1", "mau"), ("2", "mau"), ("2", "tu"))] == [
        False,
        True,
        True,
    ]
