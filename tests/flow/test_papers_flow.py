"""A round's papers: which text and which letterhead, whom they go to, and that what staff typed stays what it is, from cell to paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as open_docx

from tests.support.rounds import collected, drop, filled, small_round
from toolkit.flow.papers import paper_and_form, paper_template, papers
from toolkit.flow.prose import lint_prose
from toolkit.flow.reporting import write_reports
from toolkit.messages import Obstacle
from toolkit.round import Round
from toolkit.vietnamese.text import repair
from toolkit.word import check_letterhead, read_paragraphs

TEMPLATES = Path(__file__).parents[2] / "templates"
COMMON = (
    "{% macro ten(u) %}{{ u.ten }}{% endmacro %}"
    "{% block co_quan %}{{ ten(don_vi) }}{% endblock %}{% block trich_yeu %}{% endblock %}{% block noi_dung %}{% endblock %}"
)
REPORT = """{% block trich_yeu %}Báo cáo {{ the_thuc }}{% endblock %}
{% block noi_dung %}
# KẾT QUẢ

Có {{ so_lieu.tong }} người ở {{ bao_cao.da }}/{{ bao_cao.phai }} đơn vị.

{% for a in thuyet_minh.kho_khan.noi_dung %}
- {{ a.noi_dung }}
{% endfor %}

| Việc |
|---|
{% for d in bang.viec %}
| {{ d.ten }} |
{% endfor %}
{% endblock %}"""
LETTER = """{% block noi_dung %}{% for t in tra_lai %}
Gửi {{ ten(t.don_vi) }}: {{ t.loi|dem }} lỗi.

{% for l in t.loi %}
- {{ l.vi_tri }}: {{ l.noi_dung }}
{% endfor %}
{% endfor %}{% endblock %}"""
HOSTILE = (
    "{{ 7*7 }}",
    "{% for x in y %}{% include '/etc/passwd' %}",
    "{{ ''.__class__ }}",
    "<w:p><w:r/></w:p> & <b>",
    "*nghiêng* **đậm** | bảng | `mã` [x](y)",
    "# Tiêu đề",
    "- gạch",
    "😀 thanh niên 👩‍🌾",
    "مرحبا \u202eabc\u202c",
    "Dài " + "x" * 29_990,
)


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    """A small round whose programme has a common part, a report and a letter, and the shipped letterheads."""
    made = small_round(tmp_path, 3)
    folder = made.programme_folder
    files = {"chung.j2": COMMON, "report.md.j2": REPORT, "cong-van-tra-bieu.md.j2": LETTER, "thu-moi.khac.md.j2": REPORT}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    for path in (TEMPLATES / "mot-cong-mot").glob("letterhead*.docx"):
        (folder / path.name).write_bytes(path.read_bytes())
    return made


def paragraphs(round_: Round, path: str) -> list[str]:
    return [text.replace("\u00a0", " ") for _, text in read_paragraphs((round_.folder / path).read_bytes(), path)]


@pytest.mark.parametrize(
    ("paper", "layout", "letterhead"),
    [
        ("report", "", "letterhead.docx"),
        ("report", "doan", "letterhead.docx"),
        ("report", "nha-nuoc", "letterhead-nha-nuoc.docx"),
        ("cong-van-tra-bieu", "", "letterhead-cong-van.docx"),
        ("cong-van-tra-bieu", "nha-nuoc", "letterhead-cong-van-nha-nuoc.docx"),
    ],
)
def test_letterhead_of_a_paper(round_: Round, paper: str, layout: str, letterhead: str) -> None:
    """The kind of the paper and the office's layout choose it."""
    assert paper_template(round_, paper, layout).letterhead_name == letterhead


def test_layout_that_is_not_there(round_: Round) -> None:
    """An unknown layout names the letterheads that there are."""
    with pytest.raises(Obstacle) as caught:
        paper_template(round_, "report", "nha-nuocc")
    assert caught.value.code == "unknown-letterhead" and "letterhead-nha-nuoc.docx" in caught.value.values["known"]


def test_layout_and_contents_are_settings_of_the_round(tmp_path: Path) -> None:
    """What the control workbook states holds where the command says nothing; contents are for reports only."""
    made = small_round(tmp_path, 1, {"the_thuc": "nha-nuoc", "muc_luc": "x"})
    for path in (TEMPLATES / "mot-cong-mot").glob("letterhead*.docx"):
        (made.programme_folder / path.name).write_bytes(path.read_bytes())
    for name in ("report.md.j2", "cong-van-tra-bieu.md.j2"):
        (made.programme_folder / name).write_text(REPORT, encoding="utf-8")
    report, letter = paper_template(made), paper_template(made, "cong-van-tra-bieu")
    assert (report.layout, report.letterhead_name, report.contents) == ("nha-nuoc", "letterhead-nha-nuoc.docx", True)
    assert (letter.letterhead_name, letter.contents) == ("letterhead-cong-van-nha-nuoc.docx", False)
    assert paper_template(made, layout="doan").letterhead_name == "letterhead.docx"


