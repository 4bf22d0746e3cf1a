"""A ready round that lies in `samples/`: what each unit states, and how its workbooks come in.

A sample is a folder with two workbooks that an office could have made: `units.xlsx`, from which a round is set up, and `answers.xlsx`,
which says what a sender types, under which name the file is dropped, and what happens to it on the way. Nothing is understood here:
values are as typed, so that the round has something to find.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from toolkit.excel.sheets import SheetBook, SheetRow, SheetTable, read_sheets
from toolkit.messages import Obstacle

UNITS = "units.xlsx"
ANSWERS = "answers.xlsx"
_FIGURES, _TEXTS, _ARRIVALS, _SLIPS, _SETTINGS, _NOTES = "Số liệu", "Thuyết minh", "Kịch bản", "Gõ sai", "Cài đặt", "Ghi chú"
_DECISIONS = "Thẩm định"
_ABOUT_THE_UNIT = ("unit", "name")

Typed: TypeAlias = str | int | float
"""What somebody types into a cell; a float only where a fraction was typed into it."""


class Harm(Enum):
    """What happens to a workbook between the blank and the inbox."""

    NUMBER_AS_TEXT = "so_dang_chu"
    TRAILING_SPACE = "khoang_trang"
    ICELANDIC_D = "chu_D"
    DECOMPOSED = "nfd"
    EXTRA_SHEET = "them_sheet"
    INSERTED_ROW = "chen_dong"
    MISTYPED = "go_sai"


@dataclass(frozen=True, slots=True)
class Mangling:
    """A harm, and what it is done to: codes of answers, or the title of a sheet."""

    harm: Harm
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What a unit types: answers by code (figures, texts, `<text>_ma` as its label) and rows by table. What it leaves empty is absent."""

    unit: str
    values: Mapping[str, Typed]
    tables: Mapping[str, tuple[Mapping[str, Typed], ...]]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that comes in. `path` is where it is dropped below the inbox, with `/`; a part that ends in `.zip` is an archive."""

    unit: str
    wave: int
    path: str
    manglings: tuple[Mangling, ...] = ()

    def parameters(self, harm: Harm) -> tuple[str, ...]:
        """What that harm is done to in this file; empty where it is not done."""
        return tuple(each for mangling in self.manglings if mangling.harm is harm for each in mangling.parameters)

    def suffers(self, harm: Harm) -> bool:
        """True where that harm is done to this file."""
        return any(mangling.harm is harm for mangling in self.manglings)

    @property
    def archive(self) -> str:
        """The zip that it comes in, as a path below the inbox; empty where it comes by itself."""
        before, dot_zip, _ = self.path.partition(".zip/")
        return before + ".zip" if dot_zip else ""

    @property
    def member(self) -> str:
        """Its name inside the zip; its whole path where it comes by itself."""
        return self.path.removeprefix(self.archive).removeprefix("/")


@dataclass(frozen=True, slots=True)
class Wave:
    """The files that come in on one day."""

    number: int
    received: date
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True)
class Sample:
    """A ready round. `units` is the workbook that the round is set up from; `texts` are the codes of free texts."""

    programme: str
    form: str
    period: str
    units: Path
    answers: Mapping[str, Answers]
    texts: tuple[str, ...]
    slips: Mapping[tuple[str, int], Mapping[str, Typed]]
    """What was typed instead, by unit and wave."""
    decisions: Mapping[str, Mapping[str, Typed]]
    """What the level above types about a unit, by the code of that unit."""
    waves: tuple[Wave, ...]

    def typed(self, delivery: Delivery) -> Answers:
        """What is typed into that file, mistakes and odd spellings included; rows and sheets that were added are left to who fills it."""
        stated = self.answers[delivery.unit]
        values = dict(stated.values)
        if delivery.suffers(Harm.MISTYPED):
            values |= self.slips.get((delivery.unit, delivery.wave), {})
        values |= {code: _dotted(values[code]) for code in delivery.parameters(Harm.NUMBER_AS_TEXT) if code in values}
        values |= {code: f"{values[code]} " for code in delivery.parameters(Harm.TRAILING_SPACE) if code in values}
        return replace(stated, values=values | {code: _spelt(str(values[code]), delivery) for code in self.texts if code in values})


def read_sample(folder: Path) -> Sample:
    """The sample that lies in a folder; Obstacle where a workbook of it is missing, lacks a sheet or says what nobody can act on."""
    book = read_sheets(_bytes(folder / ANSWERS), ANSWERS)
    settings = {row.text("setting"): row for row in book.sheet(_SETTINGS).rows}
    deliveries = tuple(_delivery(row) for row in book.sheet(_ARRIVALS).rows)
    return Sample(
        programme=_setting(settings, "programme").text("value"),
        form=_setting(settings, "form").text("value"),
        period=_setting(settings, "period").text("value"),
        units=_existing(folder / UNITS),
        answers=_answers(book),
        texts=tuple(code for code in _codes(book.sheet(_TEXTS)) if not code.endswith("_ma")),
        slips=_slips(book.optional(_SLIPS)),
        decisions={row.text("unit"): _typed(row) for row in book.optional(_DECISIONS).rows},
        waves=tuple(_waves(settings, deliveries)),
    )


def beside(folder: Path) -> tuple[Path, ...]:
    """The samples inside a sample: other rounds that its own looks at."""
    return tuple(sorted(each.parent for each in folder.glob(f"*/{ANSWERS}")))


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise Obstacle("sample-file-missing", file=path.name, folder=path.parent)
    return path


def _bytes(path: Path) -> bytes:
    return _existing(path).read_bytes()


def _setting(settings: Mapping[str, SheetRow], name: str) -> SheetRow:
    if name not in settings:
        raise Obstacle("sample-setting-missing", file=ANSWERS, sheet=_SETTINGS, setting=name)
    return settings[name]


def _codes(sheet: SheetTable) -> tuple[str, ...]:
    return tuple(column for column in sheet.columns if column and column not in _ABOUT_THE_UNIT)


def _answers(book: SheetBook) -> dict[str, Answers]:
    """What each unit states, from the sheet of figures, the sheet of texts, and every other sheet as a table of its title."""
    others = (_FIGURES, _TEXTS, _ARRIVALS, _SLIPS, _SETTINGS, _NOTES, _DECISIONS)
    tables = [sheet for title, sheet in book.sheets.items() if title not in others]
    texts = {row.text("unit"): row for row in book.sheet(_TEXTS).rows}
    rows = {sheet.title: _rows_by_unit(sheet) for sheet in tables}
    return {
        row.text("unit"): Answers(
            unit=row.text("unit"),
            values=_typed(row) | (_typed(texts[row.text("unit")]) if row.text("unit") in texts else {}),
            tables={title: by_unit.get(row.text("unit"), ()) for title, by_unit in rows.items()},
        )
        for row in book.sheet(_FIGURES).rows
    }


def _rows_by_unit(sheet: SheetTable) -> dict[str, tuple[Mapping[str, Typed], ...]]:
    units = dict.fromkeys(row.text("unit") for row in sheet.rows)
    return {unit: tuple(_typed(row) for row in sheet.rows if row.text("unit") == unit) for unit in units}


def _typed(row: SheetRow) -> dict[str, Typed]:
    """What stands in a row beside the unit's code and name. Spreadsheets hold every number as a fraction: whole ones come back whole."""
    return {
        code: _whole(value)
        for code, value in row.cells.items()
        if code not in _ABOUT_THE_UNIT and isinstance(value, (str, int, float))
    }


