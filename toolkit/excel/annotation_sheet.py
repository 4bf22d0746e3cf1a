"""The sheet "Lỗi cần sửa" that stands first in a workbook which goes back to its sender: put in, and taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from toolkit.excel.draft import MAIN, OFFICE, Draft
from toolkit.excel.package import parse_xml, writable
from toolkit.excel.structure import read_structure
from toolkit.excel.stylesheet import Look, cell_format, style_sheet
from toolkit.messages import say
from toolkit.model.form import Severity

_PART = "xl/worksheets/baocao-loi.xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_COLUMNS = (("number", 6), ("severity", 11), ("place", 26), ("found", 24), ("sentence", 56), ("remedy", 56))
_HEAD_ROW = 5
_LINE_HEIGHT = 16
"""Points that a line of Times New Roman 12 takes."""

MOST_LETTERS = 8_000
"""Of a cell's text: Excel takes 32.767 and counts some letters twice, and nobody reads so far."""

_HIGHEST_ROW = 409
"""Points; Excel takes no row that is higher."""

_FILLS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.NOTE: "DDEBF7"}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """One thing to mend: where (a sheet's title and an A1 address; either may be empty), in words ready to print."""

    sheet: str
    cell: str
    sentence: str
    remedy: str
    found: str
    severity: Severity


def is_annotation(title: str) -> bool:
    """True for the title of a sheet that `annotate` puts in: no data of the sender's stands on it."""
    return title in {say("annotation-sheet", lang) for lang in ("vi", "en")}


def add_sheet_of(draft: Draft, rows: Sequence[Annotation], lang: str) -> None:
    """Put the sheet that lists those rows first in the workbook, and open the workbook there."""
    titles = {sheet.title for sheet in read_structure(draft.package).sheets}
    draft.add(_PART, _sheet(draft, rows, lang, titles), _CONTENT_TYPE)
    workbook = draft.tree(draft.package.workbook)
    _move_sheet_ids(workbook, 0, 1)
    _show_first(draft, workbook)
    sheets = workbook.find("{*}sheets")
    if sheets is None:
        raise KeyError("sheets")
    made = sheets.makeelement(f"{{{etree.QName(sheets).namespace}}}sheet", name=say("annotation-sheet", lang))
    made.set("sheetId", str(1 + max(int(node.get("sheetId") or 0) for node in sheets)))
    made.set(_id_name(sheets), draft.relate(draft.package.workbook, "worksheet", _PART))
    sheets.insert(0, made)


def remove_sheets(draft: Draft) -> None:
    """Take every such sheet out of the workbook; one that has none is not touched."""
    structure = read_structure(draft.package)
    for index in reversed(range(len(structure.sheets))):
        if is_annotation(structure.sheets[index].title):
            workbook = draft.tree(draft.package.workbook)
            _remove_names_of(workbook, index)
            _move_sheet_ids(workbook, index + 1, -1)
            _remove_node(workbook, index)
            draft.unrelate(draft.package.workbook, structure.sheets[index].part)
            draft.remove(structure.sheets[index].part)


def _remove_node(workbook: etree._Element, index: int) -> None:
    sheets = workbook.find("{*}sheets")
    if sheets is not None:
        sheets.remove(list(sheets.iterchildren("{*}sheet"))[index])


def _remove_names_of(workbook: etree._Element, index: int) -> None:
    names = workbook.find("{*}definedNames")
    for node in list(names if names is not None else ()):
        if names is not None and node.get("localSheetId") == str(index):
            names.remove(node)


def _move_sheet_ids(workbook: etree._Element, start: int, by: int) -> None:
    """Names that belong to one sheet say so by its position."""
    for node in workbook.iterfind("{*}definedNames/{*}definedName[@localSheetId]"):
        position = int(node.get("localSheetId", "0"))
        if position >= start:
            node.set("localSheetId", str(position + by))


def _show_first(draft: Draft, workbook: etree._Element) -> None:
    """Open on the first sheet. Two selected sheets would be a group, and what is typed into one would stand in both."""
    for view in workbook.iterfind("{*}bookViews/{*}workbookView"):
        for name in ("activeTab", "firstSheet"):
            view.attrib.pop(name, "")
    for sheet in read_structure(draft.package).sheets:
        if sheet.part in draft.package and b"tabSelected" in draft.package.read(sheet.part):
            for view in draft.tree(sheet.part).iterfind("{*}sheetViews/{*}sheetView"):
                view.attrib.pop("tabSelected", "")


