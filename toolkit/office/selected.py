"""Which figure a selected cell of a consolidated workbook shows: by the workbook's names, never by where a cell stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.excel.carried import SOURCE
from toolkit.excel.layout import OVERVIEW
from toolkit.excel.reader import WorkbookContent
from toolkit.excel.structure import Area
from toolkit.messages import Obstacle, say
from toolkit.model.form import Form
from toolkit.model.unit import Tree

Grid = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Selected:
    """A cell that somebody has selected: rows and columns count from 1; `above` is the sheet from A1 to it."""

    sheet: str
    row: int
    column: int
    above: Grid

    @property
    def shown(self) -> object:
        """What the cell shows."""
        return self.above[-1][-1]


def figure_at(content: WorkbookContent, form: Form, tree: Tree, at: Selected) -> tuple[str, str]:
    """The unit and the indicator of the figure there; Obstacle where the cell shows none."""
    found = _named(content, form, at) or _listed(content, at) or _crossed(content, form, tree, at)
    if found is None or found[0] not in tree or found[1] not in form.by_code:
        raise Obstacle("trace-no-figure", file=content.file, sheet=at.sheet, cell=_address(at))
    return found


def _address(at: Selected) -> str:
    return Area(at.sheet, at.row, at.column, at.row, at.column).first


def _named(content: WorkbookContent, form: Form, at: Selected) -> tuple[str, str] | None:
    """A cell in the row of an indicator's name: its figure, or what that is set beside."""
    for code in form.by_code:
        area = content.names.get(code)
        if area is not None and area.sheet == at.sheet and area.top == at.row and area.bottom == at.row:
            return content.identity.unit, code
    return None


def _listed(content: WorkbookContent, at: Selected) -> tuple[str, str] | None:
    """A row of the list of sources, whose columns are named."""
    unit, code = (content.names.get(f"{SOURCE}{column}") for column in ("unit", "indicator"))
    if unit is None or code is None or unit.sheet != at.sheet or not unit.top <= at.row <= unit.bottom:
        return None
    row = at.row - unit.top
    told = [content.area(f"{SOURCE}{column}")[row][0].raw for column in ("unit", "indicator")]
    return str(told[0]), str(told[1])


def _crossed(content: WorkbookContent, form: Form, tree: Tree, at: Selected) -> tuple[str, str] | None:
    """A cell of the table of units and indicators: by the unit's name in its row, the indicator's label above it."""
    if at.sheet != OVERVIEW or content.identity.unit not in tree:
        return None
    units = dict(_rows(tree, content.identity.unit))
    unit = next((units[text] for text in map(_text, at.above[-1]) if text in units), None)
    code = next((code for row in reversed(at.above[:-1]) if (code := _labelled(form, row))), None)
    return (unit, code) if unit and code else None


def _labelled(form: Form, heads: Sequence[object]) -> str:
    """The indicator whose label heads the last of these columns; of several so labelled, the one in as many-eth place as the column."""
    label = _text(heads[-1])
    codes = [each.code for _, members in form.sections() for each in members if each.label == label]
    before = sum(_text(head) == label for head in heads[:-1])
    return codes[before] if before < len(codes) else ""


def _rows(tree: Tree, unit: str) -> Iterator[tuple[str, str]]:
    yield say("form-total", "vi"), unit
    yield say("form-own-row", "vi", name=tree[unit].name), unit
    yield from ((each.name, each.code) for each in tree.children(unit))


def _text(value: object) -> str:
    return str(value or "").strip()
