"""Values put into a workbook that exists."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.excel.rich import INPUTS, OTHER, rich_workbook
from tests.excel.test_preflight import changed
from toolkit.excel.patch import CellValue, set_values
from toolkit.excel.reader import read_workbook
from toolkit.model.submission import Raw

RICH = rich_workbook()
pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_back(data: bytes, name: str) -> Raw:
    cell = read_workbook(data, "a").cell(name)
    return None if cell is None else cell.raw


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7338, 7338),
        (0, 0),
        (Decimal("0.70"), 0.7),
        (Decimal("1E+3"), 1000),
        ("=1+1", "=1+1"),
        ("  hai\ndòng <&> ", "  hai\ndòng <&> "),
        ("a\x00\x0bb", "ab"),
        (True, True),
        (None, None),
    ],
)
def test_values_read_back(value: CellValue, expected: Raw) -> None:
    """What is put in is what is read; text stays text, also where it looks like a formula."""
    assert read_back(set_values(RICH, {"kn_nu": value}), "kn_nu") == expected


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(
        st.integers(-(2**53), 2**53),
        st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60),
    )
)
def test_any_value_reads_back(value: int | str) -> None:
    """Whole numbers up to what Excel can hold, and any text, come back the same."""
    assert read_back(set_values(RICH, {"kn_nu": value}), "kn_nu") == value


def test_only_the_cell_changes() -> None:
    """Every part but the workbook and the sheets that hold formulas keeps its bytes, and the order of parts stays."""
    before, after = parts(RICH), parts(set_values(RICH, {"kn_nu": 1}))
    assert list(before) == list(after)
    changed_parts = {name for name in before if before[name] != after[name]}
    assert changed_parts == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"}


def test_the_cell_keeps_its_look_and_formulas_lose_their_results() -> None:
    """The style stays; formulas on every sheet keep their text and lose values that may be wrong now, and Excel is asked to compute."""
    data = set_values(RICH, {"kn_nu": 1})
    old, new = (openpyxl.load_workbook(io.BytesIO(each))[INPUTS]["C4"] for each in (RICH, data))
    assert new.fill.fgColor.rgb == old.fill.fgColor.rgb
    assert not new.protection.locked
    results, formulas = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (True, False))
    for sheet, cell in ((INPUTS, "C7"), (OTHER, "B3")):
        assert results[sheet][cell].value is None and str(formulas[sheet][cell].value).startswith("=")
    assert b'fullCalcOnLoad="1"' in parts(data)["xl/workbook.xml"]


def test_calculation_is_asked_for_where_nothing_was_said() -> None:
    """A workbook without calculation settings gets them in their place."""
    old = parts(RICH)["xl/workbook.xml"]
    tag = old[old.index(b"<calcPr") : old.index(b"/>", old.index(b"<calcPr")) + 2]
    data = set_values(changed("xl/workbook.xml", tag, b""), {"kn_nu": 1})
    assert parts(data)["xl/workbook.xml"].endswith(b'</definedNames><calcPr fullCalcOnLoad="1"/></workbook>')


def test_dates() -> None:
    """A day is its number in Excel's count, a moment has its fraction."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("S").write_blank("B2", None, book.add_format({"num_format": "dd/mm/yyyy"}))
        book.define_name("ngay", "=S!$B$2")
    assert read_back(set_values(target.getvalue(), {"ngay": date(2020, 3, 26)}), "ngay") == date(2020, 3, 26)
    assert read_back(set_values(target.getvalue(), {"ngay": datetime(2020, 3, 26, 12)}), "ngay") == datetime(2020, 3, 26, 12)


def test_rows_grow_with_long_text() -> None:
    """A text longer than its column makes its row higher, unless somebody has fixed the row's height; a short one does not."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("S")
        sheet.set_column("A:A", 20)
        sheet.write_column("A1", ["tự do", "cố định", "ngắn"])
        sheet.set_row(1, 15.75)
        for row, name in enumerate(("tu_do", "co_dinh", "ngan"), start=1):
            book.define_name(name, f"=S!$A${row}")
    data = set_values(target.getvalue(), {"tu_do": "dài " * 40, "co_dinh": "dài " * 40, "ngan": "x"})
    heights = openpyxl.load_workbook(io.BytesIO(data))["S"].row_dimensions
    assert heights[1].height > 100 and heights[2].height == 15.75 and heights[3].height is None


def table() -> bytes:
    """A table's column of five rows of which the file holds only the third."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("S")
        sheet.set_column("C:C", 10, book.add_format({"italic": True}))
        sheet.write("A4", "bên trái")
        sheet.write("D4", "bên phải")
        book.define_name("bang.ten", "=S!$C$2:$C$6")
    return target.getvalue()


def test_table_columns_by_offset() -> None:
    """Rows and cells that the file does not hold are made in their place, with the column's style."""
    data = set_values(table(), {("bang.ten", 0): "a", ("bang.ten", 2): "c", ("bang.ten", 4): "e"})
    content = read_workbook(data, "a")
    assert [row[0].raw for row in content.area("bang.ten")] == ["a", None, "c", None, "e"]
    sheet = openpyxl.load_workbook(io.BytesIO(data))["S"]
    assert [cell.value for cell in sheet[4]] == ["bên trái", None, "c", "bên phải"]
    assert sheet["C2"].font.italic


@pytest.mark.parametrize(
    ("key", "error"), [("khong_co", KeyError), ("mat", KeyError), (("bang", 3), IndexError), (("bang", -1), IndexError)]
)
def test_what_is_not_there(key: str | tuple[str, int], error: type[Exception]) -> None:
    """A name that is missing or broken, and a row past the table's end, are refused."""
    with pytest.raises(error):
        set_values(RICH, {key: 1})


def shared() -> bytes:
    """A workbook in which B2:B4 share one formula, with a calculation chain, as Excel writes it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("S")
        sheet.write_column("A2", [1, 2, 3])
        for row in (2, 3, 4):
            sheet.write_formula(f"B{row}", f"=A{row}*2", None, row * 2 - 2)
            book.define_name(f"o_{row}_b", f"=S!$B${row}")
    data = target.getvalue()
    data = changed("xl/worksheets/sheet1.xml", b"<f>A2*2</f>", b'<f t="shared" ref="B2:B4" si="0">A2*2</f>', data)
    for row in (b"3", b"4"):
        data = changed("xl/worksheets/sheet1.xml", b"<f>A" + row + b"*2</f>", b'<f t="shared" si="0"/>', data)
    relation = b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/>'
    data = changed("xl/_rels/workbook.xml.rels", b"</Relationships>", relation + b"</Relationships>", data)
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(
            "xl/calcChain.xml",
            b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B2" i="1"/></calcChain>',
        )
    return target.getvalue()


def test_a_formula_that_others_share_is_handed_on() -> None:
    """Overwriting the cell that holds a shared formula leaves the others their formulas, and drops the calculation chain."""
    data = set_values(shared(), {"o_2_b": 100})
    sheet = openpyxl.load_workbook(io.BytesIO(data))["S"]
    assert [sheet[f"B{row}"].value for row in (2, 3, 4)] == [100, "=A3*2", "=A4*2"]
    assert "xl/calcChain.xml" not in parts(data)
    assert b"calcChain" not in parts(data)["xl/_rels/workbook.xml.rels"]
