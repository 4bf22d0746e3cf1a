"""The form's own rules: one formula each, the same that the workbook shows live."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.formula import judge, parse, references
from toolkit.model.finding import Finding, finding
from toolkit.model.form import Rule
from toolkit.model.place import Place
from toolkit.model.value import Failure, Value
from toolkit.vietnamese.show import show


_BESIDE = {"target": " (chỉ tiêu giao)", "previous": " (kỳ trước)", "plan": " (kế hoạch)"}


def check_rules(case: Case) -> Iterator[Finding]:
    """`rule` with the rule's own severity and words where its condition does not hold; `rule-failed` where it cannot be computed.

    A rule that names an operand that was not stated is not evaluated (DESIGN 4.2).
    """
    for rule in case.form.rules:
        value = judge(parse(rule.formula), case)
        if value is False:
            yield finding("rule", _place(case, rule), rule.severity, **_words(case, rule))
        elif isinstance(value, Failure):
            yield finding("rule-failed", _place(case, rule), rule=rule.code, found=value)


def _place(case: Case, rule: Rule) -> Place:
    return case.place(rule.indicator) if rule.indicator else case.place("")


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
    """What the rule looked at, in the words of the form."""
    for name in references(parse(rule.formula)):
        indicator = case.form.by_code.get(name.rpartition(".")[2])
        if indicator is not None:
            yield f"{indicator.label}{_BESIDE.get(name.rpartition('.')[0], '')} = {_shown(case, name)}"


def _found(case: Case, code: str) -> str:
    return _shown(case, code) if code else ""


def _shown(case: Case, name: str) -> str:
    indicator = case.form.by_code.get(name.rpartition(".")[2])
    value: Value = case.value(name)
    return show(value, indicator.type) if indicator else str(value)
