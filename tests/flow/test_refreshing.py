"""A report that was edited by hand is brought up to date after a late workbook, and keeps every edit."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from tests.support.command import run_command
from tests.word.test_chart import cached, embedded
from toolkit.round import Round, open_round
from toolkit.vietnamese.sentences import iter_clauses
from toolkit.word import Opened, digest
from toolkit.word.xml import w

EDITOR = Path(__file__).parents[1] / "support" / "edit_in_office.py"
CHART = "word/charts/bieudo_ty_le_ket_nap.xml"
SYSTEM_PYTHON = "/usr/bin/python3"
LATE = "01021"
"""A commune of the district that missed its target by one member."""


def late_workbook(round_: Round) -> None:
    """The commune sends its workbook again, with sixty more admissions."""
    with round_.ledger() as ledger:
        sent = ledger.submissions()[LATE]
    original = next(path for path in (round_.folder / "luu-tru" / "ban-goc").rglob("*") if sent.sha256 in path.name)
    book = openpyxl.load_workbook(original)
    for code in ("ket_nap_moi", "dv_cuoi_ky", "kn_dia_ban"):
        sheet, cell = next(iter(book.defined_names[code].destinations))
        book[sheet][cell].value = int(str(book[sheet][cell].value).replace(".", "")) + 60
    book.save(round_.folder / "2-nhan" / "gui-lai.xlsx")


def report_of(folder: Path) -> Path:
    return folder / "5-bao-cao" / "02 Tỉnh Hà Giang.docx"


def refreshed(folder: Path) -> dict[str, object]:
    result = run_command("refresh", str(report_of(folder)), "--json", "--lang", "vi")
    assert result.exit_code == 0, result.stderr
    made: dict[str, object] = result.json
    return made


@pytest.fixture(scope="module")
def late_round(demo_round: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample round after a late workbook, its reports still the old ones. Read it, never write into it."""
    folder = Path(shutil.copytree(demo_round, tmp_path_factory.mktemp("tre") / "dot"))
    late_workbook(open_round(folder))
    assert run_command("collect", str(folder), "--lang", "vi").exit_code == 0
    return folder


@pytest.fixture
def folder(late_round: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(late_round, tmp_path / "dot"))


def texts(path: Path) -> list[str]:
    return [each.text for each in Opened(path.read_bytes(), path.name).paragraphs]


def test_nothing_to_do(copy_of_demo: Path) -> None:
    """A report whose figures are right is left alone: nothing is written, no copy is made."""
    before = report_of(copy_of_demo).read_bytes()
    made = refreshed(copy_of_demo)
    assert (made["changes"], made["backup"], made["findings"]) == ([], "", [])
    assert report_of(copy_of_demo).read_bytes() == before


def fill_in(path: Path) -> None:
    """The office writes number and date into their fields, as in Word."""
    word = docx.Document(str(path))
    for tag, words in (("so_ky_hieu", "Số: 12-BC/TĐTN-TCKT"), ("dia_danh_ngay", "Hà Giang, ngày 05 tháng 01 năm 2021")):
        control = next(
            each for each in word.element.iter(w("sdt")) if each.find(f"{w('sdtPr')}/{w('tag')}[@{w('val')}='{tag}']") is not None
        )
        pieces = list(control.iter(w("t")))
        for piece in pieces:
            piece.text = words if piece is pieces[0] else ""
    word.save(str(path))


def test_no_longer_a_draft(copy_of_demo: Path) -> None:
    """Once number and date are filled in, the mark of a draft goes, though no figure changes; told, with a copy, and only once."""
    path = report_of(copy_of_demo)
    assert "DỰ THẢO" in texts(path)
    fill_in(path)
    made = refreshed(copy_of_demo)
    assert [each["code"] for each in made["findings"]] == ["refresh-draft-lifted"]  # type: ignore[attr-defined]
    assert "DỰ THẢO" in texts(Path(str(made["backup"]))) and "DỰ THẢO" not in texts(path)
    assert "Số: 12-BC/TĐTN-TCKT" in texts(path)
    assert (refreshed(copy_of_demo)["backup"], refreshed(copy_of_demo)["findings"]) == ("", [])


def test_unedited_report(folder: Path) -> None:
    """Figures, table cells and the chart follow the late workbook; turned sentences are listed; the former file is kept."""
    before = report_of(folder).read_bytes()
    made = refreshed(folder)
    changes = {each["tag"]: (each["old"], each["new"]) for each in made["changes"]}  # type: ignore[attr-defined]
    assert changes["02|ket_nap_moi|2020|so"] == ("7.338", "7.398")
    assert changes["032|ty_le_ket_nap|2020|ty_le"] == ("99,8%", "110,0%")
    assert changes["02|truc_thuoc:ty_le_ket_nap>=1|2020|dem"] == ("05", "06")
    codes = [each["code"] for each in made["findings"]]  # type: ignore[attr-defined]
    assert codes == ["refresh-sentence-turned", "refresh-sentence-turned"]
    assert made["charts"] == 1
    assert Path(str(made["backup"])).read_bytes() == before
    assert any("7.398/7.243" in text for text in texts(report_of(folder)))
    assert refreshed(folder)["changes"] == []


