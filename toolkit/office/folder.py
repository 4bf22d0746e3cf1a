"""Shows a folder in the file manager of this system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from toolkit.messages import Obstacle


def open_folder(folder: Path, system: str = sys.platform) -> None:
    """Open the folder and go on; Obstacle where it is gone, or where the system has nothing to show it with."""
    if not folder.is_dir():
        raise Obstacle("no-such-folder", path=folder)
    if system == "win32":
        os.startfile(folder)  # type: ignore[attr-defined, unused-ignore]
        return
    program = shutil.which("open") if system == "darwin" else shutil.which("xdg-open")
    if program is None:
        raise Obstacle("folder-not-shown", path=folder)
    subprocess.Popen(
        [program, str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
