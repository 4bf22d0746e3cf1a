"""A workbook that came in with macros of its own: tracing opens it, and they do not run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import xlsxwriter
import xlwings

from tests.office.conftest import PATIENCE
from tests.office.test_macros import build
from toolkit.office.board import Board
from toolkit.office.libreoffice import MACROS_ON

pytestmark = pytest.mark.office


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """A folder that the macros of `hostile` make."""
    return tmp_path / "da-chay"


@pytest.fixture
def hostile(tmp_path: Path, mark: Path) -> Path:
    """A workbook with a macro that runs when it is opened."""
    text = f'Attribute VB_Name = "La"\nSub Auto_Open()\n    MkDir "{mark}"\nEnd Sub\n'
    (tmp_path / "La.bas").write_text(text, encoding="ascii")
    build(tmp_path, tmp_path / "la.bin")
    with xlsxwriter.Workbook(tmp_path / "gửi.xlsm") as book:
        book.add_worksheet("Số liệu")
        book.add_vba_project(str(tmp_path / "la.bin"))
    return tmp_path / "gửi.xlsm"


def test_what_tracing_opens_runs_no_macros(office: xlwings.App, hostile: Path, mark: Path) -> None:
    """Neither where the office runs macros unasked, which it does for what a program opens; afterwards that is as it was."""
    own = office.books.add()
    Board(own).open_at(hostile, "Số liệu", "B2")
    opened = office.books[hostile.name]
    assert opened.api.ReadOnly and not mark.exists()
    opened.close()
    assert office.api.AutomationSecurity == MACROS_ON

    trusted = office.books.open(hostile)
    last = time.monotonic() + PATIENCE
    while not mark.exists():
        assert time.monotonic() < last, "the macro is none that could have run"
        time.sleep(0.1)
    trusted.close()
    own.close()
