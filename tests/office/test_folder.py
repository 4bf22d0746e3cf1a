"""Opening a folder: the program of each system, and what is said where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from toolkit.messages import Obstacle
from toolkit.office.folder import open_folder


@pytest.mark.parametrize(("system", "program"), [("linux", "xdg-open"), ("darwin", "open")])
def test_the_file_manager_of_the_system_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, program: str
) -> None:
    """With the folder as its only word, letters and spaces as they are."""
    folder = tmp_path / "Đợt báo cáo" / "4-tong-hop"
    folder.mkdir(parents=True)
    asked: list[list[str]] = []
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name == program else None)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: asked.append(command))
    open_folder(folder, system)
    assert asked == [[f"/bin/{program}", str(folder)]]


def test_windows_has_a_call_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No program is started for it."""
    asked: list[Path] = []
    monkeypatch.setattr(os, "startfile", asked.append, raising=False)
    open_folder(tmp_path, "win32")
    assert asked == [tmp_path]


def test_what_cannot_be_shown_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that somebody has deleted; a machine without a file manager."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    for folder, code in ((tmp_path / "mất", "no-such-folder"), (tmp_path, "folder-not-shown")):
        with pytest.raises(Obstacle) as refused:
            open_folder(folder, "linux")
        assert refused.value.code == code
