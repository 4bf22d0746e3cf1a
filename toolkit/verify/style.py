"""Style: what a careful typist would mend. Notes, one a kind with its count, never errors."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.verify.sentence import Sentence
from toolkit.vietnamese.text import repair

_WORD = re.compile(r"\w+")
_UNEVEN_SLASH = re.compile(r"[0-9.,]{0,20}[0-9](?:\s+/|/\s+)[0-9][0-9.,]*[0-9]|[0-9](?:\s+/|/\s+)[0-9]")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]+\.[0-9]{1,2}\s?%")
_CONTEXT = 40


def iter_style_findings(paragraphs: Sequence[tuple[Place, str]], sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """At most one note of each kind, at the first place."""
    yield from _note("verify-style-d", ((place, word) for place, text in paragraphs for word in _foreign_words(text)))
    yield from _note("verify-style-decomposed", ((place, _opening(text)) for place, text in paragraphs if _is_decomposed(text)))
    yield from _note(
        "verify-style-english",
        ((each.place, n.text.strip()) for each in sentences for n in each.numerals if _ENGLISH.fullmatch(n.text)),
    )
    yield from _note(
        "verify-style-spacing", ((each.place, slash[0]) for each in sentences for slash in _UNEVEN_SLASH.finditer(each.text))
    )


def _note(code: str, cases: Iterable[tuple[Place, str]]) -> Iterator[Finding]:
    found = list(cases)
    if found:
        yield finding(code, found[0][0], found=found[0][1], count=len(found))


def _foreign_words(text: str) -> Iterator[str]:
    words = _WORD.finditer(text) if "Ð" in text or "ð" in text else ()
    return (word[0] for word in words if {"Ð", "ð"} & (set(word[0]) - set(repair(word[0]))))


def _is_decomposed(text: str) -> bool:
    return not unicodedata.is_normalized("NFC", text)


def _opening(text: str) -> str:
    return repair(text).strip()[:_CONTEXT]
