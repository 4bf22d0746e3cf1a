"""Text -> tree: precedence, what is refused and where, and back to the same text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.formula import SIGNATURES, FormulaError, Node, parse, to_text
from toolkit.formula.parse import LONGEST
from toolkit.formula.signature import Takes
from toolkit.formula.tree import (
    COMPARISONS,
    Binary,
    BooleanNode,
    Call,
    Children,
    ColumnNode,
    Name,
    NumberNode,
    Percent,
    Source,
    TextNode,
    Unary,
)
from toolkit.messages import catalogue
from toolkit.messages.formula import MESSAGES

A, B, C = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("=a", A),
        ("a", A),
        ("  = a ", A),
        ("a+b*c", Binary("+", A, Binary("*", B, C))),
        ("(a+b)*c", Binary("*", Binary("+", A, B), C)),
        ("a-b-c", Binary("-", Binary("-", A, B), C)),
        ("a^b^c", Binary("^", Binary("^", A, B), C)),
        ("-a^b", Binary("^", Unary("-", A), B)),
        ("a^-b", Binary("^", A, Unary("-", B))),
        ("-a%", Percent(Unary("-", A))),
        ("a^b%", Binary("^", A, Percent(B))),
        ("a&b+c", Binary("&", A, Binary("+", B, C))),
        ("a&b=c", Binary("=", Binary("&", A, B), C)),
        ("a<>b", Binary("<>", A, B)),
        ("(a<b)=c", Binary("=", Binary("<", A, B), C)),
        ("1.50", NumberNode(Decimal("1.50"))),
        (".5", NumberNode(Decimal("0.5"))),
        ("2.0", NumberNode(2)),
        ("1E3", NumberNode(1000)),
        ("true", BooleanNode(True)),
        ('"đoàn ""xã"""', TextNode('đoàn "xã"')),
        ("target.a", Name("a", Source.TARGET)),
        ("previous.a-plan.a", Binary("-", Name("a", Source.PREVIOUS), Name("a", Source.PLAN))),
        ("sum(t.x,children.a)", Call("SUM", (ColumnNode("t", "x"), Children("a")))),
        ("IF(a,b)", Call("IF", (A, B))),
    ],
)
def test_parses_with_excels_precedence(text: str, tree: Node) -> None:
    """Each text gives the tree that Excel would compute."""
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "code", "position", "found"),
    [
        ("", "formula-empty", 1, ""),
        ("=", "formula-empty", 2, "="),
        ("=SUM(a;b)", "formula-semicolon", 7, ";"),
        ("a≤b", "formula-character", 2, "≤"),
        ('a="Kinh', "formula-open-text", 3, '"'),
        ("(a+b", "formula-open-parenthesis", 5, ""),
        ("a+", "formula-incomplete", 3, ""),
        ("a+*b", "formula-unexpected-sign", 3, "*"),
        ("a+b)", "formula-unexpected-sign", 4, ")"),
        ("a b", "formula-missing-operator", 3, "b"),
        ("0<=a<=1", "formula-chained-comparison", 5, "<="),
        ("A1+1", "formula-cell-address", 1, "A1"),
        ("$A$1", "formula-cell-address", 1, "$"),
        ("Sheet!a", "formula-cell-address", 6, "!"),
        ("{1}", "formula-array", 1, "{"),
        ("a.b.c", "formula-reference", 1, "a.b.c"),
        ("1+SUMM(a)", "formula-unknown-function", 3, "SUMM"),
        ("ROUND(a)", "formula-argument-count", 1, "ROUND"),
        ("SUM()", "formula-argument-count", 1, "SUM"),
        ("COUNTIFS(t.x,1,t.y)", "formula-argument-count", 1, "COUNTIFS"),
        ("IF(a,,b)", "formula-empty-argument", 6, ","),
        ("SUM(a,)", "formula-empty-argument", 7, ")"),
        ("t.x+1", "formula-range-alone", 1, "t.x"),
        ("ROUND(t.x,1)", "formula-range-alone", 7, "t.x"),
        ("t.x", "formula-range-alone", 1, "t.x"),
        ("COUNTIF(a,1)", "formula-range-needed", 9, "COUNTIF"),
        ("SUMIF(t.x,1,u.x)", "formula-ranges-differ", 13, "u.x"),
        ("COUNTBLANK(t.x)", "formula-children-needed", 12, "t.x"),
        ('COUNTIF(t.x,"")', "formula-blank-criterion", 13, ""),
        ('COUNTIF(t.x,"=")', "formula-blank-criterion", 13, "="),
        ("1E999", "formula-number-size", 1, "1E999"),
        (f'"{"x" * 256}"', "formula-long-text", 1, "x" * 256),
        ("+".join("a" * 101), "formula-too-deep", 1, "101"),
        ("(" * 61 + "a" + ")" * 61, "formula-too-deep", 61, "("),
        ("-" * 61 + "a", "formula-too-deep", 61, "-"),
        ("a" * (LONGEST + 1), "formula-too-long", LONGEST, str(LONGEST + 1)),
    ],
)
def test_refuses_with_code_and_position(text: str, code: str, position: int, found: str) -> None:
    """What is refused is named by code, position and the piece found there."""
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.position, caught.value.found) == (code, position, found)


