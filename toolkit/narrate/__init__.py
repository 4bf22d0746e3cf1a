"""Narrate: figures -> prose. A programme's text template and a round's figures in, a document out; pure but for the template engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.model.prose import Document, Part, SectionBreak
from toolkit.model.trace import Trace
from toolkit.narrate.coverage import check_coverage
from toolkit.narrate.filters import Filters
from toolkit.narrate.ink import Graphic, Ink
from toolkit.narrate.markup import parse_markup
from toolkit.narrate.names import names_of
from toolkit.narrate.plain import as_markdown, as_text
from toolkit.narrate.returned import Returned, returned_views
from toolkit.narrate.scene import Scene
from toolkit.narrate.sources import Now, Sources, bound_of
from toolkit.narrate.template import Source, render_blocks, sandbox
from toolkit.narrate.tracing import trace_document
from toolkit.word import check_letterhead

__all__ = ["Now", "ReportTemplate", "Returned", "Source", "Sources", "Teller", "as_markdown", "as_text", "bound_of", "narrate"]


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """A programme's paper: its text and the name that errors call it, the letterhead's bytes, and the office's choice of its layout.

    `common` is what the programme's papers share: what bodies are called, the head and the foot; None where each paper says it all.
    """

    source_name: str
    source_text: str
    letterhead: bytes
    common: Source | None = None
    layout: str = ""
    letterhead_name: str = "letterhead.docx"
    contents: bool = False
    """Whether it gets a table of contents, for which the letterhead needs styles."""


@dataclass(frozen=True)
class Teller:
    """Tells a round's reports from its figures; `settings` are the round's, by name, an empty one counting as not stated.

    `late` holds the codes of units that reported after the deadline; `returned` is what went back and has not come again.
    """

    consolidation: Consolidation
    settings: Mapping[str, str] = field(default_factory=dict)
    late: frozenset[str] = frozenset()
    returned: tuple[Returned, ...] = ()

    def scene(self, unit_code: str, ink: Ink | None = None) -> Scene:
        """What stands before a template of that unit."""
        stated = {name: text for name, text in self.settings.items() if text.strip()}
        return Scene(ink or Ink(), self.consolidation, unit_code, stated, self.late)

    def document(self, unit_code: str, template: ReportTemplate) -> tuple[Document, tuple[Finding, ...]]:
        """The unit's paper by that template, and what is amiss with its letterhead.

        Obstacles: those of `render_blocks`, and those of an unreadable letterhead.
        """
        ink = Ink()
        scene = self.scene(unit_code, ink)
        names = {**names_of(scene), "trang_ngang": _turn(ink, landscape=True), "trang_doc": _turn(ink, landscape=False)}
        names |= {"the_thuc": scene.words(template.layout), "tra_lai": returned_views(scene, self.returned)}
        paper = Source(template.source_name, template.source_text)
        texts = render_blocks(paper, sandbox(Filters(scene).by_name()), names, template.common)
        document = Document(tuple(Part(name, parse_markup(text, ink)) for name, text in texts.items()))
        wanted = tuple(part.name for part in document.parts if part.blocks)
        amiss = check_letterhead(template.letterhead, wanted, template.letterhead_name, contents=template.contents)
        return document, (*amiss, *check_coverage(document, scene, template.source_name))

    def sources(self, unit_code: str) -> Sources:
        """Where that unit's bound figures come from."""
        return Sources(self.scene(unit_code))

    def trace(self, unit_code: str, document: Document) -> Trace:
        """Where each bound figure of a document comes from."""
        return trace_document(document, self.scene(unit_code))


def narrate(
    consolidation: Consolidation,
    unit_code: str,
    template: ReportTemplate,
    settings: Mapping[str, str],
    late: frozenset[str] = frozenset(),
) -> tuple[Document, tuple[Finding, ...]]:
    """The report of one unit, and what is amiss with its letterhead; see `Teller`."""
    return Teller(consolidation, settings, late).document(unit_code, template)


def _turn(ink: Ink, *, landscape: bool) -> Graphic:
    return Graphic(ink, SectionBreak(landscape))
