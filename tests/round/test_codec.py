"""What the ledger holds of a submission is all of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.place import Place
from toolkit.model.submission import Entry, Identity, Raw, Row, Submission, Verdict
from toolkit.model.value import BLANK, DIV0, NO_DATA, Value
from toolkit.round.codec import decode_submission, encode_submission

HERE = Place("a.xlsx", "Số liệu", "D10", "x1", "it")


def held(*entries: Entry) -> Submission:
    """A submission of those answers, in figures and in a row."""
    answers = {f"c{number}": entry for number, entry in enumerate(entries)}
    row = Row(
        HERE.at(indicator="viec"),
        {code: entry._replace(place=HERE.at(indicator=f"viec.{code}")) for code, entry in answers.items()},
    )
    identity = Identity(unit="x1", form="f", period="2020")
    return Submission(file="a.xlsx", sha256="0", identity=identity, entries=answers, tables={"viec": (row,)})


def back(submission: Submission) -> Submission:
    """The same, by way of the ledger."""
    return decode_submission(encode_submission(submission))


@pytest.mark.parametrize(
    ("raw", "value", "verdict"),
    [
        (None, BLANK, Verdict.AS_TYPED),
        ("x", BLANK, Verdict.UNREADABLE),
        ("không có số liệu", NO_DATA, Verdict.AS_TYPED),
        (5, 5, Verdict.AS_TYPED),
        (1, True, Verdict.AS_TYPED),
        (True, True, Verdict.AS_TYPED),
        (1.5, Decimal("1.5"), Verdict.AS_TYPED),
        ("5", 5, Verdict.REPAIRED),
        ("5", "5", Verdict.AS_TYPED),
        (date(2020, 1, 5), date(2020, 1, 5), Verdict.AS_TYPED),
        (datetime(2020, 1, 5, 7), date(2020, 1, 5), Verdict.AS_TYPED),
        ("#DIV/0!", DIV0, Verdict.AS_TYPED),
    ],
)
def test_an_answer_is_the_same_afterwards(raw: Raw, value: Value, verdict: Verdict) -> None:
    """Value, kind of value, raw text, verdict and place, whether it stands where its code says or elsewhere."""
    for place in (HERE.at(indicator="c0"), HERE):
        before = held(Entry(place, raw, value, verdict))
        after = back(before)
        assert after == before
        assert [type(each.value) for each in after.entries.values()] == [type(value)]
        assert [type(each.raw) for each in after.entries.values()] == [type(raw)]


@given(st.lists(st.one_of(st.integers(), st.text(st.characters(exclude_categories=["Cs"])), st.booleans(), st.dates())))
def test_any_answers_are_the_same_afterwards(values: list[int | str | bool | date]) -> None:
    """However many there are, of whatever kind."""
    before = held(*(Entry(HERE.at(indicator=f"c{number}"), value, value) for number, value in enumerate(values)))
    assert back(before) == before
