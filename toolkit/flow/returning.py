"""Sending back: to each sender his own workbook, annotated, and beside it the words to send it with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from toolkit.excel.annotate import ENDINGS, Annotation, annotate, ending
from toolkit.files import exists, long_path
from toolkit.flow.outputs import label
from toolkit.messages import Obstacle, remedy, say, sentence
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Severity
from toolkit.model.place import Place
from toolkit.model.submission import CONSOLIDATED
from toolkit.model.unit import Unit
from toolkit.round import Round, folders
from toolkit.round.ledger import Receipt, Seal

FOR_THE_OFFICE = frozenset(("changed", "changed-rows", "personal-not-kept", "supersedes", "former-counts"))
"""What the office wants to know of a workbook, and its sender knows."""

_IN_THE_WAY = frozenset(("file-in-use", "file-not-writable"))

LINE_BREAK = "\r\n"
"""Notepad of older Windows knows no other."""


def send_back(round_: Round, lang: str) -> tuple[Finding, ...]:
    """Make `3-tra-lai/` hold exactly what senders must mend: their own workbook, annotated, and a message to send with it.

    A workbook whose rows about persons were not kept was written when it came, and is left as it is. A finding for each that could not
    be written, because somebody has it open: the next run does that.
    """
    tree = round_.senders
    refused: list[Finding] = []
    lying = _lying(round_)
    with round_.ledger() as ledger:
        returned = {content: ledger.returned(content) for content in ("", CONSOLIDATED)}
    for unit in tree.below(tree.root.code):
        for content, units in returned.items():
            if unit.code in units:
                receipt, findings = units[unit.code]
                if not _is_back(round_, unit, content, receipt, findings, lang):
                    refused += _put_back_if_free(round_, unit, content, receipt, findings, lang)
            elif (content or tree.reports(unit.code)) and _path(unit, content) in lying:
                _withdraw(round_, unit, content)
    return tuple(refused)


def _lying(round_: Round) -> frozenset[str]:
    """What lies in `3-tra-lai/`, without the endings: a look into the folder costs less than one for each unit."""
    folder = long_path(round_.folder / folders.RETURNED)
    names = (normalize("NFC", each.stem) for each in (folder.iterdir() if folder.is_dir() else ()))
    return frozenset(f"{folders.RETURNED}/{name}" for name in names)


def _is_back(round_: Round, unit: Unit, content: str, receipt: Receipt, findings: Sequence[Finding], lang: str) -> bool:
    """True where there is nothing to write: it was written when it came, or what lies there was made of the same."""
    path = _path(unit, content)
    lying = _workbook(round_, unit, content)
    if not lying or receipt.bared:
        return bool(lying)
    return exists(round_.folder / f"{path}.txt") and round_.seal(lying).made_of == _made_of(
        receipt.sha256, round_, unit, findings, lang
    )


def sent_back(round_: Round) -> dict[tuple[str, str], str]:
    """Where the workbooks lie that went back, as paths in the round: by the unit, and by the name that each came under."""
    with round_.ledger() as ledger:
        returned = {content: ledger.returned(content) for content in ("", CONSOLIDATED)}
    return {
        (unit, receipt.name): path
        for content, units in returned.items()
        for unit, (receipt, _) in units.items()
        if unit in round_.tree and (path := _workbook(round_, round_.tree[unit], content))
    }


def _workbook(round_: Round, unit: Unit, content: str) -> str:
    """The unit's workbook that lies in `3-tra-lai/`, whatever its ending; empty where none does."""
    path = _path(unit, content)
    return next((f"{path}{suffix}" for suffix in ENDINGS if exists(round_.folder / f"{path}{suffix}")), "")


def _made_of(sha256: str, round_: Round, unit: Unit, findings: Sequence[Finding], lang: str) -> str:
    """A digest of what goes back: the workbook that came, and every word that is put into it or beside it."""
    told = _told(findings)
    shown = (sha256, lang, message(round_.form.title, unit, told, lang), *(repr(each) for each in _annotations(told, lang)))
    return hashlib.sha256("\n".join(shown).encode("utf-8", "surrogatepass")).hexdigest()


