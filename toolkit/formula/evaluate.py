"""What a formula comes to. The rules about blanks stand in the package's docstring; `excel` writes the same rules as a live formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType
from typing import Any, Protocol

from toolkit.formula import arithmetic
from toolkit.formula.coerce import is_absent, to_number, to_text, to_truth
from toolkit.formula.functions import FUNCTIONS, Argument
from toolkit.formula.order import holds
from toolkit.formula.signature import SIGNATURES, Takes
from toolkit.formula.tree import (
    COMPARISONS,
    Binary,
    BooleanNode,
    Call,
    Children,
    ColumnNode,
    Name,
    Node,
    NumberNode,
    Percent,
    TextNode,
    Unary,
)
from toolkit.model.value import BLANK, Absent, Failure, Number, Value, is_number


class Scope(Protocol):
    """Where a formula finds its values."""

    def value(self, name: str) -> Value:
        """The value of a name as it is written: `code`, `target.code`, `previous.code`, `plan.code`."""
        ...

    def column(self, table: str, column: str) -> Sequence[Value]:
        """The values of a table's column, one for each row that holds something."""
        ...

    def children(self, code: str) -> Sequence[Value]:
        """The values of the unit's children, one for each."""
        ...


def evaluate(node: Node, scope: Scope) -> Value:
    """The formula's value: a number (28 digits at most), a text, TRUE or FALSE, or a failure that travels.

    BLANK where an operand named by itself is blank or "no data": then there is nothing to compute, and a rule is not evaluated.
    """
    try:
        value = _value(node, scope)
    except _Missing:
        return BLANK
    return arithmetic.given(value) if is_number(value) else value


def judge(node: Node, scope: Scope) -> bool | Absent | Failure:
    """Whether a rule holds: a number counts as TRUE unless it is 0; BLANK where the rule is not evaluated."""
    value = evaluate(node, scope)
    return value if isinstance(value, Absent) else to_truth(value)


class _Missing(Exception):
    """An operand named by itself, on the way that the formula takes, is blank or "no data": whatever else it comes to does not count."""


def may_be_blank(takes: Takes, argument: Node) -> bool:
    """True for an argument that a function passes over, or only looks at, where it is blank."""
    return isinstance(argument, (Name, ColumnNode, Children)) and takes in (Takes.VALUES, Takes.LOOK, Takes.RANGE)


def _value(node: Node, scope: Scope) -> Value:
    """The node's value; every operand is computed before any of them counts, so that what is missing is found."""
    return _VALUES[type(node)](node, scope)


def _named(node: Name, scope: Scope) -> Value:
    value = scope.value(node.text)
    if is_absent(value):
        raise _Missing
    return value


def _stated(node: NumberNode | TextNode | BooleanNode, _: Scope) -> Value:
    return node.value


def _joined(node: Binary, scope: Scope) -> Value:
    return _combined(node.operator, _value(node.left, scope), _value(node.right, scope))


def _call(node: Call, scope: Scope) -> Value:
    function, arguments = node.function, node.arguments
    if function == "IF":
        branch = _chosen(arguments, scope)
        return branch if isinstance(branch, Failure) else _value(branch, scope)
    if function == "IFERROR" and len(arguments) == 2:
        value = _value(arguments[0], scope)
        return _value(arguments[1], scope) if isinstance(value, Failure) else value
    return _called(function, arguments, scope)


def _outside(node: ColumnNode | Children, _: Scope) -> Value:
    raise TypeError(f"{node.text} stands outside a function")


def _with_sign(node: Unary | Percent, scope: Scope) -> Value:
    value = _value(node.operand, scope)
    if isinstance(node, Unary) and node.operator == "+":
        return value
    number = to_number(value)
    if isinstance(number, Failure):
        return number
    return arithmetic.divide(number, 100) if isinstance(node, Percent) else -number


_VALUES: Mapping[type[Node], Callable[[Any, Scope], Value]] = MappingProxyType(
    {
        Name: _named,
        NumberNode: _stated,
        TextNode: _stated,
        BooleanNode: _stated,
        Binary: _joined,
        Unary: _with_sign,
        Percent: _with_sign,
        Call: _call,
        ColumnNode: _outside,
        Children: _outside,
    }
)
"""How each kind of node gets its value; looked up, since a `match` tries one kind after the other."""


_ARITHMETIC: Mapping[str, Callable[[Number, Number], Number | Failure]] = MappingProxyType(
    {"+": arithmetic.add, "-": arithmetic.subtract, "*": arithmetic.multiply, "/": arithmetic.divide, "^": arithmetic.power}
)


_WHOLE: Mapping[str, Callable[[int, int], Value]] = MappingProxyType(
    {
        "=": eq,
        "<>": ne,
        "<": lt,
        "<=": le,
        ">": gt,
        ">=": ge,
        "+": arithmetic.add,
        "-": arithmetic.subtract,
        "*": arithmetic.multiply,
    }
)
"""What whole numbers need no conversion for: nearly all that rules compute with."""


def _combined(operator: str, left: Value, right: Value) -> Value:
    if type(left) is int and type(right) is int and operator in _WHOLE:
        return _WHOLE[operator](left, right)
    for side in (left, right):
        if isinstance(side, Failure):
            return side
    if operator in COMPARISONS:
        return holds(operator, left, right)
    if operator == "&":
        return f"{to_text(left)}{to_text(right)}"
    first, second = to_number(left), to_number(right)
    if isinstance(first, Failure):
        return first
    return second if isinstance(second, Failure) else _ARITHMETIC[operator](first, second)


def _chosen(arguments: Sequence[Node], scope: Scope) -> Node | Failure:
    """The branch of an IF."""
    truth = to_truth(_value(arguments[0], scope))
    if isinstance(truth, Failure):
        return truth
    if truth:
        return arguments[1]
    return arguments[2] if len(arguments) == 3 else BooleanNode(False)


_OF_TRUTHS: Mapping[str, Callable[[Iterable[object]], bool]] = MappingProxyType({"AND": all, "OR": any})
"""What comparisons alone are joined by, as mostly: then nothing need be converted."""


def _called(function: str, arguments: Sequence[Node], scope: Scope) -> Value:
    if function in _OF_TRUTHS:
        truths = [_value(each, scope) for each in arguments]
        if all(type(each) is bool for each in truths):
            return _OF_TRUTHS[function](truths)
    takes = [SIGNATURES[function].taking(at) for at in range(len(arguments))]
    found = tuple(_argument(each, taken, scope) for each, taken in zip(arguments, takes, strict=True))
    for each, taken in zip(found, takes, strict=True):
        if taken is Takes.VALUE and isinstance(each.value, Failure):
            return each.value
    return FUNCTIONS[function](found)


def _argument(node: Node, takes: Takes, scope: Scope) -> Argument:
    match node:
        case Name() if may_be_blank(takes, node):
            return Argument((scope.value(node.text),), is_reference=True)
        case Call("IF", arguments):
            # IF hands on the cell itself, not what it holds
            branch = _chosen(arguments, scope)
            return Argument((branch,)) if isinstance(branch, Failure) else _argument(branch, Takes.VALUE, scope)
        case ColumnNode(table, column):
            return Argument(tuple(scope.column(table, column)), is_reference=True)
        case Children(code):
            return Argument(tuple(scope.children(code)), is_reference=True)
        case _:
            return Argument((_value(node, scope),), is_reference=isinstance(node, Name))
