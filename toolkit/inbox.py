"""The inbox: whatever was dropped there, in any folders, under any names, in zips and in zips inside zips, one file at a time.

A name from inside a zip is only ever shown. A zip that is broken, locked or absurd costs itself and nothing else.
"""

from __future__ import annotations

import lzma
import os
import re
import stat
import struct
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from io import BytesIO
from pathlib import Path

from toolkit.files import is_fresh_lock, is_held_elsewhere, long_path, read_bytes
from toolkit.messages import Obstacle

MAX_FILE_BYTES = 100 * 1024 * 1024
"""Of one received file: a unit's workbook has some 30 KB, one full of photographs some MB; a file is held in memory whole."""

MAX_ARCHIVE_BYTES = 512 * 1024 * 1024
"""Of one received zip, packed: it too is held in memory."""

MAX_ZIP_BYTES = 2 * 1024 * 1024 * 1024
"""Of all that one zip unpacks to, zips inside it included: a province's thousands of workbooks take a tenth of it."""

ENTRY_COST = 1024
"""Bytes that an entry counts for beside its content, so that millions of empty ones are no way around the limit."""

MAX_ZIP_ENTRIES = 20_000
"""Of one zip: Vietnam's communes, all of them, six times over."""

MAX_RATIO = 200
"""How far an entry may be packed: a workbook is packed already (about 1); only a bomb, or an empty form by the megabyte, gets there."""

RATIO_MATTERS_FROM = 10 * 1024 * 1024
"""Bytes below which an entry is harmless however it is packed."""

MAX_DEPTH = 3
"""Zips inside zips: a district forwards what communes zipped, the province zips the districts'; nobody goes further."""

SETTLED_AFTER = 2.0
"""Seconds that a file which is not whole must have been left alone before it is called damaged: it may still be being copied."""

ZIP_END = 65_557
"""Bytes in which a zip's end record lies: 22, and a comment of at most 65.535."""

_DIRECTORY = struct.Struct("<12x2L")
_OFFICE_ENTRY = re.compile(rb"PK\x01\x02.{24}\x13\x00.{16}\[Content_Types\]\.xml", re.DOTALL)

_LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


class Kind(Enum):
    """What came out of the inbox."""

    FILE = "file"
    IGNORED = "ignored"
    """What programs leave behind: lock files, folder pictures. Nothing was sent with it."""
    PROBLEM = "problem"
    """What could not be opened; `code` says why, and `data` is what there is of it."""
    KNOWN = "known"
    """A file that lies there as it lay when all of it was taken; it was not opened."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the inbox as it lies there: its path below the inbox, its bytes, and the nanosecond at which it was last written.

    One that was written so lately that it may be written again without showing it has no source.
    """

    name: str
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Received:
    """One received file: its path below the inbox with `/` between the parts, a zip's name being one of them, for showing only."""

    name: str
    data: bytes
    modified: datetime
    """When the file, or the outermost zip that it came in, was last written; with a time zone."""
    kind: Kind = Kind.FILE
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()
    source: Source | None = None
    """The file of the inbox that it is, or came in."""


@dataclass(frozen=True, slots=True)
class InboxLimits:
    """How large what comes out of the inbox may be; the constants say why."""

    file_bytes: int = MAX_FILE_BYTES
    archive_bytes: int = MAX_ARCHIVE_BYTES
    zip_bytes: int = MAX_ZIP_BYTES
    zip_entries: int = MAX_ZIP_ENTRIES
    ratio: int = MAX_RATIO
    depth: int = MAX_DEPTH


ORDINARY = InboxLimits()


@dataclass(slots=True)
class _Budget:
    """What one zip of the inbox may still unpack."""

    limits: InboxLimits
    left: int

    def take(self, size: int) -> bool:
        """False where there is not that much left."""
        self.left -= size
        return self.left >= 0


def iter_inbox(folder: Path, known: Container[Source] = frozenset(), limits: InboxLimits = ORDINARY) -> Iterator[Received]:
    """Each file below the folder, in the order of their names, zips opened; one is in memory at a time. Nothing is written.

    What is known is not opened: it has the name, the size and the time of writing that it had before.
    """
    root = long_path(folder, from_length=0)
    closed: list[OSError] = []
    for path in _paths(root, closed):
        item = _received(path, path.relative_to(root).as_posix(), known, limits)
        yield from _opened(item, 0, _Budget(limits, limits.zip_bytes))
    for error in closed:
        path = Path(error.filename or root)
        yield _unreadable(_unseen(path.relative_to(root).as_posix()), error)


def _paths(folder: Path, closed: list[OSError]) -> list[Path]:
    """Every file below the folder; what kept a folder from being looked into goes to `closed`."""
    found = [Path(root) / name for root, _, names in os.walk(folder, onerror=closed.append) for name in names]
    return sorted(found, key=lambda path: unicodedata.normalize("NFC", path.relative_to(folder).as_posix()))


def _received(path: Path, name: str, known: Container[Source], limits: InboxLimits) -> Received:
    shown = unicodedata.normalize("NFC", name)
    try:
        status = long_path(path).stat()
        is_still = time.time() - status.st_mtime >= SETTLED_AFTER
        source = Source(shown, status.st_size, status.st_mtime_ns) if is_still else None
        item = Received(shown, b"", datetime.fromtimestamp(status.st_mtime).astimezone(), source=source)
        if source in known:
            return replace(item, kind=Kind.KNOWN)
        if is_litter(shown):
            return replace(item, kind=Kind.IGNORED)
        if not stat.S_ISREG(status.st_mode):
            return _problem(item, "received-unreadable", reason=stat.filemode(status.st_mode))  # a pipe would never end
        limit = limits.archive_bytes if shown.lower().endswith(".zip") else limits.file_bytes
        if status.st_size > limit:
            return _problem(item, "received-too-large", size=_megabytes(status.st_size), limit=_megabytes(limit))
        if _is_open(path):
            return _problem(item, "received-open", lock=f"~${path.name}")
        return _settled(item, path, status)
    except OSError as error:
        return _unreadable(_unseen(shown), error)
    except Obstacle as obstacle:
        return _unreadable(_unseen(shown), obstacle.__cause__)


