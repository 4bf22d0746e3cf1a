"""What a press comes to, apart from the program in which the workbook is open."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.hostile import macro, zipped
from tests.support.rounds import drop, filled, small_round
from toolkit.excel.front_sheet import RESULT
from toolkit.flow import Watch
from toolkit.model.finding import Finding
from toolkit.office import press as pressing
from toolkit.office.running import stop
from toolkit.round import Round

WRONG = {"nam": 99}


class Shown:
    """A control workbook that only keeps what is shown in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cells: dict[str, str] = {}
        self.sheets: dict[str, Sequence[Sequence[Any]]] = {}

    def fill(self, title: str, rows: Sequence[Sequence[Any]]) -> None:
        self.sheets[title] = rows

    def settle(self) -> None:
        """Nothing waits to be saved."""

    def tell(self, text: str) -> None:
        """No status bar."""

    def put(self, name: str, text: str, colour: Any = None) -> None:
        self.cells[name] = text


def pressed(step: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What is shown once the button was pressed."""
    shown = Shown(folder)

    @contextmanager
    def opened(program: str, where: str) -> Any:
        yield shown

    monkeypatch.setattr(pressing, "opened_board", opened)
    assert pressing.press(step, "libreoffice", "")
    return shown


def links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What each file's lines in Lỗi open, once the button Nhận và kiểm tra was pressed."""
    shown = pressed("collect", folder, monkeypatch)
    return {str(row[3]).lstrip("'"): str(row[1]) for row in shown.sheets["Lỗi"]}


def test_each_kind_of_file_is_opened_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook with macros goes back with the ending that it came with; one that came in a zip too; what cannot be read lies in the inbox."""
    round_ = small_round(tmp_path)
    drop(round_, a=macro(filled(round_, "x1", WRONG)), b=filled(round_, "x2", WRONG))
    inbox = round_.folder / "2-nhan"
    (inbox / "Huyện.zip").write_bytes(zipped({"c.xlsx": filled(round_, "x3", WRONG), "d.xlsx": b"PK"}))
    (inbox / "ảnh.xlsx").write_bytes(b"GIF89a")
    found = links(round_.folder, monkeypatch)
    assert '"3-tra-lai/x1 Xã 1.xlsm"' in found["a.xlsx"] and '"3-tra-lai/x2 Xã 2.xlsx"' in found["b.xlsx"]
    assert '"3-tra-lai/x3 Xã 3.xlsx"' in found["Huyện.zip/c.xlsx"] and '"2-nhan/Huyện.zip"' in found["Huyện.zip/d.xlsx"]
    assert '"2-nhan/ảnh.xlsx"' in found["ảnh.xlsx"]


def test_a_step_that_is_asked_to_end_while_it_writes_its_last_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is too late for the step to look, and not too late to undo."""
    round_ = small_round(tmp_path)

    def late(round_: Round, watch: Watch) -> tuple[Finding, ...]:
        (round_.folder / "4-tong-hop/muộn.xlsx").write_bytes(b"PK")
        assert stop(round_.folder)
        return ()

    monkeypatch.setattr(pressing, "STEPS", {"consolidate": late})
    shown = pressed("consolidate", round_.folder, monkeypatch)
    assert "đã dừng" in shown.cells[RESULT] and list((round_.folder / "4-tong-hop").iterdir()) == []
