"""The official report of each upper unit, in Word or as plain text."""

from __future__ import annotations

from toolkit.files import read_bytes
from toolkit.flow.outputs import Watch, Writer, Written, label, unwatched, upper_units
from toolkit.flow.totals import figures
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding
from toolkit.model.prose import Document
from toolkit.narrate import ReportTemplate, as_markdown, as_text, narrate
from toolkit.round import Round, folders
from toolkit.word import write_docx

FORMATS = ("docx", "txt", "md")
TEMPLATE = "report.md.j2"
LETTERHEAD = "letterhead.docx"


def write_reports(
    round_: Round, unit: str = "", format_: str = "docx", *, overwrite: bool = False, watch: Watch = unwatched
) -> tuple[Written, tuple[Finding, ...]]:
    """A report for each unit that has others below it, at or below `unit`, in one of FORMATS; and findings on data and templates."""
    consolidation, findings = figures(round_)
    template = report_template(round_)
    late = _late(round_)
    written = Writer(round_, overwrite=overwrite)
    collected = list(findings)
    wanted = upper_units(round_, unit)
    for done, each in enumerate(wanted, start=1):
        document, problems = narrate(consolidation, each.code, template, round_.settings.all, late)
        collected.extend(problem for problem in problems if problem not in collected)
        written.put(f"{folders.REPORTS}/{label(each)}.{format_}", rendered(document, template.letterhead, format_))
        watch(done, len(wanted))
    return written.result(), tuple(collected)


def _late(round_: Round) -> frozenset[str]:
    with round_.ledger() as ledger:
        progress = ledger.progress(round_.tree, round_.settings.deadline)
    return frozenset(each.unit.code for each in progress.units if each.late)


def report_template(round_: Round) -> ReportTemplate:
    """The programme's prose and letterhead; Obstacle where the programme has none."""
    for name in (TEMPLATE, LETTERHEAD):
        if not (round_.programme_folder / name).is_file():
            raise Obstacle("no-report-template", programme=round_.form.programme, path=round_.programme_folder / name)
    source = read_bytes(round_.programme_folder / TEMPLATE)
    return ReportTemplate(TEMPLATE, source.decode("utf-8-sig"), read_bytes(round_.programme_folder / LETTERHEAD))


def rendered(document: Document, letterhead: bytes, format_: str) -> bytes:
    """The document's bytes in one of FORMATS; text is UTF-8 with the mark that Windows' editors look for."""
    if format_ == "docx":
        return write_docx(document, letterhead)
    return (as_markdown(document) if format_ == "md" else as_text(document)).encode("utf-8-sig")
