"""The report of the programme: what it says follows the figures."""

from __future__ import annotations

from tests.narrate.sample import FIGURES, round_of, row, template
from toolkit.model.figure import Consolidation
from toolkit.model.prose import AnnexHeading, Bound, Document, Heading, SectionBreak, TableBlock, plain
from toolkit.model.value import NO_DATA
from toolkit.narrate import as_markdown, as_text, narrate

PRAISE = row(loai="Tập thể", ten="Chi đoàn tổ 5", thanh_tich="Cả chi đoàn cùng làm", hinh_thuc="Biểu dương tại hội nghị")
MODEL = row(ten="Ngày Chủ nhật xanh", noi_dung="Dọn vệ sinh.", ket_qua="40 thanh niên tham gia.")


def report(consolidation: Consolidation, unit: str = "02") -> Document:
    document, findings = narrate(consolidation, unit, template(), {})
    assert not findings
    return document


def text(consolidation: Consolidation, unit: str = "02") -> str:
    return as_text(report(consolidation, unit)).replace("\u00a0", " ")


def test_target_and_share_stand_together() -> None:
    """A result is printed over its target with its share: 200/190, 105,3%."""
    assert "200/190 đoàn viên, đạt 105,3% so với chỉ tiêu" in text(round_of())


def test_met_and_missed_targets_read_differently() -> None:
    """A missed target is said to be missed, and the unit that missed it is named."""
    met, missed = text(round_of()), text(round_of({"00715": {"ket_nap_moi": 2, "kn_nu": 0, "kn_dtts": 0}}))
    assert "hoàn thành vượt chỉ tiêu kết nạp" in met and "chưa hoàn thành chỉ tiêu" not in met
    assert "chưa hoàn thành chỉ tiêu kết nạp" in missed and "Huyện đoàn Đồng Văn (71,9%)" in missed


def test_all_reported_leaves_no_gap_to_mention() -> None:
    """With every unit in, coverage is whole and nobody is listed as missing."""
    said = text(round_of())
    assert "05/05 đơn vị cơ sở đã gửi báo cáo (đạt 100%)" in said
    assert "chưa gửi báo cáo" not in said


def test_missing_units_are_named_and_totals_carry_coverage() -> None:
    """Who did not report is named with its district, and the total says how many it covers instead of a comparison with last year."""
    said = text(round_of(missing=("00718",), previous=dict(FIGURES)))
    assert "Đoàn xã Má Lé (Huyện đoàn Đồng Văn)" in said
    assert "(số liệu của 04/05 đơn vị)" in said
    assert "đoàn viên, tương đương" not in said


def test_no_conclusion_for_the_whole_below_the_threshold() -> None:
    """With units missing the paper speaks of those that reported, and neither the target nor the goal is said to be met by the province."""
    said = text(round_of(missing=("00718",)))
    assert "Tính riêng các đơn vị đã báo cáo, chỉ tiêu kết nạp đoàn viên đã hoàn thành vượt mức" in said
    assert "Các đơn vị đã báo cáo hiện có 4.800 thanh niên (số liệu của 04/05 đơn vị)" in said
    for claim in (
        "tỉnh đã hoàn thành",
        "toàn tỉnh",
        "hoàn thành mục tiêu mọi đoàn viên",
        "Công tác kết nạp đoàn viên mới hoàn thành",
    ):
        assert claim not in said.replace("kết quả chung của tỉnh", "")


def test_figures_that_some_could_not_state_are_listed() -> None:
    """Where one that reported has no figure, the paper says so and Annex I lists the figure with how many stated it."""
    document = report(round_of({"00718": {"kn_ton_giao": NO_DATA}}))
    assert "chưa thống kê được đầy đủ các chỉ tiêu" in as_text(document)
    rows = [
        tuple(plain(cell.runs) for cell in line)
        for block in document.blocks
        if isinstance(block, TableBlock)
        for line in block.rows
    ]
    assert ("1", "Kết nạp mới: người có đạo", "04/05") in rows


def test_nobody_reported() -> None:
    """Without a single report there is no results section, and no empty sentence."""
    document = report(round_of(missing=("00688", "00700", "00712", "00715", "00718")))
    headings = [plain(block.runs) for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert "KẾT QUẢ THỰC HIỆN" not in headings
    assert "chưa có đơn vị nào trong tổng số 05 đơn vị gửi báo cáo" in as_text(document).replace("\u00a0", " ")


def test_change_since_last_year() -> None:
    """More than last year is `tăng` with its rate; without last year's figures nothing is compared."""
    grown = text(round_of(previous={**FIGURES, "ket_nap_moi": 32}))
    assert "tăng 40 đoàn viên, tương đương 25% so với năm 2019" in grown
    assert "so với năm" not in text(round_of())


def test_fallen_and_unchanged() -> None:
    """Less than last year is `giảm`, the same is `bằng`."""
    assert "giảm 50 đoàn viên, tương đương 20% so với năm 2019" in text(round_of(previous={**FIGURES, "ket_nap_moi": 50}))
    assert "bằng năm 2019" in text(round_of(previous={**FIGURES}))


def test_nothing_to_praise_makes_no_annex() -> None:
    """Annexes exist where there is something to list, and are numbered without gaps."""

    def annexes(consolidation: Consolidation) -> list[str]:
        blocks = report(consolidation).blocks
        return [plain(block.runs) for block in blocks if isinstance(block, AnnexHeading) and not block.is_title]

    assert annexes(round_of()) == ["Phụ lục I"]
    assert annexes(round_of(tables={"00688": {"mo_hinh": (MODEL,)}})) == ["Phụ lục I", "Phụ lục II"]
    both = round_of(tables={"00688": {"mo_hinh": (MODEL,), "khen_thuong": (PRAISE,)}})
    assert annexes(both) == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]


