"""History onto today's units: nothing lost, nothing guessed in silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.support.forms import form
from tests.support.trees import tree
from toolkit.lineage import Carried, added, apportion, carry, fold
from toolkit.model.fact import Fact, Facts
from toolkit.model.lineage import Event, Fate, Lineage
from toolkit.model.place import Place
from toolkit.model.unit import Tree
from toolkit.model.value import BLANK, NO_DATA, Value

FORM = form(
    """
    | indicators | code | type | kind | aggregate | formula |
    |            | so_nguoi | integer | stock | sum | |
    |            | so_tien | decimal | flow | sum | |
    |            | cao_nhat | integer | stock | max | |
    |            | rieng | integer | stock | none | |
    |            | dinh | integer | flow | max | |
    |            | ty_le | percent | | | =so_tien/so_nguoi |
    """
)
FIRST, SECOND = date(2025, 7, 1), date(2025, 9, 1)
TODAY = tree(
    """
T tỉnh
  H huyện
    A xã
    B xã
  C xã
"""
)


def whole(source: str, target: str, day: date = FIRST) -> Event:
    return Event(source=source, target=target, fate=Fate.WHOLE, day=day)


def part(source: str, target: str, share: str = "", by: str = "", day: date = FIRST) -> Event:
    return Event(source=source, target=target, fate=Fate.PART, share=Fraction(share) if share else None, by=by, day=day)


def facts(**units: Mapping[str, Value]) -> Facts:
    return {unit: {code: Fact(value, Place(unit=unit)) for code, value in known.items()} for unit, known in units.items()}


def carried(events: tuple[Event, ...], known: Facts, onto: Tree = TODAY, weights: Mapping[str, Value] | None = None) -> Carried:
    return carry(FORM, Lineage(events), known, onto, lambda unit, _: (weights or {}).get(unit, BLANK))


def value(result: Carried, unit: str, code: str = "so_nguoi") -> Value:
    return result.facts[unit][code].value


def codes(result: Carried) -> list[str]:
    return [each.code for each in result.findings]


def test_merge_sums_the_parts() -> None:
    """Two units that merge are summed, and the figure remembers what each brought and where that stands."""
    result = carried((whole("X", "A"), whole("A", "A")), facts(X={"so_nguoi": 30}, A={"so_nguoi": 12}))
    assert value(result, "A") == 42
    assert {(part.unit, part.value, part.place) for part in result.facts["A"]["so_nguoi"].made_of} == {
        ("X", 30, Place(unit="X")),
        ("A", 12, Place(unit="A")),
    }
    assert "X" not in result.facts
    assert result.findings == ()
    assert not result.doubts.estimated


def test_merge_keeps_to_the_aggregate() -> None:
    """A maximum stays one, what has no aggregate has no whole, and a stated rate of several is left to be derived."""
    known = facts(
        X={"cao_nhat": 3, "rieng": 1, "ty_le": Decimal("0.5")},
        Y={"cao_nhat": 9, "rieng": 1, "ty_le": Decimal("0.1")},
    )
    result = carried((whole("X", "A"), whole("Y", "A")), known)
    assert value(result, "A", "cao_nhat") == 9
    assert value(result, "A", "rieng") is BLANK
    assert "ty_le" not in result.facts["A"]


def test_unit_that_only_receives_keeps_its_own() -> None:
    """A unit that others went into counts its own figures too, though no row says that it stayed."""
    result = carried((whole("X", "A"),), facts(X={"so_nguoi": 30}, A={"so_nguoi": 12}))
    assert value(result, "A") == 42


def test_split_by_stated_shares() -> None:
    """The parts of a count are whole, add up to it, and are marked as estimated where only some of them are."""
    result = carried((part("X", "A", "1/3"), part("X", "C", "2/3")), facts(X={"so_nguoi": 100}))
    assert (value(result, "A"), value(result, "C")) == (33, 67)
    assert set(result.doubts.estimated) == {"A", "H", "C"}
    assert not result.doubts.withheld


def test_split_below_one_unit_is_known_there() -> None:
    """Above both parts nothing is estimated: the whole is what was stated."""
    result = carried((part("X", "A", "1/3"), part("X", "B", "2/3")), facts(X={"so_nguoi": 100}))
    assert set(result.doubts.estimated) == {"A", "B"}


def test_split_that_is_joined_again_is_known() -> None:
    """Parts that come together again make the whole, with nothing estimated."""
    events = (part("X", "A", "1/3"), part("X", "Y", "2/3"), whole("Y", "A", SECOND))
    result = carried(events, facts(X={"so_nguoi": 100}))
    assert value(result, "A") == 100
    assert not result.doubts.estimated


def test_split_by_an_indicator() -> None:
    """Shares may come from what the receiving units state."""
    result = carried(
        (part("X", "A", by="so_nguoi"), part("X", "C", by="so_nguoi")), facts(X={"so_nguoi": 10}), weights={"A": 1, "C": 4}
    )
    assert (value(result, "A"), value(result, "C")) == (2, 8)
    assert result.doubts.estimated["A"] == {"so_nguoi"}


def test_split_by_what_is_not_known() -> None:
    """Without the receiving units' figures the parts are not told, the unit above both still counts the whole, and a warning says so."""
    result = carried((part("X", "A", by="so_nguoi"), part("X", "C", by="so_nguoi")), facts(X={"so_nguoi": 10}), weights={"A": 1})
    assert set(result.doubts.withheld) == {"A", "H", "C"}
    assert sum(value(result, unit) for unit in "AC") == 10  # type: ignore[misc]
    assert codes(result) == ["share-unknown"]


