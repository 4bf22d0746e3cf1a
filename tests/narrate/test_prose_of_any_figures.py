"""Whatever the figures are, a reader would not notice that a program wrote the prose."""

from __future__ import annotations

import pytest

from tests.narrate.any_round import LEAVES, TEMPLATES, Case, case_of
from tests.narrate.sample import paper
from tests.support.prose_slips import loose_end, slips_of
from toolkit.model.finding import Finding
from toolkit.model.prose import AnnexHeading, Document, Heading, ListItem, Paragraph, plain
from toolkit.narrate import Returned, Teller

REPORTS = (
    ("mot-cong-mot", "ket-qua", "report.md.j2"),
    ("mot-cong-mot", "dang-ky", "report.dang-ky.md.j2"),
    ("ba-chu-dong", "danh-gia", "report.md.j2"),
    ("ba-chu-dong", "dang-ky", "report.dang-ky.md.j2"),
    ("mot-cong-mot", "ket-qua", "cong-van-don-doc.md.j2"),
    ("ba-chu-dong", "dang-ky", "cong-van-don-doc.md.j2"),
    ("mot-cong-mot", "ket-qua", "danh-sach-khen-thuong.ket-qua.md.j2"),
    ("ba-chu-dong", "danh-gia", "quyet-dinh-cong-nhan.danh-gia.md.j2"),
    ("mot-cong-mot", "ket-qua", "cong-van-tra-bieu.md.j2"),
)


ROUNDS = 40


def told(case: Case, template: str, late: frozenset[str]) -> tuple[Document, tuple[Finding, ...]]:
    returned = (Returned("02", ()),)
    teller = Teller(case.consolidation, {}, late, returned)
    name = {"cong-van": "letterhead-cong-van.docx", "quyet-dinh": "letterhead-quyet-dinh.docx"}
    letterhead = next((file for kind, file in name.items() if template.startswith(kind)), "letterhead.docx")
    return teller.document(case.unit, paper(template, letterhead, "", TEMPLATES / case.form.programme))


def slips(document: Document) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Heading | AnnexHeading | Paragraph | ListItem):
                text = plain(block.runs)
                found += [] if part.name == "so_ky_hieu" else slips_of(text)
                if part.name == "noi_dung" and isinstance(block, Paragraph | ListItem) and loose_end(text):
                    found.append(("a loose end", text[-60:]))
    return found


def empty_sections(document: Document) -> list[str]:
    """Headings with nothing under them."""
    blocks = document.part("noi_dung").blocks
    pairs = zip(blocks, (*blocks[1:], None), strict=False)
    return [
        plain(block.runs)
        for block, after in pairs
        if isinstance(block, Heading)
        and block.level < 4
        and (after is None or (isinstance(after, Heading) and after.level <= block.level))
    ]


@pytest.mark.parametrize(("programme", "form", "template"), REPORTS, ids=lambda value: value)
def test_no_slip(programme: str, form: str, template: str) -> None:
    """No slip, no loose end, no heading over nothing, and no total without its coverage, in any paper of any unit."""
    found: set[tuple[str, str]] = set()
    for seed in range(ROUNDS):
        case = case_of(programme, form, seed)
        document, problems = told(case, template, frozenset(LEAVES[: seed % 3]))
        found |= {*slips(document), *(("an empty section", text) for text in empty_sections(document))}
        found |= {(each.code, f"{each.place.indicator} {each.found}") for each in problems}
    assert not found, "\n".join(f"{slip}: {text}" for slip, text in sorted(found))
