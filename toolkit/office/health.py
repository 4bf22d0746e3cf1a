"""What this machine has for commands and buttons, and what it lacks: each lack a finding with its remedy."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit.excel.buttons import lacks_buttons, with_buttons
from toolkit.files import read_bytes, write_safely
from toolkit.messages import Obstacle, say
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.office.wire import find_office_python
from toolkit.round import folders
from toolkit.soffice import find_soffice

FONTS = ("Times New Roman", "Liberation Serif", "Tinos")
"""The font of official papers, and two whose letters are as wide."""

_OPEN_MARKS = (".~lock.{}#", "~${}")
"""Beside a workbook that is open in LibreOffice, and in Excel."""
_LIBREOFFICE_MEDIUM, _LIBREOFFICE_DEFAULT = 1, 2
_EXCEL_LETS_ASK = (1, 2)
_EXCEL_DEFAULT = 2
_FONT_FILES = re.compile(r"times(new|nr|\.|bd)|liberationserif|tinos", re.IGNORECASE)
_PATIENCE = 20


@dataclass(frozen=True)
class Health:
    """What is there, in words, and what is not."""

    there: tuple[str, ...]
    findings: tuple[Finding, ...]


def examine(folder: Path, lang: str) -> Health:
    """The state of this machine for a round in that folder."""
    looks = (_python(lang), *_programs(lang), _font(lang), _writing(folder, lang), *lost_buttons(folder))
    return Health(
        tuple(each for each in looks if isinstance(each, str)), tuple(each for each in looks if isinstance(each, Finding))
    )


def _python(lang: str) -> str:
    return say("doctor-python", lang, version=platform.python_version(), path=sys.executable)


def _programs(lang: str) -> Iterator[str | Finding]:
    excel, soffice = excel_security(), find_soffice()
    if excel is None and soffice is None:
        yield finding("doctor-no-program")
    if excel is not None:
        yield say("doctor-excel", lang)
        yield _macros("Excel", excel, lang, on=excel in _EXCEL_LETS_ASK)
        yield _addin(lang)
    if soffice is not None:
        yield say("doctor-libreoffice", lang, path=soffice)
        problem = _uno_problem()
        if problem:
            yield finding("doctor-no-uno", found=problem)
        level = libreoffice_security(_libreoffice_profile())
        yield _macros("LibreOffice", level, lang, on=level <= _LIBREOFFICE_MEDIUM)


def _addin(lang: str) -> str | Finding:
    """The add-in of xlwings, which brings worksheet functions into Excel; buttons do without it."""
    path = Path(os.environ.get("APPDATA", "")) / "Microsoft/Excel/XLSTART/xlwings.xlam"
    return say("doctor-addin", lang) if path.is_file() else finding("doctor-no-addin", found=path)


def lost_buttons(folder: Path) -> tuple[Finding, ...]:
    """Whether the control workbook in that folder has macros and no buttons any more; nothing where there is none that can be read."""
    path = folder / folders.CONTROL_WITH_BUTTONS
    try:
        lost = path.is_file() and lacks_buttons(read_bytes(path))
    except (Obstacle, KeyError, SyntaxError, zipfile.BadZipFile):  # lxml's syntax error is one of Python's
        return ()
    return (finding("doctor-no-buttons", Place(file=path.name), path=folder),) if lost else ()


def put_buttons_back(folder: Path) -> Path:
    """Put the buttons back into the control workbook, which must be closed; where the former one is kept.

    Obstacle where there is none, where it is open, or where it has lost its front sheet.
    """
    path = folder / folders.CONTROL_WITH_BUTTONS
    if not path.is_file():
        raise Obstacle("not-a-round", path=folder, control=path.name)
    if any((folder / mark.format(path.name)).exists() for mark in _OPEN_MARKS):
        raise Obstacle("file-in-use", path=path)
    data, kept = read_bytes(path), folder / folders.ARCHIVE / f"{path.stem}-{datetime.now():%Y%m%d-%H%M%S}{path.suffix}"
    try:
        mended = with_buttons(data)
    except KeyError as problem:
        raise Obstacle("front-lost", name=str(problem.args[0])) from problem
    write_safely(kept, data)
    write_safely(path, mended)
    return kept


def _macros(program: str, level: int, lang: str, *, on: bool) -> str | Finding:
    return say("doctor-macros-on", lang, program=program) if on else finding("doctor-macros-off", program=program, found=level)


def excel_security() -> int | None:
    """Excel's setting for macros: 1 all run, 2 Excel asks, 3 signed ones only, 4 none; None where there is no Excel that can be asked."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 - Windows only

    try:
        with winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CurVer") as key:
            version = str(winreg.QueryValueEx(key, "")[0]).rpartition(".")[2]
    except OSError:
        return None
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"Software\Microsoft\Office\{version}.0\Excel\Security") as key:
            return int(winreg.QueryValueEx(key, "VBAWarnings")[0])
    except OSError:
        return _EXCEL_DEFAULT


def libreoffice_security(profile: Path) -> int:
    """LibreOffice's level: 0 all macros run, 1 it asks, 2 trusted places only (also where nothing is set), 3 none but those signed.

    A profile that trusts some folder counts as one that asks, since the round may lie in it.
    """
    try:
        settings = (profile / "user/registrymodifications.xcu").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return _LIBREOFFICE_DEFAULT
    stated = re.search(r'"MacroSecurityLevel"[^>]*><value>(\d)<', settings)
    level = int(stated[1]) if stated else _LIBREOFFICE_DEFAULT
    trusts = re.search(r'"SecureURL"[^>]*><value><it>', settings) is not None
    return _LIBREOFFICE_MEDIUM if trusts and level == _LIBREOFFICE_DEFAULT else level


def _libreoffice_profile() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "")) / "LibreOffice/4"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/LibreOffice/4"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "libreoffice/4"


def _uno_problem() -> str:
    """Why LibreOffice's Python cannot reach it; empty where it can."""
    python = find_office_python()
    if python is None:
        return "python"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    try:
        tried = subprocess.run(
            [str(python), "-c", "import uno"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            env=environment,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem)
    return tried.stderr.strip().splitlines()[-1] if tried.returncode else ""


def _font(lang: str) -> str | Finding:
    found = has_font()
    return say("doctor-font", lang, found=found) if found else finding("doctor-no-font")


def has_font() -> str:
    """The first font of FONTS, or a file of one of them, that is on this machine; empty where there is none."""
    try:
        listed = subprocess.run(
            ["fc-list", ":", "family"], capture_output=True, encoding="utf-8", errors="replace", timeout=_PATIENCE
        )
        return next((font for font in FONTS if font in listed.stdout), "")
    except (OSError, subprocess.TimeoutExpired):
        folders = (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
        files = (path for folder in folders if folder.is_dir() for path in folder.rglob("*"))
        return next((path.name for path in files if _FONT_FILES.match(path.name)), "")


def _writing(folder: Path, lang: str) -> str | Finding:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return say("doctor-writable", lang, path=folder.resolve())
    except OSError:
        return finding("doctor-not-writable", found=folder)