def test_paper_for_one_form(round_: Round) -> None:
    """A paper for this form wins over one for any; those of other forms are not this round's."""
    (round_.programme_folder / "report.thu.md.j2").write_text(REPORT, encoding="utf-8")
    assert paper_template(round_).source_name == "report.thu.md.j2"
    assert papers(round_) == ("cong-van-tra-bieu", "report")
    assert paper_and_form(Path("a/report.thu.md.j2")) == ("report", "thu")


def test_letter_goes_with_each_returned_workbook(round_: Round) -> None:
    """Whose workbook went back gets a letter from the unit above, with its faults; who has mended it gets none."""
    drop(round_, mot=filled(round_, "x1", {"nam": 99}), hai=filled(round_, "x2"))
    collected(round_)
    written, _ = write_reports(round_, paper="cong-van-tra-bieu")
    (path,) = written.paths
    assert path == "5-bao-cao/x1 Xã 1 - cong-van-tra-bieu.docx"
    said = paragraphs(round_, path)
    assert "Huyện H" in said and any(text.startswith("Gửi Xã 1: 0") for text in said) and any("99" in text for text in said)
    drop(round_, mot=filled(round_, "x1"))
    collected(round_)
    assert write_reports(round_, paper="cong-van-tra-bieu")[0].paths == ()


def test_table_of_contents_on_request(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """With it the report begins with its headings; without LibreOffice a note says that pages are missing."""
    monkeypatch.setattr("toolkit.word.measure.find_soffice", lambda: None)
    drop(round_, mot=filled(round_, "x1"))
    collected(round_)
    written, findings = write_reports(round_, contents=True)
    assert [each.code for each in findings] == ["contents-without-pages"]
    links = open_docx(str(round_.folder / written.paths[0])).element.body.xpath(".//w:hyperlink")
    assert [each.xpath("string(.//w:t)") for each in links] == ["I. KẾT QUẢ"]


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: typed[:10])
def test_typed_text_from_cell_to_paper(round_: Round, typed: str) -> None:
    """A cell's text stands letter by letter in the paragraph and in the table, in Word, as text and in Markdown."""
    drop(round_, mot=filled(round_, "x1", {"kho_khan": typed, ("viec.ten", 0): typed[:200]}))
    assert collected(round_)
    wanted, short = (" ".join(repair(each).split()) for each in (typed, typed[:200]))
    said = paragraphs(round_, write_reports(round_)[0].paths[0])
    assert wanted in said and short in said
    text, marked = (
        (round_.folder / write_reports(round_, format_=kind)[0].paths[0]).read_text(encoding="utf-8-sig").replace("\u00a0", " ")
        for kind in ("txt", "md")
    )
    assert f"- {wanted}\n" in text and short in text
    assert f"- {wanted}\n" in "".join(marked.split("\\"))


def test_programmes_prose_is_read_with_its_own_form(round_: Round) -> None:
    """The common part and papers for one form are linted too, each with the form that it is for."""
    (round_.programme_folder / "report.thu.md.j2").write_text("{{ so_lieu.khong_co }}", encoding="utf-8")
    found = lint_prose(round_.programme_folder, (round_.form,))
    assert [(each.code, each.place.file) for each in found] == [("template-name", "report.thu.md.j2")]


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/letterhead*.docx")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_shipped_letterheads_are_whole(path: Path) -> None:
    """Each has every style, and every field that its papers fill."""
    fields = ["co_quan_cap_tren", "co_quan", "so_ky_hieu", "du_thao", "dia_danh_ngay", "trich_yeu", "noi_dung", "noi_nhan"]
    fields += ["quyen_han_ky", "chuc_vu", "nguoi_ky", "phu_luc"]
    fields += ["kinh_gui"] if "cong-van" in path.stem else ["ten_loai"]
    fields += ["tham_quyen"] if "quyet-dinh" in path.stem else []
    fields += [] if path.stem.endswith("nha-nuoc") else ["ten_doan"]
    assert check_letterhead(path.read_bytes(), tuple(fields), contents=True) == ()
    motto = any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text for _, text in read_paragraphs(path.read_bytes(), path.name))
    assert motto is path.stem.endswith("nha-nuoc")