def test_extreme_of_a_split_is_not_told() -> None:
    """A maximum cannot be shared out: it is withheld from the parts and still stands above them."""
    result = carried((part("X", "A", "1/2"), part("X", "C", "1/2")), facts(X={"cao_nhat": 7}))
    assert result.doubts.withheld["A"] == {"cao_nhat"}
    assert (value(result, "A", "cao_nhat"), value(result, "C", "cao_nhat")) == (7, 7)
    assert not result.doubts.estimated


def test_merge_with_a_silent_part() -> None:
    """Where one of the merged units stated nothing, the sum is withheld from the new one, and a note names who is missing."""
    result = carried((whole("X", "A"), whole("Y", "A")), facts(X={"so_nguoi": 30}, Y={"so_nguoi": NO_DATA}))
    assert result.doubts.withheld == {"A": frozenset({"so_nguoi"})}
    assert value(result, "A") == 30
    assert [(each.code, each.place.unit, dict(each.values)["silent"]) for each in result.findings] == [
        ("history-incomplete", "A", "Y")
    ]


def test_former_total_of_a_grown_unit() -> None:
    """What an upper unit stated before others came under it is not taken for the whole of today."""
    result = carried((whole("X", "C"),), facts(X={"so_nguoi": 30}, T={"so_nguoi": 500, "so_tien": 7}))
    assert "so_nguoi" not in result.facts["T"]
    assert value(result, "T", "so_tien") == 7
    assert codes(result) == ["former-total-set-aside"]


def test_upper_units_merge_too() -> None:
    """With rows of its own an upper unit's stated figures are merged like others'."""
    events = (whole("X", "C"), whole("T", "T"), whole("S", "T"))
    result = carried(events, facts(X={"so_nguoi": 30}, T={"so_nguoi": 500}, S={"so_nguoi": 400}))
    assert value(result, "T") == 900


COUNTS = st.dictionaries(st.sampled_from("PQRSABC"), st.integers(0, 5000), min_size=1)


@st.composite
def days(draw: st.DrawFn, day: date = FIRST) -> tuple[Event, ...]:
    """What may happen on one day: some units go whole, some in parts by stated shares, all to units of today."""
    events: list[Event] = []
    for source in draw(st.sets(st.sampled_from("PQRSABC"))):
        targets = sorted(draw(st.sets(st.sampled_from("ABC"), min_size=1)))
        if len(targets) == 1:
            events.append(whole(source, targets[0], day))
        else:
            weights = [draw(st.integers(1, 9)) for _ in targets]
            events += [
                part(source, target, f"{weight}/{sum(weights)}", day=day) for target, weight in zip(targets, weights, strict=True)
            ]
    gone = {event.source for event in events}
    events += [whole(source, "A", day) for source in "PQRS" if source not in gone]
    return tuple(events)


def _stated(counts: Mapping[str, int]) -> Facts:
    return facts(**{unit: {"so_nguoi": count, "so_tien": Decimal(count) / 8} for unit, count in counts.items()})


def _values(result: Carried) -> dict[tuple[str, str], Value]:
    return {(unit, code): fact.value for unit, known in result.facts.items() for code, fact in known.items()}


@given(days(), days(SECOND), COUNTS)
def test_nothing_is_lost(first: tuple[Event, ...], second: tuple[Event, ...], counts: Mapping[str, int]) -> None:
    """However units merge and split, the grand total of what is summed stays, to the last unit."""
    known = _stated(counts)
    after = _values(carried((*first, *second), known))
    for code in ("so_nguoi", "so_tien"):
        assert sum(v for (_, c), v in after.items() if c == code) == sum(each[code].value for each in known.values())  # type: ignore[misc]


@given(days(), COUNTS, st.randoms())
def test_order_of_one_day_does_not_matter(events: tuple[Event, ...], counts: Mapping[str, int], dice: object) -> None:
    """The rows of one day may stand in any order."""
    shuffled = list(events)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert carried(tuple(shuffled), _stated(counts)) == carried(events, _stated(counts))


@given(days(), days(SECOND), COUNTS)
def test_chains_compose(first: tuple[Event, ...], second: tuple[Event, ...], counts: Mapping[str, int]) -> None:
    """Carrying over two days at once gives what carrying over the one and then over the other gives."""
    between = carried(first, _stated(counts))
    assert _values(carried((*first, *second), _stated(counts))) == _values(carried(second, between.facts))