def _told(findings: Sequence[Finding]) -> list[Finding]:
    return [each for each in findings if each.code not in FOR_THE_OFFICE]


def _put_back_if_free(
    round_: Round, unit: Unit, content: str, receipt: Receipt, findings: Sequence[Finding], lang: str
) -> Iterator[Finding]:
    try:
        put_back(round_, unit, content, round_.archive.original(receipt), findings, lang)
    except Obstacle as obstacle:
        if obstacle.code not in _IN_THE_WAY:
            raise
        yield finding("returned-in-use", Place(file=_path(unit, content), unit=unit.code), name=unit.name)


def put_back(round_: Round, unit: Unit, content: str, data: bytes, findings: Sequence[Finding], lang: str) -> None:
    """Write one unit's workbook, annotated, and the message; a former one of another ending goes."""
    told = _told(findings)
    path, own = _path(unit, content), ending(data)
    _withdraw(round_, unit, content, tuple(each for each in ENDINGS if each != own))
    seal = Seal(made_of=_made_of(hashlib.sha256(data).hexdigest(), round_, unit, findings, lang))
    round_.put(f"{path}{own}", annotated(data, told, lang), seal=seal)
    round_.put(f"{path}.txt", message(round_.form.title, unit, told, lang).encode("utf-8-sig"))


def annotated(data: bytes, findings: Sequence[Finding], lang: str) -> bytes:
    """The workbook, annotated; as it came where it is spoilt in places that reading did not need: the message beside it says all."""
    try:
        return annotate(data, list(_annotations(findings, lang)), lang)
    except (LookupError, ValueError, TypeError):
        return data


def _withdraw(round_: Round, unit: Unit, content: str, endings: Sequence[str] = (*ENDINGS, ".txt")) -> None:
    for suffix in endings:
        path = f"{_path(unit, content)}{suffix}"
        if exists(round_.folder / path):
            round_.withdraw(path)


def _path(unit: Unit, content: str) -> str:
    return f"{folders.RETURNED}/{label(unit)}{f' ({content})' if content else ''}"


def _annotations(findings: Sequence[Finding], lang: str) -> Iterator[Annotation]:
    for each in findings:
        values = dict(each.values)
        yield Annotation(
            sheet=each.place.sheet,
            cell=each.place.cell,
            sentence=sentence(each.code, values, lang),
            remedy=remedy(each.code, values, lang),
            found=each.found,
            severity=each.severity,
        )


def message(title: str, unit: Unit, findings: Sequence[Finding], lang: str) -> str:
    """What to write to a sender, for Zalo or mail: how many things to mend, each with its cell, what stands there and what to do."""
    errors = [each for each in findings if each.severity is Severity.ERROR]
    warnings = [each for each in findings if each.severity is Severity.WARNING]
    file = next((each.place.file.rsplit("/", 1)[-1] for each in findings if each.place.file), "")
    lines = [say("letter-greeting", lang, name=unit.name), ""]
    lines += [say("letter-opening", lang, title=title, file=file, errors=len(errors)), *_numbered(errors, lang)]
    if warnings:
        lines += ["", say("letter-warnings", lang, warnings=len(warnings)), *_numbered(warnings, lang)]
    return LINE_BREAK.join((*lines, "", say("letter-closing", lang), ""))


def _numbered(findings: Sequence[Finding], lang: str) -> Iterator[str]:
    for number, each in enumerate(findings, start=1):
        values, place = dict(each.values), each.place
        spot = say("letter-place", lang, sheet=place.sheet, cell=place.cell) if place.sheet and place.cell else place.sheet
        said = f"{sentence(each.code, values, lang)} {remedy(each.code, values, lang)}"
        yield f"{number}. {spot[:1].upper() + spot[1:]}: {said}" if spot else f"{number}. {said}"
