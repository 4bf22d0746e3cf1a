"""Walking the tree: submissions -> figures for every unit.

Facts are flat: what each unit's own workbook states. The tree is walked once from below, and each unit's total is made of its own
fact and its children's totals, so the order of files and of children cannot matter, and consolidating in steps gives the same as
consolidating at once. What is derived is recomputed at every level from that level's totals: a rate is never averaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from toolkit.consolidate import assessing
from toolkit.consolidate.adjusting import ByFigure, adjusted, adjustment_findings, by_figure
from toolkit.consolidate.doubting import doubted, resting, supposed
from toolkit.consolidate.settling import Settled, settle, total_finding
from toolkit.formula import Formula, in_order, parse, prepared
from toolkit.model.adjustment import Adjustment
from toolkit.model.fact import Brought, Fact, Facts
from toolkit.model.figure import Assessment, Consolidation, Figure, Part
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Aggregate, Form, Indicator, Type
from toolkit.model.lineage import Doubts, Lineage
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.submission import Submission
from toolkit.model.total import aggregate
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import BLANK, Value, is_given, is_number
from toolkit.vietnamese.show import show

Figures = Mapping[str, Mapping[str, Figure]]


def consolidate(
    form: Form,
    period: Period,
    tree: Tree,
    submissions: Mapping[str, Submission],
    *,
    previous: Facts | None = None,
    targets: Mapping[tuple[str, str], Fact] | None = None,
    plan: Facts | None = None,
    adjustments: Sequence[Adjustment] = (),
    summaries: Mapping[str, Submission] | None = None,
    doubts: Doubts | None = None,
    assessments: Mapping[str, Assessment] | None = None,
    brought: Brought | None = None,
    lineage: Lineage | None = None,
) -> tuple[Consolidation, tuple[Finding, ...]]:
    """Every unit's figures, and what does not agree: levels that contradict each other, adjustments that do not hold, targets.

    `submissions` are those that count, by unit, `summaries` the consolidated workbooks of lower levels; `previous` and `plan` are facts
    of other rounds, `doubts` what of `previous` is not simply known, `targets` what was assigned, by (unit, indicator), `adjustments`
    what this round's office corrects; `assessments` are known besides those that the consolidated workbooks bring; `brought` is what
    units that ended within the period add to their successors', and `lineage` what became of those.
    """
    assigned, sums = targets or {}, summaries or {}
    settled = settle(form, tree, submissions, sums)
    beside = Beside(
        {key: fact.value for key, fact in assigned.items()}, _others(form, tree, previous, doubts), _others(form, tree, plan)
    )
    corrections = (*settled.adjustments, *adjustments)
    decided = {**(assessments or {}), **assessing.assessments(form, tree, sums)}
    facts = facts_of(form, tree, assessing.joined(form, settled.submissions, decided), beside)
    facts = {**_facts_from_above(form, tree, settled.submissions, beside), **facts}
    added = brought or Brought()
    roller = _Roller(form, tree, facts, settled.submissions, beside, adjustments=by_figure(corrections), brought=added.facts)
    # what our own office corrects is no reason to say that a level below has added up wrongly, nor to leave its total as it was
    stated, unlike = _stated(replace(roller, adjustments=by_figure(settled.adjustments)), settled)
    figures = resting(form, tree, replace(roller, stated=stated).figures(), beside.previous)
    for estimated in (added.estimated, supposed(tree, settled.submissions, lineage or Lineage())):
        figures = doubted(form, figures, Doubts(estimated)) if estimated else figures
    result = Consolidation(
        form, period, tree, figures, settled.submissions, beside.previous, beside.targets, settled.summaries, beside.plan, decided
    )
    result = replace(result, former={unit.code: unit for unit in added.former})
    disputed = assessing.carried_findings(form, tree, sums, decided)
    findings = (*settled.findings, *unlike, *_uncounted(roller, figures, sums, settled), *disputed)
    return result, (
        *findings,
        *adjustment_findings(form, figures, corrections),
        *_target_findings(form, tree, assigned),
    )


def _others(form: Form, tree: Tree, facts: Facts | None, doubts: Doubts | None = None) -> Figures:
    figures = roll_up(form, tree, facts, stated_wins=True) if facts else {}
    return doubted(form, figures, doubts) if doubts else figures


@dataclass(frozen=True, slots=True)
class _Stated:
    """A total that stands because a consolidated workbook states it; `fillers` are the units below that it does not carry."""

    value: Value
    place: Place
    fillers: tuple[str, ...] = ()
    reported: int | None = None
    """Of how many units it is, where what the workbook carries does not tell."""


def _stated(roller: _Roller, settled: Settled) -> tuple[Mapping[str, Mapping[str, _Stated]], tuple[Finding, ...]]:
    """The totals of consolidated workbooks that count and that what they carry does not come to; a warning where they carry anything."""
    if not settled.summaries:
        return {}, ()
    fillers = {code for codes in settled.fillers.values() for code in codes}
    carried = replace(roller, facts={code: each for code, each in roller.facts.items() if code not in fillers}).figures()
    stated: dict[str, Mapping[str, _Stated]] = {}
    findings: list[Finding] = []
    for code, summary in settled.summaries.items():
        unlike = tuple(_unlike(roller.form, summary, carried[code]))
        stated[code] = {each.code: _standing(summary, each, settled.fillers.get(code, ()), carried[code]) for each in unlike}
        findings.extend(
            total_finding("carried-total-stands", roller.tree[code], summary, each, carried[code][each.code].value)
            for each in unlike
            if carried[code][each.code].value is not BLANK
        )
    return stated, tuple(findings)


def _standing(summary: Submission, indicator: Indicator, fillers: tuple[str, ...], carried: Mapping[str, Figure]) -> _Stated:
    entry, counts = summary.entries[indicator.code], summary.coverage.get(indicator.code)
    known = carried[indicator.code].value is not BLANK
    return _Stated(entry.value, entry.place, fillers, None if known or counts is None else counts.reported)


def _unlike(form: Form, summary: Submission, figures: Mapping[str, Figure]) -> Iterator[Indicator]:
    for indicator in form.totals:
        entry = summary.entries.get(indicator.code)
        if entry and entry.value is not BLANK and entry.value != figures[indicator.code].value:
            yield indicator


def _uncounted(roller: _Roller, figures: Figures, summaries: Mapping[str, Submission], settled: Settled) -> Iterator[Finding]:
    """Where the workbooks from below count, each total that a consolidated one states otherwise."""
    for code, summary in summaries.items():
        if code in figures and code not in settled.summaries:
            for each in _unlike(roller.form, summary, figures[code]):
                yield total_finding("carried-total-unlike", roller.tree[code], summary, each, figures[code][each.code].value)


def facts_of(form: Form, tree: Tree, submissions: Mapping[str, Submission], beside: Beside | None = None) -> Facts:
    """What each submission states, by unit and indicator; what its kind of unit derives from a table is computed."""
    return {code: dict(_facts(form, tree[code], submission, beside)) for code, submission in submissions.items() if code in tree}


def _facts_from_above(form: Form, tree: Tree, submissions: Mapping[str, Submission], beside: Beside) -> Facts:
    """What the level above knows of units that have sent nothing: that they are there, and what follows from that alone."""
    if not form.assessments:
        return {}
    return facts_of(replace(form, indicators=form.assessments), tree, assessing.unheard(tree, submissions), beside)


def _facts(form: Form, unit: Unit, submission: Submission, beside: Beside | None) -> Iterator[tuple[str, Fact]]:
    computed = _computed_here(form, unit, submission, beside)
    for indicator in form.indicators:
        if indicator.is_derived:
            continue
        if indicator.code in computed:
            yield indicator.code, Fact(computed[indicator.code])
        elif indicator.code in submission.entries:
            entry = submission.entries[indicator.code]
            yield indicator.code, Fact(entry.value, entry.place)


def _computed_here(form: Form, unit: Unit, submission: Submission, beside: Beside | None) -> Mapping[str, Value]:
    """What this kind of unit derives, each after what it rests on; nothing where it derives no more than every unit does.

    What a consolidated workbook carries was derived where it was typed, from tables that go no further; what rests on an assessment was not.
    """
    derived = form.assessments if submission.carrier else form.indicators
    if not any(each.formula and unit.kind in each.formula_at for each in derived):
        return {}
    formulas = {each.code: each.formula for each in derived if each.is_derived_at(unit.kind)}
    values: dict[str, Value] = {}
    for code in in_order({code: parse(text) for code, text in formulas.items()}):
        scope = UnitScope(values, submission, (), beside, unit.code)
        values[code] = submission.counted[code] if code in submission.counted else prepared(formulas[code])(scope)
    return values


def roll_up(
    form: Form,
    tree: Tree,
    facts: Facts,
    *,
    submissions: Mapping[str, Submission] | None = None,
    beside: Beside | None = None,
    stated_wins: bool = False,
) -> Figures:
    """Each unit's figures from facts, children before parents.

    `stated_wins` takes a unit's own fact for its total where it has one (figures of another period are given for some levels only).
    """
    return _Roller(form, tree, facts, submissions or {}, beside or Beside({}, {}), stated_wins).figures()


@dataclass(frozen=True)
class Beside:
    """What stands beside a unit's figures: its targets, and the figures of the previous period and of the plan."""

    targets: Mapping[tuple[str, str], Value]
    previous: Figures
    plan: Figures = field(default_factory=dict)

    def value(self, unit: str, name: str) -> Value:
        """The value of `target.<code>`, `previous.<code>` or `plan.<code>`; blank where it is not known."""
        kind, _, code = name.partition(".")
        if kind == "target":
            return self.targets.get((unit, code), BLANK)
        figures = self.previous if kind == "previous" else self.plan if kind == "plan" else {}
        figure = figures.get(unit, {}).get(code)
        return BLANK if figure is None else figure.value


