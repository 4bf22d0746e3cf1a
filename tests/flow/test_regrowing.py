"""Tables of an edited report grow and shrink with the data, and keep what somebody did to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from lxml import etree

from tests.narrate.sample import own_template, round_of, row
from toolkit.flow.regrowing import Regrown, regrow, remembered_rows
from toolkit.model.prose import Document
from toolkit.model.submission import Row
from toolkit.narrate import Teller
from toolkit.word import Making, Opened, write_docx
from toolkit.word.xml import element, iter_wrapped, run, text_of, w

TABLE = """
| TT | Tên | Đơn vị | Toàn tỉnh |
|:--:|:--|:--|--:|
{% for d in bang.mo_hinh %}
| {{ loop.index }} | {{ d.ten }} | {{ d.don_vi.ten }} | {{ so_lieu.ket_nap_moi }} |
{% endfor %}
| | **Cộng** | | {{ so_lieu.ket_nap_moi }} |
"""


def model(name: str) -> Row:
    return row(ten=name, dia_diem="Thôn", noi_dung="Làm đường", ket_qua="3 km")


def told(**models: tuple[str, ...]) -> Document:
    """The report of a round in which communes have those models, by their codes with a letter before."""
    rows = {code[1:]: {"mo_hinh": tuple(map(model, names))} for code, names in models.items()}
    return Teller(round_of({}, rows)).document("02", own_template(TABLE))[0]


def opened(document: Document) -> Opened:
    """The report as a file, opened again."""
    made = write_docx(document, own_template(TABLE).letterhead, Making("02", "2020", "report"))
    return Opened(made, "x.docx")


@cache
def before() -> Document:
    return told(c00688=("Một",), c00700=("Hai", "Ba"))


def rows_of(document: Opened) -> list[str]:
    """What the table's rows print."""
    return [each.text for each in document.tables[0].rows]


def outcome(after: Document, edit: Callable[[Opened], None] | None = None) -> tuple[list[str], list[str], Opened]:
    """The rows after a refresh of the edited report, and what was told."""
    document = opened(before())
    if edit:
        edit(document)
        document = Opened(document.saved(), "x.docx")
    grown = regrow(document, after, "x.docx")
    document.change_rows(grown.changes)
    document.remember(replace(document.memory, rows=remembered_rows(after)))
    again = Opened(document.saved(), "x.docx")
    assert regrow(again, after, "x.docx").changes == ()
    return rows_of(again), [each.code for each in grown.findings], again


def node(document: Opened, number: int) -> etree._Element:
    return document.tables[0].rows[number].node


def test_the_same_rows_stay() -> None:
    """Where the data has the same rows, nothing changes and nothing is told."""
    assert regrow(opened(before()), before(), "x.docx") == Regrown()


def test_a_new_row_comes_in_where_it_belongs() -> None:
    """First, between and last: each is put where the program would write it, bound, and running numbers follow."""
    after = told(c00688=("Không", "Một"), c00700=("Hai", "Nữa", "Ba", "Tư"))
    rows, codes, document = outcome(after)
    assert rows == [
        "1 · Không · Phường Quang Trung · 200",
        "2 · Một · Phường Quang Trung · 200",
        "3 · Hai · Xã Ngọc Đường · 200",
        "4 · Nữa · Xã Ngọc Đường · 200",
        "5 · Ba · Xã Ngọc Đường · 200",
        "6 · Tư · Xã Ngọc Đường · 200",
        "Cộng · 200",
    ]
    assert codes == ["refresh-row-added"] * 3
    spots = [spot for each in document.paragraphs for spot in each.spots]
    assert len(spots) == 7 and {spot.tag for spot in spots} == {"02|ket_nap_moi|2020|so"}
    names = [each.get(w("name")) for each in document._body.iter(w("bookmarkStart"))]
    ids = [each.get(w("id")) for each in document._body.iter(w("bookmarkStart"))]
    assert len(set(names)) == len(names) and len(set(ids)) == len(ids)


def test_a_row_that_went_is_taken_out() -> None:
    """Its unit sent the workbook again without it: the row goes, the others are numbered anew."""
    rows, codes, _ = outcome(told(c00688=("Một",), c00700=("Ba",)))
    assert rows == ["1 · Một · Phường Quang Trung · 200", "2 · Ba · Xã Ngọc Đường · 200", "Cộng · 200"]
    assert codes == ["refresh-row-dropped"]


