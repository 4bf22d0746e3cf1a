"""What a figure is made of, as lines set in by what they are part of, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

import click

from toolkit.commands.columns import label_of, shown, wrapped
from toolkit.commands.figure_json import adjusted_json, value_json
from toolkit.commands.figure_table import adjusted_line
from toolkit.commands.output import print_json
from toolkit.consolidate.tracing import Trace, trace
from toolkit.excel.sheets import nearest
from toolkit.files import long_path
from toolkit.messages import Obstacle, say
from toolkit.model.figure import Consolidation
from toolkit.round import Round, folders
from toolkit.round.archive import stored_name


def show_trace(round_: Round, data: Consolidation, unit: str, indicator: str, lang: str, *, as_json: bool) -> None:
    """Prints the tree of what the figure is made of; Obstacle where the form has no such indicator."""
    if indicator not in data.form.by_code:
        raise Obstacle("unknown-indicator", found=indicator, nearest=nearest(indicator, tuple(data.form.by_code)))
    found = trace(data, unit, indicator)
    if as_json:
        print_json(_json(round_, data, found))
    else:
        for line in _lines(data, found, lang, 0, ""):
            click.echo(line)


def _json(round_: Round, data: Consolidation, found: Trace) -> dict[str, object]:
    place, carrier = found.place, found.carrier
    return {
        "unit": found.unit,
        "name": data.name(found.unit),
        "indicator": found.indicator,
        **value_json(found.value),
        **({"estimated": True} if found.estimated else {}),
        **({"file": place.file, "sheet": place.sheet, "cell": place.cell, **_kept(round_, found)} if place else {}),
        **({"carried_by": {"file": carrier.file, "sha256": carrier.sha256, "unit": carrier.unit}} if carrier else {}),
        **({} if place else {"reported": found.reported, "expected": found.expected}),
        **({"adjusted": adjusted_json(found.adjusted)} if found.adjusted else {}),
        **({"made_of": [_json(round_, data, part) for part in found.parts]} if found.parts else {}),
    }


def _kept(round_: Round, found: Trace) -> dict[str, object]:
    """The file's hash, and where in the round it is kept; of one that came in a consolidated workbook only where it came by itself too."""
    if not found.sha256 or not found.place:
        return {}
    path = f"{folders.ORIGINALS}/{stored_name(found.place.file, found.sha256)}"
    return {"sha256": found.sha256, **({"archive": path} if long_path(round_.folder / path).exists() else {})}


def _lines(data: Consolidation, found: Trace, lang: str, depth: int, above: str) -> Iterator[str]:
    """A line a figure; of a unit that only typed it in one with the file and the cell. `above` is the indicator of the line before."""
    only = found.parts[0] if len(found.parts) == 1 and not found.adjusted else None
    typed = found if found.place else only if only and only.place and only.unit == found.unit else None
    indicator = data.form.by_code[found.indicator]
    words = [shown(indicator, found.value, estimated=found.estimated), data.name(found.unit)]
    words += [label_of(indicator, lang)] if found.indicator != above else []
    words += _place_words(typed, lang) if typed else _coverage(found, lang)
    yield wrapped(" · ".join(words), 2 * depth, 4)
    for each in found.adjusted:
        yield wrapped(adjusted_line(indicator, each, lang), 2 * depth + 4)
    for part in () if typed else found.parts:
        yield from _lines(data, part, lang, depth + 1, found.indicator)


def _coverage(found: Trace, lang: str) -> Iterator[str]:
    """Of how many units; of what no unit has to state there is none."""
    if found.expected:
        yield say("coverage", lang, reported=found.reported, expected=found.expected)


def _place_words(typed: Trace, lang: str) -> Iterator[str]:
    if typed.place is not None:
        yield from filter(None, (typed.place.file, "!".join(filter(None, (typed.place.sheet, typed.place.cell)))))
    if typed.carrier and not (typed.place and typed.place.file == typed.carrier.file):
        yield say("trace-carried", lang, file=typed.carrier.file)