def _unseen(name: str) -> Received:
    """What nothing but the name is known of."""
    return Received(name, b"", datetime.now().astimezone())


def _unreadable(item: Received, error: BaseException | None) -> Received:
    """Left for the next run: a program that holds a file lets go of it again, and what the disk refuses now it may give later."""
    if is_held_elsewhere(error):
        return _problem(item, "received-in-use")
    return _problem(item, "received-unreadable", reason=getattr(error, "strerror", "") or str(error))


def _is_open(path: Path) -> bool:
    """True where Excel has put its lock beside the file, and not so long ago that it was merely left behind."""
    return is_fresh_lock(path.with_name(f"~${path.name}"))


def _settled(item: Received, path: Path, status: os.stat_result) -> Received:
    """The file's content, once nobody writes it any more: copying a large one over a network takes a while, and leaves the end for last."""
    data = read_bytes(path)
    age = time.time() - status.st_mtime
    if not _is_whole(data) and 0 <= age < SETTLED_AFTER:
        time.sleep(SETTLED_AFTER - age)
    now = long_path(path).stat()
    if (now.st_size, now.st_mtime_ns) != (status.st_size, status.st_mtime_ns):
        return _problem(item, "received-growing")
    return replace(item, data=data)


def _is_whole(data: bytes) -> bool:
    """False where the file has no content yet, or is a zip (as workbooks are) without its end."""
    return bool(data.strip(b"\0")) and (not data.startswith(b"PK") or b"PK\x05\x06" in data[-ZIP_END:])


def is_litter(name: str) -> bool:
    """True for what office programs and systems leave beside files and nobody sends: `~$…`, `.~lock.…`, `Thumbs.db`, `.DS_Store`."""
    last = name.rsplit("/", 1)[-1].casefold()
    return last in _LITTER or last.startswith(("~$", ".~lock.", "._")) or "__macosx" in name.casefold().split("/")


def _opened(item: Received, depth: int, budget: _Budget) -> Iterator[Received]:
    if item.kind is not Kind.FILE or not _is_archive(item):
        yield item
    elif depth >= budget.limits.depth:
        yield _problem(item, "zip-too-deep", limit=str(budget.limits.depth))
    else:
        yield from _entries(item, depth, budget)


def _is_archive(item: Received) -> bool:
    """A zip that is no office file; a broken one counts where its name says so."""
    if not item.data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return False
    if _lists_office_parts(item.data):
        return False
    try:
        with zipfile.ZipFile(BytesIO(item.data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return item.name.lower().endswith(".zip")
    return not names & {"[content_types].xml", "mimetype"}


def _lists_office_parts(data: bytes) -> bool:
    """True where the zip's directory, looked for as it mostly stands, has the part that every new office file has."""
    end = data.rfind(b"PK\x05\x06", -ZIP_END)
    if end < 0 or len(data) < end + _DIRECTORY.size:
        return False
    size, start = _DIRECTORY.unpack_from(data, end)
    return _OFFICE_ENTRY.search(data, start, start + size) is not None


def _entries(item: Received, depth: int, budget: _Budget) -> Iterator[Received]:
    try:
        archive = zipfile.ZipFile(BytesIO(item.data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        yield _problem(item, "zip-damaged")
        return
    with archive:
        entries, limit = len(archive.infolist()), budget.limits.zip_entries
        if entries > limit:
            yield _problem(item, "zip-too-many-entries", entries=str(entries), limit=str(limit))
            return
        for entry in sorted(archive.infolist(), key=_entry_name):
            if not entry.is_dir():
                yield from _opened(_unpacked(archive, entry, item, budget), depth + 1, budget)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, parent: Received, budget: _Budget) -> Received:
    item = Received(f"{parent.name}/{_entry_name(entry)}", b"", parent.modified, source=parent.source)
    if is_litter(item.name):
        return replace(item, kind=Kind.IGNORED)
    if entry.flag_bits & 1:
        return _problem(item, "zip-encrypted")
    limits = budget.limits
    if entry.file_size > limits.file_bytes:
        return _problem(item, "received-too-large", size=_megabytes(entry.file_size), limit=_megabytes(limits.file_bytes))
    if entry.file_size > max(RATIO_MATTERS_FROM, limits.ratio * entry.compress_size) or not budget.take(
        entry.file_size + ENTRY_COST
    ):
        return _problem(item, "zip-bomb", size=_megabytes(entry.file_size))
    try:
        with archive.open(entry) as file:
            return replace(item, data=file.read(limits.file_bytes))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError):
        return _problem(item, "zip-damaged")


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name as its sender saw it: Windows packs Vietnamese names in its own code page, where zip says it is CP437."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        name = _redecoded(name)
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return unicodedata.normalize("NFC", "/".join(parts))


def _redecoded(name: str) -> str:
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _megabytes(size: int) -> str:
    return f"{-(-size // (1024 * 1024))} MB"


def _problem(item: Received, code: str, **values: str) -> Received:
    return replace(item, kind=Kind.PROBLEM, code=code, values=tuple(values.items()))
