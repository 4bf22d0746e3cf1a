"""The doctor: what it reads from a machine, and what it says of one that lacks something."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import run_command
from toolkit.office import health

ITEM = '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'


@pytest.mark.parametrize(
    ("items", "level"),
    [
        ((), 2),
        ((("MacroSecurityLevel", "1"),), 1),
        ((("MacroSecurityLevel", "3"),), 3),
        ((("SecureURL", "<it>file:///dot</it>"),), 1),
        ((("SecureURL", "<it>file:///dot</it>"), ("MacroSecurityLevel", "3")), 3),
    ],
)
def test_the_level_of_libreoffice_is_read_from_its_profile(tmp_path: Path, items: tuple[tuple[str, str], ...], level: int) -> None:
    """Nothing stated is the default; a trusted folder lets macros run, except at the highest level."""
    (tmp_path / "user").mkdir()
    text = "".join(ITEM.format(name=name, value=value) for name, value in items)
    (tmp_path / "user/registrymodifications.xcu").write_text(text, encoding="utf-8")
    assert health.libreoffice_security(tmp_path) == level


def test_a_profile_that_is_not_there_has_the_default(tmp_path: Path) -> None:
    """LibreOffice was never started here."""
    assert health.libreoffice_security(tmp_path) == 2


def test_a_machine_without_programs_and_fonts_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings, not errors: commands work there."""
    monkeypatch.setattr(health, "find_soffice", lambda: None)
    monkeypatch.setattr(health, "has_font", str)
    result = run_command("doctor", str(tmp_path), "--json")
    assert result.exit_code == 0
    assert [each["code"] for each in result.json["findings"]] == ["doctor-no-program", "doctor-no-font"]


def test_a_libreoffice_without_its_python_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is there, what buttons need of it is not; and it does not let macros run."""
    monkeypatch.setattr(health, "find_soffice", lambda: tmp_path / "soffice")
    monkeypatch.setattr(health, "find_office_python", lambda: None)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    codes = [each["code"] for each in run_command("doctor", str(tmp_path), "--json").json["findings"]]
    assert codes[:2] == ["doctor-no-uno", "doctor-macros-off"]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """The exit code says it, too."""
    result = run_command("doctor", str(tmp_path / "khong-co"), "--json")
    assert result.exit_code == 1
    assert "doctor-not-writable" in [each["code"] for each in result.json["findings"]]


@pytest.mark.office
def test_this_machine_has_what_its_tests_need() -> None:
    """LibreOffice, and a Python that reaches it."""
    assert "doctor-no-uno" not in [each["code"] for each in run_command("doctor", "--json").json["findings"]]


def test_excel_without_its_add_in_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Buttons do without it; macros that are off are a warning; with both there, neither is said."""
    monkeypatch.setattr(health, "find_soffice", lambda: None)
    monkeypatch.setattr(health, "has_font", lambda: "Times New Roman")
    monkeypatch.setattr(health, "excel_security", lambda: 4)
    monkeypatch.setenv("APPDATA", str(tmp_path))
    told = run_command("doctor", str(tmp_path), "--json").json["findings"]
    assert [(each["code"], each["severity"]) for each in told] == [("doctor-macros-off", "warning"), ("doctor-no-addin", "note")]
    (tmp_path / "Microsoft/Excel/XLSTART").mkdir(parents=True)
    (tmp_path / "Microsoft/Excel/XLSTART/xlwings.xlam").touch()
    monkeypatch.setattr(health, "excel_security", lambda: 2)
    assert run_command("doctor", str(tmp_path), "--json").json["findings"] == []


def test_each_lack_is_said_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine with nothing, in both languages, the worst deciding the exit code."""
    monkeypatch.setattr(health, "find_soffice", lambda: None)
    monkeypatch.setattr(health, "has_font", str)
    for lang, words in (("vi", ("cài", "phông")), ("en", ("Install", "font"))):
        told = run_command("doctor", str(tmp_path / "khong-co"), "--lang", lang)
        assert told.exit_code == 1 and [word for word in words if word not in told.stdout] == []


def test_a_machine_without_a_path_is_examined_all_the_same(tmp_path: Path) -> None:
    """No program can be found by its name: fonts are looked for as files, and nothing fails."""
    ran = subprocess.run(
        [sys.executable, "-m", "toolkit", "doctor", str(tmp_path), "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert ran.returncode == 0 and ran.stderr == ""
    assert "doctor-no-font" in [each["code"] for each in json.loads(ran.stdout)["findings"]]
