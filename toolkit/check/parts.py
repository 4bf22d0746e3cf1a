"""Which indicators are parts of which: what two checks ask of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from toolkit.model.form import Form, Indicator, Relation

Wholes: TypeAlias = tuple[tuple[Indicator, tuple[Indicator, ...]], ...]


def parts_of(form: Form, kind: str, relation: Relation) -> Wholes:
    """Each whole of that relation among what a kind of unit is asked, with its parts, in the form's order."""
    return form.recall(_by_relation, kind)[relation]


def _by_relation(form: Form, kind: str) -> Mapping[Relation, Wholes]:
    return {relation: _wholes(form, kind, relation) for relation in Relation}


def _wholes(form: Form, kind: str, relation: Relation) -> Wholes:
    here = {each.code: each for each in form.indicators_of(kind)}
    parts: dict[str, list[Indicator]] = {}
    for each in here.values():
        if each.relation is relation and each.part_of in here:
            parts.setdefault(each.part_of, []).append(each)
    return tuple((whole, tuple(parts[code])) for code, whole in here.items() if code in parts)
