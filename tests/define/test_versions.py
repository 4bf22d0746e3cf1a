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
from toolkit.excel.package import Package
from toolkit.excel.patch import set_values
from toolkit.judge import Letter, Yardstick, judge
from toolkit.model.period import Period
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import is_given
from toolkit.normalise import normalise

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
| tables | table | column | label | type | choices |
| | khen | | Khen | | |
| | khen | ten | Tên | | |
| | khen | diem | Điểm | | |
| | mau_cu | | Mô hình | | |
| | mau_cu | ten_cu | Tên | | |
| | mau_cu | dat | Mức | choice | muc |
| | mau_cu | them | Thêm | | |
| texts | code | label | choices |
| | kho | Khó khăn | |
| | y_cu | Ý kiến | muc |
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
| tables | table | column | label | type | choices | formerly |
| | khen | | Khen | | | |
| | khen | ten | Tên | | | |
| | mau | | Mô hình | | | mau_cu |
| | mau | ten | Tên | | | ten_cu |
| | mau | dat | Mức | choice | muc | |
| texts | code | label | choices | formerly |
| | kho | Khó khăn | | |
| | y | Ý kiến | muc | y_cu |
| choices | list | code | label | formerly |
| | muc | tot | Rất tốt | Tốt |
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
        ("version-renamed", "mau", "", "mau_cu"),
        ("version-renamed", "mau.ten", "", "mau_cu.ten_cu"),
        ("version-renamed", "mau.dat", "", "mau_cu.dat"),
        ("version-removed", "", "", "mau_cu.them"),
        ("version-renamed", "y", "", "y_cu"),
        ("version-changed", "muc.tot", "label", "Tốt"),
        ("version-changed", "r", "formula", "=tong>=nu_cu"),
        ("version-changed", "r", "severity", "error"),
    }


def test_the_same_form_does_not_differ() -> None:
    """Nothing is told of a form beside itself; its places say where what changed stands."""
    assert differences(form(OLD), form(OLD)) == ()
    renamed = next(each for each in differences(form(OLD), form(NEW)) if each.code == "version-renamed")
    assert (renamed.place.sheet, renamed.place.cell) == ("indicators", "A4")
    changed = next(each for each in differences(form(OLD), form(NEW)) if dict(each.values).get("column") == "max")
    assert (changed.place.sheet, changed.place.cell) == ("indicators", "E3")


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
    answers = {"tong": 9, "nu_cu": 4, "bo_di": 3, "khen.ten": "A", "khen.diem": 8, "kho": "không", "y_cu": "có", "y_cu_ma": "Tốt"}
    rows = {"mau_cu.ten_cu": "B", "mau_cu.dat": "Tốt", "mau_cu.them": "C"}
    new = replace(form(NEW), settings=(("accepts", accepts),))
    raw, findings = collect(Expectation(new, Period(2020), tree), "a.xlsx", set_values(data, {**answers, **rows}))
    assert raw is not None
    submission, unread = normalise(new, raw, "xã")
    assert {each.code for each in unread} == {"choice-repaired"}
    values: dict[str, object] = {code: entry.value for code, entry in submission.entries.items() if is_given(entry.value)}
    for code, entered in submission.tables.items():
        values[code] = [{name: each.value for name, each in row.entries.items()} for row in entered if not row.is_empty]
    told = [each for each in findings if each.code in ("other-version", "version-not-accepted", "answer-without-place")]
    return values, [(each.code, each.severity.value, each.found) for each in told]


def test_an_accepted_versions_answers_are_carried_over() -> None:
    """By name, and by former name; what has no place any more is told with its value and not lost."""
    values, told = tell("0; 1")
    expected = {"tong": 9, "nu": 4, "kho": "không", "y": "có", "y_ma": "tot"}
    assert values == {**expected, "khen": [{"ten": "A"}], "mau": [{"ten": "B", "dat": "tot"}]}
    assert sorted(told) == [
        ("answer-without-place", "warning", "3"),
        ("answer-without-place", "warning", "8"),
        ("answer-without-place", "warning", "C"),
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
    assert told.exit_code == 0 and len(told.json["findings"]) == 15
    (tmp_path / "cu.xlsx").write_bytes(workbook(OLD.replace("| thu |", "| khac |")))
    assert run_command("define", str(tmp_path / "p"), "--against", str(tmp_path / "cu.xlsx")).exit_code == 2


def test_rows_about_persons_are_taken_out_of_older_versions_as_well() -> None:
    """A personal table that was renamed is emptied under its former name, the column that is asked no more included."""
    head = "| settings | setting | value |\n| | form | thu |\n| | version | {} |\n| | title | B |\n| | accepts | 1 |\n| indicators | code |\n| | a |\n"
    old = head.format(1) + (
        "| tables | table | column | personal |\n| | cu | | x |\n| | cu | ten | |\n| | cu | nha | |\n| | viec | | |\n| | viec | ten | |\n"
    )
    new = head.format(2) + (
        "| tables | table | column | personal | formerly |\n| | ds | | x | cu |\n| | ds | ten | | |\n| | viec | | | |\n| | viec | ten | | |\n"
    )
    tree = Tree((Unit(code="1", name="Xã", kind="xã"),))
    data = set_values(
        issue(form(old), Period(2020), tree, tree["1"], {}, None),
        {"cu.ten": "Vàng A Páo", "cu.nha": "Thôn Mã Hoàng", "viec.ten": "Đường hoa"},
    )
    judged = judge(Yardstick(Expectation(form(new), Period(2020), tree)), Letter("a.xlsx", "", data))
    assert judged.bared is not None and judged.submission is not None
    parts = Package(judged.bared)
    kept = b"".join(parts.read(name) for name in parts.names)
    assert "Đường hoa".encode() in kept
    for private in ("Vàng A Páo", "Thôn Mã Hoàng"):
        assert private.encode() not in kept and private not in repr(judged.findings)
