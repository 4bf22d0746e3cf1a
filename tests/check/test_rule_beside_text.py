"""A rule that stands beside a narrative answer."""

from __future__ import annotations

from tests.support.forms import form
from tests.support.submissions import submission
from toolkit.check import Case, check
from toolkit.model.unit import Unit

FORM = form("""
| indicators | code | formula | message |
| | a | | |
| texts | code |
| | kho_khan |
| rules | code | severity | formula | indicator |
| | neu_kho_khan | note | =OR(a<1,COUNTA(kho_khan)>0) | kho_khan |
""")


def test_an_empty_answer_was_found_empty() -> None:
    """What was found in a text that was left empty is nothing, not the name of a constant of ours."""
    case = Case(FORM, Unit(code="1", name="Xã", kind="xã"), submission("1", {"a": 1}))
    (found,) = check(case)
    assert (found.code, found.found) == ("rule", "")
