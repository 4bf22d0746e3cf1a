"""The programme's other papers, and what a paper owes its reader about coverage and corrections."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.narrate.any_round import TEMPLATES, form_of, tree_of
from tests.narrate.sample import COMMUNES, entry, own_template, paper, round_of, row, submission
from tests.support.command import run_command
from toolkit.consolidate import consolidate
from toolkit.model.figure import Assessment, Consolidation
from toolkit.model.finding import finding
from toolkit.model.period import Period
from toolkit.model.place import NOWHERE, Place
from toolkit.model.prose import Document, TableBlock, plain
from toolkit.model.submission import Row
from toolkit.model.unit import Tree, Unit
from toolkit.narrate import Returned, Teller, as_text, narrate

PRAISE = row(loai="Tập thể", ten="Chi đoàn tổ 5", thanh_tich="Cả chi đoàn cùng làm", hinh_thuc="Biểu dương")


REMINDER = "cong-van-don-doc.md.j2", "letterhead-cong-van.docx"
TO_SENDERS = "cong-van-tra-bieu.md.j2", "letterhead-cong-van.docx"
PRAISED = ("danh-sach-khen-thuong.ket-qua.md.j2",)


def test_reminder_names_each_missing_unit() -> None:
    """The reminder lists who has not reported, with the district; a district addresses its communes by name."""
    province, findings = narrate(round_of(missing=("00718", "00688")), "02", paper(*REMINDER), {"deadline": "15/12/2020"})
    assert not findings
    table = next(block for block in province.blocks if isinstance(block, TableBlock))
    assert [[plain(cell.runs) for cell in line[1:]] for line in table.rows] == [
        ["Đoàn phường Quang Trung", "Thành đoàn Hà Giang"],
        ["Đoàn xã Má Lé", "Huyện đoàn Đồng Văn"],
    ]
    said = as_text(province).replace("\u00a0", " ")
    assert "đã nhận được báo cáo của 03/05 đơn vị (đạt 60%); còn 02 đơn vị chưa gửi" in said
    assert "hạn gửi: ngày 15 tháng 12 năm 2020" in said
    district, _ = narrate(round_of(missing=("00718",)), "026", paper(*REMINDER), {})
    assert district.part("kinh_gui").lines == ("Kính gửi: Đoàn xã Má Lé.",)
    assert "còn 01 đơn vị chưa gửi là Đoàn xã Má Lé." in as_text(district).replace("\u00a0", " ")
    two, _ = narrate(round_of(missing=("00715", "00718")), "026", paper(*REMINDER), {})
    assert two.part("kinh_gui").lines == ("Kính gửi:", "- Đoàn xã Lũng Cú;", "- Đoàn xã Má Lé.")
    assert not [each for each in two.part("noi_dung").blocks if isinstance(each, TableBlock)]


def test_reminder_where_nobody_reported() -> None:
    """Nothing received is said in words, not as a share of nothing."""
    said = as_text(narrate(round_of(missing=COMMUNES), "02", paper(*REMINDER), {})[0]).replace("\u00a0", " ")
    assert "chưa nhận được báo cáo của đơn vị nào trong số 05 đơn vị phải gửi" in said


def test_letter_with_a_returned_workbook() -> None:
    """It goes from the unit above to the one, names each fault with place and remedy, and counts what is only to be looked at."""
    faults = (
        finding("above-maximum", Place(sheet="Biểu mẫu", cell="D14", unit="00718"), found="9", label="Nữ", bound="8"),
        finding("kept-edited", Place(sheet="Biểu mẫu", cell="D20")),
    )
    teller = Teller(round_of(missing=("00718",)), returned=(Returned("00718", faults),))
    document, problems = teller.document("026", paper(*TO_SENDERS))
    said = as_text(document).replace("\u00a0", " ")
    assert not problems and document.part("kinh_gui").lines == ("Kính gửi: Đoàn xã Má Lé.",)
    assert "còn 01 nội dung cần chỉnh sửa" in said and "kiểm tra lại 01 nội dung" in said
    (table,) = (block for block in document.blocks if isinstance(block, TableBlock))
    assert [plain(cell.runs) for cell in table.rows[0][:2]] == ["1", "Biểu mẫu, ô D14"]
    assert teller.document("024", paper(*TO_SENDERS))[0].part("noi_dung").blocks == ()


def test_reminder_of_nobody_says_nothing() -> None:
    """Where everybody reported, the reminder has no body, and so is not written."""
    document, _ = narrate(round_of(), "02", paper(*REMINDER), {})
    assert document.part("noi_dung").blocks == ()


def test_list_for_praise() -> None:
    """Those proposed for praise are counted in the letter and listed behind it."""
    document, findings = narrate(round_of(tables={"00688": {"khen_thuong": (PRAISE,)}}), "02", paper(*PRAISED), {})
    said = as_text(document).replace("\u00a0", " ")
    assert not findings and "khen thưởng 01 tập thể có thành tích" in said
    table = next(block for block in document.blocks if isinstance(block, TableBlock))
    assert plain(table.rows[-1][1].runs) == "Chi đoàn tổ 5"


def recognised(*direct: Unit) -> Consolidation:
    """A round of appraisals of the province whose tree is `tree_of`, those units right under it, and every one recognised."""
    form, tree = form_of("ba-chu-dong", "danh-gia"), Tree((*tree_of().units, *direct))
    leaves = [unit for unit in tree.units if tree.is_leaf(unit.code)]
    sent = {unit.code: submission(unit.code, {}, {}) for unit in leaves}
    decided = {
        unit.code: Assessment(submission(unit.parent, {}, {}), Row(NOWHERE, {"don_vi": entry(unit.code), "cong_nhan": entry(True)}))
        for unit in leaves
    }
    return consolidate(form, Period(2023), tree, sent, assessments=decided)[0]


def decision(data: Consolidation, unit: str) -> Document:
    template = paper("quyet-dinh-cong-nhan.danh-gia.md.j2", "letterhead-quyet-dinh.docx", "", TEMPLATES / "ba-chu-dong")
    made, problems = narrate(data, unit, template, {})
    assert not problems
    return made


def test_decision_for_units_right_below() -> None:
    """A province with districts recognises the grass-roots units right under it, and no others; a district its own; none, no decision."""
    school = Unit(code="099", name="Trường Cao đẳng Nghề", kind="trường", parent="84")
    data = recognised(school)
    province, district = decision(data, "84"), decision(data, "842")
    (table,) = (block for block in province.blocks if isinstance(block, TableBlock))
    assert [plain(line[1].runs) for line in table.rows] == ["Đoàn cơ sở Trường Cao đẳng Nghề"]
    assert "Công nhận 01 đơn vị" in as_text(province).replace("\u00a0", " ")
    (listed,) = (block for block in district.blocks if isinstance(block, TableBlock))
    assert len(listed.rows) == 3
    assert decision(recognised(), "84").part("noi_dung").blocks == ()


def test_count_of_rows_right_below_has_a_source() -> None:
    """Its number is found again by what it says it is, so that it can be refreshed and verified."""
    data = recognised(Unit(code="099", name="Trường Cao đẳng Nghề", kind="trường", parent="84"))
    (bound,) = (run for run in decision(data, "84").bound() if "tham_dinh" in run.indicator)
    assert bound.indicator == "tham_dinh:truc_tiep:cong_nhan=có"
    found = Teller(data).sources("84").now(bound)
    assert found is not None and found.text == bound.text


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("Kết nạp {{ so_lieu.ket_nap_moi }} đoàn viên.", ["report-coverage-unstated"]),
        ("Kết nạp {{ so_lieu.ket_nap_moi }} đoàn viên {{ so_lieu.ket_nap_moi|do_phu }}.", []),
        ("Kết nạp {{ so_lieu.ket_nap_moi }} đoàn viên ở {{ bao_cao.da }} đơn vị.", []),
        (
            "# A\n\n{{ bao_cao.da }} đơn vị kết nạp {{ so_lieu.ket_nap_moi }} đoàn viên.\n\n# B\n\n{{ so_lieu.hoi_vien }} hội viên.",
            ["report-coverage-unstated"],
        ),
    ],
)
def test_total_needs_its_coverage(body: str, codes: list[str]) -> None:
    """A total of four communes of five that does not say so is a warning; one that does is none."""
    _, findings = narrate(round_of(missing=("00718",)), "02", own_template(body), {})
    assert [each.code for each in findings] == codes


def test_whole_total_stands_alone() -> None:
    """With every unit in, a total owes nothing."""
    assert narrate(round_of(), "02", own_template("{{ so_lieu.ket_nap_moi }}"), {})[1] == ()


def test_command_knows_the_papers(demo_round: Path) -> None:
    """An unknown paper is an obstacle that names those there are."""
    result = run_command("narrate", str(demo_round), "--paper", "khong-co", "--lang", "vi")
    assert result.exit_code == 2 and "cong-van-don-doc, cong-van-tra-bieu, danh-sach-khen-thuong, report" in result.stderr
