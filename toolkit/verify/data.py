"""Whether a number of the prose stands in the data: the figures, previous figures and targets of a round, and counts of its units."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from toolkit.model.figure import Consolidation
from toolkit.model.form import Type
from toolkit.model.place import Place
from toolkit.model.value import Value, is_number
from toolkit.verify.numerals import Numeral
from toolkit.vietnamese.numbers import round_half_up

_MOST_PLACES = 4
_MOST_SOURCES = 3


class Data:
    """The values of a consolidation, to look printed numbers up in."""

    def __init__(self, consolidation: Consolidation) -> None:
        self._counts: dict[tuple[Fraction, int], list[Place]] = {}
        self._percents: dict[tuple[Fraction, int], list[Place]] = {}
        percents = {each.code for each in consolidation.form.indicators if each.type is Type.PERCENT}
        for place, value in _values(consolidation):
            if is_number(value):
                self._add(place, Fraction(value), percent=place.indicator in percents)

    def _add(self, place: Place, value: Fraction, *, percent: bool) -> None:
        index = self._percents if percent else self._counts
        for places in range(_MOST_PLACES + 1) if percent or value.denominator > 1 else (0,):
            exact = value * 100 if percent else value
            sources = index.setdefault((Fraction(round_half_up(exact, places)), places), [])
            if len(sources) < _MOST_SOURCES:
                sources.append(place)

    def find(self, numeral: Numeral) -> tuple[Place, ...]:
        """Unit and indicator of the figures that print as this number does, the upper units first; empty where there is none."""
        index = self._percents if numeral.percent else self._counts
        return tuple(place for each in numeral.readings for place in index.get((each.value, each.places), ()))[:_MOST_SOURCES]


def _values(consolidation: Consolidation) -> Iterator[tuple[Place, Value]]:
    """Every value with its unit and indicator, the upper units first."""
    for unit in consolidation.tree.units:
        for figures in (consolidation.figures, consolidation.previous):
            for code, figure in figures.get(unit.code, {}).items():
                yield Place(unit=unit.code, indicator=code), figure.value
        expected = len(consolidation.tree.expected(unit.code))
        reported = len(consolidation.reported(unit.code))
        children = len(consolidation.tree.children(unit.code))
        for count in (expected, reported, expected - reported, children):
            yield Place(unit=unit.code), count
    for (unit_code, indicator), value in consolidation.targets.items():
        yield Place(unit=unit_code, indicator=indicator), value
