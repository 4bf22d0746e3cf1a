"""A native chart: a chart part whose cached values agree with the workbook embedded in it, so that "Edit Data" works."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from toolkit.model.prose import ChartBlock
from toolkit.word.xml import element, w

_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEIGHT: Final = 2_700_000
"""English Metric Units; a third of the height of a page's text."""
_TWENTIETH: Final = 635
_BAR, _LINE = "2F5597", "C00000"
_MANY: Final = 12
"""Bars beyond which figures over them would run into each other; the annex has them."""
_VIETNAMESE: Final = "[$-42A]"
"""In a number format: the language whose separators it is shown with."""
SHEET: Final = "Sheet1"
BOOKMARK: Final = "bieudo_"


def bookmark(block: ChartBlock) -> str:
    """The name of the bookmark around a chart."""
    return f"{BOOKMARK}{block.name}"[:40]


def chart_paragraph(document: Part, block: ChartBlock, workbook: bytes, width: int, number: int) -> etree._Element:
    """A paragraph with the chart, `width` twentieths of a point wide; its parts join the document's package."""
    drawing = chart_drawing(document, block, workbook, width * _TWENTIETH, number)
    start = element("bookmarkStart", id=number, name=bookmark(block))
    return element("p", start, element("r", drawing), element("bookmarkEnd", id=number))


def chart_drawing(
    document: Part, block: ChartBlock, workbook: bytes, width: int, number: int, height: int = _HEIGHT
) -> etree._Element:
    """The drawing of the chart; width and height in English Metric Units."""
    chart = _part(document, f"/word/charts/bieudo_{block.name}.xml", _CHART_TYPE, b"")
    book = _part(document, f"/word/embeddings/bieudo_{block.name}.xlsx", _BOOK_TYPE, workbook)
    chart._blob = chart_xml(block, chart.relate_to(book, RELATIONSHIP_TYPE.PACKAGE))
    relation = document.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    return _drawing(relation, block, width, height, number)


def _part(document: Part, name: str, kind: str, data: bytes) -> Part:
    known: Part | None = next((part for part in document.package.iter_parts() if part.partname == name), None)
    if known is not None:
        known._blob = data
        return known
    return Part(PackURI(name), kind, data, document.package)


def _drawing(relation: str, block: ChartBlock, width: int, height: int, number: int) -> etree._Element:
    inline = _node(_WP, "inline", distT="0", distB="0", distL="0", distR="0")
    inline.append(_node(_WP, "extent", cx=width, cy=height))
    inline.append(_node(_WP, "docPr", id=number, name=bookmark(block), descr=block.description, title=block.title))
    inline.append(_node(_WP, "cNvGraphicFramePr"))
    data = _node(_A, "graphicData", uri=_C)
    chart = etree.SubElement(data, f"{{{_C}}}chart", nsmap={"c": _C, "r": _R})
    chart.set(f"{{{_R}}}id", relation)
    graphic = _node(_A, "graphic")
    graphic.append(data)
    inline.append(graphic)
    made = element("drawing")
    made.append(inline)
    return made


def _node(namespace: str, kind: str, **attributes: str | int) -> etree._Element:
    made = etree.Element(f"{{{namespace}}}{kind}")
    for key, value in attributes.items():
        made.set(key, str(value))
    return made


def chart_xml(block: ChartBlock, relation: str) -> bytes:
    """The chart part; `relation` leads to its workbook."""
    root = etree.Element(f"{{{_C}}}chartSpace", nsmap={"c": _C, "a": _A, "r": _R})
    _c(root, "date1904", val=0)
    _c(root, "roundedCorners", val=0)
    chart = _c(root, "chart")
    _title(chart, block.title)
    _c(chart, "autoTitleDeleted", val=0)
    area = _c(chart, "plotArea")
    _c(area, "layout")
    _bars(area, block)
    if block.goal is not None:
        _goal(area, block)
    _axes(area, block)
    if block.goal is not None:
        legend = _c(chart, "legend")
        _c(legend, "legendPos", val="b")
        _c(legend, "overlay", val=0)
    _c(chart, "plotVisOnly", val=1)
    _text(root, 1000)
    data = _c(root, "externalData")
    data.set(f"{{{_R}}}id", relation)
    _c(data, "autoUpdate", val=0)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _c(parent: etree._Element, kind: str, /, **attributes: str | int) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_C}}}{kind}")
    for key, value in attributes.items():
        made.set(key, str(value))
    return made


