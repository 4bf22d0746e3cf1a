"""Sending out: a blank workbook for each unit that must report."""

from __future__ import annotations

import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO

from toolkit.excel.adopted import AdoptedBlank
from toolkit.files import read_bytes
from toolkit.flow.outputs import Watch, Writer, Written, known_unit, label, unwatched
from toolkit.issue import Issuer
from toolkit.model.unit import Unit
from toolkit.round import Round, folders
from toolkit.shelf import BLANK_ENDING

BATCH = 64
"""Workbooks in memory at a time, some 2 MB: written side by side and noted together."""


def issue_blanks(round_: Round, unit: str = "", *, overwrite: bool = False, watch: Watch = unwatched) -> Written:
    """The blank workbook of each unit that must report, at or below `unit`, by parent, and one zip a parent.

    A batch of workbooks is in memory at a time, however many units there are and however many of them one parent has.
    """
    wanted = round_.tree.expected(known_unit(round_, unit).code)
    writer = Writer(round_, overwrite=overwrite)
    batches = _Batches(round_, writer, lambda done: watch(done, len(wanted)))
    for parent, members in _by_parent(wanted).items():
        if parent in round_.tree:
            folder = f"{folders.ISSUED}/{label(round_.tree[parent])}"
            writer.put_grown(f"{folder}.zip", partial(_pack, batches.written(folder, members)))
        else:
            deque(batches.written(folders.ISSUED, members), maxlen=0)
    return writer.result()


class _Batches:
    """Writes workbooks, and hands each on to whoever packs them."""

    def __init__(self, round_: Round, writer: Writer, tell: Callable[[int], None]) -> None:
        self._round, self._writer, self._tell = round_, writer, tell
        self._issuer = Issuer(round_.form, round_.period, round_.tree, round_.settings.deadline, _adopted(round_))
        self._done = 0

    def written(self, folder: str, units: Sequence[Unit]) -> Iterator[tuple[str, bytes]]:
        """Each unit's file name and workbook, once it lies in the folder, or was left alone there because a person has edited it."""
        for start in range(0, len(units), BATCH):
            batch = dict(map(self._blank, units[start : start + BATCH]))
            self._writer.put_all({f"{folder}/{name}": data for name, data in batch.items()})
            yield from batch.items()

    def _blank(self, unit: Unit) -> tuple[str, bytes]:
        data = self._issuer.blank(unit, self._round.beside(unit.code))
        self._done += 1
        self._tell(self._done)
        return f"{self._round.form.code}_{unit.code}_{self._round.period.id}.xlsx", data


def _adopted(round_: Round) -> AdoptedBlank | None:
    path = round_.programme_folder / f"{round_.form.code}{BLANK_ENDING}"
    return AdoptedBlank(read_bytes(path)) if path.is_file() else None


def _by_parent(units: tuple[Unit, ...]) -> Mapping[str, list[Unit]]:
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.parent, []).append(unit)
    return groups


def _pack(workbooks: Iterable[tuple[str, bytes]], file: BinaryIO) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in workbooks:
            archive.writestr(zipfile.ZipInfo(name), data)
