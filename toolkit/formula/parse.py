"""A formula's text -> its tree, with Excel's grammar.

From weak to strong: comparisons, `&`, `+ -`, `* /`, `^`, `%`, a sign in front. So `-2^2` is 4, as in Excel, and `2^3^2` is 64.
Narrower than Excel, on purpose: cell addresses, ranges, arrays and left-out arguments are refused, and so is `0<=a<=1`, which Excel
reads as `(0<=a)<=1` and which nobody means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache

from toolkit.formula.criteria import asks_for_blanks
from toolkit.formula.error import FormulaError
from toolkit.formula.signature import SIGNATURES, Signature, Takes
from toolkit.formula.tokens import Kind, Token, iter_tokens
from toolkit.formula.tree import (
    CHILDREN,
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
    Source,
    TextNode,
    Unary,
    parts,
)
from toolkit.model.value import Number

LONGEST = 4000
"""Characters; Excel takes 8192, and the live formula is longer than what it is written from."""
LONGEST_TEXT = 255
"""Characters of a text between quotes: Excel refuses more."""
DEEPEST = 60
"""Parentheses and functions within each other; Excel takes 64."""
TALLEST = 100
"""Operations upon operations, such as a sum of so many terms; a longer one is for SUM."""

COMPARISON, SIGN = 1, 7
STRENGTH = {**dict.fromkeys(COMPARISONS, COMPARISON), "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5, "%": 6}

_CELL = re.compile(r"(?:[A-Za-z]{1,3}[1-9]\d*|[Rr]\d*[Cc]\d*)")
_SOURCES = {each.value: each for each in Source if each is not Source.OWN}


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of a formula, with or without `=` in front; FormulaError (code, position, found, nearest) where it is none.

    Trees are frozen, and a form's few formulas are asked for with every submission: they are remembered.
    """
    if len(text) > LONGEST:
        raise FormulaError("formula-too-long", LONGEST, str(len(text)))
    tokens = list(iter_tokens(text))
    if tokens[0].piece == "=":
        tokens.pop(0)
    if tokens[0].kind is Kind.END:
        raise FormulaError("formula-empty", tokens[0].at, text)
    return _Parser(tokens).whole()


