"""Notes on cells (Excel's old comments): added beside those that are there, and taken off again.

A note stands twice in a workbook: its text in a comments part, its box in a drawing of Excel's old kind (VML), which buttons share.
Old Excel wrote VML that is no clean XML, so boxes are added and taken out as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from toolkit.excel.draft import MAIN, OFFICE, Draft
from toolkit.excel.package import WORKSHEET_ORDER, attribute, insert_in_order, local_name, parse_xml, writable
from toolkit.excel.structure import parse_address

AUTHOR = "baocao"
HEADING = "— baocao —\n"
"""First line of a note of ours, also below somebody's own on the same cell: LibreOffice drops authors, so the text must tell."""

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHAPE = re.compile(rb"\s*<((?:\w+:)?)shape\s.*?</\1shape>", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*</")
_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*</")
_OTHER_SHAPE = re.compile(rb"<(?:\w+:)?(?:rect|group|line|oval|roundrect|image|polyline|arc|curve)[\s>]")
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
"""Said again at each box of ours: other programs name these namespaces otherwise in the drawing that it goes into."""
_NUMBER = re.compile(rb'\bid="[^"]*_s(\d+)"')
_NOTE_TYPE = f"""<v:shapetype {_SPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke
 joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>""".encode()
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add_notes(draft: Draft, part: str, texts: Mapping[str, str], number: int) -> None:
    """Put those texts beside those cells (A1 addresses) of a worksheet; `number` tells new parts of several sheets apart."""
    comments = _comments(draft, part, number)
    root = draft.tree(comments)
    author = _author(root)
    there = {node.get("ref", ""): node for node in root.iterfind("{*}commentList/{*}comment")}
    for cell, text in texts.items():
        if cell not in there:
            _new_note(root, cell, author, text)
        elif not _written_by(root, there[cell]).startswith("tc="):  # a conversation of newer Excel: its old copy is never shown
            _append(there[cell], text)
    _add_boxes(draft, part, [cell for cell in texts if cell not in there], number)


def remove_notes(draft: Draft, part: str) -> None:
    """Take our notes off a worksheet, and the parts that held nothing else; a sheet without ours is not touched."""
    comments = draft.package.related(part, "comments")
    if comments is None or HEADING.strip().encode() not in draft.package.read(comments):
        return
    root = draft.tree(comments)
    ours = [node for node in root.iterfind("{*}commentList/{*}comment") if _cut(node)]
    remove_boxes(draft, part, {node.get("ref", "") for node in ours})
    for node in ours:
        _detach(node)
    for node in root.iterfind("{*}authors/{*}author"):
        if node.text == AUTHOR and node is list(root.iterfind("{*}authors/{*}author"))[-1]:
            _detach(node)
    if root.find("{*}commentList/{*}comment") is None:
        draft.remove(comments)
        draft.unrelate(part, comments)


def _comments(draft: Draft, part: str, number: int) -> str:
    name = draft.package.related(part, "comments")
    if name is None:
        name = f"xl/commentsBaocao{number}.xml"
        draft.add(name, parse_xml(f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()), _COMMENTS_TYPE)
        draft.relate(part, "comments", name)
    return name


def _author(root: etree._Element) -> str:
    authors = root.find("{*}authors")
    if authors is None:
        raise KeyError("authors")
    for index, node in enumerate(authors):
        if node.text == AUTHOR:
            return str(index)
    etree.SubElement(authors, authors.tag.replace("authors", "author")).text = AUTHOR
    return str(len(authors) - 1)


def _written_by(root: etree._Element, note: etree._Element) -> str:
    names = [node.text or "" for node in root.iterfind("{*}authors/{*}author")]
    index = int(note.get("authorId") or 0)
    return names[index] if index < len(names) else ""


def _new_note(root: etree._Element, cell: str, author: str, text: str) -> None:
    notes = root.find("{*}commentList")
    if notes is None:
        raise KeyError("commentList")
    note = etree.SubElement(notes, notes.tag.replace("commentList", "comment"), ref=cell, authorId=author)
    etree.SubElement(note, notes.tag.replace("commentList", "text"))
    _append(note, text, before="")


def _append(note: etree._Element, text: str, before: str = "\n") -> None:
    namespace = f"{{{etree.QName(note).namespace}}}"
    holder = note.find("{*}text")
    if holder is None:
        holder = etree.SubElement(note, f"{namespace}text")
    run = etree.SubElement(holder, f"{namespace}r")
    look = etree.SubElement(run, f"{namespace}rPr")
    etree.SubElement(look, f"{namespace}sz", val="10")
    etree.SubElement(look, f"{namespace}rFont", val="Times New Roman")
    content = etree.SubElement(run, f"{namespace}t")
    content.text = before + HEADING + writable(text)
    content.set(_XML_SPACE, "preserve")


def _cut(note: etree._Element) -> bool:
    """Take what is ours out of a note; True where nothing is left of it."""
    texts = [node for node in note.iter("{*}t") if node.text]
    start = next((index for index, node in enumerate(texts) if (node.text or "").lstrip("\n").startswith(HEADING)), None)
    if start is None:
        return False
    if start and not (texts[start].text or "").startswith("\n"):  # LibreOffice moves the line break to the end of the run before
        texts[start - 1].text = (texts[start - 1].text or "").removesuffix("\n")
    for node in texts[start:]:
        parent = node.getparent()
        _detach(parent if parent is not None and local_name(parent) == "r" else node)
    return start == 0


def _detach(node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _drawing(draft: Draft, part: str) -> str | None:
    """The VML drawing that holds the sheet's notes and buttons; not the one of its page headers."""
    holder = draft.tree(part).find("{*}legacyDrawing")
    if holder is None:
        return None
    wanted = attribute(holder, "id")
    return next((each.target for each in draft.package.relationships(part) if each.id == wanted), None)


def _add_boxes(draft: Draft, part: str, cells: list[str], number: int) -> None:
    name = _drawing(draft, part)
    if name is None:
        name = f"xl/drawings/vmlDrawingBaocao{number}.vml"
        content = _new_drawing(number)
        draft.default_type("vml", _VML_TYPE)
        draft.put(name, content)
        _refer(draft.tree(part), draft.relate(part, "vmlDrawing", name))
    else:
        content = draft.package.read(name)
    first = max((int(each) for each in _NUMBER.findall(content)), default=1024 * (900 + number)) + 1
    boxes = b"".join(_box(cell, first + index) for index, cell in enumerate(cells))
    if b"_x0000_t202" not in content:
        boxes = _NOTE_TYPE + boxes
    head, end, tail = content.rpartition(b"</xml>")
    draft.put(name, head + boxes + end + tail)


def _new_drawing(number: int) -> bytes:
    return (
        f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{900 + number}"/></o:shapelayout></xml>'
    ).encode()


def _refer(sheet: etree._Element, id_: str) -> None:
    made = sheet.makeelement(f"{{{etree.QName(sheet).namespace}}}legacyDrawing")
    made.set(f"{{{OFFICE}}}id", id_)
    insert_in_order(sheet, made, WORKSHEET_ORDER)


def _box(cell: str, number: int) -> bytes:
    row, column = parse_address(cell)
    anchor = f"{column}, 15, {max(row - 2, 0)}, 10, {column + 4}, 15, {row + 5}, 4"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;'
        'height:110pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div'
        ' style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    ).encode()


def remove_boxes(draft: Draft, part: str, cells: set[str]) -> None:
    """Take the boxes of the notes on those cells out of a worksheet's drawing, and the drawing where it held nothing else."""
    name = _drawing(draft, part)
    if name is None:
        return
    spots = {parse_address(cell) for cell in cells}
    content = _SHAPE.sub(lambda match: b"" if _spot(match[0]) in spots else match[0], draft.package.read(name))
    if _SHAPE.search(content) or _OTHER_SHAPE.search(content):
        draft.put(name, content)
        return
    draft.remove(name)
    draft.unrelate(part, name)
    holder = draft.tree(part).find("{*}legacyDrawing")
    if holder is not None:
        _detach(holder)


def _spot(shape: bytes) -> tuple[int, int] | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or b'ObjectType="Note"' not in shape:
        return None
    return int(row[1]) + 1, int(column[1]) + 1
