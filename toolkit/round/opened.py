"""The round itself: its folder, what its control workbook says, its form, its archive and its ledger."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from toolkit.consolidate import Fact, Facts, consolidate, facts_of
from toolkit.consolidate.settling import settle
from toolkit.define import define
from toolkit.excel.control import write_control
from toolkit.excel.front_sheet import Macros
from toolkit.excel.sheets import SheetBook
from toolkit.files import digest_of, exists, grow_safely, long_path, read_bytes, write_all_safely, write_safely
from toolkit.lineage import Carried, Weigh, added, carry, fold, joined
from toolkit.messages import Obstacle
from toolkit.model.fact import Brought
from toolkit.model.figure import Consolidation
from toolkit.model.finding import Finding, finding, has_errors
from toolkit.model.form import Form
from toolkit.model.lineage import Doubts, Lineage
from toolkit.model.period import Period, parse_period
from toolkit.model.submission import CONSOLIDATED, Submission
from toolkit.model.unit import Tree
from toolkit.model.value import BLANK, Value
from toolkit.round import folders
from toolkit.round.archive import Archive
from toolkit.round.control import Control, Settings, read_book, read_control, read_settings
from toolkit.round.control_layout import control_sheets, live_sheets
from toolkit.round.ledger import Ledger, Seal
from toolkit.shelf import definitions, find_programme, shelf
from toolkit.vietnamese.dates import format_date

_LIMITS = ("reader_", "inbox_", "workbook_")
"""How the settings begin that say how large a received file may be."""


@dataclass(frozen=True)
class Round:
    """An open round. It only remembers; stages do the work."""

    folder: Path
    settings: Settings
    form: Form
    control: Control
    programme_folder: Path

    @property
    def tree(self) -> Tree:
        """The units of the round."""
        return self.control.tree

    @cached_property
    def senders(self) -> Tree:
        """The units that may send something: those of the round, and those that ended within its period."""
        top = self.tree.root.code
        return Tree((*self.tree.units, *(replace(unit, parent=top, reports=True) for unit in self.control.former)))

    @cached_property
    def measure(self) -> str:
        """A digest of what decides whether a file is taken, and whose it is: the form, the period, the units that may send, the limits."""
        form = self.form
        limits = sorted((name, value) for name, value in self.settings.all.items() if name.startswith(_LIMITS))
        return _hash(repr((form.programme, form.code, form.version, self.period.id, self.senders.units, limits)).encode())

    @property
    def period(self) -> Period:
        """The period that it reports."""
        return self.settings.period

    @cached_property
    def archive(self) -> Archive:
        """What was received."""
        return Archive(self.folder)

    def ledger(self) -> Ledger:
        """The index of what was received, to be used as a context manager."""
        return Ledger(self.folder / folders.LEDGER)

    @property
    def lineage(self) -> Lineage:
        """What became of units since the previous period."""
        return self.control.lineage.after(self.period.previous().last_day)

    def history(self) -> Carried:
        """The figures of the previous period on today's units, and what is not simply known of them.

        Units that ended within it: what they stated of their part of it is added to what their successors state.
        """
        before = self.period.previous()
        closing = self.control.lineage.within(before.first_day, before.last_day)
        weigh = self.weigher()
        folded = fold(self.form, closing, self.previous, self.tree, weigh)
        going_on = {unit: known for unit, known in self.previous.items() if unit not in closing.ended}
        carried = carry(self.form, self.lineage, added(self.form, going_on, folded.facts), self.tree, weigh)
        doubts = replace(carried.doubts, estimated=joined((carried.doubts.estimated, folded.doubts.estimated)))
        return replace(carried, doubts=doubts, findings=(*folded.findings, *carried.findings))

    def weigher(self) -> Weigh:
        """What shares by an indicator rest on: what was assigned to a receiving unit, else what it states by now, whichever way it came."""
        submissions = self._collected() if self.control.lineage.shared_by else {}

        def weigh(unit: str, code: str) -> Value:
            if (unit, code) in self.control.targets:
                return self.control.targets[unit, code].value
            return submissions[unit].value(code) if unit in submissions else BLANK

        return weigh

    def _collected(self) -> Mapping[str, Submission]:
        with self.ledger() as ledger:
            return settle(self.form, self.tree, ledger.submissions(), ledger.submissions(CONSOLIDATED)).submissions

    @cached_property
    def previous(self) -> Facts:
        """What the sheet `Kỳ trước` states, and where it is silent what the round of the setting `previous` came to: units as they were."""
        facts = {unit: dict(each) for unit, each in self._facts_of("previous").items()}
        for unit, stated in self.control.previous.items():
            facts.setdefault(unit, {}).update(stated)
        return facts

    @cached_property
    def plan(self) -> Facts:
        """What the round of the setting `plan` came to, by unit; nothing where none is set."""
        return self._facts_of("plan")

    def _facts_of(self, setting: str) -> Facts:
        """The figures of another round, for the indicators of this one; Obstacle where the setting names no round."""
        path = self.settings.all.get(setting, "").strip()
        if not path:
            return {}
        figures = figures_of(open_round(self.folder / Path(path.replace("\\", "/"))), previous={}, plan={})[0].figures
        return {
            unit: {
                code: Fact(figure.value) for code, figure in each.items() if code in self.form.by_code and figure.value is not BLANK
            }
            for unit, each in figures.items()
            if unit in self.tree or unit in self.control.lineage.sources
        }

    def beside(self, unit: str) -> Mapping[str, Value]:
        """What is known of a unit apart from what it states: `target.<code>`, `previous.<code>` and `plan.<code>`.

        Where a previous figure is estimated, `estimated.<code>` is true.
        """
        return self._beside.get(unit, {})

    @cached_property
    def _beside(self) -> Mapping[str, Mapping[str, Value]]:
        known: dict[str, dict[str, Value]] = {}
        for (unit, code), fact in self.control.targets.items():
            known.setdefault(unit, {})[f"target.{code}"] = fact.value
        for unit, facts in self.plan.items():
            known.setdefault(unit, {}).update((f"plan.{code}", fact.value) for code, fact in facts.items())
        history = self.history()
        for unit, facts in history.facts.items():
            known.setdefault(unit, {}).update(_previously(facts, unit, history.doubts))
        return known

    def put(self, path: str, data: bytes, *, overwrite: bool = False, seal: Seal | None = None) -> bool:
        """Write one of our outputs, `path` relative to the round. False, and nothing written, where a person has edited what lies there."""
        with self.ledger() as ledger:
            if not overwrite and self._is_edited(ledger, path, _hash(data)):
                return False
            write_safely(self.folder / path, data)
            with ledger.transaction():
                ledger.note_written(path, _hash(data), seal)
        return True

    def put_all(self, outputs: Mapping[str, bytes], *, overwrite: bool = False) -> frozenset[str]:
        """Write several of our outputs, by path relative to the round; those that were left alone because a person has edited them.

        They are noted together, since noting each by itself takes longer than writing it.
        """
        with self.ledger() as ledger:
            hashes = {path: _hash(data) for path, data in outputs.items()}
            edited = {path for path, digest in hashes.items() if not overwrite and self._is_edited(ledger, path, digest)}
            wanted = {path: data for path, data in outputs.items() if path not in edited}
            write_all_safely({self.folder / path: data for path, data in wanted.items()})
            with ledger.transaction():
                for path in wanted:
                    ledger.note_written(path, hashes[path])
        return frozenset(edited)

    def put_grown(self, path: str, grow: Callable[[BinaryIO], object], *, overwrite: bool = False) -> bool:
        """Like `put`, for an output that is too large to be held in memory: `grow` writes into the file that it is given."""

        def is_wanted(digest: str) -> bool:
            with self.ledger() as ledger:
                return overwrite or not self._is_edited(ledger, path, digest)

        digest = grow_safely(self.folder / path, grow, is_wanted)
        if digest:
            with self.ledger() as ledger, ledger.transaction():
                ledger.note_written(path, digest)
        return bool(digest)

    def _is_edited(self, ledger: Ledger, path: str, digest: str) -> bool:
        """True where there lies something that we neither wrote nor are about to write, which has that digest."""
        target = self.folder / path
        return exists(target) and digest_of(target) not in (ledger.written(path), digest)

    def edited(self, path: str) -> bytes:
        """One of our outputs that a person has edited since we wrote it; empty where nobody has, or where there is none."""
        target = self.folder / path
        if not exists(target):
            return b""
        data = read_bytes(target)
        with self.ledger() as ledger:
            return data if _hash(data) != ledger.written(path) else b""

    def seal(self, path: str) -> Seal:
        """What we noted when we wrote one of our outputs; an empty one where it is gone, or where nothing was noted."""
        with self.ledger() as ledger:
            return ledger.seal(path) if (self.folder / path).exists() else Seal()

    def withdraw(self, path: str) -> None:
        """Remove one of our outputs that no longer holds; one that a person has edited stays, one that is open until the next time."""
        target = self.folder / path
        with self.ledger() as ledger:
            if exists(target) and _hash(read_bytes(target)) == ledger.written(path):
                try:
                    long_path(target).unlink()
                except PermissionError:
                    return
            ledger.forget_written(path)


def _previously(facts: Mapping[str, Fact], unit: str, doubts: Doubts) -> Iterator[tuple[str, Value]]:
    withheld, estimated = doubts.withheld.get(unit, frozenset()), doubts.estimated.get(unit, frozenset())
    for code, fact in facts.items():
        if code not in withheld:
            yield f"previous.{code}", fact.value
            if code in estimated:
                yield f"estimated.{code}", True


def figures_of(
    round_: Round, *, previous: Facts, plan: Facts, doubts: Doubts | None = None
) -> tuple[Consolidation, tuple[Finding, ...]]:
    """Every unit's figures from what was collected, beside those of other rounds."""
    with round_.ledger() as ledger:
        submissions, summaries = ledger.submissions(), ledger.submissions(CONSOLIDATED)
    control = round_.control
    brought, told = brought_by_former(round_, submissions)
    data, findings = consolidate(
        round_.form,
        round_.period,
        round_.tree,
        submissions,
        previous=previous,
        targets=control.targets,
        plan=plan,
        adjustments=control.adjustments,
        summaries=summaries,
        doubts=doubts,
        brought=brought,
        lineage=control.lineage.within(round_.period.first_day, round_.period.last_day),
    )
    return data, (*findings, *told)


