"""The inbox: whatever was dropped there comes out, one file at a time."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from tests.support.refusals import held_by_another_program, refusing
from toolkit.files import write_safely
from toolkit.inbox import InboxLimits, Kind, iter_inbox

WORKBOOK = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}


def zipped(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def received(folder: Path) -> dict[str, tuple[Kind, str]]:
    return {item.name: (item.kind, item.code) for item in iter_inbox(folder)}


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


def test_limits_of_zips(tmp_path: Path) -> None:
    """Too many entries, too much in all, too deep, too large: each is told by its own code."""
    limits = InboxLimits(zip_entries=2, file_bytes=5_000, zip_bytes=9_000, depth=2)
    nested = zipped({"sau.txt": b"x"})
    for _ in range(limits.depth):
        nested = zipped({"t.zip": nested})
    write_safely(tmp_path / "a.zip", zipped({"1": b"", "2": b"", "3": b""}))
    write_safely(tmp_path / "b.zip", nested)
    write_safely(tmp_path / "c.zip", zipped({"1": os.urandom(4_900), "2": os.urandom(4_900)}))
    write_safely(tmp_path / "d.bin", b"x" * 6_000)
    codes = {item.name: item.code for item in iter_inbox(tmp_path, limits=limits)}
    assert codes == {
        "a.zip": "zip-too-many-entries",
        "b.zip/t.zip/t.zip": "zip-too-deep",
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
