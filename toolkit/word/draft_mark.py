"""The mark of a draft, which stands until the office has filled in the paper's number and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from toolkit.vietnamese.text import fold
from toolkit.word.letterhead import controls, remove_field
from toolkit.word.package import MAIN_PART, read_part
from toolkit.word.xml import text_of, value_of, w

_NUMBER, _DATE, _MARK = "so_ky_hieu", "dia_danh_ngay", "du_thao"
_GIVEN_NUMBER: Final = re.compile(r"\bso\s*:?\s*[0-9]")
_GIVEN_DATE: Final = re.compile(r"ngay\s*\d{1,2}\s*thang\s*\d{1,2}\s*nam\s*\d{4}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}")
"""Both as folded text has them."""


def field_titles(letterhead: bytes, name: str) -> Mapping[str, str]:
    """The tags of a letterhead's fields by their titles: LibreOffice drops tags on saving and keeps titles.

    Obstacles: those of an unreadable document.
    """
    root = read_part(letterhead, MAIN_PART, name)
    return {title: tag for control, tag in controls(root) if (title := value_of(control, "sdtPr/alias"))}


def lift_draft_mark(root: etree._Element, titles: Mapping[str, str]) -> bool:
    """Takes the mark away where number and date stand in their fields; True where it did.

    A field that somebody took out of the document is not known to be filled, and the mark stays.
    """
    fields = tuple(_fields(root, titles))
    marks = [control for control, tag in fields if tag == _MARK]
    if not (marks and _is_given(fields, _NUMBER, _GIVEN_NUMBER) and _is_given(fields, _DATE, _GIVEN_DATE)):
        return False
    for mark in marks:
        remove_field(mark)
    return True


def _fields(root: etree._Element, titles: Mapping[str, str]) -> Iterator[tuple[etree._Element, str]]:
    for control in root.iter(w("sdt")):
        yield control, value_of(control, "sdtPr/tag") or titles.get(value_of(control, "sdtPr/alias"), "")


def _is_given(fields: tuple[tuple[etree._Element, str], ...], tag: str, given: re.Pattern[str]) -> bool:
    return any(given.search(fold(text_of(control))) for control, known in fields if known == tag)
