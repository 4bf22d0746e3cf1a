"""Second benchmark: a blank workbook for each unit, and for each of thousands of branches.

Ours is written once a kind of unit and stamped for each; beside it stands what we would do without that, XlsxWriter building each.
openpyxl gets two chances: to write the same cells, formulas, styles, names, validations and conditional formats from nothing, and
to load a ready template, stamp the unit into it and save it. The floor packs the parts of a finished workbook into a zip, no more.
"""

from __future__ import annotations

import gc
import io
import shutil
import time
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import cast

import openpyxl
from openpyxl.styles import NamedStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.measure import Contender, compare, peak_memory, seconds
from benchmarks.table import Section, timing_rows
from toolkit.excel.blank import write_blank
from toolkit.excel.layout import IDENTITY
from toolkit.files import write_safely
from toolkit.flow import issue_blanks
from toolkit.issue import Issuer, blank_request
from toolkit.model.unit import Tree, Unit
from toolkit.round import Round, folders

UNIT_ROW = 4
"""Where the identity sheet says whose workbook it is."""


def measure_issuing(round_: Round, most: int = 20, rounds: int = 3) -> Section:
    """The table of all contenders, for the first `most` units that report."""
    units = round_.tree.expected(round_.tree.root.code)[:most]
    contenders = [_contender(name, way, units) for name, way in _ways(round_, _ours(round_, units[0])).items()]
    return Section(
        title=f"Writing {len(units)} blank workbooks",
        columns=("who", "seconds", "ms a file", "CPU ms a file", "x floor", "KB each, cells, names"),
        rows=timing_rows(compare(contenders, rounds), len(units)),
        notes=(
            "baocao stamps what was written once; XlsxWriter from nothing writes the same workbook anew for each",
            "openpyxl from nothing writes what it can read back of ours, without notes, print set-up and properties",
            "openpyxl from a template changes one cell of ours, and loses what it does not know",
            "the floor packs the parts of one of ours anew; it knows of no unit",
        ),
    )


def _contender(name: str, way: Callable[[Unit], bytes], units: tuple[Unit, ...]) -> Contender:
    return Contender(
        name,
        prepare=lambda: units,
        run=lambda state: [way(unit) for unit in cast(tuple[Unit, ...], state)],
        judge=lambda made: _remark(cast(list[bytes], made), units),
    )


def measure_branches(round_: Round, count: int = 3500) -> Section:
    """Time and memory for that many branches, the making of patterns included: beside packing as many finished workbooks anew."""
    branches = _branches(round_, count)
    with zipfile.ZipFile(io.BytesIO(_ours(round_, branches[0]))) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    jobs = {
        "baocao": lambda units: _stamped_all(round_, units),
        "zip of the finished parts": lambda units: [len(_packed(parts)) for _ in units],
    }
    floor = min(seconds(lambda: jobs["zip of the finished parts"](branches)) for _ in range(2))
    rows = (_branch_row(name, job, branches, floor) for name, job in jobs.items())
    return Section(
        title=f"Writing {count} blank workbooks, one after the other",
        columns=("who", "CPU s", "CPU ms a file", "x floor", "peak MB of a quarter", "peak MB of a fortieth"),
        rows=tuple(rows),
        notes=("memory stays the same however many there are: each is handed on before the next is made",),
    )


