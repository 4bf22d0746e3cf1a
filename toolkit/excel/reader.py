"""Reading a workbook that came back: who sent it, and what stands where our names point.

Nothing here knows a form: names are asked for by whoever does. Values come from calamine (fast, and a formula gives its last computed
value); names and properties from three small parts. A cell with an error (`#REF!`) reads as that text: calamine says nothing of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import time, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar, cast

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from toolkit.excel.fonts import Fonts
from toolkit.excel.lean import lean_looks, lean_sheet
from toolkit.excel.memory import Memory
from toolkit.excel.package import CONTENT_TYPES, Package, relationships_part
from toolkit.excel.preflight import ORDINARY, Bounds, Problem, open_package
from toolkit.excel.structure import Area, Names, Structure, address, parse_address, parse_area, read_structure
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.submission import Identity, Raw, RawCell

IDENTITY_SHEET = "_baocao"
IDENTITY_PREFIX = "baocao."
_KEYS = tuple(each.name for each in fields(Identity))

LARGEST_WHOLE = 2**53
"""Up to here Excel's numbers (doubles) tell whole numbers apart."""

_PARTS_OF_ALL = (CONTENT_TYPES, relationships_part(""))
_PARTS_OF_CELLS = ("sharedStrings", "styles")
"""What a workbook part refers to and cells in turn refer to: texts, and the formats that make a date of a number."""

_SHORTENED: Memory[bytes] = Memory(most=128)
"""Contents, so fewer of them are kept: mostly the parts of all workbooks of a round."""

_ERROR_TYPES = (b't="e"', b"t='e'")
_ERROR_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*\bt=["']e["'][^>]*>.*?</(?:\w+:)?c>""", re.DOTALL)
_ERROR = re.compile(rb"""\br=["']([A-Z]+[0-9]+)["'].*<(?:\w+:)?v>([^<]+)<""", re.DOTALL)

_FORMULA_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]+[0-9]+)["'][^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*))""")
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref=["']([^"']*)["']""")
_EXTRAS = (("vbaproject", "macros-added"), ("externallink", "external-links"))

T = TypeVar("T")
U = TypeVar("U")

Grid = Sequence[Sequence[object]]
"""A sheet's values from A1 on, as calamine gives them: only what is asked for is turned into what we know."""


