"""A consolidated workbook counts as the whole of what is below its unit, and the rule says when it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.consolidate.test_consolidation import FEW, FORM, PERIOD, TREE, rounds, said, totals
from tests.support.submissions import submission
from tests.support.summaries import summary_of
from tests.support.trees import subtree
from toolkit.consolidate import consolidate
from toolkit.model.adjustment import Adjustment
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding
from toolkit.model.submission import Submission
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import Value

ALL = said(u1={"tu": 1, "mau": 10}, u2={"tu": 2, "mau": 10}, u3={"tu": 4, "mau": 10}, u9={"tu": 8, "mau": 10})


def received(sent: dict[str, Submission], *summaries: Submission, whole: Tree = TREE) -> tuple[Consolidation, tuple[Finding, ...]]:
    return consolidate(FORM, PERIOD, whole, sent, summaries={each.unit: each for each in summaries})


def without(*codes: str) -> dict[str, Submission]:
    return {code: each for code, each in ALL.items() if code not in codes}


def told(data: Consolidation, unit: str) -> dict[str, tuple[Value, int, int]]:
    return {code: (each.value, each.reported, each.expected) for code, each in data.figures[unit].items()}


def corrected(unit: str, before: int, after: int) -> Adjustment:
    return Adjustment(
        unit=unit, indicator="tu", before=before, after=after, reason="đếm lại", who="Văn phòng", when=date(2020, 12, 20)
    )


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [(each.code, each.place.unit, each.place.indicator) for each in findings]


@FEW
@given(rounds(), st.data())
def test_any_mix_of_workbooks_comes_to_the_same(case: tuple[Tree, dict[str, Submission]], data: st.DataObject) -> None:
    """Whether units send their own workbooks, or the levels between them theirs, or some both: every figure and its coverage is the same."""
    whole, sent = case
    at_once = totals(sent, whole)
    upper = [unit.code for unit in whole.upper()]
    picked = data.draw(st.sets(st.sampled_from(upper)) if upper else st.just(set()))
    summaries = [summary_of(totals(sent, subtree(whole, code)), code) for code in sorted(picked)]
    carried = {part.unit for each in summaries for part in each.parts}
    kept = data.draw(st.sets(st.sampled_from(sorted(carried))) if carried else st.just(set()))
    own = {code: each for code, each in sent.items() if code not in carried or code in kept}
    mixed, findings = received(own, *summaries, whole=whole)
    assert {unit.code: told(mixed, unit.code) for unit in whole.units} == {
        unit.code: told(at_once, unit.code) for unit in whole.units
    }
    assert not [each for each in findings if each.code.startswith(("own-", "carried-"))]


def test_a_consolidated_workbook_stands_for_all_below() -> None:
    """Without the communes' own files the district's workbook gives each of its communes, and its coverage."""
    data, findings = received(without("1", "2"), summary_of(totals(ALL), "024"))
    assert told(data, "02") == told(totals(ALL), "02") and not findings
    assert [unit.code for unit in data.missing("02")] == []
    assert data.submissions["1"].carrier is not None and data.figure("1", "tu").value == 1


def test_their_own_count_where_all_are_there() -> None:
    """Every commune of the district has sent its own: these count, and where the district says otherwise is listed."""
    earlier = totals({**ALL, "1": submission("1", {"tu": 7, "mau": 10})})
    summary = summary_of(earlier, "024")
    assert summary.parts[0].sha256 == "1"
    sent = {**ALL, "1": submission("1", {"tu": 1, "mau": 10})}
    data, findings = received(_renamed(sent, "1"), summary)
    assert data.figure("024", "tu").value == 3
    assert codes(findings) == [("own-counts-not-carried", "1", "tu"), ("carried-total-unlike", "024", "tu")]


def test_the_district_counts_where_they_are_not() -> None:
    """One commune's own file is missing: the district's workbook counts for those it carries, and where they differ is listed."""
    summary = summary_of(totals({**ALL, "1": submission("1", {"tu": 7, "mau": 10})}), "024")
    data, findings = received(_renamed(without("2"), "1"), summary)
    assert data.figure("024", "tu").value == 9
    assert codes(findings) == [("carried-counts-not-own", "1", "tu")]


def test_what_the_district_does_not_carry_fills_in() -> None:
    """A commune that was late for the district and came to the province counts beside the district's workbook."""
    summary = summary_of(totals(without("2")), "024")
    data, findings = received(without("1"), summary)
    assert told(data, "02") == told(totals(ALL), "02") and not findings


def test_a_total_typed_over_stands_and_is_asked_about() -> None:
    """The district typed over its own sum: its total stands, with what came from elsewhere added, and a warning."""
    summary = summary_of(totals(without("2")), "024", tu=100)
    data, findings = received(without("1"), summary)
    figure = data.figure("024", "tu")
    assert (figure.value, figure.reported) == (102, 2)
    assert [(part.unit, part.value) for part in figure.made_of] == [("024", 100), ("2", 2)]
    assert data.figure("02", "tu").value == 114
    assert codes(findings) == [("carried-total-stands", "024", "tu")]


def test_where_the_tree_ends_the_totals_stand_with_their_coverage() -> None:
    """A province whose tree knows no communes takes the district's totals; each figure says of how many communes it is."""
    upper = Tree(tuple(unit for unit in TREE.units if unit.code in ("02", "024", "025")))
    data, findings = received({}, summary_of(totals(ALL), "024"), whole=upper)
    assert (data.figure("02", "tu").value, data.figure("02", "ty_le").value) == (3, totals(ALL).figure("024", "ty_le").value)
    assert data.figure("024", "tu").reported == 2 and not findings


def test_corrections_travel_once_whichever_way_they_come() -> None:
    """What the district has corrected holds at the province too, beside the communes' own files as well, and only once."""
    district = consolidate(FORM, PERIOD, subtree(TREE, "024"), {c: ALL[c] for c in "12"}, adjustments=(corrected("1", 1, 5),))[0]
    for sent in (without("1", "2"), without("2"), ALL):
        data, findings = received(sent, summary_of(district, "024"))
        assert data.figure("02", "tu").value == 19 and not findings
        assert data.figure("1", "tu").own == 1 and [each.after for each in data.figure("1", "tu").adjusted] == [5]


def test_a_district_that_reports_too_has_two_workbooks() -> None:
    """Its own answers and its workbook of totals are two things; neither takes the other's place."""
    whole = Tree(tuple(_reporting(unit) if unit.code == "024" else unit for unit in TREE.units))
    sent = {**ALL, "024": submission("024", {"tu": 16, "mau": 10})}
    at_once = totals(sent, whole)
    for own in ({"024"}, set()):
        data, findings = received(
            {c: s for c, s in sent.items() if c not in "12" and (c != "024" or own)}, summary_of(at_once, "024"), whole=whole
        )
        assert told(data, "02") == told(at_once, "02") and not findings
    assert data.figure("024", "tu").own == 16


def _renamed(sent: dict[str, Submission], code: str) -> dict[str, Submission]:
    """The same answers in another file than the one that the district had."""
    return {**sent, code: replace(sent[code], sha256="other")}


def _reporting(unit: Unit) -> Unit:
    return replace(unit, reports=True)