def measure_branches_on_disk(round_: Round, count: int = 3500) -> Section:
    """All that `baocao issue` does for that many branches, beside packing and writing as many finished workbooks.

    Each is done twice; the better counts.
    """
    large = _with_branches(round_, count)
    one = next(iter(large.tree.expected(large.tree.root.code)))
    with zipfile.ZipFile(io.BytesIO(_ours(large, one))) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    jobs = {
        "baocao issue": lambda: _issued(large),
        "bare zips, each synced to disk": lambda: _packed_to_disk(parts, large, count, write_safely),
        "bare zips, each to a file": lambda: _packed_to_disk(parts, large, count, Path.write_bytes),
    }
    runs = {name: [_clocked(job) for job in (jobs[name],) * 2] for name in jobs}
    best = {name: (min(wall for wall, _ in each), min(cpu for _, cpu in each)) for name, each in runs.items()}
    floor = best["bare zips, each to a file"]
    quarter, fortieth = (_with_branches(round_, count // part) for part in (4, 40))
    peaks = {"baocao issue": [f"{peak_memory(lambda each=each: _issued(each)) / 2**20:.0f}" for each in (quarter, fortieth)]}
    return Section(
        title=f"Issuing {count} blank workbooks to disk",
        columns=("who", "seconds", "x floor", "CPU s", "x floor, CPU", "peak MB of a quarter", "peak MB of a fortieth"),
        rows=tuple(
            (name, f"{wall:.1f}", f"{wall / floor[0]:.1f}", f"{cpu:.1f}", f"{cpu / floor[1]:.1f}", *peaks.get(name, ("", "")))
            for name, (wall, cpu) in best.items()
        ),
        notes=(
            "ours are synced to disk, put in place whole, noted in the ledger, and packed again into a zip for each parent",
            "memory holds a batch of workbooks, however many there are and however many of them one parent has",
        ),
    )


def _with_branches(round_: Round, count: int) -> Round:
    """The round with that many branches below its upper units, each with the targets and former figures of one of its leaves."""
    leaves = round_.tree.expected(round_.tree.root.code)
    made = {f"{leaves[number % len(leaves)].code}-{number}": leaves[number % len(leaves)] for number in range(count)}
    uppers = tuple(unit for unit in round_.tree.units if unit not in leaves)
    branches = tuple(replace(leaf, code=code, name=f"{leaf.name} {code}") for code, leaf in made.items())
    names = defaultdict(list)
    for code, leaf in made.items():
        names[leaf.code].append(code)
    old = round_.control
    targets = {(code, indicator): fact for (unit, indicator), fact in old.targets.items() for code in names.get(unit, (unit,))}
    previous = {code: facts for unit, facts in old.previous.items() for code in names.get(unit, (unit,))}
    return replace(round_, control=replace(old, tree=Tree((*uppers, *branches)), targets=targets, previous=previous))


def _issued(round_: Round) -> None:
    """From nothing: what an earlier run has written is taken away first."""
    shutil.rmtree(round_.folder / folders.ISSUED, ignore_errors=True)
    issue_blanks(round_, overwrite=True)


def _packed_to_disk(parts: Mapping[str, bytes], round_: Round, count: int, write: Callable[[Path, bytes], object]) -> None:
    folder = round_.folder / "packed"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number in range(count):
        write(folder / f"{number}.xlsx", _packed(parts))


def _clocked(job: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    job()
    return time.perf_counter() - wall, time.process_time() - cpu


def _branches(round_: Round, count: int) -> tuple[Unit, ...]:
    """Units with names and codes of their own under the sample's, with the targets and former figures of one of them each."""
    leaves = round_.tree.expected(round_.tree.root.code)
    chosen = (leaves[number % len(leaves)] for number in range(count))
    return tuple(replace(unit, name=f"{unit.name} {number}") for number, unit in enumerate(chosen))


def _stamped_all(round_: Round, units: tuple[Unit, ...]) -> list[int]:
    issuer = Issuer(round_.form, round_.period, round_.tree, round_.settings.deadline)
    return [len(issuer.blank(unit, round_.beside(unit.code))) for unit in units]


def _branch_row(name: str, job: Callable[[tuple[Unit, ...]], list[int]], units: tuple[Unit, ...], floor: float) -> tuple[str, ...]:
    taken = min(seconds(lambda: job(units)) for _ in range(2))
    peaks = (peak_memory(lambda each=each: job(each)) for each in (units[: len(units) // 4], units[: len(units) // 40]))
    return (
        name,
        f"{taken:.1f}",
        f"{taken / len(units) * 1000:.1f}",
        f"{taken / floor:.1f}",
        *(f"{peak / 2**20:.1f}" for peak in peaks),
    )


def _ways(round_: Round, model: bytes) -> dict[str, Callable[[Unit], bytes]]:
    pattern = _load(model)
    with zipfile.ZipFile(io.BytesIO(model)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    issuer = Issuer(round_.form, round_.period, round_.tree, round_.settings.deadline)
    issuer.blank(round_.tree.expected(round_.tree.root.code)[0], {})
    return {
        "baocao": lambda unit: issuer.blank(unit, round_.beside(unit.code)),
        "XlsxWriter, from nothing": lambda unit: _ours(round_, unit),
        "openpyxl, from nothing": lambda unit: _built(pattern, unit),
        "openpyxl, from a template": lambda unit: _stamped(_load(model), unit),
        "zip of the finished parts": lambda _: _packed(parts),
    }


def _ours(round_: Round, unit: Unit) -> bytes:
    return write_blank(
        blank_request(round_.form, round_.period, round_.tree, unit, round_.beside(unit.code), round_.settings.deadline)
    )


def _remark(made: list[bytes], units: tuple[Unit, ...]) -> str:
    """Size, cells and names of the last one; all must be there and be workbooks."""
    assert len(made) == len(units)
    book = _load(made[-1])
    cells = sum(cell.value is not None for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return f"{len(made[-1]) / 1024:.0f}, {cells}, {len(book.defined_names)}"


def _load(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer kinds of validation that openpyxl leaves out: it says so each time
        return openpyxl.load_workbook(io.BytesIO(data))


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _stamped(book: Workbook, unit: Unit) -> bytes:
    book[IDENTITY].cell(UNIT_ROW, 2).value = unit.code
    return _saved(book)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _built(pattern: Workbook, unit: Unit) -> bytes:
    """The pattern's content written into a new workbook, styles by name: the fastest way that openpyxl has."""
    book = Workbook()
    book.remove(book.worksheets[0])
    styles: dict[int, str] = {}
    for source in pattern.worksheets:
        _copy_sheet(source, book.create_sheet(source.title), book, styles)
    for name, defined in pattern.defined_names.items():
        book.defined_names[name] = DefinedName(name, attr_text=defined.attr_text)
    return _stamped(book, unit)


def _copy_sheet(source: Worksheet, target: Worksheet, book: Workbook, styles: dict[int, str]) -> None:
    for number, row in enumerate(source.iter_rows(), start=1):
        for column, cell in enumerate(row, start=1):
            if cell.value is not None or cell.has_style:
                twin = target.cell(number, column)
                twin.value = cell.value
                twin.style = _style(book, styles, cell)
    for merged in source.merged_cells.ranges:
        target.merge_cells(merged.coord)
    for letter, dimension in source.column_dimensions.items():
        target.column_dimensions[letter].width = dimension.width
    for validation in source.data_validations.dataValidation:
        target.add_data_validation(validation)
    for area in source.conditional_formatting:
        for rule in area.rules:
            target.conditional_formatting.add(str(area.sqref), rule)
    target.sheet_state = source.sheet_state
    target.protection.sheet = source.protection.sheet


def _style(book: Workbook, styles: dict[int, str], cell: object) -> str:
    key = cell.style_id  # type: ignore[attr-defined]
    if key not in styles:
        name = f"style {key}"
        traits = {each: copy(getattr(cell, each)) for each in ("font", "fill", "border", "alignment", "protection")}
        book.add_named_style(NamedStyle(name, number_format=cell.number_format, **traits))  # type: ignore[attr-defined]
        styles[key] = name
    return styles[key]