def test_a_row_comes_into_an_annex(folder: Path) -> None:
    """A model that came with a late workbook is a row of the annex, in its unit's place; the count of models in the prose follows."""
    round_ = open_round(folder)
    with round_.ledger() as ledger:
        sent = ledger.submissions()[LATE]
    original = next(path for path in (folder / "luu-tru" / "ban-goc").rglob("*") if sent.sha256 in path.name)
    book = openpyxl.load_workbook(original)
    for code, text in (("ten", "Thắp sáng đường quê"), ("dia_diem", "Thôn 1"), ("noi_dung", "Lắp đèn"), ("ket_qua", "12 đèn")):
        sheet, area = next(iter(book.defined_names[f"mo_hinh.{code}"].destinations))
        free = next(cell for (cell,) in book[sheet][area] if cell.value is None)
        free.value = text
    book.save(folder / "2-nhan" / "gui-lai-nua.xlsx")
    assert run_command("collect", str(folder), "--lang", "vi").exit_code == 0
    made = refreshed(folder)
    added = [each["found"] for each in made["findings"] if each["code"] == "refresh-row-added"]  # type: ignore[attr-defined]
    assert len(added) == 1 and "Thắp sáng đường quê" in added[0] and made["rows"] == 1
    assert "02|mo_hinh|2020|dem" in {each["tag"] for each in made["changes"]}  # type: ignore[attr-defined]
    table = next(each for each in Opened(report_of(folder).read_bytes(), "x").tables if "Mô hình" in each.head)
    numbers = [each.text.split(" · ")[0] for each in table.rows]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert (refreshed(folder)["backup"], refreshed(folder)["rows"]) == ("", 0)


def test_refreshed_report_is_still_ours(folder: Path) -> None:
    """A report that nobody edited counts as unedited after a refresh: `narrate` may write it again."""
    refreshed(folder)
    result = run_command("narrate", str(folder), "--unit", "02", "--lang", "vi")
    assert "kept-edited" not in result.stdout and result.exit_code == 0


def test_figure_typed_over_by_hand_stays(folder: Path) -> None:
    """A figure that somebody changed is told and left; a word written for it, too."""
    path = report_of(folder)
    opened = Opened(path.read_bytes(), path.name)
    spots = [spot for each in opened.paragraphs for spot in each.spots if spot.tag == "02|ket_nap_moi|2020|so"]
    spots[0].put("7.350")
    path.write_bytes(opened.saved())
    made = refreshed(folder)
    found = [(each["code"], each["found"]) for each in made["findings"]]  # type: ignore[attr-defined]
    assert ("refresh-by-hand", "7.350") in found
    assert any("7.350/7.243" in text for text in texts(path))


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Hoàng Su Phì đứng đầu nhóm chưa đạt với {} ", "đứng đầu"),
        ("Hoàng Su Phì mới hoàn thành {} ", "đạt/chưa đạt"),
        ("Tất cả các xã của Hoàng Su Phì góp vào kết quả {} ", "tất cả"),
        ("Kết quả của Hoàng Su Phì là {} ", ""),
    ],
)
def test_rewritten_sentence_in_doubt(folder: Path, words: str, reason: str) -> None:
    """A sentence in the editor's own words is listed where its words depend on a figure that changes."""
    path = report_of(folder)
    word = docx.Document(path)
    control = next(each for each in word.element.iter(w("sdt")) if b"032|ty_le_ket_nap|2020|ty_le" in _xml(each))
    paragraph = word.add_paragraph(words.format("")[:-1])
    paragraph._p.append(control)
    word.save(str(path))
    found = [each for each in refreshed(folder)["findings"] if each["code"] == "refresh-sense"]  # type: ignore[attr-defined]
    assert [reason in each["message"] for each in found] == ([True] if reason else [])


def _xml(node: object) -> bytes:
    made: bytes = etree.tostring(node)  # type: ignore[arg-type]
    return made


def test_outside_the_round(folder: Path, tmp_path: Path) -> None:
    """A report taken elsewhere needs the round named."""
    elsewhere = tmp_path / "x.docx"
    shutil.copy(report_of(folder), elsewhere)
    assert run_command("refresh", str(elsewhere)).exit_code == 2
    made = run_command("refresh", str(elsewhere), "--round", str(folder), "--json").json
    assert made["changes"]


