"""Running numbers of tables: they count rows and state nothing."""

from __future__ import annotations

import re

from toolkit.verify.records import Paragraph

_FIRST_COLUMN = re.compile(r"A[0-9]+")
_ORDINAL = re.compile(r"\s*(?:[0-9]{1,4}(?:\.[0-9]{1,2}){0,2}[.)]?|\([0-9]{1,2}\)|[IVX]+\.?|[a-zđ][.)])\s*", re.IGNORECASE)
_TABLE = re.compile(r"T[0-9]+")


def is_ordinal(paragraph: Paragraph) -> bool:
    """True for the cell of a table's first column that holds a number and nothing else, which is bound to nothing."""
    place = paragraph.place
    return (
        not paragraph.bound
        and bool(_TABLE.fullmatch(place.sheet))
        and bool(_FIRST_COLUMN.fullmatch(place.cell))
        and bool(_ORDINAL.fullmatch(paragraph.text))
    )
