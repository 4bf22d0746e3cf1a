"""What `make macros` runs: finds LibreOffice's Python and has it build `vbaProject.bin` from the .bas files beside it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from toolkit.office.wire import find_office_python

HERE = Path(__file__).resolve().parent


def make(folder: Path, target: Path) -> None:
    """Build the VBA project of a folder's .bas files."""
    spec, python = find_spec("xlwings"), find_office_python()
    if spec is None or spec.origin is None or python is None:
        sys.exit("xlwings or LibreOffice is missing")
    quickstart = Path(spec.origin).with_name("quickstart.xlsm")
    subprocess.run([str(python), str(HERE / "build.py"), str(quickstart), str(folder), str(target)], check=True, timeout=600)


if __name__ == "__main__":
    make(HERE, HERE / "vbaProject.bin")
