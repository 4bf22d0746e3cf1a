"""The closed list of functions: names, what each takes, and what each gives. How each computes stands in `functions`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Takes(Enum):
    """What a function does with an argument."""

    VALUE = "value"
    """Works with one value: a name there must be given."""
    VALUES = "values"
    """Goes through values: a name or a range there may be blank, and is skipped."""
    LOOK = "look"
    """Looks whether something stands there: a name there may be blank."""
    RANGE = "range"
    """Goes through a table's column or the children: nothing else may stand there."""
    CRITERION = "criterion"
    """Chooses within the range before it."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A function: its name, how many arguments it takes, what it does with each (the last kinds repeat), what it gives."""

    name: str
    least: int
    most: int
    takes: tuple[Takes, ...]
    gives: str
    repeats: int = 1
    """How many of the last kinds repeat: two where range and criterion come in pairs."""
    children_only: bool = False
    """True where the range must be the children's: a table's range holds rows that nobody filled as well."""

    def taking(self, index: int) -> Takes:
        """What it does with the argument at that index, from 0."""
        if index < len(self.takes):
            return self.takes[index]
        fixed = len(self.takes) - self.repeats
        return self.takes[fixed + (index - fixed) % self.repeats]

    def fits(self, count: int) -> bool:
        """True where it takes so many arguments."""
        return self.least <= count <= self.most and (self.repeats == 1 or (count - len(self.takes)) % self.repeats == 0)


_MANY = 60
_V, _VS, _L, _R, _C = Takes.VALUE, Takes.VALUES, Takes.LOOK, Takes.RANGE, Takes.CRITERION

_LIST = (
    Signature("SUM", 1, _MANY, (_VS,), "The sum of the numbers; 0 where there is none."),
    Signature("COUNT", 1, _MANY, (_VS,), "How many of the values are numbers or dates."),
    Signature("COUNTA", 1, _MANY, (_VS,), 'How many of the values are not blank; "no data" is counted, since somebody stated it.'),
    Signature("COUNTBLANK", 1, 1, (_R,), "How many children left it blank.", children_only=True),
    Signature("COUNTIF", 2, 2, (_R, _C), "How many values meet the criterion; a blank meets none."),
    Signature("COUNTIFS", 2, _MANY, (_R, _C), "In how many rows every criterion is met by the range before it.", repeats=2),
    Signature("SUMIF", 2, 3, (_R, _C, _R), "The sum of the range, or of the second range, over the rows that meet the criterion."),
    Signature(
        "SUMIFS", 3, _MANY, (_R, _R, _C), "The sum of the first range over the rows where every criterion is met.", repeats=2
    ),
    Signature("MIN", 1, _MANY, (_VS,), "The least of the numbers; 0 where there is none."),
    Signature("MAX", 1, _MANY, (_VS,), "The greatest of the numbers; 0 where there is none."),
    Signature("AVERAGE", 1, _MANY, (_VS,), "The mean of the numbers; `#DIV/0!` where there is none."),
    Signature("ROUND", 2, 2, (_V,), "The number rounded to so many decimals, a half away from zero."),
    Signature("ROUNDUP", 2, 2, (_V,), "The number rounded away from zero."),
    Signature("ROUNDDOWN", 2, 2, (_V,), "The number cut off towards zero."),
    Signature("INT", 1, 1, (_V,), "The greatest whole number that is not above it."),
    Signature("ABS", 1, 1, (_V,), "The number without its sign."),
    Signature("MOD", 2, 2, (_V,), "What remains of a division, with the divisor's sign."),
    Signature("IF", 2, 3, (_V,), "The second where the first holds, else the third (FALSE where it is left out)."),
    Signature("IFERROR", 2, 2, (_V,), "The first, or the second where the first fails."),
    Signature("AND", 1, _MANY, (_V,), "TRUE where every condition holds."),
    Signature("OR", 1, _MANY, (_V,), "TRUE where at least one condition holds."),
    Signature("NOT", 1, 1, (_V,), "TRUE where the condition does not hold."),
    Signature("ISBLANK", 1, 1, (_L,), 'TRUE where nothing was stated; "no data" is not blank.'),
    Signature("ISNUMBER", 1, 1, (_L,), "TRUE for a number or a date."),
    Signature("ISTEXT", 1, 1, (_L,), 'TRUE for a text; "no data" is one.'),
    Signature("LEN", 1, 1, (_V,), "How many characters the text has."),
    Signature("TRIM", 1, 1, (_V,), "The text without spaces at its ends and with single spaces within."),
    Signature("LEFT", 1, 2, (_V,), "The first characters of the text; one where no number is given."),
    Signature("RIGHT", 1, 2, (_V,), "The last characters of the text; one where no number is given."),
    Signature("UPPER", 1, 1, (_V,), "The text in capitals."),
    Signature("LOWER", 1, 1, (_V,), "The text in small letters."),
    Signature("EXACT", 2, 2, (_V,), "TRUE where both texts are the same, capitals and small letters told apart."),
)

SIGNATURES: Mapping[str, Signature] = MappingProxyType({each.name: each for each in _LIST})
