"""What a form prints may be stated by a round: one form serves many years and offices."""

from __future__ import annotations

from pathlib import Path

from tests.support.rounds import small_round
from toolkit.excel.reader import read_workbook
from toolkit.flow import issue_blanks
from toolkit.round import open_round
from toolkit.round.folders import ISSUED

BASIS = "Hướng dẫn số 12 của Ban Thường vụ Tỉnh đoàn năm 2025"


def test_the_rounds_words_are_printed(tmp_path: Path) -> None:
    """The legal basis and who speaks, where the control workbook states them; the rest stays the form's."""
    made = small_round(tmp_path, settings={"legal_basis": BASIS, "issuing_body": "BCH ĐOÀN {name}"})
    round_ = open_round(made.folder)
    assert (round_.form.setting["legal_basis"], round_.form.setting["version"]) == (BASIS, "1")
    issue_blanks(round_)
    blank = next((round_.folder / ISSUED).rglob("thu_x1_*.xlsx"))
    said = [cell for row in read_workbook(blank.read_bytes(), "").grids["Số liệu"] for cell in row]
    assert f"({BASIS})" in said and any(str(cell).startswith("BCH ĐOÀN ") for cell in said)


def test_a_round_that_states_nothing_prints_the_forms_words(tmp_path: Path) -> None:
    """An empty setting is no statement."""
    round_ = open_round(small_round(tmp_path, settings={"legal_basis": ""}).folder)
    assert "legal_basis" not in round_.form.setting
