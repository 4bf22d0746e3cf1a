"""Is the same person, or the same thing, listed by two units?

A name alone says nothing: thousands share one. Two rows are the same where the name agrees and so does a date, or every text beside it.
Of rows about persons, which are not kept, the digests are compared that were left of just these words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from toolkit.check.across.level import Level
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Table, Type
from toolkit.model.place import Place
from toolkit.model.submission import Row, Submission
from toolkit.vietnamese.text import fold

TELLING = 12
"""Letters that the texts beside the name must have together to tell rows apart: an address, what somebody did, which award."""

Key = tuple[str, ...]


def check_listed_twice(level: Level) -> Iterator[Finding]:
    """`listed-twice` at the row of each unit but the first that lists the same; of a personal table without the name."""
    for table in level.form.tables:
        seen: defaultdict[Key, dict[str, Place]] = defaultdict(dict)
        for case in level.cases:
            for key, place in _listed(table, case.submission):
                seen[key].setdefault(case.unit.code, place)
        told: set[Place] = set()
        for places in seen.values():
            first, *others = places
            for unit in others:
                if places[unit] not in told:
                    told.add(places[unit])
                    yield _finding(level, table, places[unit], unit, first)


def _listed(table: Table, submission: Submission) -> Iterator[tuple[Key, Place]]:
    for row in submission.tables.get(table.code, ()):
        yield from ((key, row.place) for key in telling_keys(table, row))
    for mark in submission.marks.get(table.code, ()):
        yield from (((digest,), mark.place) for digest in mark.digests)


def telling_keys(table: Table, row: Row) -> Iterator[Key]:
    """The words by which a row is known again in another workbook; none where it says too little."""
    texts = [row.value(column.code) for column in table.columns if column.type is Type.TEXT]
    name, *beside = [fold(text) if isinstance(text, str) else "" for text in texts] or [""]
    if " " not in name:
        return
    if len("".join(beside)) >= TELLING and all(beside):
        yield name, *beside
    for column in table.columns:
        value = row.value(column.code)
        if isinstance(value, date):
            yield name, column.code, value.isoformat()


def _finding(level: Level, table: Table, place: Place, unit: str, first: str) -> Finding:
    rows = () if table.personal else level.by_unit[unit].submission.tables[table.code]
    named = (
        str(entry.value) for row in rows if row.place == place for entry in row.entries.values() if isinstance(entry.value, str)
    )
    values = {"found": next(named, "…"), "label": table.label, "other": level.tree[first].name}
    return finding("listed-twice", place.at(unit=unit, indicator=table.code), **values)
