"""What a parser is given says the same as the whole."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from tests.excel.rich import rich_workbook
from toolkit.excel.lean import lean_looks, lean_sheet
from toolkit.excel.package import Package
from toolkit.excel.reader import read_workbook

SHEET = b"<worksheet><sheetData><row r='1'>%b</row></sheetData><conditionalFormatting/></worksheet>"
LEAN = b"<worksheet><sheetData><row r='1'>%b</row></sheetData></worksheet>"


@pytest.mark.parametrize(
    ("cells", "left"),
    [
        (b'<c r="A1"><f>B1+1</f><v>2</v></c>', b'<c r="A1"><v>2</v></c>'),
        (b'<c r="A1" t="str"><f aca="false">B1&amp;""</f><v>x</v></c>', b'<c r="A1" t="str"><v>x</v></c>'),
        (b'<c r="A1"><f t="shared" si="0"/><v>2</v></c>', b'<c r="A1"><f t="shared" si="0"/><v>2</v></c>'),
        (b'<c r="A1" t="inlineStr"><is><t>Xin ch!</t></is></c>', b'<c r="A1" t="inlineStr"><is><t>Xin ch!</t></is></c>'),
    ],
)
def test_formulas_and_what_follows_the_cells_are_left_out(cells: bytes, left: bytes) -> None:
    """Values stay, with whatever else stands among the cells."""
    assert lean_sheet(SHEET % cells) == LEAN % left


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET % b'<!-- <f> --><c r="A1"><v>2</v></c>',
        SHEET % b'<c r="A1" t="inlineStr"><is><t><![CDATA[<f>1</f>]]></t></is></c>',
        (SHEET % b'<c r="A1"><v>2</v></c>').replace(b"sheetData", b"x:sheetData"),
        (SHEET % b'<c r="A1"><v>2</v></c>').decode().encode("utf-16"),
    ],
)
def test_where_a_tag_may_be_none_the_sheet_stays_whole(sheet: bytes) -> None:
    """Comments, character data, prefixes, other encodings: nothing is left out."""
    assert lean_sheet(sheet) == sheet


def test_cells_behind_the_cells_are_seen() -> None:
    """Whoever hides cells behind a first end of the cells has them looked through as well."""
    twice = SHEET % b'<c r="A1"/></row></sheetData><sheetData><row><c r="XFD1048576"><v>1</v></c>'
    assert b"XFD1048576" in lean_sheet(twice)


def test_the_values_are_those_of_the_whole_workbook() -> None:
    """Sheet by sheet, as the parser reads the file itself."""
    data = rich_workbook()
    grids = read_workbook(data, "a.xlsx").grids
    assert grids
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        for title, grid in grids.items():
            assert grid == book.get_sheet_by_name(title).to_python(skip_empty_area=False)


def test_looks_are_left_out() -> None:
    """Names and fonts are left out of what the parser gets, and formats of numbers are not; where a tag may be none, nothing is."""
    styles = b'<styleSheet><numFmts count="1"/><fonts count="1"><font/></fonts><cellXfs count="1"><xf/></cellXfs></styleSheet>'
    lean = b'<styleSheet><numFmts count="1"/><cellXfs count="1"><xf/></cellXfs></styleSheet>'
    assert lean_looks(styles) == lean
    book = b"<workbook><sheets/><definedNames><definedName name='a'>B!A1</definedName></definedNames></workbook>"
    assert lean_looks(book) == b"<workbook><sheets/></workbook>"
    for hiding in (b"<!-- <fonts -->", b"<![CDATA[<fonts ]]>"):
        assert lean_looks(hiding + styles) == b""
    assert lean_looks(styles + b"<!-- seen -->") == lean + b"<!-- seen -->"


def test_what_is_made_of_a_part_is_made_once() -> None:
    """However often it is asked for."""
    package, made = Package(rich_workbook()), list[bytes]()

    def noted(content: bytes) -> bytes:
        made.append(content)
        return content[:5]

    assert {package.recall(noted, name) for name in ("xl/workbook.xml", "XL/workbook.xml")} == {b"<?xml"}
    assert made == [package.read("xl/workbook.xml")]