def _a(parent: etree._Element, kind: str, /, **attributes: str | int) -> etree._Element:
    made = etree.SubElement(parent, f"{{{_A}}}{kind}")
    for key, value in attributes.items():
        made.set(key, str(value))
    return made


def _title(chart: etree._Element, words: str) -> None:
    title = _c(chart, "title")
    rich = _c(_c(title, "tx"), "rich")
    _a(rich, "bodyPr")
    _a(rich, "lstStyle")
    paragraph = _a(rich, "p")
    run = _a(paragraph, "r")
    _font(_a(run, "rPr", lang="vi-VN", sz=1200, b=1))
    _a(run, "t").text = words
    _c(title, "overlay", val=0)


def _text(parent: etree._Element, size: int) -> None:
    words = _c(parent, "txPr")
    _a(words, "bodyPr")
    _a(words, "lstStyle")
    paragraph = _a(words, "p")
    _font(_a(_a(paragraph, "pPr"), "defRPr", sz=size))
    _a(paragraph, "endParaRPr", lang="vi-VN")


def _font(properties: etree._Element) -> None:
    _a(properties, "latin", typeface="Times New Roman")
    _a(properties, "cs", typeface="Times New Roman")


def _bars(area: etree._Element, block: ChartBlock) -> None:
    bars = _c(area, "barChart")
    _c(bars, "barDir", val="col")
    _c(bars, "grouping", val="clustered")
    _c(bars, "varyColors", val=0)
    series = _series(bars, 0, block.series, "B")
    _a(_a(_c(series, "spPr"), "solidFill"), "srgbClr", val=_BAR)
    _c(series, "invertIfNegative", val=0)
    if len(block.points) <= _MANY:
        _labels(series, block)
    _categories(series, block)
    _values(series, block, "B", [_cached(value) for _, _, value in block.points])
    _c(bars, "gapWidth", val=60)
    for axis in (1, 2):
        _c(bars, "axId", val=axis)


def _goal(area: etree._Element, block: ChartBlock) -> None:
    lines = _c(area, "lineChart")
    _c(lines, "grouping", val="standard")
    _c(lines, "varyColors", val=0)
    series = _series(lines, 1, block.goal_label, "C")
    line = _a(_c(series, "spPr"), "ln", w=19050)
    _a(_a(line, "solidFill"), "srgbClr", val=_LINE)
    _c(_c(series, "marker"), "symbol", val="none")
    _categories(series, block)
    _values(series, block, "C", [_cached(block.goal or Decimal(0))] * len(block.points))
    _c(series, "smooth", val=0)
    _c(lines, "marker", val=1)
    for axis in (1, 2):
        _c(lines, "axId", val=axis)


def _series(parent: etree._Element, number: int, name: str, column: str) -> etree._Element:
    series = _c(parent, "ser")
    _c(series, "idx", val=number)
    _c(series, "order", val=number)
    _strings(_c(series, "tx"), f"{SHEET}!${column}$1", [name])
    return series


def _strings(parent: etree._Element, formula: str, texts: list[str]) -> None:
    reference = _c(parent, "strRef")
    _c(reference, "f").text = formula
    _points(_c(reference, "strCache"), texts)


def _points(cache: etree._Element, texts: list[str]) -> None:
    _c(cache, "ptCount", val=len(texts))
    for number, text in enumerate(texts):
        _c(_c(cache, "pt", idx=number), "v").text = text


