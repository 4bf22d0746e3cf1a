"""The disk: writes that leave the old file or the new one, reads that say what is in the way, names that Windows accepts, the inbox.

The inbox is whatever was dropped there, in any folders, under any names, in zips and in zips inside zips, one file at a time. A name
from inside a zip is only ever shown. A zip that is broken, locked or absurd costs itself and nothing else.
"""

from __future__ import annotations

import errno
import hashlib
import lzma
import os
import re
import secrets
import stat
import struct
import sys
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from io import BytesIO
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

LOCK_LASTS = 12 * 3600
"""Seconds after which Excel's lock beside a file is taken for one that was left behind by a crash: nobody works longer at one sitting."""

ZIP_END = 65_557
"""Bytes in which a zip's end record lies: 22, and a comment of at most 65.535."""

_DIRECTORY = struct.Struct("<12x2L")
_OFFICE_ENTRY = re.compile(rb"PK\x01\x02.{24}\x13\x00.{16}\[Content_Types\]\.xml", re.DOTALL)

_LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})

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
            drafts.append(_Draft(path))
            drafts[-1].write(data)
        for draft in drafts:
            draft.finish()
            draft.put_in_place()
    finally:
        for draft in drafts:
            draft.discard()


def grow_safely(path: Path, grow: Callable[[BinaryIO], object], is_wanted: Callable[[str], bool]) -> str:
    """The same for a file that is too large to be held in memory: `grow` writes into it bit by bit.

    The SHA-256 of what it came to; empty, and the former file left as it was, where `is_wanted` refuses that.
    """
    draft = _Draft(path)
    try:
        with _blaming(path):
            grow(draft.file)
        draft.finish()
        digest = digest_of(draft.temporary)
        if not is_wanted(digest):
            return ""
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
    return next((lock for lock in locks if _is_fresh(lock)), None)


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
        self._path = path
        self._is_pending = True
        self.temporary = long_path(path).with_name(f".{secrets.token_hex(6)}.tmp")
        with _blaming(path):
            self.file = _opened_anew(self.temporary)

    def write(self, data: bytes) -> None:
        """Put that into it."""
        with _blaming(self._path):
            self.file.write(data)
            self.file.flush()

    def finish(self) -> None:
        """Wait until the disk has all of it."""
        with _blaming(self._path):
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()

    def put_in_place(self) -> None:
        """Give it its own name. Windows refuses while a scanner for viruses or an index still holds the new file or the old one: mostly for a blink."""
        with _blaming(self._path):
            for _ in range(PATIENCE):
                try:
                    self._rename()
                    return
                except PermissionError:
                    time.sleep(BLINK)
            self._rename()

    def _rename(self) -> None:
        self.temporary.replace(long_path(self._path))
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


def _obstacle(error: OSError, path: Path, *, writing: bool) -> Obstacle:
    reason = error.strerror or str(error)
    if getattr(error, "winerror", None) in _SHARING:
        return Obstacle("file-in-use", path=path)
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Obstacle("disk-full", path=path)
    if error.errno == errno.ENAMETOOLONG:
        return Obstacle("path-too-long", path=path)
    if error.errno == errno.ENOENT and not writing:
        return Obstacle("file-missing", path=path)
    return Obstacle("file-not-writable" if writing else "file-not-readable", path=path, reason=reason)


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


@dataclass(slots=True)
class _Budget:
    """What one zip of the inbox may still unpack."""

    left: int = field(default_factory=lambda: MAX_ZIP_BYTES)

    def take(self, size: int) -> bool:
        """False where there is not that much left."""
        self.left -= size
        return self.left >= 0


def iter_inbox(folder: Path, known: Container[Source] = frozenset()) -> Iterator[Received]:
    """Each file below the folder, in the order of their names, zips opened; one is in memory at a time. Nothing is written.

    What is known is not opened: it has the name, the size and the time of writing that it had before.
    """
    root = long_path(folder, from_length=0)
    closed: list[OSError] = []
    for path in _paths(root, closed):
        yield from _opened(_received(path, path.relative_to(root).as_posix(), known), 0, _Budget())
    for error in closed:
        path = Path(error.filename or root)
        yield _unreadable(Received(path.relative_to(root).as_posix(), b"", datetime.now().astimezone()), error)


def _paths(folder: Path, closed: list[OSError]) -> list[Path]:
    """Every file below the folder; what kept a folder from being looked into goes to `closed`."""
    found = [Path(root) / name for root, _, names in os.walk(folder, onerror=closed.append) for name in names]
    return sorted(found, key=lambda path: unicodedata.normalize("NFC", path.relative_to(folder).as_posix()))


def _received(path: Path, name: str, known: Container[Source]) -> Received:
    shown = unicodedata.normalize("NFC", name)
    nothing = Received(shown, b"", datetime.now().astimezone())
    try:
        status = long_path(path).stat()
        is_still = time.time() - status.st_mtime >= SETTLED_AFTER
        source = Source(shown, status.st_size, status.st_mtime_ns) if is_still else None
        item = replace(nothing, modified=datetime.fromtimestamp(status.st_mtime).astimezone(), source=source)
        if source in known:
            return replace(item, kind=Kind.KNOWN)
        if is_litter(shown):
            return replace(item, kind=Kind.IGNORED)
        if not stat.S_ISREG(status.st_mode):
            return _problem(item, "received-unreadable", reason=stat.filemode(status.st_mode))  # a pipe would never end
        limit = MAX_ARCHIVE_BYTES if shown.lower().endswith(".zip") else MAX_FILE_BYTES
        if status.st_size > limit:
            return _problem(item, "received-too-large", size=_megabytes(status.st_size), limit=_megabytes(limit))
        if _is_open(path):
            return _problem(item, "received-open", lock=f"~${path.name}")
        return _settled(item, path, status)
    except OSError as error:
        return _unreadable(nothing, error)
    except Obstacle as obstacle:
        return _unreadable(nothing, obstacle.__cause__)


def _unreadable(item: Received, error: BaseException | None) -> Received:
    """Left for the next run: a program that holds a file lets go of it again, and what the disk refuses now it may give later."""
    if getattr(error, "winerror", None) in _SHARING:
        return _problem(item, "received-in-use")
    return _problem(item, "received-unreadable", reason=getattr(error, "strerror", "") or str(error))


def _is_open(path: Path) -> bool:
    """True where Excel has put its lock beside the file, and not so long ago that it was merely left behind."""
    return _is_fresh(path.with_name(f"~${path.name}"))


def _is_fresh(path: Path) -> bool:
    try:
        lock = long_path(path).stat()
    except OSError:
        return False
    return time.time() - lock.st_mtime < LOCK_LASTS


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
    elif depth >= MAX_DEPTH:
        yield _problem(item, "zip-too-deep", limit=str(MAX_DEPTH))
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
        if len(archive.infolist()) > MAX_ZIP_ENTRIES:
            yield _problem(item, "zip-too-many-entries", entries=str(len(archive.infolist())), limit=str(MAX_ZIP_ENTRIES))
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
    if entry.file_size > MAX_FILE_BYTES:
        return _problem(item, "received-too-large", size=_megabytes(entry.file_size), limit=_megabytes(MAX_FILE_BYTES))
    if entry.file_size > max(RATIO_MATTERS_FROM, MAX_RATIO * entry.compress_size) or not budget.take(entry.file_size + ENTRY_COST):
        return _problem(item, "zip-bomb", size=_megabytes(entry.file_size))
    try:
        with archive.open(entry) as file:
            return replace(item, data=file.read(MAX_FILE_BYTES))
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
