"""Sending out: a blank workbook for each unit that must report."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from toolkit.flow.outputs import Watch, Writer, Written, known_unit, label, unwatched
from toolkit.issue import issue
from toolkit.round import Round, folders


def issue_blanks(round_: Round, unit: str = "", *, overwrite: bool = False, watch: Watch = unwatched) -> Written:
    """The blank workbook of each unit that must report, at or below `unit`, by parent, and one zip a parent."""
    tree = round_.tree
    wanted = tree.expected(known_unit(round_, unit).code)
    written = Writer(round_, overwrite=overwrite)
    parcels: dict[str, dict[str, bytes]] = {}
    for done, each in enumerate(wanted, start=1):
        folder = f"{folders.ISSUED}/{label(tree[each.parent])}" if each.parent in tree else folders.ISSUED
        name = f"{round_.form.code}_{each.code}_{round_.period.id}.xlsx"
        data = issue(round_.form, round_.period, tree, each, round_.beside(each.code), round_.settings.deadline)
        written.put(f"{folder}/{name}", data)
        parcels.setdefault(folder, {})[name] = data
        watch(done, len(wanted))
    for folder, parcel in parcels.items():
        if folder != folders.ISSUED:
            written.put(f"{folder}.zip", _zipped(parcel))
    return written.result()


def _zipped(parcel: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parcel.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()
