"""Whether a unit's workbook would be another one than before: a digest of everything that it shows.

Digests are made from below, each of the unit's own and of those of its children, so that one changed submission gives new ones to its
ancestors only; and to a unit beside them whose rank has changed thereby.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import toolkit
from toolkit.excel.consolidated import Surroundings
from toolkit.model.figure import Consolidation
from toolkit.model.submission import Submission


def seals(data: Consolidation, around: Surroundings) -> Mapping[str, str]:
    """The digest of each unit that has others below it, by code."""
    other = data.evidence.data if data.evidence else None
    beside = (data.evidence.name, other.form.title, other.period.id) if data.evidence and other else data.evidence
    common = _digest(toolkit.__version__, repr(data.form), data.period.id, repr(beside), repr(data.former))
    below: dict[str, str] = {}
    for unit in reversed(tuple(data.tree.below(data.tree.root.code))):
        below[unit.code] = _digest(*_own(data, around, unit.code), *(below[child.code] for child in data.tree.children(unit.code)))
    return {unit.code: _digest(common, below[unit.code], *_above(data, around, unit.code)) for unit in data.tree.upper()}


def _own(data: Consolidation, around: Surroundings, unit: str) -> Iterator[str]:
    """What is known of one unit."""
    yield repr(data.tree[unit])
    for code, figure in data.figures[unit].items():
        yield repr((figure.value, figure.own, figure.reported, figure.expected, figure.adjusted, figure.estimated))
        yield repr(data.targets.get((unit, code)))
    for known in (data.previous, data.plan):
        yield repr([(code, each.value, each.estimated, each.withheld) for code, each in known.get(unit, {}).items()])
    figures = data.evidence.data.figures.get(unit, {}) if data.evidence and data.evidence.data else {}
    yield repr([(code, each.value, each.made_of[:1]) for code, each in figures.items()])
    yield from map(_sent, (data.submissions.get(unit), data.summaries.get(unit)))
    yield repr(data.assessments[unit].row if unit in data.assessments else None)
    yield repr((around.standing.get(unit), around.open.get(unit)))


def _sent(submission: Submission | None) -> str:
    if submission is None:
        return ""
    return repr((submission.file, submission.sha256, submission.received_at, submission.carrier))


def _above(data: Consolidation, around: Surroundings, unit: str) -> Iterator[str]:
    """What its workbook says that stands outside it: who is above, and how it ranks."""
    yield repr([each.name for each in data.tree.ancestors(unit)])
    if around.compare:
        yield repr([around.compare(unit, code).rank for code in data.form.by_code])


def _digest(*parts: str) -> str:
    held = hashlib.sha256()
    for part in parts:
        held.update(part.encode())
        held.update(b"\0")
    return held.hexdigest()
