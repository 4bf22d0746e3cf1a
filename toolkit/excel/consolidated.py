"""The consolidated workbook of a unit: its form filled with totals, what they are made of, and how complete they are.

It is itself a submission, of the design that the unit's own blank has: same names, same identity keys.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import xlsxwriter

from toolkit.excel.adjustment_sheet import iter_adjusted, write_adjustment_sheet
from toolkit.excel.answers import Answers
from toolkit.excel.arrange import consolidated_layout
from toolkit.excel.assessed_sheet import assessed_plan, write_assessed_sheet
from toolkit.excel.assessment_sheet import CHECK as ASSESSMENT_CHECK
from toolkit.excel.assessment_sheet import AssessmentPlan, assessment_plan, write_assessment_sheet
from toolkit.excel.blank import fingerprint
from toolkit.excel.carried import COVERAGE, TABLE_UNIT
from toolkit.excel.cells import WORKBOOK_OPTIONS
from toolkit.excel.chart_sheet import iter_measures, write_chart_sheet
from toolkit.excel.comparison_sheet import Compare, add_comparison_sheet
from toolkit.excel.desk import PROTECTION, Desk, heading_of, set_up_page, write_banner
from toolkit.excel.figure_sheet import write_figure_sheet
from toolkit.excel.finding_sheet import write_finding_sheet
from toolkit.excel.layout import (
    ADJUSTMENTS,
    ASSESSED_UNITS,
    ASSESSMENTS,
    CHARTS,
    CHECK,
    FINDINGS,
    HEAD_ROW,
    IDENTITY,
    IDENTITY_KEYS,
    LISTS,
    NUMBERS,
    OVERVIEW,
    PROGRESS,
    SOURCES,
    TABLE_FIRST_ROW,
    TABLE_HEAD_ROW,
    TEXTS,
    VALUE,
    Layout,
    Spot,
    TableBlock,
)
from toolkit.excel.merged_texts import write_merged_texts
from toolkit.excel.overview import overview_of
from toolkit.excel.overview_sheet import write_overview_sheet
from toolkit.excel.progress_sheet import Standing, write_standing
from toolkit.excel.side_sheets import define_names, set_properties, write_identity, write_list_sheet
from toolkit.excel.source_sheet import Locate, iter_sources, write_source_sheet
from toolkit.excel.styles import Styles
from toolkit.excel.table_sheet import TableRow, write_table_sheet
from toolkit.excel.text_sheet import write_text_sheet
from toolkit.messages import say
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.model.progress import Progress, Status, UnitProgress
from toolkit.model.submission import CONSOLIDATED, Identity
from toolkit.model.unit import Unit
from toolkit.model.value import Value
from toolkit.vietnamese.dates import format_date
from toolkit.vietnamese.numbers import format_number, format_percent
from toolkit.vietnamese.show import show


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the round knows besides figures."""

    progress: Progress | None = None
    """Without it the units that reported are told from those that did not, and no more."""
    findings: tuple[Finding, ...] = ()
    """What is still open in the whole round; a workbook shows what concerns its own units."""
    locate: Locate | None = None
    """Where received files are kept; without it the sources have no links."""
    compare: Compare | None = None
    """What figures are set beside; without it nothing is compared and nothing charted."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What was typed into a unit's consolidated workbook as its own answers, by unit and code."""

    @cached_property
    def standing(self) -> Mapping[str, UnitProgress]:
        """How each unit stands, by code."""
        return {each.unit.code: each for each in self.progress.units} if self.progress else {}

    @cached_property
    def open(self) -> Mapping[str, tuple[tuple[int, Finding], ...]]:
        """The findings of each unit, by code, with where they come among all."""
        found: dict[str, list[tuple[int, Finding]]] = {}
        for number, each in enumerate(self.findings):
            found.setdefault(each.place.unit, []).append((number, each))
        return {code: tuple(those) for code, those in found.items()}


NO_SURROUNDINGS = Surroundings()


