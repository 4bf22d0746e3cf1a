"""A value is printed by its type, and nothing, no data and a failure are told apart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from toolkit.model.form import Type
from toolkit.model.value import BLANK, DIV0, NO_DATA, Value
from toolkit.vietnamese.show import show


@pytest.mark.parametrize(
    ("value", "type_", "printed"),
    [
        (7338, Type.INTEGER, "7.338"),
        (0, Type.INTEGER, "0"),
        (Decimal("1.5"), Type.DECIMAL, "1,5"),
        (1_500_000, Type.MONEY, "1.500.000"),
        (Decimal(7338) / 7243, Type.PERCENT, "101,3%"),
        (1, Type.PERCENT, "100%"),
        (True, Type.YESNO, "có"),
        (False, Type.YESNO, "không"),
        (date(2021, 1, 5), Type.DATE, "05/01/2021"),
        ("xã Nậm Dịch", Type.TEXT, "xã Nậm Dịch"),
        (BLANK, Type.INTEGER, ""),
        (NO_DATA, Type.INTEGER, "không có số liệu"),
        (DIV0, Type.PERCENT, "–"),
    ],
)
def test_show(value: Value, type_: Type, printed: str) -> None:
    """Each type has its print."""
    assert show(value, type_) == printed
