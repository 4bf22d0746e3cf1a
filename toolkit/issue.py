"""Stage: Form, Unit, Period -> the unit's blank workbook, stamped with who it is and with what is known of it already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from toolkit.excel.adopted import AdoptedBlank
from toolkit.excel.blank import BlankRequest, assigned_of
from toolkit.excel.stamp import Pattern, pattern_key
from toolkit.model.form import Form
from toolkit.model.period import Period
from toolkit.model.submission import Identity
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import Value

MOST_PATTERNS = 24
"""Kept at a time: a round has a few kinds of unit; each pattern takes less than one MB."""


class Issuer:
    """The blank workbooks of a whole round: each kind of unit's is written once and stamped for every unit."""

    def __init__(self, form: Form, period: Period, tree: Tree, deadline: date | None, adopted: AdoptedBlank | None = None) -> None:
        self._form, self._period, self._tree, self._deadline, self._adopted = form, period, tree, deadline, adopted
        self._patterns: dict[tuple[object, ...], Pattern] = {}

    def blank(self, unit: Unit, beside: Mapping[str, Value]) -> bytes:
        """That unit's, as an .xlsx file; the office's own workbook, where that asks all that such a unit must answer.

        `beside` is what is known of the unit: `target.<code>` is prefilled, `previous.<code>` is shown beside the input, as an
        estimate where `estimated.<code>` is there.
        """
        request = blank_request(self._form, self._period, self._tree, unit, beside, self._deadline)
        if self._adopted is not None and self._adopted.asks(self._form.names_of(unit.kind)):
            return self._adopted.stamped(request.identity, {**beside, **assigned_of(request)})
        return self._pattern(request).stamped(request)

    def _pattern(self, request: BlankRequest) -> Pattern:
        key = pattern_key(request)
        if key not in self._patterns:
            if len(self._patterns) >= MOST_PATTERNS:
                self._patterns.pop(next(iter(self._patterns)))
            self._patterns[key] = Pattern(request)
        return self._patterns[key]


def blank_request(
    form: Form, period: Period, tree: Tree, unit: Unit, beside: Mapping[str, Value], deadline: date | None
) -> BlankRequest:
    """What is to be written for that unit."""
    return BlankRequest(
        form=form,
        unit=unit,
        period=period,
        identity=Identity(programme=form.programme, form=form.code, version=form.version, unit=unit.code, period=period.id),
        parents=tuple(each.name for each in tree.ancestors(unit.code)),
        deadline=deadline,
        targets=_of(beside, "target."),
        previous=_of(beside, "previous."),
        estimated=frozenset(_of(beside, "estimated.")),
    )


def _of(beside: Mapping[str, Value], prefix: str) -> dict[str, Value]:
    return {name.removeprefix(prefix): value for name, value in beside.items() if name.startswith(prefix)}
