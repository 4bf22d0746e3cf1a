"""The checks that a workbook makes while it is typed into: each a condition in Excel's words with its state now.

A check is written once and gives both: the live formula, and the sentence that the formula carries in the file as its value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.excel.answers import Answers, Labels
from toolkit.excel.cells import quoted
from toolkit.excel.layout import Layout
from toolkit.formula import Node, References, judge, parse, references, to_excel_condition
from toolkit.messages import say
from toolkit.model.form import Indicator, Relation, Rule, Severity, Text, Type
from toolkit.model.value import BLANK, NO_DATA, Value, is_number
from toolkit.vietnamese.absence import NO_DATA_TEXT
from toolkit.vietnamese.numbers import format_number
from toolkit.vietnamese.show import show

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "•"}
FINE = "✓"
_WHOLE_NUMBERS = (Type.INTEGER, Type.MONEY)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that may be wrong beside a row."""

    condition: str
    """TRUE in Excel where it is wrong; without `=`."""
    broken: bool
    sentence: str
    severity: Severity = Severity.ERROR

    @property
    def marked(self) -> str:
        """The sentence behind its mark."""
        return f"{MARKS[self.severity]} {self.sentence}"


def verdict_formula(checks: list[Check], given: str) -> str:
    """A formula that gives the first sentence that applies, a tick where `given` holds and nothing is wrong, else nothing."""
    formula = f'IF({given},"{FINE}","")'
    for check in reversed(checks):
        formula = f"IF({check.condition},{quoted(check.marked)},{formula})"
    return f"={formula}"


def verdict(checks: list[Check], *, given: bool) -> str:
    """What that formula gives now."""
    return next((check.marked for check in checks if check.broken), FINE if given else "")


def sorted_checks(checks: Iterator[Check]) -> list[Check]:
    """Errors before warnings before notes, otherwise as they come."""
    order = list(MARKS)
    return sorted(checks, key=lambda check: order.index(check.severity))


def iter_figure_checks(layout: Layout, indicator: Indicator, answers: Answers) -> Iterator[Check]:
    """What may be wrong beside an indicator."""
    cell, value = layout.value_spot(indicator.code).cell, answers.value(indicator.code)
    if not layout.is_derived(indicator):
        if indicator.required:
            yield Check(f'{cell}=""', value is BLANK, say("form-check-missing", "vi"))
        if indicator.type.is_numeric:
            yield from iter_number_checks(cell, value, indicator.type, indicator.minimum, indicator.maximum)
    yield from _part_checks(layout, indicator, answers)
    yield from iter_rule_checks(layout, indicator.code, answers)


def iter_number_checks(cell: str, value: Value, type_: Type, minimum: Decimal | None, maximum: Decimal | None) -> Iterator[Check]:
    """What may be wrong with a number by itself."""
    number = value if is_number(value) else None
    stray = f'AND({cell}<>"",NOT(ISNUMBER({cell})),{cell}<>"{NO_DATA_TEXT}")'
    yield Check(stray, value not in (BLANK, NO_DATA) and number is None, say("form-check-not-a-number", "vi", no_data=NO_DATA_TEXT))
    if minimum is not None:
        text = say("form-check-negative", "vi") if minimum == 0 else say("form-check-below", "vi", bound=show(minimum, type_))
        yield Check(f"IF(ISNUMBER({cell}),{cell}<{minimum:f},FALSE)", number is not None and number < minimum, text)
    if maximum is not None:
        text = say("form-check-above", "vi", bound=show(maximum, type_))
        yield Check(f"IF(ISNUMBER({cell}),{cell}>{maximum:f},FALSE)", number is not None and number > maximum, text)
    if type_ in _WHOLE_NUMBERS:
        condition = f"IF(ISNUMBER({cell}),{cell}<>INT({cell}),FALSE)"
        yield Check(condition, number is not None and number != int(number), say("form-check-not-whole", "vi"))


def _part_checks(layout: Layout, indicator: Indicator, answers: Answers) -> Iterator[Check]:
    cell, value = layout.value_spot(indicator.code).cell, answers.value(indicator.code)
    if indicator.relation is Relation.SUBSET and indicator.part_of in layout.rows:
        whole, total = layout.value_spot(indicator.part_of).cell, answers.value(indicator.part_of)
        text = say("form-check-subset", "vi", whole=layout.form.by_code[indicator.part_of].label)
        condition = f"IF(COUNT({cell},{whole})=2,{cell}>{whole},FALSE)"
        yield Check(condition, is_number(value) and is_number(total) and value > total, text)
    parts = [part for part in layout.form.parts_of(indicator.code, Relation.PARTITION) if part.code in layout.rows]
    if parts:
        cells = ",".join(layout.value_spot(part.code).cell for part in parts)
        numbers = [each for each in (answers.value(part.code) for part in parts) if is_number(each)]
        condition = f"IF(COUNT({cell},{cells})={len(parts) + 1},SUM({cells})<>{cell},FALSE)"
        broken = is_number(value) and len(numbers) == len(parts) and sum(numbers) != value
        yield Check(condition, broken, say("form-check-partition", "vi"))


def iter_rule_checks(layout: Layout, code: str, answers: Answers) -> Iterator[Check]:
    """The form's rules that are shown beside that code, as far as this workbook holds what they name."""
    for rule in layout.form.rules:
        node = parse(rule.formula)
        if _beside(layout, rule, node) == code and _is_live(layout, references(node)):
            broken = judge(node, answers) is False
            condition = to_excel_condition(node, Labels(layout.form)).removeprefix("=")
            yield Check(f"IFERROR({condition}=FALSE,FALSE)", broken, _sentence(rule), rule.severity)


def _beside(layout: Layout, rule: Rule, node: Node) -> str:
    """Where the rule says that it is shown; where it says nothing, the first indicator of the form that it names."""
    return rule.indicator or next((code for code in layout.rows if code in references(node).codes), "")


def _is_live(layout: Layout, named: References) -> bool:
    names = named.codes | named.columns | {f"target.{c}" for c in named.targets} | {f"previous.{c}" for c in named.previous}
    return not named.plans and not named.children and all(name in layout.names for name in names)


def _sentence(rule: Rule) -> str:
    return " ".join(part for part in (rule.message, rule.remedy) if part)


def iter_text_checks(layout: Layout, text: Text, cell: str, answers: Answers) -> Iterator[Check]:
    """What may be wrong with a narrative answer."""
    value = answers.value(text.code)
    if text.required:
        yield Check(f'{cell}=""', value is BLANK, say("form-check-missing", "vi"))
    long = isinstance(value, str) and len(value) > text.max_length
    yield Check(f"LEN({cell})>{text.max_length}", long, say("form-check-long", "vi", most=format_number(text.max_length)))
    yield from iter_rule_checks(layout, text.code, answers)
    if text.choices:
        yield from iter_rule_checks(layout, text.choice_code, answers)
