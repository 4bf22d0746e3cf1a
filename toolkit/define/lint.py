"""What a form means: codes that Excel would refuse, formulas that cannot be computed, parts that cannot add up. All at once.

A lint is a function `lint_…(form) -> Iterator[Finding]`; this module's LINTS is the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from toolkit.define.measures import lint_measures
from toolkit.define.versions import lint_formerly
from toolkit.excel.sheets import nearest
from toolkit.formula import FormulaError, Node, find_cycle, known_names, parse, references, unknown_names, walk
from toolkit.formula.tree import Call, Children, ColumnNode, Name, TextNode
from toolkit.model.finding import Finding, finding
from toolkit.model.form import ASSESSMENT, Aggregate, Column, EnteredBy, Form, Indicator, Table, Text, Type
from toolkit.model.place import Place

T = TypeVar("T")

_CODE = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_CELL = re.compile(r"[a-z]{1,3}[0-9]{1,7}|r[0-9]*c?[0-9]*|c[0-9]*", re.ASCII)
"""What Excel reads as an address: A1 style up to XFD1048576, and its R1C1 style."""
LONGEST_CODE = 60
RESERVED = ("true", "false", "target", "previous", "plan", "children", "setting", "print_area", "print_titles", ASSESSMENT)


def lint(form: Form) -> Iterator[Finding]:
    """Every finding on the form, in the order of LINTS."""
    for each in LINTS:
        yield from each(form)


def lint_codes(form: Form) -> Iterator[Finding]:
    """Codes become defined names: ASCII words that do not read as a cell; each stands once."""
    seen: dict[str, Place] = {}
    for code, place in _codes(form):
        if not code:
            continue
        if not _CODE.fullmatch(code) or _CELL.fullmatch(code) or code in RESERVED or len(code) > LONGEST_CODE:
            yield finding("illegal-code", place, found=code)
        if code in seen:
            yield finding("duplicate-code", place, found=code, first=f"{seen[code].sheet}!{seen[code].cell}")
        seen.setdefault(code, place)


def _codes(form: Form) -> Iterator[tuple[str, Place]]:
    named: tuple[Indicator | Table | Text, ...] = (*form.indicators, *form.tables, *form.texts)
    yield from ((each.code, each.place) for each in named)
    for text in form.texts:
        if text.choices:
            yield text.choice_code, text.place


def lint_columns(form: Form) -> Iterator[Finding]:
    """A table has columns, each with a code that is its own in that table."""
    for table in form.tables:
        if not table.columns:
            yield finding("table-without-columns", table.place, found=table.code)
        for column in table.columns:
            if column.code and not _CODE.fullmatch(column.code):
                yield finding("illegal-code", column.place, found=column.code)
        for column in _repeated(table.columns, lambda each: each.code):
            yield finding("duplicate-code", column.place, found=column.code, first=table.code)


def _repeated(entries: Iterable[T], key: Callable[[T], str]) -> Iterator[T]:
    """Those whose key another one before them has; an empty key is nobody's."""
    seen: set[str] = set()
    for each in entries:
        if key(each) in seen:
            yield each
        elif key(each):
            seen.add(key(each))


def lint_choices(form: Form) -> Iterator[Finding]:
    """A choice names a list that there is; in a list, each code and each label stands once."""
    known = tuple(form.choice_lists)
    for _, choices in form.choices:
        for each in _repeated(choices, lambda each: each.code):
            yield finding("choice-twice", each.place, found=each.code)
        for each in _repeated(choices, lambda each: each.label.casefold()):
            yield finding("choice-twice", form.cell(each.place, "label"), found=each.label)
    fields: tuple[Indicator | Column | Text, ...] = (*_answers(form), *form.texts)
    for field in fields:
        if field.choices and field.choices not in known:
            yield finding(
                "unknown-choices", form.cell(field.place, "choices"), found=field.choices, nearest=nearest(field.choices, known)
            )
        elif isinstance(field, (Indicator, Column)) and field.type is Type.CHOICE and not field.choices:
            yield finding("choices-missing", form.cell(field.place, "choices"), found=field.code)


def _answers(form: Form) -> tuple[Indicator | Column, ...]:
    return (*form.indicators, *(column for table in form.tables for column in table.columns))


def lint_bounds(form: Form) -> Iterator[Finding]:
    """A minimum lies below its maximum, and only numbers have them."""
    for field in _answers(form):
        if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
            yield finding("bounds-crossed", form.cell(field.place, "min"), found=field.minimum, bound=field.maximum)


def lint_parts(form: Form) -> Iterator[Finding]:
    """A part names a whole that the same units fill, and says how it is part of it."""
    for part in form.indicators:
        whole = form.by_code.get(part.part_of)
        if not part.part_of:
            if part.relation is not None:
                yield finding("relation-without-whole", form.cell(part.place, "relation"), found=part.code)
        elif whole is None or whole is part:
            near = nearest(part.part_of, tuple(form.by_code))
            yield finding("unknown-whole", form.cell(part.place, "part_of"), found=part.part_of, nearest=near)
        elif part.relation is None:
            yield finding("whole-without-relation", form.cell(part.place, "relation"), found=part.code)
        elif set(part.entered_at) != set(whole.entered_at):
            yield finding("part-at-other-level", form.cell(part.place, "entered_at"), found=part.code, whole=whole.code)


