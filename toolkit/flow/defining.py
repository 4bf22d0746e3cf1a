"""A programme's form definitions, all of them: what each says, and which cannot be read at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit.messages import Obstacle
from toolkit.model.finding import Finding
from toolkit.model.form import Form
from toolkit.round import read_programme_form
from toolkit.shelf import definitions


@dataclass(frozen=True)
class Definitions:
    """The forms by code with what is wrong in them, and why others were refused."""

    forms: Mapping[str, tuple[Form, tuple[Finding, ...]]]
    refused: tuple[Obstacle, ...]


def read_definitions(programme: Path) -> Definitions:
    """Every definition in the programme's folder: one that is no workbook keeps nobody from hearing of the others."""
    forms: dict[str, tuple[Form, tuple[Finding, ...]]] = {}
    refused: list[Obstacle] = []
    for path in definitions(programme):
        try:
            forms[path.stem] = read_programme_form(programme, path.stem)
        except Obstacle as obstacle:
            refused.append(obstacle)
    return Definitions(forms, tuple(refused))
