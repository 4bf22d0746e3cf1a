"""Figures as JSON, with the keys of the command line's contract."""

from __future__ import annotations

from toolkit.commands.output import number_or_none
from toolkit.consolidate.comparing import compare
from toolkit.model.adjustment import Adjustment
from toolkit.model.comparison import Compared, Comparison
from toolkit.model.figure import Consolidation, Figure
from toolkit.model.value import BLANK, Absent, Failure, Value
from toolkit.vietnamese.show import show


def figures_json(consolidation: Consolidation, unit: str, late: frozenset[str]) -> dict[str, object]:
    """A unit's figures with the keys of DESIGN 4.5; `late` are the codes of units that reported after the deadline."""
    reported = [each.code for each in consolidation.reported(unit)]
    return {
        "unit": unit,
        "name": consolidation.tree[unit].name,
        "period": consolidation.period.id,
        "coverage": {
            "reported": len(reported),
            "expected": len(consolidation.tree.expected(unit)),
            "on_time": sum(code not in late for code in reported),
            "late": sum(code in late for code in reported),
            "missing": [each.code for each in consolidation.missing(unit)],
        },
        "figures": {code: _figure_json(consolidation, figure) for code, figure in consolidation.figures[unit].items()},
        "children": [child.code for child in consolidation.tree.children(unit)],
    }


def _figure_json(consolidation: Consolidation, figure: Figure) -> dict[str, object]:
    return {
        **value_json(figure.value),
        **({"estimated": True} if figure.estimated else {}),
        "reported": figure.reported,
        "expected": figure.expected,
        "formatted": show(figure.value, consolidation.form.by_code[figure.indicator].type),
        **({"adjusted": adjusted_json(figure.adjusted)} if figure.adjusted else {}),
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
                code: {**value_json(each.value), **_typed_at(each)} if each else {"value": None} for code, each in found.items()
            },
        }
    }


def _typed_at(figure: Figure) -> dict[str, object]:
    """Where the figure itself was typed; nothing for one that was computed or added up."""
    place = next((part.place for part in figure.made_of if part.place and part.place.cell), None)
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell} if place else {}


def value_json(value: Value) -> dict[str, object]:
    """The number; null with the reason where there is none."""
    return {
        "value": number_or_none(value),
        **({"absent": value.value} if isinstance(value, Absent) else {}),
        **({"failure": value.code} if isinstance(value, Failure) else {}),
    }


def adjusted_json(adjusted: tuple[Adjustment, ...]) -> dict[str, object]:
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
        **{name: compared_json(each) for name, each in others.items() if each.base is not BLANK or each.withheld},
        **({"rank": {"place": rank.place, "of": rank.of, "shared": rank.is_shared}} if rank else {}),
        **({} if comparison.is_plausible else {"plausible": False}),
    }


def compared_json(compared: Compared) -> dict[str, object]:
    """A base, and what the figure is against it; null where that does not apply."""
    return {
        **value_json(compared.base),
        **({"estimated": True} if compared.estimated else {}),
        **({"withheld": True} if compared.withheld else {}),
        "difference": number_or_none(compared.difference),
        "change": number_or_none(compared.change),
        "points": number_or_none(compared.points),
        "share": number_or_none(compared.share),
    }
