"""Raw cells to typed answers: what each type takes, what is asked about, where, and that what staff typed stays inert."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.forms import form
from tests.support.submissions import raw_submission
from toolkit.model.form import Choice, Type
from toolkit.model.submission import Raw, Verdict
from toolkit.model.value import BLANK, NO_DATA, Value
from toolkit.normalise import normalise, read_answer
from toolkit.vietnamese.absence import NO_DATA_TEXT
from toolkit.vietnamese.show import show

FORM = form("""
| indicators | code | type | entered_at | choices | aggregate | formula | formula_at |
| | so | integer | | | | | |
| | le | decimal | | | | | |
| | tien | money | | | | | |
| | ty_le | percent | | | none | | |
| | ngay | date | | | none | | |
| | loai | choice | | muc | none | | |
| | co | yesno | | | none | | |
| | ghi | text | | | none | | |
| | rieng | integer | tỉnh | | | | |
| | dem | integer | | | sum | =COUNTA(viec.ten) | chi đoàn |
| | suy_ra | percent | | | | =so/le | |
| tables | table | column | type | choices | entered_at |
| | viec | | | | |
| | viec | ten | text | | |
| | viec | so_luong | integer | | |
| | viec | muc | choice | muc | |
| | xa_thoi | | | | xã |
| | xa_thoi | ten | text | | |
| texts | code | choices |
| | kho_khan | muc |
| | kien_nghi | |
| choices | list | code | label | label::en |
| | muc | tot | Tốt | Good |
| | muc | kem | Kém | |
| | muc | to | Tô | |
| | muc | nhom | Tổ | |
""")
CHOICES = FORM.choice_lists["muc"]

TYPED: list[tuple[str, Raw, Value, Verdict, str]] = [
    ("so", 7338, 7338, Verdict.AS_TYPED, ""),
    ("so", 0, 0, Verdict.AS_TYPED, ""),
    ("so", None, BLANK, Verdict.AS_TYPED, ""),
    ("so", "  ", BLANK, Verdict.AS_TYPED, ""),
    ("so", "7.338", 7338, Verdict.REPAIRED, "value-repaired"),
    ("so", " 12 đồng chí", 12, Verdict.REPAIRED, "value-repaired"),
    ("so", 7.338, BLANK, Verdict.AMBIGUOUS, "value-ambiguous"),
    ("so", "-", BLANK, Verdict.AMBIGUOUS, "value-ambiguous"),
    ("so", "nhiều", BLANK, Verdict.UNREADABLE, "number-unreadable"),
    ("so", True, BLANK, Verdict.UNREADABLE, "number-unreadable"),
    ("so", date(2020, 5, 1), BLANK, Verdict.UNREADABLE, "number-unreadable"),
    ("so", "#DIV/0!", BLANK, Verdict.UNREADABLE, "number-unreadable"),
    ("so", NO_DATA_TEXT, NO_DATA, Verdict.AS_TYPED, ""),
    ("so", "Không có số liệu.", NO_DATA, Verdict.REPAIRED, "value-repaired"),
    ("le", 1.5, Decimal("1.5"), Verdict.AS_TYPED, ""),
    ("le", "1,5", Decimal("1.5"), Verdict.REPAIRED, "value-repaired"),
    ("le", "7.338", BLANK, Verdict.AMBIGUOUS, "value-ambiguous"),
    ("tien", "1.500.000 đồng", 1500000, Verdict.REPAIRED, "value-repaired"),
    ("ty_le", 0.7, Decimal("0.7"), Verdict.AS_TYPED, ""),
    ("ty_le", "70%", Decimal("0.7"), Verdict.REPAIRED, "value-repaired"),
    ("ty_le", 70, BLANK, Verdict.AMBIGUOUS, "value-ambiguous"),
    ("ngay", date(2020, 3, 26), date(2020, 3, 26), Verdict.AS_TYPED, ""),
    ("ngay", datetime(2020, 3, 26, 8), date(2020, 3, 26), Verdict.AS_TYPED, ""),
    ("ngay", "26/3/2020", date(2020, 3, 26), Verdict.REPAIRED, "value-repaired"),
    ("ngay", "tháng 3/2020", BLANK, Verdict.AMBIGUOUS, "value-ambiguous"),
    ("ngay", "hôm qua", BLANK, Verdict.UNREADABLE, "date-unreadable"),
    ("loai", "Tốt", "tot", Verdict.AS_TYPED, ""),
    ("loai", "TỐT ", "tot", Verdict.REPAIRED, "choice-repaired"),
    ("loai", "kem", "kem", Verdict.REPAIRED, "choice-repaired"),
    ("loai", "good", "tot", Verdict.REPAIRED, "choice-repaired"),
    ("loai", "Tổ", "nhom", Verdict.AS_TYPED, ""),
    ("loai", "to", "to", Verdict.REPAIRED, "choice-repaired"),
    ("loai", "TO", BLANK, Verdict.UNREADABLE, "choice-unknown"),
    ("loai", "Giỏi", BLANK, Verdict.UNREADABLE, "choice-unknown"),
    ("loai", "\u0301", BLANK, Verdict.UNREADABLE, "choice-unknown"),
    ("loai", 3, BLANK, Verdict.UNREADABLE, "choice-unknown"),
    ("loai", NO_DATA_TEXT, NO_DATA, Verdict.AS_TYPED, ""),
    ("loai", "chưa rõ", NO_DATA, Verdict.REPAIRED, "choice-repaired"),
    ("co", "Có", True, Verdict.AS_TYPED, ""),
    ("co", "x", True, Verdict.AS_TYPED, ""),
    ("co", True, True, Verdict.AS_TYPED, ""),
    ("co", 0, False, Verdict.AS_TYPED, ""),
    ("co", "không", False, Verdict.AS_TYPED, ""),
    ("co", NO_DATA_TEXT, NO_DATA, Verdict.AS_TYPED, ""),
    ("co", "đôi khi", BLANK, Verdict.UNREADABLE, "choice-unknown"),
    ("ghi", "Tổ tự quản", "Tổ tự quản", Verdict.AS_TYPED, ""),
    ("ghi", "To\u0302\u0309 \u200btự quản", "Tổ tự quản", Verdict.REPAIRED, "text-repaired"),
    ("ghi", NO_DATA_TEXT, NO_DATA_TEXT, Verdict.AS_TYPED, ""),
    ("ghi", 2020, "2020", Verdict.AS_TYPED, ""),
    ("ghi", 1.5, "1,5", Verdict.AS_TYPED, ""),
    ("ghi", datetime(2020, 5, 1), "01/05/2020", Verdict.AS_TYPED, ""),
]


@pytest.mark.parametrize(("code", "raw", "value", "verdict", "found"), TYPED, ids=[f"{row[0]}-{row[1]!r}" for row in TYPED])
def test_what_a_cell_means(code: str, raw: Raw, value: Value, verdict: Verdict, found: str) -> None:
    """Value, verdict and finding of one cell; the finding stands at the cell, and raw text is kept."""
    result, findings = normalise(FORM, raw_submission(values={"rieng": 1, code: raw}), "xã")
    entry = result.entries[code]
    assert (entry.value, type(entry.value), entry.verdict, entry.raw) == (value, type(value), verdict, raw)
    assert [(each.code, each.place.cell, each.place.indicator) for each in findings] == ([(found, "D11", code)] if found else [])


def test_a_finding_names_what_the_sender_sees() -> None:
    """A date that Excel made unasked is named as its cell shows it, a choice by its label."""
    _, findings = normalise(FORM, raw_submission(values={"so": datetime(2020, 5, 1), "loai": "good"}), "xã")
    assert findings[0].found == "01/05/2020"
    assert dict(findings[1].values)["value"] == "Tốt"


def test_ambiguous_readings_are_named() -> None:
    """What a number may mean stands in the finding, the likeliest first."""
    _, (found,) = normalise(FORM, raw_submission(values={"so": 7.338}), "xã")
    assert dict(found.values)["options"] == "7338; 7,338"


def test_only_what_the_unit_is_asked_is_taken() -> None:
    """A derived figure and another level's question are left alone, whatever stands in their cells."""
    raw = raw_submission(values={"suy_ra": 0.5, "rieng": 3, "dem": 4}, xa_thoi=[{"ten": "a"}])
    commune, branch = normalise(FORM, raw, "xã")[0], normalise(FORM, raw, "chi đoàn")[0]
    assert {"suy_ra", "rieng"}.isdisjoint(commune.entries)
    assert commune.value("dem") == 4
    assert "dem" not in branch.entries
    assert (set(commune.tables), set(branch.tables)) == ({"viec", "xa_thoi"}, {"viec"})


