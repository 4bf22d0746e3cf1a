"""Native charts: what is drawn, what is cached and what "Edit Data" opens are one."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
from lxml import etree

from tests.narrate.sample import template
from toolkit.excel.chart_data import write_chart_data
from toolkit.model.prose import Bound, ChartBlock, Document, Part
from toolkit.word import Making, Opened, write_docx

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
POINTS = (
    ("Đồng Văn", Bound("026", "ty_le_ket_nap", "2020", "ty_le", "97,7%"), Decimal("0.9768")),
    ("Mèo Vạc", Bound("027", "ty_le_ket_nap", "2020", "ty_le", "102,7%"), Decimal("1.0271")),
)
CHART = ChartBlock("ty_le_ket_nap", "Tỷ lệ kết nạp", "Tỷ lệ", POINTS, percent=True, goal=Decimal(1), goal_label="Mức 100%")


def written(chart: ChartBlock = CHART) -> bytes:
    making = Making("02", "2020", "report", {chart.name: write_chart_data(chart)})
    return write_docx(Document((Part("noi_dung", (chart,)),)), template().letterhead, making)


def cached(data: bytes) -> list[list[str]]:
    """The cached labels and values of each series."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/charts/bieudo_ty_le_ket_nap.xml"))
    return [[value.text for value in series.iter(f"{C}v")] for series in root.iter(f"{C}ser")]


def embedded(data: bytes) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        book = openpyxl.load_workbook(BytesIO(package.read("word/embeddings/bieudo_ty_le_ket_nap.xlsx")))
    return list(book["Sheet1"].iter_rows(values_only=True))


def test_cache_agrees_with_the_workbook() -> None:
    """Series by series, the chart holds what its workbook holds."""
    data = written()
    head, *rows = embedded(data)
    assert cached(data) == [
        [head[1], *(row[0] for row in rows), *(f"{row[1]:.16G}" for row in rows)],
        [head[2], *(row[0] for row in rows), *("1" for row in rows)],
    ]


def test_chart_is_described_for_those_who_cannot_see_it() -> None:
    """The drawing has alternative text with every figure."""
    with zipfile.ZipFile(BytesIO(written())) as package:
        assert "Tỷ lệ kết nạp: Đồng Văn 97,7%; Mèo Vạc 102,7%." in package.read("word/document.xml").decode()


def test_chart_is_drawn_anew() -> None:
    """A refreshed chart has the new values in its cache and in its workbook."""
    moved = ChartBlock(CHART.name, CHART.title, CHART.series, ((*POINTS[0][:2], Decimal("1.25")), POINTS[1]), percent=True)
    document = Opened(written(), "x.docx")
    assert document.draw((moved,), {moved.name: write_chart_data(moved)}) == 1
    data = document.saved()
    assert cached(data)[0][-2:] == ["1.25", "1.0271"] and embedded(data)[1][1] == 1.25
    assert len(cached(data)) == 1


def test_chart_without_workbook_is_left_out() -> None:
    """Where nobody made the workbook, no chart is drawn."""
    data = write_docx(Document((Part("noi_dung", (CHART,)),)), template().letterhead)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "chart" in name]
