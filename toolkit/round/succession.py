"""The sheet `Sáp nhập` of the control workbook: what became of units, read and looked through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from toolkit.excel.sheets import SheetRow, SheetTable, nearest
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Aggregate, Form, Severity
from toolkit.model.lineage import Event, Fate, Lineage
from toolkit.model.period import Period
from toolkit.model.unit import Unit
from toolkit.model.value import is_number
from toolkit.vietnamese.dates import format_date, read_date
from toolkit.vietnamese.number_reading import read_number
from toolkit.vietnamese.text import repair

LINEAGE = "Sáp nhập"
LINEAGE_COLUMNS = ("from_code", "from_name", "to_code", "relation", "share", "date", "note")
RELATIONS: Mapping[Fate, str] = {Fate.WHOLE: "Nhập toàn bộ", Fate.UNCHANGED: "Giữ nguyên", Fate.PART: "Nhập một phần"}
_NEEDED = ("from_code", "to_code", "relation", "date")


_Wrong = tuple[Event, Finding]
"""A row, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """An event, and the row that states it."""

    event: Event
    row: SheetRow


@dataclass(frozen=True, slots=True)
class _Group:
    """All that is written of one unit for one day."""

    source: str
    day: date
    rows: tuple[_Stated, ...]


def read_lineage(
    sheet: SheetTable, form: Form, units: Sequence[Unit], period: Period | None = None
) -> tuple[Lineage, tuple[Finding, ...]]:
    """What the sheet states, without the rows of units about which it contradicts itself; findings stand at their cells.

    A unit that ended within `period` may still be listed: it can have sent what it did before.
    """
    findings = list(sheet.unknown_columns(LINEAGE_COLUMNS))
    stated: list[_Stated] = []
    for row in sheet.rows:
        read = _event(row, form)
        if isinstance(read, Event):
            stated.append(_Stated(read, row))
        else:
            findings.append(read)
    groups = _groups(stated)
    wrong = [each for group in groups for each in _wrong_group(group)]
    wrong += [each for each in _wrong_between(groups, frozenset(unit.code for unit in units)) if not _is_within(each, period)]
    refused = {(event.source, event.day) for event, said in wrong if said.severity is Severity.ERROR}
    findings.extend(said for _, said in wrong)
    return Lineage(tuple(e.event for e in stated if (e.event.source, e.event.day) not in refused)), tuple(findings)


def _is_within(wrong: _Wrong, period: Period | None) -> bool:
    event, said = wrong
    return said.code == "lineage-closed" and period is not None and period.first_day < event.day <= period.last_day


def _event(row: SheetRow, form: Form) -> Event | Finding:
    empty = next((column for column in _NEEDED if row.get(column) is None), "")
    if empty:
        return finding("lineage-cell-empty", row.place(empty), column=empty)
    fate, day = _fate(row.text("relation")), read_date(row.get("date")).value
    if fate is None:
        return finding("lineage-relation", row.place("relation"), found=row.text("relation"), known=", ".join(RELATIONS.values()))
    if not isinstance(day, date):
        return finding("lineage-day", row.place("date"), found=row.text("date"))
    share = _share(row, form)
    if isinstance(share, Finding):
        return share
    return _whole_or_part(row, fate, day, share)


def _whole_or_part(row: SheetRow, fate: Fate, day: date, share: Fraction | str | None) -> Event | Finding:
    source = row.text("from_code")
    if fate is not Fate.PART and share not in (None, Fraction(1)):
        return finding("lineage-share-of-one", row.place("share"), found=source, share=row.text("share"))
    if fate is Fate.PART and share is None:
        return finding("lineage-share-absent", row.place("share"), found=source)
    return Event(
        source=source,
        target=row.text("to_code"),
        fate=fate,
        day=day,
        name=row.text("from_name"),
        share=share if isinstance(share, Fraction) and fate is Fate.PART else None,
        by=share if isinstance(share, str) else "",
        note=row.text("note"),
        place=row.place("from_code"),
    )


def _fate(text: str) -> Fate | None:
    said = repair(text).casefold()
    return next((fate for fate, label in RELATIONS.items() if said in (fate.value, label.casefold())), None)


def _share(row: SheetRow, form: Form) -> Fraction | str | Finding | None:
    """A ratio, an indicator's code, or nothing."""
    raw, text = row.get("share"), row.text("share")
    if raw is None:
        return None
    if text in form.by_code and form.by_code[text].aggregate is Aggregate.SUM and form.by_code[text].type.is_numeric:
        return text
    ratio = _ratio(text) if isinstance(raw, str) else Fraction(str(raw)) if isinstance(raw, (int, float)) else None
    if ratio is None or not 0 < ratio <= 1:
        return finding("lineage-share", row.place("share"), found=text, nearest=nearest(text, tuple(form.by_code)))
    return ratio


def _ratio(text: str) -> Fraction | None:
    """`0,4`, `40%` or `2/5`."""
    above, slash, below = text.partition("/")
    if slash and above.strip().isdecimal() and below.strip().isdecimal() and int(below):
        return Fraction(int(above), int(below))
    percent = text.endswith("%")
    value = read_number(text.rstrip("% "), whole=False).value
    return Fraction(Decimal(value)) / (100 if percent else 1) if is_number(value) else None


def _groups(stated: Sequence[_Stated]) -> tuple[_Group, ...]:
    groups: dict[tuple[str, date], list[_Stated]] = {}
    for each in stated:
        groups.setdefault((each.event.source, each.event.day), []).append(each)
    return tuple(_Group(source, day, tuple(rows)) for (source, day), rows in groups.items())