def test_a_lost_cell_gives_a_blank_without_a_place() -> None:
    """A code without a cell is blank; it is the reader who reports it."""
    result, findings = normalise(FORM, raw_submission(), "xã")
    assert (result.entries["so"].value, result.entries["so"].place.cell, findings) == (BLANK, "", ())


def test_texts_and_their_coded_answers() -> None:
    """A narrative answer stays as it is; the one beside it is a choice."""
    raw = raw_submission(values={"kho_khan": "Địa bàn rộng", "kho_khan_ma": "Kém", "kien_nghi": None})
    result, findings = normalise(FORM, raw, "xã")
    assert [result.value(code) for code in ("kho_khan", "kho_khan_ma", "kien_nghi")] == ["Địa bàn rộng", "kem", BLANK]
    assert findings == ()
    _, (wrong,) = normalise(FORM, raw_submission(values={"kho_khan_ma": "?"}), "xã")
    assert (wrong.code, wrong.place.cell) == ("choice-unknown", "D10")


def test_ghost_rows_are_dropped_and_unreadable_ones_kept() -> None:
    """Rows of nothing but spaces go; a row that cannot be read stays, with a finding at its cell, and so does "no data"."""
    rows: list[dict[str, Raw]] = [
        {"ten": "Tổ tự quản", "so_luong": 3, "muc": "Tốt"},
        {"ten": " \u200b", "so_luong": None, "muc": ""},
        {"ten": None, "so_luong": "vài", "muc": None},
        {"ten": None, "so_luong": NO_DATA_TEXT, "muc": None},
    ]
    result, findings = normalise(FORM, raw_submission(viec=rows), "xã")
    assert [(row.place.cell, row.value("so_luong")) for row in result.tables["viec"]] == [
        ("B10", 3),
        ("B12", BLANK),
        ("B13", NO_DATA),
    ]
    assert [(each.code, each.place.sheet, each.place.cell) for each in findings] == [("number-unreadable", "viec", "C12")]


