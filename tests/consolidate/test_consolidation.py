"""Figures from submissions and a tree: totals, coverage, what they are made of; rates recomputed; order and steps without influence."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.forms import form
from tests.support.submissions import submission
from tests.support.trees import ragged_trees, subtree, tree
from toolkit.consolidate import Fact, consolidate
from toolkit.model.figure import Consolidation, Figure
from toolkit.model.form import Aggregate
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.submission import Submission
from toolkit.model.total import aggregate
from toolkit.model.unit import Tree
from toolkit.model.value import BAD_VALUE, BLANK, DIV0, NO_DATA, Value, is_given, is_number

FORM = form("""
| indicators | code | type | aggregate | formula | formula_at | entered_at | entered_by | choices |
| | tu | integer | sum | | | | | |
| | mau | integer | sum | | | | | |
| | nhieu | integer | max | | | | | |
| | it | integer | min | | | | | |
| | chon | choice | count | | | | | muc |
| | rieng | integer | none | | | | | |
| | diem | integer | sum | | | | parent | |
| | xa_thoi | integer | sum | | | xã | | |
| | dem | integer | sum | =COUNTA(viec.ten) | chi đoàn | | | |
| | gap | decimal | sum | =dem/mau | chi đoàn | | | |
| | ty_le | percent | | =tu/mau | | | | |
| | gop | integer | | =SUM(tu,mau) | | | | |
| | hai_lan | percent | | =ty_le*2 | | | | |
| | nhat | integer | | =MAX(children.tu) | | | | |
| | dat | percent | | =tu/target.tu | | | | |
| | hon | integer | | =tu-previous.tu | | | | |
| tables | table | column | type |
| | viec | | |
| | viec | ten | text |
| choices | list | code |
| | muc | tot |
""")
PERIOD = Period(2020)
FEW = settings(max_examples=50, deadline=None)
TREE = tree("""
02 tỉnh
  024 huyện
    1 xã
    2 xã
  025 huyện
    3 xã
    4 xã exempt
  9 xã
""")
Sent = Mapping[str, Submission]


def totals(sent: Sent, whole: Tree = TREE, **more: object) -> Consolidation:
    return consolidate(FORM, PERIOD, whole, sent, **more)[0]  # type: ignore[arg-type]


def said(**values: Mapping[str, Value]) -> Sent:
    """What units state, by code with a `u` before it."""
    return {code[1:]: submission(code[1:], answers) for code, answers in values.items()}


ANSWERS = st.one_of(st.just(BLANK), st.just(NO_DATA), st.integers(-5, 50), st.decimals(0, 9, places=1))


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Tree, Sent]:
    """A ragged tree, and what some of the units that report sent."""
    whole = draw(ragged_trees())
    codes = ("tu", "mau", "nhieu", "it", "rieng", "dem")
    sent = {
        unit.code: submission(unit.code, {code: draw(ANSWERS) for code in codes} | {"chon": draw(st.sampled_from((BLANK, "tot")))})
        for unit in whole.units
        if whole.reports(unit.code) and draw(st.booleans())
    }
    return whole, sent


def numbers(sent: Sent, units: Tree, code: str) -> list[int | Decimal]:
    return [value for unit in units.units if unit.code in sent and is_number(value := sent[unit.code].value(code))]


@FEW
@given(rounds())
def test_a_total_is_the_sum_of_what_units_state(made: tuple[Tree, Sent]) -> None:
    """At every unit: the sum, the maximum, the minimum, the count of all own answers at or below, each once; blank of nothing."""
    whole, sent = made
    result = totals(sent, whole)
    for unit in whole.units:
        below = subtree(whole, unit.code)
        for code, combine in (("tu", sum), ("nhieu", max), ("it", min)):
            own = numbers(sent, below, code)
            value = result.figure(unit.code, code).value
            assert value == combine(own) if own else value in (BLANK, NO_DATA)
        stated = [each for each in below.units if each.code in sent and is_given(sent[each.code].value("chon"))]
        assert result.figure(unit.code, "chon").value == len(stated)


@FEW
@given(rounds(), st.randoms(use_true_random=False))
def test_neither_the_order_of_files_nor_of_children_matters(made: tuple[Tree, Sent], dice: random.Random) -> None:
    """Shuffled, all values and coverages are the same."""
    whole, sent = made
    units, files = list(whole.units), list(sent.items())
    dice.shuffle(units)
    dice.shuffle(files)
    one, other = totals(sent, whole), totals(dict(files), Tree(tuple(units)))
    for unit in whole.units:
        for code in FORM.by_code:
            assert bare(one.figure(unit.code, code)) == bare(other.figure(unit.code, code))


def bare(figure: Figure) -> tuple[Value, Value, int, int]:
    return figure.value, figure.own, figure.reported, figure.expected


@FEW
@given(rounds())
def test_in_steps_as_at_once(made: tuple[Tree, Sent]) -> None:
    """A part of the tree consolidated alone has the figures that it has in the whole."""
    whole, sent = made
    at_once = totals(sent, whole)
    for unit in whole.units:
        assert totals(sent, subtree(whole, unit.code)).figures[unit.code] == at_once.figures[unit.code]


@FEW
@given(rounds(), st.data())
def test_without_a_submission_only_its_ancestors_change(made: tuple[Tree, Sent], data: st.DataObject) -> None:
    """Whoever is neither the unit nor above it keeps every figure."""
    whole, sent = made
    if not sent:
        return
    gone = data.draw(st.sampled_from(sorted(sent)))
    before, after = totals(sent, whole), totals({code: each for code, each in sent.items() if code != gone}, whole)
    concerned = {gone, *(unit.code for unit in whole.ancestors(gone))}
    for unit in whole.units:
        if unit.code not in concerned:
            assert after.figures[unit.code] == before.figures[unit.code]


@FEW
@given(rounds())
def test_what_a_figure_is_made_of_comes_to_its_value(made: tuple[Tree, Sent]) -> None:
    """The parts of a sum add up to it: the unit's own answer with its cell, then its children in official order."""
    whole, sent = made
    result = totals(sent, whole)
    for unit in whole.units:
        figure = result.figure(unit.code, "tu")
        parts = [part.value for part in figure.made_of if is_number(part.value)]
        assert sum(parts) == (figure.value if is_number(figure.value) else 0)
        own = [unit.code] if unit.code in sent else []
        assert [part.unit for part in figure.made_of] == own + [child.code for child in whole.children(unit.code)]
        assert [bool(part.place and part.place.cell) for part in figure.made_of] == [True] * len(own) + [False] * len(
            whole.children(unit.code)
        )


