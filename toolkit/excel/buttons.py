"""Puts the buttons back into a control workbook that LibreOffice has saved.

LibreOffice 7.4 writes form buttons so that neither it nor anybody else finds them again: shapes that share one name, anchors that end
before they begin, a drawing without extent. The macros stay. What is put back is the part that a new control workbook has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from toolkit.excel.draft import MAIN, OFFICE, Draft
from toolkit.excel.front_sheet import BUTTONS, RESULT, button_drawing
from toolkit.excel.package import WORKSHEET_ORDER, Package, insert_in_order, local_name
from toolkit.excel.structure import Structure, read_structure

_DRAWING = "xl/drawings/vmlNut.vml"
_SHAPE = re.compile(rb"""<v:shape\s[^>]*?\bid=["']([^"']*)["'].*?</v:shape>""", re.DOTALL)
_MACRO = re.compile(rb"<x:FmlaMacro>([^<]*)<")
_MACROS = frozenset(button.macro for button in BUTTONS)


@dataclass(frozen=True)
class _Front:
    """The front sheet's part, and the rows (from 0) in which its buttons belong, by their names."""

    part: str
    rows: dict[str, int]


def lacks_buttons(data: bytes) -> bool:
    """True for a workbook that has macros and a front sheet, and no button on that which can be found."""
    package = Package(data)
    front = _front(read_structure(package))
    if front is None or package.related(package.workbook, "vbaProject") is None:
        return False
    drawing = package.related(front.part, "vmlDrawing")
    names = list(_names(package.read(drawing))) if drawing else []
    return not names or len(set(names)) < len(names)


def _names(drawing: bytes) -> Iterator[bytes]:
    """What the shapes are called that are bound to a macro of ours. Read without a parser: what Excel writes there need not be XML."""
    for shape in _SHAPE.finditer(drawing):
        macro = _MACRO.search(shape[0])
        if macro and re.split(r"[!.]", macro[1].decode("utf-8", "replace"))[-1] in _MACROS:
            yield shape[1]


def with_buttons(data: bytes) -> bytes:
    """The workbook with a button beside each name that its front sheet still has; whatever else stands in it stays. KeyError without such a sheet."""
    package = Package(data)
    front = _front(read_structure(package))
    if front is None:
        raise KeyError(RESULT)
    draft = Draft(package)
    sheet = draft.tree(front.part)
    _drop_remains(draft, sheet, front.part)
    draft.add(_DRAWING, button_drawing(front.rows), "application/vnd.openxmlformats-officedocument.vmlDrawing")
    reference = sheet.makeelement(f"{{{MAIN}}}legacyDrawing", {f"{{{OFFICE}}}id": draft.relate(front.part, "vmlDrawing", _DRAWING)})
    insert_in_order(sheet, reference, WORKSHEET_ORDER)
    _name_for_macros(draft)
    return draft.to_bytes()


def _front(structure: Structure) -> _Front | None:
    area = structure.names.get(RESULT)
    if area is None:
        return None
    stands = {button.name: structure.names.get(button.name) for button in BUTTONS}
    rows = {name: spot.top - 1 for name, spot in stands.items() if spot is not None and spot.sheet == area.sheet}
    return _Front(structure.part_of(area.sheet), rows)


def _drop_remains(draft: Draft, sheet: etree._Element, part: str) -> None:
    """What LibreOffice left of the buttons: of a drawing only where nothing else is in it."""
    for kind in ("vmlDrawing", "ctrlProp"):
        for each in draft.package.relationships(part):
            if each.kind == kind:
                draft.unrelate(part, each.target)
                draft.remove(each.target)
    drawing = draft.package.related(part, "drawing")
    only_buttons = drawing and all(local_name(node) == "AlternateContent" for node in draft.package.tree(drawing))
    if drawing and only_buttons:
        draft.unrelate(part, drawing)
        draft.remove(drawing)
    gone = {"legacyDrawing", "AlternateContent", "controls"} | ({"drawing"} if only_buttons else set())
    for node in list(sheet):
        if local_name(node) in gone:
            sheet.remove(node)


def _name_for_macros(draft: Draft) -> None:
    """The names by which a VBA project knows the workbook and its sheets, as a new control workbook has them; LibreOffice drops them."""
    workbook = draft.tree(draft.package.workbook)
    properties = workbook.find(f"{{{MAIN}}}workbookPr")
    if properties is not None and not properties.get("codeName"):
        properties.set("codeName", "ThisWorkbook")
    for number, each in enumerate(read_structure(draft.package).sheets, start=1):
        sheet = draft.tree(each.part)
        stated = sheet.find(f"{{{MAIN}}}sheetPr")
        if stated is None:
            stated = sheet.makeelement(f"{{{MAIN}}}sheetPr")
            sheet.insert(0, stated)
        if not stated.get("codeName"):
            stated.set("codeName", f"Sheet{number}")
