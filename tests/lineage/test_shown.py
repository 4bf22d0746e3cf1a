"""What rests on a share says so wherever it is shown: in figures, in prose, in workbooks."""

from __future__ import annotations

import io
from decimal import Decimal
from functools import partial

import openpyxl

from tests.narrate.sample import UNITS, own_template, round_of
from tests.support.forms import form
from tests.support.submissions import submission
from tests.support.trees import tree
from toolkit.commands.figure_json import figures_json
from toolkit.consolidate import Fact, consolidate, roll_up
from toolkit.consolidate.comparing import compare
from toolkit.consolidate.doubting import doubted
from toolkit.consolidate.tracing import trace
from toolkit.excel.consolidated import Surroundings, write_consolidated
from toolkit.excel.layout import COMPARISONS, NUMBERS, OVERVIEW
from toolkit.issue import Issuer
from toolkit.model.figure import Consolidation
from toolkit.model.lineage import Doubts
from toolkit.model.period import Period
from toolkit.model.prose import plain
from toolkit.model.unit import Tree
from toolkit.model.value import BLANK
from toolkit.narrate import narrate

TREE = Tree(UNITS)
FORM = form(
    """
    | indicators | code | type | aggregate | formula |
    |            | tong | integer | sum | |
    |            | phan | integer | sum | |
    |            | ty_le | percent | | =phan/tong |
    |            | gap_doi | percent | | =ty_le*2 |
    """
)


def test_what_is_derived_is_doubted_with_its_parts() -> None:
    """A rate of an estimate is one; a rate of what cannot be told is blank, and so is what rests on that rate."""
    facts = {code: {"tong": Fact(10), "phan": Fact(4)} for code in ("00688", "00700")}
    figures = doubted(
        FORM,
        roll_up(FORM, TREE, facts),
        Doubts(estimated={"00688": frozenset({"phan"})}, withheld={"00700": frozenset({"tong"})}),
    )
    assert {code: each.estimated for code, each in figures["00688"].items()} == {
        "tong": False,
        "phan": True,
        "ty_le": True,
        "gap_doi": True,
    }
    assert {code: each.value for code, each in figures["00700"].items()} == {
        "tong": BLANK,
        "phan": 4,
        "ty_le": BLANK,
        "gap_doi": BLANK,
    }
    assert figures["024"]["ty_le"].value == Decimal("0.4")
    assert not figures["024"]["phan"].estimated


def test_comparison_says_so() -> None:
    """A comparison against an estimate is marked; one against what is known is not."""
    stated = round_of()
    facts = {code: {"ket_nap_moi": Fact(32)} for code in stated.submissions}
    doubts = Doubts(estimated={"024": frozenset({"ket_nap_moi"})})
    data = consolidate(stated.form, stated.period, TREE, stated.submissions, previous=facts, doubts=doubts)[0]
    assert compare(data, "024", "ket_nap_moi").previous.estimated
    assert not compare(data, "02", "ket_nap_moi").previous.estimated
    prose = {
        unit: narrate(data, unit, own_template("{{ so_lieu.ket_nap_moi|so_sanh }}; {{ so_lieu.ket_nap_moi.ky_truoc }}"), {})[0]
        for unit in ("02", "024")
    }
    said = {unit: "\n".join(plain(block.runs) for block in each.part("noi_dung").blocks) for unit, each in prose.items()}  # type: ignore[union-attr]
    assert said["024"].count("(ước tính)") == 2
    assert "ước tính" not in said["02"]


def test_blank_shows_an_estimate() -> None:
    """In the blank an estimated figure of the period before is a number still, shown with a sign and explained in a comment."""
    stated = round_of().form
    issuer = Issuer(stated, Period(2020), TREE, None)
    beside = {"previous.ket_nap_moi": 32, "previous.hoi_vien": 400}
    cells = {}
    for unit, known in (("00715", {**beside, "estimated.ket_nap_moi": True}), ("00718", beside)):
        book = openpyxl.load_workbook(io.BytesIO(issuer.blank(TREE[unit], known)))
        for code in ("ket_nap_moi", "hoi_vien"):
            sheet, cell = next(book.defined_names[f"previous.{code}"].destinations)
            cells[unit, code] = book[sheet][cell.replace("$", "")]
    assert {key: cell.value for key, cell in cells.items()} == {
        ("00715", "ket_nap_moi"): 32,
        ("00715", "hoi_vien"): 400,
        ("00718", "ket_nap_moi"): 32,
        ("00718", "hoi_vien"): 400,
    }
    assert [key for key, cell in cells.items() if "≈" in cell.number_format] == [("00715", "ket_nap_moi")]
    assert [key for key, cell in cells.items() if cell.comment] == [("00715", "ket_nap_moi")]


