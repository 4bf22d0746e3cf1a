"""What was done to a workbook besides filling it in, measured by the layout in which it was issued.

None of it keeps answers from being read: names find them. But a changed label makes people answer another question, a figure over a
formula hides what the form computes, a number outside every name is counted by nobody, and macros or links were not there when it was sent.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from toolkit.excel.annotation_sheet import is_annotation
from toolkit.excel.layout import (
    GUIDE,
    IDENTITY,
    LABEL,
    LISTS,
    NUMBERS,
    OWN_TITLES,
    TABLE_FIRST_ROW,
    TABLE_HEAD_ROW,
    TEXTS,
    VALUE,
    Layout,
)
from toolkit.excel.reader import WorkbookContent
from toolkit.excel.structure import Area, Names, address
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Indicator, Severity, Table
from toolkit.model.place import Place
from toolkit.vietnamese.text import fold

_QUOTED = re.compile(r'"[^"]*"')
_OUTSIDE = re.compile(r"\[[^\[\]]+\][^\[\]!,()]*!|[^\s(,;=]\|")
"""`[1]Sheet1!A1`, `'[so lieu.xlsx]Xã'!B2`, and `cmd|'/C calc'!A0`: another workbook, another program (DDE). A table's `[column]` is neither."""


@lru_cache(maxsize=1024)  # sheets are called the same in all workbooks of a round
def _folded(title: str) -> str:
    return fold(title)


def _leads_outside(formula: str) -> bool:
    return _OUTSIDE.search(_QUOTED.sub("", formula)) is not None


_OF_OTHERS = (b"[", b"|")
"""Without these a sheet has no formula over another workbook or program: mostly nobody need look at its formulas."""


class _Placed(NamedTuple):
    """An indicator that was issued, with its label, and where its cell lies in the workbook that came back."""

    area: Area
    label: str
    indicator: Indicator


def check_tampering(content: WorkbookContent, layout: Layout, fingerprint: str) -> Iterator[Finding]:
    """What differs from the workbook that was issued; of one that was issued by another state of the form, what does not hang on labels."""
    here = Place(file=content.file, unit=content.identity.unit)
    placement = content.recall(_placement, layout)
    placed = placement.placed
    stated = content.identity.fingerprint
    if stated and stated != fingerprint:
        yield finding("other-fingerprint", here, found=stated, expected=fingerprint)
    else:
        yield from _changed_labels(content, placed)
        yield from _changed_headings(content, layout)
    yield from _overwritten(content, layout, placed)
    yield from _strays(content, placement)
    yield from _merged(content, placement)
    yield from _sheets(content, layout)
    yield from check_personal_sheets(content, layout.form, {table.code for table in layout.form.tables_of(layout.kind)})
    yield from (finding(code, here) for code in content.extras)
    if any(content.mentions(title, _OF_OTHERS) for title in content.grids):
        yield from _outside(content, placed)


def _place(content: WorkbookContent, area: Area, code: str = "") -> Place:
    return Place(content.file, area.sheet, area.first, content.identity.unit, code)


def _text(content: WorkbookContent, sheet: str, row: int, column: int) -> str:
    grid = content.grids.get(sheet, ())
    value = grid[row - 1][column - 1] if 0 < row <= len(grid) and 0 < column <= len(grid[row - 1]) else ""
    return value if isinstance(value, str) else str(value)


class _Placement(NamedTuple):
    """All of them."""

    placed: tuple[_Placed, ...]
    columns: frozenset[tuple[str, int]]
    """The sheets and columns that they stand in."""
    rows: Mapping[str, frozenset[int]]
    """The rows, by sheet."""


def _placement(names: Names, layout: Layout) -> _Placement:
    lines = ((line.indicator, line.label) for line in layout.lines)
    placed = tuple(
        _Placed(area, label, indicator) for indicator, label in lines if indicator and (area := names.get(indicator.code))
    )
    columns = frozenset((area.sheet, area.left) for area, _, _ in placed)
    rows = {sheet: frozenset(area.top for area, _, _ in placed if area.sheet == sheet) for sheet, _ in columns}
    return _Placement(placed, columns, rows)


def _changed_labels(content: WorkbookContent, placed: Sequence[_Placed]) -> Iterator[Finding]:
    """`label-changed` where an input's label has other words than those that were sent out."""
    for area, label, indicator in placed:
        spot = area.sheet, area.top, area.left + LABEL - VALUE
        found = _text(content, *spot)
        if found != label and fold(found) != fold(label):
            yield _label_changed(content, spot, indicator.code, found, label)


def _changed_headings(content: WorkbookContent, layout: Layout) -> Iterator[Finding]:
    """The same of a column's heading, which has its unit of measure, and a star where it must be filled in, behind its label."""
    for block in layout.tables:
        for column in block.table.columns:
            area = content.names.get(f"{block.table.code}.{column.code}")
            if area is None:
                continue
            spot = area.sheet, area.top - TABLE_FIRST_ROW + TABLE_HEAD_ROW, area.left
            found = _text(content, *spot)
            if not found.startswith(column.label) and not fold(found).startswith(fold(column.label)):
                yield _label_changed(content, spot, block.table.code, found, column.label)


