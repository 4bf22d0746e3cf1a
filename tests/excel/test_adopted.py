"""An office's own workbook, stamped: who it is stands in it, and nothing else in the file changes."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tests.excel.office import converted
from tests.excel.rich import rich_workbook
from toolkit.excel.adopted import AdoptedBlank, with_names
from toolkit.excel.patch import set_values
from toolkit.excel.preflight import inspect
from toolkit.excel.reader import read_workbook
from toolkit.excel.structure import Area
from toolkit.model.submission import Identity
from toolkit.model.value import BLANK, NO_DATA

IDENTITY = Identity(programme="p", form="f", version="1 & 2", unit="00820", period="2020S1")


def plain() -> bytes:
    """A workbook without names, properties or styles of its own."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("Ý kiến ' khác").write("A1", "Tổng")
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("data", [rich_workbook(), plain()], ids=["rich", "plain"])
def test_identity_reads_back(data: bytes) -> None:
    """All three places say the same, also where the workbook was another unit's before; stamping twice is stamping once."""
    stamped = AdoptedBlank(data).stamped(IDENTITY, {})
    content = read_workbook(stamped, "x")
    assert inspect(stamped) is None and content.findings == ()
    assert (content.identity.unit, content.identity.version, content.identity.is_of_own_design) == ("00820", "1 & 2", True)
    assert content.sheets[-1] == "_baocao"
    again = read_workbook(AdoptedBlank(stamped).stamped(IDENTITY, {}), "x")
    assert again.sheets == content.sheets and again.findings == ()


def test_nothing_else_changes() -> None:
    """Picture, chart, text box, button, notes, old and new formats: every part keeps its bytes, save the lists of what there is."""
    before, after = parts(rich_workbook()), parts(AdoptedBlank(rich_workbook()).stamped(IDENTITY, {}))
    kinds = ("xl/charts/", "xl/media/", "xl/drawings/drawing", "xl/drawings/vmlDrawing", "xl/comments", "xl/worksheets/sheet")
    assert all(any(name.startswith(kind) for name in before) for kind in kinds)
    assert b"x14:conditionalFormatting" in before["xl/worksheets/sheet1.xml"] and b"xdr:sp" in before["xl/drawings/drawing1.xml"]
    lists = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "docProps/custom.xml"}
    assert {name for name in before if before[name] != after.get(name)} == lists
    assert set(after) - set(before) == {"xl/worksheets/baocao.xml"}


def test_the_offices_names_and_properties_stay() -> None:
    """Names keep their order and places, print areas too; other properties stay."""
    content = read_workbook(AdoptedBlank(rich_workbook()).stamped(IDENTITY, {}), "x")
    before = read_workbook(rich_workbook(), "x")
    for name in ("ket_nap_moi", "kn_nu", "chi_tieu", "bang", "mat", "cua_trang"):
        assert content.names[name] == before.names[name]
    assert b"_xlnm.Print_Titles" in parts(AdoptedBlank(rich_workbook()).stamped(IDENTITY, {}))["xl/workbook.xml"]


def test_what_is_known_stands_where_its_name_points() -> None:
    """Figures and "no data" go into cells of their names; what has no name, and what is blank, goes nowhere."""
    known = {"chi_tieu": 38, "kn_nu": NO_DATA, "ket_nap_moi": BLANK, "target.x": 1, "mat": Decimal(1)}
    content = read_workbook(AdoptedBlank(rich_workbook()).stamped(IDENTITY, known), "x")
    assert [content.cell(name).raw for name in ("chi_tieu", "kn_nu", "ket_nap_moi")] == [38, "không có số liệu", 12]  # type: ignore[union-attr]


def test_names_are_added() -> None:
    """A name may point to an area of a sheet with any title."""
    area = Area("Ý kiến ' khác", 2, 1, 5, 1)
    assert read_workbook(with_names(plain(), {"bang.cot": area}), "x").names["bang.cot"] == area
    assert with_names(plain(), {}) == plain()


def test_asks() -> None:
    """It asks what its unbroken names say."""
    blank = AdoptedBlank(rich_workbook())
    assert (
        blank.asks(iter(("ket_nap_moi", "kn_nu")))
        and not blank.asks(iter(("ket_nap_moi", "mat")))
        and not blank.asks(iter(("xa",)))
    )


@pytest.mark.office
def test_libreoffice_keeps_what_was_stamped(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, a stamped and filled workbook still says who it is and what was typed."""
    (tmp_path / "own.xlsx").write_bytes(set_values(AdoptedBlank(rich_workbook()).stamped(IDENTITY, {}), {"kn_nu": 7}))
    content = read_workbook(converted(tmp_path / "own.xlsx", tmp_path), "x")
    assert content.identity.unit == "00820" and content.findings == ()
    assert content.cell("kn_nu").raw == 7  # type: ignore[union-attr]


@pytest.mark.office
def test_a_workbook_that_libreoffice_made(tmp_path: Path) -> None:
    """Its button is a control with a part of its own, its parts are called otherwise: every one keeps its bytes, save the lists."""
    (tmp_path / "xau.xlsx").write_bytes(rich_workbook())
    made = converted(tmp_path / "xau.xlsx", tmp_path)
    before, after = parts(made), parts(AdoptedBlank(made).stamped(IDENTITY, {}))
    kinds = ("xl/charts/", "xl/media/", "xl/drawings/drawing", "xl/ctrlProps/")
    assert all(any(name.startswith(kind) for name in before) for kind in kinds)
    lists = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "docProps/custom.xml"}
    assert {name for name in before if before[name] != after.get(name)} == lists
