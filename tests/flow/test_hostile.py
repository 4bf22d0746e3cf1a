"""Every messy file that people send, and every hostile one that we could think of: each ends in one outcome, with its place and remedy."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.support import hostile
from tests.support.hostile import OLE, PICTURE, in_part, resaved, sheet_of, with_part, with_raw_cell
from tests.support.rounds import Values, blank, collected, filled, small_round
from toolkit import inbox as arriving
from toolkit.collect import Expectation
from toolkit.excel.patch import set_values
from toolkit.flow.returning import annotated
from toolkit.judge import Judged, Letter, Yardstick, judge_all, packed
from toolkit.messages import remedy, sentence
from toolkit.model.finding import has_errors
from toolkit.model.progress import Outcome
from toolkit.round import Round
from toolkit.shelter import Lasting

ASIDE, BACK, TAKEN = "put aside", "returned", "accepted"
Row = tuple[str, Callable[[bytes], bytes], str, tuple[str, ...]]

ROWS: Values = {("nguoi.ten", 0): "Vàng A Páo", ("viec.ten", 0): "Đường hoa", "kho_khan": "Xa"}


def named(book: openpyxl.Workbook, name: str) -> tuple[Worksheet, str]:
    """The sheet and the address of a name."""
    title, _, cell = book.defined_names[name].attr_text.replace("$", "").partition("!")
    return book[title.strip("'")], cell.partition(":")[0]


def format_as(pattern: str, value: object) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        sheet, cell = named(book, "tong")
        sheet[cell].number_format, sheet[cell].value = pattern, value

    return change


def forget(*, properties: bool, sheet: bool, names: bool) -> Callable[[openpyxl.Workbook], None]:
    """Identity lost in some of its three places."""

    def change(book: openpyxl.Workbook) -> None:
        if properties:
            book.custom_doc_props.props.clear()
        if names:
            for name in [each for each in book.defined_names if each.startswith("baocao.")]:
                del book.defined_names[name]
        if sheet:
            book.remove(book["_baocao"])

    return change


def without(*titles: str) -> Callable[[openpyxl.Workbook], None]:
    return lambda book: [book.remove(book[title]) for title in titles][0]  # noqa: RUF015


def hide(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[1:]:
        sheet.sheet_state = "veryHidden"


def merge(book: openpyxl.Workbook) -> None:
    sheet, cell = named(book, "nam")
    sheet.merge_cells(f"{cell[0]}{int(cell[1:]) - 1}:{cell}")


def over_a_formula(book: openpyxl.Workbook) -> None:
    sheet, cell = named(book, "ty_le")
    sheet[cell].value = 0.6


def raw(cell: str) -> Callable[[bytes], bytes]:
    return with_raw_cell("tong", f'<c r="{{r}}"{{s}} {cell}')


FILES: tuple[Row, ...] = (
    # what is no workbook of Excel's, whatever it is called
    ("old .xls", lambda _: OLE + "Workbook".encode("utf-16-le"), ASIDE, ("workbook-is-xls",)),
    (".csv", lambda _: hostile.text_file("mã;tên\n1;2"), ASIDE, ("workbook-is-text",)),
    (".csv in the letters of Excel", lambda _: "mã\ttên".encode("utf-16"), ASIDE, ("workbook-is-text",)),
    ("PDF", lambda _: b"%PDF-1.7\n", ASIDE, ("workbook-is-pdf",)),
    ("picture", lambda _: PICTURE, ASIDE, ("workbook-is-picture",)),
    ("photograph", lambda _: b"\xff\xd8\xff\xe0\0\x10JFIF", ASIDE, ("workbook-is-picture",)),
    ("photograph of a telephone", lambda _: b"\0\0\0\x18ftypheic\0\0", ASIDE, ("workbook-is-picture",)),
    ("password", lambda _: OLE + "EncryptedPackage".encode("utf-16-le"), ASIDE, ("workbook-encrypted",)),
    ("old .doc", lambda _: OLE + "WordDocument".encode("utf-16-le"), ASIDE, ("workbook-is-word",)),
    ("a page saved as .xls", lambda _: b"<html><table><tr><td>1", ASIDE, ("workbook-is-html",)),
    ("empty", lambda _: b"", ASIDE, ("workbook-empty-file",)),
    ("nothing but noughts", lambda _: bytes(4096), ASIDE, ("workbook-empty-file",)),
    ("cut off", lambda data: data[: len(data) // 2], ASIDE, ("workbook-damaged",)),
    ("a zip's first bytes", lambda _: b"PK\x03\x04", ASIDE, ("workbook-damaged",)),
    # zips as other programs write them, and as nobody should
    ("sizes behind the entries", hostile.streaming, TAKEN, ()),
    ("sizes of 64 bits", hostile.zip64, TAKEN, ()),
    ("two parts of one name", hostile.double_entry, ASIDE, ("workbook-damaged",)),
    ("names that climb out", hostile.slipping, ASIDE, ("workbook-odd-names",)),
    ("locked entries", hostile.encrypted, ASIDE, ("workbook-damaged",)),
    ("sizes that lie", hostile.lying_sizes, ASIDE, ("workbook-damaged",)),
    ("packed out of proportion", hostile.inflating, ASIDE, ("workbook-packed-too-tight",)),
    # XML
    ("billion laughs", in_part("xl/workbook.xml", b"<workbook", hostile.LAUGHS + b"<workbook"), ASIDE, ("workbook-unsafe-xml",)),
    (
        "a file of ours as an entity",
        in_part("xl/sharedStrings.xml", b"<sst", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst'),
        ASIDE,
        ("workbook-unsafe-xml",),
    ),
    ("elements without end", hostile.deep, ASIDE, ("workbook-damaged",)),
    ("the last cell of all", hostile.last_corner, ASIDE, ("workbook-cell-too-far",)),
    ("texts that are not there", hostile.lost_strings, ASIDE, ("workbook-damaged",)),
    ("strict", hostile.strict, TAKEN, ()),
    # who it is
    ("Google Sheets", hostile.google, TAKEN, ()),
    ("properties lost", resaved(forget(properties=True, sheet=False, names=False)), TAKEN, ()),
    ("properties and names lost", resaved(forget(properties=True, sheet=False, names=True)), TAKEN, ()),
    ("sheet and names lost", resaved(forget(properties=False, sheet=True, names=True)), TAKEN, ()),
    ("all lost", resaved(forget(properties=True, sheet=True, names=True)), ASIDE, ("no-identity",)),
    # what people and programs do to sheets and cells
    ("macros", hostile.macro, TAKEN, ("macros-added",)),
    ("another's links", with_part("xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>"), TAKEN, ("external-links",)),
    ("sheets hidden", resaved(hide), TAKEN, ()),
    ("a sheet copied", resaved(lambda book: book.copy_worksheet(named(book, "tong")[0])), TAKEN, ("sheet-added",)),
    ("the guide deleted", resaved(without("Hướng dẫn")), TAKEN, ("sheet-removed",)),
    ("the figures deleted", resaved(without("Số liệu")), BACK, ("name-lost", "sheet-removed", "required")),
    ("a list deleted", resaved(without("viec")), BACK, ("name-lost", "sheet-removed")),
    ("a list of persons deleted", resaved(without("nguoi")), BACK, ("name-lost", "sheet-removed")),
    ("cells merged over an input", resaved(merge), TAKEN, ("input-merged",)),
    ("a formula overwritten", resaved(over_a_formula), TAKEN, ("formula-overwritten",)),
    ("counted from 1904", in_part("xl/workbook.xml", b"<workbookPr", b'<workbookPr date1904="1"'), TAKEN, ()),
    ("a count shown as a day", resaved(format_as("dd/mm/yyyy", 10)), BACK, ("number-unreadable",)),
    ("a count shown as per cents", resaved(format_as("0%", 0.12)), BACK, ("value-ambiguous",)),
    ("another workbook's cell", raw("><f>'[1]Sheet1'!A1</f><v>12</v></c>"), TAKEN, ("formula-from-outside",)),
    ("another program's (DDE)", raw("""><f>cmd|'/C calc'!A0</f><v>12</v></c>"""), TAKEN, ("formula-from-outside",)),
    ("a formula's last value", raw("><f>5+7</f><v>12</v></c>"), TAKEN, ()),
    ("#N/A", raw('t="e"><v>#N/A</v></c>'), BACK, ("number-unreadable",)),
    ("#REF!", raw('t="e"><f>#REF!+1</f><v>#REF!</v></c>'), BACK, ("number-unreadable",)),
    ("TRUE", raw('t="b"><v>1</v></c>'), BACK, ("number-unreadable",)),
    ("no number", raw("><v>NaN</v></c>"), BACK, ("number-unreadable",)),
    ("beyond all numbers", raw("><v>1e400</v></c>"), BACK, ("number-unreadable",)),
    ("more than a cell holds", raw("><v>1E+300</v></c>"), BACK, ("number-unreadable",)),
    ("a number in parts", raw('t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>'), TAKEN, ("value-repaired",)),
    ("a bell", raw('t="inlineStr"><is><t>12 _x0007_người</t></is></c>'), TAKEN, ("value-repaired",)),
    ("an unknown kind of cell", raw('t="zz"><v>5</v></c>'), ASIDE, ("workbook-damaged",)),
)  # fmt: skip

TYPED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    *(
        (text, TAKEN, ("value-repaired",))
        for text in ("12 đồng chí", "12 đ/c.", "1.234", "1 234", "1,234", "0012", "'12", "12\u00a0")
    ),
    *((text, BACK, ("value-ambiguous",)) for text in ("- 12", "không", "-", "12 chục")),
    *((text, BACK, ("number-unreadable",)) for text in ("12,5", "1.2.3", "12-15", "12+3", "mười hai", "½", "12%", "12e3")),
    *((text, BACK, ("number-unreadable",)) for text in ("=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "{{ 7*7 }}", "{% raw %}")),
    *((text, BACK, ("number-unreadable",)) for text in ("x" * 32_767, "9" * 400, "<b>&amp;</b>", "#REF!", "../../etc")),
    ("N/A", TAKEN, ("value-repaired",)),
    (" ", BACK, ("required",)),
)
BESIDE = frozenset(("personal-not-kept", "other-fingerprint"))


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return small_round(tmp_path_factory.mktemp("dot"))


@pytest.fixture(scope="module")
def yardstick(round_: Round) -> Lasting:
    return packed(Yardstick(Expectation(round_.form, round_.period, round_.tree), key=b"k"))


def judged(yardstick: Lasting, data: bytes) -> Judged:
    (answer,) = judge_all(yardstick, [Letter("a.xlsx", "0" * 64, data)])
    return answer


def outcome(answer: Judged) -> str:
    if answer.submission is None:
        return ASIDE
    return BACK if has_errors(answer.findings) else TAKEN


def told(answer: Judged) -> tuple[str, ...]:
    """The codes, each once, without what is said of a workbook that is right as well."""
    return tuple(dict.fromkeys(each.code for each in answer.findings if each.code not in BESIDE))


def said_well(answer: Judged) -> None:
    """Each finding has a file, a cell where it is about one, and a remedy; none is longer than one reads."""
    for each in answer.findings:
        for lang in ("vi", "en"):
            assert each.place.file == "a.xlsx"
            assert remedy(each.code, dict(each.values), lang)
            assert len(sentence(each.code, dict(each.values), lang)) < 1000
        assert not each.place.cell or each.place.sheet


@pytest.mark.parametrize(("make", "ends", "codes"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_each_file_ends_as_it_should(
    round_: Round, yardstick: Lasting, make: Callable[[bytes], bytes], ends: str, codes: tuple[str, ...]
) -> None:
    """One outcome, the findings that explain it; what is not put aside can be annotated."""
    data = make(filled(round_, "x1", ROWS))
    answer = judged(yardstick, data)
    assert (outcome(answer), told(answer)) == (ends, codes)
    said_well(answer)
    if answer.submission:
        assert annotated(data, answer.findings, "vi")


@pytest.mark.parametrize(("text", "ends", "codes"), TYPED, ids=[row[0][:20] for row in TYPED])
def test_each_text_in_a_count_ends_as_it_should(
    round_: Round, yardstick: Lasting, text: str, ends: str, codes: tuple[str, ...]
) -> None:
    """Read where it has one reading, asked about where it has more, given back where it has none; the cell is named."""
    data = set_values(filled(round_, "x1"), {"tong": text, "nam": 1})
    answer = judged(yardstick, data)
    assert (outcome(answer), told(answer)) == (ends, codes)
    said_well(answer)
    assert {(each.place.sheet, each.place.cell) for each in answer.findings} == {sheet_of(data, "tong")}


def test_a_blank_that_comes_back_unfilled(round_: Round, yardstick: Lasting) -> None:
    """One finding."""
    answer = judged(yardstick, blank(round_, "x1"))
    assert (outcome(answer), told(answer)) == (BACK, ("unfilled",))


def names(items: Iterable[arriving.Received]) -> list[str]:
    return [item.name for item in items]


@pytest.mark.slow
@pytest.mark.parametrize("make", [hostile.ghosts, hostile.ghost_cells])
def test_a_million_rows_that_hold_nothing(round_: Round, yardstick: Lasting, make: Callable[[bytes], bytes]) -> None:
    """Whole columns formatted by hand: nothing is wrong with what was filled in."""
    answer = judged(yardstick, make(filled(round_, "x1")))
    assert (outcome(answer), told(answer)) == (TAKEN, ())


def test_an_inbox_of_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In folders, in zips in zips, under any names: as many outcomes as files, each explained; a second run takes nothing."""
    monkeypatch.setattr(arriving, "SETTLED_AFTER", 0.0)
    round_ = small_round(tmp_path, 9)
    inbox = round_.folder / "2-nhan"
    right = {number: filled(round_, f"x{number}", {"tong": 10 + number}) for number in range(1, 10)}
    sent = {
        "Bản sao của ket-qua(1).xlsx": right[1],
        unicodedata.normalize("NFD", "Báo cáo xã Hữu Vinh.xlsx"): right[2],
        "Huyện Yên Minh/gửi lại/CON.xlsx": right[3],
        "huyện gửi.zip": hostile.zipped(
            {"Xã 4/bc.xlsx": right[4], "~$bc.xlsx": b"x", "__MACOSX/._bc.xlsx": b"x", "ảnh.png": PICTURE}
        ),
        "tỉnh gom.zip": hostile.in_zips("bc 5.xlsx", right[5], 3),
        "quá sâu.zip": hostile.in_zips("bc 6.xlsx", right[6], 5),
        "thoát.zip": hostile.zipped({"../../../../../ra-ngoai.xlsx": right[7], "C:\\Windows\\hệ thống.xlsx": right[8]}),
        "không đuôi": right[9],
        "bc 1 gửi lại.XLSX": right[1],
        "~$ket-qua.xlsx": b"x",
        "Thumbs.db": b"x",
        "hỏng.zip": b"PK\x03\x04 hong",
        "trống.zip": hostile.zipped({}),
    }
    for name, data in sent.items():
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_bytes(data)
    before = {path: path.read_bytes() for path in inbox.rglob("*") if path.is_file()}
    intake = collected(round_)
    ends = {each.receipt.name: each.outcome for each in intake.taken}
    assert sum(each is Outcome.ACCEPTED for each in ends.values()) == 8
    assert ends["Huyện Yên Minh/gửi lại/CON.xlsx"] is Outcome.ACCEPTED
    assert ends["Báo cáo xã Hữu Vinh.xlsx"] is Outcome.ACCEPTED
    assert ends["tỉnh gom.zip/lớp 2.zip/lớp 1.zip/bc 5.xlsx"] is Outcome.ACCEPTED
    assert {name for name, each in ends.items() if each is Outcome.DUPLICATE} == {"bc 1 gửi lại.XLSX"}
    assert {name for name, each in ends.items() if each is Outcome.IGNORED} == {
        "~$ket-qua.xlsx", "Thumbs.db", "huyện gửi.zip/~$bc.xlsx", "huyện gửi.zip/__MACOSX/._bc.xlsx",
    }  # fmt: skip
    aside = {each.receipt.name: each.findings[0].code for each in intake.taken if each.outcome is Outcome.QUARANTINED}
    assert aside == {
        "huyện gửi.zip/ảnh.png": "workbook-is-picture",
        "quá sâu.zip/lớp 4.zip/lớp 3.zip/lớp 2.zip": "zip-too-deep",
        "hỏng.zip": "zip-damaged",
    }
    assert {path: path.read_bytes() for path in inbox.rglob("*") if path.is_file()} == before
    assert {path.name for path in tmp_path.iterdir()} == {"chuong-trinh", "units.xlsx", "dot"}
    again = collected(round_)
    assert (again.taken, again.known) == ((), len(intake.taken))
