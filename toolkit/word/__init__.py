"""The border to Word: documents out with every figure bound, documents in under limits. Only here is python-docx imported."""

from __future__ import annotations

from toolkit.word.letterhead import check_letterhead
from toolkit.word.read import dump_docx, read_paragraphs
from toolkit.word.write import write_docx

__all__ = ["check_letterhead", "dump_docx", "read_paragraphs", "write_docx"]
