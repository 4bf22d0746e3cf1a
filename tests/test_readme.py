"""What the README quotes is what the commands print: its examples run here, on the demo's round."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.support.command import run_command

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
QUOTED_FOLDER = "build/demo"
LEFT_OUT = "…"

_SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)


def _sessions() -> list[tuple[str, list[str]]]:
    """Each quoted command with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for block in _SESSION.findall(README.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.splitlines()
            found.append((command, [line for line in lines if line.strip() and line.strip() != LEFT_OUT]))
    return found


def test_quoted_sessions_are_real(demo_round: Path, copy_of_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that the README quotes prints the quoted lines, in their order."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("COLUMNS", raising=False)  # pytest-xdist sets it in its workers
    sessions = _sessions()
    assert {command.split()[1] for command, _ in sessions} == {"demo", "figures", "status", "verify"}
    for command, quoted in sessions:
        printed = _printed(command, demo_round, copy_of_demo).splitlines()
        rest = iter(printed)
        missing = [line for line in quoted if line not in rest]
        assert quoted and not missing, f"{command} does not print: {missing[:1]}"


def _printed(command: str, demo_round: Path, copy: Path) -> str:
    program, verb, *arguments = shlex.split(command)
    assert program == "baocao"
    if verb == "demo":
        said = demo_round.with_name(f"{demo_round.name}.out").read_text(encoding="utf-8")
        return said.replace(str(demo_round), QUOTED_FOLDER)
    ran = run_command(verb, *(each.replace(QUOTED_FOLDER, str(copy)) for each in arguments), "--lang", "vi")
    return ran.stdout.replace(str(copy), QUOTED_FOLDER)
