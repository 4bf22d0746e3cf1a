"""`baocao verify` on anybody's files: what is read, what is refused in one line, and what is told of each number."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from tests.support.command import run_command
from toolkit.word import Opened

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WRONG = "Kết nạp 7.338/7.243 đoàn viên, đạt 101,5% chỉ tiêu."
KEYS = {"code", "severity", "message", "remedy", "file", "sheet", "cell", "unit", "indicator", "found"}


def verified(path: Path, *options: str) -> tuple[int, dict[str, object]]:
    result = run_command("verify", str(path), "--json", "--lang", "vi", *options)
    assert result.exit_code in (0, 1), result.stderr
    made: dict[str, object] = json.loads(result.stdout)
    return result.exit_code, made


def found(made: dict[str, object]) -> list[tuple[str, str, str]]:
    return [(each["code"], each["sheet"], each["cell"]) for each in made["findings"]]  # type: ignore[attr-defined]


def document(folder: Path, *changes: str, **parts: str) -> Path:
    """A document with a wrong paragraph for each text box, field and table that it is given, and parts beside it."""
    word = docx.Document()
    for xml in changes:
        word.element.body.insert(0, parse_xml(xml))
    made = BytesIO()
    word.save(made)
    path = folder / "ai-do.docx"
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
        for name, data in parts.items():
            target.writestr(f"word/{name}.xml", data)
    return path


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_every_place_of_a_document_is_read(tmp_path: Path) -> None:
    """Text box, table cell, field, footnote, header and footer; what was deleted under Track Changes is not."""
    box = f"<w:p {W}>{run('Ngoài khung.')}<w:r><w:pict><w:txbxContent><w:p>{run(WRONG)}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    table = f"<w:tbl {W}><w:tr><w:tc><w:p>{run('1')}</w:p></w:tc><w:tc><w:p>{run(WRONG)}</w:p></w:tc></w:tr></w:tbl>"
    field = f"<w:p {W}>{run('Kết nạp ')}<w:fldSimple w:instr='REF x'>{run('7.338/7.243')}</w:fldSimple>{run(' đoàn viên, đạt 101,5%.')}</w:p>"
    deleted = f"<w:p {W}><w:del w:id='1' w:author='a'><w:r><w:delText>{WRONG}</w:delText></w:r></w:del>{run('Còn lại.')}</w:p>"
    note = f"<w:footnotes {W}><w:footnote w:id='2'><w:p>{run(WRONG)}</w:p></w:footnote></w:footnotes>"
    head = f"<w:hdr {W}><w:p>{run('Kết nạp 45/60 đoàn viên, đạt 70%.')}</w:p></w:hdr>"
    path = document(tmp_path, box, table, field, deleted, footnotes=note, header1=head, header2=head)
    code, made = verified(path)
    assert code == 1
    assert found(made) == [
        ("verify-share", "", "¶2"),
        ("verify-share", "T1", "B1"),
        ("verify-share", "", "¶6"),
        ("verify-share", "footnotes", "¶1"),
        ("verify-share", "header1", "¶1"),
    ]


def test_split_and_styled_numbers_are_whole(tmp_path: Path) -> None:
    """A number in pieces, with proofing marks, a bookmark and a tracked insertion between them, is one number."""
    pieces = (
        f"<w:p {W}>{run('Kết nạp 7.3')}<w:proofErr w:type='spellStart'/><w:bookmarkStart w:id='1' w:name='x'/>{run('38/7.2')}"
        f"<w:bookmarkEnd w:id='1'/><w:ins w:id='5' w:author='a'>{run('43')}</w:ins>{run(' đoàn viên, đạt 101,')}{run('5%.')}</w:p>"
    )
    _, made = verified(document(tmp_path, pieces))
    assert [each["found"] for each in made["findings"]] == ["7.338/7.243 đoàn viên, đạt 101,5%"]  # type: ignore[attr-defined]


def test_findings_are_for_the_officer(tmp_path: Path) -> None:
    """A finding has DESIGN's keys, quotes the sentence, shows the working, says what to do; errors make exit code 1, notes 0."""
    path = tmp_path / "a.txt"
    path.write_text(f"Dòng một.\n{WRONG}\n", encoding="utf-8")
    code, made = verified(path)
    (only,) = made["findings"]  # type: ignore[misc]
    assert (code, set(only), only["cell"]) == (1, KEYS, "dòng 2")
    assert (
        WRONG.rstrip(".") in only["message"]
        and "7.338 / 7.243 = 101,3116% ≈ 101,3%" in only["message"]
        and "101,3%" in only["remedy"]
    )
    path.write_text("Kết nạp 7.338/ 7.243 đoàn viên, đạt 101,3%.\n", encoding="utf-8")
    code, made = verified(path)
    assert (code, [each["severity"] for each in made["findings"]]) == (0, ["note"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.odt", "a.rtf", "a.html", "a"])
def test_other_kinds_are_refused_in_one_line(tmp_path: Path, name: str) -> None:
    """Two lines at most, what to do among them; no traceback."""
    path = tmp_path / name
    path.write_bytes(b"%PDF-1.7 \xd0\xcf")
    result = run_command("verify", str(path), "--lang", "vi")
    assert result.exit_code == 2 and ".docx" in result.stderr and len(result.stderr.splitlines()) <= 2


def zipped(main: bytes, **others: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", main)
        for name, data in others.items():
            target.writestr(name, data)
    return made.getvalue()


HOSTILE = {
    "empty": b"",
    "pdf in disguise": b"%PDF-1.7",
    "old .doc": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
    "bomb": zipped(b"<a/>", bomb=b"\0" * (30 * 2**20)),
    "entities": zipped(f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {W}><w:body/></w:document>'.encode()),
    "files from outside": zipped(f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {W}/>'.encode()),
    "broken xml": zipped(b"<w:document"),
    "thousands of pages": zipped(
        f"<w:document {W}><w:body>{'<w:p><w:r><w:t>Mười hai con giáp 12.</w:t></w:r></w:p>' * 250_000}</w:body></w:document>".encode(),
        ballast=bytes(range(256)) * 1024,
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("with_round", [False, True])
def test_hostile_documents_are_refused_in_one_line(demo_round: Path, tmp_path: Path, kind: str, with_round: bool) -> None:  # noqa: FBT001
    """Each is an obstacle, with a round and without."""
    path = tmp_path / "x.docx"
    path.write_bytes(HOSTILE[kind])
    options = ("--round", str(demo_round)) if with_round else ()
    result = run_command("verify", str(path), "--lang", "vi", *options)
    assert result.exit_code == 2 and 0 < len(result.stderr.splitlines()) <= 2, result.stderr


def test_documents_of_other_programs(tmp_path: Path) -> None:
    """One that Word saved as Strict Open XML, and one whose main part has another name, are read like any other."""
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = f"<w:document xmlns:w='{strict}'><w:body><w:p>{run(WRONG)}</w:p></w:body></w:document>"
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr(
            "_rels/.rels",
            f"<Relationships xmlns='{relation}'><Relationship Id='r1' Target='/word/document2.xml' "
            "Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument'/></Relationships>",
        )
        target.writestr("word/document2.xml", body)
    path = tmp_path / "x.docx"
    path.write_bytes(made.getvalue())
    assert found(verified(path)[1]) == [("verify-share", "", "¶1")]


def test_old_encodings(tmp_path: Path) -> None:
    """A text of an old machine is verified like any other; bytes that give no Vietnamese are refused."""
    path = tmp_path / "cu.txt"
    path.write_bytes("KÕt n¹p 7.338/7.243 ®oµn viªn, ®¹t 101,5% so víi chØ tiªu.".encode("cp1252"))
    assert [code for code, _, _ in found(verified(path)[1])] == ["verify-share"]
    path.write_bytes(bytes(range(128, 256)) * 4)
    assert run_command("verify", str(path)).exit_code == 2


def test_running_numbers_of_a_table_are_silent(demo_round: Path, tmp_path: Path) -> None:
    """In somebody's table of hundreds of rows the first column states nothing, the others do."""
    word = docx.Document()
    table = word.add_table(0, 2)
    for number in range(300, 600):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(number), "Chi đoàn"
    table.add_row().cells[1].text = "98.765"
    path = tmp_path / "bang.docx"
    word.save(str(path))
    _, made = verified(path, "--round", str(demo_round))
    assert found(made) == [("verify-not-in-data", "T1", "B301")]


def test_five_standings_in_an_edited_report(copy_of_demo: Path, tmp_path: Path) -> None:
    """Bound and right; stale after the data moved on; typed over; a number of the data and one of nowhere in the editor's own words."""
    path = tmp_path / "sua.docx"
    shutil.copy(copy_of_demo / "5-bao-cao" / "02 Tỉnh Hà Giang.docx", path)
    opened = Opened(path.read_bytes(), path.name)
    spots = {spot.tag: spot for each in opened.paragraphs for spot in each.spots}
    spots["02|hoi_vien|2020|so"].put("99.999")
    stale = spots["02|dv_dau_ky|2020|so"]
    stale.put("1")
    opened.remember(replace(opened.memory, printed={**opened.memory.printed, stale.tag: "1"}))
    path.write_bytes(opened.saved())
    word = docx.Document(str(path))
    word.add_paragraph("Văn phòng ghi thêm: kết nạp 7.338 đoàn viên và trồng 98.765 cây xanh.")
    word.save(str(path))
    code, made = verified(path, "--round", str(copy_of_demo))
    standings = {each["standing"] for each in made["lookups"]}  # type: ignore[attr-defined]
    assert standings == {"bound and right", "bound and stale", "unbound but found in the data", "unbound", "contradicting"}
    told = {(each["code"], each["found"]) for each in made["findings"]}  # type: ignore[attr-defined]
    assert code == 1
    assert {("verify-stale", "1"), ("verify-contradicts-data", "99.999"), ("verify-not-in-data", "98.765")} <= told


def test_places_are_told_in_words(tmp_path: Path) -> None:
    """On the terminal the officer reads which paragraph, which cell of which table, which footnote; JSON keeps the short form."""
    table = f"<w:tbl {W}><w:tr><w:tc><w:p>{run('1')}</w:p></w:tc><w:tc><w:p>{run(WRONG)}</w:p></w:tc></w:tr></w:tbl>"
    note = f"<w:footnotes {W}><w:footnote w:id='2'><w:p>{run('Có 45/60 xã (75%).')}</w:p></w:footnote></w:footnotes>"
    path = document(tmp_path, f"<w:p {W}>{run(WRONG)}</w:p>", table, footnotes=note)
    told = run_command("verify", str(path), "--lang", "vi").stdout
    assert "bảng 1, ô B1" in told and "đoạn 3" in told and "chú thích cuối trang, đoạn 1" in told and "¶" not in told
