"""Two versions of a form: how they differ, and what the older one's workbooks still come to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.command import run_command
from tests.support.forms import defined, form, workbook
from tests.support.issued import issue
from toolkit.collect import Expectation, collect
from toolkit.define.versions import differences
from toolkit.excel.patch import set_values
from toolkit.model.period import Period
from toolkit.model.unit import Tree, Unit

OLD = """
| settings | setting | value |
| | form | thu |
| | version | 1 |
| | title | Biểu |
| indicators | code | label | type | formula | max |
| | tong | Tổng số | integer | | 100 |
| | nu_cu | Nữ | integer | | |
| | bo_di | Bỏ đi | integer | | |
| | ty_le | Tỷ lệ | percent | =nu_cu/tong | |
| tables | table | column | label |
| | khen | | Khen |
| | khen | ten | Tên |
| | khen | diem | Điểm |
| texts | code | label |
| | kho | Khó khăn |
| choices | list | code | label |
| | muc | tot | Tốt |
| rules | code | formula | severity |
| | r | =tong>=nu_cu | error |
"""
NEW = """
| settings | setting | value |
| | form | thu |
| | version | 2 |
| | title | Biểu |
| | accepts | 1; 0 |
| indicators | code | label | type | formula | max | formerly |
| | tong | Tổng số người | integer | | 200 | |
| | nu | Nữ | integer | | | cu_hon; nu_cu |
| | moi | Mới | integer | | | |
| | ty_le | Tỷ lệ | percent | =nu/tong | | |
| tables | table | column | label |
| | khen | | Khen |
| | khen | ten | Tên |
| texts | code | label |
| | kho | Khó khăn |
| choices | list | code | label |
| | muc | tot | Rất tốt |
| rules | code | formula | severity |
| | r | =tong>=nu | warning |
"""


def test_differences() -> None:
    """Added, dropped, renamed, changed: each with its sheet, code, column and both values."""
    found = {
        (each.code, dict(each.values).get("code", ""), dict(each.values).get("column", ""), each.found)
        for each in differences(form(OLD), form(NEW))
    }
    assert found == {
        ("version-changed", "tong", "label", "Tổng số"),
        ("version-changed", "tong", "max", "100"),
        ("version-renamed", "nu", "", "nu_cu"),
        ("version-removed", "", "", "bo_di"),
        ("version-added", "", "", "moi"),
        ("version-changed", "ty_le", "formula", "=nu_cu/tong"),
        ("version-removed", "", "", "khen.diem"),
        ("version-changed", "muc.tot", "label", "Tốt"),
        ("version-changed", "r", "formula", "=tong>=nu_cu"),
        ("version-changed", "r", "severity", "error"),
    }


def test_the_same_form_does_not_differ() -> None:
    """Nothing is told of a form beside itself; its places say where what changed stands."""
    assert differences(form(OLD), form(OLD)) == ()
    renamed = next(each for each in differences(form(OLD), form(NEW)) if each.code == "version-renamed")
    assert (renamed.place.sheet, renamed.place.cell) == ("indicators", "A4")


def test_what_is_forgotten_when_a_form_is_changed() -> None:
    """A version's number that was kept, and an older version that will be returned."""
    assert differences(form(OLD), replace(form(NEW), version="1"))[0].code == "version-number-kept"
    assert differences(form(OLD), replace(form(NEW), settings=()))[0].code == "version-refused"


@pytest.mark.parametrize(
    ("formerly", "expected"),
    [(("x", "y"), []), (("b", ""), ["formerly-in-use"]), (("x", "x"), ["formerly-twice"])],
)
def test_former_codes_are_linted(formerly: tuple[str, str], expected: list[str]) -> None:
    """A former code is nobody's code any more, and one indicator's."""
    one, other = formerly
    text = f"| indicators | code | formerly |\n| | a | {one} |\n| | b | {other} |\n"
    assert [each.code for each in defined(text)[1]] == expected


def tell(accepts: str) -> tuple[dict[str, object], list[tuple[str, str, str]]]:
    """What an older version's workbook comes to: values by code, and findings."""
    tree = Tree((Unit(code="1", name="Xã", kind="xã"),))
    data = issue(form(OLD), Period(2020), tree, tree["1"], {}, None)
    filled = set_values(data, {"tong": 9, "nu_cu": 4, "bo_di": 3, "khen.ten": "A", "khen.diem": 8, "kho": "không"})
    raw, findings = collect(Expectation(replace(form(NEW), settings=(("accepts", accepts),)), Period(2020), tree), "a.xlsx", filled)
    assert raw is not None
    values: dict[str, object] = {code: cell.raw for code, cell in raw.cells.items()}
    values["khen"] = [cell.raw for row in raw.tables["khen"] for cell in row.cells.values() if cell.raw]
    told = [each for each in findings if each.code in ("other-version", "version-not-accepted", "answer-without-place")]
    return values, [(each.code, each.severity.value, each.found) for each in told]


def test_an_accepted_versions_answers_are_carried_over() -> None:
    """By name, and by former name; what has no place any more is told with its value and not lost."""
    values, told = tell("0; 1")
    assert values == {"tong": 9, "nu": 4, "kho": "không", "khen": ["A"]}
    assert sorted(told) == [
        ("answer-without-place", "warning", "3"),
        ("answer-without-place", "warning", "8"),
        ("other-version", "warning", "1"),
    ]


def test_a_version_that_is_not_accepted_is_returned() -> None:
    """It is an error that goes back to its sender, and what can be read is read all the same."""
    values, told = tell("0")
    assert values["nu"] == 4 and ("version-not-accepted", "error", "1") in told


def test_the_command_tells_the_difference(tmp_path: Path) -> None:
    """`define --against` gives the differences of that form alone, in JSON as well; a form of another programme is refused."""
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "thu.xlsx").write_bytes(workbook(NEW))
    (tmp_path / "cu.xlsx").write_bytes(workbook(OLD))
    told = run_command("define", str(tmp_path / "p"), "--against", str(tmp_path / "cu.xlsx"), "--json")
    assert told.exit_code == 0 and len(told.json["findings"]) == 10
    (tmp_path / "cu.xlsx").write_bytes(workbook(OLD.replace("| thu |", "| khac |")))
    assert run_command("define", str(tmp_path / "p"), "--against", str(tmp_path / "cu.xlsx")).exit_code == 2
