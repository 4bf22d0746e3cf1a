"""An office's own workbook becomes the blank of a form: looked at, its tables' columns named, kept beside the definition."""

from __future__ import annotations

from pathlib import Path

from toolkit.define.adopting import check_adoption
from toolkit.excel.adopted import read_office_book, with_names
from toolkit.files import read_bytes, write_safely
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding, has_errors
from toolkit.round.opened import usable_form
from toolkit.shelf import BLANK_ENDING, find_programme


def adopt_file(path: Path, programme: str, form: str, *, overwrite: bool = False) -> tuple[Path | None, tuple[Finding, ...]]:
    """Where the blank is kept now, and what was found in the workbook; None, and nothing written, where it has errors.

    Obstacle where it is no workbook, may not become a blank, or would replace another one.
    """
    folder = find_programme(programme)
    definition = usable_form(folder, form)
    data = read_bytes(path)
    adoption = check_adoption(definition, read_office_book(data, path.name), path.name)
    if has_errors(adoption.findings):
        return None, adoption.findings
    kept, blank = folder / f"{form}{BLANK_ENDING}", with_names(data, adoption.columns)
    if kept.exists() and not overwrite and read_bytes(kept) != blank:
        raise Obstacle("adopt-other-there", programme=folder.name, form=form, path=kept)
    write_safely(kept, blank)
    return kept, adoption.findings
