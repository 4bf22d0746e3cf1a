"""Sending out: a blank workbook for each unit that must report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from toolkit.excel.adopted import AdoptedBlank
from toolkit.files import read_bytes
from toolkit.flow.outputs import Watch, Writer, Written, known_unit, label, unwatched
from toolkit.issue import Issuer
from toolkit.model.unit import Unit
from toolkit.round import Round, folders
from toolkit.shelf import BLANK_ENDING


def issue_blanks(round_: Round, unit: str = "", *, overwrite: bool = False, watch: Watch = unwatched) -> Written:
    """The blank workbook of each unit that must report, at or below `unit`, by parent, and one zip a parent.

    One parent's workbooks are in memory at a time, however many units there are.
    """
    wanted = round_.tree.expected(known_unit(round_, unit).code)
    issuer = Issuer(round_.form, round_.period, round_.tree, round_.settings.deadline, _adopted(round_))
    written = Writer(round_, overwrite=overwrite)
    done = 0
    for parent, members in _by_parent(wanted).items():
        folder = f"{folders.ISSUED}/{label(round_.tree[parent])}" if parent in round_.tree else folders.ISSUED
        parcel: dict[str, bytes] = {}
        for each in members:
            name = f"{round_.form.code}_{each.code}_{round_.period.id}.xlsx"
            parcel[name] = issuer.blank(each, round_.beside(each.code))
            done += 1
            watch(done, len(wanted))
        outputs = {f"{folder}/{name}": data for name, data in parcel.items()}
        written.put_all({**outputs, f"{folder}.zip": _zipped(parcel)} if parent in round_.tree else outputs)
    return written.result()


def _adopted(round_: Round) -> AdoptedBlank | None:
    path = round_.programme_folder / f"{round_.form.code}{BLANK_ENDING}"
    return AdoptedBlank(read_bytes(path)) if path.is_file() else None


def _by_parent(units: tuple[Unit, ...]) -> Mapping[str, list[Unit]]:
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.parent, []).append(unit)
    return groups


def _zipped(parcel: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parcel.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()
