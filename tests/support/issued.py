"""One unit's blank, written from nothing: what stamping must come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from toolkit.excel.blank import write_blank
from toolkit.issue import blank_request
from toolkit.model.form import Form
from toolkit.model.period import Period
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import Value


def issue(form: Form, period: Period, tree: Tree, unit: Unit, beside: Mapping[str, Value], deadline: date | None) -> bytes:
    """The blank workbook of that unit, as an .xlsx file."""
    return write_blank(blank_request(form, period, tree, unit, beside, deadline))
