"""One headless LibreOffice for the tests of this folder, with a home of its own, and a finger that presses buttons."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings

from toolkit.messages import say
from toolkit.office.libreoffice import register
from toolkit.office.wire import connection, find_office_python

HERE = Path(__file__).parent
PATIENCE = 300
ATTEMPTS = 3
WAITING = "chưa chạy"
RUNNING = say("office-running", "vi", time="", step="").strip(" ·")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of its own, with a file manager that only writes down what it is asked to show."""
    home = tmp_path_factory.mktemp("home")
    opener = home / "bin/xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" >"{home}/asked.part" && mv "{home}/asked.part" "{home}/asked"\n', encoding="utf-8")
    opener.chmod(0o755)
    return home


@pytest.fixture(scope="module")
def manager(home: Path) -> Path:
    """What the file manager was asked to show."""
    return home / "asked"


@pytest.fixture(scope="module")
def office(home: Path) -> Iterator[xlwings.App]:
    """LibreOffice, started by our engine. Its profile lies in a new home, so that nobody else's office is touched."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("HOME", "USERPROFILE"):
            environment.setenv(name, str(home))
        environment.setenv("PATH", str(home / "bin"), prepend=os.pathsep)
        # what the macros start is this toolkit, also where it is not installed
        environment.setenv("PYTHONPATH", str(HERE.parents[1]))
        app = register().apps.add(visible=False, add_book=False)
        yield app
        app.quit()


@pytest.fixture(scope="module")
def press(office: xlwings.App) -> Callable[[xlwings.Book, str], str]:
    """Presses the button of that caption and waits; gives the sentence that the workbook then shows."""

    def pressed(book: xlwings.Book, caption: str) -> str:
        finger = [str(find_office_python()), str(HERE / "finger.py"), connection(), Path(book.fullname).as_uri(), caption]
        saved = book.api.Saved
        # a button runs its macro some time after it was pressed: what the former press said is not to be taken for the answer
        book.names["nut_ket_qua"].refers_to_range.value = WAITING
        book.api.Saved = saved
        put_finger_on(finger)
        return said(book, saved=saved)

    return pressed


def put_finger_on(finger: list[str]) -> None:
    """Runs the finger; again where it died before it touched the button, as pyuno does now and then; once it has, the workbook will tell."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for _ in range(ATTEMPTS):
        ran = subprocess.run(finger, capture_output=True, encoding="utf-8", timeout=PATIENCE, env=environment)
        if ran.returncode == 0 or ran.stdout:
            break
    crashed_late = ran.returncode < 0 and ran.stdout
    assert ran.returncode == 0 or crashed_late, f"the finger ended with {ran.returncode}: {ran.stderr}"


def said(book: xlwings.Book, *, saved: bool) -> str:
    """What the workbook says of the last press, once Python has answered and, of a saved workbook, has left it saved."""
    waiting = (WAITING, book.names["nut_dang_goi"].refers_to_range.value, RUNNING)
    last = time.monotonic() + PATIENCE
    while (told := str(book.names["nut_ket_qua"].refers_to_range.value)).endswith(waiting) or (saved and not book.api.Saved):
        assert time.monotonic() < last, f"Python did not answer: {told}"
        time.sleep(0.1)
    return told
