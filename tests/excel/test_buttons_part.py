"""Whether a control workbook still has its buttons: as XlsxWriter, Excel and LibreOffice write them."""

from __future__ import annotations

import io

import openpyxl
import pytest

from toolkit.excel.buttons import lacks_buttons, with_buttons
from toolkit.excel.control import ControlColumn, ControlSheet, write_control
from toolkit.excel.front_sheet import Macros
from toolkit.excel.package import Package

SETTINGS = ControlSheet(
    title="Cài đặt", columns=(ControlColumn(name="setting", heading="Mục"), ControlColumn(name="value", heading="Giá trị"))
)
DRAWING = "xl/drawings/vmlDrawing1.vml"
SHAPE = '<v:shape id="{name}" type="#_x0000_t201"><v:textbox><div>Nút<br></div></v:textbox>{data}</v:shape>'
BUTTON = '<x:ClientData ObjectType="Button"><x:FmlaMacro>{macro}</x:FmlaMacro></x:ClientData>'


@pytest.fixture(scope="module")
def book() -> bytes:
    return write_control((SETTINGS,), macros=Macros(b"", "python"))


def drawn(book: bytes, *shapes: tuple[str, str]) -> bytes:
    """The workbook with these shapes, by their names and the macros they run, in the place of its buttons."""
    text = "".join(SHAPE.format(name=name, data=BUTTON.format(macro=macro)) for name, macro in shapes)
    return Package(book).rewritten({DRAWING: f"<xml>{text}</xml>".encode()})


def test_a_new_one_has_them(book: bytes) -> None:
    """And still has them when they are put back once more."""
    assert not lacks_buttons(book) and not lacks_buttons(with_buttons(book))


def test_as_excel_writes_them(book: bytes) -> None:
    """With another workbook's number before the macro, and a line break that no XML parser takes."""
    saved = drawn(book, ("Button_x0020_1", "[0]!BaocaoNut.PhatHanh"), ("Button_x0020_2", "[0]!TienDo"))
    assert not lacks_buttons(saved)


@pytest.mark.parametrize("shapes", [(("shape_0", "BaocaoNut.PhatHanh"), ("shape_0", "BaocaoNut.TienDo")), (("a", "KhacHan"),), ()])
def test_what_libreoffice_leaves_is_none(book: bytes, shapes: tuple[tuple[str, str], ...]) -> None:
    """Shapes of one name, shapes of somebody else's macros, no shapes: put back, they are there, and the cells are what they were."""
    lost = drawn(book, *shapes)
    assert lacks_buttons(lost)
    mended = with_buttons(lost)
    assert not lacks_buttons(mended)
    before, after = (
        [[cell.value for row in sheet.iter_rows() for cell in row] for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets]
        for data in (book, mended)
    )
    assert before == after


def test_without_macros_nothing_is_lacking() -> None:
    """A plain control workbook was never meant to have any."""
    assert not lacks_buttons(write_control((SETTINGS,)))
