"""Assessments up two levels, through files: 14 districts' workbooks alone, then the province's alone, come to what all of them come to."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.command import run_command
from toolkit.round import folders
from toolkit.shelf import find_sample

UNITS = find_sample("tra-vinh-2023") / "units.xlsx"


def figures(folder: Path, unit: str) -> dict[str, Any]:
    told = run_command("figures", str(folder), "--unit", unit, "--json").json["figures"]
    return {code: {name: each[name] for name in ("value", "reported", "expected")} for code, each in told.items()}


def new_round(folder: Path, units: Path, received: list[Path]) -> Path:
    options = ("--programme", "ba-chu-dong", "--form", "danh-gia", "--period", "2023", "--units", str(units), "--no-macros")
    assert run_command("new", str(folder), *options).exit_code == 0
    for each in received:
        shutil.copy(each, folder / folders.INBOX)
    assert run_command("collect", str(folder), "--json").json["accepted"] == len(received)
    return folder


@pytest.fixture(scope="module")
def province(assessed_round: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The province's round with what 14 districts sent up, and no commune's own file."""
    sent = sorted((assessed_round / folders.INBOX).glob("Tham dinh*.xlsx"))
    assert len(sent) == 14
    return new_round(tmp_path_factory.mktemp("thẩm định") / "tỉnh", UNITS, sent)


@pytest.fixture(scope="module")
def nation(province: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round above the province with its workbook alone."""
    folder = tmp_path_factory.mktemp("trung ương")
    book = openpyxl.load_workbook(UNITS)
    sheet = book["Đơn vị"]
    next(row for row in sheet.iter_rows(min_row=3) if row[0].value == "84")[3].value = "TW"
    sheet.append(["TW", "Trung ương Đoàn", "trung ương"])
    book.save(folder / "units.xlsx")
    assert run_command("consolidate", str(province), "--unit", "84").exit_code == 0
    return new_round(folder / "dot", folder / "units.xlsx", list((province / folders.CONSOLIDATED).glob("84 *.xlsx")))


def test_districts_workbooks_alone_come_to_the_same(assessed_round: Path, province: Path) -> None:
    """Points, decisions, means and their coverage; of the province, a district and a commune."""
    for unit in ("84", "842", "29236"):
        assert figures(province, unit) == figures(assessed_round, unit)


def test_so_does_the_province_s_alone(assessed_round: Path, nation: Path) -> None:
    """169 of 169 at the nation, and every figure of every level below as it was."""
    assert figures(nation, "TW")["cong_nhan"] == {"value": 169, "reported": 169, "expected": 169}
    for unit in ("84", "842", "29236"):
        assert figures(nation, unit) == figures(assessed_round, unit)


def test_each_row_is_traced_whatever_is_lost(province: Path, nation: Path) -> None:
    """To the district's sheet and cell, or to the province's row; the same from a ledger that was made again."""
    for folder, sheet, start in ((province, "Thẩm định", "Tham dinh"), (nation, "Kết quả thẩm định", "84 ")):
        for again in (False, True):
            if again:
                (folder / folders.LEDGER).unlink()
                assert run_command("collect", str(folder), "--rebuild").exit_code == 0
            told = run_command("figures", str(folder), "--unit", "29236", "--trace", "cong_nhan", "--json").json["made_of"]
            assert [(each["sheet"], each["file"][: len(start)]) for each in told] == [(sheet, start)]
