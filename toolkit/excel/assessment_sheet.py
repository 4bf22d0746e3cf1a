"""`Thẩm định`: a row a unit below, in which the level above states its own points, its decision and its reason.

Points start from what the unit states itself, which stands to the right to compare with. A row is found again by the unit's code in it,
not by where it stands, and a column by its name: the sheet may be sorted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from toolkit.excel.answers import Answers, Labels
from toolkit.excel.cells import label_of, row_height, write_formula, write_value
from toolkit.excel.desk import PROTECTION, Desk, flag_checks, set_up_page
from toolkit.excel.layout import ASSESSMENTS, Spot
from toolkit.excel.live import Check, sorted_checks, verdict, verdict_formula
from toolkit.excel.overview_sheet import with_cells
from toolkit.excel.styles import look_of
from toolkit.excel.validation import field_validation
from toolkit.formula import Node, in_order, judge, parse, prepared, references, to_excel, to_excel_condition
from toolkit.messages import say
from toolkit.model.figure import Consolidation, Evidence
from toolkit.model.form import ASSESSED_UNIT, ASSESSMENT, EnteredBy, Form, Indicator, Rule, Type
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, Scalar, Value, is_number

TITLE_ROW, GUIDE_ROW, SECTION_ROW, LABEL_ROW, LIMIT_ROW, FIRST_ROW = 1, 2, 4, 5, 6, 7
_NUMBER, _CODE, _UNIT, CHECK, _FIRST_COLUMN = range(5)
_HEADS = ("number", "code", "unit", "check")
_WIDTHS = (5, 10, 30, 36)
_POINT_WIDTH, _TEXT_WIDTH = 9, 34


@dataclass(frozen=True)
class AssessmentPlan:
    """What the sheet of one unit holds: its columns, and the units that it speaks of."""

    form: Form
    units: tuple[Unit, ...]
    evidence: Evidence | None = None
    """Another round, whose figures are shown beside the criteria that ask for them."""

    @cached_property
    def stated(self) -> tuple[Indicator, ...]:
        """What the level above states and what follows from that, section by section; sections of mere totals stand elsewhere."""
        kinds = {unit.kind for unit in self.units}
        asked = [i for i in self.form.assessments if not i.entered_at or kinds & set(i.entered_at)]
        typed = {each.section for each in asked if not each.formula}
        return tuple(each for each in asked if each.section in typed)

    @cached_property
    def own(self) -> tuple[Indicator, ...]:
        """What the units state themselves, as far as it is started from, computed with or checked against."""
        nodes = (*(parse(each.formula) for each in self.stated if each.formula), *(parse(rule.formula) for rule in self.rules))
        named = {code for node in nodes for code in references(node).codes} | {each.prefill for each in self.stated}
        return tuple(each for each in self.form.indicators if each.entered_by is EnteredBy.SELF and each.code in named)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that look at what the level above states."""
        codes = {each.code for each in self.form.assessments}
        return tuple(rule for rule in self.form.rules if references(parse(rule.formula)).codes & codes)

    @cached_property
    def inputs(self) -> tuple[Indicator, ...]:
        """What is typed in."""
        return tuple(each for each in self.stated if not each.formula)

    @cached_property
    def formulas(self) -> Mapping[str, Node]:
        """What is derived in a row, each after what it rests on."""
        nodes = {each.code: parse(each.formula) for each in self.stated if each.formula}
        return {code: nodes[code] for code in in_order(nodes)}

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The column of each indicator."""
        return {code: column for column, (code, other) in enumerate(self._order, start=_FIRST_COLUMN) if not other}

    @cached_property
    def evidence_columns(self) -> Mapping[tuple[str, str], int]:
        """The column of each figure of the other round, by the criterion that it stands beside and its own code."""
        return {pair: column for column, pair in enumerate(self._order, start=_FIRST_COLUMN) if pair[1]}

    @cached_property
    def _order(self) -> tuple[tuple[str, str], ...]:
        """Each criterion, then what of the other round is shown beside it."""
        shown = [(each.code, other) for each in self.stated for other in ("", *(each.evidence if self.evidence else ()))]
        return (*shown, *((each.code, "") for each in self.own))

    @property
    def last_stated(self) -> int:
        """The last column of what the level above states, and of what stands beside that."""
        return _FIRST_COLUMN + len(self._order) - len(self.own) - 1

    def titled(self) -> Iterator[tuple[Indicator, str]]:
        """What stands at the head of each column, and the heading above that."""
        own = say("form-assessment-own", "vi")
        for code, other in self._order:
            each = self.form.by_code[code]
            shown = evidence_indicator(self.evidence, other) if other and self.evidence else each
            yield shown, own if each in self.own else each.section

    @property
    def last_row(self) -> int:
        """The row of the last unit."""
        return FIRST_ROW + len(self.units) - 1

    @property
    def names(self) -> Mapping[str, Spot]:
        """The columns that are read back, as ranges."""
        columns = {ASSESSED_UNIT: _CODE, **{each.code: self.columns[each.code] for each in self.inputs}}
        return {f"{ASSESSMENT}.{code}": self._range(column) for code, column in columns.items()}

    @property
    def checks(self) -> Spot:
        """Where the sentences beside the units stand."""
        return self._range(CHECK)

    def _range(self, column: int) -> Spot:
        return Spot(ASSESSMENTS, FIRST_ROW, column, self.last_row, column)

    def cells(self, row: int) -> Mapping[str, str]:
        """Each indicator's cell in a row."""
        return {code: str(xl_rowcol_to_cell(row, column)) for code, column in self.columns.items()}


