"""A consolidated workbook as the next level has understood it, straight from figures; through Excel it goes in `tests/flow/test_chain.py`."""

from __future__ import annotations

from dataclasses import replace

from toolkit.model.figure import Consolidation
from toolkit.model.place import Place
from toolkit.model.submission import CONSOLIDATED, Carrier, Coverage, Entry, Identity, Submission
from toolkit.model.value import BLANK, Value


def summary_of(data: Consolidation, unit: str, **typed_over: Value) -> Submission:
    """What the workbook of that unit says; some totals typed over."""
    figures, file = data.figures[unit], f"TH {unit}.xlsx"
    values = {each.code: figures[each.code].value for each in data.form.totals} | typed_over
    return Submission(
        file=file,
        sha256=f"tong-hop-{unit}",
        identity=Identity(unit=unit, content=CONSOLIDATED),
        entries={code: Entry(Place(file, "Số liệu", "D10", unit, code), None, value) for code, value in values.items()},
        coverage={code: Coverage(each.reported, each.expected) for code, each in figures.items()},
        parts=tuple(
            _part(data, each.code, Carrier(file, f"tong-hop-{unit}", unit))
            for each in data.tree.below(unit)
            if each.code in data.submissions
        ),
        adjustments=tuple(
            held for each in data.tree.below(unit) for figure in data.figures[each.code].values() for held in figure.adjusted
        ),
    )


def _part(data: Consolidation, unit: str, carrier: Carrier) -> Submission:
    """What was stated, and what was computed there from tables that go no further."""
    sent, figures = data.submissions[unit], data.figures[unit]
    stated = {
        each.code: sent.entries.get(each.code, Entry(Place(), None, figures[each.code].own))
        for each in data.form.totals
        if figures[each.code].own is not BLANK
    }
    return replace(
        sent, entries={code: entry._replace(value=figures[code].own) for code, entry in stated.items()}, carrier=carrier, tables={}
    )
