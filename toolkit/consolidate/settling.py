"""Whose word counts, where a unit's own workbook and a consolidated one speak of the same.

The rule, from the lowest level up. Where the workbooks from below are whole (every unit is there that must report or that the
consolidated one carries), they count, and the consolidated workbook above them is only compared. Where they are not, it counts for each
unit that it carries, and what came from below fills in only the others. A figure on which the two differ is a finding, whichever counts.
A total that its own parts do not come to (it was typed over, or nothing was carried) stands as stated where the workbook counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from toolkit.model.adjustment import Adjustment
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Indicator
from toolkit.model.place import Place
from toolkit.model.submission import Carrier, Submission
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import BLANK, Value, is_given
from toolkit.vietnamese.show import show


@dataclass(frozen=True)
class Settled:
    """What counts."""

    submissions: Mapping[str, Submission]
    """One for each unit that stated something itself, whichever way it came."""
    summaries: Mapping[str, Submission] = field(default_factory=dict)
    """The consolidated workbooks whose totals stand, by unit; none below another."""
    fillers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each of those, the units below it that it does not carry and that came otherwise."""
    adjustments: tuple[Adjustment, ...] = ()
    """What the levels below have corrected in what counts."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Below:
    """What counts at and below one unit, as far as has been decided."""

    submissions: Mapping[str, Submission]
    summaries: Mapping[str, Submission] = field(default_factory=dict)
    fillers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def settle(form: Form, tree: Tree, submissions: Mapping[str, Submission], summaries: Mapping[str, Submission]) -> Settled:
    """The rule of this module, applied to every unit; without consolidated workbooks nothing is changed."""
    known = {code: each for code, each in submissions.items() if code in tree}
    if not any(code in tree for code in summaries):
        return Settled(known)
    decided: dict[str, _Below] = {}
    findings: list[Finding] = []
    adjustments: dict[Adjustment, None] = {}
    for unit in reversed(tuple(tree.below(tree.root.code))):
        own = {unit.code: known[unit.code]} if unit.code in known else {}
        below = _joined(own, [decided.pop(child.code) for child in tree.children(unit.code)])
        summary = summaries.get(unit.code)
        if summary is not None:
            whole = _is_whole(tree, summary, below)
            findings.extend(_differences(form, tree, summary, below, whole=whole))
            adjustments.update(dict.fromkeys(summary.adjustments))
            below = below if whole else _taken(form, tree, summary, below)
        decided[unit.code] = below
    top = decided[tree.root.code]
    held = tuple(each for each in adjustments if each.unit in tree)
    return Settled(top.submissions, top.summaries, top.fillers, held, tuple(findings))


def _joined(own: Mapping[str, Submission], children: list[_Below]) -> _Below:
    return _Below(
        {**own, **{code: each for child in children for code, each in child.submissions.items()}},
        {code: each for child in children for code, each in child.summaries.items()},
        {code: each for child in children for code, each in child.fillers.items()},
    )


def _is_whole(tree: Tree, summary: Submission, below: _Below) -> bool:
    """True where every unit is there that must report or that the consolidated workbook carries; never where the tree ends at its unit."""
    wanted = {each.code for each in tree.expected(summary.unit)} | {part.unit for part in summary.parts if part.unit in tree}
    return not tree.is_leaf(summary.unit) and wanted <= below.submissions.keys()


def _taken(form: Form, tree: Tree, summary: Submission, below: _Below) -> _Below:
    """The units that the consolidated workbook carries, as it carries them; then those that only came otherwise."""
    inside = {each.code for each in tree.below(summary.unit)}
    carried = {part.unit: part for part in summary.parts if part.unit in inside}
    own = _own(form, tree, summary, carried.get(summary.unit))
    carried |= {summary.unit: own} if own else {}
    fillers = {code: each for code, each in below.submissions.items() if code not in carried}
    return _Below({**fillers, **carried}, {summary.unit: summary}, {summary.unit: tuple(fillers)} if fillers else {})


def _own(form: Form, tree: Tree, summary: Submission, part: Submission | None) -> Submission | None:
    """What the unit of a consolidated workbook says itself: its own answers as carried, and its words as they stand in the workbook.

    Where this tree ends at the unit, it has also sent every table's rows.
    """
    coded = {code for text in form.texts for code in (text.code, text.choice_code) if code}
    words = {code: entry for code, entry in summary.entries.items() if code in coded and is_given(entry.value)}
    alone = tree.is_leaf(summary.unit)
    if part is None and not words and not alone:
        return None
    tables = {table.code: tuple(row for each in summary.parts for row in each.tables.get(table.code, ())) for table in form.tables}
    return Submission(
        file=summary.file,
        sha256=summary.sha256,
        identity=replace(summary.identity, content=""),
        entries={**(part.entries if part else {}), **words},
        tables=tables if alone else part.tables if part else {},
        received_at=summary.received_at,
        carrier=Carrier(summary.file, summary.sha256, summary.unit),
    )


def _differences(form: Form, tree: Tree, summary: Submission, below: _Below, *, whole: bool) -> Iterator[Finding]:
    """Unit by unit and figure by figure: what came from below, and what the consolidated workbook says of it."""
    code = "own-counts-not-carried" if whole else "carried-counts-not-own"
    for part in summary.parts:
        own = below.submissions.get(part.unit)
        if own is None or own.sha256 == part.sha256:
            continue
        for indicator in form.totals:
            stated, carried = own.value(indicator.code), part.value(indicator.code)
            if stated != carried and indicator.code in own.entries and part.unit in tree:
                place = own.entries[indicator.code].place.at(file=own.file, unit=part.unit, indicator=indicator.code)
                yield _difference(code, place, indicator, stated, carried, summary, tree)


def _difference(
    code: str, place: Place, indicator: Indicator, stated: Value, carried: Value, summary: Submission, tree: Tree
) -> Finding:
    return finding(
        code,
        place,
        found=_shown(stated, indicator),
        other=_shown(carried, indicator),
        label=indicator.label,
        name=tree[place.unit].name,
        above=tree[summary.unit].name,
        file=summary.file,
    )


def _shown(value: Value, indicator: Indicator) -> str:
    return "–" if value is BLANK else show(value, indicator.type)


def total_finding(code: str, unit: Unit, summary: Submission, indicator: Indicator, value: Value) -> Finding:
    """That a consolidated workbook states another total than those below come to."""
    entry = summary.entries[indicator.code]
    return finding(
        code,
        entry.place.at(file=summary.file, unit=unit.code, indicator=indicator.code),
        found=_shown(entry.value, indicator),
        other=_shown(value, indicator),
        label=indicator.label,
        name=unit.name,
    )
