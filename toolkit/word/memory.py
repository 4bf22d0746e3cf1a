"""What a report remembers of its making, in a custom XML part that Word and LibreOffice carry along unseen.

For each figure its bookmark, its tag and the text that was printed; of each sentence a digest. So an edited report still tells a number
that somebody changed by hand from one that only grew old, and a sentence as it was written from one that was rewritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from toolkit.model.prose import Bound
from toolkit.word.package import parse_xml

_NAMESPACE: Final = "urn:baocao:report:1"
_PART: Final = "/customXml/item{}.xml"
_PROPERTIES: Final = "/customXml/itemProps{}.xml"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_STORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    b'<ds:datastoreItem ds:itemID="{6B1B0C52-2A55-4C0B-9A37-0B1A0CA0BA0C}" '
    b'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    b'<ds:schemaRef ds:uri="urn:baocao:report:1"/></ds:schemaRefs></ds:datastoreItem>'
)
"""LibreOffice carries a custom part along only where it has properties."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A report's own record. Empty where a document has none."""

    unit: str = ""
    period: str = ""
    paper: str = ""
    """Which of the programme's papers it is."""
    printed: Mapping[str, str] = field(default_factory=dict)
    """The text that was printed, by tag."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags by the name of their bookmark."""
    sentences: frozenset[str] = frozenset()
    """Digests of the sentences, figures taken out."""
    rows: frozenset[str] = frozenset()
    """Digests of the rows of tables, figures taken out, each with its table's head."""


def digest(words: str) -> str:
    """A sentence's digest."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def memory_of(
    unit: str, period: str, paper: str, bound: Mapping[str, Bound], sentences: Iterable[str], rows: Iterable[str] = ()
) -> Memory:
    """The record of a new report: its figures by the names of their bookmarks, the words of its sentences and of its tables' rows."""
    return Memory(
        unit,
        period,
        paper,
        {each.tag: each.text for each in bound.values()},
        {bookmark: each.tag for bookmark, each in bound.items()},
        frozenset(digest(words) for words in sentences),
        frozenset(digest(words) for words in rows),
    )


def write_memory(document: Part, memory: Memory) -> None:
    """Puts the record into the document's package, in place of a former one."""
    data = _xml(memory)
    part = _find(document)
    if part is None:
        names = {str(each.partname) for each in document.package.iter_parts()}
        number = next(number for number in range(1, len(names) + 2) if _PART.format(number) not in names)
        part = Part(PackURI(_PART.format(number)), "application/xml", data, document.package)
        properties = Part(PackURI(_PROPERTIES.format(number)), _PROPERTIES_TYPE, _STORE, document.package)
        part.relate_to(properties, _PROPERTIES_RELATION)
        document.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    part._blob = data  # python-docx has no way to set the bytes of a part that it does not know


def read_memory(document: Part, name: str) -> Memory:
    """The record in the document's package; an empty one where there is none. Obstacles: those of `parse_xml`."""
    part = _find(document)
    if part is None:
        return Memory()
    root = parse_xml(part.blob, name)
    figures = root.findall(f"{{{_NAMESPACE}}}figure")
    return Memory(
        root.get("unit", ""),
        root.get("period", ""),
        root.get("paper", ""),
        {each.get("tag", ""): each.get("text", "") for each in figures},
        {each.get("bookmark", ""): each.get("tag", "") for each in figures},
        frozenset(root.get("sentences", "").split()),
        frozenset(root.get("rows", "").split()),
    )


def _find(document: Part) -> Part | None:
    for relation in document.rels.values():
        if (
            not relation.is_external
            and relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML
            and _NAMESPACE.encode() in relation.target_part.blob
        ):
            found: Part = relation.target_part
            return found
    return None


def _xml(memory: Memory) -> bytes:
    root = etree.Element(f"{{{_NAMESPACE}}}report", nsmap={"bc": _NAMESPACE})
    for key, value in (("unit", memory.unit), ("period", memory.period), ("paper", memory.paper)):
        root.set(key, value)
    root.set("sentences", " ".join(sorted(memory.sentences)))
    root.set("rows", " ".join(sorted(memory.rows)))
    for bookmark, tag in memory.tags.items():
        figure = etree.SubElement(root, f"{{{_NAMESPACE}}}figure")
        for key, value in (("bookmark", bookmark), ("tag", tag), ("text", memory.printed.get(tag, ""))):
            figure.set(key, value)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
