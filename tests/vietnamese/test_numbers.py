"""Numbers: what staff type is read or asked about, never guessed; what is printed is exact."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.submission import Raw, Verdict
from toolkit.model.value import BLANK, NO_DATA, Value
from toolkit.vietnamese.numbers import (
    format_count,
    format_number,
    format_percent,
    read_number,
    read_percent,
    round_half_up,
    tidy,
    words,
)

AS_TYPED, REPAIRED, AMBIGUOUS, UNREADABLE = Verdict


@pytest.mark.parametrize(
    ("raw", "value", "verdict"),
    [
        (None, BLANK, AS_TYPED),
        ("", BLANK, AS_TYPED),
        (" \u00a0", BLANK, AS_TYPED),
        (7338, 7338, AS_TYPED),
        (7338.0, 7338, AS_TYPED),
        (0, 0, AS_TYPED),
        (-3, -3, AS_TYPED),
        ("7.338", 7338, REPAIRED),
        ("7,338", 7338, REPAIRED),
        ("7 338", 7338, REPAIRED),
        ("7\u00a0338", 7338, REPAIRED),
        ("7. 338", 7338, REPAIRED),
        ("1.234.567", 1234567, REPAIRED),
        ("05", 5, REPAIRED),
        ("'12", 12, REPAIRED),
        ("12.", 12, REPAIRED),
        ("12,0", 12, REPAIRED),
        ("12 người", 12, REPAIRED),
        ("12người", 12, REPAIRED),
        ("12 đ/c", 12, REPAIRED),
        ("12 đội viên", 12, REPAIRED),
        ("3 tổ chức", 3, REPAIRED),
        ("-12", -12, REPAIRED),
        ("không có số liệu", NO_DATA, AS_TYPED),
        ("Không có số liệu.", NO_DATA, REPAIRED),
        ("N/A", NO_DATA, REPAIRED),
        ("chưa thống kê", NO_DATA, REPAIRED),
        ("-", BLANK, AMBIGUOUS),
        ("không", BLANK, AMBIGUOUS),
        ("12 vạn", BLANK, AMBIGUOUS),
        ("- 12", BLANK, AMBIGUOUS),
        (7.338, BLANK, AMBIGUOUS),
        (4.7, BLANK, AMBIGUOUS),
        (18.1887, BLANK, UNREADABLE),
        ("18.1887", BLANK, UNREADABLE),
        ("15.190/18.1887", BLANK, UNREADABLE),
        ("4,7", BLANK, UNREADABLE),
        ("70%", BLANK, UNREADABLE),
        ("1 2", BLANK, UNREADABLE),
        ("12 người (5 nữ)", BLANK, UNREADABLE),
        ("khoảng 12", BLANK, UNREADABLE),
        ("=120+35", BLANK, UNREADABLE),
        ("#DIV/0!", BLANK, UNREADABLE),
        (True, BLANK, UNREADABLE),
        (date(2020, 12, 12), BLANK, UNREADABLE),
        (float("inf"), BLANK, UNREADABLE),
    ],
)
def test_counts(raw: Raw, value: Value, verdict: Verdict) -> None:
    """In a whole-number field each typing has its value and verdict."""
    reading = read_number(raw, whole=True)
    assert (reading.value, reading.verdict) == (value, verdict)


@pytest.mark.parametrize(
    ("raw", "value", "verdict"),
    [
        ("1,5", Decimal("1.5"), REPAIRED),
        ("0.5", Decimal("0.5"), REPAIRED),
        ("0.500", Decimal("0.5"), REPAIRED),
        (",5", Decimal("0.5"), REPAIRED),
        ("1.234,50", Decimal("1234.5"), REPAIRED),
        ("1,234.50", Decimal("1234.5"), REPAIRED),
        ("1,5 ha", Decimal("1.5"), REPAIRED),
        (1.1 + 2.2, Decimal("3.3"), AS_TYPED),
        (7.338, Decimal("7.338"), AS_TYPED),
        ("1.500", BLANK, AMBIGUOUS),
        ("1,500", BLANK, AMBIGUOUS),
        ("70%", BLANK, AMBIGUOUS),
        ("1.23.456", BLANK, UNREADABLE),
        (".", BLANK, UNREADABLE),
    ],
)
def test_decimals(raw: Raw, value: Value, verdict: Verdict) -> None:
    """In a field that takes decimals a single group of three after a separator is asked about."""
    reading = read_number(raw, whole=False)
    assert (reading.value, reading.verdict) == (value, verdict)


@pytest.mark.parametrize(
    ("raw", "value", "verdict"),
    [
        ("70%", Decimal("0.7"), REPAIRED),
        ("101,3 %", Decimal("1.013"), REPAIRED),
        ("70 phần trăm", Decimal("0.7"), REPAIRED),
        (0.7, Decimal("0.7"), AS_TYPED),
        (1, 1, AS_TYPED),
        (70, BLANK, AMBIGUOUS),
        ("70", BLANK, AMBIGUOUS),
        ("N/A", NO_DATA, REPAIRED),
    ],
)
def test_percents(raw: Raw, value: Value, verdict: Verdict) -> None:
    """In a field of per cents the sign decides; a bare large number is asked about."""
    reading = read_percent(raw)
    assert (reading.value, reading.verdict) == (value, verdict)


def test_candidates() -> None:
    """An ambiguous number names what it may mean, the likeliest first."""
    assert read_number(7.338, whole=True).candidates == (7338, Decimal("7.338"))
    assert read_number("-", whole=True).candidates == (0, NO_DATA)
    assert read_percent(70).candidates == (Decimal("0.7"), 70)


@pytest.mark.parametrize("raw", ["9" * 17, "9" * 400, "9.007.199.254.740.993", 10**17, 1e300, "12e3", "1E+15", "5e-3"])
def test_what_no_cell_holds_is_not_read(raw: Raw) -> None:
    """A telephone number, a slip of the finger, or a notation that means another number: asked for again."""
    assert read_number(raw, whole=True).verdict is UNREADABLE


@given(st.integers(min_value=-(2**53), max_value=2**53), st.sampled_from(["vi", "en"]))
def test_printed_counts_read_back(number: int, locale: str) -> None:
    """Every whole number that a workbook holds to its last digit reads back as the Vietnamese and the English formats print it."""
    assert read_number(format_decimal(number, locale=locale), whole=True).value == number


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4), st.sampled_from(["vi", "en"]))
def test_printed_decimals_read_back(number: Decimal, locale: str) -> None:
    """Every decimal that they print reads back, or is asked about with the right reading among the candidates."""
    reading = read_number(format_decimal(number, format="#,##0.####", locale=locale), whole=False)
    assert reading.value == number or number in reading.candidates


@given(st.decimals(min_value=0, max_value=2, places=3, allow_nan=False))
def test_printed_percents_read_back(ratio: Decimal) -> None:
    """What we print as a percentage reads back as the ratio that was printed."""
    assert read_percent(format_percent(ratio)).value == ratio


@given(
    raw=st.one_of(st.text(), st.floats(), st.integers(), st.from_regex(r"\A[-+]?[0-9., ]{1,12}( ?[a-zđ/]{1,6})?%?\Z")),
    whole=st.booleans(),
)
def test_reading_twice(raw: str | float, *, whole: bool) -> None:
    """Reading what was read changes nothing: the value of a reading reads as itself, and as it is printed where it is whole."""
    first = read_number(raw, whole=whole)
    if not isinstance(first.value, (int, Decimal)):
        assert first.value in (BLANK, NO_DATA)
        return
    if isinstance(first.value, int):
        assert read_number(first.value, whole=whole).value == first.value
        assert read_number(format_number(first.value), whole=True).value == first.value
    else:
        assert not whole
        assert read_number(float(first.value), whole=False).value == Decimal(format(first.value, ".15g"))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=6), st.integers(0, 5))
def test_rounding(value: Decimal, places: int) -> None:
    """Halves go away from zero, as decimal's own ROUND_HALF_UP has it."""
    assert round_half_up(value, places) == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def test_rounding_of_fractions() -> None:
    """A fraction is rounded exactly, without a decimal in between, and nothing rounds to minus zero."""
    assert str(round_half_up(Fraction(7338, 7243) * 100, 1)) == "101.3"
    assert str(round_half_up(Fraction(-1, 30), 1)) == "0.0"
    assert str(round_half_up(Decimal("-2.5"))) == "-3"


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (format_number(7338), "7.338"),
        (format_number(Decimal("1.50")), "1,5"),
        (format_number(Decimal("1234567.891"), 2), "1.234.567,89"),
        (format_number(Decimal("5E+3")), "5.000"),
        (format_number(-1234), "-1.234"),
        (format_percent(Decimal(7338) / 7243), "101,3%"),
        (format_percent(1), "100%"),
        (format_percent(Decimal("0.9996")), "100,0%"),
        (format_percent(Fraction(2, 3), 2), "66,67%"),
        (format_count(5), "05"),
        (format_count(0), "0"),
        (format_count(12), "12"),
        (format_count(7338), "7.338"),
    ],
)
def test_printing(printed: str, expected: str) -> None:
    """Numbers are printed as official papers print them."""
    assert printed == expected


