"""The examples of docs/verify.md and docs/refresh.md are what the commands print."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.flow.test_refreshing import late_round, report_of  # noqa: F401 - a fixture
from tests.support.command import run_command

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = re.compile(r"<!-- [^>]*test_doc_examples\.py -->\n```\n(.*?)```", re.DOTALL)


def example(page: str) -> str:
    match = EXAMPLE.search((DOCS / page).read_text(encoding="utf-8"))
    assert match
    return match[1]


def test_verify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line, as printed."""
    page = (DOCS / "verify.md").read_text(encoding="utf-8")
    sentence = re.search("for a file with the sentence `(.*)`:", page)
    assert sentence
    monkeypatch.chdir(tmp_path)
    Path("bao-cao.txt").write_text(f"{sentence[1]}\n", encoding="utf-8")
    command, _, printed = example("verify.md").partition("\n")
    result = run_command(*command.removeprefix("$ baocao ").split())
    assert (result.exit_code, result.stdout) == (1, printed)


def test_refresh(late_round: Path, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    """The changes that the page shows are among those printed, the last line says where the former file is."""
    folder = Path(shutil.copytree(late_round, tmp_path / "dot", ignore=shutil.ignore_patterns("1-phat-hanh", "4-tong-hop")))
    printed = run_command("refresh", str(report_of(folder)), "--lang", "vi").stdout.splitlines()
    without_places = [line.split(" · ", 1)[1] for line in printed if " → " in line and " · " in line]
    assert all(line.split(" · ", 1)[1] in without_places for line in example("refresh.md").splitlines())
    assert any(re.fullmatch(r"  đoạn \d+ · .*|  bảng \d+, ô [A-Z]+\d+ · .*", line) for line in printed)
    assert "(trước " in printed[-1]