@given(COUNTS)
def test_renaming_changes_nothing(counts: Mapping[str, int]) -> None:
    """A unit that only got another name keeps its facts, each at its cell; one that got another code takes them along."""
    renamed = tuple(Event(source=unit, target=unit, fate=Fate.UNCHANGED, day=FIRST, name="cũ") for unit in "ABC")
    known = {unit: each for unit, each in _stated(counts).items() if unit in "ABC"}
    assert carried(renamed, known).facts == known
    recoded = (Event(source="P", target="A", fate=Fate.UNCHANGED, day=FIRST),)
    assert carried(recoded, facts(P={"so_nguoi": 5})).facts["A"] == facts(P={"so_nguoi": 5})["P"]


@given(st.integers(-10_000, 10_000), st.lists(st.integers(1, 50), min_size=1, max_size=6))
def test_parts_add_up(whole_: int, weights: list[int]) -> None:
    """Parts are whole numbers, add up to the whole, and lie less than one from the exact share; decimals keep their own places."""
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    parts = apportion(whole_, shares)
    assert sum(parts) == whole_
    assert all(isinstance(each, int) and abs(each - whole_ * share) < 1 for each, share in zip(parts, shares, strict=True))
    assert sum(apportion(Decimal(whole_) / 1000, shares)) == Decimal(whole_) / 1000


def test_lineage_knows_where_a_unit_came_from() -> None:
    """Over several days, back to the units at the beginning."""
    lineage = Lineage((whole("X", "Y"), whole("Y", "A", SECOND), part("Z", "A", "1/2"), part("Z", "B", "1/2")))
    assert lineage.came_from("A") == ("A", "X", "Y", "Z")
    assert lineage.came_from("C") == ("C",)


def folded(events: tuple[Event, ...], known: Facts, weights: Mapping[str, Value] | None = None) -> Carried:
    return fold(FORM, Lineage(events), known, TODAY, lambda unit, _: (weights or {}).get(unit, BLANK))


def test_what_ended_within_a_period_adds_its_flows() -> None:
    """What X took in before it went into A is A's too; what it had on its last day is not what A has at the end."""
    brought = folded((whole("X", "A"),), facts(X={"so_nguoi": 30, "so_tien": 5}, A={"so_nguoi": 50, "so_tien": 7}))
    assert {code: fact.value for code, fact in brought.facts["A"].items()} == {"so_tien": 5}
    together = added(FORM, facts(A={"so_nguoi": 50, "so_tien": 7}), brought.facts)["A"]
    assert (together["so_nguoi"].value, together["so_tien"].value) == (50, 12)
    assert [(part.unit, part.value) for part in together["so_tien"].made_of] == [("A", 7), ("X", 5)]


def test_a_code_that_passes_to_the_new_unit_has_not_ended() -> None:
    """A and X became the new A: what A states is the new unit's, X's part is added to it, A's own is not counted twice."""
    brought = folded((whole("A", "A"), whole("X", "A")), facts(X={"so_tien": 5}, A={"so_tien": 7}))
    assert list(brought.facts) == ["A"]
    assert brought.facts["A"]["so_tien"].value == 5


def test_a_unit_that_was_split_within_a_period_is_shared_out() -> None:
    """Both parts are estimates; above both nothing is; without the figures that shares rest on nothing is added, and that is told."""
    events = (part("X", "A", by="so_nguoi"), part("X", "B", by="so_nguoi"))
    known = facts(X={"so_tien": 10})
    brought = folded(events, known, {"A": 1, "B": 3})
    assert [brought.facts[unit]["so_tien"].value for unit in ("A", "B")] == [3, 7]
    assert set(brought.doubts.estimated) == {"A", "B"}
    waiting = folded(events, known, {"A": 1})
    assert not waiting.facts.get("A") and codes(waiting) == ["ended-share-unknown"]


def test_a_chain_within_a_period_ends_where_it_ends() -> None:
    """X went into Y and Y into A: what both took in is A's."""
    brought = folded((whole("X", "Y"), whole("Y", "A", SECOND)), facts(X={"so_tien": 1}, Y={"so_tien": 2}))
    assert brought.facts["A"]["so_tien"].value == 3


@given(days(), days(SECOND), COUNTS)
def test_what_ended_units_add_comes_to_what_they_stated(
    first: tuple[Event, ...], second: tuple[Event, ...], counts: Mapping[str, int]
) -> None:
    """However they went on within the period: to the last cent, and nothing of units that went on themselves."""
    events = (*first, *second)
    ended = Lineage(events).ended
    brought = folded(events, _stated(counts))
    added_up = sum(fact.value for known in brought.facts.values() for fact in known.values())  # type: ignore[misc]
    assert added_up == sum(Decimal(count) / 8 for unit, count in counts.items() if unit in ended)
    assert not any("so_nguoi" in known for known in brought.facts.values())


def test_the_greatest_of_a_period_is_that_of_all_its_parts() -> None:
    """A merged unit's counts for its successor; a split unit's cannot be told for either."""
    brought = folded((whole("X", "A"),), facts(X={"dinh": 9}))
    assert added(FORM, facts(A={"dinh": 7}), brought.facts)["A"]["dinh"].value == 9
    assert not any(folded((part("X", "A", "1/2"), part("X", "B", "1/2")), facts(X={"dinh": 9})).facts.values())
