"""A button was pressed: the calling workbook, its round, the step, and what it came to, shown where the person stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from time import monotonic

from toolkit.bugs import log_bug
from toolkit.excel.front_sheet import BUTTONS, RESULT
from toolkit.flow import Watch
from toolkit.flow.returning import sent_back
from toolkit.messages import Obstacle, obstacle_line, remedy, say, sentence
from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.model.progress import Progress, UnitProgress
from toolkit.office.board import Board, Cell, Colour, inert, link, opened_board
from toolkit.office.folder import open_folder
from toolkit.office.health import lost_buttons
from toolkit.office.running import Running, Stopped, running, stop
from toolkit.office.steps import LANG, STEPS, UNCOUNTED, WRITES, standing, states
from toolkit.office.tracing import TraceRow, consolidated_of, traced
from toolkit.office.undoing import undone_unless_finished
from toolkit.page import status_label
from toolkit.round import Round, folders, open_round
from toolkit.round.control_layout import FINDINGS, PROGRESS, TRACE

_STATE_NAMES = {button.step: button.name for button in BUTTONS}
PAUSE = 0.5
"""Seconds between two words in the status bar: telling takes longer than some steps."""
_STEP_IN = "\u2003"
"""In front of what is part of something."""
_CLEAN, _OPEN, _IN_THE_WAY = "clean", "open", "in the way"
_COLOURS: Mapping[str, Colour] = {_CLEAN: (226, 240, 217), _OPEN: (255, 235, 156), _IN_THE_WAY: (255, 199, 206)}


@dataclass(frozen=True, slots=True)
class Told:
    """What the workbook says of a press, and how that turned out: a key of `_COLOURS`."""

    text: str
    outcome: str


def press(step: str, program: str, where: str) -> bool:
    """Run a step for the control workbook that is open there. False where something was in the way; the workbook says what."""
    with opened_board(program, where) as board:
        told = _told(board, step)
        board.tell("")
        try:
            board.put(RESULT, told.text, _COLOURS[told.outcome])
        except Obstacle as obstacle:
            told = Told(obstacle_line(obstacle, LANG), _IN_THE_WAY)
        if told.outcome == _IN_THE_WAY:
            board.warn(told.text)
    return told.outcome != _IN_THE_WAY


def _told(board: Board, step: str) -> Told:
    """What the workbook says of the press."""
    try:
        # where nothing can be shown nothing is begun
        board.put(RESULT, say("office-running", LANG, time=_time(), step=_caption(step)))
        return _TOOLS[step](board) if step in _TOOLS else _run(board, step)
    except Stopped:
        return Told(say("office-stopped", LANG, time=_time(), step=_caption(step)), _OPEN)
    except Obstacle as obstacle:
        return Told(obstacle_line(obstacle, LANG), _IN_THE_WAY)
    except Exception:  # noqa: BLE001 - the last resort, so that a bug is reported and not shown
        return Told(say("bug", LANG, path=log_bug()), _IN_THE_WAY)


def _stop(board: Board) -> Told:
    return Told(say("office-stopping" if stop(board.folder) else "office-nothing-runs", LANG), _CLEAN)


def _open_folder(board: Board) -> Told:
    """The folder of the step in whose row the selected cell stands; the round's for any other cell."""
    by_name = {button.name: button for button in BUTTONS if button.folder}
    name = board.beside(tuple(by_name))
    folder = board.folder / by_name[name].folder if name else board.folder
    open_folder(folder)
    return Told(say("office-folder-open", LANG, path=folder), _CLEAN)


def _trace(board: Board) -> Told:
    """What the cell that is selected in an open consolidated workbook is made of; a single source is opened at its cell."""
    board.settle()
    round_ = open_round(board.folder)
    board.tell(_caption("trace"))
    found = {path: content for path in board.others() if (content := consolidated_of(round_, path)) is not None}
    if not found:
        raise Obstacle("trace-no-book", folder=folders.CONSOLIDATED)
    if len(found) > 1:
        raise Obstacle("trace-several", files=", ".join(path.name for path in found))
    ((path, content),) = found.items()
    traced_ = traced(round_, content, board.selected(path))
    board.fill(TRACE, [_trace_row(row) for row in traced_.rows])
    first, sources = traced_.rows[0], traced_.sources
    if len(sources) == 1:
        board.open_at(board.folder / sources[0].path, sources[0].sheet, sources[0].cell)
    else:
        board.show(TRACE)
    return Told(
        say("office-traced", LANG, time=_time(), label=first.label, unit=first.unit, value=first.value, count=len(sources)), _CLEAN
    )


