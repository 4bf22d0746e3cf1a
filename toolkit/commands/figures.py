"""`baocao figures`: the consolidated figures of one unit, what one of them is made of, or what is different in another round."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.commands import options
from toolkit.commands.output import exit_code, number_or_none, print_findings, print_json
from toolkit.commands.series import show_series
from toolkit.consolidate.comparing import beside, compare
from toolkit.consolidate.tracing import Trace, trace
from toolkit.flow import figures
from toolkit.flow.outputs import known_unit
from toolkit.messages import Obstacle, say
from toolkit.model.adjustment import Adjustment
from toolkit.model.comparison import Compared, Comparison
from toolkit.model.figure import Consolidation, Figure
from toolkit.model.finding import Finding
from toolkit.model.value import BLANK, Absent, Failure, Value
from toolkit.round import Round, open_round
from toolkit.vietnamese.dates import format_date
from toolkit.vietnamese.show import show


@click.command("figures")
@options.folder
@click.option("--unit", default="", metavar="CODE", help="The unit (default: the one at the top).")
@click.option("--trace", "traced", default="", metavar="INDICATOR", help="What this figure is made of, down to file and cell.")
@click.option(
    "--diff", "other", default=None, metavar="ROUND", type=click.Path(path_type=Path), help="What is different in another round."
)
@click.option("--series", type=click.Choice(("is", "was")), help="The period before: of the units of today, or as it was.")
@options.as_json
@options.lang
def command(
    folder: Path,
    unit: str,
    traced: str,
    other: Path | None,
    series: str | None,
    as_json: bool,  # noqa: FBT001
    lang: str,
) -> int:
    """Show a unit's consolidated figures, with coverage and what they are made of."""
    round_ = open_round(folder)
    code = known_unit(round_, unit).code
    consolidation, findings = figures(round_)
    if traced:
        _show_trace(consolidation, code, traced, lang, as_json=as_json)
    elif other is not None:
        _show_differences(consolidation, open_round(other), code, lang, as_json=as_json)
    elif series:
        show_series(round_, consolidation, code, series, as_json=as_json)
    elif as_json:
        print_json(figures_json(consolidation, code))
    else:
        print_figures(consolidation, code, lang)
    _print(findings, lang, quiet=as_json)
    return exit_code(findings)


def _print(findings: tuple[Finding, ...], lang: str, *, quiet: bool) -> None:
    if not quiet:
        print_findings(findings, lang)


def figures_json(consolidation: Consolidation, unit: str) -> dict[str, object]:
    """A unit's figures with the keys of DESIGN 4.5."""
    return {
        "unit": unit,
        "name": consolidation.tree[unit].name,
        "period": consolidation.period.id,
        "figures": {code: _figure_json(consolidation, figure) for code, figure in consolidation.figures[unit].items()},
        "children": [child.code for child in consolidation.tree.children(unit)],
    }


def _figure_json(consolidation: Consolidation, figure: Figure) -> dict[str, object]:
    return {
        **_value_json(figure.value),
        "reported": figure.reported,
        "expected": figure.expected,
        "formatted": _formatted(consolidation, figure.indicator, figure.value),
        **({"adjusted": _adjusted_json(figure.adjusted)} if figure.adjusted else {}),
        **_comparison_json(compare(consolidation, figure.unit, figure.indicator)),
        **_evidence_json(consolidation, figure),
        "own": number_or_none(figure.own),
        "made_of": [
            {
                "unit": part.unit,
                "value": number_or_none(part.value),
                **({"file": part.place.file, "sheet": part.place.sheet, "cell": part.place.cell} if part.place else {}),
            }
            for part in figure.made_of
        ],
    }


def _evidence_json(consolidation: Consolidation, figure: Figure) -> dict[str, object]:
    """The figures of the round of reference that stand beside a criterion; null where nothing is known of the unit there."""
    evidence, asked = consolidation.evidence, consolidation.form.by_code[figure.indicator].evidence
    if evidence is None or not asked:
        return {}
    data = evidence.data
    found = {code: evidence.figure(figure.unit, code) for code in asked}
    about = {"form": data.form.code, "period": data.period.id} if data else {}
    return {
        "evidence": {
            "round": evidence.name,
            **about,
            "figures": {
                code: {**_value_json(each.value), **_typed_at(each)} if each else {"value": None} for code, each in found.items()
            },
        }
    }


