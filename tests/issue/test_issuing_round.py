"""Issuing a whole round: what lies there afterwards, and what a person has edited."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.support.rounds import small_round
from toolkit.flow import issue_blanks
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
