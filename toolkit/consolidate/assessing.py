"""What the level above states of the units below it: points, remarks, a decision, its reason.

It comes in the consolidated workbook of that level, a row a unit, and joins what the unit states itself; from there on it is summed like
any other figure. A row in which nothing was decided (it holds only what it was prefilled with) is no assessment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.formula import parse, references
from toolkit.model.figure import Assessment
from toolkit.model.finding import Finding, finding
from toolkit.model.form import ASSESSED_UNIT, ASSESSMENT, Form
from toolkit.model.submission import Entry, Identity, Row, Submission
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import BLANK


def assessments(form: Form, tree: Tree, summaries: Mapping[str, Submission]) -> Mapping[str, Assessment]:
    """What counts, by assessed unit: the row in the newest consolidated workbook of the unit directly above it.

    Where that has not come itself, what a consolidated workbook of a level above it has taken over from it.
    """
    stated = {
        unit.code: Assessment(summary, row)
        for summary in summaries.values()
        for unit, row in _rows(form, tree, summary)
        if unit is not None and is_decided(form, row)
    }
    return {**dict(_carried(form, tree, summaries)), **stated}


def carried_findings(
    form: Form, tree: Tree, summaries: Mapping[str, Submission], decided: Mapping[str, Assessment]
) -> Iterator[Finding]:
    """Where a level further up states otherwise what the level that assesses a unit has stated since."""
    for unit, each in _carried(form, tree, summaries):
        counting = decided[unit]
        unlike = [
            f"“{i.label}”" for i in form.assessments if not i.formula and counting.row.value(i.code) != each.row.value(i.code)
        ]
        if unlike:
            place = each.row.entries[ASSESSED_UNIT].place.at(file=each.summary.file, unit=unit, indicator="")
            above = tree[each.summary.unit].name
            yield finding("assessment-carried-differs", place, name=tree[unit].name, above=above, labels=", ".join(unlike[:3]))


def _carried(form: Form, tree: Tree, summaries: Mapping[str, Submission]) -> Iterator[tuple[str, Assessment]]:
    """What consolidated workbooks have taken over from those of levels below them; of several the nearest level comes last."""
    if not form.assessment:
        return
    downwards = (summaries[unit.code] for unit in tree.below(tree.root.code) if unit.code in summaries)
    for summary in downwards:
        inside = {unit.code for unit in tree.below(summary.unit)}
        for part in summary.parts:
            for row in part.tables.get(ASSESSMENT, ()) if part.unit in inside else ():
                if is_decided(form, row):
                    yield part.unit, Assessment(summary, row)


def is_decided(form: Form, row: Row) -> bool:
    """True where the level above has typed in something that it did not find there."""
    return any(row.value(each.code) is not BLANK for each in form.assessments if not each.formula and not each.prefill)


def joined(form: Form, submissions: Mapping[str, Submission], decided: Mapping[str, Assessment]) -> Mapping[str, Submission]:
    """What units state, with what is stated of them; of a question that is counted, a yes is 1 and a no is 0."""
    counted = tuple(each.code for each in form.indicators if each.is_counted)
    if not counted and not decided:
        return submissions
    return {
        code: _counted(with_assessment(each, decided[code].row) if code in decided else each, counted)
        for code, each in submissions.items()
    }


def with_assessment(submission: Submission, row: Row) -> Submission:
    """The unit's answers and those of the level above."""
    above = {code: entry for code, entry in row.entries.items() if code != ASSESSED_UNIT}
    return replace(submission, entries={**submission.entries, **above})


def unheard(tree: Tree, submissions: Mapping[str, Submission]) -> Mapping[str, Submission]:
    """An empty answer for each unit that must report and has not: the level above knows at least that it is there."""
    missing = (each.code for each in tree.expected(tree.root.code) if each.code not in submissions)
    return {code: Submission(file="", sha256="", identity=Identity(unit=code)) for code in missing}


def asked_above(form: Form) -> Form:
    """The form as the level above answers it about a unit, with the rules that look at what it answers."""
    codes = {each.code for each in form.assessments}
    rules = tuple(rule for rule in form.rules if references(parse(rule.formula)).codes & codes)
    return replace(form.assessed, rules=rules)


def cases(form: Form, tree: Tree, summary: Submission, known: Mapping[str, Submission]) -> Iterator[tuple[Unit, Submission]]:
    """Each unit that a consolidated workbook decides on, with its own answers and those of that workbook, to be checked as one."""
    carried = ((tree[unit], each.row) for unit, each in _carried(form, tree, {summary.unit: summary}))
    for unit, row in (*_rows(form, tree, summary), *carried):
        if unit is not None and unit.code in known and is_decided(form, row):
            yield unit, replace(with_assessment(known[unit.code], row), file=summary.file, tables={})


def row_findings(form: Form, tree: Tree, summary: Submission, known: Mapping[str, Submission]) -> Iterator[Finding]:
    """Rows of units that are not the sender's, rows that stand twice, units that are not decided on, or whose own answers are missing."""
    above, seen, open_ = tree[summary.unit], set[str](), 0
    for unit, row in _rows(form, tree, summary):
        stated = row.entries[ASSESSED_UNIT]
        if unit is None:
            yield finding(
                "assessed-unit-unknown", stated.place, found="" if stated.value is BLANK else stated.value, name=above.name
            )
        elif unit.code in seen:
            yield finding("assessed-twice", stated.place, found=unit.code, name=unit.name)
        elif not is_decided(form, row):
            open_ += 1
        elif unit.code not in known:
            yield finding("assessed-unheard", stated.place, found=unit.code, name=unit.name)
        seen |= {unit.code} if unit else set()
    if open_:
        place = next(row.place for _, row in _rows(form, tree, summary)).at(cell="", unit=above.code, indicator="")
        yield finding("assessments-open", place, found=open_, expected=len(tree.heard(above.code)), name=above.name)


def _rows(form: Form, tree: Tree, summary: Submission) -> Iterator[tuple[Unit | None, Row]]:
    """Each row with the unit that it speaks of; None where the sender has no such unit below it."""
    known = {unit.code: unit for unit in tree.heard(summary.unit)} if summary.unit in tree else {}
    for row in summary.tables.get(ASSESSMENT, ()) if form.assessment else ():
        yield known.get(str(row.value(ASSESSED_UNIT))), row


def _counted(submission: Submission, codes: tuple[str, ...]) -> Submission:
    said = {code: submission.entries[code] for code in codes if code in submission.entries}
    ones = {code: _one(entry) for code, entry in said.items() if isinstance(entry.value, bool)}
    return replace(submission, entries={**submission.entries, **ones}) if ones else submission


def _one(entry: Entry) -> Entry:
    return entry._replace(value=int(entry.value is True))
