"""Fourth benchmark: a consolidated workbook for each unit that has others below it, beside XlsxWriter writing the same cells.

The round is that of the third benchmark, in memory: a province of 3,500 branches under 124 communes, 60 indicators; with `--large`
the country. Then one branch sends another figure: what has to be written anew?
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice

from benchmarks.consolidating import DERIVED, INPUTS, PERIOD, Size, form_of, submissions_of, tree_of
from benchmarks.measure import peak_memory, seconds
from benchmarks.replay import Call, recorded, replayed
from benchmarks.table import Section
from toolkit.consolidate import consolidate
from toolkit.consolidate.comparing import comparer
from toolkit.excel.consolidated import Surroundings, write_consolidated
from toolkit.flow.sealing import seals
from toolkit.model.fact import Fact
from toolkit.model.figure import Consolidation
from toolkit.model.submission import Entry, Submission
from toolkit.model.unit import Unit

PROVINCE = Size(3_500, 124)
COUNTRY = Size(100_000, 3_321, 34)


@dataclass(frozen=True)
class Written:
    """A round in memory, ready to be written."""

    size: Size

    @cached_property
    def data(self) -> Consolidation:
        """Its figures."""
        return self.consolidated(submissions_of(form_of(), tree_of(self.size)))

    def consolidated(self, submissions: dict[str, Submission]) -> Consolidation:
        """The figures of these submissions, with a target for each unit."""
        tree = tree_of(self.size)
        targets = {(unit.code, "so_1"): Fact(40 * len(tree.expected(unit.code))) for unit in tree.units}
        return consolidate(form_of(), PERIOD, tree, submissions, targets=targets)[0]

    def levels(self) -> list[tuple[Unit, ...]]:
        """The units that have others below them, by kind, the lowest first."""
        kinds = dict.fromkeys(unit.kind for unit in self.data.tree.upper())
        return [tuple(unit for unit in self.data.tree.upper() if unit.kind == kind) for kind in reversed(tuple(kinds))]


def surroundings(data: Consolidation) -> Surroundings:
    """What stands beside figures: comparisons, charts, links to the archived files."""
    return Surroundings(locate=lambda file, _: f"../luu-tru/ban-goc/{file}", compare=comparer(data))


def measure_writing(size: Size = PROVINCE, sample: int = 12) -> Section:
    """A row for each level, of which `sample` workbooks are written by both; then all workbooks."""
    round_ = Written(size)
    around = surroundings(round_.data)
    rows = [_level_row(round_.data, around, units, sample) for units in round_.levels()]
    every = [unit.code for units in round_.levels() for unit in units]
    taken = seconds(lambda: [len(write_consolidated(round_.data, code, around)) for code in every])
    rows.append((f"all {len(every)}", "", f"{taken:.1f}", f"{taken / len(every) * 1000:.0f}", "", "", ""))
    return Section(
        title=f"Writing {len(every)} consolidated workbooks ({size.branches} branches, 60 indicators)",
        columns=("workbooks", "calls each", "CPU s", "CPU ms a file", "bare XlsxWriter, CPU ms", "x bare", "peak MB"),
        rows=tuple(rows),
        notes=(
            "bare is XlsxWriter making the same calls with the same values again: the same bytes, with nothing around",
            f"of each level at most {sample} workbooks are written by both, spread over all of it",
        ),
    )


def _level_row(data: Consolidation, around: Surroundings, units: Sequence[Unit], sample: int) -> tuple[str, ...]:
    step = max(1, len(units) // sample)
    chosen = [unit.code for unit in islice(units, 0, None, step)][:sample]
    jobs: list[Callable[[], bytes]] = [partial(write_consolidated, data, code, around) for code in chosen]
    ours = bare = 0.0
    calls: list[Call] = []
    for job in jobs:
        calls = recorded(job)
        mine, taken = _timed(job)
        theirs, needed = _timed(partial(replayed, calls))
        assert mine == theirs, "the same calls make the same workbook"
        ours, bare = ours + taken, bare + needed
    return (
        f"{len(chosen)} of {len(units)} {units[0].kind}",
        str(len(calls)),
        f"{ours:.2f}",
        f"{ours / len(chosen) * 1000:.0f}",
        f"{bare / len(chosen) * 1000:.0f}",
        f"{ours / bare:.2f}",
        f"{peak_memory(jobs[-1]) / 2**20:.0f}",
    )


def _timed(job: Callable[[], bytes]) -> tuple[bytes, float]:
    """What a job gives, and the processor's seconds that it takes: the best of three where it is a short one."""
    made: list[bytes] = []
    taken = seconds(lambda: made.append(job()))
    return made[0], min(taken, seconds(job), seconds(job)) if taken < 1 else taken


def measure_rebuilding(size: Size = PROVINCE) -> Section:
    """After one branch has sent another figure: which workbooks are to be written, and how long it takes to know."""
    round_ = Written(size)
    sent = dict(round_.data.submissions)
    last = next(reversed(sent))
    code = _harmless(round_.data, last)
    entry = sent[last].entries[code]
    entries = {**sent[last].entries, code: Entry(entry.place, None, int(str(entry.value)) + 1)}
    changed = {**sent, last: replace(sent[last], entries=entries, sha256="another")}
    before, upper = seals(round_.data, surroundings(round_.data)), tuple(round_.data.tree.upper())
    results: list[Consolidation] = []
    added = seconds(lambda: results.append(round_.consolidated(changed)))
    data = results[0]
    around = surroundings(data)
    after: dict[str, str] = {}
    known = seconds(lambda: after.update(seals(data, around)))
    stale = [unit.code for unit in upper if before[unit.code] != after[unit.code]]
    assert stale[::-1] == [unit.code for unit in data.tree.ancestors(last)], stale
    written = seconds(lambda: [len(write_consolidated(data, code, around)) for code in stale])
    return Section(
        title="One changed submission",
        columns=("branches", "workbooks", "written anew", "CPU s to add up", "CPU s to find them", "CPU s to write them"),
        rows=((str(size.branches), str(len(upper)), str(len(stale)), f"{added:.2f}", f"{known:.2f}", f"{written:.2f}"),),
        notes=("written anew are the unit's ancestors; where a rank changed, so would be the workbook that shows it",),
    )


def _harmless(data: Consolidation, unit: str) -> str:
    """An indicator of which the unit may state one more without another rank for anybody."""
    for number in range(DERIVED + 1, INPUTS):
        if all(_keeps_rank(data, above, f"so_{number}") for above in data.tree.ancestors(unit)):
            return f"so_{number}"
    raise AssertionError("one more changes ranks, whichever the indicator")


def _keeps_rank(data: Consolidation, unit: Unit, code: str) -> bool:
    values = [data.figure(each.code, code).value for each in data.tree.children(unit.parent)]
    value = int(str(data.figure(unit.code, code).value))
    return values.count(value) < 2 and value + 1 not in values
