"""What every test may use: golden files, a new folder for LibreOffice, and the marks that say what a test needs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.support.command import run_command

# two cores are shared by tests that start LibreOffice: how long an example takes says nothing about it
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="write the golden files anew instead of comparing with them")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if shutil.which("soffice"):
        return
    for item in items:
        if "office" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="needs LibreOffice (soffice), which is not on this machine"))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with a golden file, or writes the file anew with --golden-update."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden-update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden file {name}; make it with --golden-update and read it"
        assert text == path.read_text(encoding="utf-8")

    return compare


def played(tmp_path_factory: pytest.TempPathFactory, worker_id: str, name: str, *options: str) -> Path:
    """The folder of a sample that was run through, once for all workers."""
    shared = tmp_path_factory.getbasetemp().parent if worker_id != "master" else tmp_path_factory.getbasetemp()
    folder = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not (shared / f"{name}.out").exists():
            result = run_command("demo", str(folder), *options, "--lang", "vi")
            assert result.exit_code == 0, result.stderr
            (shared / f"{name}.out").write_text(result.stdout, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def demo_round(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of a finished sample round, made once for all workers. Read it, never write into it: `copy_of_demo` is for that."""
    return played(tmp_path_factory, worker_id, "dot-bao-cao-mau")


@pytest.fixture(scope="session")
def assessed_round(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the finished sample of programme B, made once for all workers. Read it, never write into it."""
    return played(tmp_path_factory, worker_id, "dot-danh-gia-mau", "--sample", "tra-vinh-2023")


@pytest.fixture
def copy_of_demo(demo_round: Path, tmp_path: Path) -> Path:
    """A copy of the finished sample round that a test may change."""
    return Path(shutil.copytree(demo_round, tmp_path / "Đợt báo cáo 2020"))
