"""The disk: writes that leave the old file or the new one, reads that say what is in the way, names that Windows accepts."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from toolkit.messages import Obstacle

MAX_NAME_BYTES = 200
"""Of a file name that we make: file systems stop at 255 bytes, a Vietnamese letter takes up to three, and an ending follows."""

LONG_PATH = 240
"""Characters from which Windows programs need the long form of a path (its old limit is 260, a temporary name is a little longer)."""

PATIENCE = 5
"""Times that a file is tried to be put in its place before that counts as refused."""

BLINK = 0.1
"""Seconds between two tries."""

DRAFTS = 64
"""Files that are open at a time while several are written: some systems allow no more than 256."""

LOCK_LASTS = 12 * 3600
"""Seconds after which Excel's lock beside a file is taken for one that was left behind by a crash: nobody works longer at one sitting."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_SHARING = frozenset({32, 33})  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION: another program, mostly Excel, holds the file


def write_safely(path: Path, data: bytes) -> None:
    """Write the file whole or not at all, making its folders; Obstacle where the disk does not let us, and nothing is left behind.

    A reader sees the former file until the new one is complete, also when the power fails in between.
    """
    write_all_safely({path: data})


def write_all_safely(contents: Mapping[Path, bytes]) -> None:
    """The same for several files, each for itself: after an Obstacle some are there and others are not, none is half there.

    They are written before the first of them is waited for: a disk confirms the first and is mostly done with the rest.
    """
    paths = list(contents)
    for start in range(0, len(paths), DRAFTS):
        _write_together({path: contents[path] for path in paths[start : start + DRAFTS]})


def _write_together(contents: Mapping[Path, bytes]) -> None:
    drafts: list[_Draft] = []
    try:
        for path, data in contents.items():
            with _blaming(path):
                drafts.append(_Draft(path))
                drafts[-1].write(data)
        for path, draft in zip(contents, drafts, strict=True):
            with _blaming(path):
                draft.finish()
                draft.put_in_place()
    finally:
        for draft in drafts:
            draft.discard()


def grow_safely(path: Path, grow: Callable[[BinaryIO], object], is_wanted: Callable[[str], bool]) -> str:
    """The same for a file that is too large to be held in memory: `grow` writes into it bit by bit.

    The SHA-256 of what it came to; empty, and the former file left as it was, where `is_wanted` refuses that.
    """
    with _blaming(path):
        draft = _Draft(path)
    try:
        with _blaming(path):
            grow(draft.file)
            draft.finish()
        digest = digest_of(draft.temporary)
        if not is_wanted(digest):
            return ""
        with _blaming(path):
            draft.put_in_place()
    finally:
        draft.discard()
    return digest


def digest_of(path: Path) -> str:
    """The SHA-256 of the file, which is not held in memory; Obstacle where it is missing, locked or not ours to read."""
    try:
        with long_path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _obstacle(error, path, writing=False) from error


def settle(folder: Path) -> None:
    """See to it that the names of what was written into a folder are on the disk, where the system lets a folder be opened."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return  # some network drives cannot; the files themselves are written through
    finally:
        os.close(handle)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; Obstacle where it is missing, locked or not ours to read."""
    try:
        return long_path(path).read_bytes()
    except OSError as error:
        raise _obstacle(error, path, writing=False) from error


def find_lock(path: Path) -> Path | None:
    """The lock of an office program that has a document open, beside it; None where there is none, or an old one that a crash left.

    Word drops the first letters of a long name for its `~$`, LibreOffice writes `.~lock.`.
    """
    name = path.name
    locks = (path.with_name(lock) for lock in (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~lock.{name}#"))
    return next((lock for lock in locks if is_fresh_lock(lock)), None)


def is_fresh_lock(path: Path) -> bool:
    """True for the lock of a program that has a document open; not for one that a crash left behind long ago."""
    try:
        lock = long_path(path).stat()
    except OSError:
        return False
    return time.time() - lock.st_mtime < LOCK_LASTS


def safe_name(text: str) -> str:
    """A file name from a unit's or a form's name: letters and accents kept, what Windows refuses replaced; never empty.

    It is one name, not a path, and leaves room for an ending.
    """
    name = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", text))
    name = " ".join(name.split()).strip(" .")
    if _DEVICES.match(name):
        name = f"_{name}"
    return _shortened(name).rstrip(" .") or "_"


def long_path(path: Path, *, windows: bool = sys.platform == "win32", from_length: int = LONG_PATH) -> Path:
    """The same path, in the form that Windows takes at any length; elsewhere, and where it is shorter than that, as it was."""
    if not windows or len(str(path.absolute())) < from_length or str(path).startswith("\\\\?\\"):
        return path
    text = str(path.absolute())
    return type(path)(f"\\\\?\\UNC\\{text[2:]}" if text.startswith("\\\\") else f"\\\\?\\{text}")


def exists(path: Path) -> bool:
    """True where there is such a file or folder, however long its path is."""
    return long_path(path).exists()


def _shortened(name: str) -> str:
    return name.encode()[:MAX_NAME_BYTES].decode(errors="ignore")


@contextmanager
def _blaming(path: Path) -> Iterator[None]:
    """What the disk refuses within the block is told of that file."""
    try:
        yield
    except OSError as error:
        raise _obstacle(error, path, writing=True) from error


class _Draft:
    """A file that is being written under a temporary name beside its own; whoever makes one discards it in the end, whatever happened."""

    def __init__(self, path: Path) -> None:
        self._target = long_path(path)
        self._is_pending = True
        self.temporary = self._target.with_name(f".{secrets.token_hex(6)}.tmp")
        self.file = _opened_anew(self.temporary)

    def write(self, data: bytes) -> None:
        """Put that into it."""
        self.file.write(data)
        self.file.flush()

    def finish(self) -> None:
        """Wait until the disk has all of it."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()

    def put_in_place(self) -> None:
        """Give it its own name. Windows refuses while a scanner for viruses or an index still holds the new file or the old one: mostly for a blink."""
        for _ in range(PATIENCE):
            try:
                self._rename()
                return
            except PermissionError:
                time.sleep(BLINK)
        self._rename()

    def _rename(self) -> None:
        self.temporary.replace(self._target)
        self._is_pending = False

    def discard(self) -> None:
        """Take it away, unless it is in its place."""
        if not self._is_pending:
            return
        try:
            self.file.close()
            self.temporary.unlink(missing_ok=True)
        except OSError:
            return  # the first error says what is wrong; a leftover that cannot be removed would only hide it


def _opened_anew(path: Path) -> BinaryIO:
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def is_held_elsewhere(error: BaseException | None) -> bool:
    """True for what Windows says of a file that another program holds."""
    return getattr(error, "winerror", None) in _SHARING


def _obstacle(error: OSError, path: Path, *, writing: bool) -> Obstacle:
    reason = error.strerror or str(error)
    if is_held_elsewhere(error):
        return Obstacle("file-in-use", path=path)
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Obstacle("disk-full", path=path)
    if error.errno == errno.ENAMETOOLONG:
        return Obstacle("path-too-long", path=path)
    if error.errno == errno.ENOENT and not writing:
        return Obstacle("file-missing", path=path)
    return Obstacle("file-not-writable" if writing else "file-not-readable", path=path, reason=reason)
