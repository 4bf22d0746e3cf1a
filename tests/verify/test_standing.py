"""How each number of a text stands to the data; ranks and numbers in words."""

from __future__ import annotations

import pytest

from tests.narrate.sample import round_of
from toolkit.model.place import Place
from toolkit.verify import BoundNumber, Paragraph, Standing, verify_paragraphs, verify_text
from toolkit.verify.spelled import read_words
from toolkit.vietnamese.numbers import words

ROUND = round_of({"00715": {"ket_nap_moi": 2, "kn_nu": 0, "kn_dtts": 0, "kn_dia_ban": 0, "kn_truong_hoc": 0}})
"""Đồng Văn admitted 82 of 114 (71,9%), the city 80 of 76 (105,3%); in all 162."""


def standings(text: str, *bound: BoundNumber, told: tuple[str, ...] = ()) -> list[tuple[str, Standing, str]]:
    result = verify_paragraphs([Paragraph(Place(cell="¶1"), text, bound)], ROUND, told)
    return [(each.text, each.standing, each.now) for each in result.numbers]


def test_bound_numbers_stand_as_their_marks_say() -> None:
    """Right, stale and changed by hand, each at its own place in the paragraph, whatever spaces stand before it."""
    text = "Kết nạp\u00a0162 đoàn viên,  đạt 85,3% trong 7 đơn vị. Thêm 99."
    bound = (
        BoundNumber(8, 11, Standing.RIGHT, "162"),
        BoundNumber(28, 33, Standing.STALE, "85,2%"),
        BoundNumber(40, 41, Standing.CONTRADICTING, "05"),
    )
    assert standings(text, *bound) == [
        ("162", Standing.RIGHT, "162"),
        ("85,3%", Standing.STALE, "85,2%"),
        ("7", Standing.CONTRADICTING, "05"),
        ("99", Standing.UNBOUND, ""),
    ]


def test_a_sentence_of_ours_with_another_number_contradicts() -> None:
    """Where the words are those that the data tells, the numbers must be its numbers; elsewhere a number is found or not."""
    told = ("Toàn tỉnh kết nạp mới 162 đoàn viên, đạt 85,3% chỉ tiêu.",)
    assert standings("Toàn tỉnh kết nạp mới 170 đoàn viên, đạt 85,3% chỉ tiêu.", told=told) == [
        ("170", Standing.CONTRADICTING, "162"),
        ("85,3%", Standing.FOUND, ""),
    ]
    assert standings("Huyện ta kết nạp mới 170 đoàn viên.", told=told) == [("170", Standing.UNBOUND, "")]


def test_findings_of_standing() -> None:
    """Stale and contradicting numbers are errors, one without a source any longer a warning; a right one is silent."""
    bound = (
        BoundNumber(0, 3, Standing.STALE, "162"),
        BoundNumber(6, 9, Standing.CONTRADICTING, "163"),
        BoundNumber(12, 15, Standing.STALE),
    )
    result = verify_paragraphs([Paragraph(Place(), "160 và 161 và 164", bound)], ROUND)
    assert [each.code for each in result.findings] == ["verify-stale", "verify-contradicts-data", "verify-source-gone"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Dẫn đầu là Thành đoàn Hà Giang (105,3%).", []),
        ("Dẫn đầu là Huyện đoàn Đồng Văn (71,9%).", ["verify-rank"]),
        ("Tỷ lệ thấp nhất là Huyện đoàn Đồng Văn (71,9%).", []),
        ("Tỷ lệ thấp nhất là Thành đoàn Hà Giang (105,3%).", ["verify-rank"]),
        ("Dẫn đầu là Huyện đoàn Mèo Vạc (71,9%).", []),
        ("Dẫn đầu là Huyện đoàn Đồng Văn (99,9%).", []),
    ],
)
def test_ranks(text: str, codes: list[str]) -> None:
    """A first place is held against the unit's neighbours where the data has that unit with that figure, else left alone."""
    result = verify_text([(Place(), text)], ROUND)
    assert [each.code for each in result.findings if each.code == "verify-rank"] == codes


def test_ranks_need_data() -> None:
    """Without a round no rank is questioned."""
    assert verify_text([(Place(), "Dẫn đầu là Huyện đoàn Đồng Văn (71,9%).")]).findings == ()


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Tặng 7.338 (bảy nghìn ba trăm ba mươi tám) suất quà", False),
        ("Tặng 7.338 (bảy ngàn ba trăm ba mươi tám) suất quà", False),
        ("Kinh phí 1.250.000 đồng (bằng chữ: một triệu hai trăm năm mươi nghìn đồng chẵn)", False),
        ("Tặng 7.338 (bảy nghìn ba trăm ba mươi chín) suất quà", True),
        ("Kinh phí 1.250.000 đồng (bằng chữ: một triệu hai trăm nghìn đồng)", True),
        ("Có 5 (năm) tập thể", False),
        ("Có 5 (sáu) tập thể", True),
        ("Có 15 đơn vị (năm ngoái)", False),
        ("Có 15 xã (ba xã vùng cao)", False),
    ],
)
def test_numbers_in_words(text: str, wrong: bool) -> None:  # noqa: FBT001
    """Digits and the words beside them must be one number; words that are no number are left alone."""
    assert [each.code for each in verify_text([(Place(), text)]).findings] == (["verify-words"] if wrong else [])


@pytest.mark.parametrize(
    "number", [0, 1, 5, 10, 11, 15, 20, 21, 24, 25, 99, 100, 104, 110, 999, 1000, 7338, 10_005, 1_000_000, 2_005_000_014]
)
def test_words_are_read_back(number: int) -> None:
    """What is written in words is read as the same number."""
    assert read_words(words(number).split()) == number


@pytest.mark.parametrize("text", ["", "trăm", "hai ba", "năm học", "linh", "một xã"])
def test_no_number_in_words(text: str) -> None:
    """Other words are no number."""
    assert read_words(text.split()) is None
