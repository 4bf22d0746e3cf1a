"""The disk."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.refusals import held_by_another_program, refusing
from toolkit import files
from toolkit.files import (
    digest_of,
    grow_safely,
    long_path,
    read_bytes,
    safe_name,
    write_all_safely,
    write_safely,
)
from toolkit.messages import Obstacle


def test_write_makes_folders_and_replaces(tmp_path: Path) -> None:
    """A second write replaces the file, and no temporary is left."""
    path = tmp_path / "a" / "b.txt"
    write_safely(path, b"one")
    write_safely(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["b.txt"]


def test_what_is_grown_is_whole_or_not_there(tmp_path: Path) -> None:
    """It comes into its place with its digest; where it is refused, or breaks off, the former file stays and nothing lies beside it."""
    path = tmp_path / "a" / "b.zip"
    digest = grow_safely(path, lambda file: (file.write(b"one"), file.write(b"two")), lambda _: True)
    assert path.read_bytes() == b"onetwo" and digest == digest_of(path) == hashlib.sha256(b"onetwo").hexdigest()
    assert grow_safely(path, lambda file: file.write(b"three"), lambda found: found == digest) == ""
    with pytest.raises(ZeroDivisionError):
        grow_safely(path, lambda file: file.write(bytes(1 // 0)), lambda _: True)
    assert path.read_bytes() == b"onetwo" and list(path.parent.iterdir()) == [path]


def test_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is an obstacle; the former file stands, no temporary is left."""
    path = tmp_path / "b.txt"
    write_safely(path, b"one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Obstacle) as caught:
        write_safely(path, b"two")
    assert caught.value.code == "disk-full"
    assert path.read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["b.txt"]


def test_several_files_are_each_there_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many they are; where the disk gives up in the midst, some are whole, the rest as before, and the obstacle names its file."""
    contents = {tmp_path / "a" / f"{number}.txt": str(number).encode() for number in range(files.DRAFTS + 3)}
    write_all_safely(contents)
    assert {path: path.read_bytes() for path in (tmp_path / "a").iterdir()} == contents

    finish, done = os.fsync, [0]

    def full(handle: int) -> None:
        done[0] += 1
        if done[0] == 3:
            raise OSError(28, "No space left on device")
        finish(handle)

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Obstacle) as caught:
        write_all_safely(dict.fromkeys(contents, b"new"))
    assert (caught.value.code, caught.value.values["path"]) == ("disk-full", str(list(contents)[2]))
    assert [path.read_bytes() for path in contents] == [b"new"] * 2 + list(contents.values())[2:]
    assert len(list((tmp_path / "a").iterdir())) == len(contents)


def test_write_to_a_file_that_excel_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows says that another program holds the file: the obstacle says so."""

    def held(*_: object) -> None:
        error = PermissionError(13, "held")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(Obstacle) as caught:
        write_safely(tmp_path / "b.xlsx", b"x")
    assert caught.value.code == "file-in-use"
    assert not list(tmp_path.iterdir())


def test_read_of_a_missing_file(tmp_path: Path) -> None:
    """A missing file is an obstacle that names it."""
    with pytest.raises(Obstacle) as caught:
        read_bytes(tmp_path / "x.xlsx")
    assert (caught.value.code, caught.value.values["path"]) == ("file-missing", str(tmp_path / "x.xlsx"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Xã Lũng Cú", "Xã Lũng Cú"),
        ("Phường 1/2: A?", "Phường 1-2- A-"),
        ("con", "_con"),
        ("aux.xlsx", "_aux.xlsx"),
        ("  a.  ", "a"),
        ("…", "…"),
        ("", "_"),
        ("../../etc", "-..-etc"),
    ],
)
def test_safe_name(text: str, name: str) -> None:
    """Accents stay, what Windows refuses goes."""
    assert safe_name(text) == name


@given(st.text(max_size=400))
def test_safe_name_is_always_a_name(text: str) -> None:
    """Whatever the text, the result is one short name that Windows takes, and is stable."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "x"
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= files.MAX_NAME_BYTES + 1
    assert not set(name) & set('<>:"/\\|?*')
    assert name[-1] not in " ."
    assert PureWindowsPath(name).name == name
    assert safe_name(name) == name


def test_long_paths_take_their_long_form_on_windows_only(tmp_path: Path) -> None:
    """A path of 300 characters gets the prefix on Windows; a short one, and any elsewhere, stays."""
    path = tmp_path / ("a" * 100) / ("b" * 150)
    assert long_path(path, windows=False) == path
    assert str(long_path(path, windows=True)).startswith("\\\\?\\")
    assert long_path(Path("a.txt"), windows=True) == Path("a.txt")


def test_a_scanner_that_holds_the_file_for_a_blink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal that passes is waited out; one that lasts is an obstacle, the former file stays, and nothing lies beside it."""
    monkeypatch.setattr(files, "BLINK", 0.0)
    target = tmp_path / "a.xlsx"
    with monkeypatch.context() as patched:
        refusing(patched, "replace", "a.xlsx", held_by_another_program(5), times=3)
        write_safely(target, b"one")
    assert target.read_bytes() == b"one"
    refusing(monkeypatch, "replace", "a.xlsx", held_by_another_program())
    with pytest.raises(Obstacle) as refused:
        write_safely(target, b"two")
    assert (refused.value.code, target.read_bytes(), [path.name for path in tmp_path.iterdir()]) == (
        "file-in-use",
        b"one",
        ["a.xlsx"],
    )
