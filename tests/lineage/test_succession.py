"""The sheet `Sáp nhập`: what is read from it, and what it says of rows that cannot be."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import pytest
import xlsxwriter

from tests.support.forms import form
from toolkit.excel.sheets import read_sheets
from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.model.lineage import Event, Fate, Lineage
from toolkit.model.unit import Unit
from toolkit.round.succession import LINEAGE, LINEAGE_COLUMNS, read_lineage

FORM = form(
    """
    | indicators | code | type | aggregate |
    |            | so_nguoi | integer | sum |
    |            | cao_nhat | integer | max |
    """
)
UNITS = tuple(Unit(code=code, name=f"Xã {code}") for code in ("A", "B", "C"))
DAY = date(2025, 7, 1)


def read(*rows: str) -> tuple[Lineage, tuple[Finding, ...]]:
    """The sheet with rows written as `from to relation share date`; `-` leaves a cell empty."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet(LINEAGE)
        sheet.write_row(0, 0, LINEAGE_COLUMNS)
        for number, row in enumerate(rows, start=2):
            source, target, relation, share, day = row.split("|")
            cells = (source, f"Xã {source} cũ", target, relation, share, day)
            for column, cell in enumerate(cells):
                if cell != "-":
                    sheet.write_string(number, column, cell)
    return read_lineage(read_sheets(buffer.getvalue(), "don-vi.xlsx").sheet(LINEAGE), FORM, UNITS)


def test_events_are_read() -> None:
    """Relations in words or in codes, shares as decimals, percentages or by an indicator, the day as it is written here."""
    lineage, findings = read(
        "X|A|Nhập toàn bộ|-|01/07/2025",
        "B|B|unchanged|-|01/07/2025",
        "Y|A|Nhập một phần|0,4|01/07/2025",
        "Y|C|part|60%|01/07/2025",
        "Z|A|part|so_nguoi|01/07/2025",
        "Z|C|part|so_nguoi|01/07/2025",
    )
    assert findings == ()
    assert [(e.source, e.target, e.fate, e.share, e.by) for e in lineage.events] == [
        ("X", "A", Fate.WHOLE, None, ""),
        ("B", "B", Fate.UNCHANGED, None, ""),
        ("Y", "A", Fate.PART, Fraction(2, 5), ""),
        ("Y", "C", Fate.PART, Fraction(3, 5), ""),
        ("Z", "A", Fate.PART, None, "so_nguoi"),
        ("Z", "C", Fate.PART, None, "so_nguoi"),
    ]
    assert {e.day for e in lineage.events} == {DAY}
    assert lineage.names["X"] == "Xã X cũ"


@pytest.mark.parametrize(
    ("rows", "cell", "code"),
    [
        (["X|-|whole|-|01/07/2025"], "C3", "lineage-cell-empty"),
        (["X|A|nuốt|-|01/07/2025"], "D3", "lineage-relation"),
        (["X|A|whole|-|hè 2025"], "F3", "lineage-day"),
        (["X|Q|whole|-|01/07/2025"], "C3", "lineage-unit"),
        (["X|A|part|-|01/07/2025"], "E3", "lineage-share-absent"),
        (["X|A|part|1,2|01/07/2025"], "E3", "lineage-share"),
        (["X|A|part|cao_nhat|01/07/2025"], "E3", "lineage-share"),
        (["X|A|whole|0,5|01/07/2025"], "E3", "lineage-share-of-one"),
        (["X|A|part|0,5|01/07/2025", "X|B|part|0,4|01/07/2025"], "E3", "lineage-shares-sum"),
        (["X|A|part|0,5|01/07/2025", "X|B|part|so_nguoi|01/07/2025"], "E3", "lineage-shares-mixed"),
        (["X|A|part|0,5|01/07/2025", "X|A|part|0,5|01/07/2025"], "C4", "lineage-twice"),
        (["X|A|part|0,5|01/07/2025", "X|B|whole|-|01/07/2025"], "D4", "lineage-contradiction"),
        (["X|B|unchanged|-|01/07/2025", "B|B|whole|-|01/07/2025"], "D3", "lineage-unchanged-merged"),
        (["A|B|whole|-|01/07/2025"], "A3", "lineage-closed"),
        (["X|A|whole|-|01/07/2025", "X|B|whole|-|01/09/2025"], "F4", "lineage-after-closing"),
        (["A|B|whole|-|01/07/2025", "B|A|whole|-|01/07/2025"], "C3", "lineage-cycle"),
    ],
)
def test_rows_that_cannot_be(rows: list[str], cell: str, code: str) -> None:
    """Each is an error at its cell, and what it is about is not applied."""
    lineage, findings = read(*rows)
    assert [(each.code, each.place.cell) for each in findings] == [(code, cell)]
    assert findings[0].severity is Severity.ERROR
    assert findings[0].place.sheet == LINEAGE
    wrong = rows[0].split("|")[0] if code != "lineage-after-closing" else ""
    assert all(event.source != wrong for event in lineage.events)


def test_part_that_leaves_the_list() -> None:
    """Where one part of a unit arrived, a part outside of the listed units is a warning only: a district lists no more than its own."""
    lineage, findings = read("X|A|part|0,5|01/07/2025", "X|Q|part|0,5|01/07/2025")
    assert [(each.code, each.severity) for each in findings] == [("lineage-unit", Severity.WARNING)]
    assert len(lineage.events) == 2


def test_unit_that_passes_through() -> None:
    """A unit between two days need not be listed; a code that closes and comes back is no contradiction."""
    lineage, findings = read(
        "X|Y|whole|-|01/07/2025",
        "Y|A|whole|-|01/09/2025",
        "B|A|whole|-|01/07/2025",
        "C|B|part|0,5|01/09/2025",
        "C|C|part|0,5|01/09/2025",
    )
    assert findings == ()
    assert set(lineage.came_from("A")) == {"A", "B", "X", "Y"}


def test_only_what_leads_somewhere() -> None:
    """Of the events those are kept by which something came to the units, with all that became of the same."""
    events = tuple(
        Event(source=source, target=target, fate=Fate.WHOLE, day=DAY) for source, target in (("X", "A"), ("Y", "Q"), ("Z", "A"))
    )
    assert {event.source for event in Lineage(events).leading_to({"A"}).events} == {"X", "Z"}
