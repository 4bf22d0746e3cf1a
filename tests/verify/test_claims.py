"""What a sentence says of its own numbers is recomputed: right is counted right, wrong is an error with its working."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.messages import remedy, sentence
from toolkit.model.finding import has_errors
from toolkit.model.place import Place
from toolkit.verify import Verification, verify_text
from toolkit.vietnamese.numbers import format_number, format_percent, round_half_up

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def verify(text: str) -> Verification:
    """The verification of one paragraph, without notes on style."""
    return verify_text([(Place(file="bao-cao.docx", cell="dòng 1"), text)])


RIGHT = [
    "Kết nạp được 7.338/7.243 đoàn viên, đạt 101,3% so với chỉ tiêu.",
    "Kết nạp 7338/7243 đoàn viên (101,31%).",
    "Kết nạp 7,338/7,243 đoàn viên (101.3%).",
    "Kết nạp 7\u00a0338/7\u00a0243 đoàn viên (101,3%).",
    "Kết nạp 7.338 đoàn viên/7.243 đoàn viên, bằng 101% chỉ tiêu.",
    "Kết nạp 7.338/7.243 đoàn viên, vượt 1,3% chỉ tiêu.",
    "Kết nạp 7.338/7.243 đoàn viên, đạt trên 101%.",
    "Mới đạt 7.000/7.243, thiếu 3,4%.",
    "Có 169/169 đoàn cơ sở (100%) được công nhận.",
    "Có 100% (169/169) đoàn cơ sở được công nhận.",
    "Có 83,3% chi đoàn (10/12 chi đoàn) hoàn thành.",
    "Có 10 trong tổng số 12 chi đoàn, đạt tỷ lệ 83,3%.",
    "Có 5/8 xã, chiếm 63%.",
    "Kết nạp 7.338 đoàn viên, trong đó có 3.500 nữ (chiếm 47,7%).",
    "Kết nạp 7.338 đoàn viên, tăng 1,3% so với năm 2019 (7.243 đoàn viên).",
    "Kết nạp 7.338 đoàn viên, tăng 95 đoàn viên so với cùng kỳ là 7.243 đoàn viên.",
    "Kết nạp 7.338 đoàn viên, tăng 95 đoàn viên, tương đương 1,3% so với năm 2019.",
    "Kết nạp 7.243 đoàn viên, giảm 1,3% so với năm 2020 (7.338 đoàn viên).",
    "Tỷ lệ tập hợp đạt 72,5%, tăng 2,1 điểm phần trăm so với năm 2019 (70,4%).",
    "Số chi đoàn tăng từ 120 lên 150 chi đoàn (25%).",
    "Xã đạt 15/19 tiêu chí, tăng 2 tiêu chí so với năm 2019 (13 tiêu chí).",
    "Tổ chức 12 hội nghị cho 7.338 đoàn viên, tăng 9,1% so với năm 2019 (11 hội nghị).",
    "Có 138 + 534 + 1.949 = 2.621 người.",
    "Có 2.621 người (138 + 534 + 1.949).",
    "Có 2.621 người, gồm 138 cán bộ, 534 học sinh và 1.949 nông dân.",
    "Có 2.621 người, trong đó: 138 cán bộ, 534 học sinh và 1.949 nông dân.",
]

WRONG = [
    ("Năm 2020 kết nạp mới: 7.338/ 7.243 Đạt 101,5% so với chỉ tiêu.", "verify-share", "101,3%"),
    ("Kết nạp được 7.338/7.243 đoàn viên, đạt 101,5% so với chỉ tiêu.", "verify-share", "101,3%"),
    ("Có 2/3 số phiếu, đạt 66,6%.", "verify-share", "66,7%"),
    ("Có 5/8 xã, chiếm 62%.", "verify-share", "63%"),
    ("Kết nạp 7\u00a0338/7\u00a0243 đoàn viên (101,5%).", "verify-share", "101,3%"),
    ("Có 100% (168/169) đoàn cơ sở được công nhận.", "verify-share", "99%"),
    ("Kết nạp 7.338/7.243 đoàn viên, đạt 101,3%, vượt 1,5% chỉ tiêu.", "verify-share", "1,3%"),
    ("Kết nạp 7.338/7.243 đoàn viên, đạt trên 105%.", "verify-share", "101,3%"),
    ("Kết nạp 7.338/7.243 đoàn viên, vượt 101,3% kế hoạch.", "verify-exceeds-is-share", "1,3%"),
    ("Có 1.995/2.000 đoàn viên, đạt 100%.", "verify-rounded-to-all", "99,75%"),
    ("Kết nạp 7.338 đoàn viên, trong đó có 3.500 nữ (chiếm 47,6%).", "verify-share", "47,7%"),
    ("Kết nạp 7.338 đoàn viên, tăng 1,4% so với năm 2019 (7.243 đoàn viên).", "verify-change", "1,3%"),
    ("Kết nạp 7.338 đoàn viên, giảm 1,3% so với năm 2019 (7.243 đoàn viên).", "verify-direction", "1,3%"),
    ("Kết nạp 7.338 đoàn viên, tăng 85 đoàn viên so với năm 2019 (7.243 đoàn viên).", "verify-difference", "95"),
    ("Kết nạp 7.338 đoàn viên, tăng 95 đoàn viên (1,5%) so với năm 2019.", "verify-change", "1,3%"),
    ("Kết nạp 5 đoàn viên, tăng 100% so với năm 2019 (0 đoàn viên).", "verify-change-from-zero", "–"),
    ("Số chi đoàn tăng từ 120 lên 150 chi đoàn, tăng 20%.", "verify-change", "25%"),
    ("Tỷ lệ tập hợp đạt 72,5%, tăng 2,1% so với năm 2019 (70,4%).", "verify-points", "2,1 điểm phần trăm"),
    ("Tỷ lệ tập hợp đạt 72,5%, tăng 3,1% so với năm 2019 (70,4%).", "verify-change", "2,1 điểm phần trăm"),
    ("Tỷ lệ tập hợp đạt 72,5%, giảm 2,1 điểm phần trăm so với năm 2019 (70,4%).", "verify-direction", "2,1"),
    ("Có 138 + 534 + 1.949 = 2.521 người.", "verify-sum", "2.621"),
    ("Có 2.521 người (138 + 534 + 1.949).", "verify-sum", "2.621"),
    ("Có 2.521 người, trong đó: 138 cán bộ, 534 học sinh và 1.949 nông dân.", "verify-sum", "2.621"),
    ("Có 2.600 người, gồm 138 cán bộ, 534 học sinh và 1.949 nông dân.", "verify-sum", "2.621"),
]

SILENT = [
    "Có 10/12 chi đoàn đạt 100% chỉ tiêu.",
    "Kết nạp 7.338 đoàn viên, trong đó có 3.500 nữ, 6.800 dân tộc thiểu số.",
    "Kết nạp 7.338 đoàn viên, trong đó có 3.500 nữ, chiếm 20% số nữ thanh niên.",
    "Tỷ lệ tập hợp đạt 72,5%, tăng 95 đoàn viên so với năm 2019 (70,4%).",
    "Tổ chức 12 hoạt động, gồm 3 hội nghị, 5 lớp và nhiều hoạt động khác.",
    "Kết nạp 7.338/7.243 đoàn viên, đạt khoảng 101%.",
    "Có 0/0 hồ sơ, đạt 100%.",
    "Kết nạp đạt 101,4% so với chỉ tiêu được giao (số liệu của 191/193 đơn vị đã báo cáo).",
    "Có 10/12 chi đoàn (trong đó 50% ở vùng cao) đã hoàn thành.",
    "Tổng giá trị đạt trên 805 tỷ đồng, trong đó nông nghiệp trên 220, thương mại trên 347, công nghiệp trên 236.",
    "Hiện có 6 xã đạt 19/19 tiêu chí, tỷ lệ hộ nghèo còn 4,5%.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right(text: str) -> None:
    """A right claim is recomputed, counted, and raises no error and no warning."""
    result = verify(text)
    assert [each.right for each in result.checked] == [True]
    assert not [each for each in result.findings if not each.code.startswith("verify-style")]


@pytest.mark.parametrize(("text", "code", "expected"), WRONG)
def test_wrong(text: str, code: str, expected: str) -> None:
    """A wrong claim is found with what it should be, its sentence, its working and its place."""
    findings = [each for each in verify(text).findings if not each.code.startswith("verify-style")]
    assert [(each.code, dict(each.values)["expected"]) for each in findings] == [(code, expected)]
    values = dict(findings[0].values)
    assert values["found"].replace("\u00a0", "") in values["sentence"]
    assert values["working"]
    assert findings[0].place == Place(file="bao-cao.docx", cell="dòng 1")


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    """What may mean something else is left alone."""
    result = verify(text)
    assert not result.findings
    assert not result.checked


def test_working() -> None:
    """The working shows the division, four decimals, and the rounded share; the messages say it in both languages."""
    (wrong,) = [each for each in verify("Kết nạp 7.338/7.243 đoàn viên, đạt 101,5%.").findings if each.code == "verify-share"]
    values = dict(wrong.values)
    assert values["working"] == "7.338 / 7.243 = 101,3116% ≈ 101,3%"
    assert values["found"] == "7.338/7.243 đoàn viên, đạt 101,5%"
    for language in ("vi", "en"):
        assert "101,3%" in sentence(wrong.code, values, language)
        assert "101,3%" in remedy(wrong.code, values, language)


def test_malformed() -> None:
    """A number whose groups are wrong is an error by itself."""
    result = verify("Kết nạp 15.190/18.1887 đoàn viên; chi 1.234.56 đồng.")
    assert [(each.code, each.found) for each in result.findings] == [
        ("verify-malformed", "18.1887"),
        ("verify-malformed", "1.234.56"),
    ]


def test_headline() -> None:
    """A pair that is all is right where the text says 100% of the same subject; a pair that is not contradicts the same statement."""
    good = verify("TẤT CẢ: 100% ĐOÀN CƠ SỞ ĐƯỢC CÔNG NHẬN\nNăm 2023 có 169/169 Đoàn cơ sở được các huyện công nhận.")
    assert [(each.found, each.working, each.right) for each in good.checked] == [("169/169", "169 / 169 = 100%", True)]
    bad = verify("Có 100% đoàn cơ sở được công nhận.\nNăm 2023 có 168/169 đoàn cơ sở được công nhận.")
    assert [(each.code, each.found) for each in bad.findings] == [("verify-all-contradicted", "168/169")]
    other = verify("Có 100% đoàn cơ sở đăng ký.\nNăm 2023 có 168/169 đoàn cơ sở được công nhận.")
    assert not other.findings


@given(
    st.integers(1, 10**6),
    st.integers(1, 10**6),
    st.integers(0, 3),
    st.sampled_from([", đạt ", " (", " đoàn viên, bằng ", " đoàn viên (đạt "]),
)
def test_printed_shares_are_right(a: int, b: int, places: int, link: str) -> None:
    """A share that our own printing made is right, however it is written; one unit in its last digit more is wrong."""
    assume(a != b or places == 0)
    exact = Fraction(a, b) * 100
    rounded = round_half_up(exact, places)
    assume(rounded != 100 or a == b)
    end = ")" if "(" in link else ""
    text = f"Kết nạp {format_number(a)}/{format_number(b)}{link}%s%%{end} theo báo cáo."
    right = verify(text % format_number(rounded, places))
    assert [each.right for each in right.checked] == [True]
    off = rounded + Decimal(1).scaleb(-places)
    assume(off != 100)
    wrong = verify(text % format_number(off, places))
    assert [each.right for each in wrong.checked] == [False]
    assert has_errors(wrong.findings)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_printed_changes_are_right(now: int, before: int) -> None:
    """A change that our own printing made is right; the other word is wrong."""
    assume(now != before)
    change = format_percent(Fraction(abs(now - before), before), 2).replace("%", "%%")
    words = ("tăng", "giảm") if now > before else ("giảm", "tăng")
    text = f"Kết nạp {format_number(now)} đoàn viên, %s {change} so với kỳ trước ({format_number(before)} đoàn viên)."
    assert [each.right for each in verify(text % words[0]).checked] == [True]
    assert [each.code for each in verify(text % words[1]).findings] == ["verify-direction"]


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    """Any text is read to its end, and nothing is found wrong in it without a working."""
    assert all(each.working for each in verify(text).checked)


@pytest.mark.skipif(not SEEDS.exists(), reason="the published source texts lie beside the project only where it is developed")
@pytest.mark.parametrize(("name", "errors", "right"), [("ha-giang-1+1-2020.txt", 1, 0), ("tra-vinh-3-chu-dong-2023.txt", 0, 1)])
def test_seeds(name: str, errors: int, right: int) -> None:
    """On the two published pages: one wrong share in the one, all units right in the other."""
    lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
    result = verify_text((Place(file=name, cell=f"dòng {number}"), line) for number, line in enumerate(lines, 1))
    assert [each.code for each in result.findings if has_errors([each])] == ["verify-share"] * errors
    assert [each.found for each in result.right] == ["169/169"] * right
