"""Lists of units that remember how they were chosen, so that their count in a sentence has a source like any other figure.

What they are called: `truc_thuoc` (the units below), then conditions: `truc_thuoc:ty_le_ket_nap>=1` (those that reached it),
`truc_thuoc:ty_le_ket_nap` (those that have the figure); several are joined by `&`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from toolkit.model.value import Number
from toolkit.narrate.ink import Words
from toolkit.narrate.quantity import Quantity, number_of
from toolkit.narrate.scene import Scene
from toolkit.narrate.units import UnitView
from toolkit.narrate.view import Chosen

_CONDITION: Final = re.compile(r"(?P<code>\w+?)(?:(?P<operator>>=|<)(?P<level>-?[0-9.]+))?", re.ASCII)
_HOLDS: Final[Mapping[str, Callable[[Number, Decimal], bool]]] = MappingProxyType(
    {">=": lambda number, level: number >= level, "<": lambda number, level: number < level}
)


Units: TypeAlias = Iterable[UnitView]


def _code(condition: str) -> str:
    match = _CONDITION.fullmatch(condition)
    return match["code"] if match else condition


def _kept(units: Units, kept: Sequence[UnitView], condition: str) -> Sequence[UnitView]:
    """The kept ones, named by one more condition; one that an earlier condition implies is not said again."""
    if not isinstance(units, Chosen):
        return tuple(kept)
    prefix, _, known = units.what.partition(":")
    conditions = [each for each in known.split("&") if each]
    if not any(each == condition or _code(each) == condition for each in conditions):
        conditions = [each for each in conditions if each != _code(condition)] + [condition]
    return Chosen(kept, f"{prefix}:{'&'.join(conditions)}", units.unit)


def ranked(units: Units, code: str, *, lowest_first: bool) -> Sequence[UnitView]:
    """Those that have the figure, the highest (or the lowest) first; equal ones keep their order."""
    known = [(number_of(figure_of(unit, code)), unit) for unit in units]
    with_number = [(number, unit) for number, unit in known if number is not None]
    with_number.sort(key=lambda each: each[0], reverse=not lowest_first)
    return _kept(units, [unit for _, unit in with_number], code)


def limited(units: Units, code: str, operator: str, level: object) -> Sequence[UnitView]:
    """Those whose figure is at least (`>=`) or below (`<`) a level; a unit without the figure is neither."""
    bound = level_of(level)
    kept = [unit for unit in units if bound is not None and _meets(figure_of(unit, code), operator, bound)]
    return _kept(units, kept, f"{code}{operator}{bound}")


def level_of(level: object) -> Decimal | None:
    """A level that a template states: a number, or words such as `70%`; None where it is neither."""
    number = number_of(level)
    return None if number is None else Decimal(number).normalize() + 0


def _meets(figure: Quantity, operator: str, level: Decimal) -> bool:
    number = figure.number
    return number is not None and _HOLDS[operator](number, level)


def figure_of(unit: UnitView, code: str) -> Quantity:
    """A unit's figure by a code that a template wrote as text."""
    figures = unit.so_lieu
    if code not in figures.names():
        raise KeyError(code)
    return figures.look_up(code)


def conditions_of(what: str) -> tuple[tuple[str, str, str], ...]:
    """The conditions that a list's name states, as (code, operator, level); those of the units below themselves are none."""
    known = what.partition(":")[2]
    matches = (_CONDITION.fullmatch(each) for each in known.split("&") if each)
    return tuple((match["code"], match["operator"] or "", match["level"] or "") for match in matches if match)


def units_named(scene: Scene, unit: str, what: str) -> Sequence[UnitView]:
    """The list of that name, chosen anew from the units below `unit`."""
    chosen: Sequence[UnitView] = UnitView(scene, scene.consolidation.tree[unit]).truc_thuoc
    for code, operator, level in conditions_of(what):
        chosen = limited(chosen, code, operator, Decimal(level)) if operator else ranked(chosen, code, lowest_first=False)
    return chosen


def label_of(words: object) -> str:
    """Words that a template handed over, as plain text."""
    return words.text if isinstance(words, Words) else " ".join(str(words).split())
