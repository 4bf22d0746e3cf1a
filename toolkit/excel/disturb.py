"""What people's programs do to a workbook between issue and return: rows inserted, sheets added. For the demo and for tests.

Done as Excel does it: names, formulas, merged cells, checks, formats and notes move along. Pictures and charts stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from openpyxl.formula.tokenizer import Token, Tokenizer

from toolkit.excel.draft import OFFICE, Draft
from toolkit.excel.package import Package, attribute, local_name, parse_xml
from toolkit.excel.patch import CellValue, drop_calculation_chain, find_or_make_cell, write_out_shared, write_value
from toolkit.excel.structure import read_structure

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CORNER = re.compile(r"(\$?[A-Za-z]{0,3}\$?)([0-9]{1,7})")
_PLACES = ("ref", "sqref", "activeCell", "topLeftCell")
_FORMULAS = ("f", "formula", "formula1", "formula2")
_VML_ROW = re.compile(rb"(<x:Row>\s*)(\d+)")


@dataclass(frozen=True, slots=True)
class _Insertion:
    """A row that comes into a sheet before the one that has the number `row` now."""

    sheet: str
    row: int

    def place(self, reference: str) -> str:
        """Where cells on that sheet stand afterwards: `B5`, `$B$5:C7`, several with blanks between."""
        return " ".join(":".join(map(self._corner, part.split(":"))) for part in reference.split(" "))

    def formula(self, text: str, own_sheet: str) -> str:
        """A formula that stands on `own_sheet` (empty for one that stands on none) and refers to the same cells as before."""
        tokens = Tokenizer(f"={text}").items
        return "".join(self._operand(token.value, own_sheet) if token.subtype == Token.RANGE else token.value for token in tokens)

    def _operand(self, text: str, own_sheet: str) -> str:
        prefix, mark, cells = text.rpartition("!")
        title = prefix[1:-1].replace("''", "'") if prefix.startswith("'") else prefix
        return f"{prefix}{mark}{self.place(cells)}" if (title if mark else own_sheet) == self.sheet else text

    def _corner(self, text: str) -> str:
        match = _CORNER.fullmatch(text)
        if match is None or int(match[2]) < self.row:
            return text
        return f"{match[1]}{int(match[2]) + 1}"


def insert_row(data: bytes, sheet: str, before_row: int) -> bytes:
    """The workbook with an empty row that looks like the one above it; KeyError where there is no sheet of that title."""
    draft = Draft(Package(data))
    structure = read_structure(draft.package)
    insertion = _Insertion(sheet, before_row)
    target = draft.tree(structure.part_of(sheet))
    _write_out_all_shared(target)
    _move_rows(target, before_row)
    _move_places(target, insertion)
    _move_notes(draft, structure.part_of(sheet), insertion)
    for each in structure.sheets:
        if each.part in draft.package:
            _move_formulas(draft.tree(each.part), insertion, each.title)
    for name in draft.tree(draft.package.workbook).iterfind("{*}definedNames/{*}definedName"):
        name.text = insertion.formula(name.text or "", "")
    drop_calculation_chain(draft)
    return draft.to_bytes()


def add_sheet(data: bytes, title: str, rows: Sequence[Sequence[CellValue]]) -> bytes:
    """The workbook with one more sheet at its end that holds those values from A1 on."""
    draft = Draft(Package(data))
    workbook = draft.tree(draft.package.workbook)
    sheets = workbook.find("{*}sheets")
    if sheets is None:
        raise KeyError("sheets")
    part = f"xl/worksheets/them{len(sheets) + 1}.xml"
    made = parse_xml(f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>'.encode())
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            write_value(find_or_make_cell(made, row, column), value)
    draft.add(part, made, _WORKSHEET_TYPE)
    number = 1 + max(int(node.get("sheetId") or 0) for node in sheets)
    node = etree.SubElement(sheets, f"{{{etree.QName(sheets).namespace}}}sheet", name=title, sheetId=str(number))
    node.set(f"{{{OFFICE}}}id", draft.relate(draft.package.workbook, "worksheet", part))
    return draft.to_bytes()


def _write_out_all_shared(sheet: etree._Element) -> None:
    for formula in list(sheet.iterfind("{*}sheetData/{*}row/{*}c/{*}f")):
        cell = formula.getparent()
        if cell is not None:
            write_out_shared(sheet, cell, formula)


def _move_rows(sheet: etree._Element, before: int) -> None:
    rows = list(sheet.iterfind("{*}sheetData/{*}row"))
    above = next((row for row in rows if int(row.get("r") or 0) == before - 1), None)
    for row in rows:
        number = int(row.get("r") or 0)
        if number >= before:
            _number_row(row, number + 1)
    if above is not None:
        above.addnext(_empty_copy(above, before))


def _number_row(row: etree._Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row.iterchildren("{*}c"):
        cell.set("r", re.sub(r"[0-9]+", str(number), cell.get("r", "A1")))


def _empty_copy(row: etree._Element, number: int) -> etree._Element:
    copy = row.makeelement(row.tag)
    for name, value in row.attrib.items():
        copy.set(name, value)
    for cell in row.iterchildren("{*}c"):
        if cell.get("s"):
            etree.SubElement(copy, cell.tag, r=cell.get("r", "A1"), s=cell.get("s", "0"))
    _number_row(copy, number)
    return copy


def _move_places(sheet: etree._Element, insertion: _Insertion) -> None:
    for node in _outside_rows(sheet):
        for name in _PLACES:
            if node.get(name):
                node.set(name, insertion.place(node.get(name, "")))
        if local_name(node) == "sqref":  # of the formats and checks that came with Excel 2010
            node.text = insertion.place(node.text or "")


def _outside_rows(sheet: etree._Element) -> Iterator[etree._Element]:
    return (node for part in sheet if local_name(part) != "sheetData" for node in part.iter("*"))


def _move_formulas(sheet: etree._Element, insertion: _Insertion, title: str) -> None:
    for node in sheet.iter("*"):
        if local_name(node) in _FORMULAS and node.text:
            node.text = insertion.formula(node.text, title)
            if node.get("ref") and title == insertion.sheet:
                node.set("ref", insertion.place(node.get("ref", "")))


def _move_notes(draft: Draft, part: str, insertion: _Insertion) -> None:
    comments = draft.package.related(part, "comments")
    if comments is None:
        return
    for node in draft.tree(comments).iterfind("{*}commentList/{*}comment"):
        node.set("ref", insertion.place(node.get("ref", "")))
    for each in draft.package.relationships(part):
        if each.kind == "vmlDrawing" and each.id == _legacy(draft.tree(part)):
            draft.put(each.target, _VML_ROW.sub(lambda match: _moved_row(match, insertion.row), draft.package.read(each.target)))


def _legacy(sheet: etree._Element) -> str:
    node = sheet.find("{*}legacyDrawing")
    return "" if node is None else attribute(node, "id")


def _moved_row(match: re.Match[bytes], before: int) -> bytes:
    row = int(match[2])
    return match[1] + str(row + (row + 1 >= before)).encode()
