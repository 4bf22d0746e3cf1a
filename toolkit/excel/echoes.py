"""Where a workbook repeats what stands in cells: notes, conversations, links, filters, what pivot tables remember.

Taken out for cells that are emptied for good. Text in drawings is not looked at: no part says which cells it repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from toolkit.excel.draft import Draft
from toolkit.excel.notes import remove_boxes
from toolkit.excel.package import attribute
from toolkit.excel.structure import Area, Structure, parse_area

_VALUES = ("s", "n", "d", "b", "e")


def hush(draft: Draft, structure: Structure, areas: Sequence[Area], texts: frozenset[str]) -> None:
    """Take out what repeats those areas by their addresses, and every note that repeats one of those texts."""
    for sheet in structure.sheets:
        if sheet.part in draft and b"sheetData" in draft.package.read(sheet.part):
            here = [area for area in areas if area.sheet == sheet.title]
            _hush_notes(draft, sheet.part, here, texts)
            _hush_links(draft, sheet.part, here)
            _hush_filters(draft, sheet.part, here)
    _hush_memories(draft, {area.sheet for area in areas})


def _lies_in(reference: str, areas: Sequence[Area]) -> bool:
    """True where a reference on the areas' sheet (`B5`, `A4:D20`) touches one of them."""
    found = parse_area(f"x!{reference}")
    return found is not None and any(
        found.top <= area.bottom and area.top <= found.bottom and found.left <= area.right and area.left <= found.right
        for area in areas
    )


def _hush_notes(draft: Draft, part: str, areas: Sequence[Area], texts: frozenset[str]) -> None:
    cells: set[str] = set()
    for each in draft.package.relationships(part):
        if each.kind in ("comments", "threadedComment") and each.target in draft.package:
            gone = [node for node in _notes(draft.package.tree(each.target)) if _tells(node, areas, texts)]
            cells |= {node.get("ref", "") for node in gone}
    if not cells:
        return
    for each in draft.package.relationships(part):
        if each.kind in ("comments", "threadedComment") and each.target in draft.package:
            for node in list(_notes(draft.tree(each.target))):
                if node.get("ref", "") in cells and (holder := node.getparent()) is not None:
                    holder.remove(node)
    remove_boxes(draft, part, cells)


def _notes(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.iter("{*}comment", "{*}threadedComment")


def _tells(note: etree._Element, areas: Sequence[Area], texts: frozenset[str]) -> bool:
    if _lies_in(note.get("ref", ""), areas):
        return True
    said = "".join(map(str, note.itertext()))
    return any(text in said for text in texts)


def _hush_links(draft: Draft, part: str, areas: Sequence[Area]) -> None:
    gone = [node for node in draft.package.tree(part).iter("{*}hyperlink") if areas and _lies_in(node.get("ref", ""), areas)]
    references = {node.get("ref") for node in gone}
    for node in list(draft.tree(part).iter("{*}hyperlink")) if gone else ():
        holder = node.getparent()
        if node.get("ref") in references and holder is not None:
            _forget_target(draft, part, attribute(node, "id"))
            holder.remove(node)
            if not len(holder) and (above := holder.getparent()) is not None:
                above.remove(holder)


def _forget_target(draft: Draft, part: str, id_: str) -> None:
    """A link to the outside (mail) has its address among the part's relationships."""
    root = draft.relations(part) if id_ else ()
    for node in list(root):
        if node.get("Id") == id_ and (holder := node.getparent()) is not None:
            holder.remove(node)


def _hush_filters(draft: Draft, part: str, areas: Sequence[Area]) -> None:
    """What rows are filtered by stands in the sheet or in its tables, word by word."""
    tables = [each.target for each in draft.package.relationships(part) if each.kind == "table" and each.target in draft.package]
    for name in (part, *tables) if areas else ():
        if b"filterColumn" in draft.package.read(name):
            for filtered in draft.tree(name).iter("{*}autoFilter"):
                if _lies_in(filtered.get("ref", ""), areas):
                    for column in list(filtered.iterchildren("{*}filterColumn")):
                        filtered.remove(column)


def _hush_memories(draft: Draft, titles: set[str]) -> None:
    """A pivot table remembers every row that it was made of."""
    for each in draft.package.relationships(draft.package.workbook):
        if each.kind == "pivotCacheDefinition" and each.target in draft.package:
            source = draft.package.tree(each.target).find("{*}cacheSource/{*}worksheetSource")
            if source is None or source.get("sheet", "") in titles or not source.get("sheet"):
                _blank_values(draft.tree(each.target))
                draft.tree(each.target).set("refreshOnLoad", "1")
                records = draft.package.related(each.target, "pivotCacheRecords")
                if records is not None:
                    _blank_values(draft.tree(records))


def _blank_values(root: etree._Element) -> None:
    for items in root.iter("{*}sharedItems"):
        for name in [name for name in items.attrib if str(name) != "count"]:
            del items.attrib[name]
        items.set("containsBlank", "1")
    for node in list(root.iter(*(f"{{*}}{name}" for name in _VALUES))):
        node.tag = f"{{{etree.QName(node).namespace}}}m"
        node.attrib.clear()