def test_a_row_without_a_columns_cell_is_read() -> None:
    """A column that was lost from the workbook takes no row along."""
    result, _ = normalise(FORM, raw_submission(viec=[{"ten": "a"}]), "xã")
    assert result.tables["viec"][0].value("so_luong") is BLANK


HOSTILE = ("=1+1", "{{7*7}}", "{found}", '=HYPERLINK("x")', "<b>&amp;</b>", "../../etc", "+1+1", "@SUM(1)")


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_is_evaluated(text: str) -> None:
    """What looks like a formula, a template, markup or a path stays text, and no number."""
    values: dict[str, Raw] = {"ghi": text, "so": text, "loai": text}
    result, findings = normalise(FORM, raw_submission(values=values), "xã")
    assert result.value("ghi") == text
    assert [result.value(code) for code in ("so", "loai")] == [BLANK, BLANK]
    assert [each.code for each in findings] == ["number-unreadable", "choice-unknown"]
    assert all(each.found == text for each in findings)


def typed_text(value: Value, type_: Type, choices: tuple[Choice, ...]) -> Raw:
    """The value as our own workbooks hold it."""
    if type_ is Type.CHOICE:
        return next(choice.label for choice in choices if choice.code == value)
    if isinstance(value, Decimal):
        return float(value)
    return show(value, type_) if isinstance(value, bool) or value is NO_DATA else value  # type: ignore[return-value]


CANONICAL = st.one_of(
    st.tuples(st.sampled_from((Type.INTEGER, Type.MONEY)), st.integers(-(2**53), 2**53)),
    st.tuples(
        st.just(Type.DECIMAL), st.decimals("-1e6", "1e6", places=3).filter(lambda number: number != number.to_integral_value())
    ),
    st.tuples(
        st.just(Type.PERCENT), st.decimals("-1.9", "1.9", places=4).filter(lambda number: number != number.to_integral_value())
    ),
    st.tuples(st.just(Type.DATE), st.dates(date(1900, 1, 1), date(2099, 12, 31))),
    st.tuples(st.just(Type.YESNO), st.booleans()),
    st.tuples(st.just(Type.CHOICE), st.sampled_from([choice.code for choice in CHOICES])),
    st.tuples(st.sampled_from([each for each in Type if each is not Type.TEXT and each is not Type.CHOICE]), st.just(NO_DATA)),
)


@settings(deadline=None)
@given(CANONICAL)
def test_canonical_values_read_back_as_they_are(answer: tuple[Type, Value]) -> None:
    """What our own workbooks hold is read as typed, and means what it meant."""
    type_, value = answer
    reading = read_answer(typed_text(value, type_, CHOICES), type_, CHOICES)
    assert (reading.value, reading.verdict) == (value, Verdict.AS_TYPED)


@settings(deadline=None)
@given(st.text())
def test_a_text_that_was_read_reads_the_same(text: str) -> None:
    """Reading a text twice changes nothing more."""
    once = read_answer(text, Type.TEXT, ()).value
    again = read_answer(once if isinstance(once, str) else None, Type.TEXT, ())
    assert (again.value, again.verdict) == (once, Verdict.AS_TYPED)
