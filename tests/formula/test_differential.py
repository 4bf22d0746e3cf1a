"""The differential test: LibreOffice calculates our live formulas, and comes to what we come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from tests.formula.differences import DIFFERENCES, TABLE_OF_DIGITS, Difference
from tests.formula.generate import NUMBERS, SCOPE, formulas
from tests.formula.office import SOFFICE, STALE, calculated
from tests.formula.scopes import Given
from toolkit.define import define
from toolkit.formula import Node, evaluate, judge, parse, to_excel, to_excel_condition, to_text, walk
from toolkit.formula.evaluate import prepare
from toolkit.formula.tree import Children, ColumnNode, Name, TextNode
from toolkit.model.value import BLANK, NO_DATA, Failure, Value, is_number
from toolkit.shelf import definitions, names, shelf

pytestmark = [pytest.mark.office, pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")]

GENERATED = 3000
SEED = 2020
SCENARIOS = 12
ROWS = 6


@dataclass(frozen=True)
class Case:
    """A formula as it is written live, what we make of it, and how to tell it in a failure."""

    told: str
    live: str
    ours: Value


@dataclass(frozen=True)
class Result:
    """A case and what LibreOffice made of it."""

    case: Case
    theirs: Value


def shipped_formulas() -> Iterator[tuple[str, str]]:
    """Every formula and rule of the shipped definitions, as `define` reads it, with where it stands."""
    for programme in names("templates"):
        for path in definitions(shelf("templates") / programme):
            form, _ = define(path.read_bytes(), path.name, programme)
            stated = (*((each.code, each.formula) for each in form.indicators), *((rule.code, rule.formula) for rule in form.rules))
            yield from ((f"{programme}.{form.code}.{code}", formula) for code, formula in stated if formula)


def _renamed(node: Node, mark: str) -> Node:
    """The same formula over names of its own, so that every scenario has its own values."""
    return parse(to_text(node, lambda each: f"{each.text}_{mark}" if isinstance(each, (Name, ColumnNode, Children)) else None))


def _filled(node: Node, random: Random) -> Given:
    """Values by chance for everything that the formula names: numbers, the texts that it compares with, nothing."""
    texts = [each.value for each in walk(node) if isinstance(each, TextNode) and len(each.value) < 40] or ["x"]
    few = [value for value in NUMBERS if is_number(value) and 0 <= value < 10000]

    def any_value() -> Value:
        return random.choice(
            (random.choice(few), random.choice(few), random.randint(0, 50), random.choice(texts), BLANK, NO_DATA, 0)
        )

    def number() -> Value:
        return any_value() if random.random() < 0.15 else random.choice((random.randint(0, 60), random.choice(few)))

    names = {each.text: number() for each in walk(node) if isinstance(each, Name)}
    columns = {each.text: tuple(any_value() for _ in range(ROWS)) for each in walk(node) if isinstance(each, ColumnNode)}
    kids = {each.code: tuple(any_value() for _ in range(ROWS)) for each in walk(node) if isinstance(each, Children)}
    return Given(names, columns, kids)


def _shipped_cases() -> tuple[list[Case], Given]:
    random, cases = Random(SEED), []
    values: dict[str, Value] = {}
    columns: dict[str, Sequence[Value]] = {}
    kids: dict[str, Sequence[Value]] = {}
    for at, (where, text) in enumerate(shipped_formulas()):
        for scenario in range(SCENARIOS):
            node = _renamed(parse(text), f"v{at}x{scenario}")
            scope = _filled(node, random)
            values.update(scope.values)
            columns.update(scope.columns)
            kids.update(scope.kids)
            cases += _both(node, scope, f"{where} {scope}")
    return cases, Given(values, columns, kids)


def _both(node: Node, scope: Given, told: str = "") -> list[Case]:
    """The formula as a derived figure, and as a rule."""
    told = f"{to_text(node)} {told}"
    return [
        Case(told, to_excel(node), evaluate(node, scope)),
        Case(f"rule {told}", to_excel_condition(node), judge(prepare(node), scope)),
    ]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Result]]:
    """Everything in one workbook, calculated once; by group."""
    shipped, shipped_scope = _shipped_cases()
    digits = {"chu_so.chu": TABLE_OF_DIGITS}
    scope = Given(
        {**SCOPE.values, **shipped_scope.values},
        {**SCOPE.columns, **shipped_scope.columns, **digits},
        {**SCOPE.kids, **shipped_scope.kids},
    )
    generated = [case for node in formulas(GENERATED, SEED) for case in _both(node, SCOPE)]
    listed = [Case(each.formula, to_excel(parse(each.formula)), evaluate(parse(each.formula), scope)) for each in DIFFERENCES]
    groups = {"generated": generated, "shipped": shipped, "listed": listed}
    cases = [case for group in groups.values() for case in group]
    theirs = iter(calculated([case.live for case in cases], scope, tmp_path_factory.mktemp("office")))
    return {name: [Result(case, next(theirs)) for case in group] for name, group in groups.items()}


def _agree(ours: Value, theirs: Value | float) -> bool:
    """Equal, up to the last digits of a double; a blank shows as nothing."""
    if isinstance(ours, date):
        ours = (ours - date(1899, 12, 30)).days
    if ours is BLANK or ours == "":
        return theirs is BLANK or theirs == ""
    if is_number(ours) and isinstance(theirs, (int, float)) and not isinstance(theirs, bool):
        return abs(float(ours) - theirs) <= 1e-11 * abs(float(ours))
    return type(ours) is type(theirs) and ours == theirs


def _disagreements(results: Sequence[Result]) -> list[str]:
    return [
        f"{each.case.told}: ours {each.case.ours!r}, theirs {each.theirs!r}"
        for each in results
        if not _agree(each.case.ours, each.theirs)
    ]


def test_libreoffice_calculated_everything(results: dict[str, list[Result]]) -> None:
    """No formula came back with the stale value that was written beside it."""
    assert [each.case.live for group in results.values() for each in group if each.theirs == STALE] == []


def test_generated_formulas_agree(results: dict[str, list[Result]]) -> None:
    """At least 2,000 generated formulas, as figures and as rules, come to the same."""
    assert len(results["generated"]) >= 2 * 2000
    assert _disagreements(results["generated"]) == []


def test_generated_formulas_reach_every_kind_of_result(results: dict[str, list[Result]]) -> None:
    """Agreement would mean little if they were all blank: each kind of result comes at least fifty times."""
    ours = [each.case.ours for each in results["generated"]]
    kinds = {"blank": BLANK, "#DIV/0!": Failure("#DIV/0!"), "#VALUE!": Failure("#VALUE!"), "true": True, "false": False}
    counts = {
        name: sum(value is kind or (type(value) is type(kind) and value == kind) for value in ours) for name, kind in kinds.items()
    }
    counts["int"] = sum(type(value) is int for value in ours)
    counts["decimal"] = sum(isinstance(value, Decimal) for value in ours)
    counts["text"] = sum(isinstance(value, str) for value in ours)
    assert {name: count for name, count in counts.items() if count < 50} == {}


def test_shipped_formulas_agree(results: dict[str, list[Result]]) -> None:
    """Every formula and rule of the shipped forms comes to the same over a dozen sets of values."""
    assert len(results["shipped"]) == 2 * SCENARIOS * len(list(shipped_formulas())) > 0
    assert _disagreements(results["shipped"]) == []


def test_listed_differences_are_still_there(results: dict[str, list[Result]]) -> None:
    """What is excused with a reason is exactly so, on both sides; an entry that no longer differs must go."""

    def found(listed: Difference, result: Result) -> Difference:
        theirs = listed.theirs if _agree_raw(listed.theirs, result.theirs) else result.theirs
        return replace(listed, ours=result.case.ours, theirs=theirs)

    assert [found(*pair) for pair in zip(DIFFERENCES, results["listed"], strict=True)] == list(DIFFERENCES)
    assert [each.formula for each in DIFFERENCES if _agree(each.ours, each.theirs)] == []


def _agree_raw(expected: Value | float, theirs: Value | float) -> bool:
    if isinstance(expected, (int, float)) and isinstance(theirs, (int, float)):
        return abs(expected - theirs) < 1e-9
    return expected == theirs
