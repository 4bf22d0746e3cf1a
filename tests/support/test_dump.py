"""Workbooks as readable text."""

from __future__ import annotations

from tests.excel.rich import rich_workbook
from tests.support.dump import dump_workbook

DUMP = dump_workbook(rich_workbook()).splitlines()


def test_what_a_dump_shows() -> None:
    """Properties, names, cells with formulas and their last values, openness, notes, checks, formats, protection, print set-up."""
    for line in (
        "property baocao.unit = 00712",
        "name kn_nu = 'Biểu 1'!$C$4",
        "== Biểu 1 (visible)",
        "C4: 15  [open]  [note Ghi chú của chị Hoa]",
        "C7: =ket_nap_moi/chi_tieu -> 1.2",
        "check C3:C5: whole greaterThanOrEqual 0 |  |  |  | ",
        "format C3:C5: cellIs lessThan 0",
        "merged A10:C10",
        "protected, allowed: formatColumns selectLockedCells",
        "page rows $1:$2",
        "own name cua_trang = 'Đơn ''x'' vị'!$B$1",
    ):
        assert line in DUMP


def test_a_dump_is_the_same_twice() -> None:
    """The same workbook gives the same lines."""
    assert dump_workbook(rich_workbook()).splitlines() == DUMP
