"""Consolidated workbooks that lie there already: which need no writing, and that nothing is lost which people have done in them.

What is left to people (marks, the unit's own answers) is taken over into the new workbook. One in which somebody has typed over something
else is left alone until `--overwrite` is said; even then it is put aside first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath

from toolkit.excel.edits import FilledIn, canonical, read_filled_in, read_totals, sheet_digests
from toolkit.excel.layout import ASSESSMENTS
from toolkit.excel.reader import UnreadableWorkbook, WorkbookContent, read_workbook
from toolkit.files import write_safely
from toolkit.flow.outputs import Written
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding, finding
from toolkit.model.place import Place
from toolkit.model.value import BLANK, NO_DATA, is_number
from toolkit.round import Round, folders
from toolkit.round.ledger import Seal
from toolkit.vietnamese.absence import NO_DATA_TEXT
from toolkit.vietnamese.show import show


@dataclass(frozen=True)
class Held:
    """What lies where a unit's workbook belongs."""

    path: str
    """Relative to the round."""
    seal: Seal
    """What we noted when we wrote it; empty where nothing lies there."""
    edited: bytes = b""
    """Its bytes where a person has edited it since; else empty."""
    content: WorkbookContent | None = None
    """The edited workbook as it reads; None where nobody has edited it, or where it cannot be read."""
    filled_in: FilledIn = field(default_factory=FilledIn)
    findings: tuple[Finding, ...] = ()


def held_at(round_: Round, path: str) -> Held:
    """What lies at a path of the round, and what people have filled in there, now or before we last wrote it."""
    seal, data = round_.seal(path), round_.edited(path)
    if not data:
        return Held(path, seal, filled_in=FilledIn(seal.picked, seal.words))
    try:
        content = read_workbook(data, path)
    except UnreadableWorkbook as problem:
        return Held(path, seal, data, findings=(finding(problem.code, Place(file=path), **problem.values),))
    return Held(path, seal, data, content, read_filled_in(content, round_.form))


class Keeper:
    """Writes consolidated workbooks into the round, each only where it would be another one."""

    def __init__(self, round_: Round, data: Consolidation, *, overwrite: bool) -> None:
        self._round, self._data, self._overwrite = round_, data, overwrite
        self._paths: list[str] = []
        self._told: list[Finding] = []
        self._unchanged = 0

    def result(self) -> Written:
        """What came of it so far."""
        return Written(tuple(self._paths), tuple(self._told), self._unchanged)

    def put(self, unit: str, held: Held, made_of: str, make: Callable[[], bytes]) -> None:
        """Write the unit's workbook unless what lies there is the same, or was edited by a person and must stay."""
        same = held.seal.made_of == made_of
        if held.edited:
            self._beside(unit, held, made_of, make, same=same)
        elif same and not self._overwrite:
            self._unchanged += 1
        else:
            self._write(held, made_of, make())

    def _write(self, held: Held, made_of: str, data: bytes) -> None:
        content = read_workbook(data, held.path)
        filled_in = read_filled_in(content, self._round.form)
        seal = Seal(
            made_of=made_of, sheets=sheet_digests(content, self._round.form), picked=filled_in.picked, words=filled_in.words
        )
        self._round.put(held.path, data, overwrite=True, seal=seal)
        self._paths.append(held.path)

    def _beside(self, unit: str, held: Held, made_of: str, make: Callable[[], bytes], *, same: bool) -> None:
        """Where a person has edited what lies there."""
        foreign = self._foreign(held)
        if self._overwrite or not (same or foreign):
            self._replace(held, made_of, make(), foreign)
        elif same and not foreign:
            self._tell("kept-filled-in", held)
        elif same or held.content is None:
            self._tell("kept-edited", held)
            self._told.extend(self._typed_over(unit, held))
        elif not held.seal.made_of and (data := make()) == held.edited:
            self._write(held, made_of, data)  # it is ours; the ledger that knew was lost
        elif ASSESSMENTS in foreign:
            self._tell("kept-assessed", held)
        else:
            self._tell("kept-stale", held, sheets=", ".join(f"“{title}”" for title in foreign))

    def _replace(self, held: Held, made_of: str, data: bytes, foreign: tuple[str, ...]) -> None:
        """The new workbook has what was filled in; the edited one is put aside."""
        name = PurePosixPath(held.path)
        aside = f"{folders.SET_ASIDE}/{name.stem} ({sha256(held.edited).hexdigest()[:8]}){name.suffix}"
        write_safely(self._round.folder / aside, held.edited)
        self._write(held, made_of, data)
        marks, words = len(held.filled_in.picked), len(held.filled_in.words)
        self._tell("edited-set-aside" if foreign else "filled-in-carried", held, marks=marks, words=words, path=aside)

    def _tell(self, code: str, held: Held, **values: object) -> None:
        self._told.append(finding(code, Place(file=held.path), **values))

    def _foreign(self, held: Held) -> tuple[str, ...]:
        """The sheets on which something was changed that is not left to people, that were added or taken away."""
        if held.content is None:
            return (held.path,)
        now, before = sheet_digests(held.content, self._round.form), held.seal.sheets
        return tuple(title for title in dict.fromkeys((*now, *before)) if now.get(title) != before.get(title))

    def _typed_over(self, unit: str, held: Held) -> Iterator[Finding]:
        """Each total that is not what we wrote there."""
        for code, raw, place in read_totals(held.content, self._round.form) if held.content else ():
            indicator, value = self._round.form.by_code[code], self._data.figure(unit, code).value
            ours = "" if value is BLANK else NO_DATA_TEXT if value is NO_DATA else float(value) if is_number(value) else str(value)
            if indicator.type.is_numeric and canonical(raw) != canonical(ours):
                words = {"found": raw, "other": "–" if value is BLANK else show(value, indicator.type)}
                spot = place.at(file=held.path, unit=unit, indicator=code)
                yield finding("total-typed-over", spot, **words, label=indicator.label, name=self._data.tree[unit].name)
