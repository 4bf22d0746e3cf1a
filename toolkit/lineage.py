"""Stage: facts of an earlier tree -> facts on today's units.

Where units merged, their figures are put together as the indicator aggregates; where one was split, each part gets its stated share, in whole
numbers that add up to the whole. Nothing is lost on the way: what cannot be told apart is kept for the units above that hold all of it, and
withheld from those that do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from toolkit.model.fact import Fact, Facts
from toolkit.model.figure import Part
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Aggregate, Form, Kind
from toolkit.model.lineage import Codes, Doubts, Event, Fate, Lineage
from toolkit.model.place import NOWHERE
from toolkit.model.total import aggregate
from toolkit.model.unit import Tree
from toolkit.model.value import BLANK, Number, Value, is_given, is_number

Weigh = Callable[[str, str], Value]
"""What is known of a unit of today for an indicator that shares rest on; blank where nothing is."""
_SUMMED = (Aggregate.SUM, Aggregate.COUNT)
_FINEST = 2
"""Decimals that a part of a figure with decimals has at least."""


@dataclass(frozen=True)
class Carried:
    """History on today's units."""

    facts: Facts
    doubts: Doubts = field(default_factory=Doubts)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Gap:
    """A unit that was made of several, of which some state an indicator and others do not."""

    unit: str
    codes: frozenset[str]
    silent: tuple[str, ...]
    event: Event


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A unit that was split: who holds a piece of it by now, and what of it rests on a share or cannot be told at all."""

    event: Event
    holders: frozenset[str]
    estimated: frozenset[str]
    unknown: frozenset[str]
    lacking: tuple[str, ...] = ()


def carry(form: Form, lineage: Lineage, facts: Facts, tree: Tree, weigh: Weigh) -> Carried:
    """The facts of `lineage`'s beginning, on the units of `tree`; `weigh` says what receiving units state, for shares by an indicator.

    A figure of an upper unit that had units merged below it since is not taken where theirs are known: it was another unit's.
    """
    gaps: tuple[_Gap, ...] = ()
    pieces: tuple[_Pieces, ...] = ()
    for events in lineage.days():
        day = _Day(form, facts, events, weigh)
        gaps = (*_moved_gaps(gaps, day), *day.gaps())
        pieces = (*_moved_pieces(pieces, day), *day.splits())
        facts = day.after()
    lost = _lost_findings(facts, lineage, tree)
    facts, aside = _without_former_totals(form, lineage, {unit: known for unit, known in facts.items() if unit in tree}, tree)
    estimated, untold = _uncertain(pieces, tree)
    withheld = joined((untold, {gap.unit: gap.codes for gap in gaps}))
    told = (*lost, *_gap_findings(gaps, form, lineage, tree), *_share_findings(pieces, lineage, tree), *aside)
    return Carried(facts, Doubts(estimated, withheld), told)


def fold(form: Form, lineage: Lineage, facts: Facts, tree: Tree, weigh: Weigh) -> Carried:
    """What units that ended within a period stated of their part of it, on the units that went on: to be added to what these state.

    Only what flows, and what stood at the beginning: what stood when a unit ended is no figure of the period's end. `lineage` holds the
    events of the period. What rests on shares that are not known yet is left out, with a finding.
    """
    codes, ended = _of_a_part(form), lineage.ended
    known: Facts = {
        unit: {code: fact for code, fact in stated.items() if code in codes and is_number(fact.value)}
        for unit, stated in facts.items()
        if unit in ended
    }
    events = Lineage(tuple(event for event in lineage.events if event.source in ended))
    pieces: tuple[_Pieces, ...] = ()
    for today in events.days():
        day = _Day(form, known, today, weigh)
        pieces = (*_moved_pieces(pieces, day), *day.splits())
        known = day.after()
    estimated, untold = _uncertain(pieces, tree)
    told = {
        unit: {code: _brought(unit, fact, events) for code, fact in stated.items() if code not in untold.get(unit, ())}
        for unit, stated in known.items()
        if unit in tree
    }
    return Carried(told, Doubts(estimated), tuple(_share_findings(pieces, lineage, tree, "ended-share-unknown")))


def _of_a_part(form: Form) -> frozenset[str]:
    """What the parts of a period add up to: what flows, and what stood at its beginning."""
    whole = (i for i in form.indicators if not i.is_derived and i.type.is_numeric and i.aggregate is not Aggregate.NONE)
    return frozenset(each.code for each in whole if each.kind is Kind.FLOW or each.code in form.opening_stocks)


def _brought(unit: str, fact: Fact, events: Lineage) -> Fact:
    """The fact, made of the unit that stated it where it came from one."""
    sources = [event.source for event in events.events if event.target == unit]
    return fact if fact.made_of or not sources else replace(fact, made_of=(Part(sources[0], fact.value, fact.place),))


def added(form: Form, facts: Facts, brought: Facts) -> Facts:
    """The facts with what was brought added to them."""
    units = dict.fromkeys((*facts, *brought))
    return {unit: _added(form, unit, facts.get(unit, {}), brought.get(unit, {})) for unit in units}


def _added(form: Form, unit: str, stated: Mapping[str, Fact], brought: Mapping[str, Fact]) -> Mapping[str, Fact]:
    result = dict(stated)
    for code, fact in brought.items():
        own = stated.get(code)
        parts = own.made_of or (Part(unit, own.value, own.place),) if own else ()
        values = [each.value for each in (own, fact) if each]
        whole = aggregate(form.by_code[code].aggregate, values)
        result[code] = Fact(whole, own.place if own else None, (*parts, *fact.made_of))
    return result


@dataclass(frozen=True)
class _Day:
    """What happens on one day, all at once."""

    form: Form
    facts: Facts
    events: tuple[Event, ...]
    weigh: Weigh

    def images(self, unit: str) -> tuple[str, ...]:
        """What the unit became: itself where nothing happened to it."""
        return tuple(event.target for event in self._out_of(unit)) or (unit,)

    def after(self) -> Facts:
        """The facts at the end of the day."""
        touched = self._by_source.keys() | self._by_target.keys()
        brought = {target: self._brought(target) for target in sorted(self._by_target)}
        return {
            **{unit: known for unit, known in self.facts.items() if unit not in touched},
            **{target: known for target, parts in brought.items() if (known := self._put_together(parts))},
        }

    def gaps(self) -> Iterator[_Gap]:
        """The units made of several of which not all state the same."""
        for target in sorted(self._by_target):
            known = {source: _given(self.form, self.facts.get(source, {})) for source in self._sources_of(target)}
            every = frozenset().union(*known.values())
            silent = tuple(source for source, codes in known.items() if codes != every)
            if silent:
                lacking = frozenset().union(*(every - known[source] for source in silent))
                yield _Gap(target, lacking, silent, self._by_target[target][0])

    def splits(self) -> Iterator[_Pieces]:
        """The units of which parts went to several."""
        for source in sorted({event.source for event in self.events if event.fate is Fate.PART}):
            events = self._out_of(source)
            given = _given(self.form, self.facts.get(source, {}))
            shared = frozenset(code for code in given if self._is_shared(source, code)) if self._shares(source) else frozenset()
            lacking = tuple(e.target for e in events if e.by and not is_number(self.weigh(e.target, e.by)))
            yield _Pieces(events[0], frozenset(e.target for e in events), shared, given - shared, lacking)

    def _out_of(self, source: str) -> tuple[Event, ...]:
        return self._by_source.get(source, ())

    @cached_property
    def _by_source(self) -> Mapping[str, tuple[Event, ...]]:
        return _grouped(self.events, lambda event: event.source)

    @cached_property
    def _by_target(self) -> Mapping[str, tuple[Event, ...]]:
        return _grouped(self.events, lambda event: event.target)

    def _sources_of(self, target: str) -> tuple[str, ...]:
        """Who brings something; the unit itself too where it stays, as one that only receives does."""
        stays = target in self.facts and not self._out_of(target)
        return (*((target,) if stays else ()), *(event.source for event in self._by_target.get(target, ())))

    def _brought(self, target: str) -> list[tuple[str, Mapping[str, Fact]]]:
        return [(source, self._piece(source, target)) for source in self._sources_of(target)]

    def _piece(self, source: str, target: str) -> Mapping[str, Fact]:
        """What of a unit's facts goes to another one."""
        stated, events = self.facts.get(source, {}), self._out_of(source)
        if not events or events[0].fate is not Fate.PART:
            return stated
        at = [event.target for event in events].index(target)
        return {code: replace(fact, value=self._share(source, code, fact.value)[at]) for code, fact in _inputs(self.form, stated)}

    def _share(self, source: str, code: str, value: Value) -> Sequence[Value]:
        """What each part gets, in the order of the events. What cannot be shared out goes on whole: as a sum once, as an extreme to each."""
        events, shares = self._out_of(source), self._shares(source)
        if not is_number(value):
            return [value] * len(events)
        if shares and self._is_shared(source, code):
            return apportion(value, shares)
        if self.form.by_code[code].aggregate in _SUMMED:
            return [value, *([0] * (len(events) - 1))]
        return [BLANK if self.form.by_code[code].aggregate is Aggregate.NONE else value] * len(events)

    def _is_shared(self, source: str, code: str) -> bool:
        return self.form.by_code[code].aggregate in _SUMMED and is_number(self.facts[source][code].value)

    def _shares(self, source: str) -> tuple[Fraction, ...]:
        """The stated shares of a split, in the order of its events; nothing where they rest on figures that are not known."""
        events = self._out_of(source)
        stated = [event.share if event.share is not None else self._weight(event) for event in events]
        weights = [each for each in stated if each is not None and each >= 0]
        whole = sum(weights, Fraction(0))
        return tuple(each / whole for each in weights) if len(weights) == len(events) and whole else ()

    def _weight(self, event: Event) -> Fraction | None:
        value = self.weigh(event.target, event.by)
        return Fraction(value) if is_number(value) else None

    def _put_together(self, brought: Sequence[tuple[str, Mapping[str, Fact]]]) -> Mapping[str, Fact]:
        """One unit's facts go on as they are; several make one by the indicator's aggregate, and what derives from it is left to be derived."""
        if len(brought) == 1:
            return brought[0][1]
        codes = dict.fromkeys(code for _, facts in brought for code, _ in _inputs(self.form, facts))
        return {code: self._one(code, [(source, facts[code]) for source, facts in brought if code in facts]) for code in codes}

    def _one(self, code: str, parts: Sequence[tuple[str, Fact]]) -> Fact:
        value = aggregate(self.form.by_code[code].aggregate, [fact.value for _, fact in parts])
        flat = (part for source, fact in parts for part in fact.made_of or (Part(source, fact.value, fact.place),))
        return Fact(value, made_of=tuple(flat))


