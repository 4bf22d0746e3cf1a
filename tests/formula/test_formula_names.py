"""What formulas refer to, which names are unknown, and in which order formulas are computed."""

from __future__ import annotations

from graphlib import CycleError

import pytest

from toolkit.formula import References, find_cycle, in_order, known_names, parse, references, unknown_names, walk
from toolkit.formula.tree import Name
from toolkit.model.form import Column, Form, Indicator, Table, Text

FORM = Form(
    programme="p",
    code="f",
    version="1",
    title="t",
    indicators=(Indicator(code="ket_nap_moi", label=""), Indicator(code="chi_tieu_ket_nap", label="")),
    tables=(Table(code="khen_thuong", label="", columns=(Column(code="loai", label=""),)),),
    texts=(Text(code="kho_khan", label="", choices="kho_khan"), Text(code="kien_nghi", label="")),
)
TEXT = 'IF(a>target.a,SUM(t.x,children.b),previous.a-plan.c)+COUNTIF(t.y,"<>Kinh")+a'


def test_references_by_what_they_ask() -> None:
    """Codes, columns, targets, previous figures, plans and children are told apart."""
    wanted = References(
        codes=frozenset({"a"}),
        columns=frozenset({"t.x", "t.y"}),
        targets=frozenset({"a"}),
        previous=frozenset({"a"}),
        plans=frozenset({"c"}),
        children=frozenset({"b"}),
    )
    assert references(parse(TEXT)) == wanted


def test_references_go_through_as_written() -> None:
    """Going through references gives every name as the formula writes it, sorted, each once."""
    assert list(references(parse(TEXT))) == ["a", "children.b", "plan.c", "previous.a", "t.x", "t.y", "target.a"]


def test_walk_follows_the_text() -> None:
    """Names are met in the order in which they are written, with their positions."""
    assert [(each.text, each.at) for each in walk(parse("a+SUM(b,-c)")) if isinstance(each, Name)] == [
        ("a", 1),
        ("b", 7),
        ("c", 10),
    ]


def test_known_names_of_a_form() -> None:
    """Indicators, texts, coded answers and columns may be named."""
    assert known_names(FORM) == {"ket_nap_moi", "chi_tieu_ket_nap", "kho_khan", "kho_khan_ma", "kien_nghi", "khen_thuong.loai"}


@pytest.mark.parametrize(
    ("text", "position", "found", "nearest"),
    [
        ("=ket_nap_mi/chi_tieu_ket_nap", 2, "ket_nap_mi", "ket_nap_moi"),
        ("=1+target.ket_nap", 4, "target.ket_nap", "target.ket_nap_moi"),
        ("=SUM(children.kho_khn)", 6, "children.kho_khn", "children.kho_khan"),
        ('=COUNTIF(khen_thuong.loi,"x")', 10, "khen_thuong.loi", "khen_thuong.loai"),
        ("=kết_nạp_mới", 2, "kết_nạp_mới", "ket_nap_moi"),
    ],
)
def test_unknown_name_with_the_nearest(text: str, position: int, found: str, nearest: str) -> None:
    """A name that the form does not have is told with its position and the name that it is most like."""
    errors = unknown_names(parse(text), known_names(FORM))
    assert [(each.code, each.position, each.found, each.nearest) for each in errors] == [
        ("formula-unknown-name", position, found, nearest)
    ]


def test_known_names_are_not_told() -> None:
    """Known codes, columns and prefixed codes pass."""
    text = 'ket_nap_moi/target.ket_nap_moi+previous.chi_tieu_ket_nap+COUNTIF(khen_thuong.loai,"x")+LEN(kho_khan_ma)'
    assert unknown_names(parse(text), known_names(FORM)) == ()


def test_order_of_formulas() -> None:
    """Each formula comes after those that it names; last period's figure of itself is no circle."""
    formulas = {code: parse(text) for code, text in {"c": "b+1", "b": "a*2", "a": "x+previous.a"}.items()}
    assert (in_order(formulas), find_cycle(formulas)) == (("a", "b", "c"), ())


def test_circle_of_formulas() -> None:
    """Formulas that need each other are found, and have no order."""
    formulas = {code: parse(text) for code, text in {"a": "b+1", "b": "IF(x>0,c,1)", "c": "a", "d": "1"}.items()}
    assert set(find_cycle(formulas)) == {"a", "b", "c"}
    with pytest.raises(CycleError):
        in_order(formulas)
