"""Reports: a province's, and those of all its communes, beside docxtpl filling in a document of the same length."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import cycle

import docx
from docxtpl import DocxTemplate

from benchmarks.measure import Contender, compare, seconds
from benchmarks.table import Section
from toolkit.consolidate import consolidate
from toolkit.excel.trace_book import write_trace
from toolkit.flow import take_in
from toolkit.flow.papers import paper_template
from toolkit.flow.reporting import chart_workbooks, teller_of
from toolkit.model.figure import Consolidation
from toolkit.model.prose import Bound, ChartBlock, Document, Runs, SectionBreak, TableBlock, plain
from toolkit.model.unit import Tree, Unit
from toolkit.narrate import ReportTemplate, Teller
from toolkit.round import Round
from toolkit.word import Making, read_paragraphs, write_docx

COMMUNES, BRANCHES = 124, 12
"""Of a province of 2025, and of each of its communes; the province and its communes make 125 reports."""
SPAN = 25
"""Reports at the beginning, and at the end, whose pace is compared."""
WHO = ("baocao, with the trace of each figure", "baocao, the Word file", "docxtpl, the Word file, from finished values")


@dataclass(frozen=True)
class Job:
    """Whose report is written from what, and what docxtpl needs for one of the same length."""

    teller: Teller
    unit: str
    template: ReportTemplate

    def document(self) -> Document:
        """The report before it is a file."""
        return self.teller.document(self.unit, self.template)[0]

    def write(self) -> bytes:
        """The Word file, from the figures on: every figure bound, charts drawn."""
        return self._file(self.document())

    def write_both(self) -> tuple[bytes, bytes]:
        """The Word file, and the workbook that traces it."""
        document = self.document()
        return self._file(document), write_trace(self.teller.trace(self.unit, document))

    def _file(self, document: Document) -> bytes:
        making = Making(self.unit, self.teller.consolidation.period.id, "report", chart_workbooks(document))
        return write_docx(document, self.template.letterhead, making)


@dataclass(frozen=True)
class Filling:
    """A docxtpl template of the same paragraphs and tables as a report, and the values that it prints."""

    template: bytes
    values: dict[str, object]

    def write(self) -> bytes:
        """The Word file."""
        filled, made = DocxTemplate(io.BytesIO(self.template)), io.BytesIO()
        filled.render(self.values, autoescape=True)
        filled.save(made)
        return made.getvalue()


def measure_province(round_: Round, moment: datetime, rounds: int = 3) -> Section:
    """The sample's province: seconds from its figures to the file."""
    take_in(round_, moment, "vi")
    job = Job(teller_of(round_)[0], round_.tree.root.code, paper_template(round_))
    filling = filling_of(job.document())
    jobs = ((WHO[0], lambda _: job.write_both()[0]), (WHO[1], lambda _: job.write()), (WHO[2], lambda _: filling.write()))
    timings = compare([Contender(name, lambda: None, run, length) for name, run in jobs], rounds)
    return Section(
        title=f"The report of {round_.tree.root.name}, after its figures are there",
        columns=("who", "CPU ms", "x docxtpl", "what is in it"),
        rows=tuple((each.name, f"{each.cpu * 1000:.0f}", f"{each.cpu / timings[-1].cpu:.1f}", each.remark) for each in timings),
        notes=(
            "ours chooses and words every sentence from the figures, binds each printed figure to its source, draws the chart",
            "docxtpl is given the words of each paragraph and the text of each figure and cell, and puts them where they go",
        ),
    )


def measure_many(round_: Round, communes: int = COMMUNES, branches: int = BRANCHES) -> Section:
    """A report of each upper unit, one after the other: is the last as quick as the first?"""
    teller, template = Teller(larger(teller_of(round_)[0].consolidation, communes, branches)), paper_template(round_)
    units = [unit.code for unit in teller.consolidation.tree.upper()]
    jobs = [Job(teller, code, template) for code in units]
    fillings = [filling_of(job.document()) for job in jobs]
    paces = (
        _row(WHO[0], [seconds(job.write_both) for job in jobs[1:]]),
        _row(WHO[1], [seconds(job.write) for job in jobs[1:]]),
        _row(WHO[2], [seconds(filling.write) for filling in fillings[1:]]),
    )
    return Section(
        title=f"{len(units)} reports of a province and its communes, {communes * branches} branches below",
        columns=("who", "CPU s", "CPU ms a report", f"the first {SPAN}", f"the last {SPAN}"),
        rows=paces,
        notes=(
            "steady where the first and the last take as long; the province's own, a table of all communes, is the table before",
        ),
    )


def _row(name: str, times: Sequence[float]) -> tuple[str, ...]:
    span = min(SPAN, len(times))
    paces = (sum(times) / len(times), sum(times[:span]) / span, sum(times[-span:]) / span)
    return (name, f"{sum(times):.2f}", *(f"{pace * 1000:.1f}" for pace in paces))


def larger(sample: Consolidation, communes: int, branches: int) -> Consolidation:
    """A province of so many communes whose branches state, in turn, what the sample's communes did."""
    root = Unit(code="0", name="Tỉnh Mẫu", kind="tỉnh")
    middle = tuple(
        Unit(code=f"{number:03}", name=f"Xã Mẫu {number}", kind="xã", parent=root.code) for number in range(1, communes + 1)
    )
    leaves = tuple(
        Unit(code=f"{each.code}{number:02}", name=f"Chi đoàn {number}", kind="chi đoàn", parent=each.code)
        for each in middle
        for number in range(1, branches + 1)
    )
    stated = cycle(sample.submissions.values())
    sent = {unit.code: replace(next(stated), file=f"{unit.code}.xlsx") for unit in leaves}
    return consolidate(sample.form, sample.period, Tree((root, *middle, *leaves)), sent)[0]


def length(data: object) -> str:
    """How long a document is."""
    assert isinstance(data, bytes)
    paragraphs = read_paragraphs(data, "x.docx")
    cells = sum(bool(place.sheet) for place, _ in paragraphs)
    return f"{sum(len(text.split()) for _, text in paragraphs)} words, {cells} cells"


def filling_of(document: Document) -> Filling:
    """The same words and figures as a docxtpl template with what it prints."""
    word, figures, tables = docx.Document(), [], []
    for block in document.blocks:
        if isinstance(block, TableBlock):
            tables.append([[plain(cell.runs) for cell in row] for row in block.rows])
            _add_table(word, block, len(tables) - 1)
        elif not isinstance(block, (ChartBlock, SectionBreak)):
            word.add_paragraph("".join(_placed(block.runs, figures)))
    made = io.BytesIO()
    word.save(made)
    return Filling(made.getvalue(), {"f": figures, "t": tables})


def _placed(runs: Runs, figures: list[str]) -> Iterator[str]:
    for run in runs:
        if isinstance(run, Bound):
            yield f"{{{{ f[{len(figures)}] }}}}"
            figures.append(run.text)
        else:
            yield run.text


def _add_table(word: docx.document.Document, block: TableBlock, number: int) -> None:
    columns = len(block.header)
    table = word.add_table(len(block.headers) + 3, columns)
    rows = table.rows
    for line, row in zip(block.headers, rows, strict=False):
        for cell, held in zip(row.cells, line, strict=True):
            cell.text = plain(held.runs)
    opening, each, closing = rows[-3], rows[-2], rows[-1]
    opening.cells[0].text, closing.cells[0].text = f"{{%tr for r in t[{number}] %}}", "{%tr endfor %}"
    for column, cell in enumerate(each.cells):
        cell.text = f"{{{{ r[{column}] }}}}"
