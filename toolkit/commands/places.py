"""Where something stands in a document, in words that whoever wrote it knows: `đoạn 12`, `bảng 3, ô E10`, `chú thích cuối trang, đoạn 2`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from toolkit.messages import say
from toolkit.model.finding import Finding
from toolkit.model.place import Place

_PARAGRAPH = re.compile(r"¶([0-9]+)")
_TABLE = re.compile(r"T([0-9]+)")
_APART = re.compile(r"(footnotes|endnotes|header|footer)[0-9]*")
_PHRASES: Mapping[str, str] = MappingProxyType(
    {"footnotes": "place-footnotes", "endnotes": "place-endnotes", "header": "place-header", "footer": "place-footer"}
)


def worded(place: Place, lang: str) -> Place:
    """The same place with its paragraph, or its table and cell, in words; any other place as it is."""
    paragraph, table, apart = _PARAGRAPH.fullmatch(place.cell), _TABLE.fullmatch(place.sheet), _APART.fullmatch(place.sheet)
    if table:
        return place.at(sheet="", cell=say("place-table", lang, table=table[1], cell=place.cell))
    if not paragraph:
        return place
    words = say("place-paragraph", lang, number=paragraph[1])
    if apart:
        where = say(_PHRASES[apart[1]], lang)
        return place.at(sheet="", cell=f"{where}, {words}")
    return place.at(sheet="", cell=words)


def worded_findings(findings: tuple[Finding, ...], lang: str) -> tuple[Finding, ...]:
    """The findings, each with its place in words."""
    return tuple(replace(each, place=worded(each.place, lang)) for each in findings)
