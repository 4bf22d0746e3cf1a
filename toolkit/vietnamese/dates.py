"""Dates and periods as Vietnamese offices type and print them."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta

from toolkit.model.period import Period, parse_period
from toolkit.model.submission import Raw
from toolkit.model.value import NO_DATA
from toolkit.vietnamese.absence import NO_DATA_TEXT, is_no_data, is_none_or_no_data
from toolkit.vietnamese.reading import NOTHING, UNREADABLE, Reading, ambiguous, repaired
from toolkit.vietnamese.text import fold, repair

_SHEET_EPOCH = date(1899, 12, 30)
_SHEET_DAYS = range(7306, 73051)
"""Day numbers of a workbook from 1920 to the end of 2099: what a cell shows whose date format was lost."""
_YEARS = range(1900, 2100)

_CANONICAL = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
_SEPARATOR = r"\s*[/.\-]\s*"
_NUMERIC = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}}|[0-9]{{2}})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ t]00:00(?::00)?)?")
_IN_WORDS = re.compile(r"(?:ngay\s*)?([0-9]{1,2})\s*thang\s*([0-9]{1,2})(?:\s*nam|,)?\s*([0-9]{4})")
_MONTH = re.compile(rf"(?:thang\s*)?([0-9]{{1,2}})(?:{_SEPARATOR}|\s*nam\s*)([0-9]{{4}})")
_YEAR = re.compile(r"(?:nam\s*)?([0-9]{4})")

_ROMAN = ("I", "II", "III", "IV")


def read_date(raw: Raw) -> Reading:
    """The day that a cell states; blank for an empty cell. Text is read as day, month, year.

    A month or a year alone is ambiguous (its first and last day are the candidates), so is a year of two digits.
    """
    if isinstance(raw, datetime):
        return Reading(raw.date())
    if isinstance(raw, date):
        return Reading(raw)
    if isinstance(raw, str):
        return _of_text(raw)
    if raw is None:
        return NOTHING
    if isinstance(raw, bool) or not math.isfinite(raw) or raw != int(raw):
        return UNREADABLE
    return _of_day_number(int(raw))


def format_date(day: date) -> str:
    """`05/01/2021`."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_date_long(day: date) -> str:
    """`ngày 05 tháng 01 năm 2021`; days under ten and the first two months with a zero, as the rules of official papers ask."""
    return f"ngày {day.day:02} tháng {_month(day.month)} năm {day.year}"


def period_label(period: Period) -> str:
    """`năm 2020`, `6 tháng đầu năm 2020`, `quý IV năm 2020`, `tháng 11 năm 2020`."""
    year = f"năm {period.year}"
    if period.kind == "S":
        return f"6 tháng {'đầu' if period.part == 1 else 'cuối'} {year}"
    if period.kind == "Q":
        return f"quý {_ROMAN[period.part - 1]} {year}"
    return f"tháng {_month(period.part)} {year}" if period.kind == "M" else year


def _month(month: int) -> str:
    return f"{month:02}" if month < 3 else str(month)


def _of_day_number(number: int) -> Reading:
    if number in _YEARS:
        return _span(number)
    return repaired(_SHEET_EPOCH + timedelta(days=number)) if number in _SHEET_DAYS else UNREADABLE


def _of_text(raw: str) -> Reading:
    text = fold(repair(raw)).strip(" .;'")
    if not text:
        return NOTHING
    if is_no_data(text):
        return Reading(NO_DATA) if raw == NO_DATA_TEXT else repaired(NO_DATA)
    if is_none_or_no_data(text):
        return ambiguous(NO_DATA)
    if match := _ISO.fullmatch(text):
        return _of_days(_day(int(match[1]), int(match[2]), int(match[3])))
    if match := _IN_WORDS.fullmatch(text):
        return _of_days(_day(int(match[3]), int(match[2]), int(match[1])))
    if match := _NUMERIC.fullmatch(text):
        return _of_numeric(match, canonical=bool(_CANONICAL.fullmatch(raw)))
    if match := _MONTH.fullmatch(text):
        return _span(int(match[2]), match[1].zfill(2))
    match = _YEAR.fullmatch(text)
    return _span(int(match[1])) if match else UNREADABLE


def _of_numeric(match: re.Match[str], *, canonical: bool) -> Reading:
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if len(match[3]) == 2:
        return _of_days(_day(2000 + year, second, first), _day(1900 + year, second, first))
    vietnamese = _day(year, second, first)
    if vietnamese and canonical:
        return Reading(vietnamese)
    # 12/25/2020 can only be month, day, year
    return _of_days(vietnamese or _day(year, first, second))


def _of_days(*days: date | None) -> Reading:
    known = tuple(day for day in days if day)
    if not known:
        return UNREADABLE
    return repaired(known[0]) if len(known) == 1 else ambiguous(*known)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _span(year: int, month: str = "") -> Reading:
    period = parse_period(f"{year}{month}")
    if period is None or year not in _YEARS:
        return UNREADABLE
    return ambiguous(period.first_day, period.last_day)
