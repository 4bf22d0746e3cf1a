"""The page for editors lists what the code has: every name and filter, in the code's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.narrate.sample import round_of
from toolkit.narrate.answers import Answer, Answers
from toolkit.narrate.filters import Filters
from toolkit.narrate.ink import Ink
from toolkit.narrate.names import PeriodView
from toolkit.narrate.quantity import Quantity
from toolkit.narrate.scene import Scene
from toolkit.narrate.tables import Rows
from toolkit.narrate.units import CoverageView, UnitView
from toolkit.narrate.view import View

PAGE = Path(__file__).parents[2] / "docs" / "report-templates.md"
VIEWS: tuple[type[View], ...] = (UnitView, Quantity, CoverageView, PeriodView, Rows, Answers, Answer)


def lines() -> list[str]:
    names = [f"| `.{name}` | {' '.join(getattr(view, name).__doc__.split())} |" for view in VIEWS for name in view.NAMES]
    return names + [
        f"| `{name}` | {' '.join(each.__doc__.split())} |"
        for name, each in Filters(Scene(Ink(), round_of(), "02")).by_name().items()
        if each.__doc__
    ]


@pytest.mark.parametrize("line", lines())
def test_page_has_the_line(line: str) -> None:
    """The page says of it what its docstring says."""
    assert line in PAGE.read_text(encoding="utf-8").splitlines()