class UnreadableWorkbook(Exception):
    """The bytes are no workbook that can be read: `code` of the catalogue says why, `values` are what its sentence names."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.code = problem.code
        self.values = dict(problem.values)


@dataclass(frozen=True)
class _Source:
    """The workbook itself, for what is asked for seldom."""

    package: Package
    structure: Structure

    @cached_property
    def fonts(self) -> Fonts:
        """The fonts of its cells."""
        return Fonts(self.package)


@dataclass(frozen=True)
class WorkbookContent:
    """A workbook that was read. `grids` holds the sheets that a name points to, by title, each from A1 on."""

    file: str
    sha256: str
    identity: Identity
    names: Names
    """Where each defined name points; None where that is gone (`#REF!`) or is no single area."""
    sheets: tuple[str, ...]
    """The titles of all sheets, in order."""
    grids: Mapping[str, Grid]
    findings: tuple[Finding, ...] = field(default=())
    """What is wrong with the workbook itself: its own statements of who it is contradict each other, ..."""
    source: _Source | None = field(default=None, repr=False, compare=False)

    def recall(self, work_out: Callable[[Names, T], U], of: T) -> U:
        """What a function works out of where the names point and of another thing; known, where other workbooks' names point alike."""
        if self.source is None or self.names is not self.source.structure.names:
            return work_out(self.names, of)
        return self.source.structure.recall(work_out, of)

    def cell(self, name: str) -> RawCell | None:
        """What stands in the (first) cell of that name; None where the workbook has no such name or it points nowhere."""
        area = self.names.get(name)
        return None if area is None else self._at(area, area.top, area.left, name)

    def cells(self, names: Iterable[str]) -> dict[str, RawCell]:
        """What stands in the (first) cell of each of those names, by name, without names that the workbook has not or that point nowhere."""
        found: dict[str, RawCell] = {}
        for name in names:
            area = self.names.get(name)
            if area is not None:
                found[name] = self._at(area, area.top, area.left, name)
        return found

    def area(self, name: str) -> tuple[tuple[RawCell, ...], ...]:
        """The rows of the area of that name, without those below the sheet's last used row; empty where the name is gone or broken."""
        area = self.names.get(name)
        if area is None:
            return ()
        columns = range(area.left, area.right + 1)
        rows = range(area.top, min(area.bottom, len(self.grids[area.sheet])) + 1)
        return tuple(tuple(self._at(area, row, column, name) for column in columns) for row in rows)

    def filled(self, name: str) -> tuple[int, ...]:
        """The rows of the area of that name in whose first cell something stands."""
        area = self.names.get(name)
        if area is None:
            return ()
        left, rows = area.left, self.grids[area.sheet][area.top - 1 : area.bottom]
        return tuple(at for at, row in enumerate(rows, area.top) if left <= len(row) and row[left - 1] not in (None, ""))

    def row(self, name: str, row: int) -> RawCell | None:
        """What stands in that row of the area of that name, in its first column; None where the area does not reach there."""
        area = self.names.get(name)
        return self._at(area, row, area.left, name) if area and area.top <= row <= area.bottom else None

    def grid(self, title: str) -> Grid | None:
        """A sheet's values, also of one that no name points to; None where that cannot be read as cells."""
        if title in self.grids or self.source is None:
            return self.grids.get(title)
        part = next((sheet.part for sheet in self.source.structure.sheets if sheet.title == title), "")
        if part not in self.source.package or b"sheetData" not in self.source.package.read(part):
            return None
        return dict(_read_grids(self.source.package, {title: part}))[title]

    def formulas(self, title: str) -> Mapping[str, str]:
        """The cells of a sheet that hold a formula, by address, with its text; empty text where it is shared with another cell."""
        if title not in self._formulas:
            found = _FORMULA_CELL.finditer(self._xml(title))
            self._formulas[title] = {match[1].decode(): (match[2] or b"").decode("utf-8", "replace") for match in found}
        return self._formulas[title]

    def unformulated(self, title: str, cells: Sequence[str]) -> tuple[str, ...]:
        """Those of a sheet's cells, by address, that hold no formula. Given in the sheet's order they are found in one look."""
        sheet = self._xml(title)
        at = 0
        for cell in cells:
            at = sheet.find(b' r="%b"' % cell.encode(), at)
            end = sheet.find(b">", at)
            if at < 0 or not sheet.startswith((b"<f>", b"<f "), end + 1):
                return tuple(each for each in cells if each not in self.formulas(title))
        return ()

    def merges(self, title: str) -> tuple[Area, ...]:
        """The areas of a sheet that were merged into one cell each."""
        sheet, quoted = self._xml(title), title.replace("'", "''")
        end = sheet.rfind(b"mergeCells")  # behind the cells, which are most of it
        start = sheet.rfind(b"mergeCells", 0, max(end, 0))
        found = _MERGE.findall(sheet, start, end) if start >= 0 else ()
        areas = (parse_area(f"'{quoted}'!{ref.decode('ascii', 'replace')}") for ref in found)
        return tuple(area for area in areas if area is not None)

    def mentions(self, title: str, marks: Sequence[bytes]) -> bool:
        """True where one of these characters occurs anywhere in a sheet as it is stored."""
        sheet = self._xml(title)
        return any(mark in sheet for mark in marks)

    def _xml(self, title: str) -> bytes:
        return self.source.package.read(self.source.structure.part_of(title)) if self.source else b""

    @cached_property
    def _formulas(self) -> dict[str, Mapping[str, str]]:
        return {}

    @property
    def extras(self) -> tuple[str, ...]:
        """Codes of what no blank of ours has: macros, links to other workbooks."""
        names = "\n".join(self.source.package.names).lower() if self.source else ""
        return tuple(code for mark, code in _EXTRAS if mark in names)

    def broken(self) -> tuple[str, ...]:
        """The names whose cells are gone."""
        return tuple(name for name, area in self.names.items() if area is None)

    def _at(self, area: Area, row: int, column: int, name: str) -> RawCell:
        raw = self.raw(area, row, column)
        place = Place(self.file, area.sheet, address(row, column), self.identity.unit, name)
        if type(raw) is not str or raw.isascii():
            return RawCell(place, raw)
        return RawCell(place, raw, self._font(place))

    def raw(self, area: Area, row: int, column: int) -> Raw:
        """What stands in a cell of the sheet that an area lies on."""
        try:
            value = self.grids[area.sheet][row - 1][column - 1]
        except IndexError:
            return None  # beyond what the sheet holds; rows and columns of an area count from 1
        return value if type(value) is str and value else _raw(value)

    def _font(self, place: Place) -> str:
        if self.source is None or not self.source.fonts.any_legacy:
            return ""
        return self.source.fonts.legacy_font(self.source.structure.part_of(place.sheet), place.cell)


