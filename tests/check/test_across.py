"""Each check across units: what it finds and where; the honest round beside it that it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tests.support.forms import form
from tests.support.submissions import submission
from tests.support.trees import tree
from toolkit.check import Case
from toolkit.check.across import CHECKS, Level, check_across
from toolkit.messages import catalogue
from toolkit.messages.across import MESSAGES
from toolkit.model.form import Severity
from toolkit.model.value import BLANK, NO_DATA, Value

CODES = "abcdefghi"
FORM = form(
    "| indicators | code | type | formula |\n"
    + "".join(f"| | so_{code} | integer | |\n" for code in CODES)
    + "| | giao | integer | |\n| | ty_le | percent | =so_a/giao |\n"
    + """| tables | table | column | type | personal |
| | khen | | | |
| | khen | ten | text | |
| | khen | thanh_tich | text | |
| | khen | sinh | date | |
| | nguoi | | | x |
| | nguoi | ten | text | |
| | nguoi | sinh | date | |
"""
)
UNITS = tuple(f"x{number:02}" for number in range(14))
TREE = tree("tinh tỉnh\n" + "".join(f"  {unit} xã\n" for unit in UNITS))
Rows = list[Mapping[str, Value]]


def figures(seed: int) -> dict[str, Value]:
    """Figures of an ordinary unit, other in each one."""
    return {f"so_{code}": 40 + 7 * seed + 3 * place for place, code in enumerate(CODES)}


def level(
    changed: Mapping[str, Mapping[str, Value]] | None = None,
    previous: Mapping[str, Mapping[str, Value]] | None = None,
    rows: Mapping[str, Mapping[str, Rows]] | None = None,
    targets: Mapping[str, Value] | None = None,
) -> Level:
    """An honest round, but for what is said of some units."""
    cases = []
    for seed, unit in enumerate(UNITS):
        values = {**figures(seed), **(changed or {}).get(unit, {})}
        beside = {f"previous.{code}": value for code, value in (previous or {}).get(unit, {}).items()}
        if targets and unit in targets:
            beside["target.giao"] = values["giao"] = targets[unit]
        sent = submission(unit, values, **(rows or {}).get(unit, {}))
        cases.append(Case(FORM, TREE[unit], sent, beside))
    return Level(FORM, TREE, tuple(cases))


def found(asked: Level) -> list[tuple[str, str, str]]:
    return [(each.code, each.place.unit, each.place.cell) for each in check_across(asked)]


def test_an_honest_round_has_nothing() -> None:
    """Units of all sizes, last period's figures near by, people with the same names: nothing is asked."""
    near = {unit: {code: value + 1 for code, value in figures(seed).items()} for seed, unit in enumerate(UNITS)}  # type: ignore[operator]
    namesakes: Mapping[str, Mapping[str, Rows]] = {
        "x00": {"khen": [{"ten": "Nguyễn Thị Hoa", "thanh_tich": "Vận động quyên góp sách", "sinh": date(1999, 5, 4)}]},
        "x01": {"khen": [{"ten": "Nguyễn Thị Hoa", "thanh_tich": "Hiến máu tình nguyện", "sinh": date(1999, 5, 5)}]},
    }
    assert found(level(previous=near, rows=namesakes)) == []


def test_figures_of_another_unit() -> None:
    """The same in every figure: asked at both; different in one, or too few figures: not."""
    assert found(level({"x03": figures(1)})) == [("same-as-other", "x01", ""), ("same-as-other", "x03", "")]
    assert found(level({"x03": {**figures(1), "so_i": 72}})) == []
    few: Mapping[str, Value] = {f"so_{code}": 0 for code in CODES}
    assert found(level({"x03": few, "x04": few})) == []


def test_figures_of_the_previous_period() -> None:
    """All that is known of last period, stated again: asked; one other, or too little known: not."""
    same = figures(2)
    assert found(level(previous={"x02": same})) == [("same-as-previous", "x02", "")]
    assert found(level(previous={"x02": {**same, "so_a": 60}})) == []
    assert found(level(previous={"x02": {"so_a": same["so_a"]}})) == []


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        (50, 500, True),
        (500, 50, True),
        (50, 499, False),
        (3, 30, False),
        (0, 500, False),
        (BLANK, 500, False),
        (50, NO_DATA, False),
    ],
)
def test_ten_times_as_much(before: Value, now: Value, asked: bool) -> None:  # noqa: FBT001
    """Ten-fold either way, where it matters; small numbers, zero and what is not known are left alone."""
    jumps = [each for each in found(level({"x05": {"so_b": now}}, previous={"x05": {"so_b": before}})) if each[0] == "tenfold-jump"]
    assert jumps == ([("tenfold-jump", "x05", "D11")] if asked else [])


def test_far_from_all_others() -> None:
    """One far above and one far below the median of their kind; twice the median is no news."""
    assert found(level({"x05": {"so_c": 9000}, "x06": {"so_d": 1}})) == [("outlier", "x05", "D12"), ("outlier", "x06", "D13")]
    assert found(level({"x05": {"so_c": 200}})) == []


def test_everybody_exactly_at_the_target() -> None:
    """All units below one at exactly 100 %: a note at the unit above; one that is not: nothing."""
    exact = {unit: figures(seed)["so_a"] for seed, unit in enumerate(UNITS)}
    assert found(level(targets=exact)) == [("exactly-full", "tinh", "")]
    assert found(level(targets={**exact, "x07": 90})) == []


def test_a_person_listed_by_two_units() -> None:
    """The same name with the same birth date, or with the same words about it; in a personal table the name is not repeated."""
    rows: Mapping[str, Mapping[str, Rows]] = {
        "x00": {
            "nguoi": [{"ten": "Vàng A Páo", "sinh": date(1999, 5, 4)}],
            "khen": [{"ten": "Lò Thị Mỷ", "thanh_tich": "Hiến máu"}],
        },
        "x01": {"nguoi": [{"ten": "VÀNG A PÁO", "sinh": date(1999, 5, 4)}]},
        "x02": {"khen": [{"ten": "Lò Thị Mỷ", "thanh_tich": "Cứu người trong lũ quét"}]},
        "x03": {"khen": [{"ten": "lò thị mỷ ", "thanh_tich": "Cứu người trong lũ quét"}]},
    }
    asked = level(rows=rows)
    assert [(each.place.unit, each.found) for each in check_across(asked)] == [("x03", "lò thị mỷ "), ("x01", "…")]
    assert {code for code, _, _ in found(asked)} == {"listed-twice"}


def test_nothing_across_returns_a_workbook() -> None:
    """Each check has its message, and none is an error."""
    assert len(MESSAGES) == len(CHECKS)
    assert all(Severity(catalogue()[each.code].severity) is not Severity.ERROR for each in MESSAGES)
