"""The wheel: built, installed into an empty environment, the sample round run from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]


def _run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    result = subprocess.run(
        [str(each) for each in command], cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, f"{result.stdout[-2000:]}\n{result.stderr[-2000:]}"
    return result.stdout


@pytest.mark.slow
def test_an_installed_wheel_runs_the_demo(tmp_path: Path) -> None:
    """What is needed at run time travels with the wheel: programmes, samples, every package."""
    source = shutil.copytree(
        PROJECT, tmp_path / "source", ignore=shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")
    )
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path / "dist", source, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    _run(scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=tmp_path)
    elsewhere = tmp_path / "Một thư mục khác"
    elsewhere.mkdir()
    out = _run(scripts / "baocao", "demo", "đợt 2020", "--lang", "vi", cwd=elsewhere)
    assert "02 Tỉnh Hà Giang.docx" in out
    assert len(list((elsewhere / "đợt 2020/5-bao-cao").glob("*.docx"))) == 12
    assert "7.338" in _run(scripts / "baocao", "figures", "đợt 2020", "--unit", "02", cwd=elsewhere)
