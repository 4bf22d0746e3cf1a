"""Definitions that are none: refused in one line each, while the others are still read; and nothing is written on their account."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.define.mistakes import GOOD, MISTAKES
from tests.excel.test_preflight import changed, zipped
from tests.support.command import run_command
from tests.support.forms import workbook
from tests.support.rounds import FORM, small_round
from toolkit.define import define
from toolkit.messages import Obstacle
from toolkit.round.folders import ISSUED

LINK = b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="a.xml"/>'
DEFINITION = workbook(GOOD)


def macro(data: bytes) -> bytes:
    return changed(
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        data,
    )


def encrypted(data: bytes) -> bytes:
    """As Excel stores a workbook with a password: not a zip, but a file of streams."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + data


def template(data: bytes) -> bytes:
    return changed("[Content_Types].xml", b"sheet.main+xml", b"template.main+xml", data)


def linked(data: bytes) -> bytes:
    return changed("xl/_rels/workbook.xml.rels", b"</Relationships>", LINK + b"</Relationships>", data)


def bomb(data: bytes) -> bytes:
    return zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b" " * 300_000_000})


REFUSED = [
    (macro, "definition-has-macros"),
    (linked, "definition-has-links"),
    (template, "definition-is-template"),
    (encrypted, "workbook-encrypted"),
    (bomb, ""),
    (lambda data: b"", "workbook-empty-file"),
    (lambda data: "đây là thư".encode(), "workbook-is-text"),
    (lambda data: b"%PDF-1.7", "workbook-is-pdf"),
    (lambda data: data[: len(data) // 2], "workbook-damaged"),
]


@pytest.mark.parametrize(
    ("spoil", "code"), REFUSED, ids=["macro", "link", "template", "encrypted", "bomb", "empty", "text", "pdf", "half"]
)
def test_what_is_no_definition(spoil: Callable[[bytes], bytes], code: str) -> None:
    """Macros, links, a template, a password, a bomb, no workbook at all: each has its obstacle, which names the file."""
    with pytest.raises(Obstacle) as refused:
        define(spoil(DEFINITION), "thu.xlsx", "p")
    assert refused.value.values["file"] == "thu.xlsx"
    assert refused.value.code == code or not code


@given(st.integers(0, len(DEFINITION) - 1), st.integers(1, 255))
def test_a_damaged_definition_is_read_or_refused(at: int, by: int) -> None:
    """One byte changed anywhere: a form, or an obstacle, and never a bug."""
    damaged = bytearray(DEFINITION)
    damaged[at] ^= by
    try:
        define(bytes(damaged), "thu.xlsx", "p")
    except Obstacle as refused:
        assert refused.values["file"] == "thu.xlsx"


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_spoilt_xml_is_no_surprise(part: str) -> None:
    """Parts that are XML of nothing, or none at all."""
    for content in (b"<a/>", b"<a", b""):
        book = openpyxl.load_workbook(io.BytesIO(DEFINITION))
        target = io.BytesIO()
        book.save(target)
        entries = _parts(target.getvalue())
        try:
            define(zipped({**entries, part: content}), "thu.xlsx", "p")
        except Obstacle as refused:
            assert refused.values["file"] == "thu.xlsx"


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_one_line_each_and_the_others_are_read(tmp_path: Path) -> None:
    """`define` tells of each in one line, goes on with the rest, and ends with 2."""
    folder = tmp_path / "chuong-trinh"
    folder.mkdir()
    (folder / "thu.xlsx").write_bytes(workbook(next(each for each in MISTAKES if each.code == "bounds-crossed").form))
    (folder / "macro.xlsx").write_bytes(macro(DEFINITION))
    (folder / "thu-cu.xlsx").write_bytes(b"khong phai tep Excel")
    told = run_command("define", str(folder), "--lang", "en")
    assert told.exit_code == 2
    assert len(told.stderr.splitlines()) == 2 and all(name in told.stderr for name in ("macro.xlsx", "thu-cu.xlsx"))
    assert "indicators!H3" in told.stdout


def test_nothing_is_written_and_what_was_issued_stays(tmp_path: Path) -> None:
    """A definition that was broken after the first `issue`: exit 2, one line, every file as it was; mended, it issues again."""
    round_ = small_round(tmp_path)
    definition = tmp_path / "chuong-trinh" / "thu.xlsx"
    assert run_command("issue", str(round_.folder)).exit_code == 0
    before = everything(round_.folder)
    everything_issued = everything(round_.folder / ISSUED)
    assert everything_issued
    broken = FORM.replace("| nam | integer | tong ", "| nam | integer | tongg ")
    for data in (workbook(broken), macro(definition.read_bytes()), b"", workbook(FORM)[:2000]):
        definition.write_bytes(data)
        for verb in ("issue", "collect", "consolidate", "run"):
            told = run_command(verb, str(round_.folder))
            assert told.exit_code == 2 and len(told.stderr.splitlines()) == 1
        assert everything(round_.folder) == before
    definition.write_bytes(workbook(FORM))
    assert run_command("issue", str(round_.folder)).exit_code == 0
    assert everything(round_.folder / ISSUED) == everything_issued


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