def _typed_at(figure: Figure) -> dict[str, object]:
    """Where the figure itself was typed; nothing for one that was computed or added up."""
    place = next((part.place for part in figure.made_of if part.place and part.place.cell), None)
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell} if place else {}


def _value_json(value: Value) -> dict[str, object]:
    return {
        "value": number_or_none(value),
        **({"absent": value.value} if isinstance(value, Absent) else {}),
        **({"failure": value.code} if isinstance(value, Failure) else {}),
    }


def _adjusted_json(adjusted: tuple[Adjustment, ...]) -> dict[str, object]:
    """From the first value to the last; where several levels have corrected it, each in `steps`."""
    last = adjusted[-1]
    steps = [{"from": number_or_none(each.before), **_adjustment_json(each)} for each in adjusted]
    return {
        "from": number_or_none(adjusted[0].before),
        **_adjustment_json(last),
        **({"steps": steps} if len(steps) > 1 else {}),
    }


def _adjustment_json(each: Adjustment) -> dict[str, object]:
    return {"to": number_or_none(each.after), "reason": each.reason, "who": each.who, "when": each.when.isoformat()}


def _comparison_json(comparison: Comparison) -> dict[str, object]:
    """What the figure is set beside; nothing where nothing is known."""
    others = {"target": comparison.target, "plan": comparison.plan, "previous": comparison.previous}
    rank = comparison.rank
    return {
        **{name: compared_json(each) for name, each in others.items() if each.base is not BLANK},
        **({"rank": {"place": rank.place, "of": rank.of, "shared": rank.is_shared}} if rank else {}),
        **({} if comparison.is_plausible else {"plausible": False}),
    }


def compared_json(compared: Compared) -> dict[str, object]:
    """A base, and what the figure is against it; null where that does not apply."""
    return {
        **_value_json(compared.base),
        **({"estimated": True} if compared.estimated else {}),
        "difference": number_or_none(compared.difference),
        "change": number_or_none(compared.change),
        "points": number_or_none(compared.points),
        "share": number_or_none(compared.share),
    }


def _formatted(consolidation: Consolidation, indicator: str, value: Value) -> str:
    return show(value, consolidation.form.by_code[indicator].type)


def print_figures(consolidation: Consolidation, unit: str, lang: str) -> None:
    """A readable table: indicator, figure, unit of measure, coverage, and how far it is from what was assigned and from the period before."""
    form, own = consolidation.form, consolidation.figures[unit]
    click.echo(f"{consolidation.tree[unit].name} · {form.title} · {consolidation.period}")
    width = max(len(each.label) for each in form.indicators)
    for section, indicators in form.sections():
        click.echo(f"\n{section}")
        for each in indicators:
            figure = own[each.code]
            coverage = say("coverage", lang, reported=figure.reported, expected=figure.expected)
            measure = "" if "%" in each.unit_of_measure else each.unit_of_measure
            shown = _formatted(consolidation, each.code, figure.value)
            click.echo(f"  {each.label:<{width}}  {shown:>12} {measure:<14} {coverage}")
            for adjustment in figure.adjusted:
                click.echo(f"      {_adjusted_line(consolidation, adjustment, lang)}")


def _adjusted_line(consolidation: Consolidation, each: Adjustment, lang: str) -> str:
    before, after = (_formatted(consolidation, each.indicator, value) or "–" for value in (each.before, each.after))
    return say("adjusted-comment", lang, before=before, after=after, reason=each.reason, who=each.who, when=format_date(each.when))


def _show_trace(consolidation: Consolidation, unit: str, indicator: str, lang: str, *, as_json: bool) -> None:
    if indicator not in consolidation.form.by_code:
        raise Obstacle("unknown-indicator", found=indicator)
    found = trace(consolidation, unit, indicator)
    if as_json:
        print_json(_trace_json(consolidation, found))
    else:
        _print_trace(consolidation, found, lang, 0)


