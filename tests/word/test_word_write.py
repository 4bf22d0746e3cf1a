"""Documents out: bound figures, the letterhead's fields, sections, tables."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from tests.narrate.sample import round_of, template
from toolkit.model.prose import Bound, Cell, Document, Heading, Literal, Paragraph, Part, SectionBreak, TableBlock
from toolkit.narrate import narrate
from toolkit.word import check_letterhead, dump_docx, read_paragraphs, write_docx
from toolkit.word.bound import BOOKMARK_LENGTH, TAG_LENGTH, bookmark, short_tag
from toolkit.word.table import column_widths
from toolkit.word.xml import w

FIGURE = Bound("02", "ket_nap_moi", "2020", "so", "7.338")
SENTENCE = Paragraph((Literal("Kết nạp "), FIGURE, Literal("/7.243.")))


def body(*blocks: object) -> Document:
    return Document((Part("noi_dung", blocks),))  # type: ignore[arg-type]


def xml(data: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def report(unit: str = "02") -> bytes:
    document, _ = narrate(round_of(), unit, template(), {})
    return write_docx(document, template().letterhead)


def test_bound_figure_is_a_tagged_control_in_a_bookmark() -> None:
    """The figure's control stands between the ends of its bookmark, and both say what it is."""
    root = xml(write_docx(body(SENTENCE), template().letterhead))
    control = next(each for each in root.iter(w("sdt")) if each.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")) == FIGURE.tag)
    start, end = control.getprevious(), control.getnext()
    assert (start.tag, end.tag) == (w("bookmarkStart"), w("bookmarkEnd"))
    assert start.get(w("id")) == end.get(w("id"))
    assert start.get(w("name")) == "bc1_02_ket_nap_moi_2020_so"


def test_figure_reads_on_within_its_sentence() -> None:
    """The number is contiguous with the text around it."""
    texts = [text for _, text in read_paragraphs(write_docx(body(SENTENCE), template().letterhead), "x.docx")]
    assert "Kết nạp 7.338/7.243." in texts


def test_names_and_ids_are_unique_and_short() -> None:
    """In a whole report no bookmark and no id is used twice, and none is longer than Word allows."""
    root = xml(report())
    names = [each.get(w("name")) for each in root.iter(w("bookmarkStart"))]
    ids = [each.get(w("val")) for each in root.iterfind(f".//{w('sdtPr')}/{w('id')}")]
    tags = [each.get(w("val")) for each in root.iterfind(f".//{w('sdtPr')}/{w('tag')}")]
    assert len(names) == len(set(names)) > 50
    assert len(ids) == len(set(ids))
    assert max(map(len, names)) <= BOOKMARK_LENGTH and max(map(len, tags)) <= TAG_LENGTH


def test_long_tags_are_cut_but_stay_apart() -> None:
    """Two long figures that begin alike keep different tags and bookmarks."""
    one, two = (Bound("00688", "x" * 60 + end, "2020", "so", "1") for end in "ab")
    assert len(short_tag(one)) == TAG_LENGTH and short_tag(one) != short_tag(two)
    assert len(bookmark(one, 1)) == BOOKMARK_LENGTH and bookmark(one, 1) != bookmark(two, 1)


def test_empty_field_leaves_no_line() -> None:
    """The province has no upper body: its line is gone, not empty."""
    province, district = (dump_docx(report(unit)) for unit in ("02", "026"))
    assert "Coquancaptren" in district and "Coquancaptren" not in province


def test_sections_turn_and_come_back() -> None:
    """An upright body, a wide annex, an upright one: three sections, the annexes numbered from one."""
    table = TableBlock((Cell((Literal("A"),)),), ((Cell((Literal("1"),), "right"),),))
    document = Document(
        (Part("noi_dung", (SENTENCE,)), Part("phu_luc", (SectionBreak(landscape=True), table, SectionBreak(landscape=False))))
    )
    sections = list(xml(write_docx(document, template().letterhead)).iter(w("sectPr")))
    sizes = [int(each.find(w("pgSz")).get(w("w"))) < int(each.find(w("pgSz")).get(w("h"))) for each in sections]
    assert sizes == [True, False, True]
    assert [each.find(w("pgNumType")) is not None for each in sections] == [False, True, True]


def test_table_repeats_its_header() -> None:
    """The first row is marked as a header, and no row breaks across pages."""
    table = TableBlock((Cell((Literal("A"),)),), ((Cell((Literal("1"),), "right"),),))
    made = next(
        each
        for each in xml(write_docx(body(table), template().letterhead)).iter(w("tbl"))
        if each.find(f".//{w('tblHeader')}") is not None
    )
    rows = made.findall(w("tr"))
    assert [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows] == [True, False]
    assert rows[1].find(f".//{w('jc')}").get(w("val")) == "right"


def test_grouped_head() -> None:
    """Neighbours of one group share a cell over them, a column of none has one cell through both rows; both rows repeat."""
    cells = [Cell((Literal(text),)) for text in ("TT", "Chỉ tiêu", "Kết quả")]
    groups = tuple(Cell((Literal(text),) if text else ()) for text in ("", "Kết nạp", "Kết nạp"))
    table = TableBlock(tuple(cells), ((cells[0], cells[0], cells[0]),), groups)
    rows = [
        row
        for row in xml(write_docx(body(table), template().letterhead)).iter(w("tr"))
        if row.find(f".//{w('tblHeader')}") is not None
    ]
    shapes = [
        [(cell.find(f".//{w('gridSpan')}") is not None, cell.find(f".//{w('vMerge')}") is not None) for cell in row.iter(w("tc"))]
        for row in rows
    ]
    assert shapes == [[(False, True), (True, False)], [(False, True), (False, False), (False, False)]]


def test_column_widths_fill_the_line() -> None:
    """Widths add up exactly, and a column of words gets more than one of numbers."""
    rows = tuple((Cell((Literal(str(n)),)), Cell((Literal("một câu dài hơn nhiều so với con số"),))) for n in range(3))
    narrow, wide = column_widths(TableBlock((Cell((Literal("TT"),)), Cell((Literal("Nội dung"),))), rows), 9354)
    assert narrow + wide == 9354 and wide > 3 * narrow


def test_headings_have_real_styles() -> None:
    """A heading is in Word's own heading style, whose number Word counts."""
    made = dump_docx(write_docx(body(Heading(1, (Literal("KẾT QUẢ"),)), Heading(2, (Literal("Chỉ đạo"),))), template().letterhead))
    assert "Heading1: KẾT QUẢ\n" in made and "Heading2: Chỉ đạo\n" in made


def test_same_report_same_bytes_inside() -> None:
    """Writing twice gives the same document part."""
    assert dump_docx(report()) == dump_docx(report())


def stripped(part: str, old: bytes, new: bytes) -> bytes:
    """The letterhead with a change in one part."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(template().letterhead)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == part else data)
    return made.getvalue()


def test_missing_style_is_a_finding() -> None:
    """A letterhead without a style is told, with those found, and a report is made all the same."""
    letterhead = stripped("word/styles.xml", "Gạch đầu dòng".encode(), b"Khac")
    (found,) = check_letterhead(letterhead, ())
    assert (found.code, found.place.file) == ("letterhead-no-style", "letterhead.docx")
    assert dict(found.values)["wanted"] == "Gạch đầu dòng" and "Khac" in found.found
    assert read_paragraphs(write_docx(body(SENTENCE), letterhead), "x.docx")


def test_missing_field_is_a_finding() -> None:
    """A part of the template without a place in the letterhead is told, with the tags found."""
    letterhead = stripped("word/document.xml", b'w:val="noi_nhan"', b'w:val="khac"')
    document, findings = narrate(round_of(), "02", template(), {})
    assert document and not findings
    (found,) = check_letterhead(letterhead, ("noi_nhan", "co_quan"))
    assert found.code == "letterhead-no-field" and dict(found.values)["wanted"] == "noi_nhan"
    assert "khac" in found.found


def test_letterhead_without_a_place_for_the_body() -> None:
    """The body then stands at the end, before the last section."""
    letterhead = stripped("word/document.xml", b'w:val="noi_dung"', b'w:val="khac"')
    said = [text for _, text in read_paragraphs(write_docx(body(SENTENCE), letterhead), "x.docx")]
    page_number = said.index("2")
    assert said[page_number - 1] == "Kết nạp 7.338/7.243."


@pytest.mark.parametrize("unit", ["02", "026"])
def test_report_dump(unit: str, golden) -> None:  # type: ignore[no-untyped-def]
    """The report of an invented round, as a reviewer reads it."""
    golden(f"word/bao-cao-{unit}.txt", dump_docx(report(unit)))


def test_signature_is_never_alone() -> None:
    """The last paragraph of the body stays with the signature block, though annexes with tables of their own follow."""
    with zipfile.ZipFile(BytesIO(report("02"))) as package:
        body = etree.fromstring(package.read("word/document.xml"))[0]
    last = next(each for each in body if "./." in "".join(each.itertext()))
    assert last.find(f"{w('pPr')}/{w('keepNext')}") is not None and last.getnext().tag == w("tbl")
