"""Narrate: figures -> prose. A programme's text template and a round's figures in, a document out; pure but for the template engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.messages import Obstacle
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.model.prose import BODY, Document, Part
from toolkit.narrate.filters import Filters
from toolkit.narrate.ink import Ink, Turn
from toolkit.narrate.markup import parse_markup
from toolkit.narrate.plain import as_markdown, as_text
from toolkit.narrate.scene import Scene
from toolkit.narrate.template import render_blocks, sandbox
from toolkit.word import check_letterhead

__all__ = ["ReportTemplate", "as_markdown", "as_text", "narrate"]


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """A programme's report: the template's text and the name that errors call it, and the letterhead's bytes."""

    source_name: str
    source_text: str
    letterhead: bytes


def narrate(
    consolidation: Consolidation,
    unit_code: str,
    template: ReportTemplate,
    settings: Mapping[str, str],
    late: frozenset[str] = frozenset(),
) -> tuple[Document, tuple[Finding, ...]]:
    """The report of one unit, and what is amiss with its letterhead.

    `settings` are the round's, by name; an empty one counts as not stated. `late` holds the codes of units that reported after
    the deadline. Obstacles: those of `render_blocks`, `report-template-no-body`, and those of an unreadable letterhead.
    """
    ink = Ink()
    scene = Scene(ink, consolidation, unit_code, {name: text for name, text in settings.items() if text.strip()}, late)
    names = {**scene.names(), "trang_ngang": Turn(ink, landscape=True), "trang_doc": Turn(ink, landscape=False)}
    texts = render_blocks(template.source_text, template.source_name, sandbox(Filters(ink).by_name()), names)
    if BODY not in texts:
        raise Obstacle("report-template-no-body", file=template.source_name, found=BODY)
    document = Document(tuple(Part(name, parse_markup(text, ink)) for name, text in texts.items()))
    return document, check_letterhead(template.letterhead, tuple(part.name for part in document.parts))
