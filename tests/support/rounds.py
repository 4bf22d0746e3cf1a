"""A round on disk in a few milliseconds: a form of a handful of indicators, a programme of its own, some communes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from tests.support.forms import workbook
from tests.support.issued import issue
from toolkit.excel.patch import CellValue, set_values
from toolkit.flow import Intake, take_in
from toolkit.round import Round, create_round

FORM = """
| indicators | code | type | part_of | relation | required | min | formula | formula_at | aggregate |
| | tong | integer | | | x | 0 | | | sum |
| | nam | integer | tong | subset | | 0 | | | sum |
| | nu | integer | tong | subset | | 0 | | | sum |
| | ty_le | percent | | | | | =nam/tong | | |
| | so_nguoi | integer | | | | | =COUNTA(nguoi.ten) | xã | sum |
| tables | table | column | type | required | rows | personal | entered_at |
| | viec | | | | 4 | | |
| | viec | ten | text | | | | |
| | viec | so | integer | | | | |
| | nguoi | | | | 4 | x | xã |
| | nguoi | ten | text | x | | | |
| | nguoi | sinh | date | | | | |
| texts | code |
| | kho_khan |
"""
RECEIVED = datetime(2020, 12, 14, 16, 30)
Values = Mapping[str | tuple[str, int], CellValue]


def small_round(folder: Path, communes: int = 3, settings: Mapping[str, str] | None = None) -> Round:
    """A round of one town and some communes, codes `x1`, `x2`, …; and a neighbourhood `t1` that is asked for no list of persons."""
    programme = folder / "chuong-trinh"
    programme.mkdir(parents=True)
    (programme / "thu.xlsx").write_bytes(workbook(FORM))
    (folder / "units.xlsx").write_bytes(_units(communes))
    stated = {"programme": str(programme), "form": "thu", "period": "2020", **(settings or {})}
    made, findings = create_round(folder / "dot", stated, folder / "units.xlsx", root="")
    assert made is not None, findings
    return made


@cache
def _units(communes: int) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Đơn vị"
    sheet.append(["code", "name", "kind", "parent"])
    sheet.append(["mã", "tên", "loại", "cấp trên"])
    sheet.append(["h", "Huyện H", "huyện", ""])
    for number in range(1, communes + 1):
        sheet.append([f"x{number}", f"Xã {number}", "xã", "h"])
    sheet.append(["t1", "Thị trấn 1", "thị trấn", "h"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def blank(round_: Round, unit: str) -> bytes:
    """The unit's blank workbook."""
    return issue(round_.form, round_.period, round_.tree, round_.tree[unit], round_.beside(unit), None)


def filled(round_: Round, unit: str, values: Values | None = None) -> bytes:
    """The unit's workbook with answers that are right, and with those."""
    return set_values(blank(round_, unit), {"tong": 10, "nam": 6, **(values or {})})


def drop(round_: Round, **files: bytes) -> None:
    """Put workbooks into the inbox, `name=content`."""
    for name, data in files.items():
        (round_.folder / "2-nhan" / f"{name}.xlsx").write_bytes(data)


class Here(Executor):
    """Does everything at once, in this process: no child need be started, and what a test puts in place of something is used."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it is the future's
            future.set_exception(error)
        return future


HERE = Here()


def collected(round_: Round, executor: Executor | None = HERE, at: datetime = RECEIVED) -> Intake:
    """What comes of taking in; judged here, or with None as the product does it."""
    return take_in(round_, at, "vi", executor=executor)
