"""Rows about persons are counted, and nothing of them is kept: not in the ledger, not in the archive, not in any message."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.support.hostile import part_of, parts_of, resaved, sheet_of, zipped
from tests.support.rounds import Values, collected, drop, filled, small_round
from toolkit.excel.reader import read_workbook
from toolkit.flow import figures, rebuild, show_progress, write_consolidations
from toolkit.model.progress import Outcome
from toolkit.model.submission import Submission
from toolkit.round import Round

NAME, BORN = "Vàng A Páo", date(1999, 5, 4)
ROWS: Values = {("nguoi.ten", 0): NAME, ("nguoi.sinh", 0): BORN, ("nguoi.ten", 1): "Lò Thị Mỷ", ("viec.ten", 0): "Đường nở hoa"}


def everything(round_: Round) -> bytes:
    """All bytes below the archive, workbooks unpacked."""
    found = b""
    for path in sorted((round_.folder / "luu-tru").rglob("*.*")):
        data = path.read_bytes()
        found += data
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found += b"".join(archive.read(name) for name in archive.namelist())
    return found


def tells(content: bytes, trace: str) -> bool:
    """True where that text stands there, as letters or as numbers of letters."""
    return trace.encode() in content or trace.encode("ascii", "xmlcharrefreplace") in content


def counts(round_: Round) -> tuple[object, object]:
    result, _ = figures(round_)
    return result.figure("x1", "so_nguoi").value, result.figure("h", "so_nguoi").value


def test_rows_are_counted_and_not_kept(tmp_path: Path) -> None:
    """The figure stands, the names are nowhere; the other table and the unit's own figures are whole; the received hash is logged."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1", ROWS))
    taken = collected(round_).taken[0]
    assert taken.outcome is Outcome.ACCEPTED
    assert ("personal-not-kept", "nguoi") in [(each.code, each.place.indicator) for each in taken.findings]
    assert counts(round_) == (2, 2)
    kept = everything(round_)
    assert NAME.encode() not in kept
    assert "Lò Thị Mỷ".encode() not in kept
    assert b"1999-05-04" not in kept
    assert "Đường nở hoa".encode() in kept
    assert taken.receipt.sha256.encode() in kept


def test_the_ledger_made_again_still_counts(tmp_path: Path) -> None:
    """Rebuilt from workbooks without the rows, it tells the same."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1", ROWS), b=filled(round_, "x2", {**ROWS, ("nguoi.sinh", 1): "hôm qua"}))
    collected(round_)
    with round_.ledger() as ledger:
        before = (ledger.progress(round_.tree, None), ledger.findings(), ledger.submissions())
    rebuild(round_, "vi")
    with round_.ledger() as ledger:
        after = (ledger.progress(round_.tree, None), ledger.findings(), ledger.submissions())
    assert after == before
    assert counts(round_) == (2, 2)


def test_the_sender_gets_his_rows_back(tmp_path: Path) -> None:
    """A workbook that goes back has its rows; what was typed there is in no message; later runs leave it alone."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1", {**ROWS, ("nguoi.sinh", 1): "31/02/1998"}))
    taken = collected(round_).taken[0]
    assert taken.outcome is Outcome.RETURNED
    assert [(each.code, each.found) for each in taken.findings if each.code == "date-unreadable"] == [("date-unreadable", "…")]
    workbook, words = (round_.folder / "3-tra-lai" / f"x1 Xã 1.{suffix}" for suffix in ("xlsx", "txt"))
    sent = workbook.read_bytes()
    assert [row[0].raw for row in read_workbook(sent, "").area("nguoi.ten")[:2]] == [NAME, "Lò Thị Mỷ"]
    assert "1998" not in words.read_text("utf-8-sig")
    assert NAME.encode() not in everything(round_)
    collected(round_)
    assert workbook.read_bytes() == sent


def test_a_round_may_keep_them(tmp_path: Path) -> None:
    """Where the office says so in the settings, workbooks are kept as they came."""
    round_ = small_round(tmp_path, settings={"keep_personal": "có"})
    sent = filled(round_, "x1", ROWS)
    drop(round_, a=sent)
    collected(round_)
    assert next((round_.folder / "luu-tru/ban-goc").iterdir()).read_bytes() == sent
    assert counts(round_) == (2, 2)


PHONE = "0912 345 678"


def repeated(book: openpyxl.Workbook) -> None:
    """What people do around a list: notes, links, a column of their own, a filter, a copy, a draft."""
    sheet = book["nguoi"]
    row = next(cell.row for line in sheet.iter_rows() for cell in line if cell.value == NAME)
    column = next(cell.column_letter for cell in sheet[row] if cell.value == NAME)
    sheet[f"{column}{row}"].comment = Comment(f"{PHONE} của {NAME}", "Hoa")
    sheet[f"{column}{row}"].hyperlink = "mailto:apao1999@example.vn"
    sheet[f"H{row}"] = PHONE
    sheet.auto_filter.ref = f"A{row - 1}:H{row + 3}"
    sheet.auto_filter.add_filter_column(0, ["Vàng A Phình"])
    book["Số liệu"]["E10"].comment = Comment(f"gồm cả {NAME}", "Hoa")
    book["Số liệu"]["E9"].comment = Comment("đã hỏi lại", "Hoa")
    book.create_sheet("Nháp").append([NAME, PHONE])
    book.create_sheet("Việc khác").append(["Họp giao ban", 12])