def _id_name(sheets: etree._Element) -> str:
    """How this workbook spells `r:id`: strict ones have a namespace of their own."""
    return next((str(key) for key in sheets[0].attrib if str(key).endswith("}id")), f"{{{OFFICE}}}id")


def _sheet(draft: Draft, rows: Sequence[Annotation], lang: str, titles: set[str]) -> etree._Element:
    """Written as text, for it is ours whole; what comes from outside goes in by lxml."""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, (_, width) in enumerate(_COLUMNS, start=1)
    )
    root = parse_xml(
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        f'<sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="{_HEAD_ROW}" topLeftCell="A{_HEAD_ROW + 1}"'
        f' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A{_HEAD_ROW + 1}" sqref="A{_HEAD_ROW + 1}"/>'
        f'</sheetView></sheetViews><cols>{widths}</cols><sheetData/><hyperlinks/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6"'
        ' header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'.encode()
    )
    data, links = root[3], root[4]
    styles = style_sheet(draft)
    _heading(data, styles, rows, lang)
    for number, row in enumerate(_in_order(rows), start=1):
        _line(data, styles, number, row, lang)
        if row.sheet in titles and row.cell:
            quoted = row.sheet.replace("'", "''")
            etree.SubElement(links, f"{{{MAIN}}}hyperlink", ref=f"C{_HEAD_ROW + number}", location=f"'{quoted}'!{row.cell}")
    if not len(links):
        root.remove(links)
    return root


def _in_order(rows: Sequence[Annotation]) -> list[Annotation]:
    return sorted(rows, key=lambda row: list(_FILLS).index(row.severity))


def _heading(data: etree._Element, styles: etree._Element, rows: Sequence[Annotation], lang: str) -> None:
    counts = {f"{severity.value}s": sum(row.severity is severity for row in rows) for severity in _FILLS}
    _row(data, 1, [(say("annotation-sheet", lang), cell_format(styles, Look(size=16, bold=True, color="C00000")))])
    data[-1].set("ht", "24")
    data[-1].set("customHeight", "1")
    _row(data, 2, [(say("annotation-count", lang, **counts), cell_format(styles, Look(size=13, bold=True)))])
    _row(data, 3, [(say("annotation-hint", lang), cell_format(styles, Look()))])
    head = cell_format(styles, Look(bold=True, fill="DCE6F1", border=True, wrap=True, center=True))
    _row(data, _HEAD_ROW, [(say(f"annotation-{name}", lang), head) for name, _ in _COLUMNS])


def _line(data: etree._Element, styles: etree._Element, number: int, row: Annotation, lang: str) -> None:
    body = cell_format(styles, Look(border=True, wrap=True))
    middle = cell_format(styles, Look(border=True, wrap=True, center=True))
    severity = cell_format(styles, Look(border=True, wrap=True, center=True, bold=True, fill=_FILLS[row.severity]))
    link = cell_format(styles, Look(border=True, wrap=True, underline=True, color="0563C1")) if row.cell else body
    place = " · ".join(part for part in (row.sheet, row.cell) if part)
    cells = [(str(number), middle), (say(f"annotation-{row.severity.value}", lang), severity), (place, link)]
    _row(data, _HEAD_ROW + number, [*cells, (row.found, body), (row.sentence, body), (row.remedy, body)])
    height = _LINE_HEIGHT * _lines(("", "", place, row.found, row.sentence, row.remedy)) + 3
    data[-1].set("ht", str(min(height, _HIGHEST_ROW)))
    data[-1].set("customHeight", "1")


def _fitting(text: str) -> str:
    """The text as far as a cell holds it: a longer one makes Excel offer a repair."""
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def _lines(texts: Sequence[str]) -> int:
    """How many lines the fullest cell takes; LibreOffice and phones do not measure for themselves."""
    widths = (width for _, width in _COLUMNS)
    return max(sum(-(-max(len(part), 1) // width) for part in text.split("\n")) for text, width in zip(texts, widths, strict=True))


def _row(data: etree._Element, number: int, cells: Sequence[tuple[str, int]]) -> None:
    line = etree.SubElement(data, f"{{{MAIN}}}row", r=str(number))
    for letter, (text, look) in zip("ABCDEF", cells, strict=False):
        cell = etree.SubElement(line, f"{{{MAIN}}}c", r=f"{letter}{number}", s=str(look))
        if text:
            cell.set("t", "inlineStr")
            content = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
            content.text = _fitting(writable(text))
            content.set(_XML_SPACE, "preserve")
