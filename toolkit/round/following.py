"""A round made after another one: the same programme, form, units and words of the office, another period, nothing received yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from toolkit.excel.control import write_control
from toolkit.excel.sheets import SheetBook, SheetTable
from toolkit.files import long_path, read_bytes, write_safely
from toolkit.messages import Obstacle
from toolkit.model.period import Period
from toolkit.round import folders
from toolkit.round.control import SETTINGS, read_book
from toolkit.round.control_layout import control_sheets
from toolkit.round.opened import Round, control_file, open_round

_OF_ITS_PERIOD = ("deadline", "plan", "previous", "title")
"""Settings that hold for one period only."""


def create_following(folder: Path, model: Round, period: Period) -> Round:
    """The new round; Obstacle where the folder already holds one. Targets, former figures and corrections are not taken along."""
    if control_file(folder) is not None:
        raise Obstacle("already-a-round", path=folder)
    source = _settings_of(model)
    control = replace(model.control, targets={}, previous={}, adjustments=(), findings=())
    settings = {"programme": _programme(model), "form": model.settings.form, "period": period.id}
    data = write_control(control_sheets(source, settings, control), title=model.form.title)
    try:
        for each in folders.ALL:
            long_path(folder / each).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise Obstacle("folder-not-writable", path=folder, reason=problem) from problem
    write_safely(folder / folders.CONTROL, data)
    return open_round(folder)


def _programme(model: Round) -> str:
    """As the other round names it; a path that is seen from that round's folder is made whole."""
    stated = model.settings.programme
    beside = model.folder / stated
    return str(beside.resolve()) if beside.is_dir() else stated


def _settings_of(model: Round) -> SheetBook:
    path = control_file(model.folder)
    book = read_book(read_bytes(path), path.name) if path else SheetBook(folders.CONTROL, {})
    sheet = book.optional(SETTINGS)
    kept = tuple(row for row in sheet.rows if row.text("setting") not in _OF_ITS_PERIOD)
    sheets: Mapping[str, SheetTable] = {SETTINGS: replace(sheet, rows=kept)}
    return SheetBook(book.file, sheets)