def _whole(value: Typed) -> Typed:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _slips(sheet: SheetTable) -> dict[tuple[str, int], Mapping[str, Typed]]:
    found: dict[tuple[str, int], dict[str, Typed]] = {}
    for row in sheet.rows:
        typed = row.get("typed")
        if isinstance(typed, (str, int, float)):
            found.setdefault((row.text("unit"), _wave_number(row)), {})[row.text("code")] = _whole(typed)
    return dict(found)


def _wave_number(row: SheetRow) -> int:
    text = row.text("wave")
    if not text.isdecimal():
        raise Obstacle("sample-value-unusable", place=row.place("wave"), found=text)
    return int(text)


def _delivery(row: SheetRow) -> Delivery:
    actions = (action for action in row.text("thao_tac").split(";") if action.strip())
    return Delivery(
        row.text("unit"), _wave_number(row), row.text("file"), tuple(_mangling(action.strip(), row) for action in actions)
    )


def _mangling(action: str, row: SheetRow) -> Mangling:
    name, _, parameters = action.partition(":")
    if name not in {harm.value for harm in Harm}:
        raise Obstacle("sample-value-unusable", place=row.place("thao_tac"), found=action)
    return Mangling(Harm(name), tuple(each.strip() for each in parameters.split(",") if each.strip()))


def _waves(settings: Mapping[str, SheetRow], deliveries: tuple[Delivery, ...]) -> Iterator[Wave]:
    for number in sorted({delivery.wave for delivery in deliveries}):
        row = _setting(settings, f"received_{number}")
        yield Wave(number, _day(row), tuple(delivery for delivery in deliveries if delivery.wave == number))


def _day(row: SheetRow) -> date:
    raw = row.get("value")
    if isinstance(raw, datetime):
        return raw.date()
    if not isinstance(raw, date):
        raise Obstacle("sample-value-unusable", place=row.place("value"), found=raw)
    return raw


def _dotted(value: Typed) -> str:
    """As a person types it who sets a dot at the thousands."""
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


def _spelt(text: str, delivery: Delivery) -> str:
    if delivery.suffers(Harm.ICELANDIC_D):
        text = text.replace("Đ", "\u00d0")
    return unicodedata.normalize("NFD", text) if delivery.suffers(Harm.DECOMPOSED) else text
