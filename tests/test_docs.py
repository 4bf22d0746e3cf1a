"""What the documentation says is true: verbs exist, links lead somewhere, lists of columns are the code's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.cli import VERBS
from toolkit.define.read import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
PAGES = (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md")))

_SHELL = re.compile(r"```(?:sh|bat|console)\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def test_commands_that_pages_name_exist() -> None:
    """Every `baocao VERB` in a shell block of a page is a verb of the command line."""
    blocks = [block for page in PAGES for block in _SHELL.findall(page.read_text(encoding="utf-8"))]
    named = {verb for block in blocks for verb in re.findall(r"^(?:\$ )?baocao ([a-z]+)", block, flags=re.MULTILINE)}
    assert {"demo", "new", "issue", "run"} <= named
    assert named <= set(VERBS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of a page points to a file or folder of the project."""
    links = _LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_column_of_a_form_definition_is_described() -> None:
    """The designers' page has each sheet of a form definition as a heading, and under it each of its columns."""
    page = (ROOT / "docs/form-definition.md").read_text(encoding="utf-8")
    sections = {part.split("`", 2)[1]: part for part in page.split("\n## ")[1:] if part.startswith("Sheet `")}
    assert list(sections) == [sheet for sheet, _ in COLUMNS]
    for sheet, columns in COLUMNS:
        assert [column for column in columns if f"`{column}`" not in sections[sheet]] == []


def test_every_page_is_in_the_index() -> None:
    """The index of the docs names every page below it."""
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    pages = [
        page.relative_to(ROOT / "docs").as_posix() for page in PAGES if (ROOT / "docs") in page.parents and page.name != "README.md"
    ]
    assert [page for page in pages if f"]({page})" not in index] == []


def test_pictures_are_those_that_are_drawn() -> None:
    """What the README shows is drawn by `make pictures`, and what that draws is shown there or on a page of the docs."""
    drawn = re.findall(r'Picture\("([a-z-]+)"', (ROOT / "docs/pictures/draw.py").read_text(encoding="utf-8"))
    shown = re.findall(r"\(docs/pictures/([a-z-]+)\.png\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    pages = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md"))
    assert set(shown) <= set(drawn)
    assert [name for name in drawn if name not in shown and f"(pictures/{name}.png)" not in pages] == []


def test_modules_that_pages_name_exist() -> None:
    """Every module that the developers' pages name lies in the package or, with its whole path, in the project."""
    pages = (ROOT / "docs/architecture.md", *sorted((ROOT / "docs/analysis").glob("*.md")))
    named = {name for page in pages for name in re.findall(r"`([a-z_/]+\.py)`", page.read_text(encoding="utf-8"))}
    assert len(named) > 20
    assert [name for name in sorted(named) if not (ROOT / "toolkit" / name).exists() and not (ROOT / name).exists()] == []
