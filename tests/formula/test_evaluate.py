"""What formulas come to: blanks first, then Excel's arithmetic, exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formula.scopes import Given
from toolkit.formula import evaluate, judge, parse, prepared
from toolkit.formula.coerce import NO_DATA_TEXT
from toolkit.model.value import BAD_NUMBER, BAD_VALUE, BLANK, DIV0, NO_DATA, NOT_AVAILABLE, Value
from toolkit.vietnamese import absence

SCOPE = Given(
    values={
        "a": 6,
        "b": 4,
        "khong": 0,
        "nd": NO_DATA,
        "rong": "",
        "loi": NOT_AVAILABLE,
        "ten": "Đoàn xã",
        "co": True,
        "ngay": date(2020, 11, 30),
        "target.a": 5,
        "previous.a": 3,
        "plan.a": 12,
        "ty_le": Decimal("0.3333333333333333333333333333"),
    },
    columns={
        "ds.dan_toc": ("Kinh", "Tày", BLANK, NO_DATA, "kinh"),
        "ds.so": (1, Decimal("2.5"), 4, BLANK, NO_DATA),
        "ds.loi": (1, DIV0, 2, 3, 4),
        "trong.x": (),
    },
    kids={"diem": (80, BLANK, 65, NO_DATA)},
)


def _evaluated(text: str) -> Value:
    return evaluate(parse(text), SCOPE)


@pytest.mark.parametrize(
    "text",
    [
        "m",
        "a+m",
        "a/m",
        "nd",
        "a-nd",
        "m/khong",
        "m=0",
        "ISBLANK(m+a)",
        "SUM(a+m,b)",
        "rong&a",
        "LEN(m)",
        "IF(m>0,1,2)",
        "IF(a>0,m,2)",
    ],
)
def test_operand_by_itself_must_be_there(text: str) -> None:
    """Where an operand named by itself is blank or "no data", the formula is blank."""
    assert _evaluated(text) is BLANK


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("SUM(a,m,nd)", 6),
        ("SUM(m,nd)", 0),
        ("COUNT(a,m,nd,ten)", 1),
        ("COUNTA(a,m,nd,ten,rong)", 3),
        ("MIN(m,b)", 4),
        ("MAX(m)", 0),
        ("AVERAGE(m)", DIV0),
        ("SUM(ds.so)", Decimal("7.5")),
        ("SUM(trong.x)", 0),
        ("COUNT(ds.so,children.diem)", 5),
        ("COUNTA(ds.dan_toc)", 4),
        ("COUNTBLANK(children.diem)", 1),
        ("ISBLANK(m)", True),
        ("ISBLANK(nd)", False),
        ("ISBLANK(rong)", True),
        ("ISTEXT(nd)", True),
        ("ISNUMBER(m)", False),
        ("ISNUMBER(loi)", False),
        ("IF(ISBLANK(m),0,m)", 0),
        ("IF(a>0,1,m)", 1),
        ("IFERROR(a,m)", 6),
        ("SUM(IF(a>0,ten,1))", 0),
    ],
)
def test_blanks_inside_functions(text: str, value: Value) -> None:
    """A blank is passed over where a function goes through values, and looked at where it only looks."""
    assert _evaluated(text) == value


def test_blank_comes_before_failure() -> None:
    """A formula with a blank operand is blank though another operand has failed; IFERROR does not see it either."""
    assert (_evaluated("loi+m"), _evaluated("IFERROR(loi+m,1)"), _evaluated("IFERROR(loi,m)")) == (BLANK, BLANK, BLANK)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a/b", Decimal("1.5")),
        ("-2^2", 4),
        ("2^3^2", 64),
        ("2^-1", Decimal("0.5")),
        ("0.1+0.2=0.3", True),
        ("1/3*3=1", True),
        ("1/3*3-1", 0),
        ("ty_le*3=1", True),
        ("ty_le*3-1=0", True),
        ("INT(ty_le*3)", 1),
        ("ROUND(ty_le*1.5,0)", 1),
        ("999999999999999*999999999999999", 999999999999998000000000000001),
        ("a%", Decimal("0.06")),
        ("a/khong", DIV0),
        ("khong/khong", DIV0),
        ("0^0", BAD_NUMBER),
        ("0^-1", DIV0),
        ("(-8)^0.5", BAD_NUMBER),
        ("10^200*10^200", BAD_NUMBER),
        ("9^999999999", BAD_NUMBER),
        ("9.5^99999999", BAD_NUMBER),
        ("4^0.5", 2),
        ("ten+1", BAD_VALUE),
        ('"12"+1', 13),
        ('" -7 "*1', -7),
        ('"1.5"+1', BAD_VALUE),
        ("co+1", 2),
        ("ngay-1", 44164),
        ("ngay", date(2020, 11, 30)),
        ("loi+1", NOT_AVAILABLE),
        ("1+loi/0", NOT_AVAILABLE),
        ("a&b", "64"),
        ("1/8&ten", "0,125Đoàn xã"),
        ('1/3&""', "0,333333333333333"),
        ("target.a+previous.a+plan.a", 20),
        ("SUM(ds.loi)", DIV0),
        ("COUNT(ds.loi)", 4),
        ("COUNTA(loi)", 1),
        ("IFERROR(loi,7)", 7),
        ("IF(ten,1,2)", BAD_VALUE),
        ("IF(loi,1,2)", NOT_AVAILABLE),
        ("IF(khong,1)", False),
        ("NOT(ten)", BAD_VALUE),
        ("AND(ten)", BAD_VALUE),
        ("AND(ten,a>0)", True),
        ("OR(a>9,loi)", NOT_AVAILABLE),
        ("NOT(co)", False),
        ("LEFT(ten,-1)", BAD_VALUE),
        ("RIGHT(ten,0)", ""),
        ("MOD(a,khong)", DIV0),
        ("MOD(0.3,0.1)", 0),
        ("MOD(-5.5,2)", Decimal("0.5")),
        ("ABS(a-b-9)", 7),
        ('SUM("x")', BAD_VALUE),
        ("SUM(co,1)", 1),
        ("SUM(TRUE,1)", 2),
    ],
)
def test_arithmetic_is_excels_and_exact(text: str, value: Value) -> None:
    """Each formula comes to what Excel would, to the last digit."""
    found = _evaluated(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ROUND(2.5,0)", 3),
        ("ROUND(-2.5,0)", -3),
        ("ROUND(0.5,0)", 1),
        ("ROUND(1.005,2)", Decimal("1.01")),
        ("ROUND(2.675,2)", Decimal("2.68")),
        ("ROUND(-0.125,2)", Decimal("-0.13")),
        ("ROUND(1250,-2)", 1300),
        ("ROUND(499,-3)", 0),
        ("ROUND(7,400)", 7),
        ("ROUND(7,-400)", 0),
        ("ROUNDUP(1.001,0)", 2),
        ("ROUNDUP(-1.001,0)", -2),
        ("ROUNDDOWN(-1.999,0)", -1),
        ("INT(-1.5)", -2),
    ],
)
def test_rounding_is_half_away_from_zero(text: str, value: Value) -> None:
    """Halves go away from zero, as Excel's ROUND has it and Python's does not."""
    assert _evaluated(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('ten="đoàn XÃ"', True),
        ('EXACT(ten,"đoàn xã")', False),
        ('"abc">99', True),
        ('"12"=12', False),
        ("TRUE>ten", True),
        ("1=TRUE", False),
        ('"ăn"<"bà"', True),
        ('"an"<"ăn"', True),
        ('"ăn"<"ân"', True),
        ('"dê"<"đa"', True),
        ('"ma"<"má"', True),
        ('"má"<"mai"', True),
        ("ngay>44000", True),
        ("a<>b", True),
        ("a<=6", True),
    ],
)
def test_comparisons(text: str, value: Value) -> None:
    """Numbers come before texts before yes and no; texts compare without capitals, in Vietnamese order."""
    assert _evaluated(text) is value


@pytest.mark.parametrize(
    ("criterion", "count"),
    [
        ('"Kinh"', 2),
        ('"<>Kinh"', 1),
        ('"<>"', 3),
        ('"k*"', 2),
        ('"?ày"', 1),
        ('"*"', 3),
        ('"không có số liệu"', 1),
        ('"<z"', 3),
        ('"~*"', 0),
        ("3", 0),
    ],
)
def test_criteria_over_texts(criterion: str, count: int) -> None:
    """A blank meets no criterion, "no data" only one that spells it; capitals do not count."""
    assert _evaluated(f"COUNTIF(ds.dan_toc,{criterion})") == count


@pytest.mark.parametrize(
    ("criterion", "count"),
    [("4", 1), ('"=4"', 1), ('">=2.5"', 2), ('">=2,5"', 2), ('">250%"', 1), ('"<>4"', 2), ('"<0"', 0), ("b", 1), ('">"&1', 2)],
)
def test_criteria_over_numbers(criterion: str, count: int) -> None:
    """Operators, decimals, percents, and criteria that are computed."""
    assert _evaluated(f"COUNTIF(ds.so,{criterion})") == count


def test_sums_over_chosen_rows() -> None:
    """SUMIF and SUMIFS add up what stands in the chosen rows; a failure elsewhere does not matter."""
    assert _evaluated('SUMIF(ds.dan_toc,"kinh",ds.so)') == 1
    assert _evaluated('SUMIF(ds.so,">1")') == Decimal("6.5")
    assert _evaluated('SUMIFS(ds.so,ds.dan_toc,"<>Kinh",ds.so,">1")') == Decimal("2.5")
    assert _evaluated('SUMIF(ds.dan_toc,"Kinh",ds.loi)') == 5
    assert _evaluated('SUMIF(ds.dan_toc,"Tày",ds.loi)') == DIV0
    assert _evaluated("COUNTIF(ds.so,1/0)") == DIV0


@pytest.mark.parametrize(
    ("text", "value"), [("a>b", True), ("a-6", False), ("a", True), ("m>0", BLANK), ("a/khong>1", DIV0), ("ten", BAD_VALUE)]
)
def test_judging_a_rule(text: str, value: Value) -> None:
    """A rule holds, does not hold, is not evaluated, or has failed."""
    assert judge(prepared(text), SCOPE) is value or judge(prepared(text), SCOPE) == value


@given(st.integers(-(10**15), 10**15), st.integers(-(10**15), 10**15))
def test_integers_stay_exact(left: int, right: int) -> None:
    """Sums, differences and products of whole numbers are whole and exact; a division undone gives the same again."""
    scope = Given({"a": left, "b": right})
    assert [evaluate(parse(text), scope) for text in ("a+b", "a-b", "a*b")] == [left + right, left - right, left * right]
    assert right == 0 or evaluate(parse("a/b*b=a"), scope) is True


@given(st.decimals(-(10**9), 10**9, places=4, allow_nan=False), st.integers(-3, 4))
def test_rounding_is_symmetric(number: Decimal, places: int) -> None:
    """Rounding a negative number is rounding the positive one, with a minus."""
    scope = Given({"a": number, "b": -number, "n": places})
    assert evaluate(parse("ROUND(a,n)+ROUND(b,n)"), scope) == 0


def test_words_for_no_data_are_the_same_everywhere() -> None:
    """The live formula asks for the very words that a cell holds."""
    assert absence.NO_DATA_TEXT == NO_DATA_TEXT
