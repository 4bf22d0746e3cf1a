"""What staff typed appears as they typed it, and is nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.narrate.sample import own_template, round_of, row, template
from toolkit.model.prose import Literal, Paragraph, TableBlock, plain
from toolkit.narrate import as_text, narrate
from toolkit.narrate.ink import one_line
from toolkit.word import read_paragraphs, write_docx

HOSTILE = (
    "{{ 7*7 }}",
    "{% for x in y %}",
    "{# chú thích #}",
    "<w:p><w:r/></w:p>",
    "A & B < C",
    "&amp; &#65;",
    "*nghiêng* **đậm** _x_",
    "# Tiêu đề",
    "- gạch đầu dòng",
    "1. một",
    "| a | b |",
    "[x](javascript:alert(1))",
    "`mã`",
    "\\* \\n",
    "Chi đoàn 🚀 số 1",
    "مرحبا",
    "=1+1",
    "x" * 30_000,
)
SAYS = own_template("{{ thuyet_minh.cach_lam.noi_dung[0].noi_dung }}")


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: typed[:12])
def test_typed_text_is_printed_as_it_is(typed: str) -> None:
    """In the paragraph, in the table and in the Word file it stands letter by letter."""
    consolidation = round_of({"00688": {"cach_lam": typed}}, {"00688": {"mo_hinh": (row(ten=typed, noi_dung=typed),)}})
    document, _ = narrate(consolidation, "024", template(), {})
    cells = [plain(cell.runs) for block in document.blocks if isinstance(block, TableBlock) for line in block.rows for cell in line]
    assert cells.count(typed) == 2
    printed = [text for _, text in read_paragraphs(write_docx(document, template().letterhead), "x.docx")]
    assert printed.count(typed) == 2
    assert typed.rstrip(" .;,") in as_text(document)


@pytest.mark.parametrize("typed", ["a\x00b", "a\x0bb", "a\ue0000\ue001b", "a\ufffeb"])
def test_what_no_page_can_show_is_left_out(typed: str) -> None:
    """Control characters and the characters of our own sentinels vanish, the rest stays."""
    document, _ = narrate(round_of({"00688": {"cach_lam": typed}}), "024", SAYS, {})
    printed = [text for _, text in read_paragraphs(write_docx(document, template().letterhead), "x.docx")]
    assert {"ab", "a b", "a0b"} & set(printed)


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_is_one_literal(typed: str) -> None:
    """Whatever is typed comes to literal text in one paragraph, with the same words."""
    document, _ = narrate(round_of(), "024", own_template("x {{ cai_dat.loi }} y"), {"loi": typed})
    (block,) = document.part("noi_dung").blocks
    assert isinstance(block, Paragraph)
    assert all(isinstance(run, Literal) and not run.bold and not run.italic for run in block.runs)
    assert plain(block.runs).replace("\u00a0", " ") == (f"x {one_line(typed)} y" if one_line(typed) else "x y").replace(
        "\u00a0", " "
    )


def test_typed_text_within_bold_is_bold_whole() -> None:
    """Stars in typed text do not end the template's own bold."""
    document, _ = narrate(
        round_of({"00688": {"cach_lam": "a ** b"}}), "024", own_template("**{{ thuyet_minh.cach_lam.noi_dung[0].noi_dung }}**"), {}
    )
    (block,) = document.part("noi_dung").blocks
    assert isinstance(block, Paragraph) and block.runs == (Literal("a ** b", bold=True),)
