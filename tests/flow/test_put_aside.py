"""What belongs to no unit of the round: it is kept, and looked at again once the round has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.support.rounds import collected, drop, filled, small_round
from toolkit.flow import rebuild
from toolkit.model.progress import Outcome, Status
from toolkit.model.unit import Tree, Unit
from toolkit.round import Round, open_round

LATE_COMER = Unit(code="t2", name="Thị trấn 2", kind="thị trấn", parent="h")


def from_elsewhere(round_: Round) -> bytes:
    """The filled workbook of a town that the round does not know yet."""
    tree = Tree((*round_.tree.units, LATE_COMER))
    wider = replace(round_, control=replace(round_.control, tree=tree))
    return filled(wider, "t2")


def with_the_town(round_: Round) -> Round:
    """The round after the office wrote the town into the control workbook."""
    path = round_.folder / "dieu-hanh.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Đơn vị"]
    heads = [cell.value for cell in sheet[1]]
    row = {"code": LATE_COMER.code, "name": LATE_COMER.name, "kind": LATE_COMER.kind, "parent": LATE_COMER.parent}
    sheet.append([row.get(str(head)) for head in heads])
    book.save(path)
    return open_round(round_.folder)


def aside(round_: Round) -> list[str]:
    """The kinds of files that lie in quarantine."""
    return sorted(path.name.partition(".")[2] for path in (round_.folder / "luu-tru/cach-ly").iterdir())


def test_what_is_put_aside_is_kept_with_its_reason(tmp_path: Path) -> None:
    """Where no unit of the round is asked for a list of persons, also though the form has one for others."""
    round_ = small_round(tmp_path, communes=0)
    drop(round_, a=b"%PDF-1.4", b=from_elsewhere(round_))
    assert [each.outcome for each in collected(round_).taken] == [Outcome.QUARANTINED] * 2
    assert aside(round_) == ["ly-do.txt", "ly-do.txt", "xlsx", "xlsx"]


@pytest.mark.parametrize("gone", [False, True])
def test_a_unit_that_was_missing_from_the_round(tmp_path: Path, *, gone: bool) -> None:
    """Once the office has added it, its workbook counts as of the day on which it came, also where the inbox was emptied meanwhile."""
    round_ = small_round(tmp_path, communes=0)
    drop(round_, a=b"%PDF-1.4", b=from_elsewhere(round_))
    first = collected(round_, at=datetime(2020, 12, 1, 8)).taken
    assert [each.findings[0].code for each in first] == ["workbook-is-pdf", "unknown-sender"]
    if gone:
        (round_.folder / "2-nhan/b.xlsx").unlink()
    again = collected(with_the_town(round_), at=datetime(2020, 12, 9, 8))
    assert [(each.unit, each.outcome, each.receipt.received_at.day) for each in again.taken] == [("t2", Outcome.ACCEPTED, 1)]
    assert [path.stem for path in (round_.folder / "luu-tru/ban-goc").iterdir()] == [again.taken[0].receipt.sha256]
    round_ = open_round(round_.folder)
    assert collected(round_).taken == ()
    with round_.ledger() as ledger:
        before = (ledger.progress(round_.tree, None), ledger.findings(), ledger.submissions())
    rebuild(round_, "vi")
    with round_.ledger() as ledger:
        assert (ledger.progress(round_.tree, None), ledger.findings(), ledger.submissions()) == before
    (town,) = (each for each in before[0].units if each.unit.code == "t2")
    assert town.status is Status.ACCEPTED


def test_what_is_still_foreign_is_told_once(tmp_path: Path) -> None:
    """Looked at again in vain, it is no new file, and its first reason stands."""
    round_ = small_round(tmp_path, communes=0)
    drop(round_, a=b"%PDF-1.4")
    collected(round_)
    again = collected(with_the_town(round_))
    assert (again.taken, again.known) == ((), 1)
    with round_.ledger() as ledger:
        assert [each.code for each in ledger.findings()] == ["workbook-is-pdf"]
