"""Text as it comes back, made plain; keys to match and to sort it by."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

_BLANKS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\r\v\f\u0085\u2028\u2029"
_UNSEEN = (
    # zero-width characters, soft hyphens and direction marks that travel along when a page is pasted,
    "\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    # and what XML refuses
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
)
_JOINER = "\u200d"
_SPACES = re.compile(f"[{_BLANKS}]")
_BREAKS = re.compile(f"\r\n|[{_LINE_ENDS}]")
_INVISIBLE = re.compile(
    # the joiner as well, unless it joins two pictures into one
    f"[{_UNSEEN}]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]){_JOINER}"
)
_ODD = re.compile(f"[{_BLANKS}{_LINE_ENDS}{_UNSEEN}{_JOINER}Ðð]")
"""What may need repair; most texts have none of it."""
_WORD = re.compile(r"\w+")
_ICELANDIC = frozenset("þÞæÆ")


def repair(text: str) -> str:
    """The same words in NFC, with the Vietnamese Đ, plain spaces and plain line breaks; nothing invisible, nothing that XML refuses.

    Repairing twice changes nothing. Doubled spaces stay: they are style, not damage.
    """
    if not _ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    plain = _BREAKS.sub("\n", text)
    plain = _INVISIBLE.sub("", _SPACES.sub(" ", plain))
    plain = unicodedata.normalize("NFC", plain)
    return _WORD.sub(_with_vietnamese_d, plain) if "Ð" in plain or "ð" in plain else plain


def _with_vietnamese_d(word: re.Match[str]) -> str:
    return word[0] if _ICELANDIC & set(word[0]) else word[0].replace("Ð", "Đ").replace("ð", "đ")


def fold(text: str) -> str:
    """A key that matches however the text was typed: no case, no tones or other marks, `đ` as `d`, single spaces. Not for print."""
    decomposed = unicodedata.normalize("NFD", repair(text).casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.replace("đ", "d").split())


_ALPHABET = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# level, falling, hook, tilde, rising, heavy: the order of Vietnamese dictionaries
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_PIECE = re.compile(r"(?P<number>[0-9]{1,18})|(?P<space>\s+)|(?P<other>.)", re.DOTALL)

SortKey: TypeAlias = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]


def sort_key(text: str) -> SortKey:
    """A key that orders by the Vietnamese alphabet, tones only among the otherwise equal, and runs of digits by their number."""
    plain = unicodedata.normalize("NFD", repair(text).strip())
    tones = tuple(_TONES.get(letter, 0) for letter in _without_quality(plain))
    toneless = "".join(letter for letter in plain if letter not in _TONES)
    pieces = _PIECE.finditer(unicodedata.normalize("NFC", toneless).lower())
    return tuple(_rank(piece) for piece in pieces), tones, plain


def person_sort_key(name: str) -> tuple[SortKey, SortKey, SortKey]:
    """A key that orders people by given name (the last word), then by family name (the first), then by what stands between."""
    words = repair(name).split() or [""]
    return sort_key(words[-1]), sort_key(words[0]), sort_key(" ".join(words[1:-1]))


def _without_quality(decomposed: str) -> list[str]:
    """Each letter's tone mark, or the letter itself where it bears none; breve, circumflex and horn are letters, not tones."""
    marks: list[str] = []
    for letter in decomposed:
        if letter in _TONES and marks:
            marks[-1] = letter
        elif not unicodedata.combining(letter):
            marks.append(letter)
    return marks


def _rank(piece: re.Match[str]) -> tuple[int, int]:
    if piece["space"]:
        return 0, 0
    if piece["number"]:
        return 2, int(piece["number"])
    letter = piece[0]
    return (3, _ALPHABET[letter]) if letter in _ALPHABET else (1, ord(letter)) if not letter.isalpha() else (4, ord(letter))