class _Parser:
    """One pass over the tokens; precedence by binding strength."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._expression(0)
        if self._peek.kind is not Kind.END:
            raise _unexpected(self._peek)
        _refuse_tall(node)
        _refuse_loose_range(node)
        return node

    @property
    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _expression(self, floor: int) -> Node:
        left = self._operand()
        compared = False
        while self._peek.kind is Kind.SIGN and STRENGTH.get(self._peek.piece, 0) > floor:
            token = self._take()
            strength = STRENGTH[token.piece]
            if compared and strength == COMPARISON:
                raise FormulaError("formula-chained-comparison", token.at, token.piece)
            compared = strength == COMPARISON
            left = (
                Percent(left, token.at) if token.piece == "%" else Binary(token.piece, left, self._expression(strength), token.at)
            )
        return left

    def _operand(self) -> Node:
        token = self._take()
        if token.kind is Kind.NUMBER:
            return NumberNode(_number(token), token.at)
        if token.kind is Kind.TEXT:
            return TextNode(_unquoted(token), token.at)
        if token.kind is Kind.NAME:
            return self._call(token) if self._peek.piece == "(" else _reference(token)
        if token.piece in ("-", "+"):
            with_sign = self._deeper(token, SIGN)
            return Unary(token.piece, with_sign, token.at)
        if token.piece == "(":
            inner = self._deeper(token, 0)
            self._close()
            return inner
        raise _unexpected(token)

    def _deeper(self, token: Token, floor: int) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError("formula-too-deep", token.at, token.piece)
        node = self._expression(floor)
        self._depth -= 1
        return node

    def _close(self) -> None:
        token = self._take()
        if token.kind is Kind.END:
            raise FormulaError("formula-open-parenthesis", token.at)
        if token.piece != ")":
            raise _unexpected(token)

    def _call(self, token: Token) -> Node:
        signature = _signature(token)
        opening = self._take()
        arguments: list[Node] = []
        while self._peek.piece != ")" or arguments:
            arguments.append(self._argument(opening))
            if self._peek.piece != ",":
                break
            self._take()
        self._close()
        call = Call(signature.name, tuple(arguments), token.at)
        _refuse_misfit(signature, call)
        return call

    def _argument(self, opening: Token) -> Node:
        if self._peek.piece in (",", ")"):
            raise FormulaError("formula-empty-argument", self._peek.at, self._peek.piece)
        return self._deeper(opening, 0)


def _unexpected(token: Token) -> FormulaError:
    if token.kind is Kind.END:
        return FormulaError("formula-incomplete", token.at)
    code = "formula-unexpected-sign" if token.kind is Kind.SIGN else "formula-missing-operator"
    return FormulaError(code, token.at, token.piece)


def _number(token: Token) -> Number:
    value = Decimal(token.piece)
    if value and not -308 < value.adjusted() < 308:
        raise FormulaError("formula-number-size", token.at, token.piece)
    return int(value) if value == value.to_integral_value() else value


def _unquoted(token: Token) -> str:
    value = token.piece[1:-1].replace('""', '"')
    if len(value) > LONGEST_TEXT:
        raise FormulaError("formula-long-text", token.at, value)
    return value


def _reference(token: Token) -> Node:
    first, *rest = token.piece.split(".")
    if len(rest) > 1:
        raise FormulaError("formula-reference", token.at, token.piece)
    if rest and first == CHILDREN:
        return Children(rest[0], token.at)
    if rest:
        return Name(rest[0], _SOURCES[first], token.at) if first in _SOURCES else ColumnNode(first, rest[0], token.at)
    if first.upper() in ("TRUE", "FALSE"):
        return BooleanNode(first.upper() == "TRUE", token.at)
    if _CELL.fullmatch(first):
        raise FormulaError("formula-cell-address", token.at, first)
    return Name(first, Source.OWN, token.at)


def _signature(token: Token) -> Signature:
    name = token.piece.upper()
    if name not in SIGNATURES:
        raise FormulaError("formula-unknown-function", token.at, token.piece, nearest(name, SIGNATURES))
    return SIGNATURES[name]


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like it; empty only where none is known."""
    return next(iter(get_close_matches(name, sorted(known), 1, 0.0)), "")


def _refuse_tall(node: Node) -> None:
    level, height = [node], 0
    while level:
        height += 1
        if height > TALLEST:
            raise FormulaError("formula-too-deep", level[0].at, str(height))
        level = [part for each in level for part in parts(each)]


def _refuse_loose_range(node: Node) -> None:
    if isinstance(node, (ColumnNode, Children)):
        raise FormulaError("formula-range-alone", node.at, node.text)
    for part in parts(node):
        if not (isinstance(node, Call) and isinstance(part, (ColumnNode, Children))):
            _refuse_loose_range(part)


def _refuse_misfit(signature: Signature, call: Call) -> None:
    if not signature.fits(len(call.arguments)):
        raise FormulaError("formula-argument-count", call.at, call.function)
    for index, argument in enumerate(call.arguments):
        _refuse_argument(signature, signature.taking(index), argument)
    ranges = [each for each in call.arguments if isinstance(each, (ColumnNode, Children))]
    if Takes.RANGE in signature.takes and len({each.table if isinstance(each, ColumnNode) else "" for each in ranges}) > 1:
        raise FormulaError("formula-ranges-differ", ranges[-1].at, ranges[-1].text)


def _refuse_argument(signature: Signature, takes: Takes, argument: Node) -> None:
    if isinstance(argument, (ColumnNode, Children)):
        if takes not in (Takes.RANGE, Takes.VALUES):
            raise FormulaError("formula-range-alone", argument.at, argument.text)
        if signature.children_only and isinstance(argument, ColumnNode):
            raise FormulaError("formula-children-needed", argument.at, argument.text)
    elif takes is Takes.RANGE:
        raise FormulaError("formula-range-needed", argument.at, signature.name)
    if takes is Takes.CRITERION and isinstance(argument, TextNode) and asks_for_blanks(argument.value):
        raise FormulaError("formula-blank-criterion", argument.at, argument.value)
