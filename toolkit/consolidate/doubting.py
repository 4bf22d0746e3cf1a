"""History that was carried onto today's units: what of it is estimated, what is rather not said, and what of today rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.formula import Node, References, in_order, parse, references
from toolkit.messages import say
from toolkit.model.figure import Figure
from toolkit.model.form import Form, Indicator
from toolkit.model.lineage import Codes, Doubts, Fate, Lineage
from toolkit.model.place import Place
from toolkit.model.submission import Submission
from toolkit.model.unit import Tree
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
        code: Figure(each.unit, code, BLANK, expected=each.expected, withheld=True)
        if code in withheld
        else replace(each, estimated=True)
        if code in estimated and is_given(each.value)
        else each
        for code, each in figures.items()
    }


def supposed_place(place: Place) -> Place:
    """The place of what rests on a share and stands in no sheet: it says so where a sheet would be named, and keeps saying so upwards."""
    return place.at(sheet=say("combine-estimated-place", "vi"))


def supposed(tree: Tree, submissions: Mapping[str, Submission], lineage: Lineage) -> Codes:
    """What submissions carry as resting on a share, with the units above that hold some of a split unit and not all of it.

    `lineage` says which unit was split. Where it does not, everything above is as uncertain.
    """
    said = say("combine-estimated-place", "vi")
    splits = {event.source for event in lineage.events if event.fate is Fate.PART}
    outside = {event.source for event in lineage.events if event.target not in tree}
    holders: dict[tuple[str, str], list[str]] = {}
    for unit, submission in submissions.items():
        codes = [code for code, entry in submission.entries.items() if unit in tree and entry.place.sheet == said]
        sources = splits.intersection(lineage.came_from(unit)) if codes else ()
        for code in codes:
            for source in sources or ("",):
                holders.setdefault((source, code), []).append(unit)
    found: dict[str, frozenset[str]] = {}
    for (source, code), units in holders.items():
        for each in _above(tree, units, closed=source in splits - outside):
            found[each] = found.get(each, frozenset()) | {code}
    return found


def _above(tree: Tree, units: Sequence[str], *, closed: bool) -> Iterator[str]:
    """The units and those above them, but for those that hold all of several, where these are `closed`: they add up to what is known."""
    chains = [{unit, *(each.code for each in tree.ancestors(unit))} for unit in units]
    whole = frozenset[str]().union(*chains[:1]).intersection(*chains[1:]) if closed and len(chains) > 1 else frozenset()
    yield from sorted(frozenset[str]().union(*chains) - whole)


def _rests_on(form: Form) -> Mapping[str, frozenset[str]]:
    """Of each derived indicator the codes that it rests on, also by way of others."""
    nodes = _derived(form)
    rests: dict[str, frozenset[str]] = {}
    for code in in_order(nodes):
        named = references(nodes[code])
        direct = named.codes | named.children
        rests[code] = direct.union(*(rests.get(each, frozenset()) for each in direct))
    return rests


def _spread(codes: frozenset[str] | None, rests: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The codes, and what is derived from any of them."""
    return codes | {code for code, under in rests.items() if under & codes} if codes else frozenset()


def resting(form: Form, tree: Tree, figures: Mapping[str, ByCode], previous: Mapping[str, ByCode]) -> Mapping[str, ByCode]:
    """The figures of today, with those marked that are computed from an estimate of the period before."""
    if not any(each.estimated for known in previous.values() for each in known.values()):
        return figures
    named = {each.code: references(parse(each.formula)) for each in form.indicators if each.formula}
    if not any(each.previous for each in named.values()):
        return figures
    order = [*(each.code for each in form.indicators if not each.is_derived), *in_order(_derived(form))]
    marked: dict[str, frozenset[str]] = {}
    for unit in reversed(tuple(tree.below(tree.root.code))):
        before = frozenset(code for code, each in previous.get(unit.code, {}).items() if each.estimated)
        below = [marked[child.code] for child in tree.children(unit.code)]
        found: frozenset[str] = frozenset()
        for code in order:
            indicator = form.by_code[code]
            if _rests(indicator, unit.kind, named.get(code, References()), before, found, below):
                found |= {code}
        marked[unit.code] = found
    return {unit: _doubted(known, marked[unit], frozenset()) if marked[unit] else known for unit, known in figures.items()}


def _derived(form: Form) -> Mapping[str, Node]:
    return {each.code: parse(each.formula) for each in form.indicators if each.is_derived}


def _rests(
    indicator: Indicator,
    kind: str,
    named: References,
    before: frozenset[str],
    here: frozenset[str],
    below: Sequence[frozenset[str]],
) -> bool:
    """Whether a unit's figure rests on an estimate: by its formula where that computes it there, else by what is below it."""
    summed = not indicator.is_derived and any(indicator.code in codes for codes in below)
    if not indicator.is_derived_at(kind):
        return summed
    return summed or bool(named.previous & before or named.codes & here or any(named.children & codes for codes in below))
