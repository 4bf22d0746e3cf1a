"""Each check: what it finds, how grave, at which cell; the good answers beside it that it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.forms import form
from tests.support.submissions import submission, unread
from toolkit.check import Case, check
from toolkit.messages import catalogue, remedy, sentence
from toolkit.messages.checks import MESSAGES
from toolkit.model.form import Severity
from toolkit.model.submission import Entry, Verdict
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, NO_DATA, Value

FORM = form("""
| indicators | code | type | formula | formula_at | entered_at | part_of | relation | required | min | max |
| | tong | integer | | | | | | x | 0 | |
| | nam | integer | | | | tong | partition | | | |
| | nu | integer | | | | tong | partition | | | |
| | dtts | integer | | | | tong | subset | | | |
| | giao | integer | | | | | | | | |
| | ty_le | percent | =dtts/tong | | | | | | | |
| | diem | decimal | | | | | | | | 10 |
| | viec_dem | integer | =COUNTA(viec.ten) | chi đoàn | | | | | | |
| | huyen | integer | | | huyện | | | x | | |
| tables | table | column | type | required | min | entered_at |
| | viec | | | | | |
| | viec | ten | text | x | | |
| | viec | so | integer | | 1 | |
| texts | code | required | max_length | choices |
| | kho_khan | x | 10 | muc |
| choices | list | code |
| | muc | it |
| rules | code | severity | formula | message | remedy | indicator |
| | du | warning | =giao<=tong | Chưa đủ. | Xem lại. | giao |
| | nua | note | =ty_le<=0.5 | Quá nửa. | Xem lại. | dtts |
| | chia | error | =10/diem>=2 | Điểm quá lớn. | Xem lại. | diem |
| | khong_cho | error | =nu+nam<100 | Quá trăm. | Xem lại. | |
| | ky | warning | =tong>=previous.tong | Ít đi. | Xem lại. | tong |
| | cap | error | =COUNT(huyen)>0 | Huyện chưa có. | Xem lại. | |
| | duoi | error | =COUNT(children.tong)>0 | Bên dưới chưa có. | Xem lại. | tong |
""")
UNIT = Unit(code="1", name="Xã Na Khê", kind="xã")
GOOD: Mapping[str, Value] = {
    "tong": 10, "nam": 6, "nu": 4, "dtts": 3, "giao": 8, "diem": Decimal(5), "viec_dem": 1, "kho_khan": "Ít người", "kho_khan_ma": "it",
}  # fmt: skip
ROWS: list[dict[str, Value]] = [{"ten": "a", "so": 1}]

# code, severity, sheet, cell, what is changed in the good answers
BAD: list[tuple[str, Severity, str, str, Mapping[str, Value]]] = [
    ("required", Severity.ERROR, "Số liệu", "D10", {"tong": BLANK}),
    ("required", Severity.ERROR, "Số liệu", "D17", {"kho_khan": BLANK}),
    ("below-minimum", Severity.ERROR, "Số liệu", "D10", {"tong": -1}),
    ("above-maximum", Severity.ERROR, "Số liệu", "D15", {"diem": Decimal("10.5")}),
    ("partition", Severity.ERROR, "Số liệu", "D10", {"nu": 5}),
    ("subset", Severity.ERROR, "Số liệu", "D13", {"dtts": 11}),
    ("text-too-long", Severity.WARNING, "Số liệu", "D17", {"kho_khan": "Ít người đi"}),
    ("rule", Severity.WARNING, "Số liệu", "D14", {"giao": 11}),
    ("rule", Severity.NOTE, "Số liệu", "D13", {"dtts": 6}),
    ("rule", Severity.ERROR, "Số liệu", "D15", {"diem": 6}),
    ("rule", Severity.ERROR, "Số liệu", "D11", {"nam": 106, "tong": 110}),
    ("rule-failed", Severity.NOTE, "Số liệu", "D15", {"diem": 0}),
]
Found = tuple[str, Severity, str, str]


def case(values: Mapping[str, Value], rows: list[dict[str, Value]] = ROWS, beside: Mapping[str, Value] | None = None) -> Case:
    return Case(FORM, UNIT, submission("1", values, viec=rows), beside or {})


def found(asked: Case) -> list[Found]:
    return [(each.code, each.severity, each.place.sheet, each.place.cell) for each in check(asked)]


def test_good_answers_have_no_findings() -> None:
    """What is right is left alone."""
    assert found(case(GOOD, beside={"target.giao": 8, "previous.tong": 10})) == []


@pytest.mark.parametrize(
    ("code", "severity", "sheet", "cell", "changed"), BAD, ids=[f"{row[0]}-{row[3]}-{row[1].value}" for row in BAD]
)
def test_a_mistake_is_found_at_its_cell(code: str, severity: Severity, sheet: str, cell: str, changed: Mapping[str, Value]) -> None:
    """One mistake in good answers gives its finding, in its severity, where it stands."""
    assert (code, severity, sheet, cell) in found(case({**GOOD, **changed}))


def test_every_finding_of_the_checks_has_a_bad_fixture() -> None:
    """No code of the checks is without a test of its place."""
    tested = {row[0] for row in BAD} | {"unfilled", "target-changed"}
    assert tested == {each.code for each in MESSAGES if each.severity != "phrase"}


def test_rows_of_tables_are_checked_cell_by_cell() -> None:
    """A missing answer and one out of bounds stand at their own cells of the row."""
    rows: list[dict[str, Value]] = [{"ten": "a", "so": BLANK}, {"ten": BLANK, "so": 0}]
    assert found(case(GOOD, rows)) == [
        ("required", Severity.ERROR, "viec", "B11"),
        ("below-minimum", Severity.ERROR, "viec", "C11"),
    ]


def test_a_blank_that_comes_back_gets_one_finding() -> None:
    """Nothing filled in, save what was assigned, is one finding and not one a cell."""
    blank = dict.fromkeys(GOOD, BLANK)
    assert found(case({**blank, "giao": 8}, [], {"target.giao": 8})) == [("unfilled", Severity.ERROR, "", "")]


@pytest.mark.parametrize("said", [{"tong": 0}, {"tong": NO_DATA}, {"kho_khan": "Ít"}])
def test_whoever_said_something_did_not_send_a_blank(said: Mapping[str, Value]) -> None:
    """Zero, "no data" and a text are answers; what else is missing is told cell by cell."""
    codes = [row[0] for row in found(case({**dict.fromkeys(GOOD, BLANK), **said}, []))]
    assert "unfilled" not in codes
    assert "required" in codes


def test_a_table_alone_is_no_blank() -> None:
    """A workbook with rows was filled in."""
    assert "unfilled" not in [row[0] for row in found(case(dict.fromkeys(GOOD, BLANK)))]


def test_what_could_not_be_read_is_not_called_missing() -> None:
    """An unreadable answer has its own finding and is neither blank nor missing."""
    sent = submission("1", GOOD, viec=ROWS)
    sent = replace(sent, entries={**sent.entries, "tong": unread("1", "tong")})
    assert check(Case(FORM, UNIT, sent)) == ()


def test_no_data_is_an_answer() -> None:
    """Where something is required, "no data" does; and nothing is computed with it."""
    assert found(case({**GOOD, "tong": NO_DATA})) == []


def test_the_edge_is_inside() -> None:
    """A part that is the whole, a value at its bound and a text as long as it may be are right."""
    edge = {**GOOD, "dtts": 10, "diem": Decimal(10), "kho_khan": "x" * 10}
    assert {row[0] for row in found(case(edge))} == {"rule"}
    assert found(case({"tong": 0, "kho_khan": "x" * 10}, [])) == []


def test_parts_are_added_only_when_all_are_stated() -> None:
    """A whole is not held against parts of which one is blank."""
    assert found(case({**GOOD, "nam": 9, "nu": BLANK})) == []


@pytest.mark.parametrize(("stated", "code"), [(9, "target-changed"), (NO_DATA, "target-changed"), (BLANK, "required")])
def test_what_was_assigned_comes_back(stated: Value, code: str) -> None:
    """Another figure than the assigned one is an error at its cell, and so is none."""
    assert found(case({**GOOD, "giao": stated}, beside={"target.giao": 8})) == [(code, Severity.ERROR, "Số liệu", "D14")]


def test_an_unreadable_target_has_its_own_finding() -> None:
    """What cannot be read is not said to have been changed."""
    sent = submission("1", GOOD, viec=ROWS)
    assert check(Case(FORM, UNIT, replace(sent, entries={**sent.entries, "giao": unread("1", "giao")}), {"target.giao": 8})) == ()


@pytest.mark.parametrize("missing", [BLANK, NO_DATA])
def test_a_rule_over_a_blank_is_not_evaluated(missing: Value) -> None:
    """Where an operand was not stated, the rule says nothing; nor where it rests on a derived figure without its operands."""
    codes = [row[0] for row in found(case({**GOOD, "dtts": missing, "giao": missing, "diem": missing}))]
    assert codes == []


def test_a_rule_looks_at_what_is_beside() -> None:
    """The previous period is compared with where it is known, and only there."""
    assert found(case(GOOD, beside={"previous.tong": 11})) == [("rule", Severity.WARNING, "Số liệu", "D10")]
    assert found(case(GOOD, beside={"previous.tong": NO_DATA})) == []


def test_a_rule_over_what_others_are_asked_is_not_evaluated() -> None:
    """A commune is not told of a figure that only districts state, nor of units below it; a district is."""
    assert found(case(GOOD)) == []
    district = Case(FORM, replace(UNIT, kind="huyện"), submission("1", {**GOOD, "huyen": NO_DATA}, viec=ROWS))
    assert found(district) == [("rule", Severity.ERROR, "Số liệu", "D19")]


def test_derived_figures_are_recomputed_not_trusted() -> None:
    """A cached rate in the workbook does not count."""
    assert found(case({**GOOD, "ty_le": Decimal("0.9")})) == []
    assert case({**GOOD, "ty_le": Decimal("0.9")}).value("ty_le") == Decimal("0.3")


def test_a_kind_that_counts_its_table_is_not_asked_for_the_count() -> None:
    """Where the formula computes it, the table's rows count, whatever is stated."""
    branch = Case(FORM, replace(UNIT, kind="chi đoàn"), submission("1", {**GOOD, "viec_dem": 7}, viec=ROWS * 3))
    assert branch.value("viec_dem") == 3
    assert case(GOOD).value("viec_dem") == 1


