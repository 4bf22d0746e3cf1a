"""In which font a cell is shown: asked only of workbooks that use a font from before Unicode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from lxml import etree

from toolkit.excel.memory import Memory
from toolkit.excel.package import Package
from toolkit.vietnamese.legacy import is_legacy_font

_LEGACY = re.compile(rb"""val=["'](?:\.vn|vni[- ])""", re.IGNORECASE)

_NAMING: Memory[bool] = Memory()


class Fonts:
    """The fonts of one workbook's cells."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._cells: dict[str, Mapping[str, tuple[str, str]]] = {}

    @cached_property
    def any_legacy(self) -> bool:
        """True where the workbook names a font from before Unicode at all; else nobody need look at cells."""
        return any(self._names_legacy(part) for part in (self._styles, self._strings) if part)

    def _names_legacy(self, part: str) -> bool:
        return _NAMING.recall(self._package.digest(part), lambda: _LEGACY.search(self._package.read(part)) is not None)

    def legacy_font(self, part: str, cell: str) -> str:
        """The font from before Unicode in which a cell (A1 address) of a worksheet's part is shown; empty where it is another one.

        A text with letters in several fonts counts only where all of them are such.
        """
        style, text = self._styled(part).get(cell, ("", ""))
        runs = self._runs.get(int(text), ()) if text else ()
        fonts = runs or (self._of_style(style),)
        return fonts[0] if all(map(is_legacy_font, fonts)) else ""

    def _styled(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Each cell's style, and the number of its shared text."""
        if part not in self._cells:
            cells = self._package.tree(part).iterfind("{*}sheetData/{*}row/{*}c")
            self._cells[part] = {
                cell.get("r", ""): (cell.get("s", ""), (cell.findtext("{*}v") or "") if cell.get("t") == "s" else "")
                for cell in cells
            }
        return self._cells[part]

    def _of_style(self, style: str) -> str:
        formats = self._formats
        return formats[int(style or 0)] if int(style or 0) < len(formats) else ""

    @cached_property
    def _formats(self) -> tuple[str, ...]:
        """The font of each cell format, by its number."""
        if not self._styles:
            return ()
        root = self._package.tree(self._styles)
        fonts = [_name(font, "name") for font in root.iterfind("{*}fonts/{*}font")]
        numbers = [int(each.get("fontId") or 0) for each in root.iterfind("{*}cellXfs/{*}xf")]
        return tuple(fonts[number] if number < len(fonts) else "" for number in numbers)

    @cached_property
    def _runs(self) -> Mapping[int, tuple[str, ...]]:
        """The fonts of the shared texts that have letters in fonts of their own, by number."""
        if not self._strings:
            return {}
        texts = self._package.tree(self._strings).iterchildren("{*}si")
        found = {
            number: tuple(filter(None, (_name(run, "rFont") for run in text.iter("{*}rPr")))) for number, text in enumerate(texts)
        }
        return {number: fonts for number, fonts in found.items() if fonts}

    @property
    def _styles(self) -> str:
        return self._package.related(self._package.workbook, "styles") or ""

    @property
    def _strings(self) -> str:
        return self._package.related(self._package.workbook, "sharedStrings") or ""


def _name(node: etree._Element, tag: str) -> str:
    found = node.find(f"{{*}}{tag}")
    return found.get("val", "") if found is not None else ""
