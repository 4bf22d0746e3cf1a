"""Where LibreOffice lies on this machine."""

from __future__ import annotations

import shutil
from pathlib import Path

_PROGRAM_FOLDERS = (
    "/usr/lib/libreoffice/program",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "C:/Program Files/LibreOffice/program",
    "C:/Program Files (x86)/LibreOffice/program",
)


def find_soffice() -> Path | None:
    """The program that starts LibreOffice; None where there is none."""
    known = (Path(folder) / name for folder in _PROGRAM_FOLDERS for name in ("soffice.exe", "soffice"))
    on_path = shutil.which("soffice")
    return Path(on_path) if on_path else next((each for each in known if each.is_file()), None)
