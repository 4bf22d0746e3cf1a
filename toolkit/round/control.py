"""The control workbook `dieu-hanh.xlsx`: what the office decides about a round, read into records."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches

from toolkit.consolidate import Fact
from toolkit.excel.sheets import SheetBook, SheetRow, SheetTable, nearest, read_sheets
from toolkit.messages import Obstacle
from toolkit.model.adjustment import Adjustment
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Type
from toolkit.model.lineage import Fate, Lineage
from toolkit.model.period import Period, parse_period
from toolkit.model.place import Place
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import Number, is_number
from toolkit.normalise import read_adjustment
from toolkit.round import folders
from toolkit.round.succession import LINEAGE, read_lineage
from toolkit.vietnamese.dates import format_date, read_date
from toolkit.vietnamese.number_reading import read_number
from toolkit.vietnamese.text import fold

SETTINGS = "Cài đặt"
UNITS = "Đơn vị"
TARGETS = "Chỉ tiêu giao"
PREVIOUS = "Kỳ trước"
ADJUSTMENTS = "Điều chỉnh"
UNIT_COLUMNS = ("code", "name", "kind", "parent", "reports", "exempt", "note")
REFERENCE_COLUMNS = ("unit", "indicator", "value", "note")
ADJUSTMENT_COLUMNS = ("unit", "indicator", "from", "to", "reason", "who", "when", "note")
SETTING_COLUMNS = ("setting", "label", "value", "note")
_ALIKE = 0.7
"""From here on two titles are taken for one, mistyped."""
_YES = ("x", "có", "yes", "true", "1")
_NO = ("không", "no", "false", "0")


@dataclass(frozen=True)
class Settings:
    """The sheet `Cài đặt`: what round this is. Further settings are for the prose templates."""

    programme: str
    form: str
    period: Period
    deadline: date | None
    all: Mapping[str, str]


@dataclass(frozen=True)
class Control:
    """The control workbook whole, with what is wrong in it."""

    tree: Tree
    targets: Mapping[tuple[str, str], Fact]
    previous: Mapping[str, Mapping[str, Fact]]
    findings: tuple[Finding, ...]
    adjustments: tuple[Adjustment, ...] = ()
    """What the office corrects, in the order in which it is written."""
    lineage: Lineage = field(default_factory=Lineage)
    """What became of units of former days."""
    former: tuple[Unit, ...] = ()
    """The listed units that ended within the period: not in the tree, and heard all the same."""


def read_book(data: bytes, name: str) -> SheetBook:
    """The control workbook, or a units workbook, as sheets; Obstacle where it cannot be read."""
    return read_sheets(data, name)


def read_settings(book: SheetBook) -> Settings:
    """What round it is; Obstacle where a setting that nothing can go on without is missing or unreadable."""
    sheet = book.sheet(SETTINGS)
    _require(sheet, ("setting", "value"))
    stated = {row.text("setting"): row for row in sheet.rows}
    texts = {name: row.text("value") for name, row in stated.items()}
    for needed in ("programme", "form", "period"):
        if not texts.get(needed):
            raise Obstacle("setting-absent", file=book.file, sheet=SETTINGS, setting=needed)
    period = parse_period(texts["period"])
    if period is None:
        raise Obstacle("unknown-period", found=texts["period"], place=stated["period"].place("value"))
    return Settings(texts["programme"], texts["form"], period, _deadline(stated.get("deadline")), texts)


def _deadline(row: SheetRow | None) -> date | None:
    if row is None or row.get("value") is None:
        return None
    raw = row.get("value")
    read = raw.date() if isinstance(raw, datetime) else raw if isinstance(raw, date) else _read_day(str(raw))
    if read is None:
        raise Obstacle("unreadable-date", found=str(raw), place=row.place("value"))
    return read


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        value = read_date(text).value
        return value if isinstance(value, date) else None


def read_control(book: SheetBook, form: Form, period: Period | None = None, root: str = "") -> Control:
    """The tree at or below `root` (empty: the only unit without a parent), what was assigned, and last period's figures.

    Units that ended within `period` are no part of the tree; they are kept beside it, as they may have sent something.
    """
    units, findings = read_units(book.sheet(UNITS))
    stated, lineage_findings = read_lineage(book.optional(LINEAGE), form, units, period)
    closing = stated.within(period.first_day, period.last_day) if period else Lineage()
    tree, tree_findings = build_tree(tuple(unit for unit in units if unit.code not in closing.ended), root, book.file)
    lineage, elsewhere = stated.leading_to(tree.by_code), stated.sources | {unit.code for unit in units}
    targets, target_findings = _facts(book.optional(TARGETS), form, _Scope(tree, elsewhere))
    previous, previous_findings = _facts(book.optional(PREVIOUS), form, _Scope(lineage.sources | tree.by_code.keys(), elsewhere))
    by_unit: dict[str, dict[str, Fact]] = {}
    for (unit, code), fact in previous.items():
        by_unit.setdefault(unit, {})[code] = fact
    adjustments, adjustment_findings = _adjustments(book.optional(ADJUSTMENTS), form, _Scope(tree, elsewhere))
    everything = (
        *_lost_sheets(book),
        *findings,
        *tree_findings,
        *target_findings,
        *lineage_findings,
        *previous_findings,
        *adjustment_findings,
        *_moved(closing, tree),
    )
    former = tuple(unit for unit in units if unit.code in closing.ended and unit.code in lineage.sources)
    return Control(tree, targets, by_unit, everything, adjustments, lineage, former)


def _moved(closing: Lineage, tree: Tree) -> Iterator[Finding]:
    """A note on units that went on unchanged within the period: with whom they count, had they been under another unit before."""
    stayed = [each for each in closing.events if each.fate is Fate.UNCHANGED and each.source == each.target and each.target in tree]
    if stayed:
        first = tree[stayed[0].target]
        above = tree[first.parent].name if first.parent in tree else first.name
        place = stayed[0].place.at(unit=first.code)
        yield finding("moved-within-period", place, found=len(stayed), name=first.name, day=format_date(stayed[0].day), above=above)


def _lost_sheets(book: SheetBook) -> Iterator[Finding]:
    """A control workbook was made with all of its sheets: one that is missing was renamed or deleted, and what it said does not count."""
    if book.file not in (folders.CONTROL, folders.CONTROL_WITH_BUTTONS):
        return
    own = (SETTINGS, UNITS, TARGETS, PREVIOUS, LINEAGE, ADJUSTMENTS)
    strange = {fold(title): title for title in book.sheets if title not in own}
    for title in own:
        if title not in book.sheets:
            near = get_close_matches(fold(title), strange, n=1, cutoff=_ALIKE)
            code = "control-sheet-renamed" if near else "control-sheet-deleted"
            yield finding(code, Place(file=book.file, sheet=title), title=title, found=strange[near[0]] if near else title)


def require_every_sheet(control: Control) -> None:
    """Obstacle where a sheet was renamed: what it says would be missing from whatever goes out, and cannot be called back."""
    for each in control.findings:
        if each.code == "control-sheet-renamed":
            raise Obstacle("nothing-issued", file=each.place.file, title=each.place.sheet, found=each.found)


def _require(sheet: SheetTable, columns: tuple[str, ...]) -> None:
    for column in columns:
        if column not in sheet.columns:
            near = nearest(column, tuple(filter(None, sheet.columns))) if any(sheet.columns) else ""
            raise Obstacle("control-column-absent", file=sheet.file, sheet=sheet.title, column=column, nearest=near)


def read_units(sheet: SheetTable) -> tuple[tuple[Unit, ...], tuple[Finding, ...]]:
    """The units that the sheet lists, in its order. A code listed twice, in whatever letters, counts once, where it first stands:
    files are called by it, and Windows tells no small letters from great ones. Who is exempt has a reason that says more than yes.
    """
    _require(sheet, ("code", "name", "parent"))
    findings = list(sheet.unknown_columns(UNIT_COLUMNS))
    units: dict[str, Unit] = {}
    for row in sheet.rows:
        code = row.text("code")
        if not code or not row.text("name"):
            findings.append(finding("unit-incomplete", row.place("code" if not code else "name"), found=code or row.text("name")))
        elif code.casefold() in units:
            findings.append(finding("unit-twice", row.place("code"), found=code, first=units[code.casefold()].place.cell))
        else:
            if row.text("exempt").casefold() in _YES:
                findings.append(
                    finding("exempt-without-reason", row.place("exempt"), found=row.text("exempt"), name=row.text("name"))
                )
            units[code.casefold()] = _unit(row)
    return tuple(units.values()), tuple(findings)


def _unit(row: SheetRow) -> Unit:
    reports = row.text("reports").casefold()
    return Unit(
        code=row.text("code"),
        name=row.text("name"),
        kind=row.text("kind"),
        parent=row.text("parent"),
        reports=True if reports in _YES else False if reports in _NO else None,
        exempt="" if row.text("exempt").casefold() in {*_YES, *_NO} else row.text("exempt"),
        place=row.place("code"),
    )


def build_tree(units: tuple[Unit, ...], root: str, file: str) -> tuple[Tree, tuple[Finding, ...]]:
    """The tree at or below `root`, and a finding for each unit that hangs nowhere; Obstacle where there is no root at all."""
    by_code = {unit.code: unit for unit in units}
    tops = [unit for unit in units if not unit.parent]
    if root and root not in by_code:
        raise Obstacle("unknown-unit", found=root, nearest=nearest(root, tuple(by_code)))
    if not root and not tops:
        raise Obstacle("no-root-unit", file=file, sheet=UNITS)
    top = by_code[root] if root else tops[0]
    kept = _at_or_below(units, top)
    return Tree(kept), () if root else tuple(_strays(units, by_code, kept))


def _at_or_below(units: tuple[Unit, ...], top: Unit) -> tuple[Unit, ...]:
    children: dict[str, list[str]] = {}
    for unit in units:
        children.setdefault(unit.parent, []).append(unit.code)
    kept: set[str] = set()
    stack = [top.code]
    while stack:
        code = stack.pop()
        if code not in kept:
            kept.add(code)
            stack.extend(children.get(code, ()))
    return tuple(unit for unit in units if unit.code in kept)


def _strays(units: tuple[Unit, ...], by_code: Mapping[str, Unit], kept: tuple[Unit, ...]) -> Iterator[Finding]:
    inside = {unit.code for unit in kept}
    for unit in units:
        if unit.code in inside:
            continue
        if not unit.parent:
            yield finding("second-root", unit.place, found=unit.code, name=unit.name)
        elif unit.parent not in by_code:
            near = nearest(unit.parent, tuple(by_code)) if len(by_code) else ""
            yield finding("unknown-parent", unit.place, found=unit.parent, name=unit.name, nearest=near.split(",")[0])
        else:
            yield finding("unit-unreachable", unit.place, found=unit.code, name=unit.name)


@dataclass(frozen=True)
class _Scope:
    """The units that a sheet may speak of: those of the round, and others that the workbook lists and the round leaves out."""

    inside: Container[str]
    elsewhere: Container[str]

    def rows(self, sheet: SheetTable) -> tuple[tuple[SheetRow, ...], tuple[Finding, ...]]:
        """The rows that concern the round, and a note that says how many do not."""
        left = [row for row in sheet.rows if self._is_left(row.text("unit"))]
        kept = tuple(row for row in sheet.rows if not self._is_left(row.text("unit")))
        return kept, (finding("rows-elsewhere", left[0].place("unit").at(cell=""), found=len(left)),) if left else ()

    def _is_left(self, unit: str) -> bool:
        return unit not in self.inside and unit in self.elsewhere


def _facts(sheet: SheetTable, form: Form, scope: _Scope) -> tuple[dict[tuple[str, str], Fact], tuple[Finding, ...]]:
    """What a sheet of (unit, indicator, value) states; the last row counts where one is stated twice."""
    facts: dict[tuple[str, str], Fact] = {}
    rows, left = scope.rows(sheet)
    findings: list[Finding] = [*sheet.unknown_columns(REFERENCE_COLUMNS), *left]
    for row in rows:
        problem, value = _reference(row, form, scope.inside)
        if problem is not None:
            findings.append(problem)
        elif value is not None:
            key = (row.text("unit"), row.text("indicator"))
            facts[key] = Fact(value, row.place("value").at(unit=key[0], indicator=key[1]))
    return facts, tuple(findings)


def _adjustments(sheet: SheetTable, form: Form, scope: _Scope) -> tuple[tuple[Adjustment, ...], tuple[Finding, ...]]:
    """What the sheet of corrections states, and a finding for each row that is not whole."""
    rows, left = scope.rows(sheet)
    findings: list[Finding] = [*sheet.unknown_columns(ADJUSTMENT_COLUMNS), *left]
    adjustments: list[Adjustment] = []
    for row in rows:
        problem = _unknown(row, form, scope.inside)
        read = problem or _adjustment(row, form)
        if isinstance(read, Adjustment):
            adjustments.append(read)
        else:
            findings.append(read)
    return tuple(adjustments), tuple(findings)


def _adjustment(row: SheetRow, form: Form) -> Adjustment | Finding:
    unit, code = row.text("unit"), row.text("indicator")
    place = row.place("from").at(unit=unit, indicator=code)
    cells = {column: row.get(column) for column in ADJUSTMENT_COLUMNS}
    return read_adjustment(form, form.by_code[code], place, {**cells, "unit": unit})


def _unknown(row: SheetRow, form: Form, units: Container[str]) -> Finding | None:
    unit, code = row.text("unit"), row.text("indicator")
    if unit not in units:
        return finding("reference-unit", row.place("unit"), found=unit)
    if code not in form.by_code:
        return finding("reference-indicator", row.place("indicator"), found=code, nearest=nearest(code, tuple(form.by_code)))
    return None


def _reference(row: SheetRow, form: Form, units: Container[str]) -> tuple[Finding | None, Number | None]:
    problem, raw = _unknown(row, form, units), row.get("value")
    if problem is not None:
        return problem, None
    if raw is None:
        return None, None
    reading = read_number(raw, whole=form.by_code[row.text("indicator")].type is not Type.DECIMAL)
    if not is_number(reading.value):
        return finding("reference-value", row.place("value"), found=raw), None
    return None, reading.value
