"""What a workbook says of itself: its sheets in order, and where its defined names point."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, TypeAlias, TypeVar

from lxml import etree

from toolkit.excel.memory import Memory
from toolkit.excel.package import Package, attribute, relationships_part

T = TypeVar("T")
U = TypeVar("U")

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_CORNER = r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_ADDRESS = re.compile(_CORNER)
_AREA = re.compile(rf"=?(?:'((?:[^']|'')+)'|([^'!(),:#]+))!{_CORNER}(?::{_CORNER})?")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its title, the part that holds it, and whether users see it (`visible`, `hidden`, `veryHidden`)."""

    title: str
    part: str
    state: str = "visible"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on a sheet; rows and columns count from 1 and include both ends."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def first(self) -> str:
        """The A1 address of its first cell."""
        return address(self.top, self.left)

    def covers(self, other: Area) -> bool:
        """True where the other one's first cell lies in this one."""
        return self.sheet == other.sheet and self.top <= other.top <= self.bottom and self.left <= other.left <= self.right

    @property
    def last(self) -> str:
        """The A1 address of its last cell."""
        return address(self.bottom, self.right)


Names: TypeAlias = Mapping[str, Area | None]
"""Where each name points: None where that is nothing that is left, or more than one area."""


@dataclass(frozen=True)
class Structure:
    """A workbook's sheets, and its names."""

    sheets: tuple[SheetPart, ...]
    names: Names

    def part_of(self, title: str) -> str:
        """The part of the sheet of that title; KeyError where there is none."""
        return self._parts[title]

    def recall(self, work_out: Callable[[Names, T], U], of: T) -> U:
        """What a function works out of where the names point and of another thing: once for all workbooks whose names point alike."""
        key = work_out, id(of)
        if key not in self._recalled:
            self._recalled[key] = of, work_out(self.names, of)  # held along, so that nothing else comes to have its id
        known: U = self._recalled[key][1]
        return known

    @cached_property
    def _recalled(self) -> dict[tuple[object, int], tuple[object, Any]]:
        return {}

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The sheets' titles, in order."""
        return tuple(sheet.title for sheet in self.sheets)

    @cached_property
    def pointed(self) -> frozenset[str]:
        """The titles of the sheets that a name points to."""
        return frozenset(area.sheet for area in self.names.values() if area is not None)

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        return {sheet.title: sheet.part for sheet in self.sheets}


_STRUCTURES: Memory[Structure] = Memory()


def read_structure(package: Package) -> Structure:
    """The sheets and names of a workbook; KeyError where the package is none."""
    digest = package.digest(package.workbook, relationships_part(package.workbook))
    return _STRUCTURES.recall(digest and (digest, package.workbook), lambda: _structure(package))


def _structure(package: Package) -> Structure:
    root = package.tree(package.workbook)
    targets = {each.id: each.target for each in package.relationships(package.workbook)}
    sheets = tuple(
        SheetPart(node.get("name", ""), targets.get(attribute(node, "id"), ""), node.get("state", "visible"))
        for node in root.iterfind("{*}sheets/{*}sheet")
    )
    return Structure(sheets, _names(root, frozenset(sheet.title for sheet in sheets)))


@lru_cache(maxsize=4096)  # the workbooks of a round have the same names at the same places
def parse_area(text: str) -> Area | None:
    """The area that a reference names, absolute or not, with the sheet in quotes or not; None where it is no single area."""
    match = _AREA.fullmatch(text.strip())
    if match is None:
        return None
    quoted, bare, letters, number, last_letters, last_number = match.groups()
    top, left = int(number), column_number(letters)
    bottom, right = (int(last_number), column_number(last_letters)) if last_number else (top, left)
    if bottom < top or right < left:
        top, bottom, left, right = min(top, bottom), max(top, bottom), min(left, right), max(left, right)
    if top < 1 or bottom > MAX_ROW or right > MAX_COLUMN:
        return None
    return Area(quoted.replace("''", "'") if quoted else bare, top, left, bottom, right)


def parse_address(text: str) -> tuple[int, int]:
    """The row and the column of an A1 address, `$` or not; ValueError where it is none."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[2]), column_number(match[1])


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The number of a column, `A` being 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """The letters of a column, 1 being `A`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell's A1 address."""
    return f"{column_letters(column)}{row}"


def _names(root: etree._Element, titles: frozenset[str]) -> dict[str, Area | None]:
    """Names by what they are called. One that belongs to a single sheet counts only where the workbook has none that is so called:
    copying a sheet in Excel makes such doubles, and the first is the original.
    """
    folded = {title.casefold(): title for title in titles}
    shared: dict[str, Area | None] = {}
    local: dict[str, Area | None] = {}
    for node in root.iterfind("{*}definedNames/{*}definedName"):
        name = node.get("name", "")
        if name.startswith("_xlnm."):
            continue  # Excel's own: print areas, titles, filters
        area = parse_area(node.text or "")
        if area is not None and area.sheet not in titles:
            area = _on_sheet(area, folded)
        (shared if node.get("localSheetId") is None else local).setdefault(name, area)
    return {**local, **shared}


def _on_sheet(area: Area, titles: Mapping[str, str]) -> Area | None:
    title = titles.get(area.sheet.casefold())
    return None if title is None else replace(area, sheet=title)