def write_consolidated(data: Consolidation, unit: str, around: Surroundings = NO_SURROUNDINGS) -> bytes:
    """The workbook of that unit as an .xlsx file; the same figures give the same bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, dict(WORKBOOK_OPTIONS)) as book:
        _fill(book, data, unit, around)
    return buffer.getvalue()


def _fill(book: xlsxwriter.Workbook, asked: Consolidation, unit: str, around: Surroundings) -> None:
    data, plan = replace(asked, form=asked.form.counted), assessment_plan(asked, unit)
    rows = _rows_of(data, unit)
    layout = _layout(data, data.tree[unit], {code: len(each) for code, each in rows.items()}, plan)
    desk = _desk(book, data, unit, Answers(layout, {**dict(_values(data, unit)), **around.words.get(unit, {})}))
    numbers, overview = book.add_worksheet(NUMBERS), book.add_worksheet(OVERVIEW)
    coverage = _coverage(data, unit)
    verdicts = write_figure_sheet(desk, numbers)
    _write_coverage_column(desk, numbers, data, unit)
    write_overview_sheet(desk, overview, overview_of(data, unit, around.compare), coverage)
    if around.compare:
        measures = tuple(iter_measures(desk, data, unit, around.compare))
        write_chart_sheet(desk, book.add_worksheet(CHARTS), data.tree.children(unit), measures)
        add_comparison_sheet(desk, unit, around.compare)
    for block in desk.layout.tables:
        sheet = book.add_worksheet(block.sheet)
        verdicts += write_table_sheet(desk, sheet, block, rows[block.table.code])
        _write_senders(desk, sheet, block, [each.unit.code for each in data.rows(unit, block.table.code)])
    verdicts += _write_texts(desk, book, data, unit)
    if plan:
        sheet = book.add_worksheet(ASSESSMENTS)
        verdicts += write_assessment_sheet(desk, sheet, plan, asked, data.tree[unit].name)
        write_banner(desk, sheet, ASSESSMENT_CHECK, verdicts)
    if below := assessed_plan(asked, unit):
        write_assessed_sheet(desk, book.add_worksheet(ASSESSED_UNITS), below, data.tree[unit].name)
    write_banner(desk, numbers, CHECK, verdicts, f"{coverage} · ")
    standing = _standing(data, unit, around)
    _write_progress(desk, book.add_worksheet(PROGRESS), standing, data.tree[unit].name, coverage)
    write_finding_sheet(desk, book.add_worksheet(FINDINGS), data.tree, _findings_of(data, unit, around))
    if adjusted := tuple(iter_adjusted(data, unit)):
        write_adjustment_sheet(desk, book.add_worksheet(ADJUSTMENTS), data, adjusted)
        _mark_adjusted(desk, numbers, data, unit)
    write_source_sheet(desk, book.add_worksheet(SOURCES), iter_sources(data, unit), around.locate)
    write_list_sheet(desk, book.add_worksheet(LISTS), verdicts)
    _write_identity(book, book.add_worksheet(IDENTITY), _identity(data, unit))
    define_names(desk)
    set_properties(book, data.form.title, data.tree[unit].name)
    numbers.activate()


def _layout(data: Consolidation, unit: Unit, table_rows: Mapping[str, int], plan: AssessmentPlan | None) -> Layout:
    layout = consolidated_layout(data.form, unit.kind, table_rows)
    return replace(layout, further_names=plan.names, further_checks=(plan.checks,)) if plan else layout


def _desk(book: xlsxwriter.Workbook, data: Consolidation, unit: str, answers: Answers) -> Desk:
    parents = tuple(each.name for each in data.tree.ancestors(unit))
    heading = heading_of(data.form, data.tree[unit], parents, data.period, None)
    return Desk(book, Styles(book), answers.layout, answers, heading)


def _values(data: Consolidation, unit: str) -> Iterator[tuple[str, Value]]:
    """What the form's cells hold: totals, targets, previous figures, and the unit's own texts."""
    for code, figure in data.figures[unit].items():
        yield code, figure.value
        if figure.estimated:
            yield f"resting.{code}", True
        if (unit, code) in data.targets:
            yield f"target.{code}", data.targets[unit, code]
    for code, figure in data.previous.get(unit, {}).items():
        yield f"previous.{code}", figure.value
        if figure.estimated:
            yield f"estimated.{code}", True
    if unit in data.submissions:
        for text in data.form.texts:
            for code in filter(None, (text.code, text.choice_code)):
                yield code, data.submissions[unit].value(code)


def _rows_of(data: Consolidation, unit: str) -> Mapping[str, tuple[TableRow, ...]]:
    """The merged rows of each table that may go up, with the names of the units that sent them."""
    return {
        table.code: tuple(TableRow(each.row, unit_title(data, unit, each.unit.code)) for each in data.rows(unit, table.code))
        for table in data.form.tables
        if not table.personal
    }


def unit_title(data: Consolidation, above: str, code: str) -> str:
    """A unit's name, with that of the unit above it where that is not `above`."""
    unit = data.tree[code]
    if code == above or unit.parent == above or unit.parent not in data.tree:
        return unit.name
    return f"{unit.name}, {data.tree[unit.parent].name}"


def _coverage(data: Consolidation, unit: str) -> str:
    reported, expected = len(data.reported(unit)), len(data.tree.expected(unit))
    share = format_percent(Fraction(reported, expected)) if expected else "–"
    return say("form-coverage", "vi", reported=format_number(reported), expected=format_number(expected), share=share)


