"""Trees of units: ragged, in official order; who reports, who is expected."""

from __future__ import annotations

from hypothesis import given, settings

from tests.support.trees import ragged_trees, tree
from toolkit.model.unit import Tree

TREE = tree("""
02 tỉnh
  024 huyện +
    1 xã
    2 xã exempt
  025 huyện
    3 xã
      31 thôn
  9 xã -
""")


def codes(units: object) -> list[str]:
    return [unit.code for unit in units]  # type: ignore[attr-defined]


def test_below_goes_in_official_order() -> None:
    """Each after its parent, as the list has them."""
    assert codes(TREE.below("02")) == ["02", "024", "1", "2", "025", "3", "31", "9"]
    assert codes(TREE.below("025")) == ["025", "3", "31"]
    assert codes(TREE.children("02")) == ["024", "025", "9"]
    assert codes(TREE.children("9")) == []


def test_ancestors_come_nearest_first() -> None:
    """Up to the root; the root has none."""
    assert codes(TREE.ancestors("31")) == ["3", "025", "02"]
    assert codes(TREE.ancestors("02")) == []


def test_a_leaf_reports_unless_the_list_says_otherwise() -> None:
    """What the list states wins; an exempt unit reports, but is not expected."""
    assert [code for code in TREE.by_code if TREE.reports(code)] == ["024", "1", "2", "31"]
    assert codes(TREE.expected("02")) == ["024", "1", "31"]
    assert codes(TREE.expected("2")) == []


def test_codes_are_no_numbers() -> None:
    """`02` is a unit, `2` another."""
    assert TREE["02"].kind == "tỉnh"
    assert TREE["2"].kind == "xã"
    assert "002" not in TREE


def test_upper_units_have_others_below() -> None:
    """Parents before children, at any depth."""
    assert codes(TREE.upper()) == ["02", "024", "025", "3"]
    assert [TREE.is_leaf(code) for code in ("31", "3")] == [True, False]


def test_a_unit_under_nobody_known_is_the_root() -> None:
    """Part of a larger tree stands by itself."""
    assert Tree((TREE["3"], TREE["31"])).root.code == "3"


@settings(max_examples=50, deadline=None)
@given(ragged_trees())
def test_any_tree_hangs_together(whole: Tree) -> None:
    """Each unit stands once below the root, below all its ancestors, and after its parent."""
    order = codes(whole.below(whole.root.code))
    assert sorted(order) == sorted(whole.by_code)
    for unit in whole.units:
        assert all(unit in whole.below(above.code) for above in whole.ancestors(unit.code))
        assert unit.parent not in whole or order.index(unit.parent) < order.index(unit.code)