@FEW
@given(rounds())
def test_a_rate_is_that_of_the_sums(made: tuple[Tree, Sent]) -> None:
    """At every unit, from its own totals: never an average of rates."""
    whole, sent = made
    result = totals(sent, whole)
    for unit in whole.units:
        top, bottom = (result.figure(unit.code, code).value for code in ("tu", "mau"))
        rate = result.figure(unit.code, "ty_le").value
        if not (is_number(top) and is_number(bottom)):
            assert rate is BLANK
        elif bottom == 0:
            assert rate == DIV0
        else:
            assert is_number(rate)
            assert abs(rate * bottom - top) < Decimal("1e-20")


@FEW
@given(rounds())
def test_coverage_counts_who_stated_of_those_who_had_to(made: tuple[Tree, Sent]) -> None:
    """Zero counts as stated, blank and "no data" do not; exempt units need not."""
    whole, sent = made
    result = totals(sent, whole)
    for unit in whole.units:
        figure = result.figure(unit.code, "tu")
        assert figure.expected == len(whole.expected(unit.code))
        assert figure.reported == len(numbers(sent, subtree(whole, unit.code), "tu"))


def test_blank_zero_and_no_data_stay_apart() -> None:
    """A total of blanks is blank, of "no data" is "no data"; a zero among them is a zero."""
    result = totals(said(u1={"tu": BLANK}, u2={"tu": NO_DATA}, u3={"tu": 0}, u9={"tu": BLANK}))
    assert [result.figure(code, "tu").value for code in ("1", "2", "024", "3", "025", "9", "02")] == [
        BLANK,
        NO_DATA,
        NO_DATA,
        0,
        0,
        BLANK,
        0,
    ]
    assert (result.figure("02", "tu").reported, result.figure("02", "tu").expected) == (1, 4)


def test_rates_are_never_averaged() -> None:
    """One of two and nine of ten are ten of twelve."""
    result = totals(said(u1={"tu": 1, "mau": 2}, u2={"tu": 9, "mau": 10}))
    assert result.figure("024", "ty_le").value == Decimal(10) / 12
    assert result.figure("024", "hai_lan").value == Decimal(10) / 12 * 2
    assert result.figure("1", "ty_le").value == Decimal("0.5")


