"""Marks on cells that must be mended: a conditional format that is always true.

A cell's own style is not touched, so that the mark can be taken off again without a trace, moves along when rows are inserted, and
survives Excel, LibreOffice and WPS. A word in the rule's formula tells that it is ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from toolkit.excel.draft import Draft
from toolkit.excel.package import local_name
from toolkit.excel.stylesheet import conditional_format, style_sheet
from toolkit.model.form import Severity

_FORMULA = 'LEN("baocao")=6'
_COLORS: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("FFC7CE", "C00000"),
    Severity.WARNING: ("FFEB9C", "BF8F00"),
    Severity.NOTE: ("DDEBF7", "2F75B5"),
}
_BEFORE = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
)
_BEFORE_TOO = (
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
)


def add_marks(draft: Draft, part: str, cells: Mapping[str, Severity]) -> None:
    """Mark those cells (A1 addresses) of a worksheet, each by its severity."""
    sheet = draft.tree(part)
    styles = style_sheet(draft)
    priority = max((int(node.get("priority") or 0) for node in sheet.iterfind("{*}conditionalFormatting/{*}cfRule")), default=0)
    for severity, colors in _COLORS.items():
        marked = [cell for cell, each in cells.items() if each is severity]
        if marked:
            priority += 1
            _add_rule(sheet, " ".join(marked), conditional_format(styles, *colors), priority)


def remove_marks(draft: Draft, part: str) -> None:
    """Take our marks off a worksheet; one that has none is not touched."""
    if b"baocao" not in draft.package.read(part):
        return
    for rule in list(draft.package.tree(part).iterfind("{*}conditionalFormatting/{*}cfRule")):
        if _is_ours(rule):
            break
    else:
        return
    for group in list(draft.tree(part).iterchildren("{*}conditionalFormatting")):
        for rule in list(group.iterchildren("{*}cfRule")):
            if _is_ours(rule):
                group.remove(rule)
        if not len(group):
            draft.tree(part).remove(group)


def _is_ours(rule: etree._Element) -> bool:
    return "".join((rule.findtext("{*}formula") or "").split()) == _FORMULA


def _add_rule(sheet: etree._Element, cells: str, look: int, priority: int) -> None:
    namespace = f"{{{etree.QName(sheet).namespace}}}"
    group = sheet.makeelement(f"{namespace}conditionalFormatting", sqref=cells)
    rule = etree.SubElement(group, f"{namespace}cfRule", type="expression", dxfId=str(look), priority=str(priority))
    etree.SubElement(rule, f"{namespace}formula").text = _FORMULA
    earlier = [node for node in sheet if local_name(node) in _BEFORE + _BEFORE_TOO]
    sheet.insert(sheet.index(earlier[-1]) + 1, group)