def _categories(series: etree._Element, block: ChartBlock) -> None:
    _strings(_c(series, "cat"), f"{SHEET}!$A$2:$A${len(block.points) + 1}", [label for label, _, _ in block.points])


def _values(series: etree._Element, block: ChartBlock, column: str, values: list[str]) -> None:
    reference = _c(_c(series, "val"), "numRef")
    _c(reference, "f").text = f"{SHEET}!${column}$2:${column}${len(block.points) + 1}"
    cache = _c(reference, "numCache")
    _c(cache, "formatCode").text = number_format(block)
    _points(cache, values)


def _cached(value: Decimal) -> str:
    """A value with as many digits as its cell in the workbook has."""
    return f"{float(value):.16G}"


def number_format(block: ChartBlock) -> str:
    """How labels show the values: 115,0%, 7.338, in LibreOffice of any language; Word goes by the language of its machine."""
    return f"{_VIETNAMESE}{'0.0%' if block.percent else '#,##0'}"


def _labels(series: etree._Element, block: ChartBlock) -> None:
    labels = _c(series, "dLbls")
    _c(labels, "numFmt", formatCode=number_format(block), sourceLinked=0)
    _text(labels, 900)
    _c(labels, "dLblPos", val="outEnd")
    for shown in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"):
        _c(labels, shown, val=int(shown == "showVal"))


def _axes(area: etree._Element, block: ChartBlock) -> None:
    categories = _c(area, "catAx")
    _axis(categories, 1, "b")
    _c(categories, "majorTickMark", val="none")
    _c(categories, "minorTickMark", val="none")
    _c(categories, "tickLblPos", val="low")
    _text(categories, 900)
    _c(categories, "crossAx", val=2)
    _c(categories, "auto", val=0)
    _c(categories, "lblOffset", val=100)
    values = _c(area, "valAx")
    _axis(values, 2, "l")
    _c(values, "numFmt", formatCode=f"{_VIETNAMESE}{'0%' if block.percent else '#,##0'}", sourceLinked=0)
    _c(values, "majorTickMark", val="none")
    _c(values, "minorTickMark", val="none")
    _c(values, "tickLblPos", val="nextTo")
    _text(values, 900)
    _c(values, "crossAx", val=1)
    _c(values, "crosses", val="autoZero")


def _axis(axis: etree._Element, number: int, side: str) -> None:
    _c(axis, "axId", val=number)
    scaling = _c(axis, "scaling")
    _c(scaling, "orientation", val="minMax")
    if side == "l":
        _c(scaling, "min", val=0)
    _c(axis, "delete", val=0)
    _c(axis, "axPos", val=side)
    if side == "l":
        line = _a(_c(_c(axis, "majorGridlines"), "spPr"), "ln", w=6350)
        _a(_a(line, "solidFill"), "srgbClr", val="D9D9D9")


def redraw(document: Part, start: etree._Element, block: ChartBlock, workbook: bytes, number: int) -> bool:
    """Draws the chart of a bookmark anew, as wide and high as it is now; False where no drawing stands there any longer."""
    paragraph = start.getparent()
    old = None if paragraph is None else paragraph.find(f".//{w('drawing')}")
    if old is None:
        return False
    extent = old.find(f".//{{{_WP}}}extent")
    width, height = (int(extent.get(side, "0")) for side in ("cx", "cy")) if extent is not None else (5_400_000, _HEIGHT)
    old_relation = next((node.get(f"{{{_R}}}id", "") for node in old.iter(f"{{{_C}}}chart")), "")
    drawing = chart_drawing(document, block, workbook, width, number, height)
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, drawing)
    new_relation = next((node.get(f"{{{_R}}}id", "") for node in drawing.iter(f"{{{_C}}}chart")), "")
    if old_relation and old_relation != new_relation:
        document.rels.pop(old_relation, None)
    return True
