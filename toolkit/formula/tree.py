"""The tree that a formula is parsed to: small frozen records, and what a formula refers to.

A node's `at` is where it stands in the formula's text (the first character is 1); it does not count when trees are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from toolkit.model.value import Number


class Source(Enum):
    """Whose value a name asks for; the word before the dot."""

    OWN = ""
    TARGET = "target"
    PREVIOUS = "previous"
    PLAN = "plan"


CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class NumberNode:
    """A number as written, never negative: a minus in front is an operation."""

    value: Number
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class TextNode:
    """A text between quotes."""

    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class BooleanNode:
    """TRUE or FALSE."""

    value: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """One value by its code: the unit's own, its target, the previous period's, the plan's."""

    code: str
    source: Source = Source.OWN
    at: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """As it is written: `code` or `target.code`; a defined name in the workbook, a key in a scope."""
        return f"{self.source.value}.{self.code}" if self.source is not Source.OWN else self.code


@dataclass(frozen=True, slots=True)
class ColumnNode:
    """All values of a table's column, one a row."""

    table: str
    column: str
    at: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """As it is written: `table.column`."""
        return f"{self.table}.{self.column}"


@dataclass(frozen=True, slots=True)
class Children:
    """The values of a unit's children, one a child."""

    code: str
    at: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """As it is written: `children.code`."""
        return f"{CHILDREN}.{self.code}"


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign in front: `-` or `+`."""

    operator: str
    operand: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Percent:
    """A percent sign behind: a hundredth."""

    operand: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands with an operator between: `^ * / + - & = <> < <= > >=`."""

    operator: str
    left: Node
    right: Node
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the closed list, its name in capitals."""

    function: str
    arguments: tuple[Node, ...]
    at: int = field(default=0, compare=False)


Node: TypeAlias = NumberNode | TextNode | BooleanNode | Name | ColumnNode | Children | Unary | Percent | Binary | Call
Range: TypeAlias = ColumnNode | Children

COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")


def parts(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order of the text."""
    match node:
        case Unary(_, operand) | Percent(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, in the order of the text."""
    stack = [node]
    while stack:
        each = stack.pop()
        yield each
        stack.extend(reversed(parts(each)))


@dataclass(frozen=True, kw_only=True, slots=True)
class References:
    """What a formula refers to. `columns` are written `table.column`; the others are bare codes.

    Going through it gives every name as it is written in the formula (`code`, `target.code`, `table.column`), sorted, each once.
    """

    codes: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    previous: frozenset[str] = frozenset()
    plans: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[str]:
        prefixed = ((Source.TARGET.value, self.targets), (Source.PREVIOUS.value, self.previous), (Source.PLAN.value, self.plans))
        names = {f"{prefix}.{code}" for prefix, codes in (*prefixed, (CHILDREN, self.children)) for code in codes}
        return iter(sorted(self.codes | self.columns | names))


def references(node: Node) -> References:
    """Everything that the formula refers to, by what it asks of it."""
    nodes = tuple(walk(node))

    def named(source: Source) -> frozenset[str]:
        return frozenset(each.code for each in nodes if isinstance(each, Name) and each.source is source)

    return References(
        codes=named(Source.OWN),
        columns=frozenset(each.text for each in nodes if isinstance(each, ColumnNode)),
        targets=named(Source.TARGET),
        previous=named(Source.PREVIOUS),
        plans=named(Source.PLAN),
        children=frozenset(each.code for each in nodes if isinstance(each, Children)),
    )
