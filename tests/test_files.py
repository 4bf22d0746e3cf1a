"""The disk and the inbox."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import files
from toolkit.files import (
    Kind,
    digest_of,
    grow_safely,
    iter_inbox,
    long_path,
    read_bytes,
    safe_name,
    write_all_safely,
    write_safely,
)
from toolkit.messages import Obstacle

WORKBOOK = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


def zipped(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def received(folder: Path) -> dict[str, tuple[Kind, str]]:
    return {item.name: (item.kind, item.code) for item in iter_inbox(folder)}


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


def test_inbox_opens_folders_and_zips(tmp_path: Path) -> None:
    """Workbooks come out of folders, zips, and zips in zips, each once, in the order of their names; a workbook is no zip."""
    workbook = zipped(WORKBOOK)
    write_safely(tmp_path / "b" / "xã b.xlsx", workbook)
    write_safely(tmp_path / "a.zip", zipped({"huyện/1.xlsx": workbook, "trong.zip": zipped({"2.xlsx": workbook})}))
    items = list(iter_inbox(tmp_path))
    assert [item.name for item in items] == ["a.zip/huyện/1.xlsx", "a.zip/trong.zip/2.xlsx", "b/xã b.xlsx"]
    assert {item.data for item in items} == {workbook}
    assert {item.kind for item in items} == {Kind.FILE}


def test_inbox_keeps_the_time_of_arrival(tmp_path: Path) -> None:
    """What lies in a zip arrived when the zip did."""
    write_safely(tmp_path / "a.zip", zipped({"1.xlsx": zipped(WORKBOOK)}))
    os.utime(tmp_path / "a.zip", (1_600_000_000, 1_600_000_000))
    (item,) = iter_inbox(tmp_path)
    assert item.modified.timestamp() == 1_600_000_000
    assert item.modified.tzinfo is not None


@pytest.mark.parametrize("name", ["~$xã.xlsx", ".~lock.xã.xlsx#", "Thumbs.db", "desktop.ini", ".DS_Store", "__MACOSX/._1.xlsx"])
def test_inbox_ignores_litter(tmp_path: Path, name: str) -> None:
    """What programs leave behind is told of, and read no further, in folders and in zips."""
    write_safely(tmp_path / name, b"x")
    write_safely(tmp_path / "z.zip", zipped({name: b"x"}))
    assert received(tmp_path) == {name: (Kind.IGNORED, ""), f"z.zip/{name}": (Kind.IGNORED, "")}


def test_bad_zips_cost_only_themselves(tmp_path: Path) -> None:
    """A zip cut in half is a problem of its own; its neighbour is read."""
    whole = zipped({"1.xlsx": zipped(WORKBOOK)})
    write_safely(tmp_path / "a.zip", whole[: len(whole) // 2])
    write_safely(tmp_path / "b.zip", whole)
    assert received(tmp_path) == {"a.zip": (Kind.PROBLEM, "zip-damaged"), "b.zip/1.xlsx": (Kind.FILE, "")}


def test_one_bad_entry_costs_only_itself(tmp_path: Path) -> None:
    """Where one entry's bytes were changed on the way, the others are read."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("1.txt", b"first content")
        archive.writestr("2.txt", b"second content")
    write_safely(tmp_path / "a.zip", target.getvalue().replace(b"first content", b"FIRST content"))
    assert received(tmp_path) == {"a.zip/1.txt": (Kind.PROBLEM, "zip-damaged"), "a.zip/2.txt": (Kind.FILE, "")}


def test_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """Twenty MB of nothing in a few KB: named, not read."""
    write_safely(tmp_path / "a.zip", zipped({"bom.xlsx": b"\0" * (20 * 1024 * 1024), "1.xlsx": zipped(WORKBOOK)}))
    assert received(tmp_path) == {"a.zip/1.xlsx": (Kind.FILE, ""), "a.zip/bom.xlsx": (Kind.PROBLEM, "zip-bomb")}


