"""Issuing a whole round: what lies there afterwards, and what a person has edited."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.rounds import small_round
from toolkit.flow import issue_blanks, issuing
from toolkit.round import Round
from toolkit.round.folders import ISSUED


def issued(round_: Round) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (round_.folder / ISSUED).rglob("*.xlsx")}


def test_a_zip_for_each_parent_holds_its_workbooks(tmp_path: Path) -> None:
    """What is mailed in one parcel is what lies in the folder, byte by byte."""
    round_ = small_round(tmp_path)
    written = issue_blanks(round_)
    (parcel,) = (round_.folder / ISSUED).glob("*.zip")
    with zipfile.ZipFile(io.BytesIO(parcel.read_bytes())) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == issued(round_)
    assert len(written.paths) == len(issued(round_)) + 1 and written.kept == ()


def test_what_a_person_has_edited_is_kept(tmp_path: Path) -> None:
    """One blank is edited: it stays and is told, the others are written again; with `overwrite` it is written as well."""
    round_ = small_round(tmp_path)
    issue_blanks(round_)
    before = issued(round_)
    name = next(iter(before))
    edited = next((round_.folder / ISSUED).rglob(name))
    edited.write_bytes(before[name] + b" ")
    again = issue_blanks(round_)
    assert [(each.code, each.place.file.rpartition("/")[2]) for each in again.kept] == [("kept-edited", name)]
    assert edited.read_bytes() == before[name] + b" " and not any(path.endswith(name) for path in again.paths)
    assert issue_blanks(round_, overwrite=True).kept == () and issued(round_) == before


def test_memory_holds_a_batch_however_many_one_parent_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never more workbooks than a batch are made before they are written; the zip holds those of every batch."""
    monkeypatch.setattr(issuing, "BATCH", 2)
    round_, batches = small_round(tmp_path, 5), []
    put_all = Round.put_all

    def seen(self: Round, outputs: Mapping[str, bytes], *, overwrite: bool = False) -> frozenset[str]:
        batches.append(len(outputs))
        return put_all(self, outputs, overwrite=overwrite)

    monkeypatch.setattr(Round, "put_all", seen)
    issue_blanks(round_)
    with zipfile.ZipFile(next((round_.folder / ISSUED).glob("*.zip"))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == issued(round_)
    assert max(batches) == 2 and sum(batches) == len(issued(round_)) > 2


def test_a_zip_that_a_person_has_edited_is_kept(tmp_path: Path) -> None:
    """It stays as it is and is told; nothing half-written is left beside it."""
    round_ = small_round(tmp_path)
    issue_blanks(round_)
    (parcel,) = (round_.folder / ISSUED).glob("*.zip")
    parcel.write_bytes(b"mine")
    kept = issue_blanks(round_).kept
    assert [(each.code, each.place.file.rpartition("/")[2]) for each in kept] == [("kept-edited", parcel.name)]
    assert parcel.read_bytes() == b"mine" and not list((round_.folder / ISSUED).glob("*.tmp"))
