"""The checks that a workbook makes while it is typed into: each a condition in Excel's words with its state now.

A check is written once and gives both: the live formula, and what that formula says for given answers, which it carries in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from toolkit.excel.answers import Answers, Labels
from toolkit.excel.cells import label_of, quoted
from toolkit.excel.layout import CHECK, NUMBERS, TEXT_ANSWER, TEXT_CHECK, TEXTS, Layout, Spot, TextBlock
from toolkit.formula import Formula, Node, References, judge, parse, prepared, references, to_excel_condition
from toolkit.messages import say
from toolkit.model.form import Indicator, Relation, Rule, Severity, Text, Type
from toolkit.model.value import BLANK, NO_DATA, Failure, Number, is_number
from toolkit.vietnamese.absence import NO_DATA_TEXT
from toolkit.vietnamese.numbers import format_number
from toolkit.vietnamese.show import show

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "•"}
FINE = "✓"
_WHOLE_NUMBERS = (Type.INTEGER, Type.MONEY)

Finds = Callable[[Answers], bool]
"""Whether something is wrong with these answers."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that may be wrong beside a row."""

    condition: str
    """TRUE in Excel where it is wrong; without `=`."""
    finds: Finds
    sentence: str
    severity: Severity = Severity.ERROR

    @property
    def marked(self) -> str:
        """The sentence behind its mark."""
        return f"{MARKS[self.severity]} {self.sentence}"


@dataclass(frozen=True, slots=True)
class Remark:
    """A cell that speaks: its formula, and what that says for given answers."""

    spot: Spot
    formula: str
    says: Callable[[Answers], str]


def figure_remark(layout: Layout, indicator: Indicator) -> Remark:
    """What stands beside an indicator."""
    checks, cell = sorted_checks(iter_figure_checks(layout, indicator)), layout.value_spot(indicator.code).cell

    def says(answers: Answers) -> str:
        value = answers.figure(indicator)
        return verdict(checks, answers, given=value is not BLANK and not isinstance(value, Failure))

    spot = Spot(NUMBERS, layout.rows[indicator.code], CHECK)
    return Remark(spot, verdict_formula(checks, f'IFERROR({cell}<>"",FALSE)'), says)


def text_remark(layout: Layout, block: TextBlock) -> Remark:
    """What stands beside a narrative answer: what is wrong with it, else how long it is."""
    tail = say("form-text-length", "vi", most=block.text.max_length)
    cell = Spot(TEXTS, block.answer_row, TEXT_ANSWER).cell
    checks = sorted_checks(iter_text_checks(layout, block.text, cell))

    def says(answers: Answers) -> str:
        return verdict(checks, answers, given=False) or f"{_length(answers, block.text)}{tail}"

    formula = _first_of(checks, f"LEN({cell})&{quoted(tail)}")
    return Remark(Spot(TEXTS, block.answer_row, TEXT_CHECK), f"={formula}", says)


def choice_remark(layout: Layout, block: TextBlock) -> Remark | None:
    """What stands beside a coded answer; None where it has no list to pick from."""
    offered, code = layout.lists.get(block.text.choices), block.text.choice_code
    if offered is None:
        return None
    choices = layout.form.choice_lists[block.text.choices]
    labels = (BLANK, *(choice.label for choice in choices))
    cell = Spot(TEXTS, block.choice_row, TEXT_ANSWER).cell
    condition = f'IF({cell}="",FALSE,ISNA(MATCH({cell},{offered.address},0)))'
    check = Check(condition, lambda answers: label_of(answers.value(code), choices) not in labels, say("form-check-choice", "vi"))
    formula = f"={_first_of([check], quoted(''))}"
    return Remark(Spot(TEXTS, block.choice_row, TEXT_CHECK), formula, lambda answers: verdict([check], answers, given=False))


def iter_remarks(layout: Layout) -> Iterator[Remark]:
    """Every cell beside figures and texts that speaks."""
    yield from (figure_remark(layout, line.indicator) for line in layout.lines if line.indicator)
    for block in layout.texts:
        choice = choice_remark(layout, block)
        yield from (each for each in (choice, text_remark(layout, block)) if each)


def verdict_formula(checks: list[Check], given: str) -> str:
    """A formula that gives the first sentence that applies, a tick where `given` holds and nothing is wrong, else nothing."""
    return f"={_first_of(checks, f'IF({given},{quoted(FINE)},{quoted(str())})')}"


def _first_of(checks: list[Check], formula: str) -> str:
    for check in reversed(checks):
        formula = f"IF({check.condition},{quoted(check.marked)},{formula})"
    return formula


def verdict(checks: list[Check], answers: Answers, *, given: bool) -> str:
    """What that formula gives for these answers."""
    return next((check.marked for check in checks if check.finds(answers)), FINE if given else "")


def sorted_checks(checks: Iterator[Check]) -> list[Check]:
    """Errors before warnings before notes, otherwise as they come."""
    order = list(MARKS)
    return sorted(checks, key=lambda check: order.index(check.severity))


def iter_figure_checks(layout: Layout, indicator: Indicator) -> Iterator[Check]:
    """What may be wrong beside an indicator."""
    code, cell = indicator.code, layout.value_spot(indicator.code).cell
    if not layout.is_derived(indicator):
        if indicator.required:
            yield Check(f'{cell}=""', lambda answers: answers.value(code) is BLANK, say("form-check-missing", "vi"))
        if indicator.type.is_numeric:
            # a maximum is what one unit may state; units together may come to more
            yield from _number_checks(replace(indicator, maximum=None) if layout.merged else indicator, cell)
    yield from _part_checks(layout, indicator)
    yield from iter_rule_checks(layout, code)


