"""Reading workbooks that came back."""

from __future__ import annotations

import io
import subprocess
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter

from tests.excel.rich import INPUTS, OTHER, rich_workbook
from tests.excel.test_preflight import changed
from toolkit.excel import reader
from toolkit.excel.disturb import add_sheet, insert_row
from toolkit.excel.patch import set_values
from toolkit.excel.reader import UnreadableWorkbook, WorkbookContent, read_workbook
from toolkit.excel.structure import Area, column_letters, column_number, parse_area
from toolkit.model.place import Place
from toolkit.model.submission import Identity, Raw


def with_identity(properties: dict[str, str], sheet: dict[str, str], *, title: str = "_baocao", named: bool = True) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("Biểu")
        hidden = book.add_worksheet(title)
        for row, (key, value) in enumerate(sheet.items()):
            hidden.write_row(row, 0, [f"baocao.{key}", value])
            if named:
                book.define_name(f"baocao.{key}", f"='{title}'!$B${row + 1}")
        for key, value in properties.items():
            book.set_custom_property(f"baocao.{key}", value)
    return target.getvalue()


def raw_of(write: str, value: object, options: dict[str, object] | None = None) -> Raw:
    """What the reader makes of one cell."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("S")
        look = book.add_format(options) if options else None
        getattr(sheet, write)("C3", value, look)
        book.define_name("o_doc", "=S!$C$3")
    cell = read_workbook(target.getvalue(), "a.xlsx").cell("o_doc")
    assert cell is not None
    return cell.raw


def test_cells_come_with_their_places() -> None:
    """A named cell gives its value, the sheet's real title and its address, and whose it is."""
    content = read_workbook(rich_workbook(), "xã a.xlsx")
    cell = content.cell("kn_nu")
    assert cell is not None
    assert (cell.raw, cell.place) == (15, Place("xã a.xlsx", INPUTS, "C4", "00712", "kn_nu"))
    assert content.sheets == (INPUTS, OTHER)


def test_areas_come_row_by_row() -> None:
    """A named area gives its rows; blank cells are None."""
    rows = read_workbook(rich_workbook(), "a.xlsx").area("bang")
    assert [[cell.raw for cell in row] for row in rows] == [
        ["Kết nạp mới", None, 12],
        ["Kết nạp nữ", None, 15],
        ["Chỉ tiêu", None, 10],
    ]
    assert rows[1][2].place.cell == "C4"


def test_areas_end_where_the_sheet_does() -> None:
    """An area of a million rows costs no more than what is filled."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("S").write("A2", "x")
        book.define_name("dai", "=S!$A$1:$A$1048576")
    assert [row[0].raw for row in read_workbook(target.getvalue(), "a").area("dai")] == [None, "x"]


def test_broken_and_unknown_names() -> None:
    """A name whose cell is gone is told of; a name that never was gives nothing."""
    content = read_workbook(rich_workbook(), "a.xlsx")
    assert content.broken() == ("mat",)
    assert content.cell("mat") is None
    assert content.area("mat") == ()
    assert content.cell("khong_co") is None


@pytest.mark.parametrize(
    ("write", "value", "options", "expected"),
    [
        ("write", 7338, None, 7338),
        ("write", 0.1, None, 0.1),
        ("write", -3.0, None, -3),
        ("write", " 7.338 ", None, " 7.338 "),
        ("write_string", "007", None, "007"),
        ("write", True, None, True),
        ("write_blank", None, {"bg_color": "red"}, None),
        ("write_datetime", date(2020, 3, 26), {"num_format": "dd/mm/yyyy"}, date(2020, 3, 26)),
        ("write", 0.5, {"num_format": "hh:mm"}, 0.5),
        ("write", 5, {"num_format": "[h]:mm"}, 5),
        ("write_formula", "=#REF!", None, 0),
    ],
)
def test_what_cells_give(write: str, value: object, options: dict[str, object] | None, expected: Raw) -> None:
    """Whole numbers are int, text is as typed, a number that was formatted as a time stays a number."""
    found = raw_of(write, value, options)
    assert found == expected
    assert type(found) is type(expected)


def test_errors_read_as_their_text() -> None:
    """A cell in error is not blank."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("S")
        sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B1", "=#REF!+1", None, "#REF!")
        book.define_name("mot", "=S!$A$1")
        book.define_name("hai", "=S!$B$1")
    content = read_workbook(target.getvalue(), "a")
    assert [cell.raw for cell in (content.cell("mot"), content.cell("hai")) if cell] == ["#DIV/0!", "#REF!"]


FULL = {"programme": "mot-cong-mot", "form": "ket-qua", "version": "1", "unit": "02", "period": "2020", "fingerprint": "ab"}