def _grouped(events: Sequence[Event], by: Callable[[Event], str]) -> Mapping[str, tuple[Event, ...]]:
    groups: dict[str, list[Event]] = {}
    for event in events:
        groups.setdefault(by(event), []).append(event)
    return {code: tuple(group) for code, group in groups.items()}


def _inputs(form: Form, facts: Mapping[str, Fact]) -> Iterator[tuple[str, Fact]]:
    return ((code, fact) for code, fact in facts.items() if not form.by_code[code].is_derived)


def _given(form: Form, facts: Mapping[str, Fact]) -> frozenset[str]:
    return frozenset(code for code, fact in _inputs(form, facts) if is_given(fact.value))


def apportion(whole: Number, shares: Sequence[Fraction]) -> list[Number]:
    """A figure in parts that add up to it exactly: whole numbers of an `int`, else as fine as it is stated; largest remainders first.

    `shares` add up to 1. Equal remainders go to the earlier part.
    """
    places = 0 if isinstance(whole, int) else max(-_exponent(whole), _FINEST)
    exact = [Fraction(whole) * 10**places * share for share in shares]
    units = [each.numerator // each.denominator for each in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: (units[at] - exact[at], at))
    for at in by_remainder[: int(sum(exact)) - sum(units)]:
        units[at] += 1
    return [each if isinstance(whole, int) else Decimal(f"{each}E-{places}") for each in units]


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _moved_gaps(gaps: Sequence[_Gap], day: _Day) -> Iterator[_Gap]:
    return (replace(gap, unit=unit) for gap in gaps for unit in day.images(gap.unit))


def _moved_pieces(pieces: Sequence[_Pieces], day: _Day) -> Iterator[_Pieces]:
    for each in pieces:
        yield replace(each, holders=frozenset(unit for holder in each.holders for unit in day.images(holder)))


def _uncertain(pieces: Sequence[_Pieces], tree: Tree) -> tuple[Codes, Codes]:
    """What rests on a share, and what cannot be told, at each unit that holds some of a split unit and not all of it."""
    estimated: list[Codes] = [{}]
    unknown: list[Codes] = [{}]
    for each in pieces:
        held = {holder: _chain(holder, tree) for holder in each.holders}
        some, every = frozenset().union(*held.values()), frozenset.intersection(*held.values())
        estimated.append(dict.fromkeys(some - every, each.estimated))
        unknown.append(dict.fromkeys(some - every, each.unknown))
    return joined(estimated), joined(unknown)


def _chain(unit: str, tree: Tree) -> frozenset[str]:
    """The unit and those above it; nothing where it is not in the tree."""
    return frozenset((unit, *(each.code for each in tree.ancestors(unit)))) if unit in tree else frozenset()


def joined(several: Sequence[Codes]) -> Codes:
    """What several say of units, together."""
    result: dict[str, frozenset[str]] = {}
    for each in several:
        for unit, codes in each.items():
            result[unit] = result.get(unit, frozenset()) | codes
    return {unit: codes for unit, codes in result.items() if codes}


def _without_former_totals(form: Form, lineage: Lineage, facts: Facts, tree: Tree) -> tuple[Facts, tuple[Finding, ...]]:
    """Without what upper units state of themselves as they were before others came under them, where those below are known."""
    changed = {above.code for event in lineage.events if event.target in tree for above in tree.ancestors(event.target)}
    former = sorted(changed & facts.keys() - {event.target for event in lineage.events})
    kept, findings = dict(facts), []
    for unit in former:
        below = {code for each in tree.below(unit) if each.code != unit for code in facts.get(each.code, {})}
        dropped = {code: fact for code, fact in facts[unit].items() if code in below or form.by_code[code].is_derived}
        kept[unit] = {code: fact for code, fact in facts[unit].items() if code not in dropped}
        place = next((fact.place for fact in dropped.values() if fact.place), tree[unit].place).at(unit=unit)
        findings += [finding("former-total-set-aside", place, name=tree[unit].name, count=len(dropped))] if dropped else []
    return kept, tuple(findings)


def _lost_findings(facts: Facts, lineage: Lineage, tree: Tree) -> tuple[Finding, ...]:
    strays = (
        (unit, next(iter(known.values())).place or NOWHERE) for unit, known in sorted(facts.items()) if known and unit not in tree
    )
    return tuple(finding("history-of-no-unit", place, found=unit, name=_name(unit, lineage, tree)) for unit, place in strays)


def _gap_findings(gaps: Sequence[_Gap], form: Form, lineage: Lineage, tree: Tree) -> Iterator[Finding]:
    for gap in gaps:
        if gap.unit in tree:
            labels = [f"“{each.label}”" for each in form.indicators if each.code in gap.codes]
            yield finding(
                "history-incomplete",
                gap.event.place.at(unit=gap.unit),
                name=tree[gap.unit].name,
                silent=", ".join(_name(each, lineage, tree) for each in gap.silent),
                count=len(labels),
                labels=", ".join(labels[:3]) + ("…" if len(labels) > 3 else ""),
            )


def _share_findings(pieces: Sequence[_Pieces], lineage: Lineage, tree: Tree, code: str = "share-unknown") -> Iterator[Finding]:
    for each in pieces:
        if each.lacking:
            yield finding(
                code,
                each.event.place,
                found=each.event.by,
                name=each.event.name or each.event.source,
                lacking=", ".join(_name(unit, lineage, tree) for unit in each.lacking),
            )


def _name(unit: str, lineage: Lineage, tree: Tree) -> str:
    return lineage.names.get(unit) or (tree[unit].name if unit in tree else unit)
