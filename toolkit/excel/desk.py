"""What every sheet of a form's workbook is written with, and what all of them share: head, banner, protection, print set-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.excel.answers import Answers
from toolkit.excel.cells import quoted, write_formula
from toolkit.excel.layout import BANNER_ROW, Layout
from toolkit.excel.live import MARKS
from toolkit.excel.paper import MARGINS
from toolkit.excel.styles import Styles
from toolkit.messages import say
from toolkit.model.form import Form, Severity
from toolkit.model.period import Period
from toolkit.model.unit import Unit
from toolkit.vietnamese.dates import format_date

PROTECTION: Mapping[str, bool] = {
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What a protected sheet still allows; the protection has no password."""

A4 = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """The head of a form, in the words that are printed."""

    upper: str
    body: str
    number: str
    legal_basis: str
    title: str
    period: str
    unit: str
    receiver: str
    deadline: str
    signed_for: str


@dataclass(frozen=True)
class Desk:
    """One workbook being written."""

    book: Any
    styles: Styles
    layout: Layout
    answers: Answers
    heading: Heading
    assigned: frozenset[str] = frozenset()
    """The inputs that the level above has filled in."""

    @property
    def form(self) -> Form:
        """The form that the workbook is of."""
        return self.layout.form

    @property
    def merged(self) -> bool:
        """True for a consolidated workbook, whose figures are totals and not typed."""
        return self.layout.merged


def heading_of(form: Form, unit: Unit, parents: tuple[str, ...], period: Period, deadline: date | None) -> Heading:
    """The head for that unit; `parents` are the names of the units above it, nearest first."""
    return Heading(
        upper=_body(form, parents[0]) if parents else "",
        body=_body(form, unit.name),
        number=say("form-number", "vi", number=form.number) if form.number else "",
        legal_basis=form.setting.get("legal_basis", ""),
        title=form.title.upper(),
        period=say(
            "form-period", "vi", period=period_name(period), first=format_date(period.first_day), last=format_date(period.last_day)
        ),
        unit=say("form-unit", "vi", name=unit.name),
        receiver=say("form-receiver", "vi", name=parents[0]) if parents else "",
        deadline=say("form-deadline", "vi", date=format_date(deadline)) if deadline else "",
        signed_for=form.setting.get("signed_for") or say("form-signed", "vi"),
    )


def _body(form: Form, name: str) -> str:
    """Who speaks, as the form's setting `issuing_body` has it: `BCH ĐOÀN {name}`; the unit's name alone where it says nothing."""
    return (form.setting.get("issuing_body") or "{name}").replace("{name}", name.upper())


def period_name(period: Period) -> str:
    """The period as Vietnamese papers name it: `Năm 2020`, `Quý 4 năm 2020`."""
    codes = {"": "year", "S": "half", "Q": "quarter", "M": "month"}
    part = say(f"form-period-half-{period.part}", "vi") if period.kind == "S" else str(period.part)
    return say(f"form-period-{codes[period.kind]}", "vi", year=period.year, part=part)


def set_up_page(sheet: Any, *, landscape: bool, area: tuple[int, int, int, int], repeat: tuple[int, int], pages: int = 0) -> None:
    """A4, one page wide, its column headings on every page, its number at the foot; `pages` high, 0 for as many as it takes."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, pages)
    sheet.set_margins(**MARGINS)
    sheet.print_area(*area)
    sheet.repeat_rows(*repeat)
    sheet.set_footer("&C&9&P/&N")
    sheet.hide_gridlines(2)


def write_banner(desk: Desk, sheet: Any, last_column: int, verdicts: list[str], prefix: str = "") -> None:
    """The row on top that counts what is still wrong in the whole workbook; `verdicts` is what the checks say now."""
    errors, warnings = (count_of(verdicts, severity) for severity in (Severity.ERROR, Severity.WARNING))
    style = desk.styles.get("banner", "large")
    sheet.set_row(BANNER_ROW, 26)
    sheet.merge_range(BANNER_ROW, 0, BANNER_ROW, last_column, "", style)
    write_formula(sheet, BANNER_ROW, 0, banner_formula(desk.layout, prefix), prefix + banner_text(errors, warnings), style)
    for condition, look in (*((_says(f"banner-{kind}-tail"), look) for kind, look in _BANNER_LOOKS), ("TRUE", "fine")):
        rule = {"type": "formula", "criteria": f"={condition}", "format": desk.styles.condition(look), "stop_if_true": True}
        sheet.conditional_format(BANNER_ROW, 0, BANNER_ROW, last_column, rule)


_BANNER_LOOKS = (("errors", "wrong"), ("warnings", "warned"))


def _says(code: str) -> str:
    return f"ISNUMBER(SEARCH({quoted(say(f'form-{code}', 'vi').strip())},$A$1))"


def banner_formula(layout: Layout, prefix: str) -> str:
    """The live banner, out of the two counts on the hidden sheet."""
    errors, warnings = layout.error_count.address, layout.warning_count.address
    tail = f'IF({warnings}>0,{_literal("banner-warnings")}&{warnings}&{_literal("banner-warnings-tail")},"")'
    some = f"{_literal('banner-errors')}&{errors}&{_literal('banner-errors-tail')}"
    return f"={quoted(prefix)}&IF({errors}>0,{some},{_literal('banner-done')})&{tail}"


def banner_text(errors: int, warnings: int) -> str:
    """What that formula gives."""
    head = (
        say("form-banner-errors", "vi") + str(errors) + say("form-banner-errors-tail", "vi")
        if errors
        else say("form-banner-done", "vi")
    )
    tail = say("form-banner-warnings", "vi") + str(warnings) + say("form-banner-warnings-tail", "vi") if warnings else ""
    return head + tail


def _literal(code: str) -> str:
    return quoted(say(f"form-{code}", "vi"))


def count_of(verdicts: list[str], severity: Severity) -> int:
    """How many sentences carry the mark of that severity."""
    return sum(verdict.startswith(MARKS[severity]) for verdict in verdicts)


def count_formula(layout: Layout, severity: Severity) -> str:
    """The same, live, over every sheet."""
    return "=" + "+".join(f'COUNTIF({spot.address},"{MARKS[severity]}*")' for spot in layout.check_ranges)


def flag_checks(desk: Desk, sheet: Any, first: int, last: int, check_column: str, check_index: int) -> None:
    """Colours for the sentences beside rows."""
    for mark, look in ((MARKS[Severity.ERROR], "red"), (MARKS[Severity.WARNING], "amber"), ("✓", "green")):
        rule = {
            "type": "formula",
            "criteria": f'=LEFT(${check_column}{first + 1},1)="{mark}"',
            "format": desk.styles.condition(look),
        }
        sheet.conditional_format(first, check_index, last, check_index, rule)


def flag_inputs(desk: Desk, sheet: Any, first: tuple[int, int], last: tuple[int, int], cell: str, check: str) -> None:
    """Colours for inputs whose row's sentence finds fault with them, however the value got there."""
    for mark, look in ((MARKS[Severity.ERROR], "wrong"), (MARKS[Severity.WARNING], "warned")):
        criteria = f'=AND({cell}<>"",LEFT({check},1)="{mark}")'
        rule = {"type": "formula", "criteria": criteria, "format": desk.styles.condition(look)}
        sheet.conditional_format(*first, *last, rule)
