"""A reader would not notice that a program wrote the prose: every report of the sample round is read for what gives it away."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.word import Opened

SLIPS = {
    "a doubled space": re.compile(r"[^\s]  +[^\s]"),
    "a space before a mark": re.compile(r"\w [,.;:!?)”](?!\w)"),
    "a mark twice": re.compile(r"[,;:]\s*[,;:.]|\.\.(?!\.)(?<!\.\.\.)"),
    "a small letter after a full stop": re.compile(r"[^\W\d_]{3,}\. [^\W\d_]"),
    "a count of nothing": re.compile(r"(?<![\d.,/])0 (?:đồng chí|đoàn viên|thanh niên|đơn vị|lớp|tập thể|cá nhân)\b"),
    "a list of one": re.compile(r"(?:^|[:,] )và\b"),
    "an empty clause": re.compile(r"\(\s*\)|gồm:?\s*[.;]|: ?\.|\bđạt [,.;]|\blà [,.;]"),
    "what stands for a value": re.compile(r"None|True|False|\ue000|#DIV|\{\{|\}\}"),
}


def reports(folder: Path) -> list[Opened]:
    return [Opened(path.read_bytes(), path.name) for path in sorted((folder / "5-bao-cao").glob("*.docx"))]


def test_no_slip(demo_round: Path) -> None:
    """None of the twelve reports has a slip in its own prose or in what it quotes."""
    found = [
        (slip, str(each.place), match[0])
        for report in reports(demo_round)
        for each in report.paragraphs
        if not each.place.sheet
        for slip, pattern in SLIPS.items()
        for match in pattern.finditer(each.text)
        if slip != "a small letter after a full stop" or match[0][-1].islower()
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
