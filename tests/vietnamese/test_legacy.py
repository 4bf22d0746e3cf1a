"""Text typed before Unicode: turned where font and letters agree on it, left alone where either does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.vietnamese.legacy import _TCVN3, _VNI, from_legacy

UNICODE = "Đoàn viên được kết nạp: hộp mứt tết, ý nghĩa, thủy lợi, ngọc bích, ẵm bế, lũy tre, quỵ, kỷ luật, ỉ eo, dẫn, ngờ vực"


def written(text: str, table: dict[str, str]) -> str:
    """The text as the old encoding holds it; letters that it does not have are left out."""
    return "".join(table.get(letter, letter) for letter in text if letter in table or letter.isascii())


TCVN3 = {(chr(letter) if isinstance(letter, int) else letter): chr(sign) for sign, letter in _TCVN3.items()}
VNI = {letter: sign for sign, letter in _VNI.items()}


@pytest.mark.parametrize(
    ("font", "held", "meant"),
    [
        (".VnTime", "hép møt tÕt", "hộp mứt tết"),
        (".VnTimeH", "®oµn viªn", "ĐOÀN VIÊN"),
        (".vnArial", "T\u00adu «ng §oµn – 12", "Tưu ông Đoàn – 12"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI-Helve", "ÑOAØN TNCS HOÀ CHÍ MINH, tröôûng ñoaøn", "ĐOÀN TNCS HỒ CHÍ MINH, trưởng đoàn"),
        # no font of the kind, or letters that the encoding does not have: as it is
        ("Times New Roman", "hép møt tÕt", "hép møt tÕt"),
        ("", "hép møt tÕt", "hép møt tÕt"),
        (".VnTime", "Đoàn xã Na Khê được khen", "Đoàn xã Na Khê được khen"),
        (".VnTime", "Hà Giang", "Hà Giang"),
        (".VnTime", "Doan vien 12", "Doan vien 12"),
        ("VNI-Times", "Đoàn", "Đoàn"),
    ],
)
def test_font_and_letters_decide(font: str, held: str, meant: str) -> None:
    """What both say is turned; what one of them speaks against stays."""
    assert from_legacy(held, font) == meant


@pytest.mark.parametrize(("font", "table"), [(".VnTime", TCVN3), ("VNI-Times", VNI)])
def test_everything_reads_back(font: str, table: dict[str, str]) -> None:
    """Every letter of the alphabet that the encoding has, written in it and turned back."""
    assert from_legacy(written(UNICODE, table), font) == UNICODE
    assert all(from_legacy(sign, font) == letter for letter, sign in table.items())


@given(st.text("aáàảãạăằđêềơớưựyỵ hgnt", max_size=30), st.sampled_from((".VnTime", "VNI-Times")))
def test_twice_is_once(text: str, font: str) -> None:
    """What was turned, and holds a letter of Unicode's own, is never turned again."""
    once = from_legacy(written(text, TCVN3 if font == ".VnTime" else VNI), font)
    if any("\u1ea0" <= letter <= "\u1ef9" for letter in once):
        assert from_legacy(once, font) == once
