"""The letterhead: a Word file whose content controls are places for the parts of a report, and whose styles are its look."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.prose import ANNEXES, BODY, Part
from toolkit.word.contents import STYLE_ENTRIES, STYLE_TITLE
from toolkit.word.package import MAIN_PART, check_package, read_part
from toolkit.word.xml import element, run, value_of, w

NAME: Final = "letterhead.docx"

STYLE_BODY: Final = "Nội dung"
STYLE_CELL: Final = "Ô bảng"
STYLE_HEADER: Final = "Đầu bảng"
STYLE_TOTAL: Final = "Dòng tổng"
"""For cells that are bold throughout: LibreOffice shows a plain-text control in the look of its paragraph, whatever its run says."""
STYLE_TABLE: Final = "Bảng số liệu"
STYLE_ANNEX: Final = "Phụ lục"
STYLE_ANNEX_TITLE: Final = "Tên phụ lục"
STYLE_TURN: Final = "Ngắt phần"
STYLE_LISTS: Final = ("Gạch đầu dòng", "Dấu cộng đầu dòng")
STYLE_HEADINGS: Final = ("heading 1", "heading 2", "heading 3", "heading 4")
STYLES: Final = (
    *STYLE_HEADINGS,
    STYLE_BODY,
    *STYLE_LISTS,
    STYLE_TABLE,
    STYLE_CELL,
    STYLE_TOTAL,
    STYLE_HEADER,
    STYLE_ANNEX,
    STYLE_ANNEX_TITLE,
    STYLE_TURN,
)
"""Every style that a report asks of a letterhead, by the name that Word shows or keeps (`heading 1` is shown as it likes)."""


def check_letterhead(data: bytes, parts: tuple[str, ...], name: str = NAME, *, contents: bool = False) -> tuple[Finding, ...]:
    """What a letterhead lacks: styles by name, content controls by tag, each with those that were found.

    `name` is what findings call the file; a table of contents asks for styles of its own.
    Obstacles: those of an unreadable document.
    """
    check_package(data, name)
    styles = style_ids(read_part(data, "word/styles.xml", name))
    tags = {tag for _, tag in controls(read_part(data, MAIN_PART, name))}
    place = Place(file=name)
    asked = (*STYLES, *((STYLE_TITLE, *STYLE_ENTRIES) if contents else ()))
    return (
        *(
            finding("letterhead-no-style", place, found=", ".join(sorted(styles)), wanted=wanted)
            for wanted in asked
            if wanted not in styles
        ),
        *(finding("letterhead-no-field", place, found=", ".join(sorted(tags)), wanted=each) for each in parts if each not in tags),
    )


def style_ids(styles: etree._Element) -> dict[str, str]:
    """The ids of a letterhead's styles by their names."""
    return {value_of(style, "name"): style.get(w("styleId"), "") for style in styles.iter(w("style"))}


def controls(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each content control that has a tag, with it."""
    for control in tuple(root.iter(w("sdt"))):
        if tag := value_of(control, "sdtPr/tag"):
            yield control, tag


def fill_field(control: etree._Element, part: Part) -> None:
    """Puts a part's text into a control, in the look of what stood there; a field without text leaves no empty line behind.

    A control within a paragraph holds one run, one that holds paragraphs a paragraph a line.
    """
    content = control.find(w("sdtContent"))
    if not part.lines or content is None:
        remove_field(control)
        return
    paragraph = content.find(w("p"))
    look = content.find(f".//{w('r')}/{w('rPr')}")
    made = [_line(paragraph, line, look) for line in part.lines] if paragraph is not None else [run("\n".join(part.lines), look)]
    for old in tuple(content):
        content.remove(old)
    content.extend(made)
    for placeholder in tuple(control.iter(w("showingPlcHdr"))):
        placeholder.getparent().remove(placeholder)  # type: ignore[union-attr] # found below the control


def _line(model: etree._Element, text: str, look: etree._Element | None) -> etree._Element:
    properties = model.find(w("pPr"))
    return element("p", *([] if properties is None else [deepcopy(properties)]), run(text, look))


def body_place(body: etree._Element, name: str) -> tuple[etree._Element, int]:
    """Where a part that is made of blocks goes: its control's parent and position, the control taken out; else before the last section."""
    for control, tag in controls(body):
        if tag == name and control.getparent() is body:
            position = body.index(control)
            body.remove(control)
            return body, position
    return body, len(body) - (1 if len(body) and body[-1].tag == w("sectPr") else 0)


def is_field(tag: str) -> bool:
    """True for a control that takes text rather than blocks."""
    return tag not in (BODY, ANNEXES)


def remove_field(control: etree._Element) -> None:
    """Takes a control out, and with it the paragraph that it stood alone in, where its cell has others."""
    parent = control.getparent()
    if parent is None:
        return
    parent.remove(control)
    cell = parent.getparent()
    alone = parent.tag == w("p") and not any(child.tag != w("pPr") for child in parent)
    if alone and cell is not None and len(cell.findall(w("p"))) > 1:
        cell.remove(parent)