def _label_changed(content: WorkbookContent, spot: tuple[str, int, int], code: str, found: str, label: str) -> Finding:
    sheet, row, column = spot
    return finding("label-changed", _place(content, Area(sheet, row, column, row, column), code), found=found, label=label)


def _overwritten(content: WorkbookContent, layout: Layout, placed: Sequence[_Placed]) -> Iterator[Finding]:
    """`formula-overwritten` where something was typed over a formula of ours."""
    shown: defaultdict[str, dict[str, tuple[Area, Indicator]]] = defaultdict(dict)
    for area, _, indicator in placed:
        if layout.is_derived(indicator) and _text(content, area.sheet, area.top, area.left):
            shown[area.sheet][area.first] = area, indicator
    for sheet, cells in shown.items():
        for cell in content.unformulated(sheet, tuple(cells)):
            area, indicator = cells[cell]
            found = _text(content, sheet, area.top, area.left)
            yield finding("formula-overwritten", _place(content, area, indicator.code), found=found, label=indicator.label)


def _strays(content: WorkbookContent, placement: _Placement) -> Iterator[Finding]:
    """`stray-input` for each number among the inputs that no name covers: a row that somebody added, or moved by copying."""
    if len(placement.columns) != 1:
        return
    ((sheet, column),) = placement.columns
    named = placement.rows[sheet]
    grid = content.grids[sheet]
    for row in range(min(named), min(max(named), len(grid))):
        if row in named or column > len(grid[row - 1]):
            continue
        value = grid[row - 1][column - 1]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            place = Place(content.file, sheet, address(row, column), content.identity.unit)
            yield finding("stray-input", place, found=f"{value:g}")


def _merged(content: WorkbookContent, placement: _Placement) -> Iterator[Finding]:
    """`input-merged` at each input that was merged into another cell: nothing can be typed there any more, and it reads as blank."""
    lowest = {title: max(tops) for title, tops in placement.rows.items()}
    merges = [
        each
        for title, tops in placement.rows.items()
        for each in content.merges(title)
        if not tops.isdisjoint(range(each.top, min(each.bottom, lowest[title]) + 1))
    ]
    for area, _, indicator in placement.placed if merges else ():
        if any(each.covers(area) and each.first != area.first for each in merges):
            yield finding("input-merged", _place(content, area, indicator.code), label=indicator.label)


def _sheets(content: WorkbookContent, layout: Layout) -> Iterator[Finding]:
    """`sheet-added` and `sheet-removed`; a sheet that holds cells of ours is ours, whatever it is called now."""
    known = {*OWN_TITLES, *(block.sheet for block in layout.tables)}
    issued = {NUMBERS, *(block.sheet for block in layout.tables), *([TEXTS] if layout.texts else [])}
    strange = [each for each in content.sheets if each not in known and each.casefold() != IDENTITY and not is_annotation(each)]
    gone = issued.difference(content.sheets)
    ours = {area.sheet for name in layout.names if (area := content.names.get(name))} if strange or gone else set()
    for title in strange:
        if title not in ours:
            yield finding("sheet-added", Place(content.file, title, "", content.identity.unit), found=title)
    here = Place(file=content.file, unit=content.identity.unit)
    if len(gone) > len(ours - issued - {IDENTITY}):
        yield finding("sheet-removed", here, found=", ".join(f"“{title}”" for title in sorted(gone)))
    helping = [title for title in (GUIDE, LISTS) if title not in content.sheets]
    if helping:
        yield finding("sheet-removed", here, Severity.NOTE, found=", ".join(f"“{title}”" for title in helping))


def check_personal_sheets(content: WorkbookContent, form: Form, asked: Container[str]) -> Iterator[Finding]:
    """`personal-sheet` for each list of persons that came along though that table is not asked for, whatever workbook it came in."""
    for table in form.tables:
        if table.personal and table.code not in asked:
            for sheet in sorted(_sheets_of(content, table)):
                yield finding("personal-sheet", Place(content.file, sheet, "", content.identity.unit), label=table.label)


def _sheets_of(content: WorkbookContent, table: Table) -> set[str]:
    """The sheets with the table's columns, and those that are called like it: a sheet copied in Excel is called `… (2)`."""
    called = _folded(table.sheet or table.label)[:31]
    named = {area.sheet for column in table.columns if (area := content.names.get(f"{table.code}.{column.code}"))}
    return named | {title for title in content.sheets if _folded(title).partition(" (")[0] == called}


def _outside(content: WorkbookContent, placed: Sequence[_Placed]) -> Iterator[Finding]:
    """`formula-from-outside` where an input is taken from another workbook or program: what it showed last is all that is known of it."""
    for area, label, indicator in placed:
        if _leads_outside(content.formulas(area.sheet).get(area.first, "")):
            found = _text(content, area.sheet, area.top, area.left)
            yield finding("formula-from-outside", _place(content, area, indicator.code), found=found, label=label)
