"""A programme's prose, read against its forms before any round uses it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from toolkit.files import read_bytes
from toolkit.flow.papers import COMMON, TEMPLATE, paper_and_form
from toolkit.model.finding import Finding
from toolkit.model.form import Form
from toolkit.narrate.lint import lint_template


def lint_prose(programme: Path, forms: Iterable[Form]) -> tuple[Finding, ...]:
    """What every text template of the programme's folder names and its form, or no form, has, file by file."""
    stated = tuple(forms)
    templates = sorted((*programme.glob(f"*{TEMPLATE}"), *programme.glob(COMMON)))
    return tuple(
        found
        for path in templates
        for found in lint_template(path.name, read_bytes(path).decode("utf-8-sig"), _read_by(path, stated))
    )


def _read_by(template: Path, forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """The forms that a template may be read with."""
    _, form = paper_and_form(template)
    return tuple(each for each in forms if form in ("", each.code)) or forms