@dataclass(frozen=True)
class _Roller:
    form: Form
    tree: Tree
    facts: Facts
    submissions: Mapping[str, Submission]
    beside: Beside
    stated_wins: bool = False
    adjustments: ByFigure = field(default_factory=dict)
    stated: Mapping[str, Mapping[str, _Stated]] = field(default_factory=dict)
    brought: Facts = field(default_factory=dict)

    def figures(self) -> Figures:
        """Every unit's, children before parents."""
        figures: dict[str, Mapping[str, Figure]] = {}
        for unit in reversed(tuple(self.tree.below(self.tree.root.code))):
            figures[unit.code] = self.figures_of(unit, [figures[child.code] for child in self.tree.children(unit.code)])
        return figures

    @cached_property
    def formulas(self) -> tuple[tuple[Indicator, Formula], ...]:
        """What is derived at every level, each after what it rests on."""
        nodes = {i.code: parse(i.formula) for i in self.form.indicators if i.is_derived}
        derived = (self.form.by_code[code] for code in in_order(nodes))
        return tuple((each, prepared(each.formula)) for each in derived)

    def figures_of(self, unit: Unit, children: Sequence[Mapping[str, Figure]]) -> Mapping[str, Figure]:
        own = self.facts.get(unit.code, {})
        inputs = (i for i in self.form.indicators if not i.is_derived)
        figures = {i.code: self._corrected(unit, self._total(unit, i, own.get(i.code), children)) for i in inputs}
        stated = {code: fact.value for code, fact in own.items()}
        totals = {code: figure.value for code, figure in figures.items()}
        for indicator, formula in self.formulas:
            figures[indicator.code] = self._derived(unit, indicator, formula, totals, stated, children)
            totals[indicator.code] = figures[indicator.code].value
        return {i.code: figures[i.code] for i in self.form.indicators}

    def _total(self, unit: Unit, indicator: Indicator, fact: Fact | None, children: Sequence[Mapping[str, Figure]]) -> Figure:
        below = [child[indicator.code] for child in children]
        own = fact.value if fact else BLANK
        wins = self._wins(own)
        parts = [] if wins else [Part(each.unit, each.value) for each in below]
        values = [part.value for part in parts]
        if fact:
            parts[:0] = fact.made_of or (Part(unit.code, own, fact.place),)
            values.insert(0, own)
        added = self.brought.get(unit.code, {}).get(indicator.code)
        if added:
            parts += added.made_of
            values.append(added.value)
        return Figure(
            unit.code,
            indicator.code,
            own if wins else _total(indicator.aggregate, own, values, below),
            own,
            reported=is_given(own) + sum(each.reported for each in below),
            expected=self._asked(unit, indicator) + sum(each.expected for each in below),
            made_of=tuple(parts),
        )

    def _corrected(self, unit: Unit, figure: Figure) -> Figure:
        """The figure as a consolidated workbook states it, then as it was adjusted."""
        stated = self.stated.get(unit.code, {}).get(figure.indicator)
        figure = figure if stated is None else self._as_stated(unit, figure, stated)
        adjustments = self.adjustments.get((unit.code, figure.indicator))
        if not adjustments:
            return figure
        value, held = adjusted(figure.value, adjustments)
        reported = max(figure.reported, is_given(value)) if self.tree.is_leaf(unit.code) else figure.reported
        return replace(figure, value=value, reported=reported, adjusted=held)

    def _as_stated(self, unit: Unit, figure: Figure, stated: _Stated) -> Figure:
        facts = {code: self.facts.get(code, {}).get(figure.indicator, Fact(BLANK)) for code in stated.fillers}
        parts = (Part(unit.code, stated.value, stated.place), *(Part(code, fact.value, fact.place) for code, fact in facts.items()))
        how = self.form.by_code[figure.indicator].aggregate
        others = [part.value for part in parts[1:] if is_given(part.value)]
        value = aggregate(how, [stated.value, *others]) if others and how is not Aggregate.NONE else stated.value
        reported = figure.reported if stated.reported is None else stated.reported + len(others)
        return replace(figure, value=value, reported=reported, made_of=parts)

    def _derived(
        self,
        unit: Unit,
        indicator: Indicator,
        formula: Formula,
        totals: Mapping[str, Value],
        stated: dict[str, Value],
        children: Sequence[Mapping[str, Figure]],
    ) -> Figure:
        submission = self.submissions.get(unit.code)
        given = stated.get(indicator.code, BLANK)
        if self._wins(given):
            own = value = given
        else:
            # a unit that stated nothing derives nothing: of its blanks a SUM would make a zero
            own = formula(UnitScope(stated, submission, (), self.beside, unit.code)) if self._spoke(unit.code) else BLANK
            value = formula(UnitScope(totals, submission, children, self.beside, unit.code))
        stated[indicator.code] = own
        return Figure(
            unit.code,
            indicator.code,
            value,
            own,
            reported=is_given(own) + sum(child[indicator.code].reported for child in children),
            expected=self._asked(unit, indicator) + sum(child[indicator.code].expected for child in children),
        )

    def _spoke(self, unit: str) -> bool:
        return any(fact.value is not BLANK for fact in self.facts.get(unit, {}).values())

    def _wins(self, own: Value) -> bool:
        return self.stated_wins and is_given(own)

    def _asked(self, unit: Unit, indicator: Indicator) -> int:
        return int(indicator.code in self._asked_of[unit.kind] and unit.code in self._expected)

    @cached_property
    def _asked_of(self) -> Mapping[str, frozenset[str]]:
        kinds = {unit.kind for unit in self.tree.units}
        return {kind: frozenset(i.code for i in self.form.known_of(kind)) for kind in kinds}

    @cached_property
    def _expected(self) -> frozenset[str]:
        return frozenset(unit.code for unit in self.tree.expected(self.tree.root.code))


