"""A reader would not notice that a program wrote the prose: every report of the sample round is read for what gives it away."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.prose_slips import slips_of
from toolkit.word import Opened


def reports(folder: Path) -> list[Opened]:
    return [Opened(path.read_bytes(), path.name) for path in sorted((folder / "5-bao-cao").glob("*.docx"))]


def test_no_slip(demo_round: Path) -> None:
    """None of the twelve reports has a slip in its own prose or in what it quotes."""
    found = [
        (str(each.place), *slip)
        for report in reports(demo_round)
        for each in report.paragraphs
        if not each.place.sheet
        for slip in slips_of(each.text)
    ]
    assert found == []


def test_figures_stay_with_what_they_count(demo_round: Path) -> None:
    """No figure is followed by a space that may break and a word that it counts."""
    found = [
        each.text[spot.start : spot.end + 12]
        for report in reports(demo_round)
        for each in report.paragraphs
        for spot in each.spots
        if re.match(
            r" (?:đoàn viên|hội viên|thanh niên|chi đoàn|đơn vị|người|lượt|lớp|văn bản|tập thể|cá nhân)", each.text[spot.end :]
        )
    ]
    assert found == []
