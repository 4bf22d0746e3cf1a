"""Numbers that a designer keeps on the sheet of settings."""

from __future__ import annotations

from decimal import Decimal

from tests.support.forms import form

SCORED = """
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


def test_a_setting_stands_for_its_number() -> None:
    """In a formula and in a bound: what is changed on the sheet of settings is changed wherever it is named."""
    scored = form(SCORED)
    assert scored.by_code["dat"].formula == "=td>=(7)"
    assert scored.by_code["td"].maximum == Decimal(10)
