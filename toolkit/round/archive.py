"""`luu-tru/`: every received file by its hash, and the receipts that say when and under which name each came.

Receipts are lines of JSON that are only ever appended. With the originals they are enough to make the ledger again.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from toolkit.files import exists, long_path, read_bytes, settle, write_all_safely, write_safely
from toolkit.messages import Obstacle
from toolkit.round import folders
from toolkit.round.ledger import Receipt

NOTHING = hashlib.sha256(b"").hexdigest()
"""The hash of a file without content."""

TAIL = 1024 * 1024
"""Bytes of the receipts' end in which the newest one stands for sure."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """What is kept of a received file: where there are reasons it goes into quarantine with them."""

    receipt: Receipt
    data: bytes | None
    """None where only the reasons are kept."""
    reasons: str = ""


@dataclass(frozen=True)
class Archive:
    """The archive of the round in `folder`."""

    folder: Path

    def store(self, deposits: Iterable[Deposit]) -> None:
        """Store what came. Storing the same content again changes nothing."""
        write_all_safely({path: data for deposit in deposits for path, data in self._files(deposit)})

    def _files(self, deposit: Deposit) -> Iterator[tuple[Path, bytes]]:
        """Of what has no content (empty, locked within a zip, too large to be held in memory) only the reasons, under the hash of its name."""
        receipt, reasons = deposit.receipt, deposit.reasons
        path = self._path(receipt, quarantined=bool(reasons))
        if deposit.data is not None and receipt.sha256 != NOTHING and not exists(path):
            yield path, deposit.data
        if reasons:
            stem = receipt.sha256 if receipt.sha256 != NOTHING else hashlib.sha256(receipt.name.encode()).hexdigest()
            yield self.folder / folders.QUARANTINE / f"{stem}.ly-do.txt", reasons.encode("utf-8-sig")

    def _path(self, receipt: Receipt, *, quarantined: bool) -> Path:
        folder = folders.QUARANTINE if quarantined else folders.ORIGINALS
        return self.folder / folder / stored_name(receipt.name, receipt.sha256)

    def original(self, receipt: Receipt) -> bytes:
        """The bytes that came with that receipt; Obstacle where the archive has lost them."""
        if receipt.sha256 == NOTHING:
            return b""
        for place in (folders.ORIGINALS, folders.QUARANTINE):
            path = self._path(receipt, quarantined=place == folders.QUARANTINE)
            if exists(path):
                return read_bytes(path)
        raise Obstacle("original-lost", name=receipt.name, path=self.folder / folders.ORIGINALS / receipt.sha256)

    def put_aside(self, receipt: Receipt) -> bytes | None:
        """The bytes of a file in quarantine; None where only the reason was stored, or the file without what is personal."""
        path = self._path(receipt, quarantined=True)
        return read_bytes(path) if not receipt.bared and exists(path) else None

    def key(self) -> bytes:
        """The round's own secret, made when it is first asked for: digests made with it say nothing to who does not have it."""
        path = self.folder / folders.KEY
        if not exists(path):
            write_safely(path, secrets.token_hex(32).encode())
        return read_bytes(path)

    def settle(self) -> None:
        """What was stored is there after a power failure as well, under its name; to be called before it is noted."""
        for place in (folders.ORIGINALS, folders.QUARANTINE):
            settle(self.folder / place)

    def mend(self) -> None:
        """End the last line, where a crash has cut it off: what is appended next must not become part of it. Take away what was half written."""
        for place in (folders.ORIGINALS, folders.QUARANTINE):
            for left in long_path(self.folder / place).glob(".*.tmp"):
                left.unlink(missing_ok=True)
        tail = self._tail()
        if tail and not tail.endswith(b"\n"):
            self._append("\n")

    def note(self, receipts: Sequence[Receipt]) -> None:
        """Note that files came, in their order, once they are stored."""
        if receipts:
            self._append("".join(_line(receipt) for receipt in receipts))

    @property
    def _receipts(self) -> Path:
        return self.folder / folders.RECEIPTS

    def _append(self, text: str) -> None:
        path = self._receipts
        try:
            with long_path(path).open("a", encoding="utf-8", newline="\n") as log:
                log.write(text)
                log.flush()
                os.fsync(log.fileno())
        except OSError as problem:
            raise Obstacle("file-not-writable", path=path, reason=problem) from problem

    def _tail(self) -> bytes:
        path = long_path(self._receipts)
        try:
            with path.open("rb") as log:
                size = path.stat().st_size
                log.seek(max(0, size - TAIL))
                return log.read(min(size, TAIL))
        except FileNotFoundError:
            return b""
        except OSError as problem:
            raise Obstacle("file-not-readable", path=path, reason=problem) from problem

    def last(self) -> Receipt | None:
        """The newest receipt; None where nothing came yet."""
        lines = (line for line in reversed(self._tail().split(b"\n")) if line.strip())
        return next((receipt for line in lines if (receipt := _receipt(line.decode("utf-8", "replace"))) is not None), None)

    def receipts(self) -> Iterator[Receipt]:
        """Every receipt, in order, without lines that a crash cut off.

        Of one written twice, by the run after a crash or because a file was looked at again, the later counts.
        """
        path = self._receipts
        found: dict[tuple[str, str], Receipt] = {}
        for line in read_bytes(path).decode("utf-8", "replace").split("\n") if exists(path) else ():
            receipt = _receipt(line)
            if receipt is not None:
                found[receipt.sha256, receipt.name] = receipt
        yield from sorted(found.values(), key=lambda each: each.sequence)


def stored_name(name: str, sha256: str) -> str:
    """What a received file is called in the archive."""
    suffix = PurePosixPath(name).suffix.casefold()
    return f"{sha256}{suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 8 else ''}"


def _line(receipt: Receipt) -> str:
    held = {
        "sequence": receipt.sequence,
        "sha256": receipt.sha256,
        "name": receipt.name,
        "received_at": receipt.received_at.isoformat(),
        "problem": receipt.problem,
        "values": receipt.values,
    }
    if receipt.verdict:
        held["verdict"] = receipt.verdict
    return json.dumps(held, ensure_ascii=False) + "\n"


def _receipt(line: str) -> Receipt | None:
    try:
        held = json.loads(line)
        values = tuple((name, value) for name, value in held["values"])
        return Receipt(
            held["sequence"],
            held["sha256"],
            held["name"],
            datetime.fromisoformat(held["received_at"]),
            held["problem"],
            values,
            held.get("verdict", ""),
        )
    except (ValueError, KeyError, TypeError):
        return None
