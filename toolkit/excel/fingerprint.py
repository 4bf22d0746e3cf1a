"""What tells the workbooks of one state of a form from those of another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from toolkit.excel.arrange import blank_layout
from toolkit.excel.layout import Layout
from toolkit.model.form import Form


def fingerprint(form: Form, kind: str) -> str:
    """A short hash of what a workbook for that kind of unit asks: its labels, formulas, rules and names with their places."""
    return hashlib.sha256("\n".join(_traits(blank_layout(form, kind))).encode()).hexdigest()[:16]


def _traits(layout: Layout) -> Iterator[str]:
    form = layout.form
    yield f"{form.programme}|{form.code}|{form.version}|{form.title}"
    for line in layout.lines:
        yield f"{line.number}|{line.label}|{line.indicator.formula if line.indicator else ''}"
    for name, spot in layout.names.items():
        yield f"{name}|{spot.address}"
    for rule in form.rules:
        yield f"{rule.code}|{rule.formula}|{rule.message}"
    for name, choices in form.choices:
        yield f"{name}|{'|'.join(choice.label for choice in choices)}"
