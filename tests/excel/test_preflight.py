"""What may go to a parser, and what may not."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.excel.rich import png, rich_workbook
from toolkit.excel import preflight
from toolkit.excel.preflight import Bounds, inspect

TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/a" ContentType="%s"/></Types>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500


def code(data: bytes) -> str:
    problem = inspect(data)
    return "" if problem is None else problem.code


def zipped(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def changed(part: str, old: bytes, new: bytes, data: bytes | None = None) -> bytes:
    """The rich workbook with something replaced in one part."""
    with zipfile.ZipFile(io.BytesIO(data or rich_workbook())) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    assert old in entries[part]
    return zipped({**entries, part: entries[part].replace(old, new)})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "workbook-empty-file"),
        (b"\0" * 4096, "workbook-empty-file"),
        (b"%PDF-1.7\n", "workbook-is-pdf"),
        (png(), "workbook-is-picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "workbook-is-picture"),
        (b"\0\0\0\x18ftypheic\0", "workbook-is-picture"),
        (b"Rar!\x1a\x07\0", "workbook-is-archive"),
        (b"7z\xbc\xaf\x27\x1c\0", "workbook-is-archive"),
        (b"<html><table></table></html>", "workbook-is-html"),
        ("mã;tên\n1;Lũng Cú\n".encode(), "workbook-is-text"),
        ("mã\ttên".encode("utf-16"), "workbook-is-text"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "workbook-is-xls"),
        (b'<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">', "workbook-is-ods"),
        (b"{\\rtf1 }", "workbook-is-word"),
        (OLE + "Workbook".encode("utf-16-le"), "workbook-is-xls"),
        (OLE + "WordDocument".encode("utf-16-le"), "workbook-is-word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "workbook-encrypted"),
        (b"\x7fELF\0\0\0", "workbook-is-other"),
        (zipped({"a.txt": b"x"}), "workbook-is-other"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "workbook-is-ods"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "workbook-is-word"),
        (zipped({"[Content_Types].xml": TYPES % b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"}), "workbook-is-xlsb"),
        (
            zipped(
                {"[Content_Types].xml": TYPES % b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"}
            ),
            "workbook-is-word",
        ),
        (
            zipped({"[Content_Types].xml": TYPES % b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"}),
            "workbook-damaged",
        ),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, expected: str) -> None:
    """Each kind of file that people send instead has its own code."""
    assert code(data) == expected


def test_a_workbook_passes() -> None:
    """Charts, pictures, macros' buttons and notes are no obstacle."""
    assert code(rich_workbook()) == ""


def test_a_workbook_cut_in_half_is_damaged() -> None:
    """A download that broke off, and a byte that changed on the way."""
    data = rich_workbook()
    assert code(data[: len(data) // 2]) == "workbook-damaged"
    middle = data.index(b"xl/worksheets/sheet1.xml") + 60
    assert code(data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]) == "workbook-damaged"


def test_entities_are_refused() -> None:
    """A document type in any part, in any encoding, is refused; the part is named."""
    evil = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet '
    problem = inspect(changed("xl/worksheets/sheet1.xml", b"<worksheet ", evil))
    assert problem == preflight.Problem("workbook-unsafe-xml", (("part", "xl/worksheets/sheet1.xml"),))
    wide = "<!DOCTYPE a><a/>".encode("utf-16")
    with zipfile.ZipFile(io.BytesIO(rich_workbook())) as archive:
        custom = archive.read("docProps/custom.xml")
    assert code(changed("docProps/custom.xml", custom, wide)) == "workbook-unsafe-xml"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (b'<c r="XFD1048576"><v>1</v></c>', "workbook-cell-too-far"),
        (b"<c r='XFD1048576'><v>1</v></c>", "workbook-cell-too-far"),
        (b'<c  r = "xfd1048576"><v>1</v></c>', "workbook-cell-too-far"),
        (b'<c\n\tr="XFD1048576"><v>1</v></c>', "workbook-cell-too-far"),
        (b'<c r="&#88;FD1048576"><v>1</v></c>', "workbook-cell-too-far"),
        (b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>', "workbook-cell-too-far"),
        (b'<c r="XFD1048576" s="1"/>', ""),
        (b'<c r="A1048576"><v>1</v></c>', ""),
    ],
)
def test_cells_out_of_all_bounds(cell: bytes, expected: str) -> None:
    """A value in the last corner would make the reader abort; an empty cell with a look there, or a long column, would not."""
    data = changed("xl/worksheets/sheet2.xml", b"</sheetData>", b'<row r="1048576">' + cell + b"</row></sheetData>")
    assert code(data) == expected


def test_cells_that_begin_late_are_looked_at_as_well() -> None:
    """However much stands in a sheet before its cells."""
    cells = b"<!-- " + b" " * 100_000 + b' --><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert code(changed("xl/worksheets/sheet2.xml", b"<sheetData>", cells)) == "workbook-cell-too-far"
    cells = (
        b'<cols><col min="1" max="1"/></cols>'
        + b"\n" * 100_000
        + b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    assert code(changed("xl/worksheets/sheet2.xml", b"<sheetData>", cells)) == "workbook-cell-too-far"


def test_row_without_addresses_far_below() -> None:
    """Cells may leave their address out; the row's number counts."""
    cells = b'<row r="1048576">' + b"<c><v>1</v></c>" * 20 + b"</row></sheetData>"
    assert code(changed("xl/worksheets/sheet2.xml", b"</sheetData>", cells)) == "workbook-cell-too-far"


def test_limits() -> None:
    """Parts, bytes and cells are counted before anything is parsed."""
    data = rich_workbook()
    for bounds, expected in (
        (Bounds(parts=5), "workbook-too-many-parts"),
        (Bounds(inflated_bytes=9_000), "workbook-too-large-inside"),
        (Bounds(part_bytes=3_000), "workbook-too-large-inside"),
        (Bounds(cells=5), "workbook-too-many-cells"),
    ):
        problem = inspect(data, bounds)
        assert problem is not None
        assert problem.code == expected


def test_bombs_are_refused_quickly() -> None:
    """Sixty MB of blanks packed into some KB: refused by the directory, in no time."""
    data = changed("xl/worksheets/sheet1.xml", b"<sheetData>", b" " * (60 * 1024 * 1024) + b"<sheetData>")
    start = time.perf_counter()
    assert code(data) == "workbook-packed-too-tight"
    assert time.perf_counter() - start < 1


def test_two_parts_of_one_name_are_refused() -> None:
    """Readers differ in which of the two they take."""
    target = io.BytesIO(rich_workbook())
    with pytest.warns(UserWarning), zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    assert code(target.getvalue()) == "workbook-damaged"


def test_an_ordinary_large_sheet_passes() -> None:
    """Twenty thousand rows of figures are large and honest."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for row in range(20_000):
            sheet.write_row(row, 0, [row, row * 2, "xã"])
    assert code(target.getvalue()) == ""


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_raises(data: st.DataObject) -> None:
    """Whatever bytes of a workbook are changed, the answer is a problem or none, never an exception."""
    workbook = bytearray(rich_workbook())
    for position in data.draw(st.lists(st.integers(0, len(workbook) - 1), min_size=1, max_size=8)):
        workbook[position] = data.draw(st.integers(0, 255))
    assert isinstance(code(bytes(workbook)), str)
