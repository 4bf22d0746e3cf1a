"""Cells emptied for good: what stood in them is in no part of the workbook any more.

A text stands once in a workbook, in the part of shared strings, and cells only point to it; so a text that no cell points to any longer
is taken out there as well, and so are notes, links and other echoes of the cells. A sheet of the sender's own that repeats one of the
texts is a copy or a draft of the list, and is emptied whole. Styles, checks, formulas and everything else stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from toolkit.excel.draft import Draft
from toolkit.excel.echoes import hush
from toolkit.excel.layout import OWN_TITLES
from toolkit.excel.package import Package
from toolkit.excel.patch import drop_calculation_chain, write_out_shared
from toolkit.excel.structure import MAX_COLUMN, MAX_ROW, Area, SheetPart, Structure, address, parse_address, read_structure


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
    areas = [*_areas(structure, names, sheets)]
    shared = _shared(draft)
    numbers, words = _emptied(draft, structure, areas, shared)
    copies = [_whole(sheet.title) for sheet in _own_sheets(draft, structure) if words & _texts(draft, sheet.part, shared)]
    more, _ = _emptied(draft, structure, copies, shared)
    if not draft.is_changed:
        return data
    hush(draft, structure, [*areas, *copies], frozenset(words))
    _forget(draft, structure, numbers | more)
    return draft.to_bytes()


def _whole(title: str) -> Area:
    return Area(title, 1, 1, MAX_ROW, MAX_COLUMN)


def _areas(structure: Structure, names: Sequence[str], sheets: Sequence[str]) -> Iterator[Area]:
    """A list's columns down to the sheet's end; the sheet's whole width where nothing else has a name there: people add columns."""
    titles = {sheet.title for sheet in structure.sheets if sheet.part}
    yield from (_whole(title) for title in sheets if title in titles)
    others = [area for name, area in structure.names.items() if area is not None and name not in names]
    for area in (area for name in names if (area := structure.names.get(name)) is not None):
        alone = not any(each.sheet == area.sheet and each.bottom >= area.top for each in others)
        left, right = (1, MAX_COLUMN) if alone else (area.left, area.right)
        yield Area(area.sheet, area.top, left, MAX_ROW, right)


def _own_sheets(draft: Draft, structure: Structure) -> Iterator[SheetPart]:
    """The sheets that the sender added: no name points there, and none of ours is so called."""
    named = {area.sheet for area in structure.names.values() if area is not None}
    for sheet in structure.sheets:
        if sheet.title not in {*named, *OWN_TITLES} and sheet.part in draft and b"sheetData" in draft.package.read(sheet.part):
            yield sheet


def _emptied(draft: Draft, structure: Structure, areas: Sequence[Area], shared: Sequence[str]) -> tuple[set[str], set[str]]:
    """Empty the areas; the numbers of the shared texts that stood there, and of all texts those of several words."""
    numbers: set[str] = set()
    words: set[str] = set()
    for area in areas:
        for number, text in _empty(draft, structure.part_of(area.sheet), area):
            numbers |= {number} if number else set()
            words.add((shared[int(number)] if number.isdecimal() and int(number) < len(shared) else text).strip())
    return numbers, {text for text in words if " " in text}


def _shared(draft: Draft) -> list[str]:
    part = draft.package.related(draft.package.workbook, "sharedStrings")
    items = draft.package.tree(part).iterchildren("{*}si") if part is not None else ()
    return ["".join(node.text or "" for node in item.iter("{*}t")) for item in items]


def _texts(draft: Draft, part: str, shared: Sequence[str]) -> set[str]:
    """What stands on a sheet."""
    texts: set[str] = set()
    for cell, _, _ in _cells(draft.package.tree(part)):
        number = cell.findtext("{*}v") or ""
        is_shared = cell.get("t") == "s" and number.isdecimal() and int(number) < len(shared)
        texts.add((shared[int(number)] if is_shared else _own_text(cell)).strip())
    return texts


def _own_text(cell: etree._Element) -> str:
    return "".join(node.text or "" for node in cell.iter("{*}t", "{*}v"))


def _empty(draft: Draft, part: str, area: Area) -> Iterator[tuple[str, str]]:
    """Empty the area; gives of each cell the number of the shared text that stood there, or else its own text."""
    sheet = draft.tree(part)
    for cell, row, column in _cells(sheet):
        if row < area.top or not area.left <= column <= area.right or not len(cell):
            continue
        formula = cell.find("{*}f")
        if formula is not None:
            write_out_shared(sheet, cell, formula)
            drop_calculation_chain(draft)
        yield ((cell.findtext("{*}v") or "", "") if cell.get("t") == "s" else ("", _own_text(cell)))
        for child in list(cell):
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, "")


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
