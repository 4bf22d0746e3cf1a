"""Dates are read as day, month, year; what is less than a day is asked about."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.period import Period
from toolkit.model.submission import Raw, Verdict
from toolkit.model.value import BLANK, NO_DATA, Value
from toolkit.vietnamese.dates import format_date, format_date_long, period_label, read_date

AS_TYPED, REPAIRED, AMBIGUOUS, UNREADABLE = Verdict


@pytest.mark.parametrize(
    ("raw", "value", "verdict"),
    [
        (None, BLANK, AS_TYPED),
        (" ", BLANK, AS_TYPED),
        (date(2021, 1, 5), date(2021, 1, 5), AS_TYPED),
        (datetime(2021, 1, 5, 8, 30), date(2021, 1, 5), AS_TYPED),
        ("05/01/2021", date(2021, 1, 5), AS_TYPED),
        ("5/1/2021", date(2021, 1, 5), REPAIRED),
        ("30.04.2020", date(2020, 4, 30), REPAIRED),
        ("2021-01-05", date(2021, 1, 5), REPAIRED),
        ("ngày 05 tháng 01 năm 2021", date(2021, 1, 5), REPAIRED),
        ("12/25/2020", date(2020, 12, 25), REPAIRED),
        (44201, date(2021, 1, 5), REPAIRED),
        ("không có số liệu", NO_DATA, AS_TYPED),
        ("không rõ", NO_DATA, REPAIRED),
        ("không", BLANK, AMBIGUOUS),
        ("5/1/21", BLANK, AMBIGUOUS),
        ("01/2021", BLANK, AMBIGUOUS),
        ("tháng 11 năm 2020", BLANK, AMBIGUOUS),
        ("2021", BLANK, AMBIGUOUS),
        (2021, BLANK, AMBIGUOUS),
        ("31/02/2020", BLANK, UNREADABLE),
        ("13/2021", BLANK, UNREADABLE),
        ("00/2021", BLANK, UNREADABLE),
        ("12/12", BLANK, UNREADABLE),
        ("đầu năm", BLANK, UNREADABLE),
        (True, BLANK, UNREADABLE),
        (1.5, BLANK, UNREADABLE),
        (float("nan"), BLANK, UNREADABLE),
        (float("inf"), BLANK, UNREADABLE),
    ],
)
def test_read(raw: Raw, value: Value, verdict: Verdict) -> None:
    """Each typing of a date has its value and verdict."""
    reading = read_date(raw)
    assert (reading.value, reading.verdict) == (value, verdict)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_printed_dates_read_back(day: date) -> None:
    """Both printed forms of a date read back as that date."""
    assert read_date(format_date(day)).value == day
    assert read_date(format_date_long(day)).value == day


@given(st.text())
def test_never_fails(text: str) -> None:
    """Whatever stands in a cell of dates is read or reported, never a crash."""
    assert read_date(text).verdict in Verdict


def test_print() -> None:
    """Days under ten and the first two months are printed with a zero."""
    assert format_date(date(2021, 1, 5)) == "05/01/2021"
    assert format_date_long(date(2021, 1, 5)) == "ngày 05 tháng 01 năm 2021"
    assert format_date_long(date(2020, 9, 12)) == "ngày 12 tháng 9 năm 2020"


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (Period(2020), "năm 2020"),
        (Period(2020, "S", 1), "6 tháng đầu năm 2020"),
        (Period(2020, "S", 2), "6 tháng cuối năm 2020"),
        (Period(2020, "Q", 4), "quý IV năm 2020"),
        (Period(2020, "M", 11), "tháng 11 năm 2020"),
        (Period(2020, "M", 1), "tháng 01 năm 2020"),
    ],
)
def test_periods(period: Period, label: str) -> None:
    """Each kind of period has the name that reports give it."""
    assert period_label(period) == label
