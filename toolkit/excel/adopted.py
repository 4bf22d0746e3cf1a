"""An office's own workbook, whose cells somebody named in Excel: looked into, and stamped. Nothing else in the file is touched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from toolkit.excel.active import active_content
from toolkit.excel.draft import Draft
from toolkit.excel.package import WORKBOOK_ORDER, Package, insert_in_order, parse_xml
from toolkit.excel.patch import CellValue, set_values
from toolkit.excel.preflight import Problem, open_package
from toolkit.excel.reader import IDENTITY_PREFIX, IDENTITY_SHEET
from toolkit.excel.structure import Area, SheetPart, Structure, column_letters, parse_address, read_structure
from toolkit.messages import Obstacle
from toolkit.model.submission import OWN_DESIGN, Identity
from toolkit.model.value import NO_DATA, Value, is_given
from toolkit.vietnamese.absence import NO_DATA_TEXT

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES_OF_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""Whose property it is: a user's own, in the words of ISO/IEC 29500-1 (22.3)."""

_STAMP = ("programme", "form", "version", "unit", "period", "fingerprint")


@dataclass(frozen=True, slots=True)
class NamedArea:
    """Where a name of the workbook points, and what it finds there."""

    area: Area
    is_one_cell: bool
    """True for a single cell, or for exactly one merged cell."""
    hidden_by_merge: bool
    """True where its first cell lies under a merged one: what is typed there is never seen."""
    on_hidden_sheet: bool
    locked: bool
    """True where the sheet is protected and the first cell is not open."""
    columns: tuple[Area, ...]
    """The area cut into columns as a reader sees them: merged cells of its first row count once."""


class OfficeBook:
    """The workbook as a form's blank: what its names point to."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        self._structure = read_structure(self._package)
        self._sheets = {sheet.title: sheet for sheet in self._structure.sheets}
        self._trees: dict[str, etree._Element] = {}

    @property
    def names(self) -> Mapping[str, Area | None]:
        """Every name; None where it points to nothing that is left, or to more than one area."""
        return self._structure.names

    def named(self, name: str) -> NamedArea | None:
        """What a name points to; None where it is missing or broken, or where it points to something other than cells."""
        area = self.names.get(name)
        sheet = self._sheets.get(area.sheet) if area else None
        if area is None or sheet is None or self._tree(sheet).find("{*}sheetData") is None:
            return None
        merged = tuple(each for each in self._merged(sheet) if _meet(each, area))
        first = next((each for each in merged if _holds(each, area.top, area.left)), None)
        return NamedArea(
            area,
            is_one_cell=(area.top, area.left) == (area.bottom, area.right) or area in merged,
            hidden_by_merge=first is not None and (first.top, first.left) != (area.top, area.left),
            on_hidden_sheet=sheet.state != "visible",
            locked=self._is_locked(sheet, area),
            columns=tuple(_columns(area, merged)),
        )

    def _tree(self, sheet: SheetPart) -> etree._Element:
        if sheet.part not in self._trees:
            self._trees[sheet.part] = self._package.tree(sheet.part)
        return self._trees[sheet.part]

    def _merged(self, sheet: SheetPart) -> Iterator[Area]:
        for node in self._tree(sheet).iterfind("{*}mergeCells/{*}mergeCell"):
            first, _, last = node.get("ref", "A1").partition(":")
            (top, left), (bottom, right) = parse_address(first), parse_address(last or first)
            yield Area(sheet.title, top, left, bottom, right)

    def _is_locked(self, sheet: SheetPart, area: Area) -> bool:
        tree = self._tree(sheet)
        protection = tree.find("{*}sheetProtection")
        if protection is None or protection.get("sheet") not in ("1", "true"):
            return False
        cells = (cell for cell in tree.iterfind("{*}sheetData/{*}row/{*}c") if cell.get("r") == area.first)
        columns = (
            node for node in tree.iterfind("{*}cols/{*}col") if int(node.get("min", "0")) <= area.left <= int(node.get("max", "0"))
        )
        style = next((cell.get("s", "0") for cell in cells), next((node.get("style", "0") for node in columns), "0"))
        return int(style) not in self._open_styles

    @cached_property
    def _open_styles(self) -> frozenset[int]:
        part = self._package.related(self._package.workbook, "styles")
        formats = list(self._package.tree(part).iterfind("{*}cellXfs/{*}xf")) if part else []
        found = ((number, each.find("{*}protection")) for number, each in enumerate(formats))
        return frozenset(number for number, node in found if node is not None and node.get("locked") in ("0", "false"))


def read_office_book(data: bytes, name: str) -> OfficeBook:
    """The workbook, where it may become a blank; Obstacle where it is none, holds macros, or draws on other files."""
    package = open_package(data)
    if isinstance(package, Problem):
        raise Obstacle(package.code, file=name, **dict(package.values))
    active = active_content(package)
    if active:
        raise Obstacle(f"adopt-{active}", file=name)
    try:
        return OfficeBook(data)
    except (KeyError, ValueError, etree.XMLSyntaxError) as problem:
        raise Obstacle("workbook-damaged", file=name) from problem


def with_names(data: bytes, names: Mapping[str, Area]) -> bytes:
    """The workbook with these names added."""
    if not names:
        return data
    draft = Draft(Package(data))
    _name(draft.tree(draft.package.workbook), names)
    return draft.to_bytes()


class AdoptedBlank:
    """An office's workbook that was found fit to be the blank of a form."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._names = frozenset(name for name, area in read_structure(Package(data)).names.items() if area is not None)
        self._fingerprint = OWN_DESIGN + hashlib.sha256(data).hexdigest()[:16]

    def asks(self, names: Iterator[str]) -> bool:
        """True where it has a place for every one of these."""
        return self._names.issuperset(names)

    def stamped(self, identity: Identity, known: Mapping[str, Value]) -> bytes:
        """One unit's workbook: who it is, and what is known by name where the workbook has such a name; otherwise unchanged."""
        draft = Draft(Package(self._data))
        _stamp_identity(draft, replace(identity, fingerprint=self._fingerprint))
        values: dict[str | tuple[str, int], CellValue] = {
            name: _typed(value) for name, value in known.items() if name in self._names and (is_given(value) or value is NO_DATA)
        }
        data = draft.to_bytes()
        return set_values(data, values) if values else data


