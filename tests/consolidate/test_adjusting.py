"""Corrections: they hold only where the figure is what they say, totals rest on them, and what was sent stays."""

from __future__ import annotations

from tests.consolidate.test_consolidation import FORM, PERIOD, TREE
from tests.consolidate.test_settling import ALL, codes, corrected
from tests.support.summaries import summary_of
from toolkit.consolidate import consolidate
from toolkit.consolidate.tracing import trace
from toolkit.model.adjustment import Adjustment
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.model.value import BLANK, NO_DATA


def adjusted(*adjustments: Adjustment) -> tuple[Consolidation, tuple[Finding, ...]]:
    return consolidate(FORM, PERIOD, TREE, ALL, adjustments=adjustments)


def test_totals_and_rates_rest_on_the_corrected_figure() -> None:
    """1 becomes 5: the district and the province rise by 4, and the rate is of the new parts."""
    data, findings = adjusted(corrected("1", 1, 5))
    assert [data.figure(unit, "tu").value for unit in ("1", "024", "02")] == [5, 7, 19] and not findings
    assert data.figure("1", "ty_le").value * 10 == 5  # type: ignore[operator]
    assert data.figure("1", "tu").own == 1 and data.submissions["1"].value("tu") == 1
    assert data.figure("1", "tu").adjusted == (corrected("1", 1, 5),) and not data.figure("024", "tu").adjusted


def test_a_unit_that_came_in_a_consolidated_workbook_can_be_corrected() -> None:
    """The totals above it rise too, and nobody tells the district that it added up wrongly."""
    summary = summary_of(consolidate(FORM, PERIOD, TREE, ALL)[0], "024")
    others = {code: each for code, each in ALL.items() if code not in ("1", "2")}
    data, findings = consolidate(FORM, PERIOD, TREE, others, summaries={"024": summary}, adjustments=[corrected("1", 1, 5)])
    assert [data.figure(unit, "tu").value for unit in ("1", "024", "02")] == [5, 7, 19] and not findings


def test_a_wrong_from_refuses_it() -> None:
    """The figure is 1 and not 2: nothing changes, and a finding says so."""
    data, findings = adjusted(corrected("1", 2, 5))
    assert data.figure("02", "tu").value == 15
    assert codes(findings) == [("adjustment-from-differs", "", "")]


def test_what_is_already_so_is_left() -> None:
    """The sender has mended it meanwhile: a note, no error."""
    assert codes(adjusted(corrected("1", 9, 1))[1]) == [("adjustment-done", "", "")]


def test_a_rate_is_not_corrected_itself() -> None:
    """It would contradict its parts."""
    each = Adjustment(unit="1", indicator="ty_le", before=BLANK, after=1, reason="x", who="y", when=corrected("1", 1, 5).when)
    assert codes(adjusted(each)[1]) == [("adjustment-derived", "", "")]


def test_a_total_may_be_corrected_too() -> None:
    """The district's own total: those above rest on it, those below stay."""
    data, findings = adjusted(corrected("024", 3, 4))
    assert [data.figure(unit, "tu").value for unit in ("1", "2", "024", "02")] == [1, 2, 4, 16] and not findings


def test_a_figure_that_nobody_stated_can_be_filled_in() -> None:
    """From blank to a number: it counts as stated; to "no data" it does not."""
    empty = {**ALL, "1": ALL["1"]}
    for after, reported in ((7, 1), (NO_DATA, 0)):
        each = Adjustment(
            unit="1", indicator="nhieu", before=BLANK, after=after, reason="x", who="y", when=corrected("1", 1, 5).when
        )
        data = consolidate(FORM, PERIOD, TREE, empty, adjustments=(each,))[0]
        assert (data.figure("02", "nhieu").value, data.figure("02", "nhieu").reported) == (after, reported)


def test_the_trace_goes_down_to_file_and_cell() -> None:
    """A rate to its parts, a total to its units, a unit to the cell that it typed into; corrections stand on the way."""
    found = trace(adjusted(corrected("1", 1, 5))[0], "024", "ty_le")
    assert [part.indicator for part in found.parts] == ["tu", "mau"]
    first = found.parts[0].parts[0]
    assert (first.unit, first.value, [each.after for each in first.adjusted]) == ("1", 5, [5])
    (typed,) = first.parts
    assert typed.place is not None and (typed.value, typed.place.file, typed.place.cell) == (1, "BC 1 (1).xlsx", "D10")
