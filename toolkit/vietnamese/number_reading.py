"""Numbers as they come back from a workbook: typed in two conventions, with units beside them, as text, as shares.

What has one reading only is taken; what has more is asked about, with the readings named. The field decides what is possible: in a
count `7.338` is 7338, in a field that takes decimals it may also be a little over seven, so there it is asked about. A workbook's
*number* with decimals in a count was most likely typed as `7.338` on an English machine: asked about, never repaired.
"""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from toolkit.model.submission import Raw
from toolkit.model.value import NO_DATA, Number, is_number
from toolkit.vietnamese.absence import NO_DATA_TEXT, is_no_data, is_none_or_no_data
from toolkit.vietnamese.reading import NOTHING, UNREADABLE, Reading, ambiguous, repaired
from toolkit.vietnamese.text import repair

_SIGNIFICANT_DIGITS = 15
"""As many as a workbook's number holds."""
_LARGEST = 2**53
"""Beyond it a workbook no longer tells whole numbers apart: such a number is an account's, or a slip of the finger."""
_LONGEST = 500
"""What is longer is prose, no number with its unit."""

_TYPED = re.compile(
    r"""'?\s*
    (?P<sign>[-+−–]?)(?P<gap>\s*)
    (?P<digits>[0-9.,](?:[0-9.,\s]*[0-9.,])?)\s*
    (?P<percent>%|phần\ trăm)?\s*
    (?P<unit>(?!e[+-]?[0-9])\(?[^\W\d_][^\W\d_\s./()²³-]*(?:[\s./()-][^\W\d_]*)*[²³23]?)?\s*[.;]?""",
    re.VERBOSE | re.IGNORECASE,
)
# words beside a number that say that it is another number
_CHANGES_VALUE = re.compile(
    r"\b(?:trăm|nghìn|ngàn|chục|tá|vạn|triệu|tr|tỷ|tỉ|k|đôi|rưỡi|hơn|trở|mấy|đến|phần|gần|khoảng|lẻ)\b",
    re.IGNORECASE,
)

_DIGITS = r"[0-9]+"
_GROUPS = {separator: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(separator)}[0-9]{{3}})+") for separator in ".,"}
_GROUPED_DECIMAL = {
    ".": re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]*"),
    ",": re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]*"),
}
_PLAIN_DECIMAL = re.compile(r"(?P<whole>[0-9]*)[.,](?P<fraction>[0-9]*)")
_SPACED_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:[.,][0-9]+)?")

Candidates: TypeAlias = tuple[Number, ...]


def read_number(raw: Raw, *, whole: bool) -> Reading:
    """The number that a cell states, `int` where it is whole; blank for an empty cell.

    `whole` says that the field takes whole numbers only. Anything said in text is at best REPAIRED, since a number was asked for.
    """
    if isinstance(raw, str):
        return _of_text(raw, whole=whole, percent=False)
    if raw is None:
        return NOTHING
    if isinstance(raw, (bool, date)):
        return UNREADABLE
    return _of_cell(raw, whole=whole)


def read_percent(raw: Raw) -> Reading:
    """The ratio that a cell of per cents states: `70%` in text and 0.7 as a number are both seven tenths.

    A number of two or more without a sign may be a ratio or may be per cents (70): it is asked about.
    """
    if not isinstance(raw, str):
        return _doubted_ratio(read_number(raw, whole=False))
    return _of_text(raw, whole=False, percent=True)


def tidy(value: Number) -> Number:
    """The same number as `int` where it is whole, else without trailing zeros."""
    if isinstance(value, int):
        return value
    if value == value.to_integral_value():
        return int(value)
    sign, digits, exponent = value.as_tuple()
    figures = "".join(map(str, digits))
    kept = figures.rstrip("0")
    return Decimal((sign, tuple(map(int, kept)), int(exponent) + len(figures) - len(kept)))


