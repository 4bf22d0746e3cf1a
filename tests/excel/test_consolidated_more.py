"""What a consolidated workbook shows besides totals: links to sources, corrections, open findings, comparisons, charts."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from functools import partial
from typing import Any

import openpyxl
import pytest

from tests.excel.small import consolidation, small_form, submission, tree
from toolkit.consolidate import Fact, consolidate
from toolkit.consolidate.comparing import compare
from toolkit.excel import source_sheet
from toolkit.excel.carried import read_adjustments, read_parts, read_picked
from toolkit.excel.consolidated import Surroundings, write_consolidated
from toolkit.excel.reader import read_workbook
from toolkit.model.adjustment import Adjustment
from toolkit.model.figure import Consolidation
from toolkit.model.finding import finding
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.unit import Tree, Unit

CORRECTED = Adjustment(
    unit="00900", indicator="dat", before=250, after=260, reason="Đếm sót một chi đoàn", who="Văn phòng", when=date(2020, 12, 20)
)


def data() -> Consolidation:
    """The small round with a correction, a target for a district and its plan."""
    sent = dict(consolidation().submissions)
    targets = {("024", "dat"): Fact(100), ("025", "dat"): Fact(400)}
    return consolidate(
        small_form(), Period(2020), tree(), sent, targets=targets, plan={"025": {"tong": Fact(280)}}, adjustments=(CORRECTED,)
    )[0]


def located(file: str, sha256: str) -> str:
    return f"../luu-tru/ban-goc/{sha256}.xlsx"


DATA = data()
AROUND = Surroundings(
    findings=(finding("subset", Place("a.xlsx", "Số liệu", "D9", "00900", "nu"), found="3", label="nu", whole="tong", total="2"),),
    locate=located,
    compare=partial(compare, DATA),
)
BOOK = write_consolidated(DATA, "02", AROUND)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def test_each_source_links_to_the_cell_of_the_archived_file() -> None:
    """The link is relative, so that it survives the folder's move, and ends at the sheet and cell."""
    sheet = opened(BOOK)["Nguồn"]
    row = next(row for row in sheet.iter_rows(min_row=4) if (row[2].value, row[4].value) == ("dat", "00900"))
    assert row[9].hyperlink.target.replace("\\", "/") == f"../luu-tru/ban-goc/{'00900'.ljust(64, '0')}.xlsx"
    assert row[9].hyperlink.location == "'Số liệu'!D13" and row[9].value == "D13"


def test_a_correction_shows_both_values_and_the_reason() -> None:
    """On its own sheet; the source still shows what was typed, the total rests on the corrected figure."""
    book = opened(BOOK)
    assert [cell.value for cell in book["Điều chỉnh"][4]][3:] == [
        "00900", "dat", 250, 260, "Đếm sót một chi đoàn", "Văn phòng", datetime(2020, 12, 20),
    ]  # fmt: skip
    assert read_workbook(BOOK, "x.xlsx").cell("dat").raw == 310  # type: ignore[union-attr]
    assert [row[5] for row in book["Nguồn"].iter_rows(min_row=4, values_only=True) if row[2] == "dat"] == [50, 250]
    assert "Điều chỉnh" not in opened(write_consolidated(consolidation(), "02")).sheetnames


def test_a_corrected_total_has_a_comment() -> None:
    """Where the correction was made at the unit itself, its cell says so."""
    at_district = Adjustment(
        unit="025", indicator="dat", before=250, after=255, reason="cộng sót", who="VP", when=date(2020, 12, 1)
    )
    data = consolidate(small_form(), Period(2020), tree(), dict(consolidation().submissions), adjustments=(at_district,))[0]
    sheet = opened(write_consolidated(data, "025"))["Số liệu"]
    (comment,) = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    assert "250" in comment and "255" in comment and "cộng sót" in comment


def test_what_it_carries_reads_back() -> None:
    """Each unit's figures, rows and texts with the place where they were typed; the corrections; nothing is picked yet."""
    content = read_workbook(BOOK, "x.xlsx")
    parts = {part.identity.unit: part for part in read_parts(content, small_form())}
    assert set(parts) == {"00820", "00900"}
    first = parts["00820"]
    assert (first.cells["tong"].raw, first.origins["tong"].cell, first.file) == (100, "D10", "BC 00820 (1).xlsx")
    assert first.cells["kho_khan"].raw == "=1+1" and [row.cells["ten"].raw for row in first.tables["mo_hinh"]] == [
        "Tổ tự quản",
        "=cmd()",
    ]
    assert [row.cells["to"].raw for row in read_adjustments(content)] == [260]
    assert list(read_picked(content, small_form())) == []


def test_only_the_findings_of_its_own_units_are_shown() -> None:
    """A district does not see what is wrong in another."""
    assert opened(BOOK)["Kiểm tra"]["F4"].value == "a.xlsx"
    assert opened(write_consolidated(DATA, "024", AROUND))["Kiểm tra"].max_row == 3