def _trace_json(consolidation: Consolidation, found: Trace) -> dict[str, object]:
    place, carrier = found.place, found.carrier
    return {
        "unit": found.unit,
        "name": consolidation.tree[found.unit].name,
        "indicator": found.indicator,
        **_value_json(found.value),
        **({"file": place.file, "sheet": place.sheet, "cell": place.cell} if place else {}),
        **({"carried_by": {"file": carrier.file, "sha256": carrier.sha256, "unit": carrier.unit}} if carrier else {}),
        **({} if place else {"reported": found.reported, "expected": found.expected}),
        **({"adjusted": _adjusted_json(found.adjusted)} if found.adjusted else {}),
        **({"made_of": [_trace_json(consolidation, part) for part in found.parts]} if found.parts else {}),
    }


def _print_trace(consolidation: Consolidation, found: Trace, lang: str, depth: int) -> None:
    """A line a figure, set in by what it is part of; the last ones name the file and the cell."""
    label = consolidation.form.by_code[found.indicator].label
    words = [_formatted(consolidation, found.indicator, found.value) or "–", consolidation.tree[found.unit].name]
    if found.place is None:
        words += [label, say("coverage", lang, reported=found.reported, expected=found.expected)]
    else:
        words += [part for part in (found.place.file, "!".join(filter(None, (found.place.sheet, found.place.cell)))) if part]
    if found.place and found.carrier:
        words.append(say("trace-carried", lang, file=found.carrier.file))
    click.echo("  " * depth + " · ".join(words))
    for each in found.adjusted:
        click.echo("  " * (depth + 1) + _adjusted_line(consolidation, each, lang))
    for part in found.parts:
        _print_trace(consolidation, part, lang, depth + 1)


def _show_differences(consolidation: Consolidation, other: Round, unit: str, lang: str, *, as_json: bool) -> None:
    there = figures(other)[0]
    if as_json:
        print_json(differences_json(consolidation, there, unit))
    else:
        print_differences(consolidation, there, unit, lang)


def differences_json(here: Consolidation, there: Consolidation, unit: str) -> dict[str, object]:
    """Each figure of the unit and of those below it that the two rounds do not agree on, with both values and what lies between."""
    shared = [each for each in here.tree.below(unit) if each.code in there.tree]
    return {
        "unit": unit,
        "period": here.period.id,
        "other_period": there.period.id,
        "only_here": [each.code for each in here.tree.below(unit) if each.code not in there.tree],
        "differences": [
            {"unit": each.code, "name": each.name, "indicator": code, **_difference_json(here, there, each.code, code)}
            for each in shared
            for code in _different(here, there, each.code)
        ],
    }


def _different(here: Consolidation, there: Consolidation, unit: str) -> tuple[str, ...]:
    """The indicators of both rounds on whose value or coverage they differ."""
    mine, theirs = here.figures[unit], there.figures[unit]
    return tuple(code for code, figure in mine.items() if code in theirs and _told(figure) != _told(theirs[code]))


def _told(figure: Figure) -> tuple[Value, int, int]:
    return figure.value, figure.reported, figure.expected


def _difference_json(here: Consolidation, there: Consolidation, unit: str, code: str) -> dict[str, object]:
    mine, theirs = here.figures[unit][code], there.figures[unit][code]
    compared = compared_json(beside(here.form.by_code[code], mine.value, theirs.value))
    return {
        **_value_json(mine.value),
        "reported": mine.reported,
        "other": {**_value_json(theirs.value), "reported": theirs.reported},
        "difference": compared["difference"],
        "change": compared["change"],
        "points": compared["points"],
    }


def print_differences(here: Consolidation, there: Consolidation, unit: str, lang: str) -> None:
    """The unit's own figures that differ, a line each."""
    click.echo(f"{here.tree[unit].name} · {here.form.title} · {here.period} / {there.period}")
    if unit not in there.tree:
        raise Obstacle("diff-unit-absent", found=unit)
    different = _different(here, there, unit)
    if not different:
        click.echo(say("diff-none", lang))
    width = max((len(here.form.by_code[code].label) for code in different), default=0)
    for code in different:
        mine, theirs = (data.figures[unit][code] for data in (here, there))
        shown = [_formatted(here, code, each.value) or "–" for each in (mine, theirs)]
        coverage = say("diff-coverage", lang, reported=mine.reported, other=theirs.reported)
        click.echo(f"  {here.form.by_code[code].label:<{width}}  {shown[0]:>12}  {shown[1]:>12}  {coverage}")
