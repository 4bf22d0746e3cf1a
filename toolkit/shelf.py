"""Where programmes and samples lie: beside the package in the source tree, inside it once installed, or where an office keeps its own."""

from __future__ import annotations

from pathlib import Path

from toolkit.messages import Obstacle

_PACKAGE = Path(__file__).resolve().parent


def shelf(name: str) -> Path:
    """The folder of `templates` or `samples` that came with this installation."""
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name


BLANK_ENDING = ".blank.xlsx"
"""How an office's own workbook is called that serves as the blank of a form, beside the form's definition."""


def definitions(folder: Path) -> tuple[Path, ...]:
    """The form definitions in a programme's folder, sorted; not what programs leave there, nor blanks."""
    found = (path for path in folder.glob("*.xlsx") if not path.name.startswith("~$"))
    return tuple(sorted(path for path in found if not path.name.endswith(BLANK_ENDING)))


def find_programme(name: str, near: Path | None = None) -> Path:
    """The folder of a programme: a path as given, a path beside `near`, or one that came with baocao; Obstacle where there is none."""
    candidates = [Path(name), *([near / name] if near else []), shelf("templates") / name]
    for candidate in candidates:
        if name and candidate.is_dir() and definitions(candidate):
            return candidate.resolve()
    raise Obstacle("unknown-programme", name=name, known=", ".join(names("templates")))


def find_sample(name: str) -> Path:
    """The folder of a sample round; Obstacle where there is none."""
    folder = shelf("samples") / name
    if name not in names("samples"):
        raise Obstacle("unknown-sample", name=name, known=", ".join(names("samples")))
    return folder


def names(kind: str) -> tuple[str, ...]:
    """The programmes (`templates`) or samples (`samples`) that came with this installation, sorted."""
    return tuple(sorted(folder.name for folder in shelf(kind).iterdir() if folder.is_dir() and definitions(folder)))
