"""The near end of the bridge: finds LibreOffice and its Python, opens the door of the running office, asks and hears answers."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from toolkit.messages import Obstacle
from toolkit.soffice import find_soffice

BRIDGE = Path(__file__).with_name("bridge.py")
PATIENCE = 30.0
"""Seconds for an office to open its door: one that is being started takes some."""
_PAUSE = 0.2
_PYTHONS = ("python.exe", "python", "../Resources/python")


def find_office_python() -> Path | None:
    """The Python that can `import uno`: LibreOffice's own, or on a system that shares one, that; None where there is none."""
    soffice = find_soffice()
    if soffice is None:
        return None
    program = soffice.resolve().parent
    own = next((program / name for name in _PYTHONS if (program / name).is_file()), None)
    shared = Path("/usr/bin/python3")
    return own or (shared if shared.is_file() else None)


def connection() -> str:
    """Where the office of this user listens: a pipe, named by whose profile it is."""
    owner = hashlib.sha256(str(Path.home()).encode()).hexdigest()[:12]
    return f"pipe,name=baocao-{owner}"


def start_office(*, hidden: bool) -> subprocess.Popen[bytes]:
    """Start an office that listens, or make the running one listen; Obstacle where there is none."""
    soffice = find_soffice()
    if soffice is None:
        raise Obstacle("office-absent")
    shown = ["--headless", "--norestore"] if hidden else []
    return subprocess.Popen(
        [str(soffice), *shown, "--nologo", f"--accept={connection()};urp"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


class Wire:
    """A line to the running office. Every operation of `bridge.Office` is a method here; OfficeError says why one failed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @classmethod
    def at_once(cls) -> Wire | None:
        """A line to an office whose door is open; None where it is not."""
        process = _try_once()
        return cls(process) if process else None

    @classmethod
    def patiently(cls) -> Wire:
        """A line to an office that has been asked to open; Obstacle where it does not in time."""
        last = time.monotonic() + PATIENCE
        while (wire := cls.at_once()) is None:
            if time.monotonic() > last:
                raise Obstacle("office-unreachable")
            time.sleep(_PAUSE)
        return wire

    def __call__(self, operation: str, *arguments: object) -> Any:
        """The value that the office gives back."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        try:
            stdin.write(json.dumps([operation, arguments]) + "\n")
            stdin.flush()
            reply = json.loads(stdout.readline() or '{"error": "hung up"}')
        except OSError as problem:
            raise OfficeError(str(problem)) from problem
        if "error" in reply:
            raise OfficeError(f"{operation}: {reply['error']}")
        return reply["value"]

    def close(self) -> None:
        """Hang up; the office goes on."""
        _end(self._process)


class OfficeError(Exception):
    """What the office said when it could not do what was asked."""


def _try_once() -> subprocess.Popen[str] | None:
    python = find_office_python()
    if python is None:
        raise Obstacle("office-absent")
    process = subprocess.Popen(
        [str(python), str(BRIDGE), connection()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
    )
    assert process.stdout is not None
    if process.stdout.readline():
        return process
    _end(process)
    return None


def _end(process: subprocess.Popen[str]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:  # an office that shows a question keeps the bridge waiting with it
        process.kill()
        process.wait()
