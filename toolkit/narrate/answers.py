"""Narrative answers as a template sees them: who said the same is counted together, what the editor picked is what is quoted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from toolkit.model.form import Type
from toolkit.model.unit import Unit
from toolkit.model.value import Value, is_given
from toolkit.narrate.ink import Words
from toolkit.narrate.quantity import Quantity
from toolkit.narrate.scene import Scene
from toolkit.narrate.units import UnitView
from toolkit.narrate.view import View
from toolkit.vietnamese.show import show


class Texts(View):
    """`thuyet_minh`: what units wrote, by the code of the question."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._asked: dict[str, Answers] = {}

    def names(self) -> tuple[str, ...]:
        """The form's texts."""
        return tuple(self._scene.consolidation.form.text_by_code)

    def look_up(self, name: str) -> Answers:
        """The answers to that question, from every unit at or below."""
        return self._asked.setdefault(name, Answers(self._scene, name))


class Answers(View):
    """What units answered to one question."""

    NAMES = ("so", "theo_ma", "noi_dung")

    def __init__(self, scene: Scene, code: str) -> None:
        self._scene = scene
        self._code = code
        self._groups: dict[str, tuple[Answer, ...]] = {}

    @property
    def so(self) -> Quantity:
        """Số đơn vị có trả lời bằng lời."""
        written = tuple(self._given(self._code))
        return self._scene.count(self._scene.unit, self._code, len(written))

    @property
    def theo_ma(self) -> tuple[Answer, ...]:
        """Các lựa chọn trong danh mục, nhiều đơn vị chọn nhất đứng trước; mỗi mục có `.noi_dung`, `.so`, `.cac_don_vi`."""
        text = self._scene.consolidation.form.text_by_code[self._code]

        def label(value: Value) -> Words:
            return self._scene.answer(text.choices, value)

        return self._grouped(text.choice_code, label) if text.choice_code else ()

    @property
    def noi_dung(self) -> tuple[Answer, ...]:
        """Các câu trả lời khác nhau, nhiều đơn vị cùng viết đứng trước, rồi đến câu dài hơn; câu quá dài đứng sau cùng."""

        def words(value: Value) -> Words:
            return self._scene.words(show(value, Type.TEXT))

        return self._grouped(self._code, words)

    def look_up_answer(self, what: str) -> Answer | None:
        """The answer that is called so; None where nobody gives it any longer."""
        answers = self.noi_dung if what.startswith(f"{self._code}:") else self.theo_ma
        return next((answer for answer in answers if answer.what == what), None)

    def _given(self, code: str) -> Iterator[tuple[Unit, Value]]:
        data = self._scene.consolidation
        picked = data.picked.get((self._scene.unit, code))
        for unit in (each for each in data.reported(self._scene.unit) if picked is None or each.code in picked):
            value = data.submissions[unit.code].value(code)
            if is_given(value) and str(value).strip():
                yield unit, value

    def _grouped(self, code: str, words: Callable[[Value], Words]) -> tuple[Answer, ...]:
        if code not in self._groups:
            self._groups[code] = tuple(sorted(self._answers(code, words), key=lambda answer: answer.rank))
        return self._groups[code]

    def _answers(self, code: str, words: Callable[[Value], Words]) -> Iterator[Answer]:
        groups: dict[str, list[tuple[Unit, Words]]] = {}
        for unit, value in self._given(code):
            said = words(value)
            groups.setdefault(said.code or said.text.casefold(), []).append((unit, said))
        for given in groups.values():
            said = given[0][1]
            yield Answer(self._scene, f"{code}:{said.code or _digest(said)}", said, tuple(unit for unit, _ in given))


class Answer(View):
    """One answer, and every unit that gave it."""

    NAMES = ("noi_dung", "so", "cac_don_vi")

    TOO_LONG = 600
    """Characters from which on an answer is no sentence to quote."""

    def __init__(self, scene: Scene, what: str, words: Words, units: tuple[Unit, ...]) -> None:
        self._scene = scene
        self._what = what
        self._words = words
        self._units = units

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Sorts the most telling answers to the front."""
        length = len(self._words.text)
        return length > self.TOO_LONG, -len(self._units), -length

    @property
    def what(self) -> str:
        """What the number of its units is called."""
        return self._what

    @property
    def noi_dung(self) -> Words:
        """Nội dung câu trả lời."""
        return self._words

    @property
    def so(self) -> Quantity:
        """Số đơn vị cùng trả lời như vậy."""
        return self._scene.count(self._scene.unit, self._what, len(self._units))

    @property
    def cac_don_vi(self) -> tuple[UnitView, ...]:
        """Các đơn vị cùng trả lời như vậy."""
        return tuple(UnitView(self._scene, each) for each in self._units)


def _digest(words: Words) -> str:
    """What an answer in free words is called, where its number of units is printed."""
    return hashlib.sha256(words.text.casefold().encode()).hexdigest()[:8]
