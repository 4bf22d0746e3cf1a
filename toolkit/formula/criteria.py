"""The criteria of COUNTIF and its like: `"Kinh"`, `"<>Kinh"`, `">=3"`, `"nguyễn*"`, `70%`.

As in Excel, with one difference, which the live formula is written to share: a blank never meets a criterion, and "no data" only
one that spells it. Excel would let every row that nobody has filled yet meet `"<>Kinh"`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from toolkit.formula.coerce import as_cell, to_number
from toolkit.formula.order import folded, holds, is_countable, rank
from toolkit.model.value import NO_DATA, Absent, Failure, Number, Scalar, Value

_SPLIT = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)
_NUMBER = re.compile(r"([+-]?)([0-9]{1,300}(?:[.,][0-9]{1,300})?)(%?)")
_WILD = re.compile(r"~[*?~]|[*?]")


@dataclass(frozen=True, slots=True)
class Criterion:
    """An operator and what to compare with."""

    operator: str
    operand: Scalar

    @property
    def is_wild(self) -> bool:
        """True where `*` or `?` stands for any letters."""
        return isinstance(self.operand, str) and self.operator in ("=", "<>") and _WILD.search(self.operand) is not None

    @property
    def excludes_absent(self) -> bool:
        """True where a cell that holds nothing, or "no data", would meet it in Excel."""
        return self.operator == "<>" or self.is_wild or (isinstance(self.operand, str) and self.operator != "=")

    def is_met(self, value: Value) -> bool:
        """Whether a cell's value meets it; a blank never does."""
        cell = as_cell(value)
        if isinstance(cell, Absent) or (value is NO_DATA and self.excludes_absent):
            return False
        if isinstance(cell, Failure):
            return self.operator == "<>"
        if self.operator in ("=", "<>"):
            return self._equals(cell) == (self.operator == "=")
        return rank(cell) == rank(self.operand) and holds(self.operator, cell, self.operand)

    def _equals(self, cell: Scalar) -> bool:
        if isinstance(self.operand, str):
            return isinstance(cell, str) and _pattern(self.operand).fullmatch(folded(cell)) is not None
        if isinstance(cell, str) and is_countable(self.operand):
            number = to_number(cell)
            return not isinstance(number, Failure) and holds("=", number, self.operand)
        return holds("=", cell, self.operand)


def parse_criterion(value: Scalar) -> Criterion:
    """The criterion that a value states: itself, or for a text an operator and an operand."""
    if not isinstance(value, str):
        return Criterion("=", value)
    match = _SPLIT.fullmatch(value)
    operator, operand = match.groups() if match else ("", value)
    return Criterion(operator or "=", _operand(operand))


def asks_for_blanks(text: str) -> bool:
    """True for a criterion that only a blank could meet, or nothing at all; `<>` alone asks for what is not blank."""
    criterion = parse_criterion(text)
    return criterion.operand == "" and criterion.operator != "<>"


def _operand(text: str) -> Scalar:
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    match = _NUMBER.fullmatch(text.strip())
    return _number(*match.groups()) if match else text


def _number(sign: str, digits: str, percent: str) -> Number:
    value = Decimal(f"{sign}{digits.replace(',', '.')}") / (100 if percent else 1)
    return int(value) if value == value.to_integral_value() else value


def _pattern(text: str) -> re.Pattern[str]:
    pieces, position = [], 0
    for wild in _WILD.finditer(text):
        pieces += [re.escape(folded(text[position : wild.start()])), _wild(wild.group())]
        position = wild.end()
    return re.compile("".join([*pieces, re.escape(folded(text[position:]))]), re.DOTALL)


def _wild(piece: str) -> str:
    return {"*": ".*", "?": "."}.get(piece) or re.escape(piece[1:])