def read_workbook(data: bytes, name: str, sha256: str = "", bounds: Bounds = ORDINARY) -> WorkbookContent:
    """The workbook's identity, names, and what stands on the sheets that its names point to. `name` is what messages call the file.

    `sha256` is the data's, where the caller has worked it out already.

    UnreadableWorkbook where it is no workbook, locked, damaged, dangerous to open, or larger than `bounds`.
    """
    package = open_package(data, bounds)
    if isinstance(package, Problem):
        raise UnreadableWorkbook(package)
    try:
        structure = read_structure(package)
        grids = dict(_grids(package, structure))
        properties = _properties(package)
    except (KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise UnreadableWorkbook(Problem("workbook-damaged")) from error
    return _content(name, sha256 or hashlib.sha256(data).hexdigest(), _Source(package, structure), grids, properties)


def _content(file: str, sha256: str, source: _Source, grids: Mapping[str, Grid], properties: Mapping[str, str]) -> WorkbookContent:
    structure = source.structure
    bare = WorkbookContent(file, sha256, Identity(), structure.names, structure.titles, grids, source=source)
    stated = (_from_names(bare), _from_sheet(bare), properties)
    whole = {key: text for each in reversed(stated) for key, text in each.items()}
    place = Place(file=file, unit=whole.get("unit", ""))
    agreed = all(whole[key] == text for each in stated for key, text in each.items())
    return replace(bare, identity=Identity(**whole), findings=() if agreed else tuple(_contradictions(stated, place)))


def _from_names(content: WorkbookContent) -> dict[str, str]:
    areas = {key: content.names.get(f"{IDENTITY_PREFIX}{key}") for key in _KEYS}
    stated = {key: _text(content.raw(area, area.top, area.left)) for key, area in areas.items() if area is not None}
    return {key: text for key, text in stated.items() if text}


def _from_sheet(content: WorkbookContent) -> dict[str, str]:
    """Column A holds keys, column B values; the sheet may have been shown, moved or lost its names."""
    title = next((title for title in content.sheets if title.casefold() == IDENTITY_SHEET), "")
    rows = content.grids.get(title, ())
    return _identity_keys({_text(_raw(row[0])): _text(_raw(row[1])) for row in rows if len(row) > 1})


def _identity_keys(stated: Mapping[str, str]) -> dict[str, str]:
    return {key: stated[f"{IDENTITY_PREFIX}{key}"] for key in _KEYS if stated.get(f"{IDENTITY_PREFIX}{key}")}


def _contradictions(stated: tuple[Mapping[str, str], ...], place: Place) -> Iterator[Finding]:
    for key in _KEYS:
        values = tuple(dict.fromkeys(source[key] for source in stated if key in source))
        if len(values) > 1:
            yield finding("identity-contradiction", place, key=key, found=values[0], other=", ".join(values[1:]))


def _text(raw: Raw) -> str:
    return "" if raw is None else str(raw).strip()


def _properties(package: Package) -> dict[str, str]:
    part = package.related("", "custom-properties")
    if part is None:
        return {}
    properties = package.tree(part).iterchildren("{*}property")
    return _identity_keys({node.get("name", ""): (node[0].text or "").strip() for node in properties if len(node)})


def _grids(package: Package, structure: Structure) -> Iterator[tuple[str, Grid]]:
    wanted = {
        sheet.title: sheet.part
        for sheet in structure.sheets
        if sheet.title in structure.pointed or sheet.title.casefold() == IDENTITY_SHEET
    }
    yield from _read_grids(package, wanted)


def _read_grids(package: Package, parts: Mapping[str, str]) -> Iterator[tuple[str, Grid]]:
    """The sheets' values. calamine gets no more than it needs for them: what it parses was looked at, and need not be unpacked again."""
    needed = (*_PARTS_OF_ALL, package.workbook, relationships_part(package.workbook))
    shared = [package.related(package.workbook, kind) for kind in _PARTS_OF_CELLS]
    names = [name for name in (*needed, *shared, *parts.values()) if name is not None and name in package]
    sheets = {part: package.recall(lean_sheet, part) for part in parts.values()}
    looks = {part: short for part in (package.workbook, shared[-1]) if part and (short := _shortened(package, part))}
    try:
        with CalamineWorkbook.from_filelike(BytesIO(package.excerpt(names, {**looks, **sheets}))) as book:
            for title, part in parts.items():
                rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
                yield title, _with_errors(rows, sheets[part])
    except CalamineError as error:
        raise UnreadableWorkbook(Problem("workbook-damaged")) from error
    except BaseException as error:  # a panic of the Rust parser is no Exception, and has no class to import
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableWorkbook(Problem("workbook-damaged")) from error


def _shortened(package: Package, part: str) -> bytes:
    """A part without what has no bearing on values; empty where nobody can recognise it the next time, or what to leave out."""
    digest = package.digest(part)
    return _SHORTENED.recall(digest, lambda: lean_looks(package.read(part))) if digest else b""


def _with_errors(grid: list[list[Any]], sheet: bytes) -> Grid:
    if b"#" not in sheet or not any(mark in sheet for mark in _ERROR_TYPES):  # looking for one byte is ten times as fast
        return grid
    for match in _ERROR_CELL.finditer(sheet):
        found = _ERROR.search(match[0])
        if found is not None:
            row, column = parse_address(found[1].decode())
            if row <= len(grid) and column <= len(grid[row - 1]):
                grid[row - 1][column - 1] = found[2].decode(errors="replace")
    return grid


def _raw(value: object) -> Raw:
    if isinstance(value, str):
        return value or None
    if isinstance(value, float) and value.is_integer() and abs(value) <= LARGEST_WHOLE:
        return int(value)
    if isinstance(value, timedelta):
        return _raw(value / timedelta(days=1))
    if isinstance(value, time):
        return _raw((value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86_400)
    return cast(Raw, value)
