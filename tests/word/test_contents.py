"""A table of contents: right as it stands, without a question on opening."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest

from tests.narrate.sample import template
from toolkit.model.prose import ANNEXES, BODY, AnnexHeading, Document, Heading, Literal, Paragraph, Part, SectionBreak
from toolkit.word import Making, check_letterhead, measure_pages, read_paragraphs, write_docx

WORDS = "Các đơn vị đã triển khai đến từng chi đoàn. " * 30


def document(paragraphs: int = 1) -> Document:
    said = tuple(Paragraph((Literal(WORDS),)) for _ in range(paragraphs))
    body = (
        Heading(1, (Literal("KẾT QUẢ"),)),
        *said,
        Heading(2, (Literal("Chỉ đạo"),)),
        *said,
        Heading(3, (Literal("Văn bản"),)),
        *said,
    )
    body += (Heading(1, (Literal("ĐÁNH GIÁ"),)), *said)
    annex = (
        SectionBreak(landscape=True),
        AnnexHeading((Literal("Phụ lục I"),)),
        AnnexHeading((Literal("BẢNG"),), is_title=True),
        *said,
    )
    return Document((Part(BODY, body), Part(ANNEXES, annex)))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in ("word/document.xml", "word/settings.xml")}


def written(pages: dict[str, str] | None = None) -> str:
    made = write_docx(document(), template().letterhead, Making(contents=True, pages=pages or {}))
    both = parts(made)
    assert "updateFields" not in both["word/settings.xml"] and "w:dirty" not in both["word/document.xml"]
    return both["word/document.xml"]


def test_entries_lead_to_their_headings() -> None:
    """Two levels and the annexes, numbered as Word numbers them, each a link to a bookmark that is there."""
    xml = written()
    links = re.findall(r'<w:hyperlink[^>]*w:anchor="(\w+)"[^>]*>(.*?)</w:hyperlink>', xml)
    said = ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", inner)) for _, inner in links]
    assert said == ["I. KẾT QUẢ", "1. Chỉ đạo", "II. ĐÁNH GIÁ", "Phụ lục I", "BẢNG"]
    assert all(f'w:name="{anchor}"' in xml for anchor, _ in links)


def test_without_pages_there_is_no_number() -> None:
    """Where nobody measured the pages the field is one without numbers, and so stays right when Word brings it up to date."""
    xml = written()
    assert r'TOC \o "1-2" \n \h \z \u' in xml and "PAGEREF" not in xml


def test_pages_stand_in_fields_of_their_own() -> None:
    """A measured page is printed, and is a field that Word can bring up to date."""
    xml = written({"_Toc000001": "2"})
    assert r"PAGEREF _Toc000001 \h" in xml and '<w:t xml:space="preserve">2</w:t>' in xml.replace("'", '"')
    assert r'TOC \o "1-2" \h \z \u' in xml


def test_fields_begin_and_end() -> None:
    """Every field that begins ends, with one separation between."""
    xml = written({f"_Toc00000{n}": str(n) for n in range(1, 6)})
    kinds = re.findall(r'w:fldCharType="(\w+)"', xml)
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 6
    assert kinds[:2] == ["begin", "separate"] and kinds[-1] == "end"


def test_reading_passes_over_it() -> None:
    """What is read of a report is its prose, not its table of contents."""
    data = write_docx(document(), template().letterhead, Making(contents=True, pages={"_Toc000001": "2"}))
    texts = [text for _, text in read_paragraphs(data, "x.docx")]
    assert texts.count("KẾT QUẢ") == 1 and "MỤC LỤC" not in texts


def test_without_request_there_is_none() -> None:
    """A report without it has neither the table nor bookmarks for it."""
    assert "_Toc" not in parts(write_docx(document(), template().letterhead))["word/document.xml"]


def test_its_styles_are_asked_for() -> None:
    """A letterhead without its styles is told so, only where a table of contents is wanted."""
    bare = BytesIO()
    with zipfile.ZipFile(BytesIO(template().letterhead)) as old, zipfile.ZipFile(bare, "w") as new:
        for each in old.infolist():
            new.writestr(each, old.read(each).replace(b'w:val="toc 2"', b'w:val="khac"'))
    assert check_letterhead(bare.getvalue(), ()) == ()
    (found,) = check_letterhead(bare.getvalue(), (), "letterhead-rieng.docx", contents=True)
    assert (found.code, found.place.file, dict(found.values)["wanted"]) == ("letterhead-no-style", "letterhead-rieng.docx", "toc 2")


def test_without_an_office_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """No LibreOffice, no page numbers."""
    monkeypatch.setattr("toolkit.word.measure.find_soffice", lambda: None)
    assert measure_pages([b"", b""]) == ({}, {})


@pytest.mark.office
def test_pages_are_those_that_are_printed() -> None:
    """Headings stand on later and later pages, and the annex begins at 1 again."""
    making = Making(contents=True)
    (pages,) = measure_pages([write_docx(document(8), template().letterhead, making)])
    numbers = [int(pages[f"_Toc00000{n}"]) for n in range(1, 6)]
    assert numbers[0] == 1 and numbers[0] < numbers[1] < numbers[2] and numbers[3:] == [1, 1]
