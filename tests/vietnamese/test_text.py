"""Text is repaired without losing a word, matched on a folded key, sorted as Vietnamese sort."""

from __future__ import annotations

import unicodedata
from xml.dom.minidom import parseString

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.vietnamese.text import fold, person_sort_key, repair, sort_key


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Ðoàn viên", "Đoàn viên"),
        ("ð/c", "đ/c"),
        (unicodedata.normalize("NFD", "kết nạp đoàn viên"), "kết nạp đoàn viên"),
        ("7.338\u00a0người", "7.338 người"),
        ("Hà\u200b Giang\ufeff", "Hà Giang"),
        ("dòng một\r\ndòng hai\vdòng ba", "dòng một\ndòng hai\ndòng ba"),
        ("a\x00b\x1fc\ud800", "abc"),
        ("\u202a0912\u202c", "0912"),
        ("Þórður", "Þórður"),
        ("👨\u200d👩\u200d👧 gia đình", "👨\u200d👩\u200d👧 gia đình"),
        ("hai  dấu cách", "hai  dấu cách"),
    ],
)
def test_repair(typed: str, plain: str) -> None:
    """Each kind of damage is undone and what is no damage stays."""
    assert repair(typed) == plain


@given(st.text(st.characters()))
def test_repair_twice(text: str) -> None:
    """Repairing what was repaired changes nothing, and XML takes it."""
    once = repair(text)
    assert repair(once) == once
    escaped = once.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parseString(f"<a>{escaped}</a>").documentElement is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoà"), ("Thủy", "thuỷ"), ("ÐOÀN  XÃ", "đoàn xã"), ("Đắk Lắk", "dak lak"), ("khó khăn", "Khó\u00a0khăn ")],
)
def test_fold(one: str, other: str) -> None:
    """Spellings of one name have one key."""
    assert fold(one) == fold(other)


@given(st.text())
def test_fold_twice(text: str) -> None:
    """Folding a key gives the same key."""
    assert fold(fold(text)) == fold(text)


def test_sort_units() -> None:
    """Numbers in names sort by their value and letters by the Vietnamese alphabet."""
    names = ["Xã Đà Vị", "Phường 10", "Xã Du Già", "Phường 4", "Xã Ẳng", "Xã An Bá", "Xã Âu Lâu"]
    assert sorted(names, key=sort_key) == ["Phường 4", "Phường 10", "Xã An Bá", "Xã Ẳng", "Xã Âu Lâu", "Xã Du Già", "Xã Đà Vị"]


def test_sort_tones_after() -> None:
    """Tones decide only where the letters are the same, in the dictionaries' order."""
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma", "mai"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ", "mai"]


def test_sort_people() -> None:
    """People sort by given name, then family name, then what stands between."""
    people = ["Trần Thị Ánh", "Nguyễn Văn Bình", "Lê Bình", "Nguyễn Thị Bình", "Thèn Văn An", ""]
    assert sorted(people, key=person_sort_key) == [
        "",
        "Thèn Văn An",
        "Trần Thị Ánh",
        "Lê Bình",
        "Nguyễn Thị Bình",
        "Nguyễn Văn Bình",
    ]


def test_absurd_names() -> None:
    """A name of thousands of digits or letters is sorted and repaired like any other."""
    assert sort_key("9" * 5000) > sort_key("8" * 5000)
    assert repair("Ð" * 20_000) == "Đ" * 20_000
