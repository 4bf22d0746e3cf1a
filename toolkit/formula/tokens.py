"""A formula's text, cut into tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from toolkit.formula.error import FormulaError


class Kind(Enum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text and where it begins (the first character is 1). A text's piece keeps its quotes."""

    kind: Kind
    piece: str
    at: int


_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<text>"(?:[^"]|"")*")
      | (?P<name>[^\W\d]\w*(?:\.\w+)*)
      | (?P<sign><=|>=|<>|[-+*/^&=<>%(),])""",
    re.VERBOSE,
)

_REFUSED = {
    ";": "formula-semicolon",
    '"': "formula-open-text",
    "!": "formula-cell-address",
    ":": "formula-cell-address",
    "$": "formula-cell-address",
    "[": "formula-cell-address",
    "{": "formula-array",
}


def iter_tokens(text: str) -> Iterator[Token]:
    """The tokens of a formula, an END last; FormulaError at the first character that begins none."""
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise FormulaError(_REFUSED.get(text[position], "formula-character"), position + 1, text[position])
        if match.lastgroup != "space":
            yield Token(Kind(match.lastgroup), match.group(), position + 1)
        position = match.end()
    yield Token(Kind.END, "", len(text) + 1)
