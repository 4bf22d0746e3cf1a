"""Shares by an indicator look at what receiving units state, whichever way it came to this level."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.support.rounds import RECEIVED, collected, drop, filled, small_round
from toolkit.consolidate import consolidate
from toolkit.excel.consolidated import write_consolidated
from toolkit.flow import figures, take_in
from toolkit.round import Round, open_round


def with_a_split(round_: Round) -> Round:
    """A former commune of 12 persons went to both communes of the round, by how many each has now."""
    path = round_.folder / "dieu-hanh.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Sáp nhập"]
    for target in ("x1", "x2"):
        sheet.append(["cu", "Xã Cũ", target, "Nhập một phần", "tong", "01/07/2020"])
    book["Kỳ trước"].append(["cu", "tong", 12])
    book.save(path)
    return open_round(round_.folder)


def test_what_a_district_carries_says_the_shares(tmp_path: Path) -> None:
    """10 and 20 persons: a third and two thirds, from the communes' own workbooks and from the district's alone."""
    own = with_a_split(small_round(tmp_path / "a", 2))
    drop(own, x1=filled(own, "x1"), x2=filled(own, "x2", {"tong": 20}))
    assert len(collected(own).taken) == 2
    data = figures(own)[0]
    carried = with_a_split(small_round(tmp_path / "b", 2))
    sent = consolidate(own.form, own.period, own.tree, data.submissions)[0]
    carried.put("2-nhan/h.xlsx", write_consolidated(sent, "h"))
    assert [each.outcome.value for each in take_in(carried, RECEIVED, "vi").taken] == ["accepted"]
    for round_ in (own, carried):
        previous = figures(round_)[0].previous
        assert [(previous[unit]["tong"].value, previous[unit]["tong"].estimated) for unit in ("x1", "x2", "h")] == [
            (4, True),
            (8, True),
            (12, False),
        ]
