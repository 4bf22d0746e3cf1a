"""A round of a part of the listed units takes what concerns it, and says in one line what it left."""

from __future__ import annotations

from pathlib import Path

from toolkit.round import create_round, open_round
from toolkit.shelf import find_sample

SETTINGS = {"programme": "mot-cong-mot", "form": "ket-qua", "period": "2020"}


def test_rows_of_units_outside_are_left_with_one_note_a_sheet(tmp_path: Path) -> None:
    """A district of the sample: its own targets and former figures, a note with a count for each sheet, nothing in the new round."""
    round_, findings = create_round(tmp_path / "dot", SETTINGS, find_sample("ha-giang-2020") / "units.xlsx", "024")
    assert round_ is not None
    assert {unit for unit, _ in round_.control.targets} <= {unit.code for unit in round_.tree.units}
    assert ("024", "chi_tieu_ket_nap") in round_.control.targets
    assert [(each.code, each.severity.value, each.place.sheet) for each in findings] == [
        ("rows-elsewhere", "note", "Chỉ tiêu giao"),
        ("rows-elsewhere", "note", "Kỳ trước"),
    ]
    assert all(int(each.found) > 100 for each in findings)
    assert open_round(tmp_path / "dot").control.findings == ()
