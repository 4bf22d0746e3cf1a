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
from toolkit.verify.lookup import LookUp, iter_lookup_findings
from toolkit.verify.orders import iter_order_claims
from toolkit.verify.ordinals import is_ordinal
from toolkit.verify.ranks import Ranks
from toolkit.verify.ratios import iter_ratio_claims
from toolkit.verify.records import BoundNumber, Checked, Claim, NumberUse, Paragraph, Standing, Verification
from toolkit.verify.sentence import Sentence, iter_sentences
from toolkit.verify.spelled import iter_spelled_claims
from toolkit.verify.style import iter_style_findings
from toolkit.verify.sums import iter_sum_claims
from toolkit.verify.wholes import WholeClaim, iter_whole_claims

__all__ = [
    "BoundNumber",
    "Checked",
    "NumberUse",
    "Paragraph",
    "Standing",
    "Verification",
    "verify_paragraphs",
    "verify_text",
]


def verify_text(
    paragraphs: Iterable[tuple[Place, str]], consolidation: Consolidation | None = None, told: Iterable[str] = ()
) -> Verification:
    """The findings on a text, each with the sentence and the working, and every claim that was recomputed; see `verify_paragraphs`."""
    return verify_paragraphs([Paragraph(place, text) for place, text in paragraphs], consolidation, told)


def verify_paragraphs(
    given: Sequence[Paragraph], consolidation: Consolidation | None = None, told: Iterable[str] = ()
) -> Verification:
    """The same, of paragraphs that may hold bound numbers.

    A place names the file and, in `cell`, the line or paragraph. With a consolidation each number is also looked up in its figures, and
    ranks are checked. `told` are the paragraphs that the data tells now: a sentence of the same words must have the same numbers.
    """
    placed = tuple((each, sentence) for each in given if not is_ordinal(each) for sentence in iter_sentences(each.place, each.text))
    sentences = tuple(sentence for _, sentence in placed)
    ranks = Ranks(consolidation) if consolidation else None
    claims = tuple((sentence, claim) for sentence in sentences for claim in _claims(sentence, ranks))
    wholes = tuple(iter_whole_claims(sentences))
    right = tuple((sentence, claim.found) for sentence, claim in claims if claim.is_right)
    look_up = LookUp(Data(consolidation), told) if consolidation else None
    numbers = tuple(use for each, sentence in placed for use in look_up.uses(each, sentence, right)) if look_up else ()
    return Verification(
        findings=(
            *(_wrong(sentence, claim) for sentence, claim in claims if claim.code),
            *(_not_whole(claim) for claim in wholes if not claim.is_whole),
            *(_malformed(sentence, each.text) for sentence in sentences for each in sentence.numerals if each.malformed),
            *iter_lookup_findings(numbers),
            *iter_style_findings([(each.place, each.text) for each in given], sentences),
        ),
        checked=(
            *(Checked(s.place, s.text, claim.found, claim.working, claim.is_right) for s, claim in claims),
            *(Checked(each.sentence.place, each.sentence.text, each.found, each.working, each.is_whole) for each in wholes),
        ),
        numbers=numbers,
        quantities=sum(each.is_quantity and not each.spelled for sentence in sentences for each in sentence.numerals),
    )


def _claims(sentence: Sentence, ranks: Ranks | None) -> Iterator[Claim]:
    yield from iter_ratio_claims(sentence)
    yield from iter_change_claims(sentence)
    yield from iter_sum_claims(sentence)
    yield from iter_spelled_claims(sentence)
    yield from iter_order_claims(sentence)
    if ranks:
        yield from ranks.claims(sentence)


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
