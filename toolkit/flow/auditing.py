"""Verifying a report, ours or anybody's: its numbers against its own arithmetic, and against a round's data where one is given."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.files import read_bytes
from toolkit.flow.bound import Standing as Kept
from toolkit.flow.bound import judge, unit_of
from toolkit.flow.papers import paper_template, papers
from toolkit.flow.reporting import teller_of
from toolkit.messages import Obstacle
from toolkit.model.place import Place
from toolkit.model.prose import paragraphs_of, plain
from toolkit.narrate import Teller
from toolkit.round import Round
from toolkit.verify import BoundNumber, Paragraph, Standing, Verification, verify_paragraphs
from toolkit.vietnamese.plain_files import decoded
from toolkit.word import Opened, Spot, read_apart, read_paragraphs

DOCX = ".docx"
_STANDINGS: Mapping[Kept, Standing] = {
    Kept.RIGHT: Standing.RIGHT,
    Kept.STALE: Standing.STALE,
    Kept.BY_HAND: Standing.CONTRADICTING,
    Kept.GONE: Standing.STALE,
}
MAX_TEXT = 4_000_000
"""Characters: two thousand pages, a hundred times the longest report."""


def verify_file(path: Path, round_: Round | None) -> Verification:
    """What is wrong with the numbers of a .docx or .txt file; Obstacle where it cannot be read.

    With a round, bound numbers are held against what they are bound to, and the sentences of a unit's report against those that the data
    tells now.
    """
    if round_ is None:
        return verify_paragraphs(_checked(_read(path), path))
    teller, _ = teller_of(round_)
    if path.suffix.casefold() == DOCX:
        data = read_bytes(path)
        opened = Opened(data, path.name)
        unit = unit_of(opened, teller)
        return verify_paragraphs(
            _checked([*_bound(opened, teller, unit), *_apart(data, path)], path),
            teller.consolidation,
            _told(round_, teller, unit, opened.memory.paper),
        )
    return verify_paragraphs(
        _checked(_read(path), path), teller.consolidation, _told(round_, teller, teller.consolidation.tree.root.code)
    )


def _checked(paragraphs: list[Paragraph], path: Path) -> list[Paragraph]:
    if sum(len(each.text) for each in paragraphs) > MAX_TEXT:
        raise Obstacle("verify-too-long", path=path)
    return paragraphs


def _apart(data: bytes, path: Path) -> list[Paragraph]:
    return [Paragraph(place, text) for place, text in read_apart(data, path.name)]


def _bound(opened: Opened, teller: Teller, unit: str) -> list[Paragraph]:
    sources = teller.sources(unit or teller.consolidation.tree.root.code)

    def number(spot: Spot) -> BoundNumber:
        judged = judge(spot, opened.memory, sources)
        return BoundNumber(spot.start, spot.end, _STANDINGS[judged.standing], judged.now.text if judged.now else "")

    return [Paragraph(each.place, each.text, tuple(map(number, each.spots))) for each in opened.paragraphs]


def _told(round_: Round, teller: Teller, unit: str, paper: str = "") -> list[str]:
    """The paragraphs that the unit's paper would have now; none where it is no unit's, or the programme has no such paper."""
    if not unit or (paper and paper not in papers(round_)):
        return []
    document, _ = teller.document(unit, paper_template(round_, paper))
    return [plain(runs) for block in document.blocks for runs in paragraphs_of(block)]


def _read(path: Path) -> list[Paragraph]:
    suffix = path.suffix.casefold()
    data = read_bytes(path)
    if suffix == DOCX:
        return [Paragraph(place, text) for place, text in read_paragraphs(data, path.name)]
    if suffix not in (".txt", ".md"):
        raise Obstacle("verify-kind-unknown", path=path)
    text = decoded(data)
    if text is None:
        raise Obstacle("verify-encoding-unknown", path=path)
    lines = text.splitlines()
    return [Paragraph(Place(file=path.name, cell=f"dòng {number}"), line) for number, line in enumerate(lines, start=1)]