def test_fraction_needs_places() -> None:
    """A fraction is not printed without a number of decimals: it may have no end."""
    with pytest.raises(ValueError, match="decimals"):
        format_number(Fraction(1, 3))


def test_tidy() -> None:
    """Whole numbers become int, trailing zeros go, and no digit is lost."""
    assert tidy(Decimal("12.00")) == 12
    assert isinstance(tidy(Decimal("12.00")), int)
    assert str(tidy(Decimal("1.2345678901234567890123456789012345000"))) == "1.2345678901234567890123456789012345"


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (30, "ba mươi"),
        (104, "một trăm linh tư"),
        (110, "một trăm mười"),
        (1005, "một nghìn không trăm linh năm"),
        (7338, "bảy nghìn ba trăm ba mươi tám"),
        (1_000_000, "một triệu"),
        (1_005_000_000, "một tỷ không trăm linh năm triệu"),
        (10**12, "một nghìn tỷ"),
        (-3, "âm ba"),
    ],
)
def test_words(number: int, spelled: str) -> None:
    """Numbers in words follow the rules of mốt, tư, lăm, linh and of groups of three."""
    assert words(number) == spelled


def test_words_differ() -> None:
    """No two numbers are spelled alike."""
    assert len({words(number) for number in range(20_000)}) == 20_000


@pytest.mark.parametrize("text", ["9" * 5000, "12 a" + "-" * 5000 + "!", "1." * 3000, "7 " * 5000, "12 " + "á " * 5000 + "1"])
def test_absurd_cells(text: str) -> None:
    """A cell of thousands of characters is unreadable, at once."""
    assert read_number(text, whole=True).verdict is UNREADABLE