def brought_by_former(round_: Round, submissions: Mapping[str, Submission]) -> tuple[Brought, tuple[Finding, ...]]:
    """What units that ended within the period had sent of it, on their successors; and a finding for each of them."""
    former, period = round_.control.former, round_.period
    if not former:
        return Brought(), ()
    sent = {unit.code: submissions[unit.code] for unit in former if unit.code in submissions}
    closing = round_.control.lineage.within(period.first_day, period.last_day)
    facts = facts_of(round_.form, round_.senders, sent)
    folded = fold(round_.form, closing, facts, round_.tree, round_.weigher())
    return Brought(folded.facts, folded.doubts.estimated, former), (*folded.findings, *_former_findings(round_, closing, sent))


def _former_findings(round_: Round, closing: Lineage, sent: Mapping[str, Submission]) -> Iterator[Finding]:
    for unit in round_.control.former:
        targets = [e.target for e in closing.events if e.source == unit.code and e.target in round_.tree]
        named = ", ".join(round_.tree[code].name for code in targets)
        code = "ended-counted" if unit.code in sent else "ended-silent"
        place = unit.place.at(unit=targets[0] if targets else round_.tree.root.code)
        yield finding(code, place, found=unit.code, name=unit.name, day=format_date(closing.ended[unit.code]), targets=named)


