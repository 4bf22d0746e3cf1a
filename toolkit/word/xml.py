"""Small WordprocessingML: names, elements, runs."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from types import MappingProxyType
from typing import Final

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """`w:name` in lxml's spelling."""
    return f"{{{W}}}{name}"


def element(kind: str, /, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """A `w:` element with `w:` attributes and those children."""
    made = etree.Element(w(kind), nsmap={"w": W})
    for key, value in attributes.items():
        made.set(w(key), str(value))
    made.extend(children)
    return made


def run(text: str, look: etree._Element | None = None, *, bold: bool = False, italic: bool = False) -> etree._Element:
    """A run of literal text; a line break is a newline. `look` is a `w:rPr` to copy."""
    made = element("r")
    properties = deepcopy(look) if look is not None else element("rPr")
    # the schema wants b before i, both after rFonts, and an existing look has its own
    properties[0:0] = [element(tag) for tag, wanted in (("b", bold), ("i", italic)) if wanted]
    if len(properties):
        made.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        if line:
            piece = element("t")
            piece.set(_SPACE, "preserve")
            piece.text = line
            made.append(piece)
    return made


def value_of(parent: etree._Element, path: str) -> str:
    """The `w:val` of the element on a path of `w:` names; empty where there is none."""
    found = parent.find("/".join(w(step) for step in path.split("/")))
    return "" if found is None else found.get(w("val"), "")


WRAPPERS: Final = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag"))
"""Elements that stand around paragraphs, rows and cells, and hold them as they would stand without."""


def iter_wrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of that tag, those within wrappers too."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from iter_wrapped(child, tag)


def text_of(paragraph: etree._Element) -> str:
    """What a reader sees in a paragraph: text in content controls and links too, deleted text not."""
    return "".join(_pieces(paragraph))


def visible(node: etree._Element) -> str | None:
    """What a reader sees of an element that prints by itself: text, a tab, a break; None of any other."""
    return (node.text or "") if node.tag == w("t") else _MARKS.get(str(node.tag))


def _pieces(parent: etree._Element) -> Iterator[str]:
    for node in parent:
        shown = visible(node)
        if shown is not None:
            yield shown
        elif node.tag not in UNSEEN_MARKS:
            yield from _pieces(node)


FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The second form of a picture or text box, for programs that do not know the first."""
_MARKS: Final = MappingProxyType({w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"})
UNSEEN_MARKS: Final = frozenset(
    (
        # tab stops and looks, what was moved away, paragraphs of a text box, and its second form
        *(w(name) for name in ("pPr", "rPr", "sdtPr", "moveFrom", "del", "txbxContent")),
        FALLBACK,
    )
)
"""Elements whose text no reader sees in the line."""
