"""The command line starts quickly and shows only verbs that are there."""

from __future__ import annotations

import subprocess
import sys
import time
from importlib import import_module

import click

from tests.support.command import run_command
from toolkit.cli import VERBS


def _seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    return time.perf_counter() - start


def test_help_takes_at_most_twice_as_long_as_importing_click() -> None:
    """Heavy libraries load only when their command runs. Measured in turns, the quickest of each, since other tests run beside it."""
    pairs = [(_seconds("import click"), _seconds("from toolkit.cli import run; run(['--help'])")) for _ in range(9)]
    assert min(ours for _, ours in pairs) <= 2 * min(floor for floor, _ in pairs)


def test_help_loads_no_heavy_library() -> None:
    """The reason for the above, without a clock."""
    code = "import sys; from toolkit.cli import run; run(['--help']); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not {"lxml", "openpyxl", "xlsxwriter", "python_calamine", "docx", "jinja2", "sqlite3", "rich", "babel"} & set(loaded)


def test_every_verb_of_the_help_is_there() -> None:
    """Each is listed, and each has a help of its own."""
    listed = run_command("--help").stdout
    for verb in VERBS:
        assert f"\n  {verb} " in listed
        assert isinstance(import_module(f"toolkit.commands.{verb}").command, click.Command)
        assert run_command(verb, "--help").exit_code == 0


def test_help_speaks_both_languages(monkeypatch) -> None:
    """The locale decides where nobody asks."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert "Make a round" in run_command("--help").stdout
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert "Mở một đợt báo cáo mới" in run_command("--help").stdout
