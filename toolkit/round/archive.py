"""`luu-tru/`: every received file by its hash, and the receipts that say when and under which name each came.

Receipts are lines of JSON that are only ever appended. With the originals they are enough to make the ledger again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from toolkit.files import long_path, read_bytes, write_safely
from toolkit.messages import Obstacle
from toolkit.round import folders
from toolkit.round.ledger import Receipt


@dataclass(frozen=True)
class Archive:
    """The archive of the round in `folder`."""

    folder: Path

    def keep(self, receipt: Receipt, data: bytes, *, reasons: str = "") -> None:
        """Store a received file, then note its receipt. Where there are reasons it is put into quarantine with them.

        Storing the same content again changes nothing.
        """
        path = self._path(receipt, quarantined=bool(reasons))
        if not path.exists():
            write_safely(path, data)
        if reasons:
            write_safely(path.with_name(f"{receipt.sha256}.ly-do.txt"), reasons.encode("utf-8-sig"))
        self.note(receipt)

    def _path(self, receipt: Receipt, *, quarantined: bool) -> Path:
        folder = folders.QUARANTINE if quarantined else folders.ORIGINALS
        return self.folder / folder / stored_name(receipt.name, receipt.sha256)

    def original(self, receipt: Receipt) -> bytes:
        """The bytes that came with that receipt; Obstacle where the archive has lost them."""
        for place in (folders.ORIGINALS, folders.QUARANTINE):
            path = self._path(receipt, quarantined=place == folders.QUARANTINE)
            if path.exists():
                return read_bytes(path)
        raise Obstacle("original-lost", name=receipt.name, path=self.folder / folders.ORIGINALS / receipt.sha256)

    def note(self, receipt: Receipt) -> None:
        """Note that a file came without storing it: there is nothing in it, or it is stored already."""
        path = self.folder / folders.RECEIPTS
        line = {
            "sequence": receipt.sequence,
            "sha256": receipt.sha256,
            "name": receipt.name,
            "received_at": receipt.received_at.isoformat(),
            "problem": receipt.problem,
            "values": receipt.values,
        }
        try:
            with long_path(path).open("a", encoding="utf-8", newline="\n") as log:
                log.write(json.dumps(line, ensure_ascii=False) + "\n")
                log.flush()
                os.fsync(log.fileno())
        except OSError as problem:
            raise Obstacle("file-not-writable", path=path, reason=problem) from problem

    def receipts(self) -> Iterator[Receipt]:
        """Every receipt, in order; a line cut off by a crash, and a receipt written twice by the run after it, count once."""
        path = self.folder / folders.RECEIPTS
        seen: set[tuple[str, str]] = set()
        for line in read_bytes(path).decode("utf-8").splitlines() if path.exists() else ():
            receipt = _receipt(line)
            if receipt is not None and (receipt.sha256, receipt.name) not in seen:
                seen.add((receipt.sha256, receipt.name))
                yield receipt


def stored_name(name: str, sha256: str) -> str:
    """What a received file is called in the archive."""
    suffix = PurePosixPath(name).suffix.casefold()
    return f"{sha256}{suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 8 else ''}"


def _receipt(line: str) -> Receipt | None:
    try:
        held = json.loads(line)
        values = tuple((name, value) for name, value in held["values"])
        return Receipt(
            held["sequence"], held["sha256"], held["name"], datetime.fromisoformat(held["received_at"]), held["problem"], values
        )
    except (ValueError, KeyError, TypeError):
        return None
