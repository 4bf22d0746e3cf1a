"""Units of measure in sums: what is added up must count the same thing.

Measures that count alike are the designer's word (the setting `measures_alike`: `người, đoàn viên, hội viên; buổi, cuộc`); what has no
measure, and what was multiplied or divided (which is how one measure becomes another), fits everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.formula import FormulaError, Node, parse
from toolkit.formula.tree import Binary, Call, Children, ColumnNode, Name, Percent, Unary
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Relation
from toolkit.model.place import Place

SETTING = "measures_alike"
_ADDED = ("SUM", "MIN", "MAX", "AVERAGE")
_KEPT = {"ROUND": 0, "ROUNDUP": 0, "ROUNDDOWN": 0, "INT": 0, "ABS": 0, "MOD": 0, "SUMIFS": 0}
"""Functions that give something of the measure of one of their arguments, and of which."""
_CHOSEN = {"IF": 1, "IFERROR": 0}
"""Functions that give one of their arguments, and from which on."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is added up: its measure, empty where it has none or nobody can say, and how the formula calls it."""

    measure: str = ""
    name: str = ""


@dataclass(frozen=True)
class Measures:
    """The measures of a form's answers, and which of them count alike."""

    of: Mapping[str, str]
    groups: tuple[frozenset[str], ...]

    def alike(self, one: str, other: str) -> bool:
        """True where both count the same thing, or one of them nothing that is known."""
        pair = {_plain(one), _plain(other)}
        return "" in pair or len(pair) == 1 or any(pair <= group for group in self.groups)


def measures_of(form: Form) -> Measures:
    """Out of the columns `unit_of_measure` and the setting."""
    columns = {f"{table.code}.{column.code}": column.unit_of_measure for table in form.tables for column in table.columns}
    groups = (frozenset(map(_plain, group.split(","))) for group in form.setting.get(SETTING, "").split(";"))
    return Measures({**columns, **{each.code: each.unit_of_measure for each in form.indicators}}, tuple(groups))


def lint_measures(form: Form) -> Iterator[Finding]:
    """A part shares the measure of the whole that it adds up to; a formula adds up what counts alike, and gives what it says that it gives."""
    measures = measures_of(form)
    for part in form.indicators:
        whole = form.by_code.get(part.part_of)
        if whole is None or part.relation is not Relation.PARTITION:
            continue
        if not measures.alike(part.unit_of_measure, whole.unit_of_measure):
            place = form.cell(part.place, "unit_of_measure")
            yield finding("part-of-other-measure", place, found=part.unit_of_measure, expected=whole.unit_of_measure)
    for each in form.indicators:
        place = form.cell(each.place, "formula").at(indicator=each.code)
        if each.formula:
            yield from _in_formula(measures, each.formula, place, each.unit_of_measure if each.type.is_numeric else "")
    for rule in form.rules:
        yield from _in_formula(measures, rule.formula, rule.place)


def _in_formula(measures: Measures, formula: str, place: Place, given: str = "") -> Iterator[Finding]:
    try:
        node = parse(formula)
    except FormulaError:
        return
    reader = _Reader(measures)
    result = reader.read(node)
    for first, second in reader.mixed:
        values = {"found": second.measure, "name": second.name, "expected": first.measure, "first": first.name}
        yield finding("measures-mixed", place, **values)
    if not measures.alike(result.measure, given):
        yield finding("formula-of-other-measure", place, found=given, expected=result.measure, name=result.name)


@dataclass
class _Reader:
    """Goes through a formula from the inside out, and remembers what was added to what it does not fit."""

    measures: Measures
    mixed: list[tuple[Measured, Measured]] = field(default_factory=list)

    def read(self, node: Node) -> Measured:
        """What the node gives."""
        match node:
            case Name() | Children():
                return Measured(self.measures.of.get(node.code, ""), node.text)
            case ColumnNode():
                return Measured(self.measures.of.get(node.text, ""), node.text)
            case Unary(_, operand):
                return self.read(operand)
            case Percent(operand):
                self.read(operand)
            case Binary(operator, left, right):
                both = self.read(left), self.read(right)
                return self._added(both) if operator in "+-" else Measured()
            case Call(function, arguments):
                return self._called(function, arguments)
        return Measured()

    def _called(self, function: str, arguments: tuple[Node, ...]) -> Measured:
        read = tuple(map(self.read, arguments))
        if function in _ADDED:
            return self._added(read)
        if function in _CHOSEN:
            return self._chosen(read[_CHOSEN[function] :])
        if function == "SUMIF":
            return read[-1] if len(read) == 3 else read[0]
        return read[_KEPT[function]] if function in _KEPT else Measured()

    def _added(self, terms: tuple[Measured, ...]) -> Measured:
        """What comes of adding them up: something of the first measure that is known."""
        first = next((each for each in terms if each.measure), Measured())
        self.mixed += [(first, each) for each in terms if not self.measures.alike(first.measure, each.measure)]
        return first

    def _chosen(self, choices: tuple[Measured, ...]) -> Measured:
        """One of them: of a known measure where they are of one."""
        first = next((each for each in choices if each.measure), Measured())
        return first if all(self.measures.alike(first.measure, each.measure) for each in choices) else Measured()


def _plain(measure: str) -> str:
    return " ".join(measure.casefold().split())
