"""The form's own rules: one formula each, the same that the workbook shows live."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from toolkit.check.case import Case
from toolkit.formula import Formula, References, judge, parse, prepared, references
from toolkit.messages import say
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Form, Rule, Type
from toolkit.model.place import Place
from toolkit.model.value import Failure
from toolkit.vietnamese.show import show


def check_rules(case: Case) -> Iterator[Finding]:
    """`rule` with the rule's own severity and words where its condition does not hold; `rule-failed` where it cannot be computed.

    A rule that names an operand that was not stated is not evaluated (DESIGN 4.2), nor one that names what this unit is not asked, or
    the figures of units below it, which its workbook does not hold.
    """
    for rule, holds in case.form.recall(_asked, case.unit.kind):
        value = judge(holds, case)
        if value is False:
            yield finding("rule", _place(case, rule), rule.severity, **_words(case, rule))
        elif isinstance(value, Failure):
            yield finding("rule-failed", _place(case, rule), rule=rule.code, found=value)


def _asked(form: Form, kind: str) -> tuple[tuple[Rule, Formula], ...]:
    """The rules that name only what the workbook of a unit of that kind holds, ready to be evaluated."""
    held = _held(form, kind)
    rules = ((rule, _named(rule.formula)) for rule in form.rules)
    return tuple(
        (rule, prepared(rule.formula)) for rule, named in rules if not named.children and named.codes | named.columns <= held
    )


def _held(form: Form, kind: str) -> frozenset[str]:
    columns = (f"{table.code}.{column.code}" for table in form.tables_of(kind) for column in table.columns)
    texts = (code for text in form.texts for code in (text.code, text.choice_code))
    return frozenset((*(each.code for each in form.indicators_of(kind)), *texts, *columns))


@lru_cache(maxsize=1024)
def _named(formula: str) -> References:
    return references(parse(formula))


def _place(case: Case, rule: Rule) -> Place:
    """Where the rule says that it is shown; where it says nothing, the first answer of the form that it names, as in the workbook."""
    codes = _named(rule.formula).codes
    return case.place(rule.indicator or next((code for code in case.submission.entries if code in codes), ""))


def _words(case: Case, rule: Rule) -> dict[str, str]:
    return {
        "rule": rule.code,
        "found": _found(case, rule.indicator),
        "vi": rule.message,
        "en": rule.message_en or rule.message,
        "remedy_vi": rule.remedy,
        "remedy_en": rule.remedy_en or rule.remedy,
        "working": "; ".join(_workings(case, rule)),
    }


def _workings(case: Case, rule: Rule) -> Iterator[str]:
    """What the rule looked at, in the words and in the order of the form."""
    named = _named(rule.formula)
    order = {code: number for number, code in enumerate(case.form.by_code)}
    for name in sorted(named, key=lambda name: order.get(name.rpartition(".")[2], 0)):
        source, _, code = name.rpartition(".")
        indicator = case.form.by_code.get(code)
        if indicator is not None and name not in named.columns:
            whose = f" ({say(f'beside-{source}', 'vi')})" if source else ""
            yield f"{indicator.label}{whose} = {_shown(case, name)}"


def _found(case: Case, code: str) -> str:
    return _shown(case, code) if code else ""


def _shown(case: Case, name: str) -> str:
    indicator = case.form.by_code.get(name.rpartition(".")[2])
    return show(case.value(name), indicator.type if indicator else Type.TEXT)
