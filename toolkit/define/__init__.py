"""Stage: a form's workbook -> Form, with findings on the definition itself.

All mistakes are found at once, each with its sheet and cell. A form that has errors is still returned as far as it could be read, so
that later checks can speak too; whoever issues it must refuse.
"""

from __future__ import annotations

from toolkit.define.lint import lint
from toolkit.define.read import read_form
from toolkit.model.finding import Finding
from toolkit.model.form import Form


def define(data: bytes, name: str, programme: str) -> tuple[Form, tuple[Finding, ...]]:
    """The form that the workbook defines and what is wrong with it; Obstacle where it cannot be read as a definition at all."""
    form, findings = read_form(data, name, programme)
    return form, (*findings, *lint(form))