def _wrong_group(group: _Group) -> Iterator[_Wrong]:
    """What one unit's rows of one day contradict each other about: at most one finding."""
    wrong = _twice(group) or _torn(group) or _wrong_shares(group)
    if wrong is not None:
        yield wrong


def _twice(group: _Group) -> _Wrong | None:
    first: dict[str, _Stated] = {}
    for each in group.rows:
        same = first.setdefault(each.event.target, each)
        if same is not each:
            place = each.row.place("to_code")
            values = {"found": group.source, "target": each.event.target, "first": same.row.place("to_code").cell}
            return each.event, finding("lineage-twice", place, day=format_date(group.day), **values)
    return None


def _torn(group: _Group) -> _Wrong | None:
    whole = next((each for each in group.rows if each.event.fate is not Fate.PART), None)
    if whole is None or len(group.rows) == 1:
        return None
    place = whole.row.place("relation")
    return whole.event, finding("lineage-contradiction", place, found=group.source, day=format_date(group.day))


def _wrong_shares(group: _Group) -> _Wrong | None:
    first = group.rows[0]
    if first.event.fate is not Fate.PART:
        return None
    place, day = first.row.place("share"), format_date(group.day)
    numbers = [each.event.share for each in group.rows if each.event.share is not None]
    if (numbers and len(numbers) < len(group.rows)) or len({each.event.by for each in group.rows}) > 1:
        return first.event, finding("lineage-shares-mixed", place, found=group.source, day=day)
    total = sum(numbers, Fraction(0))
    if numbers and total != 1:
        return first.event, finding("lineage-shares-sum", place, found=group.source, day=day, total=_shown(total))
    return None


def _shown(ratio: Fraction) -> str:
    """As a decimal where it is one, else as a fraction."""
    exact = Decimal(ratio.numerator) / Decimal(ratio.denominator)
    return f"{exact.normalize():f}".replace(".", ",") if Fraction(exact) == ratio else str(ratio)


def _wrong_between(groups: Sequence[_Group], listed: frozenset[str]) -> Iterator[_Wrong]:
    """What different units' rows contradict each other about, and the list of units."""
    stated = [each for group in groups for each in group.rows]
    yield from _unchanged_though_merged(stated)
    yield from _after_closing(stated)
    for day in sorted({group.day for group in groups}):
        yield from _circle([each for each in stated if each.event.day == day])
    yield from _wrong_ends(stated, listed)


def _unchanged_though_merged(stated: Sequence[_Stated]) -> Iterator[_Wrong]:
    received = Counter((each.event.target, each.event.day) for each in stated)
    for each in stated:
        if each.event.fate is Fate.UNCHANGED and received[each.event.target, each.event.day] > 1:
            yield each.event, finding("lineage-unchanged-merged", each.row.place("relation"), found=each.event.source)


def _after_closing(stated: Sequence[_Stated]) -> Iterator[_Wrong]:
    """Rows of units that had ended before, and that nothing made anew in between."""
    leaves, arrivals = _days_by(stated, lambda event: event.source), _days_by(stated, lambda event: event.target)
    for each in stated:
        source, day = each.event.source, each.event.day
        closed = max((left for left in leaves[source] if left < day), default=None)
        if closed is not None and not any(closed <= came < day for came in arrivals.get(source, ())):
            yield each.event, finding("lineage-after-closing", each.row.place("date"), found=source, day=format_date(closed))


def _circle(stated: Sequence[_Stated]) -> Iterator[_Wrong]:
    """Whole units that go into each other on one day, so that none of them is left."""
    onward = {e.event.source: e for e in stated if e.event.fate is Fate.WHOLE and e.event.source != e.event.target}
    seen: set[str] = set()
    for start in onward:
        walked: list[str] = []
        code = start
        while code in onward and code not in seen:
            seen.add(code)
            walked.append(code)
            code = onward[code].event.target
        if code in walked:
            first = onward[code]
            circle = ", ".join(sorted(walked[walked.index(code) :]))
            yield first.event, finding("lineage-cycle", first.row.place("to_code"), found=circle, day=format_date(first.event.day))


def _wrong_ends(stated: Sequence[_Stated], listed: frozenset[str]) -> Iterator[_Wrong]:
    """Rows that lead nowhere, and rows that close a unit that is still listed."""
    last: dict[str, date] = {}
    for each in stated:
        last[each.event.source] = max(each.event.day, last.get(each.event.source, each.event.day))
    arrivals = _days_by(stated, lambda event: event.target)
    for each in stated:
        event = each.event
        if event.target not in listed and last.get(event.target, event.day) <= event.day:
            yield event, _nowhere(each, stated, listed)
        elif (
            event.source in listed
            and event.day == last[event.source]
            and not any(day >= event.day for day in arrivals.get(event.source, ()))
        ):
            yield event, finding("lineage-closed", each.row.place("from_code"), found=event.source, day=format_date(event.day))


def _days_by(stated: Sequence[_Stated], by: Callable[[Event], str]) -> Mapping[str, frozenset[date]]:
    days: dict[str, set[date]] = {}
    for each in stated:
        days.setdefault(by(each.event), set()).add(each.event.day)
    return {code: frozenset(known) for code, known in days.items()}


def _nowhere(each: _Stated, stated: Sequence[_Stated], listed: frozenset[str]) -> Finding:
    """An error; only a warning where another part of the unit arrived (the office of one district lists no more than its own units)."""
    event = each.event
    arrives = any(e.event.source == event.source and e.event.day == event.day and e.event.target in listed for e in stated)
    severity = Severity.WARNING if arrives else None
    near = nearest(event.target, tuple(sorted(listed))).split(",")[0]
    return finding("lineage-unit", each.row.place("to_code"), severity, found=event.target, nearest=near)
