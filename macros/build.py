"""`make macros`: builds vbaProject.bin from the .bas files beside it, with LibreOffice; nothing of Microsoft's is needed.

xlwings ships a workbook with an empty VBA project. LibreOffice opens it, takes our modules in the place of its own, and stores it;
the project of what it stored is what `baocao new` puts into control workbooks. Run by the Python that has `uno`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.script import ModuleInfo

HEAD = "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n"
ORDINARY_MODULE = 1
PATIENCE = 180
PIPE = f"baocao-macros-{os.getpid()}"


def modules(folder: Path) -> dict[str, str]:
    """The text of each module without its first line, which only says its name."""
    return {path.stem: path.read_text(encoding="ascii").split("\n", 1)[1] for path in sorted(folder.glob("*.bas"))}


def build(quickstart: Path, folder: Path, target: Path) -> None:
    """Write the VBA project that holds every .bas file of `folder`."""
    with tempfile.TemporaryDirectory() as work:
        command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{work}/profile"]
        office = subprocess.Popen([*command, f"--accept=pipe,name={PIPE};urp"], stderr=subprocess.DEVNULL)
        stored = Path(work) / "stored.xlsm"
        desktop = _desktop()
        _store(desktop, quickstart, modules(folder), stored)
        desktop.terminate()
        office.wait(PATIENCE)
        with zipfile.ZipFile(stored) as archive:
            target.write_bytes(archive.read("xl/vbaProject.bin"))


def _desktop() -> Any:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(PATIENCE * 5):
        try:
            there = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - UNO's NoConnectException, until the office is up
            time.sleep(0.2)
        else:
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    raise TimeoutError("LibreOffice does not start")


def _store(desktop: Any, quickstart: Path, texts: dict[str, str], target: Path) -> None:
    book = desktop.loadComponentFromURL(quickstart.resolve().as_uri(), "_blank", 0, (_property("Hidden", True),))
    library = book.BasicLibraries.getByName("VBAProject")
    for name, text in texts.items():
        about = ModuleInfo()
        about.ModuleType = ORDINARY_MODULE
        # without a word on its type first, LibreOffice cannot store a new module
        library.insertModuleInfo(name, about)
        library.insertByName(name, HEAD + text)
    library.removeByName("Module1")
    book.storeToURL(target.as_uri(), (_property("FilterName", "Calc MS Excel 2007 VBA XML"),))
    book.close(True)


def _property(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


if __name__ == "__main__":
    build(*(Path(each) for each in sys.argv[1:4]))
    # pyuno may crash while the interpreter takes its bridge down; the project is written
    os._exit(0)
