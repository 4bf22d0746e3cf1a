"""The sample `tuyen-quang-2025`: 193 communes of Hà Giang and 137 of Tuyên Quang on the 124 of today."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.support.command import run_command
from toolkit.excel.sheets import read_sheets
from toolkit.flow import figures
from toolkit.flow.outputs import label
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.round import Round, create_round
from toolkit.shelf import find_sample

FOLDER = find_sample("tuyen-quang-2025")
SETTINGS = {"programme": "mot-cong-mot", "form": "ket-qua", "period": "2025"}
OLD_TOTAL = sum(
    int(row.text("value"))
    for row in read_sheets((FOLDER / "units.xlsx").read_bytes(), "units.xlsx").sheet("Kỳ trước").rows
    if row.text("indicator") == "ket_nap_moi"
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """The round that the sample starts, before anything came in."""
    round_, findings = create_round(tmp_path_factory.mktemp("tuyen-quang") / "dot", SETTINGS, FOLDER / "units.xlsx", "")
    assert [(each.code, each.found) for each in findings] == [("moved-within-period", "13")]
    assert round_ is not None
    return round_


@pytest.fixture(scope="module")
def history(opened: Round) -> tuple[Consolidation, tuple[Finding, ...]]:
    """Its figures."""
    return figures(opened)


def test_makers_make_it_again(tmp_path: Path) -> None:
    """`make.py` gives the workbooks that lie there, to the byte."""
    subprocess.run([sys.executable, "-B", str(FOLDER / "make.py"), str(tmp_path)], check=True)
    for name in ("units.xlsx", "answers.xlsx"):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_every_old_commune_goes_somewhere(opened: Round) -> None:
    """330 old communes become 124 directly under the province; five are split, three of them in Hà Giang."""
    lineage = opened.control.lineage
    assert len(lineage.sources) == 330
    assert {event.target for event in lineage.events} == {unit.code for unit in opened.tree.children("08")}
    pieces = Counter(event.source for event in lineage.events)
    assert {source for source, count in pieces.items() if count > 1} == {"00688", "00967", "00988", "02494", "02497"}
    assert len(opened.tree.children("08")) == 124


def test_history_adds_up(history: tuple[Consolidation, tuple[Finding, ...]]) -> None:
    """The province's total of the year before is that of the two old provinces, and is no estimate."""
    total = history[0].previous["08"]["ket_nap_moi"]
    assert (total.value, total.estimated) == (OLD_TOTAL, False)


def test_estimates_and_what_cannot_be_told(history: tuple[Consolidation, tuple[Finding, ...]]) -> None:
    """Both parts of a commune split by stated shares are estimates; what an old commune left blank is not told for the new one."""
    data, findings = history
    assert data.previous["00691"]["ket_nap_moi"].estimated
    assert data.previous["00694"]["ket_nap_moi"].estimated
    assert not data.previous["02320"]["ket_nap_moi"].estimated
    silent = [each for each in findings if each.code == "history-incomplete"]
    assert [(each.place.unit, each.place.sheet) for each in silent] == [("02320", "Sáp nhập")]


def test_shares_wait_for_what_they_rest_on(history: tuple[Consolidation, tuple[Finding, ...]]) -> None:
    """A split by assigned targets is told at once, one by what communes report only when they have."""
    data, findings = history
    assert [(each.code, dict(each.values)["found"]) for each in findings if each.code == "share-unknown"] == [
        ("share-unknown", "thanh_nien_co_mat")
    ]
    assert str(data.previous["00913"]["ket_nap_moi"].value).isdecimal()
    assert not str(data.previous["00994"]["ket_nap_moi"].value).isdecimal()


def test_control_workbook_keeps_the_events(opened: Round) -> None:
    """What `new` writes into the control workbook is read back as it was."""
    again = read_sheets((opened.folder / "dieu-hanh.xlsx").read_bytes(), "dieu-hanh.xlsx").sheet("Sáp nhập")
    assert len(again.rows) == len(opened.control.lineage.events) == 335
    assert label(opened.tree.root) == "08 Tỉnh Tuyên Quang"


def test_both_series_are_shown(opened: Round) -> None:
    """`figures --series was` gives the old communes as they stated it and what became of them, `is` the new one with its estimates."""
    was = run_command("figures", str(opened.folder), "--unit", "00694", "--series", "was", "--json").json
    assert [each["code"] for each in was["units"]] == ["00688", "00694", "00946", "00949"]
    split = was["units"][0]
    assert [(each["unit"], each["share"]) for each in split["became"]] == [("00691", "11/20"), ("00694", "9/20")]
    now = run_command("figures", str(opened.folder), "--unit", "00694", "--series", "is", "--json").json
    stated = [each["figures"]["ket_nap_moi"]["value"] for each in was["units"]]
    carried = now["units"][0]["figures"]["ket_nap_moi"]
    assert carried["estimated"]
    assert sum(stated[1:]) < carried["value"] < sum(stated)
    shown = run_command("figures", str(opened.folder), "--unit", "00694", "--series", "was").stdout
    assert "→ 00691 · Phường Hà Giang 2 · 11/20 · 01/07/2025" in shown
