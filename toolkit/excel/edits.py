"""What a person has done in a consolidated workbook since we wrote it: filled in what is left to people, or typed over ours.

Left to people are the marks beside answers (`Đưa vào báo cáo`) and the unit's own answers. Of everything else each sheet has a digest: the
same after Excel or LibreOffice has saved the workbook, another one once a value on it was changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from toolkit.excel.carried import TEXT, read_picked
from toolkit.excel.layout import NUMBERS, OVERVIEW
from toolkit.excel.reader import WorkbookContent
from toolkit.excel.structure import Area, parse_address
from toolkit.model.form import Form
from toolkit.model.place import Place

_Spot = tuple[int, int]


@dataclass(frozen=True)
class FilledIn:
    """What people filled in where it is left to them."""

    picked: tuple[tuple[str, str], ...] = ()
    """(text, unit) of each answer that is marked for the report."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The unit's own answers by code, as typed."""


def read_filled_in(content: WorkbookContent, form: Form) -> FilledIn:
    """The marks and the own answers of a consolidated workbook."""
    cells = {code: content.cell(code) for code in _own_texts(form)}
    words = {code: str(cell.raw).strip() for code, cell in cells.items() if cell is not None and cell.raw is not None}
    return FilledIn(tuple(read_picked(content, form)), {code: text for code, text in words.items() if text})


def read_totals(content: WorkbookContent, form: Form) -> Iterator[tuple[str, object, Place]]:
    """What stands in the cell of each total that is a value and no formula: its code, the value, its place."""
    formulas = content.formulas(NUMBERS) if NUMBERS in content.sheets else {}
    for indicator in form.totals:
        cell = content.cell(indicator.code)
        if cell is not None and cell.place.cell not in formulas:
            yield indicator.code, cell.raw, cell.place


def sheet_digests(content: WorkbookContent, form: Form) -> Mapping[str, str]:
    """A digest of each sheet, by title, without formulas and without what is left to people; empty for one that nothing is read from."""
    names = (*_own_texts(form), *(f"{TEXT}{text.code}.include" for text in form.texts))
    areas = [area for area in map(content.names.get, names) if area is not None]
    told = {*content.grids, OVERVIEW}
    return {title: _digest(content, title, areas) if title in told else "" for title in content.sheets}


def _own_texts(form: Form) -> Iterator[str]:
    return (code for text in form.texts for code in (text.code, text.choice_code) if code)


def _digest(content: WorkbookContent, title: str, areas: list[Area]) -> str:
    left = [area for area in areas if area.sheet == title]
    formulas = {parse_address(cell) for cell in content.formulas(title)}
    held = hashlib.sha256()
    for row, cells in enumerate(content.grid(title) or (), start=1):
        for column, value in enumerate(cells, start=1):
            if value not in ("", None) and (row, column) not in formulas and not any(_holds(each, row, column) for each in left):
                held.update(f"{row},{column},{canonical(value)};".encode())
    return held.hexdigest()


def _holds(area: Area, row: int, column: int) -> bool:
    return area.top <= row <= area.bottom and area.left <= column <= area.right


def canonical(value: object) -> str:
    """A cell's value as every program keeps it: numbers to 12 digits, moments to the minute, texts without needless space; empty where it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return f"{value:.12g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())
