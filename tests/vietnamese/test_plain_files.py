"""Text files in the encodings of Vietnamese machines are read as what they say."""

from __future__ import annotations

import unicodedata

import pytest

from toolkit.vietnamese.plain_files import decoded

TEXT = "Kết nạp 7.338/7.243 đoàn viên,\nđạt 101,5% so với chỉ tiêu của tỉnh.\n"
TCVN3 = "KÕt n¹p 7.338/7.243 ®oµn viªn,\n®¹t 101,5% so víi chØ tiªu cña tØnh.\n"
VNI = "Keát naïp 7.338/7.243 ñoaøn vieân,\nñaït 101,5% so vôùi chæ tieâu cuûa tænh.\n"


def windows_1258(text: str) -> bytes:
    """As Windows writes it: letters with their circumflex or horn, tones behind them."""
    made = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        made.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones)) + tones)
    return "".join(made).encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        windows_1258(TEXT),
        TCVN3.encode("cp1252"),
        VNI.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16", "utf-16-le", "utf-16-be", "windows-1258", "tcvn3", "vni"],
)
def test_read(data: bytes) -> None:
    """The same words come out of each."""
    assert unicodedata.normalize("NFC", decoded(data) or "") == TEXT


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 3, b"\xff\xfe\x00", "\u00e9\u00e8 7,5 \u00fc".encode("latin-1")])
def test_not_vietnamese(data: bytes) -> None:
    """Bytes that give no Vietnamese in any of them are refused."""
    assert decoded(data) is None


def test_empty_and_plain() -> None:
    """A file without a letter of its own, and one of English, are read as they are."""
    assert (decoded(b""), decoded(b"7.338 of 7.243")) == ("", "7.338 of 7.243")