def _of_cell(raw: float, *, whole: bool) -> Reading:
    if not math.isfinite(raw) or abs(raw) > _LARGEST:
        return UNREADABLE
    if isinstance(raw, int):
        return Reading(raw)
    value = tidy(Decimal(format(raw, f".{_SIGNIFICANT_DIGITS}g")))
    if not whole or isinstance(value, int):
        return Reading(value)
    thousandfold = tidy(value * 1000)
    return ambiguous(thousandfold, value) if isinstance(thousandfold, int) else UNREADABLE


def _doubted_ratio(reading: Reading) -> Reading:
    value = reading.value
    if not is_number(value) or -2 < value < 2:
        return reading
    return ambiguous(tidy(Decimal(value) / 100), value)


def _of_text(raw: str, *, whole: bool, percent: bool) -> Reading:
    text = " ".join(repair(raw).split())
    if not text:
        return NOTHING
    if is_no_data(text):
        return Reading(NO_DATA) if raw == NO_DATA_TEXT else repaired(NO_DATA)
    if is_none_or_no_data(text):
        return ambiguous(0, NO_DATA)
    typed = _TYPED.fullmatch(text) if len(text) <= _LONGEST else None
    return _of_typed(typed, whole=whole, percent=percent) if typed else UNREADABLE


def _of_typed(typed: re.Match[str], *, whole: bool, percent: bool) -> Reading:
    sign = -1 if typed["sign"] in ("-", "−", "–") else 1
    candidates = tuple(tidy(sign * value) for value in _candidates(typed["digits"], whole=whole) if -_LARGEST <= value <= _LARGEST)
    if typed["percent"] and whole:
        return UNREADABLE
    if sign < 0 and typed["gap"]:
        # a list's dash, or a minus
        candidates = tuple(dict.fromkeys(spelled for value in candidates for spelled in (-value, value)))
    if typed["unit"] and _CHANGES_VALUE.search(typed["unit"]):
        return ambiguous(*candidates) if candidates else UNREADABLE
    if not typed["percent"]:
        reading = _of_candidates(candidates)
        return _doubted_ratio(reading) if percent else reading
    shares = tuple(tidy(Decimal(value) / 100) for value in candidates)
    return _of_candidates(shares if percent else (*candidates, *shares))


def _of_candidates(candidates: Candidates) -> Reading:
    if not candidates:
        return UNREADABLE
    return repaired(candidates[0]) if len(candidates) == 1 else ambiguous(*candidates)


def _candidates(digits: str, *, whole: bool) -> Candidates:
    """The numbers that these digits and separators may stand for, the Vietnamese reading first; none where they are malformed."""
    if _SPACED_GROUPS.fullmatch(digits):
        digits = digits.replace(" ", "")
        return _whole_only((Decimal(digits.replace(",", ".")),), whole=whole)
    # a space beside a separator is a slip; one between digits parts two numbers
    digits = re.sub(r" ?([.,]) ?", r"\1", digits)
    if re.fullmatch(_DIGITS, digits):
        return (int(digits),)
    for mark, pattern in _GROUPED_DECIMAL.items():
        if pattern.fullmatch(digits):
            return _whole_only((_decimal(digits, mark),), whole=whole)
    grouped = next((int(re.sub("[.,]", "", digits)) for pattern in _GROUPS.values() if pattern.fullmatch(digits)), None)
    fractional = _PLAIN_DECIMAL.fullmatch(digits)
    if grouped is not None and (whole or not fractional):
        return (grouped,)
    if not fractional or not (fractional["whole"] or fractional["fraction"]):
        return ()
    value = Decimal(f"{fractional['whole'] or 0}.{fractional['fraction'] or 0}")
    return _whole_only((value,), whole=whole) if grouped is None else (grouped, value)


def _decimal(digits: str, mark: str) -> Decimal:
    whole, _, fraction = digits.rpartition(mark)
    return Decimal(f"{re.sub('[.,]', '', whole)}.{fraction or 0}")


def _whole_only(values: tuple[Decimal, ...], *, whole: bool) -> Candidates:
    return tuple(value for value in values if not whole or value == value.to_integral_value())
