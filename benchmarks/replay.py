"""What a workbook costs with XlsxWriter alone: the calls that made it are taken down, and made again with nothing around them.

So whatever we write (cells, formats, formulas with their values, names, charts, print set-up) is written in both cases, byte for
byte; what is ours is to know what to write.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from toolkit.excel.cells import WORKBOOK_OPTIONS

_OF_BOOK = ("add_worksheet", "add_format", "add_chart", "define_name", "set_properties", "set_custom_property")
_OF_CHART = ("add_series", "set_title", "set_legend", "set_x_axis", "set_y_axis", "set_size", "set_plotarea")
_OF_SHEET = tuple(name for name in dir(Worksheet) if not name.startswith("_") and name != "get_name")
_METHODS: tuple[tuple[type, tuple[str, ...]], ...] = ((xlsxwriter.Workbook, _OF_BOOK), (Chart, _OF_CHART), (Worksheet, _OF_SHEET))


@dataclass(frozen=True)
class _Made:
    """Stands for what an earlier call gave."""

    number: int


@dataclass(frozen=True)
class Call:
    """A call: on what, by which name, with what; `made` are the arguments that earlier calls gave, `gives` its own number."""

    target: int
    name: str
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    made: tuple[int, ...]
    gives: int


class _Recorder:
    """Takes calls down, outermost only: what XlsxWriter calls within itself is its own business."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._numbers: dict[int, int] = {}
        self._kept: list[object] = []
        self._inside = False

    def wrapped(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        """The method, taking itself down."""

        def call(target: object, *arguments: Any, **keywords: Any) -> Any:
            if self._inside:
                return method(target, *arguments, **keywords)
            before = [self._stand_in(each) for each in arguments], {key: self._stand_in(each) for key, each in keywords.items()}
            self._inside = True
            try:
                given = method(target, *arguments, **keywords)
            finally:
                self._inside = False
            self._note(target, name, *before, given)
            return given

        return call

    def _note(self, target: object, name: str, arguments: list[Any], keywords: dict[str, Any], given: object) -> None:
        if name == "add_format" and not {"xf_index", "hyperlink"}.isdisjoint(arguments[0] if arguments else ()):
            return  # a workbook's own, which every workbook makes itself
        made = tuple(place for place, each in enumerate(arguments) if isinstance(each, (_Made, dict)))
        number = self._number(given) if isinstance(given, (Worksheet, Chart, xlsxwriter.format.Format)) else -1
        self.calls.append(Call(self._numbers.get(id(target), 0), name, tuple(arguments), keywords, made, number))

    def _number(self, given: object) -> int:
        self._kept.append(given)  # so that no other object takes its place in memory
        return self._numbers.setdefault(id(given), len(self._kept))

    def _stand_in(self, argument: Any) -> Any:
        if isinstance(argument, dict):
            return {key: self._stand_in(each) for key, each in argument.items()}
        number = self._numbers.get(id(argument))
        return argument if number is None or isinstance(argument, (str, int, float)) else _Made(number)


@contextmanager
def _recording(recorder: _Recorder) -> Iterator[None]:
    kept = [(owner, name, getattr(owner, name)) for owner, names in _METHODS for name in names if callable(getattr(owner, name))]
    for owner, name, method in kept:
        setattr(owner, name, recorder.wrapped(name, method))
    try:
        yield
    finally:
        for owner, name, method in kept:
            setattr(owner, name, method)


def recorded(write: Callable[[], bytes]) -> list[Call]:
    """The calls by which a workbook is written."""
    recorder = _Recorder()
    with _recording(recorder):
        write()
    return recorder.calls


def replayed(calls: list[Call]) -> bytes:
    """The workbook that these calls make."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, dict(WORKBOOK_OPTIONS)) as book:
        made: dict[int, Any] = {0: book}
        for call in calls:
            arguments: Any = call.arguments
            if call.made:
                arguments = list(arguments)
                for place in call.made:
                    arguments[place] = _given(arguments[place], made)
            keywords = {key: _given(each, made) for key, each in call.keywords.items()} if call.keywords else {}
            given = getattr(made[call.target], call.name)(*arguments, **keywords)
            if call.gives >= 0:
                made[call.gives] = given
    return buffer.getvalue()


def _given(argument: Any, made: dict[int, Any]) -> Any:
    if isinstance(argument, dict):
        return {key: _given(each, made) for key, each in argument.items()}
    return made[argument.number] if isinstance(argument, _Made) else argument
