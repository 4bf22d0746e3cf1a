"""Names that were lost or broken, looked for by what stands beside the cell in the workbook that was issued.

Google Sheets drops names, deleting and pasting breaks them. The label beside an input, the heading over a column and the question over an
answer are still there; where exactly one cell bears it, and stands between its neighbours, the answer is taken from beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.excel.annotation_sheet import is_annotation
from toolkit.excel.layout import (
    GUIDE,
    LABEL,
    TABLE_FIRST_ROW,
    TABLE_HEAD_ROW,
    TEXT_ANSWER,
    TEXT_LABEL,
    VALUE,
    Layout,
    TableBlock,
    TextBlock,
)
from toolkit.excel.reader import WorkbookContent
from toolkit.excel.structure import Area, address
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form
from toolkit.model.place import Place
from toolkit.vietnamese.text import fold

Spots = Mapping[str, tuple[tuple[str, int, int], ...]]
"""Where each text stands, by its folded form: sheet, row, column."""

BELOW_HEAD = TABLE_FIRST_ROW - TABLE_HEAD_ROW


def recover(content: WorkbookContent, layout: Layout) -> tuple[WorkbookContent, tuple[Finding, ...]]:
    """The workbook with those lost names put back whose cells could be told beyond doubt, and a finding that says where each was found."""
    if all(map(content.names.get, layout.form.recall(_needed, layout.kind))):
        return content, ()
    spots = _spots(content)
    found = {
        **dict(_figures(content, layout, spots)),
        **{name: area for block in layout.texts for name, area in _answers(block, spots)},
        **{name: area for block in layout.tables for name, area in _columns(content, block, spots)},
    }
    lost = {name: area for name, area in found.items() if not content.names.get(name)}
    grids = {title: grid for title in {area.sheet for area in lost.values()} if (grid := content.grid(title)) is not None}
    whole = replace(content, names={**content.names, **lost}, grids={**content.grids, **grids})
    return whole, tuple(_told(content, layout, name, area) for name, area in lost.items())


def _needed(form: Form, kind: str) -> tuple[str, ...]:
    return tuple(form.names_of(kind))


def _spots(content: WorkbookContent) -> Spots:
    spots: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for title in content.sheets:
        if title == GUIDE or is_annotation(title):
            continue  # they repeat the labels of others
        for row, cells in enumerate(content.grid(title) or (), start=1):
            for column, value in enumerate(cells, start=1):
                if isinstance(value, str) and value:
                    spots[fold(value)].append((title, row, column))
    return {text: tuple(places) for text, places in spots.items()}


def _figures(content: WorkbookContent, layout: Layout, spots: Spots) -> Iterator[tuple[str, Area]]:
    """An input stands beside its label, below the inputs before it and above those after it."""
    lines = [line for line in layout.lines if line.indicator]
    known = [
        _beside_its_label(content.names.get(line.indicator.code if line.indicator else ""), line.label, spots) for line in lines
    ]
    for at, line in enumerate(lines):
        before = next((area for area in reversed(known[:at]) if area), None)
        after = next((area for area in known[at + 1 :] if area), None)
        places = [each for each in spots.get(fold(line.label), ()) if _lies_between(each, before, after)]
        if len(places) == 1 and line.indicator:
            ((title, row, column),) = places
            beside = before or after
            value = beside.left if beside else column + VALUE - LABEL
            yield line.indicator.code, Area(title, row, value, row, value)


def _beside_its_label(area: Area | None, label: str, spots: Spots) -> Area | None:
    """The area, where its label stands beside it: a name may have stayed behind when rows were moved."""
    labels = spots.get(fold(label), ())
    return area if area and (area.sheet, area.top, area.left + LABEL - VALUE) in labels else None


def _lies_between(place: tuple[str, int, int], before: Area | None, after: Area | None) -> bool:
    title, row, _ = place
    above = before is None or (title == before.sheet and row > before.top)
    return above and (after is None or (title == after.sheet and row < after.top))


def _answers(block: TextBlock, spots: Spots) -> Iterator[tuple[str, Area]]:
    """An answer stands so many rows below its question."""
    asked = fold(block.text.label)
    places = [place for text, each in spots.items() if text == asked or text.startswith(f"{asked} ") for place in each]
    if len(places) == 1:
        ((title, row, column),) = places
        answer, column = row + block.answer_row - block.row, column + TEXT_ANSWER - TEXT_LABEL
        yield block.text.code, Area(title, answer, column, answer, column)
        if block.text.choices:
            yield block.text.choice_code, Area(title, row + 1, column, row + 1, column)


def _columns(content: WorkbookContent, block: TableBlock, spots: Spots) -> Iterator[tuple[str, Area]]:
    """A column stands below its heading, in the rows of the columns beside it; without any, in as many rows as were issued."""
    names = [f"{block.table.code}.{column.code}" for column in block.table.columns]
    beside = next((area for name in names if (area := content.names.get(name))), None)
    heads = [_heads(column.label, spots) for column in block.table.columns]
    line = (beside.sheet, beside.top - BELOW_HEAD) if beside else _shared_line(heads)
    taken = {area.left for name in content.names if (area := content.names[name]) and line and _stands_under(area, line)}
    under = [[column for title, row, column in places if (title, row) == line] for places in heads]
    claimed = Counter(column for columns in under for column in columns)
    for name, columns in zip(names, under, strict=True):
        if line and len(columns) == 1 and columns[0] not in taken and claimed[columns[0]] == 1:
            top, bottom = (beside.top, beside.bottom) if beside else (line[1] + BELOW_HEAD, line[1] + BELOW_HEAD + block.rows - 1)
            yield name, Area(line[0], top, columns[0], bottom, columns[0])


def _heads(label: str, spots: Spots) -> tuple[tuple[str, int, int], ...]:
    """Where a heading may stand: its unit of measure and a star may follow."""
    asked = fold(label)
    behind = (f"{asked} (", f"{asked} *", f"{asked}*")
    return tuple(place for text, each in spots.items() if text == asked or text.startswith(behind) for place in each)


def _shared_line(heads: Sequence[tuple[tuple[str, int, int], ...]]) -> tuple[str, int] | None:
    """The one row of one sheet in which all headings of a table stand: a single word may head something else."""
    lines = [{place[:2] for place in places} for places in heads]
    shared = set.intersection(*lines) if lines else set()
    return shared.pop() if len(shared) == 1 else None


def _stands_under(area: Area, line: tuple[str, int]) -> bool:
    """True for what a name that is left says to stand below that row: it is another column's."""
    return area.sheet == line[0] and area.top == line[1] + BELOW_HEAD and area.left == area.right


def _told(content: WorkbookContent, layout: Layout, name: str, area: Area) -> Finding:
    cell = address(area.top, area.left)
    place = Place(content.file, area.sheet, cell, content.identity.unit, name)
    return finding("name-found", place, found=name, label=label_of(layout, name), cell=cell, sheet=area.sheet)


def label_of(layout: Layout, name: str) -> str:
    """What a name of the workbook is called in the form."""
    table, _, column = name.partition(".")
    if column:
        held = layout.form.table_by_code[table]
        return f"{held.label}: {held.column(column).label}"
    indicator = layout.form.by_code.get(name)
    return indicator.label if indicator else next(each.label for each in layout.form.texts if name in (each.code, each.choice_code))
