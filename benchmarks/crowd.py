"""Two thousand filled workbooks of two thousand units, as a province's communes would send them, and the round that waits for them.

Each is the unit's own blank with the answers of a commune of the sample, multiplied so that every rule holds as it held before. Of
five, two come as they were typed; one was saved by LibreOffice and one by openpyxl before, which write every part in ways of their
own; and in one no part has the bytes of any other workbook's, so that what was found out about one part never helps with the next.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from toolkit.demo.sample import Sample, read_sample
from toolkit.excel.package import Package
from toolkit.excel.patch import CellValue, set_values
from toolkit.issue import Issuer
from toolkit.round import Round, create_round, folders, open_round
from toolkit.shelf import find_sample

SAMPLE = "ha-giang-2020"
LONG_AGO = 1_600_000_000
"""When the files were last written: what was written this very moment is read again by the next run."""

BEFORE = ("dv_cuoi_ky", "tn_duoc_gioi_thieu", "ket_nap_moi", "hv_cam_tinh", "luot_quan_triet", "dvut_gioi_thieu")
"""The figures of the year before that the form's rules name."""

DISTRICT = 20
"""Communes of a district."""


@dataclass(frozen=True)
class Crowd:
    """A round's folder with nothing in it, and the files that its inbox gets."""

    folder: Path
    empty: Path
    files: tuple[Path, ...]
    has_office: bool
    """True where LibreOffice was there to save some of them."""

    def fresh_round(self) -> Round:
        """A round of its own, with all files in its inbox.

        None is removed before the end: whenever a disk (ext4) makes a file it goes through what was deleted lately, and in no
        office was a whole round deleted a moment ago.
        """
        target = Path(tempfile.mkdtemp(prefix="fresh-", dir=self.folder)) / "dot"
        shutil.copytree(self.empty, target)
        for path in self.files:
            shutil.copy2(path, target / folders.INBOX / path.name)
        return open_round(target)


def gather(folder: Path, count: int) -> Crowd:
    """The round and its files, made anew in `folder`."""
    sample = read_sample(find_sample(SAMPLE))
    folder.mkdir(parents=True, exist_ok=True)
    round_ = _round(folder, sample, count)
    target = folder / "sent"
    target.mkdir()
    saved = dict(_saved(folder, round_, sample))
    files = []
    for number, (name, data) in enumerate(_filled(round_, sample, saved)):
        path = target / name
        path.write_bytes(_told_apart(data, name) if number % 5 == 4 else data)
        os.utime(path, (LONG_AGO, LONG_AGO))
        files.append(path)
    return Crowd(folder, round_.folder, tuple(files), "LibreOffice" in saved)


def _codes(count: int) -> list[str]:
    return [f"x{number:05}" for number in range(count)]


def _round(folder: Path, sample: Sample, count: int) -> Round:
    book = openpyxl.load_workbook(sample.units)
    book["Đơn vị"].delete_rows(3, book["Đơn vị"].max_row)
    codes, donors = _codes(count), list(sample.answers)
    districts = range(-(-count // DISTRICT))
    rows = [("t", "Tỉnh", "tỉnh", "", "", ""), *((f"h{number}", f"Huyện {number}", "huyện", "t", "", "") for number in districts)]
    rows += [(code, f"Xã {code}", "xã", f"h{number // DISTRICT}", "", "") for number, code in enumerate(codes)]
    for row in rows:
        book["Đơn vị"].append([each or None for each in row])
    for title, wanted in (("Chỉ tiêu giao", ("chi_tieu_ket_nap",)), ("Kỳ trước", BEFORE)):
        sheet = book[title]
        known = {(unit, code): value for unit, code, value in sheet.iter_rows(min_row=3, values_only=True)}
        sheet.delete_rows(3, sheet.max_row)
        for number, code in enumerate(codes):
            donor, times = donors[number % len(donors)], 1 + number // len(donors)
            for each in wanted:
                if (donor, each) in known:
                    sheet.append((code, each, known[donor, each] * times))
    units = folder / "units.xlsx"
    book.save(units)
    settings = {"programme": sample.programme, "form": sample.form, "period": sample.period}
    round_, findings = create_round(folder / "empty", settings, units, root="")
    assert round_ is not None, findings
    return round_


def _answers(round_: Round, sample: Sample, number: int, code: str) -> Mapping[str | tuple[str, int], CellValue]:
    donors = list(sample.answers)
    answers, times = sample.answers[donors[number % len(donors)]], 1 + number // len(donors)
    values: dict[str | tuple[str, int], CellValue] = {
        name: value * times if isinstance(value, int) else str(value) for name, value in answers.values.items()
    }
    for table, rows in answers.tables.items():
        for offset, row in enumerate(rows):
            values.update({(f"{table}.{column}", offset): str(value) for column, value in row.items()})
    return values


def _filled(round_: Round, sample: Sample, saved: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    issuer = Issuer(round_.form, round_.period, round_.tree, round_.settings.deadline)
    others = [saved.get("LibreOffice"), saved.get("openpyxl")]
    for number, code in enumerate(_codes(len(round_.tree.expected(round_.tree.root.code)))):
        values = _answers(round_, sample, number, code)
        base = others[number % 5 - 2] if number % 5 in (2, 3) else None
        if base is None:
            yield f"{code}.xlsx", set_values(issuer.blank(round_.tree[code], round_.beside(code)), values)
        else:
            yield f"{code}.xlsx", _stated(set_values(base, {**values, "baocao.unit": code}), code)


def _saved(folder: Path, round_: Round, sample: Sample) -> Iterator[tuple[str, bytes]]:
    """The first unit's filled workbook as other programs save it; who it is of is stated anew for each that is made of it."""
    issuer = Issuer(round_.form, round_.period, round_.tree, round_.settings.deadline)
    code = _codes(1)[0]
    first = set_values(issuer.blank(round_.tree[code], round_.beside(code)), _answers(round_, sample, 0, code))
    book, target = openpyxl.load_workbook(io.BytesIO(first)), io.BytesIO()
    book.save(target)
    yield "openpyxl", target.getvalue()
    path, office = folder / "first.xlsx", shutil.which("soffice")
    path.write_bytes(first)
    if office:
        profile, out = folder / "profile", folder / "saved"
        command = [office, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=300)
        yield "LibreOffice", (out / path.name).read_bytes()


def _stated(data: bytes, code: str) -> bytes:
    """The workbook whose properties name that unit, where they named the first one."""
    package = Package(data)
    part = package.related("", "custom-properties")
    assert part is not None
    return package.rewritten({part: package.read(part).replace(_codes(1)[0].encode(), code.encode())})


def _told_apart(data: bytes, mark: str) -> bytes:
    """The workbook with a remark of its own at the end of every part of XML."""
    package = Package(data)
    remark = f"<!-- {mark} -->".encode()
    return package.rewritten({name: package.read(name) + remark for name in package.names})
