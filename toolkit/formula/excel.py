"""A tree -> the live formula in the workbook, which comes to what `evaluate` comes to.

The live formula is the formula itself, wrapped: `IF(<an operand is not there>,"",<formula>)`. Whether an operand is there is asked with
COUNTIF, which sees a derived figure that shows nothing as blank, and does not fail where the operand itself has failed. What Excel
would compute otherwise over cells that nobody has filled is written so that it does not: see `_special`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from toolkit.formula.coerce import NO_DATA_TEXT
from toolkit.formula.criteria import Criterion, parse_criterion
from toolkit.formula.evaluate import may_be_blank
from toolkit.formula.signature import SIGNATURES
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
from toolkit.formula.write import number_text, quoted, to_text
from toolkit.model.value import Scalar, is_number


class Wording(Protocol):
    """How cells show what is kept otherwise: a choice's code as its label, TRUE as `Có`."""

    def label(self, reference: str, value: Scalar) -> str | None:
        """What a cell of `code` or `table.column` shows for a value; None where it shows the value itself."""
        ...


class AsKept:
    """The wording of a workbook whose cells show what is kept."""

    def label(self, reference: str, value: Scalar) -> str | None:
        """None, always."""
        return None


AS_KEPT = AsKept()


def to_excel(node: Node, wording: Wording = AS_KEPT) -> str:
    """The live formula of a derived figure, with `=`: "" where an operand named by itself is blank or "no data"."""
    return f"={_guarded(node, wording, to_text(node, _Writer(wording)))}"


def to_excel_condition(node: Node, wording: Wording = AS_KEPT) -> str:
    """The live formula of a rule, with `=`: TRUE, FALSE, or "" where the rule is not evaluated. It fails where `judge` gives a failure."""
    text = to_text(node, _Writer(wording))
    return f"={_guarded(node, wording, text if _is_condition(node) else f'AND({text})')}"


def _is_condition(node: Node) -> bool:
    if isinstance(node, Binary):
        return node.operator in COMPARISONS
    return isinstance(node, BooleanNode) or (
        isinstance(node, Call) and node.function in ("AND", "OR", "NOT", "ISBLANK", "ISNUMBER", "EXACT")
    )


def _guarded(node: Node, wording: Wording, text: str) -> str:
    missing = _missing(node, wording)
    return f'IF({_any(missing)},"",{text})' if missing else text


def _any(conditions: Sequence[str]) -> str:
    return f"OR({','.join(conditions)})" if len(conditions) > 1 else conditions[0]


def _missing(node: Node, wording: Wording) -> tuple[str, ...]:
    """Conditions, each of which says that something is missing on the way that the formula takes; none of them can fail."""
    match node:
        case Name():
            return (f'COUNTIF({node.text},"")', f"COUNTIF({node.text},{quoted(NO_DATA_TEXT)})")
        case Unary(_, operand) | Percent(operand):
            return _missing(operand, wording)
        case Binary(_, left, right):
            return _once(_missing(left, wording) + _missing(right, wording))
        case Call("IF", (condition, *branches)):
            return _once(_missing(condition, wording) + _missing_branch(condition, branches, wording))
        case Call("IFERROR", (first, second)):
            return _once(_missing(first, wording) + _missing_instead(first, second, wording))
        case Call(function, arguments):
            takes = SIGNATURES[function].taking
            asked = [_missing(each, wording) for at, each in enumerate(arguments) if not may_be_blank(takes(at), each)]
            return _once(tuple(condition for conditions in asked for condition in conditions))
        case _:
            return ()


def _once(conditions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(conditions))


def _missing_branch(condition: Node, branches: Sequence[Node], wording: Wording) -> tuple[str, ...]:
    asked = [_missing(each, wording) for each in branches]
    if not any(asked):
        return ()
    texts = [_any(each) if each else "FALSE" for each in (*asked, ())][:2]
    return (f"IFERROR(IF({to_text(condition, _Writer(wording))},{texts[0]},{texts[1]}),FALSE)",)


def _missing_instead(first: Node, second: Node, wording: Wording) -> tuple[str, ...]:
    asked = _missing(second, wording)
    return (f"IF(ISERROR({to_text(first, _Writer(wording))}),{_any(asked)},FALSE)",) if asked else ()


