"""The page for editors is made from the code: every name and filter, in the code's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.editors_page import FIRST, LAST, renewed

PAGE = Path(__file__).parents[2] / "docs" / "report-templates.md"


def test_page_is_current(request: pytest.FixtureRequest) -> None:
    """The page says what the code says; `--golden-update` writes it anew."""
    page = PAGE.read_text(encoding="utf-8")
    assert page.count(FIRST) == page.count(LAST) == 1
    if request.config.getoption("--golden-update"):
        PAGE.write_text(renewed(page), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == renewed(page)
