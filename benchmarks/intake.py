"""Taking in two thousand filled workbooks, from the inbox to the ledger, beside those who only read them.

What is done for a file: hashed, looked through before any parser sees it, read, understood, checked, written down, its original
kept and synced to disk. The floor opens the same file with calamine and turns every sheet into values, no more.
"""

from __future__ import annotations

import gc
import io
import json
import shutil
import struct
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import openpyxl
import pandas  # type: ignore[import-untyped]  # its stubs are another package
from python_calamine import CalamineWorkbook

from benchmarks.crowd import Crowd, gather
from benchmarks.table import Section
from toolkit.excel.layout import LABEL, NUMBERS, VALUE
from toolkit.excel.patch import set_values
from toolkit.flow import take_in
from toolkit.model.progress import Outcome
from toolkit.model.value import is_number
from toolkit.round import Round, folders, open_round

CODE = "ket_nap_moi"
"""The figure whose sum over all files everybody must find."""

EVERY = 10
"""Slow readers get every tenth file: what counts is milliseconds a file."""

GROWTH = 10
"""How many times as many files are taken in to see whether memory grows with them."""


class Here(Executor):
    """An executor that does the work at once, in this process: what one processor needs for all of it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The work, done."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@dataclass(frozen=True)
class _Cost:
    """What a run over so many files took, by the clock and of processors, children's included, in seconds."""

    name: str
    wall: float
    cpu: float
    files: int

    @property
    def each(self) -> float:
        """Milliseconds of a processor for a file."""
        return self.cpu / self.files * 1000


def measure_intake(folder: Path, count: int = 2000, turns: int = 3) -> Section:
    """The table of all contenders; they take turns, and the best of each counts."""
    crowd = gather(folder, count)
    label = next(line for line in _labels(open_round(crowd.empty)) if line[0] == CODE)[1]
    few = crowd.files[::EVERY]
    readers: dict[str, tuple[Callable[[Path], float], Sequence[Path]]] = {
        "openpyxl read_only, all sheets": (_openpyxl, few),
        "pandas, engine openpyxl, all sheets": (lambda path: _pandas(path, "openpyxl", label), few),
        "pandas, engine calamine, all sheets": (lambda path: _pandas(path, "calamine", label), few),
        "python-calamine, the sheet with the figures": (lambda path: _calamine(path, label, [NUMBERS]), crowd.files),
        "python-calamine, all sheets": (lambda path: _calamine(path, label, None), crowd.files),
    }
    costs: list[_Cost] = []
    for _ in range(turns):
        costs += _ours(crowd)
        costs += [_read(name, *way) for name, way in readers.items()]
    names = list(dict.fromkeys(each.name for each in costs))
    best = [min((each for each in costs if each.name == name), key=lambda each: each.cpu) for name in names]
    return Section(
        title=f"Taking in {count} workbooks",
        columns=("who", "seconds", "CPU s", "files", "CPU ms a file", "x floor", "x one sheet"),
        rows=tuple(_row(each, best) for each in best),
        notes=(
            "ours does everything, archive and ledger included; the others read and keep nothing",
            f"of five files two are as typed, one each was saved by {'LibreOffice and' if crowd.has_office else 'nobody else and'} "
            "openpyxl, and one shares no part with any other",
            f"openpyxl and pandas read every {EVERY}th file",
            "the last row is the floor",
        ),
    )


def _row(cost: _Cost, costs: Sequence[_Cost]) -> tuple[str, ...]:
    one_sheet, floor = costs[-2], costs[-1]
    shares = (f"{cost.each / floor.each:.2f}", f"{cost.each / one_sheet.each:.2f}")
    return cost.name, f"{cost.wall:.2f}", f"{cost.cpu:.2f}", str(cost.files), f"{cost.each:.2f}", *shares


