"""A province that collects 193 communes, 11 districts' workbooks or any mix of them comes to the same, through files."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.excel.office import recalculated
from tests.support.command import run_command
from toolkit.excel.reader import read_workbook
from toolkit.excel.structure import parse_address
from toolkit.flow import figures as totals
from toolkit.round import folders, open_round

DISTRICTS = ("024", "026", "027", "028", "029", "030", "031", "032", "033", "034", "035")


def new_round(like: Path, folder: Path) -> Path:
    """A round of the same settings and units that has received nothing."""
    for each in folders.ALL:
        (folder / each).mkdir(parents=True)
    shutil.copy(like / folders.CONTROL, folder)
    return folder


def workbook_of(round_: Path, unit: str) -> Path:
    return next((round_ / folders.CONSOLIDATED).glob(f"{unit} *.xlsx"))


def own_files(round_: Path, unit: str) -> Iterator[Path]:
    """What counts of the units below a district, as it was received."""
    opened = open_round(round_)
    with opened.ledger() as ledger:
        sent = ledger.submissions()
    for each in opened.tree.below(unit):
        if each.code in sent:
            yield from (round_ / folders.ORIGINALS).glob(f"{sent[each.code].sha256}*")


def drop(files: Iterator[Path] | list[Path], folder: Path) -> None:
    for file in files:
        shutil.copy(file, folder / folders.INBOX)


def collected(folder: Path) -> Any:
    result = run_command("collect", str(folder), "--json", "--lang", "en")
    return result.json


def figures(folder: Path, unit: str = "02") -> dict[str, Any]:
    told = run_command("figures", str(folder), "--unit", unit, "--json").json
    kept = ("value", "reported", "expected", "formatted", "previous", "rank")
    return {code: {name: each.get(name) for name in kept} for code, each in told["figures"].items()}


@pytest.fixture(scope="module")
def from_districts(demo_round: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The province's round with the 11 districts' workbooks and nothing else."""
    folder = new_round(demo_round, tmp_path_factory.mktemp("chain") / "huyen")
    drop([workbook_of(demo_round, code) for code in DISTRICTS], folder)
    assert collected(folder)["accepted"] == 11
    return folder


def test_districts_come_to_what_communes_come_to(demo_round: Path, from_districts: Path) -> None:
    """Every figure of the province, of a district and of a commune: value, coverage, comparison, rank."""
    for unit in ("02", "030", "00919"):
        assert figures(from_districts, unit) == figures(demo_round, unit)


def test_progress_knows_who_is_behind_a_district(demo_round: Path, from_districts: Path) -> None:
    """All 193 communes are accounted for, and those that were late for their district are late."""
    here, there = (run_command("status", str(folder), "--json").json for folder in (from_districts, demo_round))
    assert [here[name] for name in ("expected", "received", "late", "missing")] == [193, 193, there["late"], 0]


def test_rows_and_texts_travel(demo_round: Path, from_districts: Path) -> None:
    """The province's workbook merges the same rows and the same texts, with the units that wrote them."""
    assert_same_workbook(demo_round, from_districts)


def assert_same_workbook(one: Path, other: Path) -> None:
    """The other round's workbook of the province says what the one's says, apart from how it came."""
    assert run_command("consolidate", str(other), "--unit", "02").exit_code == 0
    ours, theirs = (opened(workbook_of(folder, "02")) for folder in (one, other))
    compared = [name for name in ours.sheetnames if name not in ("Nguồn", "Tiến độ", "Kiểm tra")]
    assert len(compared) > 5
    for name in compared:
        assert list(theirs[name].values) == list(ours[name].values), name


def test_any_mix_comes_to_the_same(demo_round: Path, tmp_path: Path) -> None:
    """Some districts by their workbook, some commune by commune, one both ways: figures, coverage, rows and texts."""
    folder = new_round(demo_round, tmp_path / "lẫn lộn")
    drop([workbook_of(demo_round, code) for code in DISTRICTS[:9]], folder)
    drop((file for code in DISTRICTS[8:] for file in own_files(demo_round, code)), folder)
    found = collected(folder)
    assert found["accepted"] == found["files"]
    assert figures(folder) == figures(demo_round)
    assert_same_workbook(demo_round, folder)


