"""Charts of a report: one figure of several units, a bar each."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from toolkit.model.prose import Bound, ChartBlock
from toolkit.narrate.ink import Ink
from toolkit.narrate.lists import Units, figure_of, level_of
from toolkit.narrate.markup import tied
from toolkit.vietnamese.numbers import format_number, format_percent


def chart(ink: Ink, units: Units, code: str, title: str, label: Callable[[object], str], level: object) -> ChartBlock:
    """The chart of that figure; a unit without it has no bar. `level`, a number or words, draws a line across."""
    points: list[tuple[str, Bound, Decimal]] = []
    figure = None
    for unit in units:
        figure = figure_of(unit, code)
        if figure.number is not None:
            run, *_ = figure.runs()
            if isinstance(run, Bound):
                points.append((ink.text(label(unit)), run, Decimal(figure.number)))
    goal = level_of(level) if level is not None else None
    percent = bool(figure and figure.is_rate)
    shown = "" if goal is None else f"Mức {format_percent(goal) if percent else format_number(goal)}"
    return ChartBlock(code, tied(ink.text(title)), figure.facts.label if figure else "", tuple(points), percent, goal, shown)
