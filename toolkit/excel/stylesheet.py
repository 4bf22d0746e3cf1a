"""Formats added to a workbook's style sheet: what is there already keeps its number, what is equal to something there is shared."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from toolkit.excel.draft import MAIN, Draft
from toolkit.excel.package import insert_in_order, parse_xml

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_PLAIN = f"""<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a cell of ours looks. Colours are `RRGGBB`; an empty fill is none."""

    size: int = 12
    bold: bool = False
    underline: bool = False
    color: str = "000000"
    fill: str = ""
    border: bool = False
    wrap: bool = False
    center: bool = False


def style_sheet(draft: Draft) -> etree._Element:
    """The root of the workbook's style sheet; a plain one is made where it has none."""
    name = draft.package.related(draft.package.workbook, "styles")
    if name is not None:
        return draft.tree(name)
    folder = draft.package.workbook.rpartition("/")[0]
    name = f"{folder}/styles.xml".lstrip("/")
    draft.add(name, parse_xml(_PLAIN.encode()), _CONTENT_TYPE)
    draft.relate(draft.package.workbook, "styles", name)
    return draft.tree(name)


def cell_format(styles: etree._Element, look: Look) -> int:
    """The number of the cell format that looks so, for a cell's `s`; added where there is none."""
    font = _ensure(styles, "fonts", _font(look))
    fill = _ensure(styles, "fills", _fill(look.fill)) if look.fill else 0
    border = _ensure(styles, "borders", _borders("D0D0D0", diagonal=True)) if look.border else 0
    wrap = ' wrapText="1"' if look.wrap else ""
    alignment = f'<alignment horizontal="{"center" if look.center else "left"}" vertical="top"{wrap}/>'
    applied = "".join(f' apply{name}="1"' for name in ("Font", "Fill", "Border", "Alignment"))
    frame = f'<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"{applied}>{alignment}</xf>'
    return _ensure(styles, "cellXfs", frame)


def conditional_format(styles: etree._Element, fill: str, border: str) -> int:
    """The number of the conditional format with that fill and frame, for a rule's `dxfId`; added where there is none."""
    background = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{fill}"/><bgColor rgb="FF{fill}"/></patternFill></fill>'
    return _ensure(styles, "dxfs", f"<dxf>{background}{_borders(border, diagonal=False)}</dxf>")


def _font(look: Look) -> str:
    marks = f"{'<b/>' if look.bold else ''}{'<u/>' if look.underline else ''}"
    return f'<font>{marks}<sz val="{look.size}"/><color rgb="FF{look.color}"/><name val="Times New Roman"/><family val="1"/></font>'


def _fill(color: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor rgb="FF{color}"/><bgColor indexed="64"/></patternFill></fill>'


def _borders(color: str, *, diagonal: bool) -> str:
    sides = "".join(f'<{side} style="thin"><color rgb="FF{color}"/></{side}>' for side in ("left", "right", "top", "bottom"))
    return f"<border>{sides}{'<diagonal/>' if diagonal else ''}</border>"


def _ensure(styles: etree._Element, group: str, text: str) -> int:
    namespace = etree.QName(styles).namespace or MAIN
    wanted = parse_xml(f'<x xmlns="{namespace}">{text}</x>'.encode())[0]
    holder = _group(styles, group, namespace)
    key = _canonical(wanted)
    for index, node in enumerate(holder.iterchildren(wanted.tag)):
        if _canonical(node) == key:
            return index
    holder.append(wanted)
    count = len(list(holder.iterchildren(wanted.tag)))
    holder.set("count", str(count))
    return count - 1


def _canonical(node: etree._Element) -> bytes:
    return etree.tostring(node, method="c14n", exclusive=True, with_tail=False)


def _group(styles: etree._Element, name: str, namespace: str) -> etree._Element:
    found = styles.find(f"{{{namespace}}}{name}")
    if found is not None:
        return found
    made = styles.makeelement(f"{{{namespace}}}{name}", count="0")
    insert_in_order(styles, made, _ORDER)
    return made
