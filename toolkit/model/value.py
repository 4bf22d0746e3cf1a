"""What a cell or a formula can be: a scalar, one of two kinds of nothing, or a failure that travels.

Blank (nobody said anything), zero (somebody said none) and "no data" (somebody said that it is not known) are three values;
see DESIGN section 2, principle 6. Numbers are `int` or `Decimal`, never `float`: totals are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias, TypeGuard


class Absent(Enum):
    """The two kinds of nothing."""

    BLANK = "blank"
    NO_DATA = "no data"


BLANK = Absent.BLANK
NO_DATA = Absent.NO_DATA


@dataclass(frozen=True, slots=True)
class Failure:
    """A value that could not be computed, named as Excel names it: `#DIV/0!`, `#VALUE!`, `#NUM!`, `#NAME?`, `#REF!`, `#N/A`."""

    code: str

    def __str__(self) -> str:
        return self.code


DIV0 = Failure("#DIV/0!")
BAD_VALUE = Failure("#VALUE!")
BAD_NUMBER = Failure("#NUM!")
NOT_AVAILABLE = Failure("#N/A")

Number: TypeAlias = int | Decimal
Scalar: TypeAlias = int | Decimal | str | bool | date
Value: TypeAlias = Scalar | Absent | Failure


def is_number(value: object) -> TypeGuard[Number]:
    """True for `int` and `Decimal`; a yes/no is no number here, though Python's `bool` is an `int`."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def is_given(value: Value) -> TypeGuard[Scalar]:
    """True where somebody stated something: not blank, not "no data", not a failure."""
    return not isinstance(value, (Absent, Failure))
