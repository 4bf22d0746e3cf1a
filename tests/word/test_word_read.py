"""Documents in: every paragraph with its place; hostile packages refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
import pytest

from toolkit.messages import Obstacle
from toolkit.word import package, read_paragraphs

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(document: str | bytes, **others: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", document)
        for name, data in others.items():
            target.writestr(name, data)
    return made.getvalue()


def bodied(body: str) -> bytes:
    return zipped(f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")


def code(data: bytes) -> str:
    with pytest.raises(Obstacle) as caught:
        read_paragraphs(data, "x.docx")
    return caught.value.code


def test_paragraphs_and_cells_have_places() -> None:
    """Paragraphs are counted in reading order, cells named by table, column and row."""
    made = docx.Document()
    made.add_paragraph("Một")
    table = made.add_table(2, 2)
    table.cell(1, 1).text = "Bốn"
    made.add_paragraph("Năm")
    file = BytesIO()
    made.save(file)
    found = [((place.sheet, place.cell), text) for place, text in read_paragraphs(file.getvalue(), "x.docx")]
    assert found == [(("", "¶1"), "Một"), (("T1", "B2"), "Bốn"), (("", "¶6"), "Năm")]


def test_controls_links_and_insertions_are_read() -> None:
    """Text in content controls, links and insertions counts; deleted and moved-away text does not."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    paragraph = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run.format('a')}</w:sdtContent></w:sdt>"
        f"<w:hyperlink>{run.format('b')}</w:hyperlink><w:ins>{run.format('c')}</w:ins>"
        f"<w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:moveFrom>{run.format('y')}</w:moveFrom>"
        "<w:r><w:tab/><w:noBreakHyphen/><w:br/></w:r></w:p>"
    )
    wrapped = f"<w:sdt><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>"
    assert [text for _, text in read_paragraphs(bodied(wrapped), "x.docx")] == ["abc\t-\n"]


def test_rows_in_controls_are_counted() -> None:
    """A repeating row in a content control is a row like the others."""
    row = "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    table = f"<w:tbl>{row.format('a')}<w:sdt><w:sdtContent>{row.format('b')}</w:sdtContent></w:sdt></w:tbl>"
    assert [(str(place), text) for place, text in read_paragraphs(bodied(table), "x.docx")] == [
        ("x.docx · T1!A1", "a"),
        ("x.docx · T1!A2", "b"),
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "document-unreadable"),
        (b"not a zip", "document-unreadable"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "document-encrypted"),
        (zipped("<w:document"), "document-unreadable"),
        (
            zipped(
                f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {NAMESPACE}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
            ),
            "document-unsafe",
        ),
        (
            zipped(f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {NAMESPACE}><w:body/></w:document>'),
            "document-unsafe",
        ),
        (zipped("<a/>", bomb=b"\0" * (30 * 2**20)), "document-too-big"),
    ],
    ids=["empty", "no zip", "password", "broken xml", "entity", "outside entity", "bomb"],
)
def test_hostile_files_are_refused(data: bytes, expected: str) -> None:
    """Each is an obstacle with its own code, never a traceback."""
    assert code(data) == expected


def test_package_without_a_document() -> None:
    """Any other zip is not taken for a document."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("xl/workbook.xml", "<a/>")
    assert code(made.getvalue()) == "document-unreadable"


def test_too_many_parts() -> None:
    """A package of thousands of parts is refused unread."""
    assert code(zipped("<a/>", **{f"p{number}": b"" for number in range(package.MAX_PARTS)})) == "document-too-big"


def test_damaged_part() -> None:
    """A part whose checksum is wrong is an obstacle."""
    data = bytearray(bodied("<w:p/>" * 50))
    data[60] ^= 0xFF
    assert code(bytes(data)) == "document-unreadable"
