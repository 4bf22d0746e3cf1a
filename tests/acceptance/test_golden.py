"""What people see, as readable dumps: a change of a form or of a blank shows in a review."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.dump import dump_workbook
from toolkit.shelf import shelf

DEFINITIONS = sorted(path.relative_to(shelf("templates")) for path in shelf("templates").glob("*/*.xlsx"))


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda path: path.as_posix())
def test_form_definitions(definition: Path, golden: Callable[[str, str], None]) -> None:
    """Every cell, drop-down and setting of each programme's form workbooks."""
    golden(f"definitions/{definition.parent}-{definition.stem}.txt", dump_workbook((shelf("templates") / definition).read_bytes()))


def test_a_blank_workbook(demo_round: Path, golden: Callable[[str, str], None]) -> None:
    """One commune's blank whole: cells, live formulas with their values, formats, validations, protection, names."""
    (blank,) = demo_round.glob("1-phat-hanh/*/ket-qua_00715_2020.xlsx")
    golden("blanks/ket-qua_00715_2020.txt", dump_workbook(blank.read_bytes()))