def test_figures_stand_beside_targets_plans_and_their_like() -> None:
    """The district's 260 of 400 and 300 beside the planned 280; it is first of two."""
    rows = {
        row[1]: row for row in opened(write_consolidated(DATA, "025", AROUND))["So sánh"].iter_rows(min_row=4, values_only=True)
    }
    heads = rows.pop("Chỉ tiêu")
    dat, tong = (dict(zip(heads, rows[code], strict=True)) for code in ("dat", "tong"))
    assert (dat["Chỉ tiêu giao"], dat["Đạt so với chỉ tiêu giao (%)"], dat["Xếp thứ"]) == (400, 0.65, "1/2")
    assert (tong["Kế hoạch"], tong["Chênh lệch so với kế hoạch"]) == (280, 20)


def test_shares_of_targets_stand_beside_the_figures() -> None:
    """Where units were assigned something, `Tổng hợp` has their target and how much of it is reached, live; the province was assigned nothing."""
    sheet, live = (openpyxl.load_workbook(io.BytesIO(BOOK), data_only=values)["Tổng hợp"] for values in (True, False))
    heads = {cell.value: cell.column for cell in sheet[6] if cell.value}
    first = heads["dat"]
    assert [sheet.cell(7, first + step).value for step in (1, 2)] == ["chỉ tiêu giao", "đạt so với giao"]
    rows = [[sheet.cell(row, first + step).value or None for step in range(3)] for row in (9, 10, 11)]
    assert rows == [[50, 100, 0.5], [260, 400, 0.65], [310, None, None]]
    assert "COUNT(" in live.cell(9, first + 2).value
    assert heads["ty_le"] == first + 3, "the next indicator comes behind the three"


def test_a_corrected_total_is_no_sum_of_its_rows() -> None:
    """What was corrected at the unit itself stands as a value: recalculated it must stay what it is."""
    upper = Adjustment(unit="02", indicator="tong", before=400, after=420, reason="cộng sót", who="VP", when=date(2020, 12, 1))
    corrected = consolidate(small_form(), Period(2020), tree(), dict(consolidation().submissions), adjustments=(upper,))[0]
    sheet = openpyxl.load_workbook(io.BytesIO(write_consolidated(corrected, "02")))["Tổng hợp"]
    total = {sheet.cell(6, column).value: sheet.cell(11, column).value for column in range(6, sheet.max_column + 1)}
    assert total["tong"] == 420 and "SUM(" in total["nam"]


def test_charts_carry_what_their_cells_hold() -> None:
    """A chart's cached values are those of the table above it: a phone's preview shows the right bars."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as parts:
        charts = [parts.read(name).decode() for name in sorted(parts.namelist()) if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    cached = [re.findall(r"<c:v>([^<]*)</c:v>", re.search(r"<c:val>.*</c:val>", chart, re.S)[0]) for chart in charts]  # type: ignore[index]
    sheet = opened(BOOK)["Biểu đồ"]
    shown = [[sheet.cell(row, column).value for row in (4, 5)] for column in (3, 4, 5)]
    assert [[float(value) for value in each] for each in cached] == shown == [[0.5, 1], [0.5, 0.65], [0.5, 260 / 300]]


def test_more_sources_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheet says where else to look, the workbook is whole, and the next level takes its totals, which no part of it comes to."""
    monkeypatch.setattr(source_sheet, "_MOST_ROWS", 5)
    book = write_consolidated(DATA, "02", AROUND)
    rows = list(opened(book)["Nguồn"].iter_rows(min_row=4, values_only=True))
    assert len(rows) == 1 and "bên dưới" in rows[0][0]
    content = read_workbook(book, "x.xlsx")
    assert not content.broken() and content.cell("tong").raw == 400  # type: ignore[union-attr]
    assert all("tong" not in part.cells for part in read_parts(content, small_form()))
    monkeypatch.setattr(source_sheet, "_MOST_ROWS", 12)
    assert len(list(opened(write_consolidated(DATA, "02", AROUND))["Nguồn"].iter_rows(min_row=4))) > 1


def test_links_end_where_excel_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows behind the last link that Excel takes have their cell's address as plain text."""
    monkeypatch.setattr(source_sheet, "_MOST_LINKS", 4)
    cells = [row[9] for row in opened(write_consolidated(DATA, "02", AROUND))["Nguồn"].iter_rows(min_row=4)]
    assert [bool(cell.hyperlink) for cell in cells[:4]] == [True, True, False, False] and cells[3].value


def test_of_very_many_units_there_is_a_table_and_no_chart() -> None:
    """A root of two hundred units: every one is a row of `Tổng hợp` and of `Biểu đồ`; bars nobody could read are left out."""
    many = Tree((tree()["02"], *(Unit(code=f"u{number}", name=f"Xã {number}", kind="xã", parent="02") for number in range(200))))
    sent = {f"u{number}": submission(f"u{number}", {"tong": number, "dat": number // 2}) for number in range(200)}
    whole = consolidate(small_form(), Period(2020), many, sent)[0]
    book = write_consolidated(whole, "02", Surroundings(compare=partial(compare, whole)))
    assert [sheet.max_row for sheet in map(opened(book).__getitem__, ("Tổng hợp", "Biểu đồ"))] == [209, 203]
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert not [name for name in parts.namelist() if "charts/" in name]


def test_rows_without_a_sender_stand_for_nobody() -> None:
    """A workbook without what a level below adds still reads: no parts, no corrections."""
    content = read_workbook(
        write_consolidated(consolidate(small_form(), Period(2020), tree(), {"00900": submission("00900", {})})[0], "02"), "x"
    )
    assert read_parts(content, small_form()) == () and read_adjustments(content) == ()
