"""Each number of a text against the data: what it is bound to, what its sentence says it is, or whether it stands there at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.model.finding import Finding, finding
from toolkit.model.place import NOWHERE, Place
from toolkit.verify.data import Data
from toolkit.verify.numerals import Numeral, iter_numerals
from toolkit.verify.records import BoundNumber, NumberUse, Paragraph, Standing
from toolkit.verify.sentence import NUMBER, PERCENT, Sentence, cleaned, iter_sentences

_SIGN = re.compile(f"{NUMBER}|{PERCENT}")
_TOLD_BY = 3
"""Words that a sentence must have for its words to say what its numbers are."""


class LookUp:
    """Looks up the numbers of a text; `told` are the paragraphs that the data tells now."""

    def __init__(self, data: Data, told: Iterable[str]) -> None:
        self._data = data
        self._told = _told(told)

    def uses(self, paragraph: Paragraph, sentence: Sentence, right: Sequence[tuple[Sentence, str]]) -> Iterator[NumberUse]:
        """The quantities of a sentence. `right` are its right claims, and what they make of a number of the data is derived."""
        spans = _spans(paragraph)
        told = self._told.get(_bare(sentence), ())
        found = [(numeral, self._data.find(numeral)) for numeral in _quantities(sentence)]
        derived = _derived({numeral.text for numeral, sources in found if sources}, sentence, right)
        for number, (numeral, sources) in enumerate(found):
            use = NumberUse(sentence.place, sentence.text, numeral.text, sources, numeral.text in derived)
            bound = next((each for each in spans if each.start <= sentence.start + numeral.start < each.end), None)
            if bound:
                yield replace(use, standing=bound.standing, now=bound.now)
            elif number < len(told):
                agrees = told[number] == numeral.text
                yield (
                    replace(use, standing=Standing.FOUND)
                    if agrees
                    else replace(use, standing=Standing.CONTRADICTING, now=told[number])
                )
            else:
                yield replace(use, standing=Standing.FOUND if sources or use.is_derived else Standing.UNBOUND)


def _derived(known: set[str], sentence: Sentence, right: Sequence[tuple[Sentence, str]]) -> set[str]:
    claimed = tuple({each.text for each in iter_numerals(found)} for where, found in right if where is sentence)
    return {text for texts in claimed if texts & known for text in texts - known}


def _spans(paragraph: Paragraph) -> tuple[BoundNumber, ...]:
    """The bound numbers where they stand in the paragraph as the checks read it."""

    def moved(position: int) -> int:
        return len(cleaned(paragraph.text[:position]))

    return tuple(replace(each, start=moved(each.start), end=moved(each.end)) for each in paragraph.bound)


def _told(paragraphs: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The numbers of each sentence by its words; words that stand twice with other numbers say nothing."""
    known: dict[str, tuple[str, ...]] = {}
    twice: set[str] = set()
    for text in paragraphs:
        for sentence in iter_sentences(NOWHERE, text):
            bare, numbers = _bare(sentence), tuple(each.text for each in _quantities(sentence))
            if known.setdefault(bare, numbers) != numbers:
                twice.add(bare)
    return {bare: numbers for bare, numbers in known.items() if bare not in twice and len(bare.split()) > _TOLD_BY}


def _quantities(sentence: Sentence) -> Iterator[Numeral]:
    """What may stand in the data: a figure is printed in digits."""
    return (each for each in sentence.numerals if each.is_quantity and not each.spelled)


def _bare(sentence: Sentence) -> str:
    return " ".join(_SIGN.sub("#", sentence.skeleton).split())


def iter_lookup_findings(numbers: Sequence[NumberUse]) -> Iterator[Finding]:
    """What is stale or contradicts the data, each; of what is nowhere one note a sentence, naming all its numbers."""
    missing: dict[tuple[Place, str], list[str]] = {}
    for use in numbers:
        if use.standing is Standing.UNBOUND:
            missing.setdefault((use.place, use.sentence), []).append(use.text)
        elif use.standing in (Standing.STALE, Standing.CONTRADICTING):
            yield _wrong(use)
    for (place, sentence), texts in missing.items():
        yield finding("verify-not-in-data", place, found=", ".join(dict.fromkeys(texts)), sentence=sentence)


def _wrong(use: NumberUse) -> Finding:
    if not use.now:
        return finding("verify-source-gone", use.place, found=use.text, sentence=use.sentence)
    code = "verify-stale" if use.standing is Standing.STALE else "verify-contradicts-data"
    return finding(code, use.place, found=use.text, expected=use.now, sentence=use.sentence)
