"""Third benchmark: adding up many units, in memory, from submissions that are understood already. Does it stay linear?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measure import peak_memory, seconds
from benchmarks.table import Section
from toolkit.consolidate import consolidate
from toolkit.model.figure import Consolidation
from toolkit.model.form import Form, Indicator, Type
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.submission import Entry, Identity, Submission
from toolkit.model.unit import Tree, Unit

INPUTS, DERIVED = 48, 12
"""Indicators: what is stated, and what is computed from it at every level."""

PERIOD = Period(2020)


@dataclass(frozen=True)
class Size:
    """A province or a country: branches evenly under communes, communes under provinces; one province is the root itself."""

    branches: int
    communes: int
    provinces: int = 1


SMALL = (Size(875, 31), Size(1_750, 62), Size(3_500, 124))
"""A province of 2025 with its communes' branches, and a half and a quarter of it."""

LARGE = (Size(100_000, 3_321, 34),)
"""The country of 2025, with its provinces and communes."""


def measure_consolidating(sizes: Sequence[Size]) -> Section:
    """Seconds, microseconds a branch, and memory for each size."""
    rows = tuple(_row(size) for size in sizes)
    return Section(
        title=f"Consolidating {INPUTS + DERIVED} indicators in memory",
        columns=("branches / communes / provinces", "CPU seconds", "microseconds a branch", "peak MB", "KB a branch"),
        rows=rows,
        notes=(
            "linear where the microseconds and the KB a branch stay as they are from row to row",
            "memory is what consolidating takes beside the submissions that it is given, every figure with what it is made of kept",
        ),
    )


def _row(size: Size) -> tuple[str, ...]:
    form, tree = form_of(), tree_of(size)
    submissions = submissions_of(form, tree)
    elapsed = seconds(lambda: _checked(consolidate(form, PERIOD, tree, submissions)[0]))
    memory = peak_memory(lambda: consolidate(form, PERIOD, tree, submissions))
    return (
        f"{size.branches} / {size.communes} / {size.provinces}",
        f"{elapsed:.2f}",
        f"{elapsed / size.branches * 1e6:.0f}",
        f"{memory / 2**20:.0f}",
        f"{memory / 1024 / size.branches:.1f}",
    )


def _checked(result: Consolidation) -> None:
    """Each branch states 1 for the first input, so that the root's total is their number."""
    figure = result.figure(result.tree.root.code, "so_0")
    assert figure.value == figure.reported == len(result.submissions), figure


def form_of() -> Form:
    """A form of inputs, and of rates and sums that rest on them."""
    inputs = [Indicator(code=f"so_{number}", label=f"Chỉ tiêu {number}") for number in range(INPUTS)]
    rates = [
        Indicator(code=f"ty_le_{number}", label=f"Tỷ lệ {number}", type=Type.PERCENT, formula=f"=so_{number}/so_{number + 1}")
        for number in range(DERIVED)
    ]
    return Form(programme="do", code="do", version="1", title="Biểu đo", indicators=(*inputs, *rates))


def tree_of(size: Size) -> Tree:
    """The units, each after its parent."""
    root = Unit(code="0", name="Gốc", kind="gốc")
    provinces = _level("tỉnh", size.provinces, (root,)) if size.provinces > 1 else ()
    communes = _level("xã", size.communes, provinces or (root,))
    return Tree((root, *provinces, *communes, *_level("chi đoàn", size.branches, communes)))


def _level(kind: str, count: int, parents: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """So many units of a kind, dealt out evenly to the parents."""
    return tuple(
        Unit(code=f"{kind} {each}", name=f"{kind} {each}", kind=kind, parent=parents[each % len(parents)].code)
        for each in range(count)
    )


def submissions_of(form: Form, tree: Tree) -> dict[str, Submission]:
    """What each leaf states: 1 for the first input, small numbers that differ for the others."""
    leaves = [unit for unit in tree.units if tree.is_leaf(unit.code)]
    return {unit.code: _submission(form, unit, number) for number, unit in enumerate(leaves)}


def _submission(form: Form, unit: Unit, number: int) -> Submission:
    place = Place(file=f"{unit.code}.xlsx", sheet="Số liệu", unit=unit.code)
    values = [1, *((number * 7 + position) % 97 + 1 for position in range(1, INPUTS))]
    entries = {each.code: Entry(place, value, value) for each, value in zip(form.indicators, values, strict=False)}
    identity = Identity(programme=form.programme, form=form.code, version=form.version, unit=unit.code, period=PERIOD.id)
    return Submission(file=place.file, sha256="", identity=identity, entries=entries)