def test_unknown_function_names_the_nearest() -> None:
    """A misspelt function is answered with the one that it is most like."""
    with pytest.raises(FormulaError) as caught:
        parse("ROUNDOWN(a,1)")
    assert caught.value.nearest == "ROUNDDOWN"


def test_error_becomes_a_finding() -> None:
    """An error turns into a finding of the same code, with what was found and where."""
    with pytest.raises(FormulaError) as caught:
        parse("a;b")
    found = caught.value.finding()
    assert (found.code, dict(found.values)["position"], found.found) == ("formula-semicolon", "2", ";")


def test_every_message_about_formulas_is_filled_by_an_error() -> None:
    """The catalogue's sentences ask for nothing that an error does not carry."""
    values = {"position": "3", "found": "x", "nearest": "SUM"}
    filled = [text.format(**values) for each in MESSAGES for text in (each.vi, each.en, each.remedy_vi, each.remedy_en)]
    assert len(filled) > 80
    assert [text for text in filled if "{" in text] == []


_numbers = st.integers(0, 10**18) | st.decimals(0, 10**9, allow_nan=False, places=4)
_scalars: st.SearchStrategy[Node] = st.one_of(
    st.builds(lambda value: NumberNode(int(value) if value == int(value) else value), _numbers),
    st.builds(TextNode, st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=20)),
    st.builds(BooleanNode, st.booleans()),
    st.builds(Name, st.sampled_from(("a", "ket_nap_moi", "ty_le_2")), st.sampled_from(Source)),
)
_ranges: st.SearchStrategy[Node] = st.one_of(
    st.builds(lambda column: ColumnNode("ds", column), st.sampled_from(("dan_toc", "so"))),
    st.builds(Children, st.sampled_from(("diem", "loai"))),
)


def _bigger(smaller: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def call(name: str) -> st.SearchStrategy[Node]:
        takes = SIGNATURES[name].takes[0]
        argument = smaller | _ranges if takes is Takes.VALUES else smaller
        return st.lists(argument, min_size=SIGNATURES[name].least, max_size=min(SIGNATURES[name].most, 4)).map(
            lambda found: Call(name, tuple(found))
        )

    plain = [name for name, each in SIGNATURES.items() if Takes.RANGE not in each.takes]
    return st.one_of(
        st.builds(Unary, st.sampled_from("+-"), smaller),
        st.builds(Percent, smaller),
        st.builds(Binary, st.sampled_from(("^", "*", "/", "+", "-", "&", *COMPARISONS)), smaller, smaller),
        st.sampled_from(plain).flatmap(call),
    )


@given(st.recursive(_scalars, _bigger, max_leaves=25))
def test_written_tree_parses_to_itself(node: Node) -> None:
    """Writing a tree and parsing the text gives the tree again."""
    assert parse(to_text(node)) == node


@given(st.text(max_size=40) | st.text('ab1.,()+-*/^%&=<>"; SUMIF$:', max_size=40))
def test_any_text_parses_or_is_refused(text: str) -> None:
    """Whatever stands in the cell, it is a formula or an error of the catalogue with a position within the text."""
    try:
        assert parse(to_text(parse(text))) == parse(text)
    except FormulaError as error:
        assert error.code in catalogue()
        assert 1 <= error.position <= len(text) + 1


@pytest.mark.parametrize("text", ["a-(b-c)", "(a^b)%", "-(a%)", "(-a)^b", "(a+b)%", "(a=b)&c", "a/(b*c)"])
def test_keeps_the_parentheses_that_matter(text: str) -> None:
    """No parenthesis that changes the meaning is lost."""
    assert parse(to_text(parse(text))) == parse(text)