@dataclass(frozen=True, slots=True)
class _Writer:
    """What is written otherwise in a workbook than in the definition."""

    wording: Wording

    def __call__(self, node: Node) -> str | None:
        match node:
            case Name():
                yes = self.wording.label(node.text, True)
                return None if yes is None else f"({node.text}={quoted(yes)})"
            case Binary(operator, left, right) if operator in ("=", "<>"):
                return self._compared(operator, left, right)
            case Call():
                return self._call(node)
            case _:
                return None

    def _compared(self, operator: str, left: Node, right: Node) -> str | None:
        """A choice compared with its code, written with its label."""
        for name, text in ((left, right), (right, left)):
            if isinstance(name, Name) and isinstance(text, TextNode):
                label = self.wording.label(name.text, text.value)
                return None if label is None else f"({name.text}{operator}{quoted(label)})"
        return None

    def _call(self, call: Call) -> str | None:
        match call:
            case Call("COUNTA", arguments):
                return self._stated(arguments)
            case Call("ISBLANK", (Name() as name,)):
                return f'(COUNTIF({name.text},"")=1)'
            case Call("ISTEXT", (Name() as name,)):
                return f'IF(COUNTIF({name.text},"")=1,FALSE,ISTEXT({name.text}))'
            case Call("COUNTIF" | "COUNTIFS", arguments):
                return self._conditional("COUNTIF", (), arguments)
            case Call("SUMIF", (cells, criterion, *rest)):
                return self._conditional("SUMIF", tuple(rest) or (cells,), (cells, criterion))
            case Call("SUMIFS", (cells, *pairs)):
                return self._conditional("SUMIF", (cells,), pairs)
            case Call(function, arguments):
                kept = SIGNATURES[function].taking
                if any(isinstance(each, Name) and may_be_blank(kept(at), each) for at, each in enumerate(arguments)):
                    return f"{function}({','.join(self._raw(each) for each in arguments)})"
        return None

    def _raw(self, node: Node) -> str:
        """An argument that is only gone through or looked at: a name is the cell itself, whatever it shows."""
        return node.text if isinstance(node, Name) else to_text(node, self)

    def _stated(self, arguments: Sequence[Node]) -> str:
        """COUNTA, that does not count a derived figure which shows nothing."""
        terms = [f'1-COUNTIF({each.text},"")' if isinstance(each, Name) else f"COUNTA({to_text(each, self)})" for each in arguments]
        return f"({'+'.join(terms)})"

    def _conditional(self, function: str, before: Sequence[Node], pairs: Sequence[Node]) -> str:
        """COUNTIF and its like, that pass over cells which hold nothing or "no data"."""
        written = [part for at in range(0, len(pairs), 2) for part in self._pair(pairs[at], pairs[at + 1])]
        plural = before or len(written) > 2
        return f"{function}{'S' if plural else ''}({','.join([*(to_text(each, self) for each in before), *written])})"

    def _pair(self, cells: Node, criterion: Node) -> tuple[str, ...]:
        name = cells.text if isinstance(cells, (ColumnNode, Children)) else to_text(cells, self)
        given = _literal(criterion)
        if given is None:
            return (name, to_text(criterion, self), name, '"<>"', name, quoted(f"<>{NO_DATA_TEXT}"))
        stated = parse_criterion(given)
        beside = (name, '"<>"', name, quoted(f"<>{NO_DATA_TEXT}")) if stated.excludes_absent else ()
        return (name, self._criterion(name, stated), *beside)

    def _criterion(self, name: str, stated: Criterion) -> str:
        """The criterion as Excel takes it in every country: a number is joined to its operator, not written within the text."""
        operand = stated.operand
        operator = "" if stated.operator == "=" else stated.operator
        if isinstance(operand, (str, bool)):
            operand = operand if (label := self.wording.label(name, operand)) is None else label
        if isinstance(operand, bool):
            return f"{quoted(operator)}&{str(operand).upper()}" if operator else str(operand).upper()
        if is_number(operand):
            return f"{quoted(operator)}&{number_text(operand)}" if operator else number_text(operand)
        # an operand that begins like an operator needs the `=` that it could do without otherwise
        return quoted(f"{stated.operator if str(operand)[:1] in ('<', '>', '=') else operator}{operand}")


def _literal(node: Node) -> Scalar | None:
    """What a criterion says where it is written out; None where it is computed."""
    match node:
        case NumberNode(value) | TextNode(value) | BooleanNode(value):
            return value
        case Unary("-", NumberNode(value)):
            return -value
        case Percent(NumberNode(value)):
            return parse_criterion(f"{number_text(value)}%").operand
        case _:
            return None
