"""A programme's prose, read against its forms before any round uses it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from toolkit.files import read_bytes
from toolkit.model.finding import Finding
from toolkit.model.form import Form
from toolkit.narrate.lint import lint_template


def lint_prose(programme: Path, forms: Iterable[Form]) -> tuple[Finding, ...]:
    """What every text template of the programme's folder names and no form of it has, file by file."""
    stated = tuple(forms)
    templates = sorted(programme.glob("*.md.j2"))
    return tuple(found for path in templates for found in lint_template(path.name, read_bytes(path).decode("utf-8-sig"), stated))
