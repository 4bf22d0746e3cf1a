"""Files as they really come, and as somebody with bad intentions would make them: all made here, from a workbook that is right.

Each maker takes the bytes of a filled workbook and gives those of another file.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping

import openpyxl

from tests.excel.rich import png

Maker = Callable[[bytes], bytes]

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512


def parts_of(data: bytes) -> dict[str, bytes]:
    """A zip's entries by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(entries: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of those entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_part(name: str, change: Callable[[bytes], bytes]) -> Maker:
    """The workbook with one part changed, or made."""

    def made(data: bytes) -> bytes:
        parts = parts_of(data)
        return zipped({**parts, name: change(parts.get(name, b""))})

    return made


def in_part(name: str, old: bytes, new: bytes) -> Maker:
    """The workbook with some bytes of one part replaced by others; ValueError where they are not there."""

    def change(content: bytes) -> bytes:
        if old not in content:
            raise ValueError(old)
        return content.replace(old, new, 1)

    return with_part(name, change)


def resaved(change: Callable[[openpyxl.Workbook], object]) -> Maker:
    """The workbook changed and saved by a program that keeps values, names and properties, and little else."""

    def made(data: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        change(book)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    return made


def streaming(data: bytes) -> bytes:
    """Packed by a program that writes sizes behind each entry (data descriptors), as those do that write to a pipe."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(data).items():
            archive.writestr(name, content)
    return pipe.getvalue()


def zip64(data: bytes) -> bytes:
    """Every entry with sizes of 64 bits, as for files beyond four gigabytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(data).items():
            with archive.open(name, "w", force_zip64=True) as entry:
                entry.write(content)
    return buffer.getvalue()


def double_entry(data: bytes) -> bytes:
    """Two parts of one name, and they differ: which is read depends on the program."""
    buffer = io.BytesIO(data)
    first = next(name for name in parts_of(data) if name.endswith("sheet1.xml"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.fp.seek(0, io.SEEK_END)  # type: ignore[union-attr]
        entry = zipfile.ZipInfo(first)
        entry.filename = first
        archive.NameToInfo.pop(first)
        archive.writestr(entry, b"<worksheet/>")
    return buffer.getvalue()


def slipping(data: bytes) -> bytes:
    """An entry whose name would lie outside of any folder that it is unpacked to."""
    return zipped({**parts_of(data), "../../../../tmp/i4-slipped.txt": b"x", "/etc/passwd": b"x", "C:\\Windows\\a.txt": b"x"})


def encrypted(data: bytes) -> bytes:
    """Its entries say that they are locked."""
    spoilt = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = spoilt.find(mark)
        while start >= 0:
            spoilt[start + at] |= 1
            start = spoilt.find(mark, start + 4)
    return bytes(spoilt)


def lying_sizes(data: bytes) -> bytes:
    """The zip's directory says that every entry is small."""
    spoilt = bytearray(data)
    start = spoilt.find(b"PK\x01\x02")
    while start >= 0:
        spoilt[start + 24 : start + 28] = struct.pack("<I", 5)
        start = spoilt.find(b"PK\x01\x02", start + 4)
    return bytes(spoilt)


LAUGHS = b"""<!DOCTYPE lolz [<!ENTITY lol "lol">%s]>""" % b"".join(
    b'<!ENTITY lol%d "%s">' % (number, b"&lol%s;" % (b"" if number == 1 else b"%d" % (number - 1)) * 10) for number in range(1, 10)
)


def sheet_of(data: bytes, name: str) -> tuple[str, str]:
    """Title of the sheet, and address, of a name."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    title, _, cells = book.defined_names[name].attr_text.replace("$", "").partition("!")
    return title.strip("'"), cells


def part_of(data: bytes, name: str) -> str:
    """The part of the sheet that a name points to."""
    title, _ = sheet_of(data, name)
    book = openpyxl.load_workbook(io.BytesIO(data))
    return f"xl/worksheets/sheet{book.sheetnames.index(title) + 1}.xml"


def ghosts(data: bytes) -> bytes:
    """Every row down to Excel's last one is formatted, and holds nothing."""
    rows = "".join(f'<row r="{row}" ht="15" customHeight="1"/>' for row in range(500, 1_048_577))
    return in_part(part_of(data, "tong"), b"</sheetData>", rows.encode() + b"</sheetData>")(data)


def ghost_cells(data: bytes) -> bytes:
    """Two columns are coloured down to the last row, cell by cell."""
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(500, 1_048_577))
    return in_part(part_of(data, "tong"), b"</sheetData>", rows.encode() + b"</sheetData>")(data)


STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (b"http://schemas.openxmlformats.org/drawingml/2006/main", b"http://purl.oclc.org/ooxml/drawingml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        b"http://purl.oclc.org/ooxml/officeDocument/customProperties",
    ),
)


def strict(data: bytes) -> bytes:
    """Saved as "Strict Open XML": the same with other namespaces."""
    parts = parts_of(data)
    for old, new in STRICT:
        parts = {name: content.replace(old, new) for name, content in parts.items()}
    return zipped(parts)


def without_identity_sheet(book: openpyxl.Workbook) -> None:
    """Google Sheets drops very hidden sheets' state or the sheet, and all custom properties."""
    del book["_baocao"]
    for name in [name for name in book.defined_names if name.startswith("baocao.")]:
        del book.defined_names[name]


def google(data: bytes) -> bytes:
    """As Google Sheets gives it back: no custom properties, the hidden sheet merely hidden, calculation dropped."""

    def change(book: openpyxl.Workbook) -> None:
        book["_baocao"].sheet_state = "hidden"
        book.custom_doc_props.props.clear()

    return resaved(change)(data)


def macro(data: bytes) -> bytes:
    """Saved as .xlsm with a macro."""
    parts = parts_of(data)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return zipped({**parts, "xl/vbaProject.bin": OLE})


def with_raw_cell(name: str, cell: str) -> Maker:
    """The named cell replaced by that XML; `{r}` is its address and `{s}` its style."""

    def made(data: bytes) -> bytes:
        _, address = sheet_of(data, name)
        part = part_of(data, name)
        content = parts_of(data)[part]
        pattern = re.compile(rb'<c r="%s"( s="\d+")?[^>]*?(?:/>|>.*?</c>)' % address.partition(":")[0].encode(), re.DOTALL)
        match = pattern.search(content)
        if match is None:
            raise ValueError(name)
        new = cell.format(r=address.partition(":")[0], s=(match[1] or b"").decode()).encode()
        return with_part(part, lambda old: old.replace(match[0], new, 1))(data)

    return made


def text_file(text: str) -> bytes:
    """A .csv of Excel's: UTF-8 with a mark."""
    return text.encode("utf-8-sig")


PICTURE = png()


def deep(data: bytes) -> bytes:
    """A sheet of elements within elements, a hundred thousand deep."""
    nested = b"<extLst>" * 100_000 + b"</extLst>" * 100_000
    return in_part(part_of(data, "tong"), b"</worksheet>", nested + b"</worksheet>")(data)


def inflating(data: bytes) -> bytes:
    """A hundred and thirty kilobytes that unpack to sixty megabytes."""
    return with_part("xl/media/image1.xml", lambda _: b" " * (60 * 1024 * 1024))(data)


def last_corner(data: bytes) -> bytes:
    """Something stands in the last cell that there is: a grid of seventeen thousand million cells."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return in_part(part_of(data, "tong"), b"</sheetData>", far)(data)


def lost_strings(data: bytes) -> bytes:
    """Cells point to shared texts that are not there."""
    return with_part(part_of(data, "tong"), lambda sheet: re.sub(rb't="s"([^>]*)><v>\d+', rb't="s"\1><v>99999', sheet))(data)


def in_zips(name: str, data: bytes, depth: int) -> bytes:
    """The file in a zip in a zip in a zip."""
    for level in range(depth):
        data = zipped({name if not level else f"lớp {level}.zip": data})
    return data
