"""The official report of each upper unit, in Word or as plain text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit.excel.chart_data import write_chart_data
from toolkit.excel.trace_book import write_trace
from toolkit.files import read_bytes
from toolkit.flow.outputs import Watch, Writer, Written, label, unwatched, upper_units
from toolkit.flow.totals import figures
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding
from toolkit.model.prose import BODY, ChartBlock, Document
from toolkit.narrate import ReportTemplate, Teller, as_markdown, as_text
from toolkit.round import Round, folders
from toolkit.word import Making, write_docx

FORMATS = ("docx", "txt", "md")
TEMPLATE = ".md.j2"
LETTERHEAD = "letterhead.docx"
TRACE = ".trace.xlsx"
REPORT = "report"


def write_reports(
    round_: Round,
    unit: str = "",
    format_: str = "docx",
    *,
    paper: str = REPORT,
    overwrite: bool = False,
    watch: Watch = unwatched,
) -> tuple[Written, tuple[Finding, ...]]:
    """A report for each unit that has others below it, at or below `unit`, in one of FORMATS; and findings on data and templates.

    Another `paper` of the programme is written only where it has something to say. Beside each Word report lies its trace, which
    `Written` does not count.
    """
    teller, findings = teller_of(round_)
    template = paper_template(round_, paper)
    written, traces = Writer(round_, overwrite=overwrite), Writer(round_, overwrite=overwrite)
    collected = list(findings)
    wanted = upper_units(round_, unit)
    for done, each in enumerate(wanted, start=1):
        document, problems = teller.document(each.code, template)
        collected.extend(problem for problem in problems if problem not in collected)
        path = f"{folders.REPORTS}/{label(each)}{'' if paper == REPORT else f' - {paper}'}"
        if document.part(BODY).blocks:
            written.put(
                f"{path}.{format_}", rendered(document, template.letterhead, format_, making(document, each.code, round_, paper))
            )
            if format_ == "docx":
                traces.put(f"{path}{TRACE}", write_trace(teller.trace(each.code, document)))
        watch(done, len(wanted))
    reports = written.result()
    return replace(reports, kept=(*reports.kept, *traces.result().kept)), tuple(collected)


def teller_of(round_: Round) -> tuple[Teller, tuple[Finding, ...]]:
    """What tells the round's reports, and the findings on its data."""
    consolidation, findings = figures(round_)
    return Teller(consolidation, round_.settings.all, _late(round_)), findings


def _late(round_: Round) -> frozenset[str]:
    with round_.ledger() as ledger:
        progress = ledger.progress(round_.tree, round_.settings.deadline)
    return frozenset(each.unit.code for each in progress.units if each.late)


def paper_template(round_: Round, paper: str = REPORT) -> ReportTemplate:
    """The prose and the letterhead of one of the programme's papers, the report where none is named; Obstacle where it has none such.

    A letterhead named like the paper wins over the programme's own.
    """
    folder, name = round_.programme_folder, paper or REPORT
    template = folder / f"{name}{TEMPLATE}"
    if not template.is_file():
        if name != REPORT:
            raise Obstacle("unknown-paper", found=name, known=", ".join(papers(round_)), programme=round_.form.programme)
        raise Obstacle("no-report-template", programme=round_.form.programme, path=template)
    letterhead = _letterhead(round_, name)
    if not letterhead.is_file():
        raise Obstacle("no-report-template", programme=round_.form.programme, path=letterhead)
    return ReportTemplate(template.name, read_bytes(template).decode("utf-8-sig"), read_bytes(letterhead))


def papers(round_: Round) -> tuple[str, ...]:
    """The names of the programme's papers, the report among them."""
    return tuple(sorted(each.name.removesuffix(TEMPLATE) for each in round_.programme_folder.glob(f"*{TEMPLATE}")))


def _letterhead(round_: Round, paper: str) -> Path:
    """The office's own choice, else the paper's, else the programme's."""
    folder = round_.programme_folder
    wanted = (round_.settings.all.get("the_thuc", "").strip(), "" if paper == REPORT else paper)
    named = (folder / f"letterhead-{name}.docx" for name in wanted if name)
    return next((path for path in named if path.is_file()), folder / LETTERHEAD)


def rendered(document: Document, letterhead: bytes, format_: str, made: Making) -> bytes:
    """The document's bytes in one of FORMATS; text is UTF-8 with the mark that Windows' editors look for."""
    if format_ == "docx":
        return write_docx(document, letterhead, made)
    return (as_markdown(document) if format_ == "md" else as_text(document)).encode("utf-8-sig")


def making(document: Document, unit: str, round_: Round, paper: str) -> Making:
    """What a paper's own record says of it, and the workbooks of its charts."""
    return Making(unit, round_.period.id, paper, chart_workbooks(document))


def chart_workbooks(document: Document) -> dict[str, bytes]:
    """The workbook of each chart of a document, by the chart's name."""
    charts = (block for block in document.blocks if isinstance(block, ChartBlock))
    return {block.name: write_chart_data(block) for block in charts}
