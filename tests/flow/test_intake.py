"""Taking in: every file ends in exactly one outcome, whoever judges it, whatever it does to its reader, and whenever the run is killed."""

from __future__ import annotations

import concurrent.futures
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.rounds import RECEIVED, collected, drop, filled, small_round
from toolkit import inbox, judge
from toolkit.flow import intake, judging, rebuild, take_in
from toolkit.messages import Obstacle
from toolkit.model.progress import Outcome
from toolkit.round import Round, open_round
from toolkit.round.archive import Archive
from toolkit.round.ledger import Ledger

COMMUNES = 25


def many(round_: Round) -> dict[str, bytes]:
    """A workbook a commune; one of them wrong, one twice, one none at all, a lock file's leftovers besides."""
    sent = {f"bc-{number:02}": filled(round_, f"x{number}", {"tong": 10 + number}) for number in range(1, COMMUNES + 1)}
    sent["bc-03"] = filled(round_, "x3", {"nam": 99, ("nguoi.ten", 0): "Vàng A Páo"})
    sent["zz-05 (1)"] = sent["bc-05"]
    sent["zz-khong phai"] = b"PK khong phai"
    return sent


def state(round_: Round) -> dict[str, Any]:
    """All that a run leaves behind, but for the times."""
    with round_.ledger() as ledger:
        counting = ledger.submissions()
        progress = ledger.progress(round_.tree, None)
        progress = replace(progress, units=tuple(replace(each, received_on=None) for each in progress.units))
        held = {"progress": progress, "findings": ledger.findings(), "unit": {unit: counting[unit].entries for unit in counting}}
    folders = ("2-nhan", "3-tra-lai", "luu-tru/ban-goc", "luu-tru/cach-ly")
    held["files"] = {str(path.relative_to(round_.folder)) for each in folders for path in (round_.folder / each).rglob("*")}
    receipts = list(round_.archive.receipts())
    held["receipts"] = [(each.sequence, each.name, each.sha256, each.verdict) for each in receipts]
    return held


@pytest.fixture
def round_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Round:
    monkeypatch.setattr(inbox, "SETTLED_AFTER", 0.0)
    made = small_round(tmp_path, COMMUNES)
    drop(made, **many(made))
    return made


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Round:
    """A round with four files in its inbox."""
    monkeypatch.setattr(inbox, "SETTLED_AFTER", 0.0)
    made = small_round(tmp_path, 4)
    sent = many_of(made)
    drop(made, **sent)
    return made


def many_of(made: Round) -> dict[str, bytes]:
    right, wrong = filled(made, "x1"), filled(made, "x2", {"nam": 99, ("nguoi.ten", 0): "Vàng A Páo"})
    return {"a": right, "b": wrong, "c": right, "d": b"PK khong phai"}


def test_the_balance(round_: Round) -> None:
    """As many outcomes as files; a second run takes nothing and counts them as known; rebuilt, the ledger tells the same."""
    first = collected(round_, executor=None)
    assert {outcome.value: first.count(outcome) for outcome in Outcome} == {
        "accepted": COMMUNES - 1, "returned": 1, "duplicate": 1, "quarantined": 1, "ignored": 0,
    }  # fmt: skip
    before = state(round_)
    second = collected(round_)
    assert (len(second.taken), second.known) == (0, COMMUNES + 2)
    assert state(round_) == before
    rebuild(round_, "vi")
    assert state(round_) == before


def test_any_executor_will_do(round_: Round, tmp_path: Path) -> None:
    """In threads of somebody else's: the same as in our own children."""
    own = collected(round_, executor=None)
    other = small_round(tmp_path / "other", COMMUNES)
    drop(other, **many(other))
    with concurrent.futures.ThreadPoolExecutor(2) as executor:
        handed = take_in(other, RECEIVED, "vi", executor=executor)
    assert [(each.receipt.name, each.outcome) for each in handed.taken] == [(each.receipt.name, each.outcome) for each in own.taken]


class Broken(concurrent.futures.ThreadPoolExecutor):
    """An executor none of whose work is ever done."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> concurrent.futures.Future[Any]:
        future: concurrent.futures.Future[Any] = concurrent.futures.Future()
        future.set_exception(concurrent.futures.BrokenExecutor("the cluster is gone"))
        return future


def test_an_executor_that_fails_loses_nothing(few: Round) -> None:
    """What it could not do is done in children of ours."""
    assert [each.outcome.value for each in take_in(few, RECEIVED, "vi", executor=Broken()).taken] == [
        "accepted", "returned", "duplicate", "quarantined",
    ]  # fmt: skip


def dying(yardstick: bytes, letters: list[judge.Letter]) -> list[judge.Judged]:
    """Judges as usual, but a certain file takes its process along."""
    if any(each.name == "bc-07.xlsx" for each in letters):
        os.abort()
    return judge.judge_all(yardstick, letters)


def test_a_file_that_kills_its_reader_costs_itself(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is quarantined with the reason; those that were with it are taken."""
    monkeypatch.setattr(judging, "judge_all", dying)
    taken = {each.receipt.name: each for each in collected(round_, executor=None).taken}
    assert [each.code for each in taken["bc-07.xlsx"].findings] == ["reader-died"]
    assert sum(each.outcome is Outcome.ACCEPTED for each in taken.values()) == COMMUNES - 2


