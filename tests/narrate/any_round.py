"""Rounds of any of the shipped forms with any figures: zeros, absences, units that did not report, a unit with a single child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from tests.narrate.sample import entry, row, submission
from toolkit.consolidate import Fact, consolidate
from toolkit.define import define
from toolkit.model.figure import Assessment, Consolidation
from toolkit.model.form import Form, Type
from toolkit.model.period import Period
from toolkit.model.place import NOWHERE
from toolkit.model.submission import Row
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import BLANK, NO_DATA, Value

TEMPLATES = Path(__file__).parents[2] / "templates"
WORDS = (
    "Rà soát thanh niên theo từng thôn; phân công đoàn viên giúp đỡ.",
    "Sinh hoạt chi đoàn vào buổi tối, có 25 thanh niên tham gia",
    "Đường xa, mưa lũ; khó tập trung đông người.",
    "",
)
NAMES = ("Vườn ươm thanh niên", "Ngày Chủ nhật xanh.")


@dataclass(frozen=True)
class Case:
    """A programme's form, and a round of it."""

    form: Form
    consolidation: Consolidation
    unit: str


@cache
def form_of(programme: str, code: str) -> Form:
    """A shipped form."""
    made, _ = define((TEMPLATES / programme / f"{code}.xlsx").read_bytes(), f"{code}.xlsx", programme)
    return made


@cache
def tree_of() -> Tree:
    """A province with a district of three, one of a single commune, one of another kind, and a grass-roots unit right under it."""
    units = [Unit(code="84", name="Tỉnh Trà Vinh", kind="tỉnh")]
    for code, name, kind, children in (
        (
            "842",
            "Thành phố Trà Vinh",
            "thành phố",
            (("01", "Phường 4", "phường"), ("02", "Xã Long Đức", "xã"), ("03", "Phường 10", "phường")),
        ),
        ("845", "Huyện Cầu Kè", "huyện", (("04", "Thị trấn Cầu Kè", "thị trấn"),)),
        ("851", "Thị xã Duyên Hải", "thị xã", (("05", "Xã Dân Thành", "xã"), ("06", "Xã Hiệp Thạnh", "xã"))),
    ):
        units.append(Unit(code=code, name=name, kind=kind, parent="84"))
        units.extend(Unit(code=each, name=called, kind=of, parent=code) for each, called, of in children)
    return Tree(tuple(units))


LEAVES = ("01", "02", "03", "04", "05", "06")
_NUMBERS = (0, 0, 1, 2, 5, 12, 40, 1250, NO_DATA, BLANK)


def case_of(programme: str, code: str, seed: int) -> Case:
    """A round of that form, and an upper unit whose report is wanted; the same seed makes the same."""
    luck, form, tree = Random(seed), form_of(programme, code), tree_of()
    missing = luck.choice(((), (), LEAVES, luck.sample(LEAVES, 1), luck.sample(LEAVES, 3), luck.sample(LEAVES, 5)))
    same = luck.choice((None, None, None, 0, 7))
    inputs = [each for each in form.indicators if not each.formula]
    sent = {}
    for leaf in LEAVES:
        if leaf not in missing:
            figures: dict[str, Value] = {each.code: _answer(luck, each.type) if same is None else same for each in inputs}
            figures |= _texts(luck, form)
            tables = {each.code: _rows(luck, form, each.code) for each in form.tables}
            sent[leaf] = submission(leaf, figures, tables)
    before = luck.choice((None, 0, 3))
    previous = None if before is None else {leaf: {each.code: Fact(before) for each in inputs} for leaf in LEAVES}
    decided = {
        leaf: _assessed(luck, form, tree, leaf) for leaf in sent if form.assessment and luck.random() < luck.choice((0, 0.7, 1))
    }
    made, _ = consolidate(form, Period(2023), tree, sent, previous=previous, assessments=decided)
    return Case(form, made, luck.choice(("84", "842", "845", "851")))


def _answer(luck: Random, kind: Type) -> Value:
    if kind is Type.YESNO:
        return luck.choice((True, False, BLANK))
    return luck.choice(_NUMBERS) if kind in (Type.INTEGER, Type.DECIMAL, Type.MONEY) else BLANK


def _texts(luck: Random, form: Form) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for text in form.texts:
        found[text.code] = luck.choice(WORDS)
        if text.choice_code:
            found[text.choice_code] = luck.choice((BLANK, *(each.code for each in form.choice_lists[text.choices])))
    return found


def _rows(luck: Random, form: Form, table: str) -> tuple[Row, ...]:
    columns = form.table_by_code[table].columns

    def answer(choices: str) -> str:
        return luck.choice([each.code for each in form.choice_lists[choices]] if choices else NAMES)

    return tuple(row(**{each.code: answer(each.choices) for each in columns}) for _ in range(luck.randint(0, 2)))


def _assessed(luck: Random, form: Form, tree: Tree, leaf: str) -> Assessment:
    stated: dict[str, Value] = {"don_vi": leaf}
    for each in form.assessments:
        if not each.formula:
            points = luck.choice((Decimal(4), Decimal("7.5"), Decimal(0)))
            stated[each.code] = (
                luck.random() < 0.7 if each.type is Type.YESNO else points if each.type is Type.DECIMAL else WORDS[2]
            )
    return Assessment(submission(tree[leaf].parent, {}, {}), Row(NOWHERE, {code: entry(value) for code, value in stated.items()}))
