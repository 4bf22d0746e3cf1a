"""Annotating workbooks as other programs write them: nothing that is theirs goes, ours can be taken off again, every part stays XML."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.table import Table

from tests.excel.rich import INPUTS, rich_workbook
from tests.support.hostile import parts_of, resaved, streaming, strict, zipped
from toolkit.excel.annotate import Annotation, annotate, without_annotations
from toolkit.excel.notes import HEADING
from toolkit.excel.preflight import inspect
from toolkit.model.form import Severity

ROWS = tuple(
    Annotation(sheet=INPUTS, cell=cell, sentence="Sai.", remedy="Hãy sửa.", found="15", severity=Severity.ERROR)
    for cell in ("C3", "C4")
)


def busy(book: openpyxl.Workbook) -> None:
    """Notes of the sender's, a table, a structure that is protected."""
    sheet = book[INPUTS]
    sheet["C4"].comment = Comment("Chị Hoa: đã hỏi", "Hoa")
    sheet["A1"].comment = Comment("Xem lại", "Hoa")
    book.security = WorkbookProtection(lockStructure=True)
    own = book.create_sheet("Nháp")
    own.append(["A", "B"])
    own.append(["x", 1])
    own.add_table(Table(displayName="Bang1", ref="A1:B2"))


def talked_about(data: bytes) -> bytes:
    """A conversation of newer Excel on C4, with the copy that it keeps among the old notes."""
    parts = parts_of(data)
    comments = next(name for name in parts if "comments" in name and name.endswith(".xml"))
    parts[comments] = parts[comments].replace(b">Hoa<", b">tc={1}<")
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    office = b"http://schemas.microsoft.com/office"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdT" Type="%s/2017/10/relationships/threadedComment"'
        b' Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>' % office,
    )
    parts["xl/threadedComments/threadedComment1.xml"] = (
        b'<ThreadedComments xmlns="%s/spreadsheetml/2018/threadedcomments"><threadedComment ref="C4" id="{1}" personId="{2}">'
        b"<text>da hoi</text></threadedComment></ThreadedComments>" % office
    )
    return zipped(parts)


AS_OTHERS_WRITE: dict[str, Callable[[bytes], bytes]] = {
    "openpyxl": resaved(lambda book: None),
    "openpyxl, with notes, a table, protection": resaved(busy),
    "strict": strict,
    "sizes behind the entries": streaming,
    "conversations": talked_about,
}

pytestmark = pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")


@pytest.fixture(params=AS_OTHERS_WRITE.values(), ids=AS_OTHERS_WRITE.keys())
def theirs(request: pytest.FixtureRequest) -> bytes:
    made: bytes = request.param(rich_workbook())
    return made


def test_twice_is_once_and_off_is_as_before(theirs: bytes) -> None:
    """The same parts again; taken off, what is left means what it meant: as many notes, as many boxes, the same sheets."""
    annotated = annotate(theirs, ROWS, "vi")
    assert parts_of(annotate(annotated, ROWS, "vi")) == parts_of(annotated)
    bare = parts_of(without_annotations(annotated))
    assert bare.keys() == parts_of(theirs).keys()
    assert counts(bare) == counts(parts_of(theirs))


def counts(parts: dict[str, bytes]) -> tuple[int, int, int]:
    """Notes, boxes of notes, sheets."""
    trees = [etree.fromstring(content) for name, content in parts.items() if name.endswith((".xml", ".vml"))]
    kinds = [etree.QName(node).localname for tree in trees for node in tree.iter() if isinstance(node.tag, str)]
    return kinds.count("comment"), kinds.count("ClientData"), kinds.count("sheet")


def test_every_part_is_xml_and_every_reference_leads_somewhere(theirs: bytes) -> None:
    """Also drawings of the old kind, whose namespaces other programs name otherwise: else Excel offers to repair the file."""
    annotated = annotate(theirs, ROWS, "vi")
    assert inspect(annotated) is None
    parts = parts_of(annotated)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(content)
    notes, boxes, _ = counts(parts)
    assert boxes >= notes


def test_what_is_theirs_is_still_there(theirs: bytes) -> None:
    """Their notes, their tables, their protection."""
    annotated = annotate(theirs, ROWS, "vi")
    before, after = parts_of(theirs), parts_of(annotated)
    assert {name for name in before if name not in after} == set()
    assert (b"lockStructure" in before["xl/workbook.xml"]) == (b"lockStructure" in after["xl/workbook.xml"])
    if b"purl.oclc.org" not in after["xl/workbook.xml"]:
        book = openpyxl.load_workbook(io.BytesIO(annotated))
        note = book[INPUTS]["C4"].comment.text
        assert note.startswith(("Chị Hoa: đã hỏi\n", "Ghi chú của chị Hoa"))
        assert book[INPUTS]["C3"].comment.text == f"{HEADING}Sai. Hãy sửa."


def test_strict_stays_strict() -> None:
    """No part of ours brings the usual namespaces into a workbook of the other kind."""
    annotated = parts_of(annotate(strict(rich_workbook()), ROWS, "vi"))
    usual = b"schemas.openxmlformats.org/spreadsheetml/2006/main"
    assert [name for name, content in annotated.items() if usual in content] == []
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/worksheet" in annotated["xl/_rels/workbook.xml.rels"]
