"""The mark of a draft goes once the paper's number and date stand in their fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from toolkit.word.draft_mark import field_titles, lift_draft_mark
from toolkit.word.letterhead import controls
from toolkit.word.package import read_part
from toolkit.word.xml import element, run, text_of, value_of, w

LETTERHEADS = sorted((Path(__file__).parents[2] / "templates").glob("*/letterhead*.docx"))
OPEN = "Số:        -BC/TĐTN-TCKT", "Hà Giang, ngày … tháng … năm …"


def filled(path: Path, number: str, day: str, *, tags: bool = True) -> etree._Element:
    """A letterhead as somebody filled it in; without tags as LibreOffice leaves it."""
    root = read_part(path.read_bytes(), "word/document.xml", path.name)
    for control, tag in controls(root):
        if tag in ("so_ky_hieu", "dia_danh_ngay"):
            content = control.find(w("sdtContent"))
            assert content is not None
            content[:] = [run(number if tag == "so_ky_hieu" else day)]
    if not tags:
        for node in tuple(root.iter(w("tag"))):
            node.getparent().remove(node)  # type: ignore[union-attr]
    return root


def marks(root: etree._Element) -> int:
    return sum("DỰ THẢO" in text_of(paragraph) for paragraph in root.iter(w("p")))


@pytest.mark.parametrize("path", LETTERHEADS, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("tags", [True, False])
def test_gone_once_both_stand(path: Path, *, tags: bool) -> None:
    """In each letterhead, with tags and without; the boxed paragraph goes too, and the rest stays."""
    root = filled(path, "Số: 12-BC/TĐTN-TCKT", "Hà Giang, ngày 05 tháng 01 năm 2021", tags=tags)
    paragraphs = len(list(root.iter(w("p"))))
    assert marks(root) == 1
    assert lift_draft_mark(root, field_titles(path.read_bytes(), path.name))
    assert (marks(root), len(list(root.iter(w("p"))))) == (0, paragraphs - 1)
    assert not lift_draft_mark(root, {})


@pytest.mark.parametrize(
    ("number", "day", "goes"),
    [
        (*OPEN, False),
        ("Số: 12-BC/TĐTN-TCKT", OPEN[1], False),
        (OPEN[0], "Hà Giang, ngày 05 tháng 01 năm 2021", False),
        ("Số:     12  -BC/TĐTN-TCKT", "Hà Giang, ngày 05 tháng 01 năm 2021", True),
        ("Số 12/BC-TĐTN", "Hà Giang, 05/01/2021", True),
        ("Số: 12-BC/TĐTN", "Hà Giang, ngày 05 tháng … năm 2021", False),
        ("So\u0302\u0301: 12-BC/TĐTN", "Ha\u0300 Giang, nga\u0300y 5 tha\u0301ng 1 na\u0306m 2021", True),
    ],
)
def test_what_counts_as_filled(number: str, day: str, *, goes: bool) -> None:
    """A number after “Số”, and a whole date, however it is spaced or composed; one of the two is not enough."""
    assert lift_draft_mark(filled(LETTERHEADS[0], number, day), {}) is goes


def test_a_deleted_number_is_none() -> None:
    """A number that stands there only as tracked deletion is not filled in."""
    root = filled(LETTERHEADS[0], OPEN[0], "Hà Giang, ngày 05 tháng 01 năm 2021")
    number = next(control for control in root.iter(w("sdt")) if value_of(control, "sdtPr/tag") == "so_ky_hieu")
    gone = element("r", element("delText"))
    gone[0].text = "12"
    number.find(w("sdtContent")).extend([run("Số: "), element("del", gone), run("-BC/TĐTN")])  # type: ignore[union-attr]
    assert not lift_draft_mark(root, {})
