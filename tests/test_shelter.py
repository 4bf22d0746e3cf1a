"""Work in child processes: answers come back, and what kills, stops or bloats a worker costs that piece of work only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

import toolkit.shelter as shelter_module
from toolkit.shelter import Lasting, Limits, Shelter, WorkerLost

_UNHELD = "from toolkit import shelter; shelter._hold_memory = lambda megabytes: None; shelter.serve({megabytes})"
"""A worker on a system that limits nobody's memory."""


@pytest.fixture
def shelter() -> Iterator[Shelter]:
    with Shelter(Limits(seconds=20, workers=2)) as executor:
        yield executor


def test_work_is_done_and_bytes_come_back(shelter: Shelter) -> None:
    """Many pieces on two workers, each answered with its own result."""
    futures = [shelter.submit(bytes.upper, b"a%d" % number) for number in range(20)]
    assert [future.result() for future in futures] == [b"A%d" % number for number in range(20)]


def test_what_the_work_raises_is_raised(shelter: Shelter) -> None:
    """An error of the work is the future's, and the worker goes on."""
    with pytest.raises(ZeroDivisionError):
        shelter.submit(divmod, 1, 0).result()
    assert shelter.submit(divmod, 7, 2).result() == (3, 1)


def test_what_lasts_is_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first question to a worker brings it along, the next only name it; a new worker in place of a lost one is sent it again."""
    lasting, sizes = Lasting("yardstick", bytes(100_000)), list[int]()
    send = shelter_module._send
    monkeypatch.setattr(shelter_module, "_send", lambda pipe, message: (sizes.append(len(message)), send(pipe, message))[1])
    with Shelter(Limits(seconds=20, workers=1)) as shelter:
        assert [shelter.submit(getattr, lasting, "data").result() for _ in range(3)] == [lasting.data] * 3
        with pytest.raises(WorkerLost):
            shelter.submit(os.abort).result()
        assert shelter.submit(getattr, lasting, "digest").result() == "yardstick"
    assert [size > 100_000 for size in sizes] == [True, False, False, False, True]


def test_an_aborted_worker_costs_one_piece(shelter: Shelter) -> None:
    """The process is gone in the midst of it; the pieces before and after are done."""
    futures = [shelter.submit(divmod, 7, 2), shelter.submit(os.abort), shelter.submit(divmod, 9, 2)]  # type: ignore[arg-type]
    assert futures[0].result() == (3, 1)
    with pytest.raises(WorkerLost) as lost:
        futures[1].result()
    assert (lost.value.code, futures[2].result()) == ("reader-died", (4, 1))


def test_a_worker_that_hangs_is_stopped() -> None:
    """Its time is up: it is killed and replaced, and what it was at is called too slow."""
    with Shelter(Limits(seconds=1.5, workers=1)) as shelter:
        hung = shelter.submit(time.sleep, 60)
        after = shelter.submit(divmod, 7, 2)
        with pytest.raises(WorkerLost) as lost:
            hung.result()
        assert (lost.value.code, after.result()) == ("reader-too-slow", (3, 1))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_worker_that_takes_too_much_memory() -> None:
    """It gets no more than its limit."""
    with Shelter(Limits(seconds=20, megabytes=300, workers=1)) as shelter:
        with pytest.raises(WorkerLost) as lost:
            shelter.submit(bytes, 400 * 1024 * 1024).result()
        assert (lost.value.code, lost.value.values) == ("reader-too-hungry", {"limit": "300"})


def taking(megabytes: int) -> None:
    """Takes ever more memory, until it has that much."""
    held = [b"x" * 2**20 for _ in range(megabytes)]
    time.sleep(60 * len(held))


def test_the_guard_alone_holds_a_worker_to_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows and macOS, where the system does not: what takes more is ended from outside, and the next piece is done."""
    monkeypatch.setattr(shelter_module, "_STARTS", _UNHELD)
    with Shelter(Limits(seconds=120, megabytes=200, workers=1)) as shelter:
        hungry, after = shelter.submit(taking, 400), shelter.submit(divmod, 7, 2)
        with pytest.raises(WorkerLost) as lost:
            hungry.result()
        assert (lost.value.code, lost.value.values, after.result()) == ("reader-too-hungry", {"limit": "200"}, (3, 1))


def test_a_worker_that_was_ended_is_of_no_more_use() -> None:
    """Also where its answer came in the same moment: it is not put back among those that wait for work."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        guard = shelter_module._Guard(process, Limits(seconds=0))
        process.wait()
        assert (guard.leave(), guard.loss().code) == (False, "reader-too-slow")


def test_the_worker_itself_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a virtual environment of Windows `python.exe` starts another one, and it is that one which takes memory and must be ended."""
    monkeypatch.setattr(sys, "_base_executable", "C:/Python/python.exe", raising=False)
    own = "C:/venv/Scripts/python.exe"
    assert shelter_module.interpreter_of(own, windows=True) == ("C:/Python/python.exe", {"__PYVENV_LAUNCHER__": own})
    assert shelter_module.interpreter_of("C:/Python/python.exe", windows=True) == ("C:/Python/python.exe", {})
    assert shelter_module.interpreter_of(own, windows=False) == (own, {})


def test_giving_up_does_not_wait() -> None:
    """Shut down without waiting, what is under way is lost at once."""
    shelter = Shelter(Limits(workers=1))
    under_way = shelter.submit(time.sleep, 60)
    time.sleep(0.5)
    start = time.monotonic()
    shelter.shutdown(wait=False)
    assert time.monotonic() - start < 10
    with pytest.raises(WorkerLost):
        under_way.result()


def test_what_work_prints_is_no_answer(shelter: Shelter) -> None:
    """A library that prints does not disturb the answers."""
    assert shelter.submit(print, "x").result() is None
    assert shelter.submit(divmod, 7, 2).result() == (3, 1)