def conversation(data: bytes) -> bytes:
    """The same with a conversation of newer Excel on the list, and a pivot table made from it."""
    parts = parts_of(data)
    part = part_of(data, "nguoi.ten")
    rels = f"xl/worksheets/_rels/{part.rpartition('/')[2]}.rels"
    office = "http://schemas.microsoft.com/office"
    parts[rels] = parts[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdT" Type="{office}/2017/10/relationships/threadedComment"'
        ' Target="/xl/threadedComments/threadedComment1.xml"/></Relationships>'.encode(),
    )
    _, address = sheet_of(data, "nguoi.ten")
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{office}/spreadsheetml/2018/threadedcomments"><threadedComment ref="{address.partition(":")[0]}"'
        f' id="{{1}}" personId="{{2}}"><text>{PHONE}</text></threadedComment></ThreadedComments>'.encode()
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdP" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotCacheDefinition"'
        b' Target="pivotCache/pivotCacheDefinition1.xml"/></Relationships>',
    )
    parts["xl/pivotCache/pivotCacheDefinition1.xml"] = (
        f'<pivotCacheDefinition xmlns="{main}"><cacheSource type="worksheet"><worksheetSource ref="A4:C8" sheet="nguoi"/></cacheSource>'
        f'<cacheFields count="1"><cacheField name="Họ tên"><sharedItems count="1"><s v="{NAME}"/></sharedItems></cacheField></cacheFields>'
        "</pivotCacheDefinition>".encode()
    )
    parts["xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotCacheRecords" Target="pivotCacheRecords1.xml"/>'
        b"</Relationships>"
    )
    parts["xl/pivotCache/pivotCacheRecords1.xml"] = (
        f'<pivotCacheRecords xmlns="{main}"><r><s v="{NAME}"/><d v="1999-05-04T00:00:00"/><x v="0"/></r></pivotCacheRecords>'.encode()
    )
    return zipped(parts)


def test_nothing_that_repeats_the_rows_is_kept(tmp_path: Path) -> None:
    """Notes, conversations, links, filters, columns beside the list, copies, what a pivot table remembers; the rest stays, and opens."""
    round_ = small_round(tmp_path)
    sent = conversation(resaved(repeated)(filled(round_, "x1", ROWS)))
    traces = (NAME, PHONE, "apao1999", "Phình", "1999-05-04")
    assert [trace for trace in traces if not tells(b"".join(parts_of(sent).values()), trace)] == []
    drop(round_, a=sent)
    assert [each.outcome for each in collected(round_).taken] == [Outcome.ACCEPTED]
    kept = everything(round_)
    assert [trace for trace in traces if tells(kept, trace)] == []
    (path,) = (round_.folder / "luu-tru/ban-goc").iterdir()
    book = openpyxl.load_workbook(path)
    assert book["Việc khác"]["A1"].value == "Họp giao ban"
    assert book["Số liệu"]["E9"].comment.text == "đã hỏi lại"
    assert [line[0].value for line in book["Nháp"].iter_rows()] in ([None], [])
    assert counts(round_) == (2, 2)


@pytest.mark.parametrize("asked", ["x1", "t1"])
def test_no_rows_nothing_to_take_out(tmp_path: Path, asked: str) -> None:
    """An empty list leaves the workbook as it came, byte by byte."""
    round_ = small_round(tmp_path)
    sent = filled(round_, asked)
    drop(round_, a=sent)
    collected(round_)
    assert next((round_.folder / "luu-tru/ban-goc").iterdir()).read_bytes() == sent


def readable(data: bytes) -> bytes:
    """The same workbook as if for another year: it opens, and belongs to no unit of this round."""
    return resaved(lambda book: _restated(book, "baocao.period", "2019"))(data)


def _restated(book: openpyxl.Workbook, key: str, value: str) -> None:
    book.custom_doc_props[key].value = value
    for line in book["_baocao"].iter_rows():
        if line[0].value == key:
            line[1].value = value


