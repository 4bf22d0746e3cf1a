"""What a formula comes to. The rules about blanks stand in the package's docstring; `excel` writes the same rules as a live formula.

A tree is turned into functions once, each node's calling those of the nodes below it: a round evaluates the same rules for each of its
workbooks, and going through the tree anew takes twice as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType
from typing import Any, Protocol, TypeAlias, TypeVar

from toolkit.formula import arithmetic
from toolkit.formula.coerce import is_absent, to_number, to_text, to_truth
from toolkit.formula.functions import FUNCTIONS, Argument
from toolkit.formula.order import holds
from toolkit.formula.parse import parse
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

T = TypeVar("T")


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


Formula: TypeAlias = Callable[[Scope], Value]
"""What a formula comes to in a scope."""


def prepare(node: Node) -> Formula:
    """The formula, ready to be evaluated as often as wanted.

    It gives a number (28 digits at most), a text, TRUE or FALSE, or a failure that travels; BLANK where an operand named by itself is
    blank or "no data": then there is nothing to compute, and a rule is not evaluated.
    """
    step = _step(node)

    def formula(scope: Scope) -> Value:
        try:
            value = step(scope)
        except _Missing:
            return BLANK
        return arithmetic.given(value) if is_number(value) else value

    return formula


@lru_cache(maxsize=4096)
def prepared(text: str) -> Formula:
    """The formula of that text, ready to be evaluated; FormulaError where it is none."""
    return prepare(parse(text))


def evaluate(node: Node, scope: Scope) -> Value:
    """What a formula comes to that is evaluated only once."""
    return prepare(node)(scope)


def judge(condition: Formula, scope: Scope) -> bool | Absent | Failure:
    """Whether a rule holds: a number counts as TRUE unless it is 0; BLANK where the rule is not evaluated."""
    value = condition(scope)
    return value if isinstance(value, Absent) else to_truth(value)


class _Missing(Exception):
    """An operand named by itself, on the way that the formula takes, is blank or "no data": whatever else it comes to does not count."""


def may_be_blank(takes: Takes, argument: Node) -> bool:
    """True for an argument that a function passes over, or only looks at, where it is blank."""
    return isinstance(argument, (Name, ColumnNode, Children)) and takes in (Takes.VALUES, Takes.LOOK, Takes.RANGE)


def _step(node: Node) -> Formula:
    """The node's value; every operand is computed before any of them counts, so that what is missing is found."""
    return _STEPS[type(node)](node)


def _named(node: Name) -> Formula:
    name = node.text

    def step(scope: Scope) -> Value:
        value = scope.value(name)
        if is_absent(value):
            raise _Missing
        return value

    return step


def _stated(node: NumberNode | TextNode | BooleanNode) -> Formula:
    value = node.value
    return lambda _: value


def _outside(node: ColumnNode | Children) -> Formula:
    def step(_: Scope) -> Value:
        raise TypeError(f"{node.text} stands outside a function")

    return step


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


def _joined(node: Binary) -> Formula:
    left, right, operator = _step(node.left), _step(node.right), node.operator
    of_whole = _WHOLE.get(operator)

    def step(scope: Scope) -> Value:
        first, second = left(scope), right(scope)
        if of_whole and type(first) is int and type(second) is int:
            return of_whole(first, second)
        return _combined(operator, first, second)

    return step


def _combined(operator: str, left: Value, right: Value) -> Value:
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


def _with_sign(node: Unary | Percent) -> Formula:
    operand = _step(node.operand)
    if isinstance(node, Unary) and node.operator == "+":
        return operand
    is_percent = isinstance(node, Percent)

    def step(scope: Scope) -> Value:
        number = to_number(operand(scope))
        if isinstance(number, Failure):
            return number
        return arithmetic.divide(number, 100) if is_percent else -number

    return step


def _call(node: Call) -> Formula:
    function, arguments = node.function, node.arguments
    if function == "IF":
        return _chosen(arguments, _step)
    if function == "IFERROR" and len(arguments) == 2:
        return _unless_failed(*map(_step, arguments))
    called = _called(function, arguments)
    return _of_truths(function, arguments, called) if function in _OF_TRUTHS else called


def _chosen(arguments: Sequence[Node], way: Callable[[Node], Callable[[Scope], T]]) -> Callable[[Scope], T | Failure]:
    """The one branch of an IF that its condition leads to, gone in that way."""
    condition, then = _step(arguments[0]), way(arguments[1])
    otherwise = way(arguments[2] if len(arguments) == 3 else BooleanNode(False))

    def step(scope: Scope) -> T | Failure:
        truth = to_truth(condition(scope))
        if isinstance(truth, Failure):
            return truth
        return then(scope) if truth else otherwise(scope)

    return step


def _unless_failed(first: Formula, instead: Formula) -> Formula:
    def step(scope: Scope) -> Value:
        value = first(scope)
        return instead(scope) if isinstance(value, Failure) else value

    return step


_OF_TRUTHS: Mapping[str, Callable[[Iterable[object]], bool]] = MappingProxyType({"AND": all, "OR": any})
"""What comparisons alone are joined by, as mostly: then nothing need be converted."""


def _of_truths(function: str, arguments: Sequence[Node], called: Formula) -> Formula:
    steps, join = tuple(map(_step, arguments)), _OF_TRUTHS[function]

    def step(scope: Scope) -> Value:
        truths = [each(scope) for each in steps]
        return join(truths) if all(type(each) is bool for each in truths) else called(scope)

    return step


def _called(function: str, arguments: Sequence[Node]) -> Formula:
    takes = tuple(SIGNATURES[function].taking(at) for at in range(len(arguments)))
    handed = tuple(_argument(each, taken) for each, taken in zip(arguments, takes, strict=True))
    single = tuple(at for at, taken in enumerate(takes) if taken is Takes.VALUE)
    work_out = FUNCTIONS[function]

    def step(scope: Scope) -> Value:
        found = tuple(each(scope) for each in handed)
        failed = next((found[at].value for at in single if isinstance(found[at].value, Failure)), None)
        return work_out(found) if failed is None else failed

    return step


def _argument(node: Node, takes: Takes) -> Callable[[Scope], Argument]:
    match node:
        case Name() if may_be_blank(takes, node):
            name = node.text
            return lambda scope: Argument((scope.value(name),), is_reference=True)
        case Call("IF", arguments):
            # IF hands on the cell itself, not what it holds
            branch = _chosen(arguments, lambda each: _argument(each, Takes.VALUE))
            return lambda scope: found if isinstance(found := branch(scope), Argument) else Argument((found,))
        case ColumnNode(table, column):
            return lambda scope: Argument(tuple(scope.column(table, column)), is_reference=True)
        case Children(code):
            return lambda scope: Argument(tuple(scope.children(code)), is_reference=True)
        case _:
            step, is_reference = _step(node), isinstance(node, Name)
            return lambda scope: Argument((step(scope),), is_reference=is_reference)


_STEPS: Mapping[type[Node], Callable[[Any], Formula]] = MappingProxyType(
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
"""How each kind of node gets its value."""
