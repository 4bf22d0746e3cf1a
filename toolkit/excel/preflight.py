"""Is this a workbook that may be handed to a parser? Asked of every received file first, in about a millisecond.

A workbook is a zip of XML from anybody's machine. 5 KB can make a reader abort the whole process (a value in A1 and one in XFD1048576
asks for a grid of seventeen thousand million cells), 130 KB can unpack to gigabytes; neither can be caught once the parser runs. So the
zip's directory, the parts' sizes and the cells' addresses are looked at before, under limits that no honest workbook comes near.
"""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO

from lxml import etree

from toolkit.excel.lean import lean_sheet
from toolkit.excel.memory import Memory
from toolkit.excel.package import CONTENT_TYPES, Package, local_name
from toolkit.excel.structure import address, column_number

MAX_PARTS = 5_000
"""Of one workbook: a unit's has some twenty, one with hundreds of pictures some hundreds."""

MAX_NAME = 255
"""Letters of a part's name: office programs use some forty."""

MAX_INFLATED_BYTES = 256 * 1024 * 1024
"""Of all parts together, pictures included; an ordinary workbook unpacks to less than one MB."""

MAX_PART_BYTES = 64 * 1024 * 1024
"""Of one part: an XML tree in memory takes some ten times as much."""

MAX_RATIO = 200
"""How far a large part may be packed: sheets reach about 20, sheets of nothing but styles about 60."""

RATIO_MATTERS_FROM = 8 * 1024 * 1024
"""Bytes below which a part is harmless however it is packed."""

MAX_CELLS = 2_000_000
"""Written cells of one sheet, the styled empty ones included: what staff get who colour whole columns by hand stays below it."""

MAX_GRID = 5_000_000
"""Cells between A1 and the last used one: the reader holds the whole grid, at some 40 bytes a cell."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADS = (
    (b"%PDF", "workbook-is-pdf"),
    (b"\x89PNG", "workbook-is-picture"),
    (b"\xff\xd8\xff", "workbook-is-picture"),
    (b"GIF8", "workbook-is-picture"),
    (b"II*\x00", "workbook-is-picture"),
    (b"MM\x00*", "workbook-is-picture"),
    (b"Rar!", "workbook-is-archive"),
    (b"7z\xbc\xaf\x27\x1c", "workbook-is-archive"),
    (b"\x1f\x8b", "workbook-is-archive"),
    (b"{\\rtf", "workbook-is-word"),
)
_TYPES = (
    (b"spreadsheetml.sheet.main", ""),
    (b"spreadsheetml.template.main", ""),
    (b"ms-excel.sheet.macroEnabled.main", ""),
    (b"ms-excel.template.macroEnabled.main", ""),
    (b"ms-excel.sheet.binary", "workbook-is-xlsb"),
    (b"wordprocessingml", "workbook-is-word"),
    (b"ms-word", "workbook-is-word"),
)
_DOCTYPES = ("<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
"""Entities are declared in a document type. No office program writes one, save inside pictures (SVG), which nobody parses."""

_ODD_NAME = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[A-Za-z]:|^[/\\]{2}|[\x00-\x1f]")
"""A name that would climb out of any folder: we write to no name from inside a file, but who unpacks what we send back might."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_SHEET = re.compile(rb"<(?:\w+:)?sheetData[\s/>]")
_FAR = re.compile(rb""" r(?!="A?[A-Z]?[0-9]{1,4}")[ =]""")
"""A cell or row that is not written as nearly all are: beyond column AZ or row 9999, with entities, between single quotes, with blanks.
Rare, so that most sheets need no closer look."""

_ODD_BLANKS = re.compile(rb"""[\t\r\n](?:r|=|["'])""")
"""Addresses written so that `_FAR` would not see them; hardly a program writes so."""

_DECLARATION = 60
"""Bytes that `<?xml …?>` and the line break behind it take; no address can stand before them."""

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a workbook may be that is opened; the constants say why."""

    parts: int = MAX_PARTS
    inflated_bytes: int = MAX_INFLATED_BYTES
    part_bytes: int = MAX_PART_BYTES
    ratio: int = MAX_RATIO
    cells: int = MAX_CELLS
    grid: int = MAX_GRID


ORDINARY = Bounds()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file cannot be read as a workbook: a code of the catalogue, and the values that its sentence names."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


_VERDICTS: Memory[Problem | None] = Memory()
_KINDS: Memory[str] = Memory()


def inspect(data: bytes, bounds: Bounds = ORDINARY) -> Problem | None:
    """What keeps these bytes from being read as a workbook; None where they may go to a parser."""
    opened = open_package(data, bounds)
    return opened if isinstance(opened, Problem) else None


def open_package(data: bytes, bounds: Bounds = ORDINARY) -> Package | Problem:
    """The workbook's parts, where nothing keeps these bytes from being read as a workbook; else what does."""
    if data.startswith(b"PK"):
        return _open_zip(data, bounds)
    if not data.strip(b"\0"):
        return Problem("workbook-empty-file")
    if data.startswith(_OLE):
        return Problem(_old_kind(data))
    code = next((code for head, code in _HEADS if data.startswith(head)), "")
    return Problem(code or _text_kind(data))


def _old_kind(data: bytes) -> str:
    """What an OLE file is, by the names of its streams: new files that are locked with a password come in one as well."""
    if _stream(data, "EncryptedPackage") or _stream(data, "EncryptionInfo"):
        return "workbook-encrypted"
    return "workbook-is-word" if _stream(data, "WordDocument") else "workbook-is-xls"


