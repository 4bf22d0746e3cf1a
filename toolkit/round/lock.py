"""One at a time: who takes in holds the round, so that two runs at once do not both number the same files.

The lock is a transaction on an SQLite file of its own, which the system lets go of when its holder ends, however it ends; it works alike
on Windows. Who holds it stands in a text file beside it.
"""

from __future__ import annotations

import getpass
import os
import platform
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from toolkit.files import long_path
from toolkit.messages import Obstacle
from toolkit.round import folders

PATIENCE = 30.0
"""Seconds that the second waits for the first: most runs are over by then."""

_PAUSE = 0.1


@contextmanager
def held(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """The round in `folder` is ours while the block runs; Obstacle, naming who has it, where it does not become so in time."""
    path = folder / folders.LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(long_path(path), isolation_level=None, timeout=0)
    except (sqlite3.Error, OSError) as problem:
        raise Obstacle("ledger-unusable", path=path, reason=problem) from problem
    try:
        _take(lock, path, time.monotonic() + patience)
        _sign(path)
        yield
    finally:
        lock.close()


def _take(lock: sqlite3.Connection, path: Path, until: float) -> None:
    while True:
        try:
            lock.execute("begin exclusive")
            return
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem):
                raise Obstacle("ledger-unusable", path=path, reason=problem) from problem
            if time.monotonic() >= until:
                raise Obstacle("round-in-use", holder=_holder(path), path=path.parent.parent) from problem
            time.sleep(_PAUSE)


def _sign(path: Path) -> None:
    text = f"{_user()} ({platform.node() or '?'}, {os.getpid()}), {datetime.now():%H:%M %d/%m/%Y}"
    try:
        long_path(path.with_suffix(".txt")).write_text(text, encoding="utf-8")
    except OSError:
        return  # who waits is told less; the lock holds all the same


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def _holder(path: Path) -> str:
    try:
        return long_path(path.with_suffix(".txt")).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "?"