def _trace_row(row: TraceRow) -> tuple[Cell, ...]:
    opens = link(row.spot.path, say("office-open", LANG), row.spot.sheet, row.spot.cell) if row.spot else ""
    texts = (row.label, row.value, row.coverage, row.file, row.sheet, row.cell, row.note)
    return (inert(_STEP_IN * row.depth + row.unit), opens, *map(inert, texts))


def _run(board: Board, step: str) -> Told:
    board.settle()
    with running(board.folder) as mark:
        round_ = open_round(board.folder)
        board.tell(_caption(step))
        with undone_unless_finished(round_, WRITES.get(step, "")):
            findings = (*lost_buttons(board.folder), *STEPS[step](round_, _watch(board, step, mark)))
            if step in WRITES:  # asked to end while the last files were being written; what was taken in is taken in
                mark.go_on()
    counts = {
        f"{severity.value}s": sum(each.severity is severity for each in findings) for severity in (Severity.ERROR, Severity.WARNING)
    }
    told = say("office-done", LANG, time=_time(), step=_caption(step), **counts)
    _show(board, round_, findings)
    for each, state in (states(round_) | ({step: told} if step in UNCOUNTED else {})).items():
        board.put(_STATE_NAMES[each], state)
    return Told(told, _OPEN if any(counts.values()) else _CLEAN)


_TOOLS: Mapping[str, Callable[[Board], Told]] = {"stop": _stop, "folder": _open_folder, "trace": _trace}


def _watch(board: Board, step: str, mark: Running) -> Watch:
    told_at = monotonic()

    def watch(done: int, of: int) -> None:
        nonlocal told_at
        mark.go_on()
        if monotonic() - told_at > PAUSE:
            told_at = monotonic()
            code = "office-doing" if of else "office-doing-some"
            board.tell(say(code, LANG, step=_caption(step), done=done, of=of))

    return watch


def _show(board: Board, round_: Round, findings: Sequence[Finding]) -> None:
    progress = standing(round_)
    board.fill(PROGRESS, [_progress_row(each) for each in progress.units])
    board.fill(FINDINGS, list(_finding_rows(round_, progress, findings)))


def _progress_row(each: UnitProgress) -> tuple[Cell, ...]:
    texts = (each.unit.code, each.unit.name, status_label(each, LANG))
    return (*map(inert, texts), each.errors, each.warnings, each.resubmissions)


def _finding_rows(round_: Round, progress: Progress, findings: Sequence[Finding]) -> Iterator[tuple[Cell, ...]]:
    """Errors first; each with a link to the sender's annotated workbook where it went back, else to what was received."""
    units, returned = {each.unit.code: each.unit for each in progress.units}, sent_back(round_)
    for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE):
        for each in (one for one in findings if one.severity is severity):
            place, values = each.place, dict(each.values)
            unit = units.get(place.unit)
            file = PurePosixPath(place.file)
            # of a file that came in a zip, the zip
            received = (f"{folders.INBOX}/{path}" for path in (file, *file.parents))
            candidates = (returned.get((place.unit, place.file), ""), *received, place.file)
            target = next((path for path in candidates if path and _is_file(round_.folder, path)), "")
            texts = (unit.name if unit else place.unit, place.file, place.sheet, place.cell, each.found)
            said = (sentence(each.code, values, LANG), remedy(each.code, values, LANG))
            opens = link(target, say("office-open", LANG)) if target else ""
            yield (inert(say(f"severity-{severity.value}", LANG)), opens, *map(inert, (*texts, *said)))


def _is_file(folder: Path, path: str) -> bool:
    try:
        return (folder / path).is_file()
    except (OSError, ValueError):
        return False


def _caption(step: str) -> str:
    return say(f"office-caption-{step}", LANG)


def _time() -> str:
    return f"{datetime.now():%H:%M}"
