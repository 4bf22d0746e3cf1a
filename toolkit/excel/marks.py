"""Marks on cells that must be mended: a conditional format that is always true.

A cell's own style is not touched, so that the mark can be taken off again without a trace, moves along when rows are inserted, and
survives Excel, LibreOffice and WPS. A word in the rule's formula tells that it is ours.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from toolkit.excel.draft import Draft
from toolkit.excel.package import WORKSHEET_ORDER, insert_in_order, local_name
from toolkit.excel.stylesheet import conditional_format, style_sheet
from toolkit.model.form import Severity

_FORMULA = 'LEN("baocao")=6'
_COLORS: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("FFC7CE", "C00000"),
    Severity.WARNING: ("FFEB9C", "BF8F00"),
    Severity.NOTE: ("DDEBF7", "2F75B5"),
}


def add_marks(draft: Draft, part: str, cells: Mapping[str, Severity]) -> None:
    """Mark those cells (A1 addresses) of a worksheet, each by its severity; before the sheet's own rules, or LibreOffice shows only those."""
    sheet = draft.tree(part)
    styles = style_sheet(draft)
    used = [severity for severity in _COLORS if severity in cells.values()]
    for rule in _rules(sheet):
        rule.set("priority", str(int(rule.get("priority") or 0) + len(used)))
    for priority, severity in enumerate(used, start=1):
        marked = " ".join(cell for cell, each in cells.items() if each is severity)
        _add_rule(sheet, marked, conditional_format(styles, *_COLORS[severity]), priority)


def remove_marks(draft: Draft, part: str) -> None:
    """Take our marks off a worksheet; one that has none is not touched."""
    if b"baocao" not in draft.package.read(part) or not any(map(_is_ours, _rules(draft.package.tree(part)))):
        return
    sheet = draft.tree(part)
    ours = [rule for rule in _rules(sheet) if _is_ours(rule)]
    priorities = [int(rule.get("priority") or 0) for rule in ours]
    for rule in ours:
        group = rule.getparent()
        if group is not None:
            group.remove(rule)
            if not len(group) and (holder := group.getparent()) is not None:
                holder.remove(group)
    for rule in _rules(sheet):
        priority = int(rule.get("priority") or 0)
        rule.set("priority", str(priority - sum(each < priority for each in priorities)))


def _rules(sheet: etree._Element) -> list[etree._Element]:
    """All rules of conditional formats, those of Excel 2010 and later included: they share one order."""
    return [
        rule for rule in sheet.iter("{*}cfRule") if local_name(rule.getparent()) == "conditionalFormatting" and rule.get("priority")
    ]


def _is_ours(rule: etree._Element) -> bool:
    return "".join((rule.findtext("{*}formula") or "").split()) == _FORMULA


def _add_rule(sheet: etree._Element, cells: str, look: int, priority: int) -> None:
    namespace = f"{{{etree.QName(sheet).namespace}}}"
    group = sheet.makeelement(f"{namespace}conditionalFormatting", sqref=cells)
    rule = etree.SubElement(group, f"{namespace}cfRule", type="expression", dxfId=str(look), priority=str(priority))
    etree.SubElement(rule, f"{namespace}formula").text = _FORMULA
    insert_in_order(sheet, group, WORKSHEET_ORDER)
