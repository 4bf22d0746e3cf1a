"""Which indicators are parts of which: what two checks ask of a form."""

from __future__ import annotations

from functools import lru_cache

from toolkit.model.form import Form, Indicator, Relation


@lru_cache(maxsize=128)  # the same for every submission
def parts_of(form: Form, kind: str, relation: Relation) -> tuple[tuple[Indicator, tuple[Indicator, ...]], ...]:
    """Each whole of that relation among what a kind of unit is asked, with its parts, in the form's order."""
    here = {each.code: each for each in form.indicators_of(kind)}
    parts: dict[str, list[Indicator]] = {}
    for each in here.values():
        if each.relation is relation and each.part_of in here:
            parts.setdefault(each.part_of, []).append(each)
    return tuple((whole, tuple(parts[code])) for code, whole in here.items() if code in parts)