@dataclass(frozen=True)
class UnitScope:
    """What a formula may name at one unit: values by code, its tables, its children, its targets and previous figures."""

    values: Mapping[str, Value]
    submission: Submission | None = None
    below: Sequence[Mapping[str, Figure]] = ()
    beside: Beside | None = None
    unit: str = ""

    def value(self, name: str) -> Value:
        """The value of a code, or of `target.<code>` and `previous.<code>`; blank where nothing is known."""
        if "." in name:
            return self.beside.value(self.unit, name) if self.beside else BLANK
        if name in self.values:
            return self.values[name]
        return self.submission.value(name) if self.submission else BLANK

    def column(self, table: str, column: str) -> Sequence[Value]:
        """A table's column, a value a row."""
        return tuple(row.value(column) for row in self.submission.tables.get(table, ())) if self.submission else ()

    def children(self, code: str) -> Sequence[Value]:
        """The children's values of an indicator, in official order."""
        return tuple(child[code].value for child in self.below if code in child)


def _total(how: Aggregate, own: Value, parts: Sequence[Value], below: Sequence[Figure]) -> Value:
    if how is Aggregate.COUNT:
        return is_given(own) + sum(each.reported for each in below)
    return own if how is Aggregate.NONE else aggregate(how, parts)


def _target_findings(form: Form, tree: Tree, targets: Mapping[tuple[str, str], Fact]) -> Iterator[Finding]:
    for (code, indicator), fact in targets.items():
        below = [targets[child.code, indicator].value for child in tree.children(code) if (child.code, indicator) in targets]
        total = aggregate(Aggregate.SUM, below)
        if is_number(fact.value) and is_number(total) and total != fact.value:
            place = (fact.place or Place()).at(unit=code, indicator=indicator)
            type_ = form.by_code[indicator].type if indicator in form.by_code else Type.INTEGER
            yield finding(
                "target-sum-differs", place, found=show(fact.value, type_), total=show(total, type_), name=tree[code].name
            )
