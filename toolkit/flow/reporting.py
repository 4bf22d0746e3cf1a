"""The official report of each upper unit and the programme's other papers, in Word or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.excel.chart_data import write_chart_data
from toolkit.excel.trace_book import write_trace
from toolkit.flow.outputs import Watch, Writer, Written, known_unit, label, unwatched, upper_units
from toolkit.flow.papers import REPORT, TO_SENDERS, paper_template
from toolkit.flow.returning import FOR_THE_OFFICE
from toolkit.flow.totals import figures
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.prose import BODY, ChartBlock, Document
from toolkit.model.submission import CONSOLIDATED
from toolkit.model.unit import Unit
from toolkit.narrate import Returned, Teller, as_markdown, as_text
from toolkit.round import Round, folders
from toolkit.word import Making, measure_pages, write_docx

FORMATS = ("docx", "txt", "md")
TRACE = ".trace.xlsx"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is written: who signs it, whom it is about (mostly the same), and what it says."""

    signer: str
    about: Unit
    document: Document
    making: Making


def write_reports(
    round_: Round,
    unit: str = "",
    format_: str = "docx",
    *,
    paper: str = REPORT,
    letterhead: str = "",
    contents: bool = False,
    overwrite: bool = False,
    watch: Watch = unwatched,
) -> tuple[Written, tuple[Finding, ...]]:
    """A report for each unit that has others below it, at or below `unit`, in one of FORMATS; and findings on data and templates.

    Another `paper` of the programme is written only where it has something to say. Beside each Word report lies its trace, which
    `Written` does not count.
    """
    teller, findings = teller_of(round_)
    template = paper_template(round_, paper, letterhead, contents=contents)
    written, traces = Writer(round_, overwrite=overwrite), Writer(round_, overwrite=overwrite)
    collected = list(findings)
    wanted = tuple(_wanted(round_, teller, unit, paper))
    ready: list[Paper] = []
    for done, (tells, signer, about) in enumerate(wanted, start=1):
        document, problems = tells.document(signer, template)
        collected.extend(problem for problem in problems if problem not in collected)
        if document.part(BODY).blocks:
            making = Making(signer, round_.period.id, paper, chart_workbooks(document), template.contents)
            ready.append(Paper(signer, about, document, making))
        watch(done, len(wanted))
    if template.contents and format_ == "docx":
        ready, problems = _paged(ready, template.letterhead)
        collected.extend(problems)
    for each in ready:
        path = f"{folders.REPORTS}/{label(each.about)}{'' if paper == REPORT else f' - {paper}'}"
        written.put(f"{path}.{format_}", rendered(each, template.letterhead, format_))
        if format_ == "docx":
            traces.put(f"{path}{TRACE}", write_trace(teller.trace(each.signer, each.document)))
    return replace(written.result(), kept=(*written.result().kept, *traces.result().kept)), tuple(collected)


def _wanted(round_: Round, teller: Teller, unit: str, paper: str) -> Iterator[tuple[Teller, str, Unit]]:
    """Who tells, who signs, whom it is about: each upper unit its own papers, but a letter to a sender goes to him from the unit above."""
    if paper != TO_SENDERS:
        yield from ((teller, each.code, each) for each in upper_units(round_, unit))
        return
    tree = round_.tree
    below = {each.code for each in tree.below(known_unit(round_, unit).code)}
    for returned in teller.returned:
        about = tree[returned.unit]
        if about.code in below and about.parent in tree:
            yield replace(teller, returned=(returned,)), about.parent, about


def _paged(papers: list[Paper], letterhead: bytes) -> tuple[list[Paper], tuple[Finding, ...]]:
    """The papers with the page numbers of their tables of contents, where LibreOffice could be asked for them."""
    pages = measure_pages([write_docx(each.document, letterhead, each.making) for each in papers])
    measured = [
        replace(each, making=replace(each.making, pages=known)) if known else each
        for each, known in zip(papers, pages, strict=True)
    ]
    without = [each for each, known in zip(papers, pages, strict=True) if not known]
    return measured, tuple(finding("contents-without-pages", Place(unit=each.about.code)) for each in without)


def teller_of(round_: Round) -> tuple[Teller, tuple[Finding, ...]]:
    """What tells the round's reports, and the findings on its data."""
    consolidation, findings = figures(round_)
    with round_.ledger() as ledger:
        late = ledger.late(round_.tree, round_.settings.deadline)
        sent_back = {**ledger.returned(CONSOLIDATED), **ledger.returned()}
    returned = tuple(
        Returned(each.code, tuple(found for found in sent_back[each.code][1] if found.code not in FOR_THE_OFFICE))
        for each in round_.tree.units
        if each.code in sent_back
    )
    return Teller(consolidation, round_.settings.all, late, returned), findings


def rendered(paper: Paper, letterhead: bytes, format_: str) -> bytes:
    """The paper's bytes in one of FORMATS; text is UTF-8 with the mark that Windows' editors look for."""
    if format_ == "docx":
        return write_docx(paper.document, letterhead, paper.making)
    return (as_markdown(paper.document) if format_ == "md" else as_text(paper.document)).encode("utf-8-sig")


def chart_workbooks(document: Document) -> dict[str, bytes]:
    """The workbook of each chart of a document, by the chart's name."""
    charts = (block for block in document.blocks if isinstance(block, ChartBlock))
    return {block.name: write_chart_data(block) for block in charts}
