"""What was found out about a part once is not found out again, and only about that very part."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest

from tests.excel.rich import rich_workbook
from toolkit.excel import memory, preflight
from toolkit.excel.memory import Memory
from toolkit.excel.package import Package
from toolkit.excel.preflight import Bounds, inspect


def test_a_part_is_unpacked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second workbook with the same parts is looked through without unpacking them."""
    monkeypatch.setattr(preflight, "_VERDICTS", Memory())
    unpacked: list[str] = []
    unpack = Package._unpacked
    monkeypatch.setattr(Package, "_unpacked", lambda self, entry: (unpacked.append(entry.filename), unpack(self, entry))[1])
    assert inspect(rich_workbook()) is None
    assert len(unpacked) > 5
    unpacked.clear()
    assert inspect(rich_workbook()) is None
    assert unpacked == []


def test_another_limit_is_another_question() -> None:
    """What passed under one limit is looked at again under another."""
    assert inspect(rich_workbook()) is None
    problem = inspect(rich_workbook(), Bounds(cells=5))
    assert problem is not None
    assert problem.code == "workbook-too-many-cells"


@pytest.mark.parametrize("field", ["size", "checksum"])
def test_a_known_part_under_a_false_entry_is_not_known(field: str) -> None:
    """The directory says another size or checksum of the same bytes: damaged, as if nothing had been seen before."""
    data = bytearray(rich_workbook())
    assert inspect(bytes(data)) is None
    entry = data.find(b"PK\x01\x02")
    data[entry + (24 if field == "size" else 16)] ^= 1
    problem = inspect(bytes(data))
    assert problem is not None
    assert problem.code == "workbook-damaged"


def test_an_excerpt_is_a_zip_of_what_was_read() -> None:
    """Parts that were unpacked stand in it as they are, the others as they were packed; no further part comes along."""
    package = Package(rich_workbook())
    names = [package.workbook, "xl/worksheets/sheet1.xml"]
    content = package.read(names[0])
    with zipfile.ZipFile(io.BytesIO(package.excerpt(names))) as excerpt:
        assert excerpt.testzip() is None
        assert excerpt.namelist() == names
        assert excerpt.read(names[0]) == content
        assert excerpt.read(names[1]) == package.read(names[1])


def test_only_so_much_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sends many different parts cannot fill our memory; what has no key is never kept."""
    monkeypatch.setattr(memory, "MOST", 3)
    asked: list[int] = []
    known: Memory[int] = Memory()
    for number in (1, 1, 2, 3, 4, 1, 4):
        known.recall(number, lambda number=number: asked.append(number) or number)
    known.recall(None, lambda: asked.append(0) or 0)
    known.recall(None, lambda: asked.append(0) or 0)
    assert asked == [1, 2, 3, 4, 1, 0, 0]


def test_a_reading_child_loads_no_writer() -> None:
    """openpyxl takes as long to load as all that a child needs; a round's child starts without it."""
    script = "import sys, toolkit.shelter, toolkit.round.brief; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
