"""Text typed before Unicode: TCVN3 under `.VnTime` and its like, VNI under `VNI-Times` and its like.

Such a font shows Vietnamese letters at the places of other ones (`hép møt tÕt` is hộp mứt tết), so what the file holds is plain Western
text. It is turned into Unicode only where the font says so *and* every letter is one that the encoding has. Sources: TCVN 5712:1993,
annex of the character set VN3; the keyboard tables of VNI for Windows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

_UNICODE = re.compile("[\u1ea0-\u1ef9]")
"""Letters that only Unicode has: where one stands, the text was converted or typed in Unicode, whatever its font."""

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""None, falling, hook, tilde, rising, heavy."""

_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)


def _vni() -> Iterator[tuple[str, str]]:
    """Each letter as one or two signs: a base, and a mark behind it that says which letter and which tone."""
    plain, circumflex, breve = ("", "ø", "û", "õ", "ù", "ï"), ("â", "à", "å", "ã", "á", "ä"), ("ê", "è", "ú", "ü", "é", "ë")
    for bases, marks, letters in (
        ("aeouyôö", plain, "aeouyơư"),
        ("aeo", circumflex, "âêô"),
        ("a", breve, "ă"),
    ):
        for base, letter in zip(bases, letters, strict=True):
            for mark, tone in zip(marks, _TONES, strict=True):
                yield base + mark, unicodedata.normalize("NFC", letter + tone)
    yield from zip("ìæóíòîñ", "ìỉĩíịỵđ", strict=True)


_VNI: Mapping[str, str] = {
    spelt: letter
    for sign, small in _vni()
    for spelt, letter in ((sign, small), (sign.upper(), small.upper()), (sign[:1].upper() + sign[1:], small.upper()))
}
_VNI_SIGN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_ANYWHERE = frozenset("–—“”‘’…•\u00a0")
"""Signs that stand at the same place in every encoding of Windows, and that Excel puts in by itself."""

_VNI_MARKS = frozenset("".join(_VNI)) - frozenset("aeouyAEOUY")
_TCVN3_LETTERS = frozenset(map(chr, _TCVN3))


def is_legacy_font(name: str) -> bool:
    """True for the fonts of the two encodings: `.VnTime`, `.VnArialH`, `VNI-Times`."""
    return name.casefold().startswith((".vn", "vni-", "vni "))


def from_legacy(text: str, font: str) -> str:
    """The text in Unicode, where its font and its letters say that it is in one of the two encodings; else as it is.

    The capital fonts (`…H`) show small letters as capitals, so these are what the sender saw.
    """
    folded = font.casefold()
    if not is_legacy_font(font) or _UNICODE.search(text):
        return text
    foreign = {letter for letter in text if ord(letter) > 0x7F and letter not in _ANYWHERE}
    if not foreign:
        return text
    if folded.startswith(".vn"):
        converted = text.translate(_TCVN3) if foreign <= _TCVN3_LETTERS else text
        return converted.upper() if folded.endswith("h") and converted != text else converted
    return _VNI_SIGN.sub(lambda sign: _VNI[sign[0]], text) if foreign <= _VNI_MARKS else text
