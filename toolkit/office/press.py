"""A button was pressed: the calling workbook, its round, the step, and what it came to, shown where the person stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from time import monotonic

from toolkit.bugs import log_bug
from toolkit.excel.front_sheet import BUTTONS, RESULT
from toolkit.flow import Watch
from toolkit.flow.outputs import label
from toolkit.messages import Obstacle, obstacle_line, remedy, say, sentence
from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.model.progress import Progress, UnitProgress
from toolkit.office.board import Board, Cell, inert, link, opened_board
from toolkit.office.running import Running, Stopped, running, stop
from toolkit.office.steps import LANG, STEPS, UNCOUNTED, standing, states
from toolkit.page import status_label
from toolkit.round import Round, folders, open_round
from toolkit.round.control_layout import FINDINGS, PROGRESS

_STATE_NAMES = {button.step: button.state_name for button in BUTTONS}
PAUSE = 0.5
"""Seconds between two words in the status bar: telling takes longer than some steps."""


def press(step: str, program: str, where: str) -> bool:
    """Run a step for the control workbook that is open there. False where something was in the way; the workbook says what."""
    with opened_board(program, where) as board:
        told, done = _told(board, step)
        board.tell("")
        try:
            board.put(RESULT, told)
        except Obstacle as obstacle:
            told, done = obstacle_line(obstacle, LANG), False
        if not done:
            board.warn(told)
    return done


def _told(board: Board, step: str) -> tuple[str, bool]:
    """What the workbook says of the press, and whether the step did what it was asked."""
    try:
        return (_stop(board) if step == "stop" else _run(board, step)), True
    except Stopped:
        return say("office-stopped", LANG, time=_time(), step=_caption(step)), True
    except Obstacle as obstacle:
        return obstacle_line(obstacle, LANG), False
    except Exception:  # noqa: BLE001 - the last resort, so that a bug is reported and not shown
        return say("bug", LANG, path=log_bug()), False


def _stop(board: Board) -> str:
    return say("office-stopping" if stop(board.folder) else "office-nothing-runs", LANG)


def _run(board: Board, step: str) -> str:
    board.settle()
    with running(board.folder) as mark:
        round_ = open_round(board.folder)
        board.tell(_caption(step))
        findings = STEPS[step](round_, _watch(board, step, mark))
    counts = {
        f"{severity.value}s": sum(each.severity is severity for each in findings) for severity in (Severity.ERROR, Severity.WARNING)
    }
    told = say("office-done", LANG, time=_time(), step=_caption(step), **counts)
    _show(board, round_, findings)
    for each, state in (states(round_) | ({step: told} if step in UNCOUNTED else {})).items():
        board.put(_STATE_NAMES[each], state)
    return told


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
    units = {each.unit.code: each.unit for each in progress.units}
    for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE):
        for each in (one for one in findings if one.severity is severity):
            place, values = each.place, dict(each.values)
            unit = units.get(place.unit)
            returned = f"{folders.RETURNED}/{label(unit)}.xlsx" if unit else ""
            candidates = (returned, f"{folders.INBOX}/{place.file}", place.file)
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