def test_a_row_that_somebody_worked_on_is_kept() -> None:
    """Under a comment, a tracked change, or a figure typed over, a row that the data lost is told and kept."""

    def comment(document: Opened) -> None:
        next(node(document, 1).iter(w("p"))).insert(0, element("commentRangeStart", id=1))

    def typed(document: Opened) -> None:
        next(spot for each in document.paragraphs for spot in each.spots[:1] if node(document, 1) in _above(spot.pieces[0])).put(
            "199"
        )

    for edit in (comment, typed):
        rows, codes, _ = outcome(told(c00688=("Một",), c00700=("Ba",)), edit)
        assert codes == ["refresh-row-kept"] and len(rows) == 4


def _above(piece: etree._Element) -> list[etree._Element]:
    return list(piece.iterancestors(w("tr")))


def test_what_the_editor_did_stays() -> None:
    """A row taken out does not come back, a reworded one is not doubled, one put in stays with all numbers as they are."""

    def take_out(document: Opened) -> None:
        found = node(document, 1)
        found.getparent().remove(found)  # type: ignore[union-attr]

    def reword(document: Opened) -> None:
        cell = list(iter_wrapped(node(document, 1), w("tc")))[1]
        next(cell.iter(w("t"))).text = "Mô hình Hai"

    def put_in(document: Opened) -> None:
        cells = [element("tc", element("p", run(text))) for text in ("3", "Của văn phòng", "", "")]
        node(document, 1).addnext(element("tr", *cells))

    new = told(c00688=("Một", "Nữa"), c00700=("Hai", "Ba"))
    assert [text.split(" · ")[1] for text in outcome(new, take_out)[0][:-1]] == ["Một", "Nữa", "Ba"]
    assert [text.split(" · ")[1] for text in outcome(new, reword)[0][:-1]] == ["Một", "Nữa", "Mô hình Hai", "Ba"]
    rows, codes, _ = outcome(new, put_in)
    assert [text.split(" · ")[0] for text in rows[:-1]] == ["1", "2", "2", "3", "3"]
    assert codes == ["refresh-row-added"]


def test_a_changed_answer_is_another_row() -> None:
    """Words that came anew with a late workbook stand in the place of the old ones."""
    rows, codes, _ = outcome(told(c00688=("Một",), c00700=("Hai (bổ sung)", "Ba")))
    assert [text.split(" · ")[1] for text in rows[:-1]] == ["Một", "Hai (bổ sung)", "Ba"]
    assert codes == ["refresh-row-added", "refresh-row-dropped"]


def test_whole_tables() -> None:
    """A table that is new, or no longer written, is told; one that the editor took out is not brought back."""
    other = Teller(round_of()).document("02", own_template("Không có bảng."))[0]
    assert [each.code for each in regrow(opened(before()), other, "x.docx").findings] == ["refresh-table-gone"]
    assert [each.code for each in regrow(opened(_with_other_head()), before(), "x.docx").findings] == [
        "refresh-table-new",
        "refresh-table-gone",
    ]
    document = opened(before())
    table = node(document, 0).getparent()
    table.getparent().remove(table)  # type: ignore[union-attr]
    assert regrow(Opened(document.saved(), "x.docx"), before(), "x.docx") == Regrown()


def _with_other_head() -> Document:
    return Teller(round_of()).document("02", own_template("| A | B |\n|:--|:--|\n| một | {{ so_lieu.ket_nap_moi }} |\n"))[0]


def test_a_report_of_former_versions() -> None:
    """One that remembers no rows is left alone."""
    document = opened(before())
    document.remember(replace(document.memory, rows=frozenset()))
    assert regrow(document, told(), "x.docx") == Regrown()


def test_cells_are_read_as_they_print() -> None:
    """The new row has the look of the one it follows: cell properties and paragraph style."""
    _, _, document = outcome(told(c00688=("Một", "Nữa"), c00700=("Hai", "Ba")))
    first, second = (list(iter_wrapped(node(document, number), w("tc"))) for number in (0, 1))
    assert text_of(second[1]) == "Nữa"
    for one, other in zip(first, second, strict=True):
        assert etree.tostring(one.find(w("tcPr"))) == etree.tostring(other.find(w("tcPr")))
        assert etree.tostring(one.find(f"{w('p')}/{w('pPr')}")) == etree.tostring(other.find(f"{w('p')}/{w('pPr')}"))
