"""Cells emptied for good: what stood in them is in no part of the workbook any more.

A text stands once in a workbook, in the part of shared strings, and cells only point to it; so a text that no cell points to any longer
is taken out there as well. Styles, checks, formulas and everything else stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from toolkit.excel.draft import Draft
from toolkit.excel.package import Package
from toolkit.excel.patch import drop_calculation_chain, write_out_shared
from toolkit.excel.structure import MAX_COLUMN, Area, Structure, address, parse_address, read_structure


def erase(data: bytes, names: Sequence[str] = (), sheets: Sequence[str] = ()) -> bytes:
    """The workbook without what stands in the columns of those defined names, from their first row to the sheet's last, and on those sheets.

    A name or sheet that the workbook does not have is passed over; LookupError or ValueError where it is spoilt.
    """
    try:
        return _erased(data, names, sheets)
    except etree.LxmlError as error:
        raise ValueError("the workbook's XML is spoilt") from error


def _erased(data: bytes, names: Sequence[str], sheets: Sequence[str]) -> bytes:
    draft = Draft(Package(data))
    structure = read_structure(draft.package)
    texts: set[str] = set()
    for area in _areas(structure, names, sheets):
        texts |= _empty(draft, structure.part_of(area.sheet), area)
    if not draft.is_changed:
        return data
    _forget(draft, structure, texts)
    return draft.to_bytes()


def _areas(structure: Structure, names: Sequence[str], sheets: Sequence[str]) -> Iterator[Area]:
    titles = {sheet.title for sheet in structure.sheets if sheet.part}
    yield from (Area(title, 1, 1, 1, MAX_COLUMN) for title in sheets if title in titles)
    yield from (area for name in names if (area := structure.names.get(name)) is not None)


def _empty(draft: Draft, part: str, area: Area) -> set[str]:
    """Empty the area's columns from its first row on; gives the numbers of the shared strings that stood there."""
    sheet = draft.tree(part)
    texts: set[str] = set()
    for cell, row, column in _cells(sheet):
        if row < area.top or not area.left <= column <= area.right or not len(cell):
            continue
        formula = cell.find("{*}f")
        if formula is not None:
            write_out_shared(sheet, cell, formula)
            drop_calculation_chain(draft)
        if cell.get("t") == "s":
            texts.add(cell.findtext("{*}v") or "")
        for child in list(cell):
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, "")
    return texts


def _cells(sheet: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
    row = 0
    for line in sheet.iterfind("{*}sheetData/{*}row"):
        row, column = int(line.get("r") or row + 1), 0
        for cell in line.iterchildren("{*}c"):
            row, column = parse_address(cell.get("r") or address(row, column + 1))
            yield cell, row, column


def _forget(draft: Draft, structure: Structure, texts: set[str]) -> None:
    """Take out those shared strings that no cell points to any more."""
    part = draft.package.related(draft.package.workbook, "sharedStrings")
    if part is None or not texts:
        return
    for sheet in structure.sheets:
        if sheet.part in draft and b"sheetData" in draft.package.read(sheet.part):
            tree = draft.tree(sheet.part) if sheet.part in draft.package else None
            texts -= (
                {cell.findtext("{*}v") or "" for cell, _, _ in _cells(tree) if cell.get("t") == "s"} if tree is not None else set()
            )
    strings = list(draft.tree(part).iterchildren("{*}si"))
    for number in texts:
        item = strings[int(number)]
        for child in list(item):
            item.remove(child)
        etree.SubElement(item, str(item.tag).replace("}si", "}t"))