def test_what_is_put_aside_is_not_kept(tmp_path: Path) -> None:
    """Of last year's workbook the list is not kept; of a photograph, a damaged zip, only the reason and the hash; rebuilt, the same."""
    round_ = small_round(tmp_path)
    last_year = readable(filled(round_, "x1", ROWS))
    drop(round_, a=last_year, b=b"\x89PNG" + NAME.encode(), c=last_year)
    (round_.folder / "2-nhan/d.zip").write_bytes(b"PK\x03\x04" + NAME.encode())
    taken = collected(round_).taken
    assert [(each.outcome.value, each.findings[0].code) for each in taken] == [
        ("quarantined", "other-period"),
        ("quarantined", "workbook-is-picture"),
        ("quarantined", "other-period"),
        ("quarantined", "zip-damaged"),
    ]
    assert not tells(everything(round_), NAME)
    kept = sorted(path.name.partition(".")[2] for path in (round_.folder / "luu-tru/cach-ly").iterdir())
    assert kept == ["ly-do.txt", "ly-do.txt", "ly-do.txt", "xlsx"], "the workbook alone, without the list"
    assert taken[0].receipt.sha256.encode() in everything(round_)
    with round_.ledger() as ledger:
        before = (ledger.progress(round_.tree, None), ledger.findings())
    rebuild(round_, "vi")
    with round_.ledger() as ledger:
        assert (ledger.progress(round_.tree, None), ledger.findings()) == before


def test_what_was_put_aside_is_looked_at_again_under_another_name(tmp_path: Path) -> None:
    """Not called the duplicate of something that was never taken."""
    round_ = small_round(tmp_path)
    drop(round_, a=b"%PDF-1.4")
    collected(round_)
    drop(round_, b=b"%PDF-1.4")
    assert [(each.receipt.name, each.outcome) for each in collected(round_).taken] == [("b.xlsx", Outcome.QUARANTINED)]


@pytest.mark.parametrize("settings", [{}, {"keep_personal": "có"}])
def test_a_round_that_keeps_them_keeps_what_was_put_aside(tmp_path: Path, settings: dict[str, str]) -> None:
    """Where the office keeps rows about persons, what could not be attributed is kept as it came."""
    round_ = small_round(tmp_path, settings=settings)
    drop(round_, a=b"%PDF-1.4")
    collected(round_)
    kept = [path.suffix for path in sorted((round_.folder / "luu-tru/cach-ly").iterdir())]
    assert kept == ([".txt", ".xlsx"] if settings else [".txt"])


BOTH: Values = {("nguoi.ten", 1): NAME, ("nguoi.sinh", 1): BORN}
NAMESAKE: Values = {("nguoi.ten", 0): NAME, ("nguoi.sinh", 0): date(2001, 1, 1)}


def twice(round_: Round) -> list[tuple[str, str, str]]:
    _, findings = show_progress(round_, "vi")
    return [(each.place.unit, each.place.cell, each.found) for each in findings if each.code == "listed-twice"]


def test_a_person_listed_by_two_units_is_told_and_not_named(tmp_path: Path) -> None:
    """By digests that only the round's own key gives; a namesake is somebody else; rebuilt, the same; without the key they say nothing."""
    round_ = small_round(tmp_path)
    drop(round_, a=filled(round_, "x1", ROWS), b=filled(round_, "x2", BOTH), c=filled(round_, "x3", NAMESAKE))
    collected(round_)
    assert [(unit, found) for unit, _, found in twice(round_)] == [("x2", "…")]
    before = twice(round_)
    rebuild(round_, "vi")
    assert twice(round_) == before
    kept = everything(round_)
    assert not tells(kept, NAME)
    assert not tells(kept, "1999-05-04")
    key = (round_.folder / "luu-tru/doi-chieu.key").read_bytes()
    other = small_round(tmp_path / "other")
    drop(other, a=filled(other, "x1", ROWS))
    collected(other)
    assert (other.folder / "luu-tru/doi-chieu.key").read_bytes() != key
    digests = [
        {digest for rows in each.marks.values() for mark in rows for digest in mark.digests}
        for each in (submission_of(round_), submission_of(other))
    ]
    assert digests[0] and digests[1] and not digests[0] & digests[1]


def submission_of(round_: Round) -> Submission:
    with round_.ledger() as ledger:
        return ledger.submissions()["x1"]


def test_a_round_may_leave_nothing_of_them(tmp_path: Path) -> None:
    """Where the settings say so there is no digest and no key."""
    round_ = small_round(tmp_path, settings={"compare_persons": "không"})
    drop(round_, a=filled(round_, "x1", ROWS), b=filled(round_, "x2", BOTH))
    collected(round_)
    assert (twice(round_), submission_of(round_).marks) == ([], {})
    assert not (round_.folder / "luu-tru/doi-chieu.key").exists()


def test_a_list_in_a_consolidated_workbook(tmp_path: Path) -> None:
    """A town copies a commune's list into its own workbook of totals: told, and nothing of it is kept; the totals count."""
    round_ = small_round(tmp_path / "below")
    drop(round_, a=filled(round_, "x1", ROWS))
    collected(round_)
    write_consolidations(round_)
    (summary,) = (path.read_bytes() for path in (round_.folder / "4-tong-hop").glob("h *.xlsx"))
    above = small_round(tmp_path / "above")
    drop(above, tong_hop=resaved(lambda book: book.create_sheet("nguoi (2)").append([NAME, PHONE]))(summary))
    (taken,) = collected(above).taken
    assert (taken.outcome, "personal-sheet" in [each.code for each in taken.findings]) == (Outcome.ACCEPTED, True)
    assert not tells(everything(above), NAME)
    assert figures(above)[0].figure("h", "tong").value == 10