def test_division_by_zero_travels() -> None:
    """A rate without a base is a failure, so is what rests on it; elsewhere nothing is disturbed."""
    result = totals(said(u1={"tu": 1, "mau": 0}, u2={"tu": 1, "mau": 2}))
    assert [result.figure("1", code).value for code in ("ty_le", "hai_lan")] == [DIV0, DIV0]
    assert result.figure("024", "ty_le").value == 1


def test_a_failure_among_the_parts_travels_up() -> None:
    """What a unit's kind computes and could not is no blank in the total above."""
    whole = tree("02 tỉnh\n  1 chi_đoàn\n")
    result = totals({"1": submission("1", {"mau": 0}, viec=[{"ten": "a"}])}, whole)
    assert (result.figure("1", "dem").value, result.figure("02", "dem").value) == (1, 1)
    assert (result.figure("1", "gap").value, result.figure("02", "gap").value) == (DIV0, DIV0)


@pytest.mark.parametrize(("how", "value"), [(Aggregate.SUM, 9), (Aggregate.MAX, 7), (Aggregate.MIN, 2)])
def test_aggregates_pass_over_what_is_no_number(how: Aggregate, value: int) -> None:
    """Blanks and "no data" are skipped; a failure is not, whichever comes first."""
    assert aggregate(how, [BLANK, 2, NO_DATA, 7]) == value
    assert aggregate(how, []) is BLANK
    assert aggregate(how, [BLANK, NO_DATA]) is NO_DATA
    assert aggregate(how, [1, BAD_VALUE, DIV0]) == aggregate(how, [DIV0, 1, BAD_VALUE]) == DIV0


def test_what_is_not_aggregated_is_ones_own() -> None:
    """An upper unit has no figure of `none` unless it states one."""
    whole = tree("02 tỉnh +\n  1 xã\n")
    assert totals(said(u1={"rieng": 5}), whole).figure("02", "rieng").value is BLANK
    assert totals(said(u1={"rieng": 5}, u02={"rieng": 7}), whole).figure("02", "rieng").value == 7


def test_an_upper_unit_that_reports_is_counted_once() -> None:
    """Its own answer stands beside its children's, and apart from the total."""
    whole = tree("02 tỉnh +\n  1 xã\n")
    figure = totals(said(u1={"tu": 5}, u02={"tu": 7}), whole).figure("02", "tu")
    assert (figure.value, figure.own, figure.reported, figure.expected) == (12, 7, 2, 2)
    assert [(part.unit, part.value) for part in figure.made_of] == [("02", 7), ("1", 5)]


def test_only_those_who_are_asked_are_expected() -> None:
    """A question for communes is not expected of others; an assessment is expected of every unit, by the level above it."""
    whole = tree("02 tỉnh +\n  1 xã\n  2 phường\n")
    result = totals({}, whole)
    assert [result.figure("02", code).expected for code in ("tu", "xa_thoi", "diem")] == [3, 1, 3]


def test_a_table_is_counted_where_the_form_says_so() -> None:
    """A branch's own count is computed from its rows, a commune's is what it states; above both they are summed."""
    whole = tree("02 tỉnh\n  1 chi_đoàn\n  2 xã\n")
    sent = {
        "1": submission("1", {"dem": 99, "mau": 4}, viec=[{"ten": "a"}, {"ten": "b"}]),
        "2": submission("2", {"dem": 5, "gap": 3}),
    }
    result = totals(sent, whole)
    assert [result.figure(code, "dem").value for code in ("1", "2", "02")] == [2, 5, 7]
    assert [result.figure(code, "gap").value for code in ("1", "2", "02")] == [Decimal("0.5"), 3, Decimal("3.5")]


def test_whoever_stated_nothing_derives_nothing() -> None:
    """A sum over the blanks of a unit that did not report is no answer of its own, and no coverage."""
    result = totals(said(u1={"tu": 1, "mau": 2}))
    assert (result.figure("1", "gop").value, result.figure("1", "gop").own) == (3, 3)
    assert result.figure("2", "gop").own is BLANK
    assert (result.figure("02", "gop").value, result.figure("02", "gop").reported, result.figure("02", "gop").expected) == (3, 1, 4)


def test_a_formula_may_look_at_the_children() -> None:
    """The highest of the direct children's totals."""
    assert totals(said(u1={"tu": 3}, u2={"tu": 4}, u3={"tu": 6})).figure("02", "nhat").value == 7