def _number_checks(indicator: Indicator, cell: str) -> Iterator[Check]:
    code, minimum, maximum = indicator.code, indicator.minimum, indicator.maximum
    stray = f'AND({cell}<>"",NOT(ISNUMBER({cell})),{cell}<>"{NO_DATA_TEXT}")'
    yield Check(stray, lambda answers: _is_stray(answers, code), say("form-check-not-a-number", "vi", no_data=NO_DATA_TEXT))
    if minimum is not None:
        text = (
            say("form-check-negative", "vi") if minimum == 0 else say("form-check-below", "vi", bound=show(minimum, indicator.type))
        )
        yield Check(f"IF(ISNUMBER({cell}),{cell}<{minimum:f},FALSE)", _holds(code, lambda number: number < minimum), text)
    if maximum is not None:
        text = say("form-check-above", "vi", bound=show(maximum, indicator.type))
        yield Check(f"IF(ISNUMBER({cell}),{cell}>{maximum:f},FALSE)", _holds(code, lambda number: number > maximum), text)
    if indicator.type in _WHOLE_NUMBERS:
        condition = f"IF(ISNUMBER({cell}),{cell}<>INT({cell}),FALSE)"
        yield Check(condition, _holds(code, lambda number: number != int(number)), say("form-check-not-whole", "vi"))


def _is_stray(answers: Answers, code: str) -> bool:
    value = answers.value(code)
    return value not in (BLANK, NO_DATA) and not is_number(value)


def _holds(code: str, condition: Callable[[Number], bool]) -> Finds:
    def finds(answers: Answers) -> bool:
        value = answers.value(code)
        return is_number(value) and condition(value)

    return finds


def _part_checks(layout: Layout, indicator: Indicator) -> Iterator[Check]:
    cell = layout.value_spot(indicator.code).cell
    if indicator.relation is Relation.SUBSET and indicator.part_of in layout.rows:
        whole = layout.value_spot(indicator.part_of).cell
        text = say("form-check-subset", "vi", whole=layout.form.by_code[indicator.part_of].label)
        condition = f"IF(COUNT({cell},{whole})=2,{cell}>{whole},FALSE)"
        yield Check(condition, lambda answers: _exceeds(answers, indicator.code, indicator.part_of), text)
    parts = [part.code for part in layout.form.parts_of(indicator.code, Relation.PARTITION) if part.code in layout.rows]
    if parts:
        cells = ",".join(layout.value_spot(part).cell for part in parts)
        condition = f"IF(COUNT({cell},{cells})={len(parts) + 1},SUM({cells})<>{cell},FALSE)"
        yield Check(condition, lambda answers: _differs(answers, indicator.code, parts), say("form-check-partition", "vi"))


def _exceeds(answers: Answers, part: str, whole: str) -> bool:
    value, total = answers.value(part), answers.value(whole)
    return is_number(value) and is_number(total) and value > total


def _differs(answers: Answers, whole: str, parts: list[str]) -> bool:
    value = answers.value(whole)
    numbers = [each for each in map(answers.value, parts) if is_number(each)]
    return is_number(value) and len(numbers) == len(parts) and sum(numbers) != value


def iter_rule_checks(layout: Layout, code: str) -> Iterator[Check]:
    """The form's rules that are shown beside that code, as far as this workbook holds what they name."""
    for rule in layout.form.rules:
        node = parse(rule.formula)
        if _beside(layout, rule, node) == code and _is_live(layout, references(node)):
            condition = to_excel_condition(node, Labels(layout.form)).removeprefix("=")
            yield Check(f"IFERROR({condition}=FALSE,FALSE)", _breaks(prepared(rule.formula)), _sentence(rule), rule.severity)


def _breaks(formula: Formula) -> Finds:
    return lambda answers: judge(formula, answers) is False


def _beside(layout: Layout, rule: Rule, node: Node) -> str:
    """Where the rule says that it is shown; where it says nothing, the first indicator of the form that it names."""
    return rule.indicator or next((code for code in layout.rows if code in references(node).codes), "")


def _is_live(layout: Layout, named: References) -> bool:
    names = named.codes | named.columns | {f"target.{c}" for c in named.targets} | {f"previous.{c}" for c in named.previous}
    return not named.plans and not named.children and all(name in layout.names for name in names) and not _is_of_one(layout, named)


def _is_of_one(layout: Layout, named: References) -> bool:
    """True in a workbook of totals where a rule looks at one unit's words, or at what is decided on one unit."""
    singular = {*layout.form.text_by_code, *(text.choice_code for text in layout.form.texts)}
    return layout.merged and bool(named.codes & (singular | {each.code for each in layout.form.assessments}))


def _sentence(rule: Rule) -> str:
    return " ".join(part for part in (rule.message, rule.remedy) if part)


def iter_text_checks(layout: Layout, text: Text, cell: str) -> Iterator[Check]:
    """What may be wrong with a narrative answer."""
    if text.required:
        yield Check(f'{cell}=""', lambda answers: answers.value(text.code) is BLANK, say("form-check-missing", "vi"))
    long = say("form-check-long", "vi", most=format_number(text.max_length))
    yield Check(f"LEN({cell})>{text.max_length}", lambda answers: _length(answers, text) > text.max_length, long)
    yield from iter_rule_checks(layout, text.code)
    if text.choices:
        yield from iter_rule_checks(layout, text.choice_code)


def _length(answers: Answers, text: Text) -> int:
    value = answers.value(text.code)
    return len(value) if isinstance(value, str) else 0
