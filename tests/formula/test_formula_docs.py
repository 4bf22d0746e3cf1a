"""The examples of docs/formulas.md, run."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.formula.scopes import Given
from toolkit.formula import SIGNATURES, evaluate, parse
from toolkit.model.value import BLANK, Failure, Value

PAGE = Path(__file__).parents[2] / "docs" / "formulas.md"
EXAMPLE = re.compile(r"`(=[^`]+)` \| (trống|`([^`]+)`)")
SCOPE = Given(
    {"a": 6, "b": 4, "khong": 0, "ten": "Đoàn xã Yên Minh"},
    {"ds.dan_toc": ("Kinh", "Tày", "H'Mông", BLANK), "ds.so": (1, 2, Decimal("2.5"), 4)},
    {"diem": (80, BLANK, 65)},
)


def _examples() -> list[tuple[str, str]]:
    return [(match[1], match[3] or "") for match in EXAMPLE.finditer(PAGE.read_text(encoding="utf-8"))]


def _value(text: str) -> Value:
    if text.startswith("#"):
        return Failure(text)
    if text.startswith('"'):
        return text.strip('"')
    return BLANK if not text else text == "TRUE" if text in ("TRUE", "FALSE") else Decimal(text)


@pytest.mark.parametrize(("formula", "result"), _examples())
def test_example_of_the_page(formula: str, result: str) -> None:
    """Each example comes to what the page says."""
    assert evaluate(parse(formula), SCOPE) == _value(result)


def test_page_tells_of_every_function() -> None:
    """Every function of the closed list has its line with an example, and no other has."""
    rows = re.findall(r"^\| `([A-Z]+)` \| [^|]+ \| `=([^`]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name for name, example in rows if f"{name}(" in example} == set(SIGNATURES)