def test_limits_of_zips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many entries, too much in all, too deep, too large: each is told by its own code."""
    monkeypatch.setattr(files, "MAX_ZIP_ENTRIES", 2)
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 5_000)
    monkeypatch.setattr(files, "MAX_ZIP_BYTES", 9_000)
    nested = zipped({"sau.txt": b"x"})
    for _ in range(files.MAX_DEPTH):
        nested = zipped({"t.zip": nested})
    write_safely(tmp_path / "a.zip", zipped({"1": b"", "2": b"", "3": b""}))
    write_safely(tmp_path / "b.zip", nested)
    write_safely(tmp_path / "c.zip", zipped({"1": os.urandom(4_900), "2": os.urandom(4_900)}))
    write_safely(tmp_path / "d.bin", b"x" * 6_000)
    codes = {name: code for name, (_, code) in received(tmp_path).items()}
    assert codes == {
        "a.zip": "zip-too-many-entries",
        "b.zip/t.zip/t.zip/t.zip": "zip-too-deep",
        "c.zip/1": "",
        "c.zip/2": "zip-bomb",
        "d.bin": "received-too-large",
    }


def test_paths_from_zips_are_only_shown(tmp_path: Path) -> None:
    """A name that climbs out of its folder is shown without the climbing, and nothing is written anywhere."""
    inbox = tmp_path / "nhan"
    write_safely(inbox / "a.zip", zipped({"../../ra-ngoai.xlsx": zipped(WORKBOOK), "/goc.xlsx": zipped(WORKBOOK)}))
    assert set(received(inbox)) == {"a.zip/ra-ngoai.xlsx", "a.zip/goc.xlsx"}
    assert [each.name for each in tmp_path.iterdir()] == ["nhan"]


def test_names_packed_by_windows_are_read(tmp_path: Path) -> None:
    """Windows Explorer packs names in its own code page and marks nothing: the accents come back."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("????.xlsx", zipped(WORKBOOK))
    packed = target.getvalue().replace(b"????.xlsx", "Đồng".encode("cp1258", "replace")[:4].ljust(4, b"g") + b".xlsx")
    write_safely(tmp_path / "a.zip", packed)
    (item,) = iter_inbox(tmp_path)
    assert item.name.startswith("a.zip/Đ")


def test_locked_zip(tmp_path: Path) -> None:
    """An entry behind a password is told of."""
    data = bytearray(zipped({"1.xlsx": b"x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    write_safely(tmp_path / "a.zip", bytes(data))
    assert received(tmp_path) == {"a.zip/1.xlsx": (Kind.PROBLEM, "zip-encrypted")}


def test_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that Excel holds is a problem of its own."""
    write_safely(tmp_path / "a.xlsx", b"a")
    write_safely(tmp_path / "b.xlsx", b"b")
    read = Path.read_bytes

    def held(path: Path) -> bytes:
        if path.name == "a.xlsx":
            raise PermissionError(13, "held")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    assert received(tmp_path) == {"a.xlsx": (Kind.PROBLEM, "received-unreadable"), "b.xlsx": (Kind.FILE, "")}


def held_by_another_program(number: int = 32) -> PermissionError:
    """What Windows says of a file that another program holds."""
    error = PermissionError(13, "The process cannot access the file because it is being used by another process")
    error.winerror = number  # type: ignore[attr-defined]
    return error


def refusing(monkeypatch: pytest.MonkeyPatch, method: str, name: str, error: OSError, times: int = 10**6) -> None:
    """Have a method of paths fail for files whose name begins so, that many times."""
    real, left = getattr(Path, method), [times]

    def refused(self: Path, *args: object, **kwargs: object) -> object:
        target = str(args[0]) if method == "replace" else str(self)
        if Path(target).name.startswith(name) and left[0]:
            left[0] -= 1
            raise error
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, method, refused)


def test_a_file_that_another_program_holds_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows refuses it: held by a program it is left with a note, refused otherwise with the reason; the next file is read."""
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    refusing(monkeypatch, "read_bytes", "a", held_by_another_program())
    refusing(monkeypatch, "read_bytes", "b", PermissionError(13, "Access is denied"))
    assert received(tmp_path) == {
        "a.xlsx": (Kind.PROBLEM, "received-in-use"),
        "b.xlsx": (Kind.PROBLEM, "received-unreadable"),
        "c.xlsx": (Kind.FILE, ""),
    }


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in it would otherwise be passed over in silence."""
    (tmp_path / "khóa").mkdir()
    (tmp_path / "a.xlsx").write_bytes(b"x")
    real = os.scandir

    def refused(path: str) -> object:
        if Path(path).name == "khóa":
            raise PermissionError(13, "Access is denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert received(tmp_path) == {"a.xlsx": (Kind.FILE, ""), "khóa": (Kind.PROBLEM, "received-unreadable")}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Reading from it would never end."""
    os.mkfifo(tmp_path / "a.xlsx")
    assert received(tmp_path) == {"a.xlsx": (Kind.PROBLEM, "received-unreadable")}


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
