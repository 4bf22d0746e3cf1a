"""What a definition says of assessments and of its settings: each rule with a bad form that it finds, and the good one beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.forms import defined

GOOD = """
| settings   | setting | value |
|            | form    | thu   |
|            | version | 1     |
|            | title   | Biểu  |
|            | muc_dat | 7     |
|            | toi_da  | 10    |
| indicators | code | type    | entered_by | prefill | formula            | max            |
|            | tu   | decimal |            |         |                    | setting.toi_da |
|            | co   | yesno   |            |         |                    |                |
|            | td   | decimal | parent     | tu      |                    | setting.toi_da |
|            | dat  | integer | parent     |         | =td>=setting.muc_dat |              |
"""

BAD = [
    ("prefill-unknown", "parent     | tu ", "parent     | tx ", "A5"),
    ("prefill-of-own", "| co   | yesno   |            |    ", "| co   | yesno   |            | tu ", "A4"),
    ("own-names-assessment", "| dat  | integer | parent ", "| dat  | integer | self   ", "A6"),
    ("unknown-setting", "=td>=setting.muc_dat", "=td>=setting.muc_dot", "E6"),
    ("illegal-code", "| co   | yesno", "| tham_dinh | yesno", "A4"),
]


def test_the_good_form_is_clean() -> None:
    """Nothing is found, a question that is counted included."""
    assert defined(GOOD)[1] == ()


@pytest.mark.parametrize(("code", "was", "becomes", "cell"), BAD, ids=[each[0] for each in BAD])
def test_each_rule_finds_its_bad_form(code: str, was: str, becomes: str, cell: str) -> None:
    """The finding names the rule, the sheet and the cell."""
    assert GOOD.count(was) == 1
    found = [each for each in defined(GOOD.replace(was, becomes))[1] if each.code == code]
    assert [(each.place.sheet, each.place.cell) for each in found] == [("indicators", cell)]


def test_a_setting_stands_for_its_number() -> None:
    """In a formula and in a bound: what is changed on the sheet of settings is changed wherever it is named."""
    form, _ = defined(GOOD)
    assert form.by_code["dat"].formula == "=td>=(7)"
    assert form.by_code["td"].maximum == Decimal(10)