@pytest.mark.parametrize(
    ("properties", "sheet", "named"),
    [(FULL, {}, True), ({}, FULL, True), ({}, FULL, False), (FULL, FULL, True), ({"unit": "02"}, FULL, False)],
)
def test_identity_survives_in_any_one_place(properties: dict[str, str], sheet: dict[str, str], *, named: bool) -> None:
    """Properties, names or the sheet alone say who a workbook is; codes keep their zeros."""
    content = read_workbook(with_identity(properties, sheet, named=named), "a")
    assert content.identity == Identity(**FULL)
    assert content.findings == ()


def test_contradicting_identities_are_told() -> None:
    """Where the sheet says another unit than the properties, the finding names both."""
    content = read_workbook(with_identity(FULL, {**FULL, "unit": "03"}), "a.xlsx")
    (found,) = content.findings
    assert (found.code, found.place.file, found.found) == ("identity-contradiction", "a.xlsx", "03")


def test_no_identity_is_empty() -> None:
    """A workbook that is none of ours has an empty identity."""
    assert read_workbook(with_identity({}, {}), "a").identity == Identity()


def test_a_workbook_that_cannot_be_read() -> None:
    """The exception carries the code and the values of the sentence."""
    with pytest.raises(UnreadableWorkbook) as caught:
        read_workbook(b"%PDF", "a.xlsx")
    assert caught.value.code == "workbook-is-pdf"


def test_parts_that_do_not_fit_are_damage() -> None:
    """XML that is none in a part that the reader needs is damage, not a crash."""
    for part, old, new in (
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData"),
        ("docProps/custom.xml", b"<Properties", b"Properties"),
    ):
        with pytest.raises(UnreadableWorkbook) as caught:
            read_workbook(changed(part, old, new), "a")
        assert caught.value.code == "workbook-damaged"


def test_a_panic_of_the_parser_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """A panic of the Rust parser is no Exception; it ends as damage. An interrupt stays an interrupt."""

    class PanicException(BaseException):
        pass

    for raised, expected in ((PanicException, UnreadableWorkbook), (KeyboardInterrupt, KeyboardInterrupt)):

        def panic(_: object, error: type[BaseException] = raised) -> None:
            raise error

        monkeypatch.setattr(reader, "CalamineWorkbook", SimpleNamespace(from_filelike=panic))
        with pytest.raises(expected):
            read_workbook(rich_workbook(), "a")


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Sheet1!$A$1", Area("Sheet1", 1, 1, 1, 1)),
        ("'Biểu 1'!$C$5:$D$9", Area("Biểu 1", 5, 3, 9, 4)),
        ("'Đơn ''x'''!C5", Area("Đơn 'x'", 5, 3, 5, 3)),
        ("Biểu!D9:C5", Area("Biểu", 5, 3, 9, 4)),
        ("=S!XFD1048576", Area("S", 1048576, 16384, 1048576, 16384)),
        ("#REF!", None),
        ("S!#REF!", None),
        ("#REF!$A$1", None),
        ("S!$A$1,S!$B$2", None),
        ("S!$A$0", None),
        ("S!XFE1", None),
        ("OFFSET(S!$A$1,1,1)", None),
        ('"02"', None),
        ("", None),
    ],
)
def test_references(text: str, area: Area | None) -> None:
    """What a defined name may say, in the spellings that programs use."""
    assert parse_area(text) == area


def test_columns_have_letters() -> None:
    """Letters and numbers of columns say the same."""
    assert [column_letters(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letters(n)) == n for n in range(1, 16385, 37))


def values(content: WorkbookContent) -> list[Raw]:
    cells = (content.cell(name) for name in ("ket_nap_moi", "kn_nu", "chi_tieu"))
    return [cell.raw for cell in cells if cell]


def test_the_place_does_not_matter() -> None:
    """A row inserted and a sheet added change no answer."""
    data = add_sheet(insert_row(rich_workbook(), INPUTS, 4), "Nháp", [["x"]])
    assert values(read_workbook(data, "a")) == [12, 15, 10]


@pytest.mark.office
def test_libreoffice_saves_what_we_read(tmp_path: Path) -> None:
    """After LibreOffice opened and saved it, the answers and the identity are the same."""
    data = set_values(rich_workbook(), {"kn_nu": 7})
    (tmp_path / "a.xlsx").write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        "out",
        "a.xlsx",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=600)
    before, after = read_workbook(data, "a"), read_workbook((tmp_path / "out" / "a.xlsx").read_bytes(), "a")
    assert values(after) == [12, 7, 10]
    assert after.identity == before.identity
