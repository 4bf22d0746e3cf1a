"""Values put into a workbook that exists: the cells that its defined names point to, and nothing else in the file.

openpyxl's load and save would drop text boxes, newer formats and every cached value; here the sheet's own XML is edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from lxml import etree

from toolkit.excel.cells import row_height
from toolkit.excel.draft import Draft
from toolkit.excel.package import WORKBOOK_ORDER, Package, insert_in_order, writable
from toolkit.excel.structure import Area, Structure, address, parse_address, read_structure

CellValue: TypeAlias = int | Decimal | str | bool | date | None
"""What can be put into a cell; None empties it."""

_DAY_ZERO = datetime(1899, 12, 30)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def set_values(data: bytes, values: Mapping[str | tuple[str, int], CellValue]) -> bytes:
    """The workbook with those values in it, otherwise unchanged. Formulas lose the values that they carried, for those may be wrong
    now, and a phone's preview would show them: every program computes anew what has none.

    A key is a defined name (of a range: its first cell), or a name with a row's offset for a table's column. Text stays text, also where
    it begins with `=`; a cell keeps its style. KeyError where a name is missing or broken, IndexError where the offset is past the range.
    """
    package = Package(data)
    structure = read_structure(package)
    draft = Draft(package)
    for key, value in values.items():
        name, offset = (key, 0) if isinstance(key, str) else key
        sheet, row, column = _target(structure.names.get(name), name, offset)
        _set_cell(draft, draft.tree(structure.part_of(sheet)), row, column, value)
    _forget_results(draft, structure)
    _ask_for_calculation(draft.tree(package.workbook))
    return draft.to_bytes()


def _target(area: Area | None, name: str, offset: int) -> tuple[str, int, int]:
    if area is None:
        raise KeyError(name)
    if not 0 <= offset <= area.bottom - area.top:
        raise IndexError(f"{name}: {offset}")
    return area.sheet, area.top + offset, area.left


def _set_cell(draft: Draft, sheet: etree._Element, row: int, column: int, value: CellValue) -> None:
    cell = find_or_make_cell(sheet, row, column)
    formula = cell.find("{*}f")
    if formula is not None:
        write_out_shared(sheet, cell, formula)
        drop_calculation_chain(draft)
    for child in list(cell):
        cell.remove(child)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, "")
    write_value(cell, value)
    if isinstance(value, str):
        _make_room(sheet, cell, column, value)


def _make_room(sheet: etree._Element, cell: etree._Element, column: int, text: str) -> None:
    """A row whose height nobody has fixed becomes high enough for a long text: no program looks at that on opening."""
    row, width = cell.getparent(), _of_column(sheet, column, "width")
    if row is not None and width and len(text) > float(width) and row.get("customHeight") not in ("1", "true"):
        row.set("ht", str(max(row_height(text, int(float(width))), float(row.get("ht") or 0))))


def write_value(cell: etree._Element, value: CellValue) -> None:
    """Put a value into an empty cell element; nothing for None."""
    if value is None:
        return
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, _tag(cell, "is")), _tag(cell, "t"))
        text.text = writable(value)
        text.set(_XML_SPACE, "preserve")
        return
    if isinstance(value, bool):
        cell.set("t", "b")
    etree.SubElement(cell, _tag(cell, "v")).text = day_number(value) if isinstance(value, date) else _number(value)


def day_number(value: date) -> str:
    """A day or a moment as Excel counts them: days since the end of 1899."""
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    delta = moment.replace(tzinfo=None) - _DAY_ZERO
    return str(delta.days) if not delta.seconds else str(delta.days + delta.seconds / 86_400)


def _number(value: int | Decimal) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(int(value))


def find_or_make_cell(sheet: etree._Element, row: int, column: int) -> etree._Element:
    """The element of that cell in a worksheet's tree; made in its place, with its row's or column's style, where there was none."""
    line = _find_or_make_row(sheet, row)
    index, at = 0, 0
    for index, cell in enumerate(line.iterchildren("{*}c"), start=1):
        at = parse_address(cell.get("r") or address(row, at + 1))[1]
        if at == column:
            return cell
        if at > column:
            index -= 1
            break
    made = line.makeelement(_tag(line, "c"), r=address(row, column))
    style = line.get("s") if line.get("customFormat") in ("1", "true") else _of_column(sheet, column, "style")
    if style:
        made.set("s", style)
    line.insert(index, made)
    return made


def _find_or_make_row(sheet: etree._Element, row: int) -> etree._Element:
    rows = sheet.find("{*}sheetData")
    if rows is None:
        raise KeyError("sheetData")
    index, at = 0, 0
    for index, line in enumerate(rows.iterchildren("{*}row"), start=1):
        at = int(line.get("r") or at + 1)
        if at == row:
            return line
        if at > row:
            index -= 1
            break
    made = rows.makeelement(_tag(rows, "row"), r=str(row))
    rows.insert(index, made)
    return made


def _of_column(sheet: etree._Element, column: int, trait: str) -> str:
    found = (node for node in sheet.iterfind("{*}cols/{*}col") if int(node.get("min", "0")) <= column <= int(node.get("max", "0")))
    return next((node.get(trait, "") for node in found), "")


def write_out_shared(sheet: etree._Element, cell: etree._Element, formula: etree._Element) -> None:
    """A formula that other cells share is written out into each of them, and into its own cell, where `cell` holds its text."""
    if formula.get("t") != "shared" or not formula.text:
        return
    from openpyxl.formula.translate import Translator  # noqa: PLC0415 - half of what a reading child would load

    origin, group = Translator(f"={formula.text}", cell.get("r", "A1")), formula.get("si")
    for other in list(sheet.iterfind("{*}sheetData/{*}row/{*}c/{*}f")):
        holder = other.getparent()
        if holder is not None and other.get("t") == "shared" and other.get("si") == group:
            other.text = origin.translate_formula(holder.get("r", "A1")).removeprefix("=")
            for name in ("t", "si", "ref"):
                other.attrib.pop(name, "")


def drop_calculation_chain(draft: Draft) -> None:
    """Drop the order of calculation: Excel makes it anew; one that names a cell without a formula makes it offer a repair."""
    workbook = draft.package.workbook
    chain = draft.package.related(workbook, "calcChain")
    if chain is not None:
        draft.remove(chain)
        draft.unrelate(workbook, chain)


def _forget_results(draft: Draft, structure: Structure) -> None:
    for sheet in structure.sheets:
        if sheet.part in draft and (b"<f" in draft.package.read(sheet.part) or b":f" in draft.package.read(sheet.part)):
            for formula in draft.tree(sheet.part).iterfind("{*}sheetData/{*}row/{*}c/{*}f"):
                _forget_result(formula.getparent())


def _forget_result(cell: etree._Element | None) -> None:
    result = cell.find("{*}v") if cell is not None else None
    if cell is not None and result is not None:
        cell.remove(result)
        cell.attrib.pop("t", "")


def _ask_for_calculation(workbook: etree._Element) -> None:
    node = workbook.find("{*}calcPr")
    if node is None:
        node = workbook.makeelement(_tag(workbook, "calcPr"))
        insert_in_order(workbook, node, WORKBOOK_ORDER)
    node.set("fullCalcOnLoad", "1")


def _tag(beside: etree._Element, name: str) -> str:
    """An element's full name in the namespace of another one: strict workbooks have one of their own."""
    namespace = etree.QName(beside).namespace
    return f"{{{namespace}}}{name}" if namespace else name