def _write_coverage_column(desk: Desk, sheet: Any, data: Consolidation, unit: str) -> None:
    """Beside the form's own columns, how many units stated each figure, of how many that had to."""
    column = CHECK + 1
    sheet.set_column(column, column, 12)
    sheet.write_string(HEAD_ROW, column, say("form-col-coverage", "vi"), desk.styles.get("head", "border"))
    for code, row in desk.layout.rows.items():
        figure = data.figures[unit][code]
        partial = () if figure.reported >= figure.expected else ("bad",)
        text = f"{format_number(figure.reported)}/{format_number(figure.expected)}" if figure.expected else ""
        sheet.write_string(row, column, text, desk.styles.get("border", "center", "small", *partial))
        desk.book.define_name(f"{COVERAGE}{code}", f"={Spot(NUMBERS, row, column).address}")


def _write_senders(desk: Desk, sheet: Any, block: TableBlock, senders: Sequence[str]) -> None:
    """Behind the last column, in small print: the codes of the units, by which the next level knows whose row it is."""
    column = block.check_column + 1
    sheet.set_column(column, column, 10)
    sheet.write_string(TABLE_HEAD_ROW, column, say("form-col-code", "vi"), desk.styles.get("tiny", "center"))
    for row, code in enumerate(senders, start=TABLE_FIRST_ROW):
        sheet.write_string(row, column, code, desk.styles.get("tiny", "center", "text"))
    spot = Spot(block.sheet, TABLE_FIRST_ROW, column, block.last_row, column)
    desk.book.define_name(f"{TABLE_UNIT}{block.table.code}", f"={spot.address}")


def _mark_adjusted(desk: Desk, sheet: Any, data: Consolidation, unit: str) -> None:
    """A comment beside each total that a correction made here has changed."""
    for code, row in desk.layout.rows.items():
        for each in data.figures[unit][code].adjusted:
            before, after = (show(value, data.form.by_code[code].type) for value in (each.before, each.after))
            words = say(
                "adjusted-comment", "vi", before=before, after=after, reason=each.reason, who=each.who, when=format_date(each.when)
            )
            sheet.write_comment(row, VALUE, words, {"x_scale": 2.2, "author": ""})


def _findings_of(data: Consolidation, unit: str, around: Surroundings) -> tuple[Finding, ...]:
    known = [found for each in data.tree.below(unit) for found in around.open.get(each.code, ())]
    return tuple(each for _, each in sorted(known, key=lambda found: found[0]))


def _write_texts(desk: Desk, book: xlsxwriter.Workbook, data: Consolidation, unit: str) -> list[str]:
    if not desk.layout.texts:
        return []
    sheet = book.add_worksheet(TEXTS)
    verdicts = write_text_sheet(desk, sheet)
    units = [each for each in data.tree.below(unit) if each.code != unit and each.code in data.submissions]
    merged = [(unit_title(data, unit, each.code), data.submissions[each.code]) for each in units]
    write_merged_texts(desk, sheet, merged, {text: units for (upper, text), units in data.picked.items() if upper == unit})
    return verdicts


def _write_progress(desk: Desk, sheet: Any, standing: Standing, name: str, coverage: str) -> None:
    sheet.write_string(0, 0, say("form-progress-title", "vi", name=name), desk.styles.get("bold", "large"))
    sheet.write_string(1, 0, coverage, desk.styles.get("italic"))
    last = write_standing(sheet, desk.styles, 3, standing, "vi")
    sheet.freeze_panes(4, 3)
    set_up_page(sheet, landscape=True, area=(0, 0, *last), repeat=(3, 3))
    sheet.protect("", dict(PROTECTION))


def _standing(data: Consolidation, unit: str, around: Surroundings) -> Standing:
    if around.progress:
        units = tuple(around.standing[each.code] for each in data.tree.below(unit) if each.code in around.standing)
    else:
        units = tuple(UnitProgress(each, _status(data, each.code)) for each in data.tree.expected(unit))
    parents = {each.unit.code: data.tree[each.unit.parent].name for each in units if each.unit.parent in data.tree}
    return Standing(units, parents)


def _status(data: Consolidation, code: str) -> Status:
    return Status.ACCEPTED if code in data.submissions else Status.MISSING


def _write_identity(book: Any, sheet: Any, identity: Identity) -> None:
    """As every workbook says who it is; and that it speaks for all units below."""
    write_identity(book, sheet, identity)
    row, name = len(IDENTITY_KEYS), "baocao.content"
    sheet.write_string(row, 0, name)
    sheet.write_string(row, 1, identity.content)
    book.set_custom_property(name, identity.content, "text")
    book.define_name(name, f"={Spot(IDENTITY, row, 1).address}")


def _identity(data: Consolidation, unit: str) -> Identity:
    return Identity(
        programme=data.form.programme,
        form=data.form.code,
        version=data.form.version,
        unit=unit,
        period=data.period.id,
        fingerprint=fingerprint(data.form, data.tree[unit].kind),
        content=CONSOLIDATED,
    )
