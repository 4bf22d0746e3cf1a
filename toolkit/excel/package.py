"""A workbook as what it is on disk: a zip of parts that refer to each other.

Reading goes by relationships, never by usual part names: other programs name their parts otherwise. Both the transitional and the strict
spelling of namespaces are read, so types and elements are compared by the last word of their name.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from types import MappingProxyType
from urllib.parse import unquote

from lxml import etree

from toolkit.excel.inflate import checksum, inflated
from toolkit.excel.memory import Memory

CONTENT_TYPES = "[Content_Types].xml"

KEPT_BYTES = 1024 * 1024
"""Parts up to this size are unpacked once only: most are read two or three times. What is found out about them may be remembered."""

WORKBOOK_ORDER = (
    *(
        "fileVersion",
        "fileSharing",
        "workbookPr",
        "workbookProtection",
        "bookViews",
        "sheets",
        "functionGroups",
        "externalReferences",
    ),
    *("definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)
"""The children of a workbook part, as ISO/IEC 29500-1 (18.2.27) orders them."""

WORKSHEET_ORDER = (
    *(
        "sheetPr",
        "dimension",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "sheetCalcPr",
        "sheetProtection",
        "protectedRanges",
    ),
    *(
        "scenarios",
        "autoFilter",
        "sortState",
        "dataConsolidate",
        "customSheetViews",
        "mergeCells",
        "phoneticPr",
        "conditionalFormatting",
    ),
    *("dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
    *(
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
    ),
    *("oleObjects", "AlternateContent", "controls", "webPublishItems", "tableParts", "extLst"),
)
"""The children of a worksheet part, as ISO/IEC 29500-1 (18.3.1.99) orders them; buttons come wrapped in an `AlternateContent`."""

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_CENTRAL_HEADER = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCKED, _UTF8_NAME = 0x1, 0x800
_FIRST_DAY = 33
"""1 January 1980, as a zip writes it."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part's reference to another; `kind` is the last word of its type, `target` a part's name or, outside, an address."""

    id: str
    kind: str
    target: str
    external: bool = False


_RELATIONSHIPS: Memory[tuple[Relationship, ...]] = Memory()


