"""A workbook being edited: parts taken out as trees, changed, added or dropped; whatever is not touched stays as it was, byte by byte."""

from __future__ import annotations

import posixpath

from lxml import etree

from toolkit.excel.package import CONTENT_TYPES, Package, parse_xml, relationships_part

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = (
    (MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
)
"""The two kinds of Open XML: the one that nearly every program writes, and "strict"."""

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


class Draft:
    """The edits to one package, collected until `to_bytes`."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._trees: dict[str, etree._Element] = {}
        self._parts: dict[str, bytes | None] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._trees or (self._parts[name] is not None if name in self._parts else name in self.package)

    @property
    def is_changed(self) -> bool:
        """True where a part was taken out to be edited, added or dropped."""
        return bool(self._trees or self._parts)

    def tree(self, name: str) -> etree._Element:
        """A part's root, to be changed in place; KeyError where there is no such part."""
        if name not in self._trees:
            self._trees[name] = self.package.tree(name)
        return self._trees[name]

    def add(self, name: str, content: bytes | etree._Element, content_type: str) -> None:
        """A new part, or new content for one."""
        if isinstance(content, bytes):
            self._parts[name] = content
        else:
            self._trees[name] = content
        types = self.tree(CONTENT_TYPES)
        if not _overrides(types, name):
            etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)

    def put(self, name: str, content: bytes) -> None:
        """New content for a part whose content type its ending tells or that is there already."""
        self._parts[name] = content

    def remove(self, name: str) -> None:
        """Drop a part, what it refers with, and its content type; nothing happens where there is none."""
        for part in (name, relationships_part(name)):
            self._trees.pop(part, None)
            if part in self.package or part in self._parts:
                self._parts[part] = None
        types = self.tree(CONTENT_TYPES)
        for node in _overrides(types, name):
            types.remove(node)

    def default_type(self, extension: str, content_type: str) -> None:
        """The content type of parts with that ending, where none is stated yet."""
        types = self.tree(CONTENT_TYPES)
        if not any(node.get("Extension", "").lower() == extension for node in types.iterchildren(f"{{{_TYPES}}}Default")):
            types.insert(0, types.makeelement(f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type))

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let `part` refer to `target`; the relationship's id. `kind` is the last word of its type."""
        root = self.relations(part)
        taken = {node.get("Id") for node in root}
        id_ = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        path = posixpath.relpath(target, posixpath.dirname(part) or ".")
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", Id=id_, Type=f"{OFFICE}/{kind}", Target=path)
        return id_

    def unrelate(self, part: str, target: str) -> str:
        """Let `part` no longer refer to `target`; the relationship's former id, empty where there was none."""
        id_ = next((each.id for each in self.package.relationships(part) if each.target == target), "")
        root = self.relations(part)
        for node in list(root):
            if id_ and node.get("Id") == id_:
                root.remove(node)
        if not len(root):
            name = relationships_part(part)
            self._trees.pop(name, None)
            self._parts[name] = None
        return id_

    def relations(self, part: str) -> etree._Element:
        """The root of a part's relationships, made where it had none."""
        name = relationships_part(part)
        if name not in self:
            self._parts.pop(name, None)
            self._trees[name] = parse_xml(f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
            self.default_type("rels", _RELATIONS_TYPE)
        return self.tree(name)

    def to_bytes(self) -> bytes:
        """The package with the edits."""
        written = {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self._trees.items()
        }
        if self._is_strict:
            written = {name: _in_strict_words(content) for name, content in written.items()}
        return self.package.rewritten({**self._parts, **written})

    @property
    def _is_strict(self) -> bool:
        try:
            return _STRICT[0][1].encode() in self.package.read(self.package.workbook)
        except KeyError:
            return False


def _in_strict_words(content: bytes) -> bytes:
    """What we wrote in the usual namespaces, in those of the workbook: Excel takes one kind or the other."""
    for usual, strict in _STRICT:
        content = content.replace(usual.encode(), strict.encode())
    return content


def _overrides(types: etree._Element, name: str) -> list[etree._Element]:
    wanted = f"/{name}".casefold()
    return [node for node in types.iterchildren(f"{{{_TYPES}}}Override") if node.get("PartName", "").casefold() == wanted]
