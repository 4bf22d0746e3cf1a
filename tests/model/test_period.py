"""Periods: ids as DHIS2 writes them, days, and the same period of the year before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.period import Period, parse_period

PERIODS = st.one_of(
    st.builds(Period, st.integers(1000, 2999)),
    *(
        st.builds(Period, st.integers(1000, 2999), st.just(kind), st.integers(1, most))
        for kind, most in (("S", 2), ("Q", 4), ("M", 12))
    ),
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020S1", date(2020, 1, 1), date(2020, 6, 30)),
        ("2020S2", date(2020, 7, 1), date(2020, 12, 31)),
        ("2020Q4", date(2020, 10, 1), date(2020, 12, 31)),
        ("202002", date(2020, 2, 1), date(2020, 2, 29)),
        (" 202011 ", date(2020, 11, 1), date(2020, 11, 30)),
    ],
)
def test_an_id_names_a_stretch_of_days(text: str, first: date, last: date) -> None:
    """A year, a half, a quarter, a month."""
    period = parse_period(text)
    assert period is not None
    assert (period.first_day, period.last_day, str(period)) == (first, last, text.strip())


@pytest.mark.parametrize(
    "text", ["", "20", "2020S3", "2020S0", "2020Q5", "2020q1", "202013", "202000", "2020-11", "năm 2020", "2020 S1", "2٠٢٠"]
)
def test_what_is_no_id_gives_nothing(text: str) -> None:
    """Nothing is guessed."""
    assert parse_period(text) is None


@given(PERIODS)
def test_an_id_reads_back(period: Period) -> None:
    """What is printed is parsed to the same."""
    assert parse_period(period.id) == period


@given(PERIODS)
def test_periods_follow_each_other_without_a_gap(period: Period) -> None:
    """The next begins the day after, and comes after; the previous is of the same kind, a year before."""
    assert period.next().first_day - period.last_day == timedelta(days=1)
    assert period < period.next()
    assert (period.previous().year, period.previous().kind, period.previous().part) == (period.year - 1, period.kind, period.part)
