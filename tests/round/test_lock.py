"""One at a time: the second waits, or is told who has the round; a holder that is killed holds nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from toolkit.messages import Obstacle
from toolkit.round.lock import held

HOLD = "import sys, time; from pathlib import Path; from toolkit.round.lock import held\nwith held(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


def test_the_second_is_told_who_has_it(tmp_path: Path) -> None:
    """Held by another process: an obstacle that names it; killed, it holds nothing any more."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        with pytest.raises(Obstacle) as refused, held(tmp_path, patience=0.3):
            pytest.fail("two hold it")
        assert refused.value.code == "round-in-use"
        assert str(other.pid) in refused.value.values["holder"]
        other.kill()
    with held(tmp_path, patience=5):
        assert (tmp_path / "luu-tru/khoa.sqlite").exists()


def test_the_second_waits(tmp_path: Path) -> None:
    """Let go in time, it is the second's turn."""
    order: list[str] = []

    def first() -> None:
        with held(tmp_path):
            order.append("first")
            time.sleep(0.5)
            order.append("first done")

    thread = threading.Thread(target=first)
    thread.start()
    time.sleep(0.2)
    with held(tmp_path, patience=10):
        order.append("second")
    thread.join()
    assert order == ["first", "first done", "second"]
