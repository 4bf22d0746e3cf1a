"""A step that does not come to its end leaves no trace: what it writes is kept as it was, and put back where the step is stopped or fails."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from toolkit.files import long_path, read_bytes, write_safely
from toolkit.round import Round, folders

_KEPT = f"{folders.ARCHIVE}/truoc-buoc"


@contextmanager
def undone_unless_finished(round_: Round, part: str) -> Iterator[None]:
    """The folder `part` of the round, and what the ledger says of its files, are as before where the block ends by an exception."""
    if not part:
        yield
        return
    before = _taken(round_, part)
    try:
        yield
    except BaseException:
        _put_back(round_, part, before)
        raise
    finally:
        shutil.rmtree(long_path(round_.folder / _KEPT), ignore_errors=True)


def _taken(round_: Round, part: str) -> Mapping[str, str]:
    """The files that are there, by their paths in the round, with what the ledger says was written; copies of them lie aside."""
    kept = long_path(round_.folder / _KEPT)
    shutil.rmtree(kept, ignore_errors=True)  # of a machine that went down
    paths = _files(round_, part)
    for path in paths:
        copy = kept / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        # a file that cannot be read is open in Word or Excel, and the step cannot write it either
        with suppress(OSError):
            shutil.copy2(long_path(round_.folder / path), copy)
    with round_.ledger() as ledger:
        return {path: ledger.written(path) for path in paths}


def _files(round_: Round, part: str) -> list[str]:
    root = long_path(round_.folder)
    return [path.relative_to(root).as_posix() for path in sorted((root / part).rglob("*")) if path.is_file()]


def _put_back(round_: Round, part: str, before: Mapping[str, str]) -> None:
    kept = long_path(round_.folder / _KEPT)
    now = _files(round_, part)
    for path in now:
        if path not in before:
            long_path(round_.folder / path).unlink(missing_ok=True)
    for path in before:
        copy, target = kept / path, long_path(round_.folder / path)
        if copy.is_file() and (not target.is_file() or read_bytes(copy) != read_bytes(target)):
            write_safely(round_.folder / path, read_bytes(copy))
    with round_.ledger() as ledger:
        for path in {*now, *before}:
            was = before.get(path, "")
            if was:
                ledger.note_written(path, was)
            else:
                ledger.forget_written(path)