def lint_aggregates(form: Form) -> Iterator[Finding]:
    """A rate is recomputed, never summed or averaged; only numbers are summed, and a yes counts as one."""
    for each in form.indicators:
        if each.is_derived and each.aggregate is not Aggregate.NONE:
            yield finding("derived-aggregated", form.cell(each.place, "aggregate"), found=each.aggregate.value)
        elif each.aggregate is Aggregate.SUM and not each.is_derived and not each.is_counted and not _can_be_summed(each.type):
            yield finding("rate-summed", form.cell(each.place, "aggregate"), found=each.code, type=each.type.value)


def _can_be_summed(type_: Type) -> bool:
    return type_.is_numeric and type_ is not Type.PERCENT


def lint_assessments(form: Form) -> Iterator[Finding]:
    """What the level above states starts from the unit's own answers, and these do not rest on it."""
    own = tuple(each.code for each in form.indicators if each.entered_by is EnteredBy.SELF)
    above = {each.code for each in form.assessments}
    nodes = _parsed(form)
    for each in form.indicators:
        if each.prefill and each.code in own:
            yield finding("prefill-of-own", form.cell(each.place, "prefill"), found=each.code)
        elif each.prefill and each.prefill not in own:
            place = form.cell(each.place, "prefill")
            yield finding("prefill-unknown", place, found=each.prefill, nearest=nearest(each.prefill, own))
        if each.evidence and each.code in own:
            yield finding("evidence-of-own", each.place, found=each.code)
        named = sorted(references(nodes[each.code]).codes & above) if each.code in own and each.code in nodes else []
        if named:
            yield finding("own-names-assessment", form.cell(each.place, "formula"), found=each.code, name=named[0])


def lint_rates(form: Form) -> Iterator[Finding]:
    """No formula sums or averages rates: that of the whole is not the mean of the parts'."""
    rates = {each.code for each in form.indicators if each.type is Type.PERCENT}
    rates |= {f"{table.code}.{each.code}" for table in form.tables for each in table.columns if each.type is Type.PERCENT}
    for text, place in _formulas(form):
        calls = (each for each in walk(_node(text)) if isinstance(each, Call) and each.function in ("SUM", "AVERAGE"))
        for argument in (argument for call in calls for argument in call.arguments):
            if isinstance(argument, (Name, Children, ColumnNode)) and _asked(argument) in rates:
                yield finding("rate-averaged", place, found=argument.text)


def _asked(node: Name | Children | ColumnNode) -> str:
    return node.text if isinstance(node, ColumnNode) else node.code


def lint_tables_in_formulas(form: Form) -> Iterator[Finding]:
    """What counts a table's rows says which units do so: the levels above have none, and would come to nothing."""
    for each in form.indicators:
        if each.is_derived and each.entered_by is EnteredBy.SELF:
            for column in sorted(references(_node(each.formula)).columns)[:1]:
                yield finding("table-formula-everywhere", form.cell(each.place, "formula_at"), found=column.partition(".")[0])


def lint_formulas(form: Form) -> Iterator[Finding]:
    """Every formula and rule can be parsed, and names only what there is; nothing is computed in a circle."""
    known = known_names(form)
    for text, place in _formulas(form):
        try:
            node = parse(text)
        except FormulaError as problem:
            yield problem.finding(place)
        else:
            yield from (problem.finding(place) for problem in unknown_names(node, known))
    circle = find_cycle(_parsed(form))
    if circle:
        place = form.cell(form.by_code[circle[0]].place, "formula")
        yield finding("formula-circle", place, found=" → ".join((*circle, circle[0])))


def _formulas(form: Form) -> Iterator[tuple[str, Place]]:
    for each in form.indicators:
        if each.formula:
            yield each.formula, form.cell(each.place, "formula").at(indicator=each.code)
    yield from ((rule.formula, rule.place) for rule in form.rules if rule.formula)


def _parsed(form: Form) -> Mapping[str, Node]:
    """The formulas by code."""
    return {each.code: _node(each.formula) for each in form.indicators if each.formula}


def _node(formula: str) -> Node:
    """The formula's tree; a tree without a name where it cannot be parsed, which `lint_formulas` tells."""
    try:
        return parse(formula)
    except FormulaError:
        return TextNode("")


def lint_rules(form: Form) -> Iterator[Finding]:
    """A rule stands beside an indicator or text that there is, has a code of its own, and reads no personal table above its level."""
    for rule in _repeated(form.rules, lambda each: each.code):
        yield finding("duplicate-code", form.cell(rule.place, "code"), found=rule.code, first="rules")
    known = (*form.by_code, *form.text_by_code)
    for rule in form.rules:
        if rule.indicator and rule.indicator not in known:
            place = form.cell(rule.place, "indicator")
            yield finding("unknown-rule-indicator", place, found=rule.indicator, nearest=nearest(rule.indicator, known))
        yield from _personal(form, rule.formula, rule.place)


def _personal(form: Form, formula: str, place: Place) -> Iterator[Finding]:
    named = references(_node(formula)).columns
    for table in form.tables:
        if table.personal and any(column.startswith(f"{table.code}.") for column in named):
            yield finding("rule-over-personal-table", place, found=table.code)


LINTS = (
    lint_codes,
    lint_columns,
    lint_choices,
    lint_bounds,
    lint_parts,
    lint_aggregates,
    lint_rates,
    lint_measures,
    lint_tables_in_formulas,
    lint_assessments,
    lint_formulas,
    lint_rules,
    lint_formerly,
)
