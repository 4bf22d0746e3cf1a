"""LibreOffice opens what we write, and keeps what says where a figure comes from."""

from __future__ import annotations

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.narrate.sample import round_of, template
from toolkit.narrate import narrate
from toolkit.word import read_paragraphs, write_docx


def converted(source: Path, kind: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return folder / "out" / f"{source.stem}.{kind}"


def part(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read("word/document.xml")


@pytest.mark.office
@pytest.mark.slow
def test_libreoffice_saves_the_report_with_its_bookmarks(tmp_path: Path) -> None:
    """Saved by LibreOffice, the report has the same words, and bookmarks that name its figures."""
    document, _ = narrate(round_of(), "02", template(), {})
    data = write_docx(document, template().letterhead)
    source = tmp_path / "bao-cao.docx"
    source.write_bytes(data)
    saved = converted(source, "docx", tmp_path).read_bytes()
    before, after = ({text.strip() for _, text in read_paragraphs(each, "x.docx")} for each in (data, saved))
    assert not {text for text in before - after if "190" in text}
    assert any("200/190" in text for text in after)
    assert b"_02_ket_nap_moi_2020_so" in part(data) and b"_02_ket_nap_moi_2020_so" in part(saved)