def _typed(value: Value) -> CellValue:
    return value if is_given(value) else NO_DATA_TEXT


def _stamp_identity(draft: Draft, identity: Identity) -> None:
    stated = {f"{IDENTITY_PREFIX}{key}": str(getattr(identity, key)) for key in _STAMP}
    _state_in_properties(draft, stated)
    title = _state_in_sheet(draft, stated)
    _name(draft.tree(draft.package.workbook), {key: Area(title, row, 2, row, 2) for row, key in enumerate(stated, start=1)})


def _state_in_properties(draft: Draft, stated: Mapping[str, str]) -> None:
    part = draft.package.related("", "custom-properties")
    if part is None:
        part = "docProps/custom.xml"
        draft.add(part, parse_xml(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES_OF_VALUES}"/>'.encode()), _CUSTOM_TYPE)
        draft.relate("", "custom-properties", part)
    root = draft.tree(part)
    for node in list(root):
        if node.get("name") in stated:
            root.remove(node)
    space = etree.QName(root).namespace
    last = max((int(node.get("pid", "1")) for node in root), default=1)
    for number, (key, value) in enumerate(stated.items(), start=last + 1):
        node = etree.SubElement(root, f"{{{space}}}property", fmtid=_FORMAT_ID, pid=str(number), name=key)
        etree.SubElement(node, f"{{{_TYPES_OF_VALUES}}}lpwstr").text = value


def _state_in_sheet(draft: Draft, stated: Mapping[str, str]) -> str:
    """Write the hidden sheet anew, or make it; its title."""
    structure = read_structure(draft.package)
    found = next((sheet for sheet in structure.sheets if sheet.title.casefold() == IDENTITY_SHEET), None)
    part = found.part if found else _free_part(draft, structure)
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t/></is></c><c r="B{row}" t="inlineStr"><is><t/></is></c></row>'
        for row in range(1, len(stated) + 1)
    )
    sheet = parse_xml(f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode())
    for node, text in zip(sheet.iter(f"{{{_MAIN}}}t"), (text for pair in stated.items() for text in pair), strict=True):
        node.text = text
    draft.add(part, sheet, _SHEET_TYPE)
    if found is None:
        _list_sheet(draft, part)
    return found.title if found else IDENTITY_SHEET


def _free_part(draft: Draft, structure: Structure) -> str:
    folder = draft.package.workbook.rpartition("/")[0]
    names = (f"{folder}/worksheets/baocao{number or ''}.xml".lstrip("/") for number in range(len(structure.sheets) + 1))
    return next(name for name in names if name not in draft.package)


def _list_sheet(draft: Draft, part: str) -> None:
    sheets = draft.tree(draft.package.workbook).find("{*}sheets")
    if sheets is None:
        raise KeyError("sheets")
    number = 1 + max((int(node.get("sheetId") or 0) for node in sheets), default=0)
    made = etree.SubElement(
        sheets, f"{{{etree.QName(sheets).namespace}}}sheet", name=IDENTITY_SHEET, sheetId=str(number), state="veryHidden"
    )
    id_name = next((str(key) for key in sheets[0].attrib if str(key).endswith("}id")), f"{{{_RELATIONSHIPS}}}id")
    made.set(id_name, draft.relate(draft.package.workbook, "worksheet", part))


def _name(workbook: etree._Element, names: Mapping[str, Area]) -> None:
    """Let names point there, in place of whatever the workbook calls so."""
    holder = workbook.find("{*}definedNames")
    space = etree.QName(workbook).namespace
    if holder is None:
        holder = workbook.makeelement(f"{{{space}}}definedNames")
        insert_in_order(workbook, holder, WORKBOOK_ORDER)
    for node in list(holder):
        if node.get("name") in names:
            holder.remove(node)
    for name, area in names.items():
        etree.SubElement(holder, f"{{{space}}}definedName", name=name).text = _reference(area)


def _reference(area: Area) -> str:
    title = area.sheet.replace("'", "''")
    first, last = (f"${column_letters(column)}${row}" for row, column in ((area.top, area.left), (area.bottom, area.right)))
    return f"'{title}'!{first}" if first == last else f"'{title}'!{first}:{last}"


def _meet(one: Area, other: Area) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right


def _holds(area: Area, row: int, column: int) -> bool:
    return area.top <= row <= area.bottom and area.left <= column <= area.right


def _columns(area: Area, merged: tuple[Area, ...]) -> Iterator[Area]:
    column = area.left
    while column <= area.right:
        yield Area(area.sheet, area.top, column, area.bottom, column)
        wide = next((each for each in merged if _holds(each, area.top, column)), None)
        column = (wide.right if wide else column) + 1
