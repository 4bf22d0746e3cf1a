from __future__ import annotations

from tests.excel.small import small_form
from tests.support.forms import form
from toolkit.excel.arrange import blank_layout, consolidated_layout, roman, sheet_title
from toolkit.excel.layout import NUMBERS


def test_each_answer_has_its_name() -> None:
    """Indicators, targets, previous figures, texts, coded answers, tables, columns and identity are named, and nothing else."""
    names = set(blank_layout(small_form(), "chi đoàn").names)
    codes = {"tong", "nam", "nu", "dat", "ty_le", "dat_gioi", "phan_cong", "xep_loai"}
    tables = {"viec", "viec.nguoi", "mo_hinh", "mo_hinh.ten", "mo_hinh.muc", "mo_hinh.so"}
    identity = {f"baocao.{key}" for key in ("programme", "form", "version", "unit", "period", "fingerprint")}
    beside = {f"{source}.{code}" for source in ("target", "previous") for code in codes}
    assert names == codes | beside | tables | {"kho_khan", "kho_khan_ma"} | identity


def test_no_two_names_share_a_cell() -> None:
    """Every indicator stands in a row of its own."""
    layout = blank_layout(small_form(), "xã")
    cells = [layout.names[code].address for code in layout.rows]
    assert len(set(cells)) == len(cells) == 8


def test_parts_stand_behind_their_whole() -> None:
    """A part follows its whole, even where another indicator is defined between them, set in and numbered below it."""
    lines = {line.indicator.code: line for line in blank_layout(small_form(), "xã").lines if line.indicator}
    assert list(lines) == ["tong", "nam", "nu", "dat", "dat_gioi", "ty_le", "phan_cong", "xep_loai"]
    assert [(lines[code].number, lines[code].depth) for code in ("tong", "nam", "nu", "dat_gioi", "ty_le")] == [
        ("1", 0),
        ("1.1", 1),
        ("1.2", 1),
        ("2.1", 1),
        ("3", 0),
    ]


def test_several_parts_get_a_heading_and_one_part_gets_it_before_its_label() -> None:
    """`Chia ra:` has a row where two parts follow; a lone `trong đó` stands before the label."""
    layout = blank_layout(small_form(), "xã")
    assert [line.label for line in layout.lines if line.indicator is None] == ["Chung", "Chia ra:", "Khác"]
    assert next(line.label for line in layout.lines if line.indicator and line.indicator.code == "dat_gioi") == "Trong đó: dat_gioi"


def test_section_numbers_are_the_printed_ones_or_counted() -> None:
    """`I. Chung` is numbered as it says, a heading without a number by its order."""
    layout = blank_layout(form("| indicators | code | section |\n| | aa | I. Một |\n| | bb | Hai |"), "xã")
    assert [line.number for line in layout.lines if line.is_section] == ["I", "II"]


def test_the_consolidated_workbook_uses_the_same_rows_and_names() -> None:
    """Whoever finds a figure in the blank finds it at the same place in the consolidated workbook; personal tables are not there."""
    blank, whole = blank_layout(small_form(), "xã"), consolidated_layout(small_form(), "huyện", {"mo_hinh": 9})
    assert [(code, whole.names[code]) for code in blank.rows] == [(code, blank.names[code]) for code in blank.rows]
    assert "viec" not in whole.names and "viec.nguoi" not in whole.names
    assert whole.tables[0].rows == 9
    assert whole.names["mo_hinh.ten"].column == blank.names["mo_hinh.ten"].column + 1


def test_what_only_branches_compute_is_an_input_above_them() -> None:
    """`formula_at` makes a figure live at its kind of unit, asked for at others, and summed in a consolidated workbook."""
    indicator = small_form().by_code["phan_cong"]
    assert blank_layout(small_form(), "chi đoàn").is_derived(indicator)
    assert not blank_layout(small_form(), "xã").is_derived(indicator)
    assert not consolidated_layout(small_form(), "chi đoàn", {}).is_derived(indicator)


def test_sheet_titles_are_such_as_excel_takes() -> None:
    """Titles are cut at a word within 31 characters, hold no forbidden sign, and differ, whatever their case."""
    long = sheet_title("Tập thể, cá nhân tiêu biểu đề nghị khen thưởng", ())
    assert long == "Tập thể, cá nhân tiêu biểu đề"
    assert sheet_title("A/B: [c]*'d'?", ()) == "A B c d"
    assert sheet_title("số liệu", (NUMBERS,)) == "số liệu 2"
    assert len(sheet_title("x" * 40, ("x" * 31,))) <= 31
    assert sheet_title("'?'", ()) == "Bảng"


def test_a_table_may_say_what_its_sheet_is_called() -> None:
    """A short title out of the definition; else the label, cut."""
    tables = "| indicators | code |\n| | so |\n| tables | table | column | label | sheet |\n| | khen | | Tập thể, cá nhân tiêu biểu đề nghị khen thưởng | Khen thưởng |\n| | khen | ten | Tên | |\n"
    assert [block.sheet for block in blank_layout(form(tables), "xã").tables] == ["Khen thưởng"]


def test_roman_numbers() -> None:
    """Sections are counted as papers count them."""
    assert [roman(number) for number in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]