def test_the_words_of_a_rule_are_the_forms_own() -> None:
    """Sentence and remedy come from the form, with what the rule looked at; braces in them stay braces."""
    (raised,) = check(case({**GOOD, "giao": 11}))
    values = dict(raised.values)
    assert (values["rule"], values["vi"], values["remedy_vi"], values["found"]) == ("du", "Chưa đủ.", "Xem lại.", "11")
    assert values["working"] == "tong = 10; giao = 11"
    assert sentence("rule", {**values, "vi": "{{7*7}} {found}"}, "vi").startswith("{{7*7}} {found} ")


def test_every_finding_can_be_said() -> None:
    """Each finding carries all that its sentence and remedy name, in both languages."""
    rows: list[dict[str, Value]] = [{"ten": BLANK, "so": 0}]
    raised = [each for row in BAD for each in check(case({**GOOD, **row[4]}, rows, {"target.giao": 7, "previous.tong": 11}))]
    raised += check(case(dict.fromkeys(GOOD, BLANK), []))
    assert {each.code for each in raised} == {each.code for each in MESSAGES if each.severity != "phrase"}
    for each in raised:
        for lang in ("vi", "en"):
            assert sentence(each.code, dict(each.values), lang)
            assert remedy(each.code, dict(each.values), lang)
        assert catalogue()[each.code].severity in ("error", "warning", "note")


def test_repaired_answers_are_checked_as_well() -> None:
    """What was read after repair is held to the same rules."""
    sent = submission("1", GOOD, viec=ROWS)
    mended = Entry(sent.entries["tong"].place, "-1", -1, Verdict.REPAIRED)
    codes = [each.code for each in check(Case(FORM, UNIT, replace(sent, entries={**sent.entries, "tong": mended})))]
    assert "below-minimum" in codes
