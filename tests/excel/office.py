"""LibreOffice as the oracle: what it computes from a workbook whose cached values are thrown away."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

_VALUE_OF_FORMULA = re.compile(rb"(</f>)<v>[^<]*</v>")


def recalculated(data: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it, every formula computed by it: it computes what has no value."""
    source = folder / "stripped.xlsx"
    source.write_bytes(_without_values(data))
    return converted(source, folder)


def converted(source: Path, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it after opening it."""
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(folder / "out"), str(source)], check=True, capture_output=True, timeout=600)
    return (folder / "out" / source.name).read_bytes()


def _without_values(data: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            copy.writestr(name, _VALUE_OF_FORMULA.sub(rb"\1", part) if "worksheets/" in name else part)
    return target.getvalue()