def test_a_text_where_a_total_belongs_returns_the_workbook(demo_round: Path, tmp_path: Path) -> None:
    """The district gets its own workbook back with the cell marked, and nothing of it counts."""
    folder = new_round(demo_round, tmp_path / "chữ")
    data = workbook_of(demo_round, "024").read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(data))
    area = book.defined_names["tong_thanh_nien"].attr_text
    cell = book["Số liệu"][area.split("!")[1].replace("$", "")]
    cell.value = "rất đông"
    book.save(folder / folders.INBOX / "024.xlsx")
    found = collected(folder)
    assert found["returned"] == 1
    assert ("number-unreadable", "Số liệu", cell.coordinate) in [
        (each["code"], each["sheet"], each["cell"]) for each in found["findings"]
    ]
    assert [path.name for path in (folder / folders.RETURNED).glob("*.xlsx")] == ["024 Thành phố Hà Giang (tong-hop).xlsx"]
    assert figures(folder, "024")["tong_thanh_nien"]["value"] is None


def test_the_report_quotes_what_the_editor_has_marked(demo_round: Path, tmp_path: Path) -> None:
    """An `x` beside one commune's answer: of that question the province quotes this one only."""
    folder = Path(shutil.copytree(demo_round, tmp_path / "đánh dấu"))
    path = workbook_of(folder, "02")
    book = openpyxl.load_workbook(path)
    sheet = book["Thuyết minh"]
    area = book.defined_names["baocao.text.kien_nghi.include"].attr_text.split("!")[1].replace("$", "").split(":")[0]
    sheet[area] = "x"
    sender = sheet.cell(sheet[area].row, sheet[area].column + 1).value
    book.save(path)
    consolidation = totals(open_round(folder))[0]
    assert consolidation.picked == {("02", "kien_nghi"): frozenset({sender})}
    assert totals(open_round(demo_round))[0].picked == {}


@pytest.mark.office
def test_sum_rows_recalculated_are_ours(demo_round: Path, tmp_path: Path) -> None:
    """LibreOffice computes every formula of three overview sheets anew and comes to what we wrote."""
    for code in ("02", "024", "034"):
        ours = workbook_of(demo_round, code)
        (tmp_path / code).mkdir()
        theirs = openpyxl.load_workbook(io.BytesIO(recalculated(ours.read_bytes(), tmp_path / code)), data_only=True)["Tổng hợp"]
        formulas, values = openpyxl.load_workbook(ours)["Tổng hợp"], opened(ours)["Tổng hợp"]
        spots = [cell.coordinate for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
        assert len(spots) > 40
        for spot in spots:
            value = values[spot].value or ""
            assert (theirs[spot].value or "") == (pytest.approx(value, rel=1e-13) if isinstance(value, float) else value), (
                code,
                spot,
            )


def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path, data_only=True)


def test_every_link_of_a_source_opens_the_cell_that_holds_the_figure(demo_round: Path) -> None:
    """From the folder of consolidated workbooks, each link leads to an archived file, and there to the sheet and cell with that value."""
    path = workbook_of(demo_round, "024")
    held: dict[Path, Any] = {}
    rows = [row for row in opened(path)["Nguồn"].iter_rows(min_row=4) if row[9].hyperlink]
    assert len(rows) > 250
    for row in rows:
        target = path.parent / row[9].hyperlink.target.replace("\\", "/")
        if target not in held:
            held[target] = read_workbook(target.read_bytes(), target.name)
        title, _, cell = row[9].hyperlink.location.rpartition("!")
        line, column = parse_address(cell)
        typed = held[target].grid(title.strip("'"))[line - 1][column - 1]
        stated = typed.strip().replace(".", "") if isinstance(typed, str) else f"{typed:.0f}"
        assert stated == str(row[5].value), (target, cell)