def assessment_plan(data: Consolidation, unit: str) -> AssessmentPlan | None:
    """The plan of that unit's sheet; None where the form asks for no assessment, or no unit directly below states anything itself."""
    units = data.tree.heard(unit)
    return AssessmentPlan(data.form, units, data.evidence) if data.form.assessment and units else None


def evidence_indicator(evidence: Evidence, code: str) -> Indicator:
    """How a figure of the other round is headed; by its code where that round is not there."""
    known = evidence.indicator(code) or Indicator(code=code, label=code)
    return replace(known, label=say("form-evidence-label", "vi", label=known.label), minimum=None, maximum=None)


def write_assessment_sheet(desk: Desk, sheet: Any, plan: AssessmentPlan, data: Consolidation, name: str) -> list[str]:
    """Fills the sheet; gives what its checks say now."""
    _write_heads(desk, sheet, plan, name)
    verdicts = [_write_row(desk, sheet, plan, FIRST_ROW + offset, unit, data) for offset, unit in enumerate(plan.units)]
    for each in plan.inputs:
        column = plan.columns[each.code]
        validation = field_validation(desk, each, xl_rowcol_to_cell(FIRST_ROW, column))
        if len(validation) > 1:
            sheet.data_validation(FIRST_ROW, column, plan.last_row, column, validation)
        _flag_difference(desk, sheet, plan, each)
    flag_checks(desk, sheet, FIRST_ROW, plan.last_row, "D", CHECK)
    sheet.autofilter(LIMIT_ROW, 0, plan.last_row, plan.last_stated)
    sheet.freeze_panes(FIRST_ROW, CHECK)
    set_up_page(sheet, landscape=True, area=(TITLE_ROW, 0, plan.last_row, plan.last_stated), repeat=(SECTION_ROW, LIMIT_ROW))
    sheet.protect("", dict(PROTECTION))
    return verdicts


def _write_heads(desk: Desk, sheet: Any, plan: AssessmentPlan, name: str) -> None:
    get, last = desk.styles.get, CHECK + 8
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, say("form-assessment-title", "vi", name=name.upper()), get("bold", "large"))
    sheet.merge_range(GUIDE_ROW, 0, GUIDE_ROW, last, say("form-assessment-guide", "vi"), get("italic", "wrap", "top"))
    sheet.set_row(GUIDE_ROW, 50)
    write_assessment_heads(desk, sheet, SECTION_ROW, tuple(zip(_HEADS, _WIDTHS, strict=True)), tuple(plan.titled()))
    for column in plan.evidence_columns.values():
        sheet.write_comment(LABEL_ROW, column, _evidence_source(plan.evidence), {"x_scale": 2.2, "author": ""})


def _evidence_source(evidence: Evidence | None) -> str:
    data = evidence.data if evidence else None
    if evidence is None or data is None:
        return say("form-evidence-absent", "vi", name=evidence.name if evidence else "")
    return say("form-evidence-source", "vi", title=data.form.title, period=data.period, name=evidence.name)


