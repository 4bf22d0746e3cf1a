"""One blank for many units: what is stamped is what would have been written."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.excel.small import small_form
from tests.support.dump import dump_workbook
from toolkit.excel.arrange import blank_layout
from toolkit.excel.blank import BlankRequest, write_blank
from toolkit.excel.preflight import inspect
from toolkit.excel.reader import read_workbook
from toolkit.excel.stamp import Pattern, pattern_key
from toolkit.model.period import Period
from toolkit.model.submission import Identity
from toolkit.model.unit import Unit
from toolkit.model.value import NO_DATA

PLAIN = BlankRequest(
    form=small_form(),
    unit=Unit(code="00820", name="Xã Bạch Đích", kind="xã"),
    period=Period(2020),
    identity=Identity(programme="chuong-trinh", form="thu", version="1", unit="00820", period="2020"),
    parents=("Huyện Yên Minh", "Tỉnh Hà Giang"),
    deadline=date(2020, 12, 15),
)


def request(code: str, name: str, **changes: Any) -> BlankRequest:
    unit = replace(PLAIN.unit, code=code, name=name)
    return replace(PLAIN, unit=unit, identity=replace(PLAIN.identity, unit=code), **changes)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


REQUESTS = [
    request("00821", "Xã Na Khê"),
    request("00822", "Xã <Lao & Chải>", parents=("Huyện “Quản Bạ” & Vị Xuyên",)),
    request("00823", "Phường Ngã Năm", previous={"tong": 1632, "nam": Decimal("0.25"), "nu": NO_DATA, "xep_loai": "tot"}),
    request("00824", "Xã có số thấp", previous={"tong": 10**15, "ty_le": Decimal(1) / 3}),
]


@pytest.mark.parametrize("one", REQUESTS, ids=lambda one: one.unit.code)
def test_what_is_stamped_is_what_is_written(one: BlankRequest) -> None:
    """Identity, headings and last year's figures stamped on another unit's blank give the workbook that the unit would have got."""
    assert pattern_key(one) == pattern_key(PLAIN)
    stamped = Pattern(PLAIN).stamped(one)
    assert dump_workbook(stamped) == dump_workbook(write_blank(one))
    assert inspect(stamped) is None and read_workbook(stamped, "x").identity.unit == one.unit.code


@pytest.mark.parametrize("target", [38, 0, -5, Decimal("12.5")])
def test_what_depends_on_an_assigned_figure_is_right_at_once(target: int | Decimal) -> None:
    """Targets stand in their cells, and marks, counts and derived figures that rest on them carry the values that they come to."""
    first = request("00821", "Xã Na Khê", targets={"dat": 1, "tong": 10})
    one = request("00822", "Xã Lao Chải", targets={"dat": target, "tong": 40, "ty_le": 1}, previous={"tong": 50})
    stamped = Pattern(first).stamped(one)
    assert dump_workbook(stamped) == dump_workbook(write_blank(one))
    shown = openpyxl.load_workbook(io.BytesIO(stamped), data_only=True)
    spot = blank_layout(small_form(), "xã").names["ty_le"]
    assert shown[spot.sheet].cell(spot.row + 1, spot.column + 1).value == pytest.approx(float(target) / 40)


def test_same_parts_as_written_apart_from_texts_in_cells() -> None:
    """For a unit without text among its figures even the bytes of every part are the same."""
    one = request("00821", "Xã Na Khê", previous={"tong": 7})
    assert parts(Pattern(PLAIN).stamped(one)) == parts(write_blank(one))


def test_a_pattern_is_not_used_for_what_it_does_not_fit() -> None:
    """Another kind of unit, one without a parent, and one with other cells filled in from above have patterns of their own."""
    others = [
        replace(PLAIN, unit=replace(PLAIN.unit, kind="chi đoàn")),
        replace(PLAIN, parents=()),
        replace(PLAIN, targets={"dat": 3}),
    ]
    assert len({pattern_key(each) for each in (PLAIN, *others)}) == 4
    for each in others:
        assert dump_workbook(Pattern(each).stamped(each)) == dump_workbook(write_blank(each))
