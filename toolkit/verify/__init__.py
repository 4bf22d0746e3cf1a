"""Prose against its own arithmetic, and against the data.

A claim is what a sentence says of its own numbers: that a of b is c per cent, that a rose by c per cent from b, that parts come to a
whole. It is right where the exact result, rounded half away from zero at the digits printed, gives these digits; a truncated figure is
wrong. What is not surely a claim is left alone: dates, document numbers and the like are silent. See docs/verify.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.verify.changes import iter_change_claims
from toolkit.verify.data import Data
from toolkit.verify.numerals import iter_numerals
from toolkit.verify.ratios import iter_ratio_claims
from toolkit.verify.records import Checked, Claim, NumberUse, Verification
from toolkit.verify.sentence import Sentence, iter_sentences
from toolkit.verify.style import iter_style_findings
from toolkit.verify.sums import iter_sum_claims
from toolkit.verify.wholes import WholeClaim, iter_whole_claims

__all__ = ["Checked", "NumberUse", "Verification", "verify_text"]


def verify_text(paragraphs: Iterable[tuple[Place, str]], consolidation: Consolidation | None = None) -> Verification:
    """The findings on a text, each with the sentence and the working, and every claim that was recomputed.

    A place names the file and, in `cell`, the line or paragraph. With a consolidation each number is also looked up in its figures.
    """
    given = tuple(paragraphs)
    sentences = tuple(sentence for place, text in given for sentence in iter_sentences(place, text))
    claims = tuple((sentence, claim) for sentence in sentences for claim in _claims(sentence))
    wholes = tuple(iter_whole_claims(sentences))
    data = Data(consolidation) if consolidation else None
    right = tuple((sentence, claim.found) for sentence, claim in claims if claim.is_right)
    numbers = tuple(use for sentence in sentences for use in _uses(sentence, right, data)) if data else ()
    return Verification(
        findings=(
            *(_wrong(sentence, claim) for sentence, claim in claims if claim.code),
            *(_not_whole(claim) for claim in wholes if not claim.is_whole),
            *(_malformed(sentence, each.text) for sentence in sentences for each in sentence.numerals if each.malformed),
            *_not_found(numbers),
            *iter_style_findings(given, sentences),
        ),
        checked=(
            *(Checked(s.place, s.text, claim.found, claim.working, claim.is_right) for s, claim in claims),
            *(Checked(each.sentence.place, each.sentence.text, each.found, each.working, each.is_whole) for each in wholes),
        ),
        numbers=numbers,
        quantities=sum(each.is_quantity for sentence in sentences for each in sentence.numerals),
    )


def _claims(sentence: Sentence) -> Iterator[Claim]:
    yield from iter_ratio_claims(sentence)
    yield from iter_change_claims(sentence)
    yield from iter_sum_claims(sentence)


def _wrong(sentence: Sentence, claim: Claim) -> Finding:
    return finding(
        claim.code,
        sentence.place,
        found=claim.found,
        sentence=sentence.text,
        working=claim.working,
        printed=claim.printed,
        expected=claim.expected,
    )


def _not_whole(claim: WholeClaim) -> Finding:
    return finding(
        "verify-all-contradicted",
        claim.sentence.place,
        found=claim.found,
        sentence=claim.sentence.text,
        working=claim.working,
        subject=claim.subject,
        expected=claim.expected,
    )


def _malformed(sentence: Sentence, text: str) -> Finding:
    return finding("verify-malformed", sentence.place, found=text, sentence=sentence.text)


def _uses(sentence: Sentence, right: Sequence[tuple[Sentence, str]], data: Data) -> Iterator[NumberUse]:
    quantities = tuple((numeral, data.find(numeral)) for numeral in sentence.numerals if numeral.is_quantity)
    known = {numeral.text for numeral, sources in quantities if sources}
    claimed = tuple({each.text for each in iter_numerals(found)} for where, found in right if where is sentence)
    derived = {text for texts in claimed if texts & known for text in texts - known}
    for numeral, sources in quantities:
        yield NumberUse(sentence.place, sentence.text, numeral.text, sources, numeral.text in derived)


def _not_found(numbers: Sequence[NumberUse]) -> Iterator[Finding]:
    """One note a sentence, naming all its numbers that the data does not hold."""
    missing: dict[tuple[Place, str], list[str]] = {}
    for use in numbers:
        if not use.is_found and not use.is_derived:
            missing.setdefault((use.place, use.sentence), []).append(use.text)
    for (place, sentence), texts in missing.items():
        yield finding("verify-not-in-data", place, found=", ".join(dict.fromkeys(texts)), sentence=sentence)