class Package:
    """The parts of a zip, read when asked for. Names are compared without case, as the standard has it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._zip = zipfile.ZipFile(BytesIO(data))
        self._entries = {_plain(entry.filename): entry for entry in self._zip.infolist() if not entry.is_dir()}
        self._kept: dict[str, bytes] = {}
        self._recalled: dict[tuple[Callable[[bytes], bytes], str], bytes] = {}
        self._digests: dict[str, tuple[int, int, int, bytes]] = {}
        self._relationships: dict[str, tuple[Relationship, ...]] = {}

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The parts' names, in the order in which they stand in the zip."""
        return tuple(entry.filename for entry in self._entries.values())

    @property
    def entries(self) -> tuple[zipfile.ZipInfo, ...]:
        """The zip's own records of the parts."""
        return tuple(self._entries.values())

    @property
    def has_doubles(self) -> bool:
        """True where two parts have one name: readers differ in which they take."""
        return len(self._entries) != sum(not entry.is_dir() for entry in self._zip.infolist())

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    def read(self, name: str) -> bytes:
        """A part's bytes; KeyError where there is none of that name."""
        key = _plain(name)
        if key not in self._kept:
            content = self._unpacked(self._entries[key])
            if len(content) > KEPT_BYTES:
                return content
            self._kept[key] = content
        return self._kept[key]

    def recall(self, work_out: Callable[[bytes], bytes], name: str) -> bytes:
        """What a function makes of a part's bytes: made once, where the part is kept as well; KeyError where there is none of that name."""
        key = work_out, _plain(name)
        if key not in self._recalled:
            content = work_out(self.read(name))
            if key[1] not in self._kept:
                return content
            self._recalled[key] = content
        return self._recalled[key]

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        """What `ZipFile.read` gives for packing that every office program uses, without a file object for each part."""
        if entry.compress_type != zipfile.ZIP_DEFLATED or entry.flag_bits & _LOCKED:
            return self._zip.read(entry)
        content = inflated(self._packed(entry), entry.file_size, entry.CRC)
        if content is None:
            raise zipfile.BadZipFile(entry.filename)
        return content

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        """A part as it is packed in the zip."""
        header = self._data[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\3\4"):
            raise zipfile.BadZipFile(entry.filename)
        *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        start = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        packed = self._data[start : start + entry.compress_size]
        if len(packed) != entry.compress_size:
            raise zipfile.BadZipFile(entry.filename)
        return packed

    def digest(self, *names: str) -> tuple[tuple[int, int, int, bytes], ...] | None:
        """What tells the contents of these parts from others without unpacking them; None where one is missing, locked or large."""
        found = [self._digests.get(key) or self._digest(key) for key in map(_plain, names)]
        return None if None in found else tuple(filter(None, found))

    def _digest(self, key: str) -> tuple[int, int, int, bytes] | None:
        entry = self._entries.get(key)
        if entry is None or entry.file_size > KEPT_BYTES or entry.flag_bits & _LOCKED:
            return None
        digest = hashlib.sha256(self._packed(entry)).digest()
        self._digests[key] = entry.compress_type, entry.file_size, entry.CRC, digest
        return self._digests[key]

    def tree(self, name: str) -> etree._Element:
        """A part's root element; KeyError where there is none of that name, etree.XMLSyntaxError where it is no XML."""
        return parse_xml(self.read(name))

    def relationships(self, part: str) -> tuple[Relationship, ...]:
        """What a part refers to; the whole package for an empty name. Empty where it refers to nothing."""
        if part not in self._relationships:
            name = relationships_part(part)
            digest = self.digest(name)
            self._relationships[part] = _RELATIONSHIPS.recall(digest and (part, digest), lambda: self._refers_to(part, name))
        return self._relationships[part]

    def _refers_to(self, part: str, name: str) -> tuple[Relationship, ...]:
        nodes = self.tree(name).iterchildren("{*}Relationship") if name in self else ()
        return tuple(_relationship(node, part) for node in nodes)

    def related(self, part: str, kind: str) -> str | None:
        """The name of the first part of that kind that `part` refers to; None where there is none."""
        found = (
            each.target for each in self.relationships(part) if each.kind == kind and not each.external and each.target in self
        )
        return next(found, None)

    @property
    def has_workbook(self) -> bool:
        """False where the package is no workbook."""
        return self._workbook is not None

    @property
    def workbook(self) -> str:
        """The name of the workbook part; KeyError where the package is no workbook."""
        if self._workbook is None:
            raise KeyError("officeDocument")
        return self._workbook

    @cached_property
    def _workbook(self) -> str | None:
        return self.related("", "officeDocument")

    def excerpt(self, names: Iterable[str], instead: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
        """A zip of these parts and no others, as they were unpacked here: what reads it sees exactly what was looked at before.

        Of those in `instead`, by name, it sees that.
        """
        shorter = {_plain(name): content for name, content in instead.items()}
        pieces: list[bytes] = []
        directory: list[bytes] = []
        at = 0
        for key in dict.fromkeys(map(_plain, names)):
            entry = self._entries[key]
            name, content = entry.filename.encode(), shorter.get(key, self._kept.get(key))
            method = entry.compress_type if content is None else zipfile.ZIP_STORED
            held = self._packed(entry) if content is None else content
            crc, size = (checksum(held), len(held)) if key in shorter else (entry.CRC, entry.file_size)
            shared = (20, _UTF8_NAME, method, 0, _FIRST_DAY, crc, len(held), size, len(name), 0)
            pieces += (_LOCAL_HEADER.pack(b"PK\3\4", *shared), name, held)
            directory.append(_CENTRAL_HEADER.pack(b"PK\1\2", 20, *shared, 0, 0, 0, 0, at) + name)
            at += _LOCAL_HEADER.size + len(name) + len(held)
        length = sum(map(len, directory))
        return b"".join((*pieces, *directory, _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), length, at, 0)))

    def rewritten(self, changes: Mapping[str, bytes | None]) -> bytes:
        """The zip with some parts changed, added, or (None) left out; every other part keeps its bytes, its place and its date."""
        wanted = {_plain(name): (name, content) for name, content in changes.items()}
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
            for key, entry in self._entries.items():
                name, content = wanted.pop(key, (entry.filename, self._zip.read(entry)))
                if content is not None:
                    _store(written, entry.filename, content, entry.date_time)
            for name, content in wanted.values():
                if content is not None:
                    _store(written, name, content, (1980, 1, 1, 0, 0, 0))
        return target.getvalue()


def parse_xml(data: bytes) -> etree._Element:
    """The root element, with entities, network and DTDs off; etree.XMLSyntaxError where it is no XML."""
    return etree.fromstring(data, _PARSER)


def insert_in_order(parent: etree._Element, node: etree._Element, order: Sequence[str]) -> None:
    """Put a child where the standard wants it, before those of its own kind. Children that `order` does not know stay where they are."""
    own = order.index(local_name(node))
    later = (index for index, child in enumerate(parent) if local_name(child) in order and order.index(local_name(child)) >= own)
    parent.insert(next(later, len(parent)), node)


def writable(text: str) -> str:
    """The text without what XML cannot hold (control characters, halves of pairs)."""
    return _UNWRITABLE.sub("", text)


def relationships_part(part: str) -> str:
    """Where a part's relationships stand; an empty name gives the package's own."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def local_name(node: etree._Element | None) -> str:
    """An element's name without its namespace; empty for none, for a comment and for an instruction."""
    return etree.QName(node).localname if node is not None and isinstance(node.tag, str) else ""


def attribute(node: etree._Element, name: str) -> str:
    """An attribute by the last word of its name, in whatever namespace (`r:id` is `id`); empty where there is none."""
    return next((str(value) for key, value in node.attrib.items() if str(key).rsplit("}", 1)[-1] == name), "")


def _relationship(node: etree._Element, part: str) -> Relationship:
    target = node.get("Target", "")
    external = node.get("TargetMode", "") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target))).lstrip("/")
    return Relationship(node.get("Id", ""), node.get("Type", "").rsplit("/", 1)[-1], target, external)


@lru_cache(maxsize=1024)  # the workbooks of a round name their parts alike
def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _store(archive: zipfile.ZipFile, name: str, content: bytes, date: tuple[int, int, int, int, int, int]) -> None:
    entry = zipfile.ZipInfo(name, date)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)
