"""Stage: Form, Unit, Period -> the unit's blank workbook, stamped with who it is and with what is known of it already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from toolkit.excel.blank import BlankRequest, write_blank
from toolkit.model.form import Form
from toolkit.model.period import Period
from toolkit.model.submission import Identity
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import Value


def issue(form: Form, period: Period, tree: Tree, unit: Unit, beside: Mapping[str, Value], deadline: date | None) -> bytes:
    """The blank workbook of one unit, as an .xlsx file.

    `beside` is what is known of the unit: `target.<code>` is prefilled, `previous.<code>` is shown beside the input.
    """
    return write_blank(
        BlankRequest(
            form=form,
            unit=unit,
            period=period,
            identity=Identity(programme=form.programme, form=form.code, version=form.version, unit=unit.code, period=period.id),
            parents=tuple(each.name for each in tree.ancestors(unit.code)),
            deadline=deadline,
            targets=_of(beside, "target."),
            previous=_of(beside, "previous."),
        )
    )


def _of(beside: Mapping[str, Value], prefix: str) -> dict[str, Value]:
    return {name.removeprefix(prefix): value for name, value in beside.items() if name.startswith(prefix)}