def test_difficulties_are_counted() -> None:
    """Coded difficulties are counted, the commonest first, whether they came as codes or as labels."""
    said = text(
        round_of(
            {
                "00688": {"kho_khan_ma": "kinh_phi"},
                "00700": {"kho_khan_ma": "Thanh niên đi làm ăn xa, khó tập hợp"},
                "00712": {"kho_khan_ma": "di_lam_xa"},
            }
        )
    )
    assert "thanh niên đi làm ăn xa, khó tập hợp (02 đơn vị); kinh phí hoạt động hạn hẹp (01 đơn vị)" in said


def test_district_report_speaks_of_its_communes() -> None:
    """A district's report is in a district's words, with its communes in the annex and its upper body in the letterhead."""
    document = report(round_of(), "026")
    assert document.part("co_quan_cap_tren").lines == ("TỈNH ĐOÀN HÀ GIANG",)
    assert document.part("co_quan").lines == ("BCH ĐOÀN HUYỆN ĐỒNG VĂN",)
    assert document.part("quyen_han_ky").lines == ("TM. BAN THƯỜNG VỤ HUYỆN ĐOÀN",)
    table = next(block for block in document.blocks if isinstance(block, TableBlock))
    assert [plain(table_row[1].runs) for table_row in table.rows] == ["Thị trấn Phó Bảng", "Xã Lũng Cú", "Xã Má Lé", "Tổng cộng"]


def test_wide_annex_lies_sideways() -> None:
    """The table by unit stands in a landscape section, its numbers at the right."""
    document = report(round_of())
    annex = document.part("phu_luc").blocks
    assert annex[0] == SectionBreak(landscape=True)
    table = next(block for block in annex if isinstance(block, TableBlock))
    assert {cell.align for cell in table.rows[-1][2:]} == {"right"}


def test_annex_groups_its_columns() -> None:
    """Columns of one kind stand under one heading, in the prose and in Word."""
    document = report(round_of())
    table = next(block for block in document.part("phu_luc").blocks if isinstance(block, TableBlock))
    groups = [plain(cell.runs) for cell in table.groups]
    assert groups.count("Thanh niên được giới thiệu") == 4 and groups.count("Kết nạp đoàn viên") == 3 and groups[0] == ""
    assert [plain(cell.runs) for cell in table.header][-4:-1] == ["Chỉ tiêu", "Kết nạp mới", "Tỷ lệ"]


def test_every_figure_knows_its_source() -> None:
    """The admission total is bound to the province's indicator of this period."""
    bound = list(report(round_of()).bound())
    assert Bound("02", "ket_nap_moi", "2020", "so", "200") in bound
    assert Bound("02", "ket_nap_moi/chi_tieu_ket_nap", "2020", "ty_le", "105,3%") in bound
    assert Bound("02", "da_bao_cao", "2020", "dem", "05") in bound


def test_number_and_unit_of_measure_stay_on_a_line() -> None:
    """The space between a figure and what it counts does not break."""
    assert "200/190\u00a0đoàn viên" in as_text(report(round_of()))


def test_draft_until_number_and_date() -> None:
    """The draft mark goes when number and date are given; the signature stays open."""
    settings = {"so_van_ban": "12", "ngay_van_ban": "ngày 05 tháng 01 năm 2021"}
    draft, _ = narrate(round_of(), "02", template(), {})
    final, _ = narrate(round_of(), "02", template(), settings)
    assert draft.part("du_thao").lines == ("DỰ THẢO",) and not final.part("du_thao").lines
    assert final.part("so_ky_hieu").lines == ("Số: 12-BC/TĐTN-TCKT",)
    assert set(final.part("nguoi_ky").lines[0]) == {"…"}


def test_late_units_are_named() -> None:
    """A unit that reported after the deadline is named."""
    document, _ = narrate(round_of(), "026", template(), {}, frozenset({"00715"}))
    assert "01 đơn vị gửi báo cáo sau thời hạn: Đoàn xã Lũng Cú" in as_text(document).replace("\u00a0", " ")


def test_prose_is_tidy() -> None:
    """No doubled space, no space before a mark, no empty bracket, no list that ends in nothing."""
    for missing in ((), ("00718",), ("00712", "00715", "00718")):
        for unit in ("02", "024", "026"):
            said = text(round_of({"00688": {"cach_lam": "Làm tốt."}}, missing=missing, previous={"ket_nap_moi": 1}), unit)
            body = said.replace("Số:        -BC", "")
            for wrong in ("  ", " ,", " .", " ;", "()", ": .", ":.", "..", ";.", " 0 ", "None", "gồm: ;"):
                assert wrong not in body.replace("\t", "|"), (wrong, unit)


def test_markdown_keeps_the_ladder() -> None:
    """Markdown has the headings with their numbers, and the table."""
    made = as_markdown(report(round_of()))
    assert "# I. ĐẶC ĐIỂM, TÌNH HÌNH CHUNG" in made and "## 2. Tình hình báo cáo" in made
    assert "| TT | Đơn vị |" in made and "| Kết nạp đoàn viên: Chỉ tiêu | Kết nạp đoàn viên: Kết nạp mới |" in made