def write_assessment_heads(
    desk: Desk, sheet: Any, row: int, heads: Sequence[tuple[str, int]], titled: Sequence[tuple[Indicator, str]]
) -> None:
    """Three rows: what stands over several columns, the columns' labels, their limits. First `heads` with their widths, then indicators."""
    head = desk.styles.get("head", "small", "border")
    sheet.set_row(row, 34)
    sheet.set_row(row + 1, 132)
    for column, (code, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.merge_range(row, column, row + 1, column, say(f"form-col-{code}", "vi"), head)
        sheet.write_blank(row + 2, column, None, desk.styles.get("letters", "border"))
    for title, group in groupby(enumerate(titled, start=len(heads)), key=lambda pair: pair[1][1]):
        columns = [column for column, _ in group]
        spot = (row, columns[0], row, columns[-1])
        sheet.merge_range(*spot, title, head) if len(columns) > 1 else sheet.write_string(row, columns[0], title, head)
    for column, (indicator, _) in enumerate(titled, start=len(heads)):
        _write_head(desk, sheet, indicator, row + 1, column)


def _write_head(desk: Desk, sheet: Any, indicator: Indicator, row: int, column: int) -> None:
    width = _TEXT_WIDTH if indicator.type is Type.TEXT else _POINT_WIDTH
    sheet.set_column(column, column, width)
    sheet.write_string(row, column, indicator.label, desk.styles.get("center", "wrap", "small", "border"))
    most = "" if indicator.maximum is None else say("form-assessment-limit", "vi", most=f"{indicator.maximum:f}".replace(".", ","))
    sheet.write_string(row + 1, column, most, desk.styles.get("letters", "border"))


def _write_row(desk: Desk, sheet: Any, plan: AssessmentPlan, row: int, unit: Unit, data: Consolidation) -> str:
    get, values = desk.styles.get, row_values(plan, unit, data)
    sheet.write_number(row, _NUMBER, row - FIRST_ROW + 1, get("border", "center"))
    sheet.write_string(row, _CODE, unit.code, get("border", "center", "text"))
    sheet.write_string(row, _UNIT, unit.name, get("border", "left", "wrap"))
    cells = plan.cells(row)
    wording = _CellWording(Labels(plan.form), {cell: code for code, cell in cells.items()})
    for each in (*plan.stated, *plan.own):
        _write_cell(desk, sheet, plan, (row, plan.columns[each.code]), each, values[each.code], cells, wording)
    for (_, code), column in plan.evidence_columns.items():
        _write_evidence(desk, sheet, (row, column), plan.evidence, unit, code)
    texts = [row_height(text, _TEXT_WIDTH) for text in values.values() if isinstance(text, str)]
    sheet.set_row(row, max([row_height(unit.name, _WIDTHS[_UNIT]), *texts]))
    decided = [cells[each.code] for each in plan.inputs if not each.prefill]
    given = f"COUNTA({','.join(decided)})>0" if decided else "TRUE"
    checks, answers = sorted_checks(_checks(plan, cells, wording, given)), Answers(desk.layout, values)
    said = verdict(checks, answers, given=_is_decided(plan, answers))
    write_formula(sheet, row, CHECK, verdict_formula(checks, given), said, get("border", "small", "wrap"))
    return said


def _write_cell(
    desk: Desk,
    sheet: Any,
    plan: AssessmentPlan,
    spot: tuple[int, int],
    indicator: Indicator,
    value: Value,
    cells: Mapping[str, str],
    wording: _CellWording,
) -> None:
    look = look_of(indicator.type) if indicator.type.is_numeric else "wrap" if indicator.type is Type.TEXT else "center"
    node = plan.formulas.get(indicator.code)
    if node is not None and _is_on_sheet(node, cells):
        write_formula(sheet, *spot, to_excel(with_cells(node, cells), wording), value, desk.styles.get("border", look, "derived"))
        return
    kind = "aside" if indicator in plan.own else "derived" if node is not None else "input"
    shown = label_of(value, plan.form.choice_lists.get(indicator.choices, ()))
    write_value(sheet, *spot, shown, desk.styles.get("border", look, kind))


def _write_evidence(desk: Desk, sheet: Any, spot: tuple[int, int], evidence: Evidence | None, unit: Unit, code: str) -> None:
    """A figure of the other round, with the cell that it was typed into; in words where there is none."""
    figure, indicator = (evidence.figure(unit.code, code), evidence.indicator(code)) if evidence else (None, None)
    if figure is None or indicator is None:
        sheet.write_string(*spot, say("form-evidence-none", "vi"), desk.styles.get("border", "center", "wrap", "tiny", "aside"))
        return
    write_value(sheet, *spot, figure.value, desk.styles.get("border", look_of(indicator.type), "aside", "italic"))
    typed = next((part.place for part in figure.made_of if part.place and part.place.cell), None)
    if typed:
        sheet.write_comment(*spot, str(typed.at(unit="", indicator="")), {"x_scale": 2.2, "author": ""})


def row_values(plan: AssessmentPlan, unit: Unit, data: Consolidation) -> Mapping[str, Value]:
    """What a row holds: what was decided, else what it starts from, and what follows; and what the unit states itself."""
    figures, decided = data.figures[unit.code], data.assessments.get(unit.code)
    values = {each.code: _said(each, figures[each.code].value) for each in plan.own}
    for each in plan.inputs:
        start = values.get(each.prefill, BLANK)
        values[each.code] = decided.row.value(each.code) if decided else start
    formulas = {each.code: each.formula for each in plan.stated}
    for code in plan.formulas:
        values[code] = prepared(formulas[code])(_Known(values))
    return values


@dataclass(frozen=True)
class _Known:
    """The scope of a row's formulas: its own cells."""

    values: Mapping[str, Value]

    def value(self, name: str) -> Value:
        """What the row holds; blank where it does not."""
        return self.values.get(name, BLANK)

    def column(self, table: str, column: str) -> Sequence[Value]:
        """A row holds no table."""
        return ()

    def children(self, code: str) -> Sequence[Value]:
        """Nor what stands below the unit."""
        return ()


def _said(indicator: Indicator, value: Value) -> Value:
    """A question that is counted above was answered yes or no."""
    return bool(value) if indicator.is_counted and is_number(value) else value


@dataclass(frozen=True)
class _CellWording:
    """How the cells of one row show what is kept otherwise."""

    labels: Labels
    codes: Mapping[str, str]

    def label(self, reference: str, value: Scalar) -> str | None:
        """What the cell shows for a value; None where it shows the value itself."""
        return self.labels.label(self.codes.get(reference, reference), value)


def _is_on_sheet(node: Node, cells: Mapping[str, str]) -> bool:
    named = references(node)
    elsewhere = named.columns or named.targets or named.previous or named.plans or named.children
    return not elsewhere and named.codes <= cells.keys()


def _is_decided(plan: AssessmentPlan, answers: Answers) -> bool:
    return any(answers.value(each.code) is not BLANK for each in plan.inputs if not each.prefill)


def _checks(plan: AssessmentPlan, cells: Mapping[str, str], wording: _CellWording, given: str) -> Iterator[Check]:
    """What may be wrong in a row: a number out of its bounds, an answer that is missing, the form's rules."""
    numeric = [each for each in plan.inputs if each.type.is_numeric]
    if numeric:
        conditions = ",".join(_outside(each, cells[each.code]) for each in numeric)
        yield Check(f"OR({conditions})", lambda answers: _strays(answers, numeric), say("form-assessment-range", "vi"))
    for each in plan.inputs:
        if each.required:
            yield _missing(plan, each, cells[each.code], given)
    for rule in plan.rules:
        node = parse(rule.formula)
        if _is_on_sheet(node, cells):
            yield _rule_check(rule, to_excel_condition(with_cells(node, cells), wording).removeprefix("="))


def _missing(plan: AssessmentPlan, indicator: Indicator, cell: str, given: str) -> Check:
    sentence = say("form-check-row-missing", "vi", label=indicator.label)

    def finds(answers: Answers) -> bool:
        return _is_decided(plan, answers) and answers.value(indicator.code) is BLANK

    return Check(f'AND({cell}="",{given})', finds, sentence)


def _rule_check(rule: Rule, condition: str) -> Check:
    sentence, holds = " ".join(part for part in (rule.message, rule.remedy) if part), prepared(rule.formula)
    return Check(f"IFERROR({condition}=FALSE,FALSE)", lambda answers: judge(holds, answers) is False, sentence, rule.severity)


def _outside(indicator: Indicator, cell: str) -> str:
    bounds = ((indicator.minimum, "<"), (indicator.maximum, ">"))
    crossed = [f"{cell}{sign}{bound:f}" for bound, sign in bounds if bound is not None] or ["FALSE"]
    return f'IF(ISNUMBER({cell}),OR({",".join(crossed)}),{cell}<>"")'


def _strays(answers: Answers, indicators: Sequence[Indicator]) -> bool:
    return any(_is_outside(each, answers.value(each.code)) for each in indicators)


def _is_outside(indicator: Indicator, value: Value) -> bool:
    if not is_number(value):
        return value is not BLANK
    least, most = indicator.minimum, indicator.maximum
    return (least is not None and value < least) or (most is not None and value > most)


def _flag_difference(desk: Desk, sheet: Any, plan: AssessmentPlan, indicator: Indicator) -> None:
    """Amber where the level above has changed what the unit states."""
    if indicator.prefill not in plan.columns:
        return
    column = plan.columns[indicator.code]
    here, there = (xl_rowcol_to_cell(FIRST_ROW, each, col_abs=True) for each in (column, plan.columns[indicator.prefill]))
    rule = {"type": "formula", "criteria": f"={here}<>{there}", "format": desk.styles.condition("amber")}
    sheet.conditional_format(FIRST_ROW, column, plan.last_row, column, rule)
