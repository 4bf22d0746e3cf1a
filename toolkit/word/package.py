"""Opening a document that came from outside: limits on the zip, entities off."""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from typing import Final

from lxml import etree

from toolkit.messages import Obstacle

MAX_PARTS: Final = 2000
MAX_BYTES: Final = 200 * 2**20
MAX_RATIO: Final = 200
_SMALL: Final = 2**20
"""A part below this many bytes may be packed as tightly as it likes."""

MAIN_PART: Final = "word/document.xml"
_RELATIONS: Final = "_rels/.rels"
_MAIN: Final = "/officeDocument"
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Names in documents that Word saved as “Strict Open XML”, and what they are called elsewhere."""


def check_package(data: bytes, name: str) -> None:
    """Nothing, where the bytes are a Word document within the limits.

    Obstacles: `document-unreadable` (no zip, or no document in it), `document-too-big`, `document-encrypted`.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Obstacle(_kind(data), file=name) from error
    if any(part.flag_bits & 1 for part in parts):
        raise Obstacle("document-encrypted", file=name)
    if not {MAIN_PART, _RELATIONS} & {part.filename for part in parts}:
        raise Obstacle("document-unreadable", file=name)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_BYTES or any(map(_is_bomb, parts)):
        raise Obstacle("document-too-big", file=name)


def read_part(data: bytes, part: str, name: str) -> etree._Element:
    """The root of an XML part of a package that `check_package` let pass.

    Obstacles: `document-unreadable`, and `document-unsafe` for a part that declares entities.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package, package.open(part) as file:
            text = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, OSError) as error:
        raise Obstacle("document-unreadable", file=name) from error
    for strict, usual in _STRICT:
        text = text.replace(strict, usual)
    return parse_xml(text, name)


def main_part(data: bytes, name: str) -> str:
    """Where the document itself stands in a package: mostly `word/document.xml`, in some programs' files elsewhere.

    Obstacles: those of `read_part`.
    """
    names = part_names(data)
    if _RELATIONS not in names:
        return MAIN_PART
    targets = (
        node.get("Target", "").lstrip("/") for node in read_part(data, _RELATIONS, name) if node.get("Type", "").endswith(_MAIN)
    )
    return next((posixpath.normpath(target) for target in targets if posixpath.normpath(target) in names), MAIN_PART)


def part_names(data: bytes) -> frozenset[str]:
    """The parts of a package that `check_package` let pass."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return frozenset(package.namelist())


def parse_xml(text: bytes, name: str) -> etree._Element:
    """The root, with entities and the network off and documents that declare a type refused."""
    if len(text) > MAX_BYTES:
        raise Obstacle("document-too-big", file=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise Obstacle("document-unreadable", file=name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Obstacle("document-unsafe", file=name)
    return root


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1)


def _kind(data: bytes) -> str:
    # an encrypted document is an OLE file, as is a .doc; neither can be told apart without reading further
    return "document-encrypted" if data.startswith(bytes.fromhex("d0cf11e0a1b11ae1")) else "document-unreadable"