def _stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _text_kind(data: bytes) -> str:
    start = data[:4096]
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "workbook-is-xls"
    if b"urn:oasis:names:tc:opendocument" in start:
        return "workbook-is-ods"
    if _HTML.search(start):
        return "workbook-is-html"
    if start[4:8] == b"ftyp" or (start[:4] == b"RIFF" and start[8:12] == b"WEBP") or start[:2] == b"BM":
        return "workbook-is-picture"
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or not re.search(rb"[\x00-\x08\x0e-\x1f]", start):
        return "workbook-is-text"
    return "workbook-is-other"


def _open_zip(data: bytes, bounds: Bounds) -> Package | Problem:
    try:
        package = Package(data)
        return _directory_problem(package, bounds) or _kind_problem(package) or _parts_problem(package, bounds) or package
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return Problem("workbook-damaged")
    except etree.XMLSyntaxError:
        return Problem("workbook-damaged")


def _directory_problem(package: Package, bounds: Bounds) -> Problem | None:
    entries = package.entries
    odd = next(filter(_is_odd, package.names), "")
    if odd:
        return Problem("workbook-odd-names", (("part", odd[:MAX_NAME]),))
    if package.has_doubles:
        return Problem("workbook-damaged")
    if len(entries) > bounds.parts:
        return _oversized("workbook-too-many-parts", len(entries), bounds.parts)
    total = sum(entry.file_size for entry in entries)
    if total > bounds.inflated_bytes:
        return _oversized("workbook-too-large-inside", total // 2**20, bounds.inflated_bytes // 2**20)
    for entry in entries:
        if entry.file_size > bounds.part_bytes:
            return _oversized("workbook-too-large-inside", entry.file_size // 2**20, bounds.part_bytes // 2**20)
        if entry.file_size > max(RATIO_MATTERS_FROM, bounds.ratio * entry.compress_size):
            return Problem("workbook-packed-too-tight")
    return None


@lru_cache(maxsize=1024)  # the workbooks of a round name their parts alike
def _is_odd(name: str) -> bool:
    return len(name) > MAX_NAME or _ODD_NAME.search(name) is not None


def _kind_problem(package: Package) -> Problem | None:
    if CONTENT_TYPES not in package:
        kind = package.read("mimetype") if "mimetype" in package else b""
        if b"opendocument.spreadsheet" in kind:
            return Problem("workbook-is-ods")
        return Problem("workbook-is-word" if b"opendocument.text" in kind else "workbook-is-other")
    code = _KINDS.recall(package.digest(CONTENT_TYPES), partial(_kind, package))
    if code:
        return Problem(code)
    return None if package.has_workbook else Problem("workbook-damaged")


def _kind(package: Package) -> str:
    types = package.read(CONTENT_TYPES)
    return next((code for mark, code in _TYPES if mark in types), "workbook-is-other")


def _parts_problem(package: Package, bounds: Bounds) -> Problem | None:
    """Every part is unpacked once, which proves that the directory's sizes are true; one that was found harmless before needs no proof."""
    for name in package.names:
        digest = package.digest(name)
        problem = _VERDICTS.recall(
            digest and (digest, name, bounds.cells, bounds.grid), partial(_part_problem, package, name, bounds)
        )
        if problem is not None:
            return problem
    return None


def _part_problem(package: Package, name: str, bounds: Bounds) -> Problem | None:
    content = package.read(name)
    if not name.lower().endswith(".svg") and _has_doctype(content):
        return Problem("workbook-unsafe-xml", (("part", name),))
    if b"sheetData" in content and _SHEET.search(content):  # the plain look is five times as fast
        return _sheet_problem(content, package.recall(lean_sheet, name), bounds)
    return None


def _has_doctype(content: bytes) -> bool:
    """Looking for a single byte first is many times as fast, and hardly a workbook has a capital Y in it."""
    if b"Y" in content and b"<!DOCTYPE" in content:
        return True
    return b"\0" in content[:8] and any(mark in content for mark in _DOCTYPES)


def _sheet_problem(content: bytes, lean: bytes, bounds: Bounds) -> Problem | None:
    if len(lean) > 5 * bounds.cells and sum(1 for _ in _CELL.finditer(lean)) > bounds.cells:
        return Problem("workbook-too-many-cells", (("limit", str(bounds.cells)),))
    if not (_FAR.search(lean) or _has_odd_blanks(lean)):
        return None
    row, column, cell = _last_used(content)
    return Problem("workbook-cell-too-far", (("cell", cell),)) if row * column > bounds.grid else None


def _has_odd_blanks(content: bytes) -> bool:
    """Looking for single bytes first is ten times as fast, and most sheets have no line breaks."""
    return (
        any(content.find(blank, _DECLARATION) >= 0 for blank in (b"\n", b"\t", b"\r")) and _ODD_BLANKS.search(content) is not None
    )


def _last_used(content: bytes) -> tuple[int, int, str]:
    """The last row and the last column that hold something, and the cell that is furthest out; styled empty cells do not count."""
    row = last_row = last_column = 0
    furthest = ""
    for _, node in etree.iterparse(BytesIO(content), events=("end",), resolve_entities=False, no_network=True, load_dtd=False):
        if local_name(node) != "row":
            continue
        row = int(node.get("r") or row + 1)
        for at_row, at_column in _used(node, row):
            if at_row > last_row or at_column > last_column:
                furthest = address(at_row, at_column)
            last_row, last_column = max(last_row, at_row), max(last_column, at_column)
        node.clear()
    return last_row, last_column, furthest


def _used(node: etree._Element, row: int) -> Iterator[tuple[int, int]]:
    column = 0
    for cell in node.iterchildren("{*}c"):
        match = _REFERENCE.fullmatch(cell.get("r") or "")
        column = column_number(match[1]) if match else column + 1
        if len(cell):
            yield (int(match[2]) if match else row), column


def _oversized(code: str, found: int, limit: int) -> Problem:
    return Problem(code, (("found", str(found)), ("limit", str(limit))))
