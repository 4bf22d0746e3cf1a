"""One step at a time, and a way to stop it: a file in the round says that a step runs, and who takes it away asks the step to end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit.files import long_path
from toolkit.messages import Obstacle
from toolkit.round import folders

_MARK = f"{folders.ARCHIVE}/dang-chay"


class Stopped(Exception):
    """The person at the desk asked the step to end."""


class Running:
    """A step that runs."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def go_on(self) -> None:
        """Stopped where somebody has asked for it."""
        if not self._mark.exists():
            raise Stopped


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """The round in `folder` has a step running while the block does; Obstacle where another one runs already."""
    mark = long_path(folder / _MARK)
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.open("x").close()
    except FileExistsError as problem:
        raise Obstacle("step-running") from problem
    except OSError as problem:
        raise Obstacle("folder-not-writable", path=folder, reason=problem) from problem
    try:
        yield Running(mark)
    finally:
        mark.unlink(missing_ok=True)


def stop(folder: Path) -> bool:
    """Ask the step that runs to end; False where none runs."""
    mark = long_path(folder / _MARK)
    runs = mark.exists()
    mark.unlink(missing_ok=True)
    return runs
