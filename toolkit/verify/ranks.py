"""Ranks against the data: `dẫn đầu là Huyện đoàn Đồng Văn (124%)` where the data has that figure of that unit, and of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from toolkit.model.figure import Consolidation
from toolkit.model.form import Type
from toolkit.model.unit import Unit
from toolkit.model.value import is_number
from toolkit.verify.numerals import Numeral
from toolkit.verify.records import Claim
from toolkit.verify.sentence import PLAIN, QUANTITY, Sentence
from toolkit.vietnamese.numbers import format_number, format_percent, round_half_up
from toolkit.vietnamese.text import fold

_RANK = re.compile(
    rf"\b(?P<word>cao nhất|nhiều nhất|lớn nhất|dẫn đầu|đứng đầu|thấp nhất|đứng cuối)\b(?P<name>[^{PLAIN},:]{{2,70}})\(\s*(?:(?:đạt|với|có)\s+)?(?P<a>{QUANTITY})"
)
_LOWEST = frozenset(("thấp nhất", "đứng cuối"))


@dataclass(frozen=True, slots=True)
class _Held:
    """An indicator whose figure of a unit prints as a number of the prose does."""

    unit: Unit
    indicator: str


class Ranks:
    """The figures of a consolidation, to check ranks with."""

    def __init__(self, consolidation: Consolidation) -> None:
        self._data = consolidation
        self._names = tuple((unit, fold(_short(unit))) for unit in consolidation.tree.units)

    def claims(self, sentence: Sentence) -> Iterator[Claim]:
        """Each first place that the sentence gives to a unit with its figure; where the data knows no such figure, nothing is said."""
        for match in _RANK.finditer(sentence.skeleton):
            numeral = sentence.numeral(match["a"])
            held = [each for unit in self._named(match["name"]) for each in self._held(unit, numeral)]
            if held:
                words = f"{_as_written(sentence, match['word'] + match['name'])}({numeral.text})"
                yield self._judge(words, held, lowest=match["word"] in _LOWEST)

    def _named(self, words: str) -> Iterator[Unit]:
        """The units whose own name the words end with."""
        said = fold(words)
        return (unit for unit, name in self._names if said == name or said.endswith(f" {name}"))

    def _held(self, unit: Unit, numeral: Numeral) -> Iterator[_Held]:
        for code, figure in self._data.figures.get(unit.code, {}).items():
            percent = self._data.form.by_code[code].type is Type.PERCENT
            if is_number(figure.value) and percent == numeral.percent:
                exact = Fraction(figure.value) * (100 if percent else 1)
                if any(Fraction(round_half_up(exact, each.places)) == each.value for each in numeral.readings):
                    yield _Held(unit, code)

    def _judge(self, found: str, held: list[_Held], *, lowest: bool) -> Claim:
        firsts = [(each, self._first(each, lowest=lowest)) for each in held]
        for each, first in firsts:
            if self._value(first.code, each.indicator) == self._value(each.unit.code, each.indicator):
                return Claim(found, self._said(each.unit, each.indicator))
        each, first = firsts[0]
        return Claim(found, self._said(first, each.indicator), self._said(each.unit, each.indicator), first.name, "verify-rank")

    def _first(self, held: _Held, *, lowest: bool) -> Unit:
        """The unit beside the held one, or itself, whose figure is the highest, or the lowest."""
        known = [each for each in self._data.tree.children(held.unit.parent) if self._value(each.code, held.indicator) is not None]
        choose = min if lowest else max
        return choose(known or [held.unit], key=lambda each: self._value(each.code, held.indicator) or Fraction(0))

    def _value(self, unit: str, indicator: str) -> Fraction | None:
        value = self._data.figures[unit][indicator].value
        return Fraction(value) if is_number(value) else None

    def _said(self, unit: Unit, indicator: str) -> str:
        value = self._value(unit.code, indicator) or Fraction(0)
        percent = self._data.form.by_code[indicator].type is Type.PERCENT
        return f"{unit.name}: {format_percent(value) if percent else format_number(value, 0)}"


def _as_written(sentence: Sentence, words: str) -> str:
    """Small letters of the skeleton as the sentence has them."""
    start = "".join(letter.lower()[:1] for letter in sentence.text).find(words)
    return words if start < 0 else sentence.text[start : start + len(words)]


def _short(unit: Unit) -> str:
    name, kind = unit.name, unit.kind
    return name[len(kind) :].strip() if kind and name.casefold().startswith(f"{kind} ".casefold()) else name
