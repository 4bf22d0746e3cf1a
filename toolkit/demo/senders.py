"""Plays the staff: opens the blanks that were issued, types into them, and drops the files into the inbox as people do.

Everything goes through files. A unit whose workbook came back mends that very workbook, as its secretary would.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from toolkit.demo.sample import Answers, Delivery, Harm, Sample, Typed, Wave
from toolkit.excel.disturb import add_sheet, insert_row
from toolkit.excel.patch import CellValue, set_values
from toolkit.excel.reader import read_workbook
from toolkit.files import read_bytes, write_safely
from toolkit.flow.outputs import label
from toolkit.messages import Obstacle
from toolkit.model.form import ASSESSED_UNIT, ASSESSMENT
from toolkit.round import Round, folders

NOTES = (("Nháp", ""), ("Tổng đoàn viên", 120), ("Đã hỏi lại các chi đoàn", ""))
"""What stands on the sheet that somebody added for himself."""


def drop(round_: Round, sample: Sample, wave: Wave) -> int:
    """Fill the workbooks of a wave and put them into the inbox; how many there are."""
    inbox = round_.folder / folders.INBOX
    for archive, parcel in groupby(wave.deliveries, key=lambda delivery: delivery.archive):
        files = {delivery.member: filled(round_, sample, delivery) for delivery in parcel}
        if archive:
            write_safely(inbox / archive, _zipped(files))
        else:
            for name, data in files.items():
                write_safely(inbox / name, data)
    return len(wave.deliveries)


def filled(round_: Round, sample: Sample, delivery: Delivery) -> bytes:
    """The workbook that this unit sends in this wave, with all that happened to it."""
    if not round_.tree.reports(delivery.unit):
        return _decided(round_, sample, delivery.unit)
    data = read_bytes(_at_hand(round_, delivery.unit))
    data = set_values(data, _by_name(sample.typed(delivery)))
    return _disturbed(data, delivery)


def _decided(round_: Round, sample: Sample, unit: str) -> bytes:
    """The unit's consolidated workbook, with what it decides on the units below it typed in."""
    data = read_bytes(round_.folder / folders.CONSOLIDATED / f"{label(round_.tree[unit])}.xlsx")
    codes = [str(row[0].raw) for row in read_workbook(data, "").area(f"{ASSESSMENT}.{ASSESSED_UNIT}")]
    typed = ((row, column, value) for row, code in enumerate(codes) for column, value in sample.decisions.get(code, {}).items())
    return set_values(data, {(f"{ASSESSMENT}.{column}", row): _exact(value) for row, column, value in typed})


def _at_hand(round_: Round, unit: str) -> Path:
    """The workbook that the unit works on: the one that came back to it, else its blank."""
    for place in (folders.RETURNED, folders.ISSUED):
        pattern = f"{unit} *.xlsx" if place == folders.RETURNED else f"*_{unit}_*.xlsx"
        for path in sorted((round_.folder / place).rglob(pattern)):
            return path
    raise Obstacle("sample-unit-unknown", found=unit, path=round_.folder / folders.ISSUED)


def _by_name(answers: Answers) -> Mapping[str | tuple[str, int], CellValue]:
    """What is typed into which named cell; a table's cell is named by its column and the row within it."""
    named: dict[str | tuple[str, int], CellValue] = {code: _exact(typed) for code, typed in answers.values.items()}
    for table, rows in answers.tables.items():
        for offset, row in enumerate(rows):
            named.update({(f"{table}.{column}", offset): _exact(typed) for column, typed in row.items()})
    return named


def _exact(typed: Typed) -> CellValue:
    return Decimal(str(typed)) if isinstance(typed, float) else typed


def _disturbed(data: bytes, delivery: Delivery) -> bytes:
    steps: Mapping[Harm, Callable[[bytes, str], bytes]] = {
        Harm.INSERTED_ROW: _with_row_above,
        Harm.EXTRA_SHEET: lambda workbook, title: add_sheet(workbook, title, NOTES),
    }
    for harm, step in steps.items():
        for parameter in delivery.parameters(harm):
            data = step(data, parameter)
    return data


def _with_row_above(data: bytes, code: str) -> bytes:
    area = read_workbook(data, "").names[code]
    return insert_row(data, area.sheet, area.top) if area else data


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
