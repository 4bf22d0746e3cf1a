"""What the level above states of units: which rows count, how they join what units state, what is found wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.forms import form
from tests.support.submissions import submission
from tests.support.trees import tree
from toolkit.check import Case, check
from toolkit.consolidate import assessing, consolidate
from toolkit.model.figure import Figure
from toolkit.model.form import Form
from toolkit.model.period import Period
from toolkit.model.submission import CONSOLIDATED, Submission
from toolkit.model.value import Value

FORM = """
| settings | setting | value |
| | form | thu |
| | version | 1 |
| | title | Biểu |
| | muc_dat | 7 |
| indicators | code | type | entered_by | prefill | formula | formula_at | max | aggregate |
| | dang_ky | yesno | | | | | | sum |
| | tu | decimal | | | | | 10 | sum |
| | td | decimal | parent | tu | | | 10 | sum |
| | vi_pham | yesno | parent | | | | | sum |
| | dat | integer | parent | | =IF(AND(dang_ky,td>=setting.muc_dat,IF(COUNTA(vi_pham)=0,TRUE,NOT(vi_pham))),1,0) | xã | | sum |
| | cong_nhan | yesno | parent | | | | | sum |
| | ly_do | text | parent | | | | | none |
| | tong | integer | parent | | =1 | xã | | sum |
| | da | integer | parent | | =IF(ISNUMBER(td),1,0) | xã | | sum |
| | tb | decimal | parent | | =td/da | | | |
| rules | code | severity | formula | indicator |
| | ly_do_khi_khong | error | =IF(cong_nhan,TRUE,COUNTA(ly_do)>0) | ly_do |
| | chua_du | warning | =IF(cong_nhan,1,0)<=dat | cong_nhan |
| | tu_thap | warning | =tu>=5 | tu |
"""
TREE = tree("84 tỉnh\n  A huyện\n    1 xã\n    2 xã\n  B huyện\n    3 xã\n")
Rows = Iterable[Mapping[str, Value]]


@pytest.fixture(scope="module")
def asked() -> Form:
    return form(FORM)


def summary(unit: str, rows: Rows) -> Submission:
    """A consolidated workbook that states these rows."""
    columns = ("don_vi", "td", "vi_pham", "cong_nhan", "ly_do")
    whole = [{column: row.get(column, "" if column == "don_vi" else assessing.BLANK) for column in columns} for row in rows]
    stated = submission(unit, tham_dinh=whole)
    return replace(stated, identity=replace(stated.identity, content=CONSOLIDATED))


def own(**points: float) -> dict[str, Submission]:
    """What communes state: `u1=8` is eight points by itself, registered."""
    return {code[1:]: submission(code[1:], {"dang_ky": True, "tu": Decimal(str(number))}) for code, number in points.items()}


def figures(asked: Form, said: Mapping[str, Submission], *summaries: Submission) -> Mapping[str, Mapping[str, Figure]]:
    by_unit = {each.unit: each for each in summaries}
    return consolidate(asked, Period(2023), TREE, said, summaries=by_unit)[0].figures


def test_assessments_are_summed_and_means_recomputed_at_every_level(asked: Form) -> None:
    """The province's mean is the sum over the count of all units, not the mean of the districts' means."""
    first = summary(
        "A", [{"don_vi": "1", "td": 8, "cong_nhan": True}, {"don_vi": "2", "td": 6, "cong_nhan": False, "ly_do": "Thiếu"}]
    )
    second = summary("B", [{"don_vi": "3", "td": 10, "cong_nhan": True}])
    found = figures(asked, own(u1=9, u2=9, u3=10), first, second)
    assert [found["84"][code].value for code in ("tong", "dang_ky", "da", "dat", "cong_nhan", "td", "tb")] == [3, 3, 3, 2, 2, 24, 8]
    assert (found["A"]["tb"].value, found["A"]["cong_nhan"].value) == (7, 1)


def test_a_figure_names_the_cell_of_the_workbook_that_decided(asked: Form) -> None:
    """Traced to the district's workbook, not to the commune's."""
    found = figures(asked, own(u1=9), summary("A", [{"don_vi": "1", "td": 8, "cong_nhan": True}]))
    (part,) = found["1"]["cong_nhan"].made_of
    assert part.place is not None
    assert part.place.file == summary("A", []).file


def test_a_prefilled_row_that_nobody_touched_is_no_assessment(asked: Form) -> None:
    """Points that were put there by us do not count as points given."""
    found = figures(asked, own(u1=9, u2=9, u3=9), summary("A", [{"don_vi": "1", "td": 9}, {"don_vi": "2", "td": 9}]))
    assert (found["A"]["da"].value, found["A"]["cong_nhan"].reported) == (0, 0)


def test_a_unit_that_sent_nothing_is_there_all_the_same(asked: Form) -> None:
    """It is among all units, and neither registered nor assessed; coverage tells."""
    found = figures(asked, own(u1=9))
    assert (found["84"]["tong"].value, found["84"]["dang_ky"].value) == (3, 1)
    assert (found["84"]["cong_nhan"].reported, found["84"]["cong_nhan"].expected) == (0, 3)


def test_a_veto_outweighs_points(asked: Form) -> None:
    """Enough points and disciplined: it does not qualify."""
    found = figures(
        asked, own(u1=9), summary("A", [{"don_vi": "1", "td": 10, "vi_pham": True, "cong_nhan": False, "ly_do": "Kỷ luật"}])
    )
    assert (found["1"]["dat"].value, found["1"]["vi_pham"].value) == (0, 1)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"td": 8, "cong_nhan": True}, []),
        ({"td": 8, "cong_nhan": False}, [("rule", "ly_do")]),
        ({"td": 8, "cong_nhan": False, "ly_do": "Thiếu minh chứng"}, []),
        ({"td": 11, "cong_nhan": True}, [("above-maximum", "td")]),
        ({"td": 6, "cong_nhan": True}, [("rule", "cong_nhan")]),
    ],
)
def test_what_is_decided_is_checked_beside_what_the_unit_states(
    asked: Form, row: dict[str, Value], expected: list[tuple[str, str]]
) -> None:
    """A reason that is missing, points above the most, a decision against the points; not again what the unit's own form says."""
    decided = summary("A", [{"don_vi": "1", **row}])
    known = own(u1=4)
    cases = [Case(assessing.asked_above(asked), unit, merged) for unit, merged in assessing.cases(asked, TREE, decided, known)]
    found = [each for case in cases for each in check(case)]
    assert [(each.code, each.place.indicator) for each in found] == expected
    assert {each.place.file for each in found} <= {decided.file}


def test_rows_that_speak_of_no_unit_or_twice_of_one_are_found(asked: Form) -> None:
    """Each with the cell that holds the code; a row that is still open is counted."""
    rows = [
        {"don_vi": "1", "cong_nhan": True},
        {"don_vi": "1", "cong_nhan": True},
        {"don_vi": "3", "cong_nhan": True},
        {"don_vi": "2"},
    ]
    found = tuple(assessing.row_findings(asked, TREE, summary("A", rows), own(u1=9, u2=9)))
    assert [each.code for each in found] == ["assessed-twice", "assessed-unit-unknown", "assessments-open"]
    assert found[1].found == "3"


def test_an_assessment_waits_for_the_unit_s_own_workbook(asked: Form) -> None:
    """It is said, and counts as soon as the workbook is there."""
    decided = summary("A", [{"don_vi": "1", "td": 8, "cong_nhan": True}])
    assert [each.code for each in assessing.row_findings(asked, TREE, decided, {})] == ["assessed-unheard"]
    assert figures(asked, {}, decided)["84"]["cong_nhan"].reported == 0