def test_not_even_one_small_file_is_read_in_this_process(few: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """What aborts the reader would otherwise take the whole run along, and every run after it."""
    only = few.folder / "2-nhan/bc-07.xlsx"
    for other in only.parent.iterdir():
        other.unlink()
    only.write_bytes(filled(few, "x1"))
    monkeypatch.setattr(judging, "judge_all", dying)
    assert [(each.outcome, each.findings[0].code) for each in collected(few, executor=None).taken] == [
        (Outcome.QUARANTINED, "reader-died")
    ]


def test_a_fault_of_ours_costs_one_file(few: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw is a finding on its file, which quotes nothing that was typed."""
    monkeypatch.setattr(judge, "normalise", lambda form, raw, kind: {}["Vàng A Páo"])
    findings = [found for each in collected(few).taken for found in each.findings if found.code == "reader-failed"]
    assert [each.place.file for each in findings] == ["a.xlsx", "b.xlsx", "c.xlsx"]
    assert "Páo" not in str(findings)


class Killed(BaseException):
    """The power is cut."""


def cut_after(monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    """Cut the power at the write of that number: to the archive, the receipts, the ledger, or what goes back."""
    left = [writes]

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def once(*args: Any, **kwargs: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return real(*args, **kwargs)

        return once

    for owner, name in ((Archive, "store"), (Archive, "_append"), (Ledger, "record"), (Round, "put"), (intake, "send_back")):
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))


def test_cut_at_any_write_the_next_run_ends_the_same(few: Round, tmp_path: Path) -> None:
    """At each of its writes in turn; also where a file has come before the others meanwhile."""
    whole = small_round(tmp_path / "whole", 4)
    drop(whole, **many_of(whole))
    collected(whole)
    for writes in range(30):
        torn = small_round(tmp_path / f"torn{writes}", 4)
        drop(torn, **many_of(torn))
        with pytest.MonkeyPatch.context() as patched:
            cut_after(patched, writes)
            try:
                collected(torn)
                break
            except Killed:
                if writes % 2:
                    with (torn.folder / "luu-tru/so-nhan.jsonl").open("a") as receipts:
                        receipts.write('{"seq')
        collected(open_round(torn.folder))
        assert state(torn) == state(whole), writes
        rebuild(torn, "vi")
        assert state(torn) == state(whole), writes
    assert writes > 8


def test_a_file_that_came_first_meanwhile(few: Round) -> None:
    """Killed after the receipts were noted: what came since is numbered after them, though its name comes first."""
    with pytest.MonkeyPatch.context() as patched, pytest.raises(Killed):
        cut_after(patched, 6)
        collected(few)
    drop(few, **{"0": filled(few, "x3")})
    collected(few)
    assert [each.name for each in few.archive.receipts()] == ["a.xlsx", "b.xlsx", "c.xlsx", "d.xlsx", "0.xlsx"]
    before = state(few)
    rebuild(few, "vi")
    assert state(few) == before


@pytest.mark.slow
def test_killed_at_random_points(round_: Round, tmp_path: Path) -> None:
    """The process is killed again and again, at points that nobody chose; the run after that ends as one that nobody disturbed."""
    whole = small_round(tmp_path / "whole", COMMUNES)
    drop(whole, **many(whole))
    collected(whole)
    command = [sys.executable, "-m", "toolkit", "collect", str(round_.folder)]
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", "import toolkit.commands.collect"], check=True)
    loading = time.monotonic() - start
    chance = random.Random(4)
    for _ in range(4):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(loading * chance.uniform(0.8, 2))
            run.kill()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    assert state(round_) == state(whole)


@pytest.mark.parametrize("name", ["reader_seconds", "inbox_file_megabytes", "workbook_cells"])
def test_limits_that_are_no_numbers(tmp_path: Path, name: str) -> None:
    """A setting that cannot be used is an obstacle that names it, before anything is read."""
    round_ = small_round(tmp_path, settings={name: "nhanh"})
    with pytest.raises(Obstacle) as refused:
        collected(round_)
    assert (refused.value.code, refused.value.values["setting"]) == ("setting-unusable", name)


def test_limits_are_settings(tmp_path: Path) -> None:
    """A workbook with more in it than the round allows is put aside; once the office allows more it is taken, without being sent again."""
    strict = small_round(tmp_path, settings={"workbook_parts": "5", "inbox_file_megabytes": "1"})
    drop(strict, a=filled(strict, "x1"), b=bytes(2**21))
    taken = {each.receipt.name: {found.code for found in each.findings} for each in collected(strict).taken}
    assert taken == {"a.xlsx": {"workbook-too-many-parts"}, "b.xlsx": {"received-too-large"}}
    wider = replace(strict, settings=replace(strict.settings, all={}))
    assert {(each.receipt.name, each.outcome.value) for each in collected(wider).taken} >= {("a.xlsx", "accepted")}


def test_a_file_that_is_open_or_growing_waits(few: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """With Excel's lock beside it, or written to while it is read, it is left for the next run, with a note."""
    received = few.folder / "2-nhan"
    (received / "~$a.xlsx").write_bytes(b"")
    monkeypatch.setattr(inbox, "SETTLED_AFTER", 30.0)
    growing = received / "0.xlsx"
    growing.write_bytes(filled(few, "x3")[:500])
    monkeypatch.setattr(inbox.time, "sleep", lambda seconds: growing.write_bytes(filled(few, "x3")))
    first = collected(few)
    assert {(each.code, each.place.file) for each in first.left} == {("received-open", "a.xlsx"), ("received-growing", "0.xlsx")}
    (received / "~$a.xlsx").unlink()
    again = collected(few)
    assert {(each.receipt.name, each.outcome.value) for each in again.taken} == {("a.xlsx", "duplicate"), ("0.xlsx", "accepted")}


def test_receipts_are_lines_of_json(few: Round) -> None:
    """Whoever takes over can read them without us."""
    collected(few)
    lines = (few.folder / "luu-tru/so-nhan.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["sequence"] for line in lines] == [1, 2, 3, 4]
