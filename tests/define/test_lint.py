"""Each rule of the lint: a bad form that it finds, with the sheet and cell; the good form beside it that it leaves alone."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import toolkit.define
import toolkit.messages.formula
from tests.define.mistakes import FORMULAS, GOOD, MISTAKES, Mistake
from tests.support.forms import defined
from toolkit.messages import remedy

_APART = ("adopt-", "version-")
"""What is said of adopted workbooks and of differences between versions: no lint of one definition."""


def test_a_good_form_has_no_findings() -> None:
    """What is right is left alone."""
    assert defined(GOOD)[1] == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=[f"{each.code}-{each.sheet}-{each.cell}" for each in MISTAKES])
def test_a_mistake_is_found_at_its_cell(mistake: Mistake) -> None:
    """One mistake put into the good form is found, with its code, where it stands."""
    findings = defined(mistake.form)[1]
    assert (mistake.code, mistake.sheet, mistake.cell) in {(each.code, each.place.sheet, each.place.cell) for each in findings}


@pytest.mark.parametrize(("code", "formula"), FORMULAS.items(), ids=FORMULAS)
def test_a_wrong_formula_is_found_with_its_position(code: str, formula: str) -> None:
    """Each way in which a formula can be wrong is told at the formula's cell, with the position in it."""
    findings = defined(GOOD.replace("| =a>=b   |", f"| {formula} |"))[1]
    (found,) = [each for each in findings if each.code == code]
    assert (found.place.sheet, found.place.cell) == ("rules", "B3") and int(dict(found.values)["position"]) >= 1


def test_every_rule_of_the_lint_has_a_bad_form() -> None:
    """Whatever code `define` can tell of a definition stands in the table of mistakes: a new rule without one fails here."""
    said = {code for path in Path(toolkit.define.__path__[0]).glob("*.py") for code in _said(path)}
    wanted = {code for code in said if not code.startswith(_APART)} | {"unknown-column"}
    assert {each.code for each in MISTAKES} == wanted
    assert set(FORMULAS) == {each.code for each in toolkit.messages.formula.MESSAGES if each.severity == "error"}


def _said(path: Path) -> set[str]:
    """The codes that a module's calls of `finding` name."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    named = (node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id == "finding" and node.args)
    return {each.value for each in named if isinstance(each, ast.Constant) and re.fullmatch("[a-z-]+", str(each.value))}


FIFTY = f"""
| settings   | setting | value |
|            | form    | thu   |
|            | title   | Biểu  |
| indicators | code | unit_of_measure | type | aggregate | formula | part_of | relation | min | max | choices | formerly | entered_by | prefill |
|            | a    | người |         |     |              |     |           |   |   |      |      |        |     |
|            | b    | người |         |     |              |     |           |   |   |      | b_cu |        |     |
|            | ti   |       | percent | none |             |     |           |   |   |      |      |        |     |
|            | tn01 | người |         |     |              |     |           |   |   |      |      |        |     |
|            | a    | người |         |     |              |     |           |   |   |      |      |        |     |
|            | x_0  | người | so      |     |              |     |           |   |   |      |      |        |     |
|            | x_1  | lượt  |         |     |              | a   | partition |   |   |      |      |        |     |
|            | x_2  | người |         |     |              | aa  | partition |   |   |      |      |        |     |
|            | x_3  | người |         |     |              | a   |           |   |   |      |      |        |     |
|            | x_4  | người |         |     |              |     | subset    |   |   |      |      |        |     |
|            | x_5  | người |         |     |              |     |           | 9 | 0 |      |      |        |     |
|            | x_6  | người |         |     |              |     |           | ít |  |      |      |        |     |
|            | x_7  |       | choice  | count |            |     |           |   |   | ma   |      |        |     |
|            | x_8  |       | choice  | count |            |     |           |   |   |      |      |        |     |
|            | x_9  |       | percent |     |              |     |           |   |   |      |      |        |     |
|            | x_10 |       |         | sum | =a+b         |     |           |   |   |      |      |        |     |
|            | x_11 |       |         |     | =x_11+a      |     |           |   |   |      |      |        |     |
|            | x_12 |       |         |     | =SUM(ti,a)    |     |           |   |   |      |      |        |     |
|            | x_13 | cuộc  |         |     | =a+b         |     |           |   |   |      |      |        |     |
|            | x_14 |       |         |     | =COUNTA(ds.ten) |  |           |   |   |      |      |        |     |
|            | x_15 | người |         |     |              |     |           |   |   |      |      |        | a   |
|            | x_16 | người |         |     |              |     |           |   |   |      |      | parent | aa  |
|            | x_17 | người |         |     |              |     |           |   |   |      | b_cu |        |     |
| tables     | table | column | rows | personal |
|            | ds    |        | mươi | x        |
|            | ds    | ten    |      |          |
|            | ds    | Tên    |      |          |
| texts      | code | choices |
|            | y    | mauu    |
| choices    | list | code | label |
|            | mau  | xanh | Xanh  |
|            | mau  | xanh | Lục   |
| rules      | code | formula | indicator |
|            | r_1  | =a>b    | aa        |
|            | r_2  | =COUNTA(ds.ten)>0 | a |
{chr(10).join(f"| | s_{number} | {formula} | a |" for number, formula in enumerate(FORMULAS.values()) if number < 22)}
| rul        | code |
|            | a    |
"""
"""One mistake a row from `tn01` on, as in the settings, whose version is missing."""


def test_fifty_mistakes_give_fifty_findings() -> None:
    """Of as many kinds as there are, all at once: none hides another, none is told twice."""
    findings = defined(FIFTY)[1]
    told = Counter((each.code, each.place.sheet, each.place.cell) for each in findings)
    assert len(told) == len(findings) == 50, told
    assert all(remedy(each.code, dict(each.values), "vi") for each in findings)


def test_a_form_without_a_name_is_refused() -> None:
    """The settings that identify a form must be there."""
    findings = defined("| settings | setting | value |\n| | title | Biểu |\n| indicators | code |\n| | a |")[1]
    assert {dict(each.values).get("setting") for each in findings if each.code == "setting-missing"} == {"form", "version"}


def test_a_misspelt_sheet_is_answered_with_the_nearest_name() -> None:
    """`rule` is told from `rules`."""
    findings = defined(GOOD.replace("| rules ", "| rule "))[1]
    assert [dict(each.values)["nearest"] for each in findings if each.code == "unknown-sheet"] == ["rules"]
