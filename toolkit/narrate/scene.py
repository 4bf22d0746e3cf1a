"""The scene of one report: a round's figures as one unit sees them, and the ink that prints them. The views of a template look at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final

from toolkit.model.figure import Consolidation, Figure
from toolkit.model.form import Choice, Type
from toolkit.model.value import BLANK, Value, is_number
from toolkit.narrate.ink import Ink, Words
from toolkit.narrate.quantity import COUNT, Facts, Key, Quantity
from toolkit.vietnamese.numbers import read_percent
from toolkit.vietnamese.show import show

THRESHOLD: Final = "coverage_threshold"
"""The form's setting."""


@dataclass(frozen=True)
class Scene:
    """What the views of one report are made from; `unit` is whose report it is."""

    ink: Ink
    consolidation: Consolidation
    unit: str
    settings: Mapping[str, str] = field(default_factory=dict)
    late: frozenset[str] = frozenset()

    def words(self, text: str, code: str = "") -> Words:
        """Literal text."""
        return Words(self.ink, text, code)

    def key(self, unit: str, indicator: str) -> Key:
        """What a figure of this period is called."""
        return Key(unit, indicator, self.consolidation.period.id)

    def count(self, unit: str, what: str, number: int, measure: str = "") -> Quantity:
        """How many there are of something that was counted rather than stated."""
        return Quantity(self.ink, self.key(unit, what), number, Facts(measure=measure, format=COUNT))

    def quantity(self, unit: str, code: str) -> Quantity:
        """A figure of a unit, blank where the round has none."""
        period = self.consolidation.period
        now = self.consolidation.figures.get(unit, {}).get(code)
        before = self.consolidation.previous.get(unit, {}).get(code)
        previous = self._quantity(Key(unit, code, period.previous().id), before) if before else None
        return self._quantity(Key(unit, code, period.id), now, previous)

    def _quantity(self, key: Key, figure: Figure | None, previous: Quantity | None = None) -> Quantity:
        indicator = self.consolidation.form.by_code[key.indicator]
        facts = Facts(
            label=indicator.label,
            measure=indicator.unit_of_measure,
            type=indicator.type,
            reported=figure.reported if figure else 0,
            expected=figure.expected if figure else 0,
            estimated=bool(figure and figure.estimated),
            adjusted=self.adjusted(key.unit, key.indicator),
        )
        return Quantity(self.ink, key, figure.value if figure else BLANK, facts, previous)

    @cached_property
    def threshold(self) -> Decimal:
        """The share of units from which on a total may stand alone; all of them where the form does not say."""
        stated = read_percent(self.consolidation.form.setting.get(THRESHOLD, "")).value
        return Decimal(stated) if is_number(stated) else Decimal(1)

    def adjusted(self, unit: str, code: str = "") -> int:
        """How many corrections stand at or below the unit, of one indicator or of all."""
        corrected = self.consolidation.corrected
        if not corrected:
            return 0
        units = (each.code for each in self.consolidation.tree.below(unit) if each.code in corrected)
        return sum(len(figure.adjusted) for each in units for figure in corrected[each] if code in ("", figure.indicator))

    def choice(self, choices: str, value: Value) -> Choice | None:
        """The choice that a value names, by its code or by its label."""
        known = self.consolidation.form.choice_lists.get(choices, ())
        return next((choice for choice in known if value in (choice.code, choice.label)), None)

    def answer(self, choices: str, value: Value) -> Words:
        """An answer as words; one picked from a list also answers to its code."""
        choice = self.choice(choices, value) if choices else None
        return self.words(choice.label, choice.code) if choice else self.words(show(value, Type.TEXT))
