"""The border to Word: documents out with every figure bound, documents in under limits. Only here is python-docx imported."""

from __future__ import annotations

from toolkit.word.letterhead import check_letterhead
from toolkit.word.marks import Spot, SpottedParagraph
from toolkit.word.measure import measure_pages
from toolkit.word.memory import Memory, digest
from toolkit.word.read import dump_docx, read_apart, read_paragraphs
from toolkit.word.refresh import Opened
from toolkit.word.rows import DocumentRow, DocumentTable, RowChange, iter_row_words, remembered, row_words, table_words
from toolkit.word.write import Making, write_docx

__all__ = [
    "DocumentRow",
    "DocumentTable",
    "Making",
    "Memory",
    "Opened",
    "RowChange",
    "Spot",
    "SpottedParagraph",
    "check_letterhead",
    "digest",
    "dump_docx",
    "iter_row_words",
    "measure_pages",
    "read_apart",
    "read_paragraphs",
    "remembered",
    "row_words",
    "table_words",
    "write_docx",
]
