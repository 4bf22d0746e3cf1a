"""A tree -> text, with no parenthesis more than it needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from toolkit.formula.parse import COMPARISON, SIGN, STRENGTH
from toolkit.formula.tree import Binary, BooleanNode, Call, Children, ColumnNode, Name, Node, NumberNode, Percent, TextNode, Unary
from toolkit.model.value import Number

_ATOM = SIGN + 1

Special: TypeAlias = Callable[[Node], str | None]
"""May give a node's text in place of the usual one; that text must be able to stand beside any operator."""


def to_text(node: Node, special: Special = lambda _: None) -> str:
    """The formula without `=` in front; `parse` of it gives the same tree (where nothing special was written)."""
    return _written(node, special, 0)


def quoted(text: str) -> str:
    """A text as a formula holds it."""
    return '"' + text.replace('"', '""') + '"'


def number_text(number: Number) -> str:
    """A number as a formula holds it: plain digits and a point."""
    return f"{number:f}" if not isinstance(number, int) else str(number)


def _written(node: Node, special: Special, floor: int) -> str:
    instead = special(node)
    if instead is not None:
        return instead
    text, strength = _usual(node, special)
    return text if strength >= floor else f"({text})"


def _usual(node: Node, special: Special) -> tuple[str, int]:
    """The node's text, and how strongly it holds together."""
    match node:
        case NumberNode(value):
            return number_text(value), _ATOM
        case TextNode(value):
            return quoted(value), _ATOM
        case BooleanNode(value):
            return ("TRUE" if value else "FALSE"), _ATOM
        case Name() | ColumnNode() | Children():
            return node.text, _ATOM
        case Unary(operator, operand):
            return operator + _written(operand, special, SIGN), SIGN
        case Percent(operand):
            return _written(operand, special, STRENGTH["%"]) + "%", STRENGTH["%"]
        case Binary():
            return _binary(node, special)
        case Call(function, arguments):
            return f"{function}({','.join(_written(each, special, 0) for each in arguments)})", _ATOM


def _binary(node: Binary, special: Special) -> tuple[str, int]:
    strength = STRENGTH[node.operator]
    # operators of one strength bind from the left; comparisons are never chained
    left = _written(node.left, special, strength + 1 if strength == COMPARISON else strength)
    right = _written(node.right, special, strength + 1)
    return f"{left}{node.operator}{right}", strength
