"""Worksheet functions, as functions of Python: what a cell shows of the round that its workbook lies in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.command import run_command
from toolkit.office.functions import BC_DO_PHU, BC_SO_LIEU, BC_TY_LE


def cell_of(path: Path) -> Any:
    """A cell of a workbook that lies there, as far as the functions look at it."""
    return SimpleNamespace(sheet=SimpleNamespace(book=SimpleNamespace(fullname=str(path))))


@pytest.fixture(scope="module")
def caller(demo_round: Path) -> Any:
    return cell_of(demo_round / "5-bao-cao" / "Sổ tay của tôi.xlsx")


@pytest.fixture(scope="module")
def known(demo_round: Path) -> dict[str, Any]:
    return dict(json.loads(run_command("figures", str(demo_round), "--unit", "024", "--json").stdout)["figures"])


def test_a_figure_by_codes_or_by_names(caller: Any, known: dict[str, Any]) -> None:
    """The unit's code, its code that Excel took for a number, its name; the indicator's code or its label."""
    wanted = known["ket_nap_moi"]["value"]
    units, indicators = ("024", 24.0, "thành phố Hà Giang"), ("ket_nap_moi", "Đoàn viên mới kết nạp")
    assert {BC_SO_LIEU(unit, indicator, caller=caller) for unit in units for indicator in indicators} == {float(wanted)}
    assert BC_SO_LIEU("024", "ty_le_ket_nap", 2020.0, caller=caller) == pytest.approx(known["ty_le_ket_nap"]["value"])


def test_the_period_a_year_before(caller: Any, known: dict[str, Any]) -> None:
    """Where the round knows it; a period that it knows nothing of is said to be none."""
    assert BC_SO_LIEU("024", "ket_nap_moi", "2019", caller=caller) == known["ket_nap_moi"]["previous"]["value"]
    assert BC_SO_LIEU("024", "ty_le_tap_hop", "2019", caller=caller) != BC_SO_LIEU("024", "ty_le_tap_hop", caller=caller)
    told = BC_SO_LIEU("024", "ket_nap_moi", "2016", caller=caller)
    assert str(told).startswith("#N/A") and "2016" in str(told) and "2019" in str(told)


def test_a_rate_is_of_sums(caller: Any, known: dict[str, Any]) -> None:
    """Numerator and denominator are consolidated first; nothing where one is not a number."""
    rate = BC_TY_LE("024", "ket_nap_moi", "chi_tieu_ket_nap", caller=caller)
    assert rate == pytest.approx(known["ket_nap_moi"]["value"] / known["chi_tieu_ket_nap"]["value"])
    assert BC_TY_LE("024", "ket_nap_moi", "ket_nap_moi", "2019", caller) == 1


def test_coverage(caller: Any, known: dict[str, Any]) -> None:
    """Of one indicator, or of the workbooks that came."""
    figure = known["hv_cam_tinh"]
    assert BC_DO_PHU("024", "hv_cam_tinh", caller) == figure["reported"] / figure["expected"]
    assert BC_DO_PHU("02", caller=caller) == 1


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda cell: BC_SO_LIEU("999", "ket_nap_moi", caller=cell), ("999", "Đơn vị")),
        (lambda cell: BC_SO_LIEU("024", "ket_nap", caller=cell), ("ket_nap", "chỉ tiêu")),
        (lambda cell: BC_SO_LIEU(None, "ket_nap_moi", caller=cell), ("đơn vị",)),
        (lambda cell: BC_TY_LE("024", "ket_nap_moi", "=1+1", caller=cell), ("=1+1",)),
        (lambda cell: BC_DO_PHU("024", "?", caller=cell), ("?",)),
    ],
)
def test_what_cannot_be_answered_says_why(caller: Any, ask: Callable[[Any], object], words: tuple[str, ...]) -> None:
    """A line in the cell, never an exception."""
    told = str(ask(caller))
    assert told.startswith("#N/A: ") and [word for word in words if word not in told] == []


def test_a_workbook_outside_every_round(tmp_path: Path) -> None:
    """It is told where to be saved."""
    told = str(BC_DO_PHU("024", caller=cell_of(tmp_path / "Sổ.xlsx")))
    assert told.startswith("#N/A: Sổ.xlsx") and "dieu-hanh.xlsm" in told


def test_figures_are_of_now(copy_of_demo: Path) -> None:
    """Counted once for a sheet of formulas, and again when something was received."""
    cell = cell_of(copy_of_demo / "Sổ.xlsx")
    assert BC_DO_PHU("024", caller=cell) == 1
    (copy_of_demo / "luu-tru/ledger.sqlite").unlink()
    assert BC_DO_PHU("024", caller=cell) == 0