def open_round(folder: Path) -> Round:
    """The round in a folder; Obstacle where it is none, or where its control workbook or its form cannot be used."""
    if not folder.is_dir():
        raise Obstacle("no-such-folder", path=folder)
    path = control_file(folder)
    if path is None:
        raise Obstacle("not-a-round", path=folder, control=folders.CONTROL)
    book = read_book(read_bytes(path), path.name)
    return _round(folder, book, read_settings(book))


def control_file(folder: Path) -> Path | None:
    """The control workbook in a folder, with buttons or without; None where there is none, Obstacle where there are both."""
    both = (folder / folders.CONTROL, folder / folders.CONTROL_WITH_BUTTONS)
    found = [path for path in both if path.is_file()]
    if len(found) > 1:
        raise Obstacle("two-controls", path=folder, first=found[0].name, second=found[1].name)
    return found[0] if found else None


def _round(folder: Path, book: SheetBook, settings: Settings) -> Round:
    programme = find_programme(settings.programme, folder)
    form = _as_stated(usable_form(programme, settings.form), settings.all)
    return Round(folder, settings, form, read_control(book, form, settings.period), programme)


_PRINTED = ("legal_basis", "issuing_body", "signed_for", "guide")
"""What a form prints that a round may state otherwise: the same form serves many years and offices."""