def test_targets_and_the_previous_period_stand_beside() -> None:
    """What was assigned and what was before can be computed with, at the unit whose they are."""
    targets = {("1", "tu"): Fact(10), ("024", "tu"): Fact(20)}
    previous = {"1": {"tu": Fact(2)}, "2": {"tu": Fact(1)}}
    result = totals(said(u1={"tu": 5}, u2={"tu": 5}), targets=targets, previous=previous)
    assert [result.figure(code, "dat").value for code in ("1", "2", "024")] == [Decimal("0.5"), BLANK, Decimal("0.5")]
    assert [result.figure(code, "hon").value for code in ("1", "2", "024", "02")] == [3, 4, 7, 7]
    assert result.targets == {("1", "tu"): 10, ("024", "tu"): 20}


def test_the_previous_periods_stated_figures_win() -> None:
    """What is given for an upper unit counts for it, and is not added to what is below; what is not given is added up."""
    previous = {
        "1": {"tu": Fact(2), "mau": Fact(4)},
        "2": {"tu": Fact(3)},
        "024": {"tu": Fact(100), "chon": Fact(12), "rieng": Fact(8)},
        "3": {"tu": Fact(1), "mau": Fact(0)},
        "02": {"ty_le": Fact(Decimal("0.25"))},
    }
    before = totals({}, previous=previous).previous
    assert [before[code]["tu"].value for code in ("024", "025", "02")] == [100, 1, 101]
    assert [before[code]["mau"].value for code in ("024", "02")] == [4, 4]
    assert [before["024"][code].value for code in ("chon", "rieng", "ty_le")] == [12, 8, 25]
    assert (before["02"]["ty_le"].value, before["02"]["hai_lan"].value) == (Decimal("0.25"), Decimal("0.5"))
    assert [part.value for part in before["024"]["tu"].made_of] == [100]


def test_without_a_previous_period_there_is_none() -> None:
    """Nothing is made up for a first round."""
    assert totals({}).previous == {}


def test_a_target_that_the_childrens_do_not_add_up_to_is_a_warning() -> None:
    """It stands at the cell that assigns it; where they agree, or none is assigned below, nothing is said."""
    place = Place(file="dieu-hanh.xlsx", sheet="Chỉ tiêu giao", cell="C3")
    targets = {
        ("024", "tu"): Fact(1100, place),
        ("1", "tu"): Fact(600),
        ("2", "tu"): Fact(499),
        ("025", "tu"): Fact(5),
        ("3", "tu"): Fact(5),
        ("9", "tu"): Fact(1),
    }
    findings = consolidate(FORM, PERIOD, TREE, {}, targets=targets)[1]
    assert [(each.code, each.severity.value, each.place.cell, each.place.unit, each.place.indicator) for each in findings] == [
        ("target-sum-differs", "warning", "C3", "024", "tu")
    ]
    assert (findings[0].found, dict(findings[0].values)["total"]) == ("1.100", "1.099")


def test_who_reported_and_who_is_missing() -> None:
    """Of those who must, in official order; an exempt unit is neither, though what it sends counts."""
    result = totals(said(u2={"tu": 1}, u9={"tu": 2}, u4={"tu": 4}))
    assert [unit.code for unit in result.reported("02")] == ["2", "9"]
    assert [unit.code for unit in result.missing("02")] == ["1", "3"]
    assert result.figure("02", "tu").value == 7


def test_rows_come_from_below_in_official_order() -> None:
    """Every row names its unit."""
    sent = {code: submission(code, {}, viec=[{"ten": f"việc {code}"}]) for code in ("9", "2", "1")}
    assert [(each.unit.code, each.row.value("ten")) for each in totals(sent).rows("02", "viec")] == [
        ("1", "việc 1"),
        ("2", "việc 2"),
        ("9", "việc 9"),
    ]


def test_personal_rows_stay_where_they_were_typed() -> None:
    """The rows of a table about persons are seen by their own unit only."""
    private = form("| indicators | code |\n| | a |\n| tables | table | column | personal |\n| | nguoi | | x |\n| | nguoi | ten | |")
    sent = {"1": submission("1", {"a": 1}, nguoi=[{"ten": "A"}])}
    result = consolidate(private, PERIOD, TREE, sent)[0]
    assert [len(list(result.rows(code, "nguoi"))) for code in ("1", "024", "02")] == [1, 0, 0]


def test_a_submission_of_a_unit_outside_the_tree_is_left_out() -> None:
    """Whoever is not in the round does not count."""
    assert totals(said(u1={"tu": 1}, u77={"tu": 9})).figure("02", "tu").value == 1
