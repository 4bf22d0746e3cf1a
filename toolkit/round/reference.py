"""The round of reference: another one of the same year, whose figures are seen beside the criteria of this one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit.excel.sheets import nearest
from toolkit.messages import Obstacle
from toolkit.model.figure import Consolidation, Evidence
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.round.control import SETTINGS
from toolkit.round.opened import Round, figures_of, open_round

SETTING = "reference"


def read_evidence(round_: Round) -> tuple[Evidence | None, tuple[Finding, ...]]:
    """What the setting names, where the form asks for it. A round that is not there, or of another year, gives no figures and a warning."""
    name = round_.settings.all.get(SETTING, "").strip()
    if not name or not any(each.evidence for each in round_.form.indicators):
        return None, ()
    place = Place(file=round_.tree.root.place.file, sheet=SETTINGS)
    try:
        other = open_round(round_.folder / Path(name.replace("\\", "/")))
    except Obstacle:
        return Evidence(name), (finding("reference-round-absent", place, found=name),)
    if other.period.year != round_.period.year:
        values = {"found": name, "period": other.period, "expected": round_.period}
        return Evidence(name), (finding("reference-other-year", place, **values),)
    data = figures_of(other, previous={}, plan={})[0]
    return Evidence(name, data), tuple(_unknown(round_, data, place))


def _unknown(round_: Round, data: Consolidation, place: Place) -> Iterator[Finding]:
    known = data.form.by_code
    for each in round_.form.assessments:
        for code in each.evidence:
            if code not in known:
                near = nearest(code, tuple(known))
                yield finding("reference-indicator-unknown", place, found=code, label=each.label, nearest=near)