RESTING = form(
    """
    | indicators | code | type | aggregate | formula | formula_at |
    |            | tong | integer | sum | | |
    |            | khac | integer | sum | | |
    |            | hon | integer | | =tong-previous.tong | |
    |            | gap | integer | | =hon*2 | |
    |            | moi | integer | sum | =tong-previous.tong | xã |
    |            | hon_khac | integer | | =khac-previous.khac | |
    """
)
HILL = tree("02 tỉnh\n  024 huyện\n    1 xã\n    2 xã\n  3 xã\n")


def resting() -> Consolidation:
    """1 and 2 share what a former unit stated: each of them is estimated, their district is not."""
    sent = {code: submission(code, {"tong": 10, "khac": 3}) for code in "123"}
    facts = {code: {"tong": Fact(4), "khac": Fact(2)} for code in "123"}
    doubts = Doubts(estimated={"1": frozenset({"tong"}), "2": frozenset({"tong"})})
    return consolidate(RESTING, Period(2020), HILL, sent, previous=facts, doubts=doubts)[0]


def test_what_is_computed_from_an_estimate_is_one() -> None:
    """At the unit itself, by way of another indicator too; above it only what is added up from such figures."""
    figures = resting().figures
    marked = {unit: {code for code, each in known.items() if each.estimated} for unit, known in figures.items()}
    assert marked == {
        "1": {"hon", "gap", "moi"},
        "2": {"hon", "gap", "moi"},
        "3": set(),
        "024": {"moi"},
        "02": {"moi"},
    }
    assert figures["024"]["hon"].value == 12


def test_an_estimate_of_today_says_so_in_the_workbook_and_in_the_trace() -> None:
    """On the sheets of figures, of the units below and of comparisons: shown with a sign; a total that is known is not."""
    data = resting()
    around = Surroundings(compare=partial(compare, data))
    book = openpyxl.load_workbook(io.BytesIO(write_consolidated(data, "024", around)))
    shown = {}
    for code in ("moi", "hon"):
        sheet, cell = next(book.defined_names[code].destinations)
        shown[code] = book[sheet][cell.replace("$", "")]
    assert "≈" in shown["moi"].number_format and shown["moi"].comment and shown["moi"].parent.title == NUMBERS
    assert "≈" not in shown["hon"].number_format and not shown["hon"].comment
    signed = {title: sum("≈" in cell.number_format for row in book[title] for cell in row) for title in (OVERVIEW, COMPARISONS)}
    assert signed == {OVERVIEW: 7, COMPARISONS: 1}
    assert trace(data, "024", "moi").estimated and not trace(data, "024", "hon").estimated


def test_a_comparison_that_cannot_be_made_says_so() -> None:
    """Of the parts of a unit one stated nothing: no base, and that is said, of what is derived too; above it the known parts are compared."""
    sent = {code: submission(code, {"tong": 10, "khac": 3}) for code in "123"}
    facts = {code: {"tong": Fact(4), "khac": Fact(2)} for code in "123"}
    doubts = Doubts(withheld={"1": frozenset({"tong"})})
    data = consolidate(RESTING, Period(2020), HILL, sent, previous=facts, doubts=doubts)[0]
    compared = {unit: compare(data, unit, "tong").previous for unit in ("1", "2", "024")}
    assert {unit: (each.base, each.withheld) for unit, each in compared.items()} == {
        "1": (BLANK, True),
        "2": (4, False),
        "024": (8, False),
    }
    for unit, count in (("1", 0), ("024", 3)):
        held = Doubts(withheld={unit: frozenset({"tong"})})
        other = consolidate(RESTING, Period(2020), HILL, sent, previous=facts, doubts=held)[0]
        book = openpyxl.load_workbook(io.BytesIO(write_consolidated(other, "024", Surroundings(compare=partial(compare, other)))))
        assert sum(cell.value == "không so sánh được" for row in book[COMPARISONS] for cell in row) == count
    told = figures_json(data, "1", frozenset())["figures"]["tong"]["previous"]  # type: ignore[index]
    assert (told["value"], told["withheld"]) == (None, True)