def test_no_figures_of_ours(copy_of_demo: Path) -> None:
    """A document without bound figures is refused."""
    path = copy_of_demo / "5-bao-cao" / "khac.docx"
    docx.Document().save(str(path))
    result = run_command("refresh", str(path), "--lang", "vi")
    assert result.exit_code == 2 and "không có số liệu nào" in result.stderr


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(not Path(SYSTEM_PYTHON).exists(), reason="needs the system's Python with uno")
def test_edited_in_libreoffice(folder: Path, tmp_path: Path) -> None:
    """Edited and saved by LibreOffice: figures and chart up to date; words, bold, tracked change and comment as the editor left them."""
    path, saved = report_of(folder), tmp_path / "sua.docx"
    command = [SYSTEM_PYTHON, str(EDITOR), str(path), str(saved), str(tmp_path / "profile")]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    shutil.copy(saved, path)
    made = refreshed(folder)
    # four numbers in each of the two copies of a paragraph
    assert len(made["changes"]) == 25 + 2 * 4 and made["charts"] == 1  # type: ignore[arg-type]
    told = {each["code"] for each in made["findings"]}  # type: ignore[attr-defined]
    assert {"refresh-sense", "refresh-sentence-turned"} <= told
    now = "\n".join(texts(path))
    assert "Theo số liệu tổng hợp, tính đến hết" in now and "7.398/7.243" in now and "đang có mặt tại địa phương" in now
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as package:
        document = package.read("word/document.xml").decode()
        assert "<w:ins " in document and "<w:del " in document and "Biểu" not in package.namelist()
        comments = package.read("word/comments.xml").decode()
        assert "Chị Hoa xem lại câu này." in comments and "Đúng số chưa?" in comments
        assert [name for name in package.namelist() if name.startswith("word/charts/") and "_rels" not in name] == [CHART]
    assert "180.497" not in now.split("địa phương")[0] and "129.006" in now and now.count("7.398/7.243") == 3
    head, *rows = embedded(path.read_bytes())
    assert cached(path.read_bytes())[0] == [head[1], *(row[0] for row in rows), *(f"{row[1]:.16G}" for row in rows)]
    assert refreshed(folder)["backup"] == ""
    assert all(len(each.tag) > 5 for paragraph in Opened(path.read_bytes(), "x").paragraphs for each in paragraph.spots)


def numbers(path: Path, folder: Path) -> tuple[dict[str, int], list[str]]:
    """How many numbers of a report stand how, and the codes of what is found."""
    made = run_command("verify", str(path), "--round", str(folder), "--json").json
    counts: dict[str, int] = {}
    for each in made["lookups"]:
        counts[each["standing"]] = counts.get(each["standing"], 0) + 1
    return counts, [each["code"] for each in made["findings"]]


def test_verified_against_the_round(demo_round: Path) -> None:
    """In a new report every bound number is right, nothing contradicts the data, and nothing is found wrong."""
    counts, codes = numbers(report_of(demo_round), demo_round)
    assert counts["bound and right"] > 300
    assert not {"bound and stale", "contradicting", "unbound"} & set(counts) and codes == []


def test_stale_report_is_told(folder: Path) -> None:
    """After a late workbook the same report has stale numbers, and a number typed by hand contradicts the data."""
    path = report_of(folder)
    opened = Opened(path.read_bytes(), path.name)
    spots = [spot for each in opened.paragraphs for spot in each.spots if spot.tag == "02|hoi_vien|2020|so"]
    spots[0].put("99.999")
    path.write_bytes(opened.saved())
    counts, codes = numbers(path, folder)
    assert (counts["bound and stale"], counts["contradicting"]) == (25, 1)
    assert {"verify-stale", "verify-contradicts-data"} <= set(codes)


def test_another_format_turns_no_sense(copy_of_demo: Path) -> None:
    """Where the template has come to print a figure in another format, its sentence is not listed as turned."""
    path = report_of(copy_of_demo)
    opened = Opened(path.read_bytes(), path.name)
    for name in ("tag", "alias"):
        for each in opened._body.iter(w(name)):
            if (each.get(w("val")) or "").startswith("02|dv_dau_ky|2020|"):
                each.set(w("val"), "02|dv_dau_ky|2020|so" if "|dem" in (each.get(w("val")) or "") else "02|dv_dau_ky|2020|dem")
    written = Opened(opened.saved(), path.name)
    words = (clause.words for each in written.paragraphs for clause in iter_clauses(each.marked) if clause.marks)
    written.remember(replace(written.memory, sentences=frozenset(map(digest, words))))
    path.write_bytes(written.saved())
    assert refreshed(copy_of_demo)["findings"] == []
