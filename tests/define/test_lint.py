"""Each rule of the lint: a bad form that it finds, with the sheet and cell; the good form beside it that it leaves alone."""

from __future__ import annotations

import pytest

from tests.support.forms import defined

GOOD = """
| indicators | code | unit_of_measure | type    | aggregate | formula | part_of | relation  | min | max | choices |
|            | a    | người           | integer |           |         |         |           | 0   | 9   |         |
|            | b    | người           | integer |           |         | a       | partition |     |     |         |
|            | k    | người           | integer |           |         | a       | partition |     |     |         |
|            | d    | %               | percent |           | =b/a    |         |           |     |     |         |
|            | e    |                 | choice  | count     |         |         |           |     |     | mau     |
| tables     | table | column | type | personal |
|            | ds    |        |      | x        |
|            | ds    | ten    | text |          |
| texts      | code | choices |
|            | y    | mau     |
| choices    | list | code |
|            | mau  | xanh |
| rules      | code | formula | indicator |
|            | r1   | =a>=b   | a         |
"""

BAD = [
    ("illegal-code", "|            | a    | người ", "|            | tn01 | người ", "indicators", "A3"),
    ("illegal-code", "|            | y    | mau     |", "|            | Ý    | mau     |", "texts", "A3"),
    ("duplicate-code", "|            | k    | người", "|            | b    | người", "indicators", "A5"),
    ("duplicate-code", "| y    | mau     |", "| a    | mau     |", "texts", "A3"),
    (
        "unknown-whole",
        "|         | a       | partition |     |     |         |\n|            | k",
        "|         | aa      | partition |     |     |         |\n|            | k",
        "indicators",
        "A4",
    ),
    (
        "whole-without-relation",
        "| a       | partition |     |     |         |\n|            | d",
        "| a       |           |     |     |         |\n|            | d",
        "indicators",
        "A5",
    ),
    (
        "relation-without-whole",
        "|         |         |           | 0   | 9 ",
        "|         |         | subset    | 0   | 9 ",
        "indicators",
        "A3",
    ),
    ("part-of-other-measure", "|            | k    | người ", "|            | k    | lượt  ", "indicators", "A5"),
    (
        "derived-aggregated",
        "|            | d    | %               | percent |           |",
        "|            | d    | %               | percent | sum       |",
        "indicators",
        "A6",
    ),
    ("rate-summed", "| percent |           | =b/a    |", "| percent |           |         |", "indicators", "A6"),
    ("unknown-choices", "|     | mau     |\n| tables", "|     | mauu    |\n| tables", "indicators", "A7"),
    ("choices-missing", "|     | mau     |\n| tables", "|     |         |\n| tables", "indicators", "A7"),
    ("bounds-crossed", "| 0   | 9   |", "| 9   | 0   |", "indicators", "A3"),
    ("formula-unknown-name", "| =b/a    |", "| =b/aa   |", "indicators", "A6"),
    ("formula-circle", "| =b/a    |", "| =b/d    |", "indicators", "A6"),
    ("unknown-rule-indicator", "| =a>=b   | a         |", "| =a>=b   | aa        |", "rules", "B3"),
    ("rule-over-personal-table", "| =a>=b   | a         |", "| =COUNTA(ds.ten)>0 | a |", "rules", "B3"),
    ("table-without-columns", "|            | ds    | ten    | text |          |\n", "", "tables", "A3"),
    ("column-without-table", "|            | ds    |        |      | x        |\n", "", "tables", "B3"),
    (
        "unknown-option",
        "| người           | integer |           |         |         |           | 0",
        "| người           | integr  |           |         |         |           | 0",
        "indicators",
        "C3",
    ),
    ("definition-number", "| 0   | 9   |", "| 0   | chín |", "indicators", "I3"),
    ("cell-empty", "|            | r1   | =a>=b ", "|            |      | =a>=b ", "rules", "A3"),
    ("unknown-column", "| rules      | code | formula | indicator |", "| rules      | code | formula | indicatr  |", "rules", "C1"),
]


def test_a_good_form_has_no_findings() -> None:
    """What is right is left alone."""
    assert defined(GOOD)[1] == ()


@pytest.mark.parametrize(("code", "good", "bad", "sheet", "cell"), BAD, ids=[f"{row[0]}-{row[3]}-{row[4]}" for row in BAD])
def test_a_mistake_is_found_at_its_cell(code: str, good: str, bad: str, sheet: str, cell: str) -> None:
    """One mistake put into the good form is found, with its code, where it stands."""
    assert good in GOOD
    findings = defined(GOOD.replace(good, bad, 1))[1]
    assert (code, sheet, cell) in {(each.code, each.place.sheet, each.place.cell) for each in findings}


def test_all_mistakes_are_found_at_once() -> None:
    """Fifty mistakes give fifty findings: none hides another."""
    rows = "\n".join(f"| | tn{number:02} | khong_co |" for number in range(1, 26))
    findings = defined(f"| indicators | code | part_of |\n{rows}")[1]
    assert [each.code for each in findings].count("illegal-code") == 25
    assert [each.code for each in findings].count("unknown-whole") == 25


def test_a_form_without_a_name_is_refused() -> None:
    """The settings that identify a form must be there."""
    findings = defined("| settings | setting | value |\n| | title | Biểu |\n| indicators | code |\n| | a |")[1]
    assert {dict(each.values).get("setting") for each in findings if each.code == "setting-missing"} == {"form", "version"}


def test_a_misspelt_sheet_is_answered_with_the_nearest_name() -> None:
    """`rule` is told from `rules`."""
    findings = defined(GOOD.replace("| rules ", "| rule "))[1]
    assert [dict(each.values)["nearest"] for each in findings if each.code == "unknown-sheet"] == ["rules"]
