"""The VBA project: it holds what the .bas files say, and every button has its macro."""

from __future__ import annotations

import importlib.util
import warnings
from importlib import import_module
from pathlib import Path

import pytest

from toolkit.excel.front_sheet import BUTTONS
from toolkit.shelf import shelf

MACROS = shelf("macros")


def modules_in(project: Path) -> dict[str, str]:
    """The modules of a VBA project that have a text, by name, as oletools reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what oletools is built on complains of oletools
        parser = import_module("oletools.olevba").VBA_Parser(str(project))
    try:
        found = {Path(name).stem: code for _, _, name, code in parser.extract_macros()}
    finally:
        parser.close()
    return {name: "\n".join(lines_of(code)) for name, code in found.items() if lines_of(code)}


def lines_of(code: str) -> list[str]:
    return [line.rstrip() for line in code.splitlines() if line.strip() and not line.startswith("Attribute VB_")]


def texts() -> dict[str, str]:
    return {path.stem: "\n".join(lines_of(path.read_text(encoding="ascii"))) for path in MACROS.glob("*.bas")}


def test_the_committed_project_holds_the_texts() -> None:
    """Whoever changed a .bas file ran `make macros`."""
    assert modules_in(MACROS / "vbaProject.bin") == texts()


def build(folder: Path, target: Path) -> None:
    """What `make macros` does, for the .bas files of any folder."""
    spec = importlib.util.spec_from_file_location("make_macros", MACROS / "make.py")
    assert spec is not None and spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.make(folder, target)


@pytest.mark.office
def test_a_new_build_holds_the_texts(tmp_path: Path) -> None:
    """xlwings' empty project, our modules, LibreOffice's storing: what comes out is what went in."""
    build(MACROS, tmp_path / "vbaProject.bin")
    assert modules_in(tmp_path / "vbaProject.bin") == texts()


def test_the_texts_are_what_the_editor_of_excel_takes_in() -> None:
    """Ends of lines as Windows has them, plain letters, no line of what VBA keeps for other versions."""
    for path in MACROS.glob("*.bas"):
        data = path.read_bytes()
        assert data.isascii() and data.count(b"\n") == data.count(b"\r\n") and data.startswith(b"Attribute VB_Name = ")


def test_every_button_has_its_macro_and_its_step() -> None:
    """The macro of a button is in the module and calls the button's step."""
    (module,) = texts().values()
    for button in BUTTONS:
        assert f'Sub {button.macro}()\n    Goi "{button.step}"\nEnd Sub' in module