def _ours(crowd: Crowd) -> list[_Cost]:
    count = len(crowd.files)
    round_ = crowd.fresh_round()
    alone = _cost("baocao, everything, one process", lambda: _take(round_, count, Here()), count)
    changed = round_.folder / folders.INBOX / crowd.files[count // 2].name
    changed.write_bytes(set_values(changed.read_bytes(), {"tong_thanh_nien": 99_999}))
    again = open_round(round_.folder)
    second = _cost("baocao, once more, one file of them changed", lambda: _take(again, 1, Here()), count)
    other = crowd.fresh_round()
    both = _cost("baocao, everything, children on two cores", lambda: _take(other, count, None), count)
    return [alone, both, second]


def _take(round_: Round, count: int, executor: Executor | None) -> None:
    intake = take_in(round_, datetime(2020, 12, 10, tzinfo=UTC), "vi", executor=executor)
    assert len(intake.taken) == count, (len(intake.taken), count)
    assert intake.count(Outcome.QUARANTINED) == 0, [each.findings for each in intake.taken if each.outcome is Outcome.QUARANTINED][
        :1
    ]


def _cost(name: str, run: Callable[[], object], files: int) -> _Cost:
    gc.collect()
    gc.freeze()  # what pandas and the others have loaded is nobody's garbage, and need not be gone through in everybody's time
    children = _children_seconds()
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return _Cost(name, wall, cpu + _children_seconds() - children, files)


def _children_seconds() -> float:
    """Of processors, for children that have ended."""
    if find_spec("resource") is None:
        return 0.0
    resource = import_module("resource")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return float(used.ru_utime + used.ru_stime)


def _read(name: str, way: Callable[[Path], float], files: Sequence[Path]) -> _Cost:
    found: list[float] = []
    cost = _cost(name, lambda: found.extend(map(way, files)), len(files))
    assert all(found), name
    return cost


def _labels(round_: Round) -> list[tuple[str, str]]:
    return [(each.code, each.label) for each in round_.form.indicators]


def _openpyxl(path: Path) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "Data Validation extension is not supported": nothing is saved
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
        sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    _, cell = next(iter(book.defined_names[CODE].destinations))
    _, column, row = cell.split("$")
    book.close()
    return _number(sheets[NUMBERS][int(row) - 1][ord(column) - ord("A")])


def _pandas(path: Path, engine: Any, label: str) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = pandas.read_excel(path, sheet_name=None, header=None, engine=engine)[NUMBERS]
    return _number(frame.loc[frame[LABEL] == label, VALUE].iloc[0])


def _calamine(path: Path, label: str, titles: Sequence[str] | None) -> float:
    with CalamineWorkbook.from_path(str(path)) as book:
        sheets = {
            title: book.get_sheet_by_name(title).to_python(skip_empty_area=False)
            for title in (book.sheet_names if titles is None else titles)
        }
    return next(_number(row[VALUE]) for row in sheets[NUMBERS] if row[LABEL] == label)


def _number(value: object) -> float:
    assert is_number(value) or isinstance(value, float), value
    return float(value)


def measure_memory(folder: Path, count: int) -> Section:
    """What a run holds at most: over the crowd's files, and over ten times as many, each unit sending again and again."""
    rows = (_memory_row(folder, count, times) for times in (1, GROWTH))
    return Section(
        title="Memory while taking in",
        columns=("files", "seconds", "peak MB of the run", "peak MB of a child"),
        rows=tuple(rows),
        notes=("measured by the system, in a process of its own; a unit's further workbooks differ in a remark at the zip's end",),
    )


def _memory_row(folder: Path, count: int, times: int) -> tuple[str, ...]:
    target = folder / f"times{times}"
    shutil.copytree(folder / "empty", target)
    inbox = target / folders.INBOX
    for path in sorted((folder / "sent").iterdir()):
        data = path.read_bytes()
        for turn in range(times):
            (inbox / f"{turn}-{path.name}").write_bytes(_remarked(data, str(turn).encode() if turn else b""))
    command = [sys.executable, "-c", f"from benchmarks.intake import run_alone; run_alone({str(target)!r})"]
    start = time.perf_counter()
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds = time.perf_counter() - start
    own, child = json.loads(told)
    shutil.rmtree(target)
    return str(count * times), f"{seconds:.0f}", str(own), str(child)


def _remarked(data: bytes, remark: bytes) -> bytes:
    """The same workbook with a comment at the zip's end, where it had none."""
    return data[:-2] + struct.pack("<H", len(remark)) + remark


def run_alone(folder: str) -> None:
    """Take in what lies in a round's inbox; tell the most MB that it took: in this process, and in the largest child."""
    take_in(open_round(Path(folder)), datetime(2020, 12, 10, tzinfo=UTC), "vi")
    resource: Any = import_module("resource")
    peaks = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    sys.stdout.write(json.dumps(peaks))
