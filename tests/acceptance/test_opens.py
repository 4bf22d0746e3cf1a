"""LibreOffice opens every kind of file that a round makes: nothing is repaired, nothing is refused."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def _converted(files: list[Path], target: str, folder: Path) -> list[Path]:
    """The files converted by one start of LibreOffice, each under a plain name of its own."""
    source, result = folder / "in", folder / target
    source.mkdir()
    for number, path in enumerate(files):
        shutil.copy(path, source / f"{number:03}{path.suffix}")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        str(result),
        *map(str, sorted(source.iterdir())),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return sorted(result.iterdir())


@pytest.mark.office
@pytest.mark.slow
def test_every_workbook_opens(demo_round: Path, tmp_path: Path) -> None:
    """The twelve consolidated ones, blanks of every district, what came in and what went back, control and progress."""
    blanks = [next(folder.glob("*.xlsx")) for folder in sorted((demo_round / "1-phat-hanh").iterdir()) if folder.is_dir()]
    sent = sorted((demo_round / "2-nhan").glob("*.xlsx"))[::12]
    made = [
        *demo_round.glob("*.xlsx"),
        *demo_round.glob("4-tong-hop/*.xlsx"),
        *demo_round.glob("vi-du-tra-lai/*.xlsx"),
        *blanks,
        *sent,
    ]
    pages = _converted(made, "csv", tmp_path)
    assert len(pages) == len(made)
    assert all(page.stat().st_size > 50 for page in pages)


@pytest.mark.office
@pytest.mark.slow
def test_every_report_opens(demo_round: Path, tmp_path: Path) -> None:
    """Twelve reports, each with the words that end it; the province's has three pages and more."""
    reports = sorted((demo_round / "5-bao-cao").glob("*.docx"))
    pages = _converted(reports, "pdf", tmp_path)
    assert len(pages) == 12
    texts = [
        subprocess.run(["pdftotext", str(page), "-"], check=True, capture_output=True, text=True, encoding="utf-8").stdout
        for page in pages
    ]
    assert all("./." in text for text in texts)
    assert texts[0].count("\f") >= 3
    assert "7.338/7.243" in texts[0].replace("\u00a0", " ")