def _as_stated(form: Form, settings: Mapping[str, str]) -> Form:
    stated = {name: settings[name] for name in _PRINTED if settings.get(name)}
    return replace(form, settings=tuple({**form.setting, **stated}.items()))


def usable_form(programme: Path, code: str) -> Form:
    """A form of a programme; Obstacle where there is no such form or where its definition has errors."""
    form, findings = read_programme_form(programme, code)
    if has_errors(findings):
        raise Obstacle(
            "definition-has-errors", programme=programme.name, form=code, count=sum(has_errors([each]) for each in findings)
        )
    return form


def read_programme_form(programme: Path, code: str) -> tuple[Form, tuple[Finding, ...]]:
    """A form of a programme with what is wrong in its definition; Obstacle where there is no such form."""
    path = programme / f"{code}.xlsx"
    if not path.is_file():
        known = ", ".join(each.stem for each in definitions(programme))
        raise Obstacle("unknown-form", programme=programme.name, found=code, known=known)
    return define(read_bytes(path), path.name, programme.name)


def create_round(
    folder: Path, settings: Mapping[str, str], units: Path, root: str, macros: Macros | None = None
) -> tuple[Round | None, tuple[Finding, ...]]:
    """Make a round's folder from a units workbook; no round, and nothing written, where the units have errors.

    `settings` win over those of the units workbook; with `macros` the control workbook has buttons. Obstacle where the folder already
    holds a round.
    """
    if control_file(folder) is not None:
        raise Obstacle("already-a-round", path=folder)
    source = read_book(read_bytes(units), units.name)
    programme = find_programme(settings["programme"], folder)
    form = usable_form(programme, settings["form"])
    control = read_control(source, form, parse_period(settings["period"]), root)
    control = replace(control, findings=_settled_by_other_forms(control.findings, programme, form))
    if has_errors(control.findings):
        return None, control.findings
    stated = {**settings, "programme": programme.name if programme.parent == shelf("templates") else str(programme)}
    sheets = control_sheets(source, stated, control)
    data = write_control((*sheets, *live_sheets()) if macros else sheets, title=form.title, macros=macros)
    for each in folders.ALL:
        _make(folder / each)
    write_safely(folder / (folders.CONTROL_WITH_BUTTONS if macros else folders.CONTROL), data)
    return open_round(folder), control.findings


def _settled_by_other_forms(findings: Sequence[Finding], programme: Path, form: Form) -> tuple[Finding, ...]:
    """One list of units serves several forms: rows on what only another form asks are left with a note a sheet."""
    if not any(each.code == "reference-indicator" for each in findings):
        return tuple(findings)
    others = (read_programme_form(programme, path.stem)[0] for path in definitions(programme) if path.stem != form.code)
    known = frozenset(code for other in others for code in other.by_code)
    left = [each for each in findings if each.code == "reference-indicator" and each.found in known]
    first = {each.place.sheet: each for each in reversed(left)}
    counts = Counter(each.place.sheet for each in left)
    notes = (
        finding("rows-of-other-form", each.place.at(cell=""), found=counts[sheet], form=form.title) for sheet, each in first.items()
    )
    return (*(each for each in findings if each not in left), *notes)


def _make(folder: Path) -> None:
    try:
        long_path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Obstacle("folder-not-writable", path=folder, reason=problem) from problem


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
