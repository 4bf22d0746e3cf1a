"""History that was carried onto today's units: what of it is estimated, and what is rather not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from toolkit.formula import in_order, parse, references
from toolkit.model.figure import Figure
from toolkit.model.form import Form
from toolkit.model.lineage import Doubts
from toolkit.model.value import BLANK, is_given

ByCode = Mapping[str, Figure]


def doubted(form: Form, figures: Mapping[str, ByCode], doubts: Doubts) -> Mapping[str, ByCode]:
    """The figures with what rests on a share marked so, and blank where they cannot be told; with them what is derived from such."""
    rests = _rests_on(form)
    changed = {
        unit: _doubted(figures[unit], _spread(doubts.estimated.get(unit), rests), _spread(doubts.withheld.get(unit), rests))
        for unit in (*doubts.estimated, *doubts.withheld)
        if unit in figures
    }
    return {**figures, **changed} if changed else figures


def _doubted(figures: ByCode, estimated: frozenset[str], withheld: frozenset[str]) -> ByCode:
    return {
        code: Figure(each.unit, code, BLANK, expected=each.expected)
        if code in withheld
        else replace(each, estimated=True)
        if code in estimated and is_given(each.value)
        else each
        for code, each in figures.items()
    }


def _rests_on(form: Form) -> Mapping[str, frozenset[str]]:
    """Of each derived indicator the codes that it rests on, also by way of others."""
    nodes = {each.code: parse(each.formula) for each in form.indicators if each.is_derived}
    rests: dict[str, frozenset[str]] = {}
    for code in in_order(nodes):
        named = references(nodes[code])
        direct = named.codes | named.children
        rests[code] = direct.union(*(rests.get(each, frozenset()) for each in direct))
    return rests


def _spread(codes: frozenset[str] | None, rests: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The codes, and what is derived from any of them."""
    return codes | {code for code, under in rests.items() if under & codes} if codes else frozenset()
