"""First benchmark: from the workbooks in a folder to the province's figures.

The others get what makes them fast: the one sheet that has figures is all they read, they check nothing and keep nothing. Of a
number that was typed as text they strip the blanks; one with a dot at the thousands they read, or drop, as people's scripts do.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import cast

import openpyxl
import pandas  # type: ignore[import-untyped]  # its stubs are another package
from python_calamine import CalamineWorkbook

from benchmarks.measure import Contender, compare
from benchmarks.table import Section, timing_rows
from benchmarks.workbooks import LANG, SAMPLE, Received
from toolkit.check import Case, check
from toolkit.collect import Expectation, collect
from toolkit.consolidate import consolidate
from toolkit.demo.sample import read_sample
from toolkit.excel.arrange import blank_layout
from toolkit.excel.layout import NUMBERS
from toolkit.excel.reader import read_workbook
from toolkit.flow import figures, take_in
from toolkit.model.figure import Consolidation
from toolkit.model.submission import Submission
from toolkit.model.value import is_number
from toolkit.normalise import normalise
from toolkit.round import Round
from toolkit.shelf import find_sample

CODE = "ket_nap_moi"
"""The figure that everybody must find: members newly admitted, 7,338 in the whole sample."""

LABEL, VALUE = 1, 3
"""The columns of labels and of figures on the sheet, for those who do not know defined names."""

Totals = Mapping[str, float]
"""The sum of every input figure over all files, by code."""


@dataclass(frozen=True)
class Job:
    """What everybody is told: the files, and which figures are asked for, by code and by the label that stands beside them."""

    received: Received
    round_: Round
    labels: Mapping[str, str]
    truth: Totals
    """What the people who filled the workbooks meant."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the figures that are asked for."""
        return tuple(self.truth)


def job_of(received: Received) -> Job:
    """The job for these files. They are read once, so that they are warm."""
    round_ = received.fresh_round()
    units = [round_.tree[read_workbook(path.read_bytes(), path.name).identity.unit] for path in received.files]
    lines = blank_layout(round_.form, units[0].kind).lines
    labels = {line.label: line.indicator.code for line in lines if line.indicator and not line.indicator.is_derived}
    answers = read_sample(find_sample(SAMPLE)).answers
    stated = {code: [answers[unit.code].values.get(code) for unit in units] for code in labels.values()}
    truth = {code: sum(value for value in values if isinstance(value, int)) for code, values in stated.items()}
    return Job(received, round_, labels, truth)


def measure_reading(received: Received, rounds: int = 3) -> Section:
    """The table of all contenders."""
    job = job_of(received)
    timings = compare(contenders(job), rounds)
    return Section(
        title=f"Reading {len(received.files)} workbooks and adding them up ({CODE} = {job.truth[CODE]} in every row)",
        columns=("who", "seconds", "ms a file", "CPU ms a file", "x floor", "totals that are right"),
        rows=timing_rows(timings, len(received.files)),
        notes=(
            "the others read the sheet with the figures only, check nothing, keep nothing",
            "ours reads the sheets with tables and texts as well, and refuses what is dangerous to open",
            "right is what the senders meant; plain reading drops what some typed as text (`1.020`), or reads 1.02",
        ),
    )


def contenders(job: Job) -> list[Contender]:
    """Ours in three depths, the others, and last the floor."""
    ways: dict[str, Callable[[Job], Totals]] = {
        "baocao, to figures, in memory": _ours_in_memory,
        "baocao, reading only": _ours_reading,
        "openpyxl read_only, by defined names": _openpyxl,
        "pandas, engine openpyxl": lambda each: _pandas(each, "openpyxl"),
        "pandas, engine calamine": lambda each: _pandas(each, "calamine"),
        "python-calamine, bare": _calamine,
    }
    everything = Contender(
        "baocao, to figures, with archive and ledger",
        prepare=job.received.fresh_round,
        run=lambda state: _everything(cast(Round, state)),
        judge=lambda result: _remark(job, _province(cast(Consolidation, result), job.codes)),
    )
    return [everything, *(_contender(job, name, way) for name, way in ways.items())]


def _contender(job: Job, name: str, way: Callable[[Job], Totals]) -> Contender:
    return Contender(
        name,
        prepare=lambda: job,
        run=lambda state: way(cast(Job, state)),
        judge=lambda result: _remark(job, cast(Totals, result)),
    )


def _remark(job: Job, totals: Totals) -> str:
    assert totals[CODE] == job.truth[CODE], (totals[CODE], job.truth[CODE])
    return f"{sum(totals[code] == job.truth[code] for code in job.codes)} of {len(job.codes)}"


def _everything(round_: Round) -> Consolidation:
    take_in(round_, datetime(2020, 12, 21, 16, 30, tzinfo=UTC), LANG)
    return figures(round_)[0]


def _ours_in_memory(job: Job) -> Totals:
    round_ = job.round_
    submissions: dict[str, Submission] = {}
    for path in job.received.files:
        raw, _ = collect(Expectation(round_.form, round_.period, round_.tree), path.name, path.read_bytes())
        assert raw is not None, path
        unit = round_.tree[raw.identity.unit]
        submission, _ = normalise(round_.form, raw, unit.kind)
        check(Case(round_.form, unit, submission, round_.beside(unit.code)))
        submissions[unit.code] = submission
    return _province(consolidate(round_.form, round_.period, round_.tree, submissions)[0], job.codes)


def _province(consolidation: Consolidation, codes: tuple[str, ...]) -> Totals:
    root = consolidation.tree.root.code
    values = {code: consolidation.figure(root, code).value for code in codes}
    return {code: float(value) if is_number(value) else 0 for code, value in values.items()}


def _ours_reading(job: Job) -> Totals:
    totals: defaultdict[str, float] = defaultdict(float)
    for path in job.received.files:
        content = read_workbook(path.read_bytes(), path.name)
        for code in job.codes:
            cell = content.cell(code)
            totals[code] += _number(cell.raw if cell else None)
    return totals


def _openpyxl(job: Job) -> Totals:
    totals: defaultdict[str, float] = defaultdict(float)
    for path in job.received.files:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "Data Validation extension is not supported": nothing is saved
            book = openpyxl.load_workbook(BytesIO(path.read_bytes()), read_only=True, data_only=True)
            rows = list(book[NUMBERS].iter_rows(values_only=True))
        for code in job.codes:
            _, cell = next(iter(book.defined_names[code].destinations))
            _, column, row = cell.split("$")
            totals[code] += _number(rows[int(row) - 1][ord(column) - ord("A")])
        book.close()
    return totals


def _pandas(job: Job, engine: str) -> Totals:
    frames = [pandas.read_excel(path, sheet_name=NUMBERS, header=None, engine=engine) for path in job.received.files]
    everything = pandas.concat(frames)
    values = pandas.to_numeric(everything[VALUE], errors="coerce")
    by_label = values.groupby(everything[LABEL]).sum()
    return {code: float(by_label[label]) for label, code in job.labels.items()}


def _calamine(job: Job) -> Totals:
    totals: defaultdict[str, float] = defaultdict(float)
    for path in job.received.files:
        with CalamineWorkbook.from_path(str(path)) as book:
            for row in book.get_sheet_by_name(NUMBERS).to_python(skip_empty_area=False):
                code = job.labels.get(cast(str, row[LABEL]))
                if code:
                    totals[code] += _number(row[VALUE])
    return totals


def _number(value: object) -> float:
    """A number, or a text that is one but for blanks around it; 0 for anything else."""
    if isinstance(value, str):
        return float(value) if value.strip().isdigit() else 0
    return value if isinstance(value, (int, float)) else 0
