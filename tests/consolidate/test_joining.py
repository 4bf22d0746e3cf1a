"""A period out of its parts, on any tree: flows add up, stocks are the last, the beginning is the first, rates are of the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.consolidate.test_consolidation import ANSWERS, FEW
from tests.support.forms import form
from tests.support.submissions import submission
from tests.support.trees import ragged_trees
from toolkit.consolidate import consolidate
from toolkit.consolidate.joining import Stretch, join
from toolkit.model.figure import Consolidation
from toolkit.model.form import Aggregate
from toolkit.model.lineage import Lineage
from toolkit.model.period import Period
from toolkit.model.submission import Submission
from toolkit.model.total import aggregate
from toolkit.model.unit import Tree
from toolkit.model.value import is_number

FORM = form("""
| settings | setting | value |
| | form | thu |
| | version | 1 |
| | title | Biểu |
| | opening_stocks | dau |
| indicators | code | type | kind | aggregate | formula |
| | dau | integer | stock | sum | |
| | den | decimal | flow | sum | |
| | cao | integer | flow | max | |
| | cuoi | integer | stock | sum | |
| | ty_le | percent | stock | | =den/cuoi |
""")
CODES = ("dau", "den", "cao", "cuoi")


@st.composite
def quarters(draw: st.DrawFn) -> tuple[Tree, list[Consolidation]]:
    """Two to four parts on one ragged tree; in each some units are silent, some say blank, zero or "no data"."""
    whole = draw(ragged_trees())
    parts: list[Consolidation] = []
    for part in range(1, draw(st.integers(2, 4)) + 1):
        sent: Mapping[str, Submission] = {
            unit.code: submission(unit.code, {code: draw(ANSWERS) for code in CODES})
            for unit in whole.units
            if whole.reports(unit.code) and draw(st.booleans())
        }
        parts.append(consolidate(FORM, Period(2020, "Q", part), whole, sent)[0])
    return whole, parts


def year(whole: Tree, parts: Sequence[Consolidation]) -> Consolidation:
    joined = join(FORM, whole, [Stretch(part) for part in parts], Lineage())
    return consolidate(FORM, Period(2020), whole, joined.submissions)[0]


@FEW
@given(quarters())
def test_of_every_unit_and_every_total(made: tuple[Tree, list[Consolidation]]) -> None:
    """What flows is the parts' sum, or their greatest; what stands at the end or the beginning is that of one part."""
    whole, parts = made
    result = year(whole, parts)
    for unit in whole.units:
        values = {code: [part.figure(unit.code, code).value for part in parts] for code in CODES}
        said = {code: result.figure(unit.code, code).value for code in CODES}
        assert said["den"] == aggregate(Aggregate.SUM, values["den"])
        assert said["cao"] == aggregate(Aggregate.MAX, values["cao"])
        assert (said["cuoi"], said["dau"]) == (values["cuoi"][-1], values["dau"][0])


@FEW
@given(quarters())
def test_rates_are_of_the_sums_of_the_year(made: tuple[Tree, list[Consolidation]]) -> None:
    """Never a mean of the quarters' rates."""
    whole, parts = made
    result = year(whole, parts)
    for unit in whole.units:
        above, below, rate = (result.figure(unit.code, code).value for code in ("den", "cuoi", "ty_le"))
        if is_number(above) and is_number(below) and below:
            assert is_number(rate) and abs(rate * below - above) < Decimal("1e-18")


@FEW
@given(quarters())
def test_in_steps_as_at_once(made: tuple[Tree, list[Consolidation]]) -> None:
    """The first parts joined, and then the last one to them, come to what all come to together."""
    whole, parts = made
    first = year(whole, parts[:-1])
    stepwise, at_once = year(whole, [first, parts[-1]]), year(whole, parts)
    for unit in whole.units:
        for code in (*CODES, "ty_le"):
            assert stepwise.figure(unit.code, code).value == at_once.figure(unit.code, code).value
