"""One check, one file: each is listed, and has answers that it leaves alone and answers that it finds; a new one without them fails here."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

import toolkit.check
import toolkit.check.across
from tests.check import test_across as across
from tests.check.test_checks import BAD, GOOD, case
from tests.support.submissions import submission
from toolkit.check import CHECKS
from toolkit.check.changes import check_changes
from toolkit.check.filled import check_filled
from toolkit.messages import catalogue
from toolkit.model.finding import Finding
from toolkit.model.value import BLANK, Value

Check = Callable[..., Iterator[Finding]]
Rows = list[dict[str, Value]]

PERSON: Rows = [{"ten": "Vàng A Páo", "sinh": date(1999, 5, 4)}]
"""Listed by one unit that is right, by two that is not."""

ACROSS: dict[str, across.Level] = {
    "same-as-other": across.level({"x03": across.figures(1)}),
    "same-as-previous": across.level(previous={"x02": across.figures(2)}),
    "listed-twice": across.level(rows={"x00": {"nguoi": PERSON}, "x01": {"nguoi": PERSON}}),
    "tenfold-jump": across.level({"x05": {"so_b": 500}}, previous={"x05": {"so_b": 50}}),
    "outlier": across.level({"x05": {"so_c": 9000}}),
    "exactly-full": across.level(targets={unit: across.figures(seed)["so_a"] for seed, unit in enumerate(across.UNITS)}),
}


def _modules(package: Any) -> Iterator[Any]:
    for each in iter_modules(package.__path__):
        if not each.ispkg:
            yield import_module(f"{package.__name__}.{each.name}")


def _checks(module: Any) -> list[Check]:
    return [each for name, each in vars(module).items() if name.startswith("check_") and each.__module__ == module.__name__]


MODULES = [module for package in (toolkit.check, toolkit.check.across) for module in _modules(package) if _checks(module)]
NAMES = [module.__name__.removeprefix("toolkit.check.") for module in MODULES]


def codes(module: Any) -> set[str]:
    """The codes that a module names: words with a hyphen, or the first argument of `finding`."""
    tree = ast.parse(Path(inspect.getfile(module)).read_text(encoding="utf-8"))
    told = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "finding" and isinstance(node.args[0], ast.Constant)
    }
    known = {code for code, message in catalogue().items() if message.severity != "phrase"}
    return told | {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in known}


def of_one(check: Check) -> tuple[list[Finding], list[Finding]]:
    """What a check says of answers that are right, and of all that are wrong."""
    if check is check_changes:
        form, rows = case(GOOD).form, [{"ten": "b", "so": 2}]
        now = submission("1", {**GOOD, "tong": 11}, viec=rows)
        before = case(GOOD).submission
        return list(check(form, before, before)), list(check(form, before, now))
    if check in toolkit.check.across.CHECKS:
        return list(check(across.level())), [found for asked in ACROSS.values() for found in check(asked)]
    beside = {"target.giao": 8, "previous.tong": 10}
    wrong = [case({**GOOD, **row[4]}, beside=beside) for row in BAD]
    wrong.append(case(dict.fromkeys(GOOD, BLANK), []))
    wrong.append(case({**GOOD, "giao": BLANK}, beside=beside))
    return list(check(case(GOOD, beside=beside))), [found for each in wrong for found in check(each)]


def test_each_is_listed_once() -> None:
    """A module has one check, and each is called by the stage."""
    assert [len(_checks(module)) for module in MODULES] == [1] * len(MODULES)
    listed = {*CHECKS, *toolkit.check.across.CHECKS, check_filled, check_changes}
    assert {_checks(module)[0] for module in MODULES} == listed


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_each_has_a_good_and_a_bad_fixture(module: Any) -> None:
    """What is right it leaves alone; what is wrong it finds, under each code that it names."""
    (check,) = _checks(module)
    good, bad = of_one(check)
    assert good == []
    assert {each.code for each in bad} == codes(module)
