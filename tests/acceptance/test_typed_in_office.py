"""A blank of every form, opened in LibreOffice, typed into through its own interface, saved, collected: without a loss."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.issued import issue
from tests.support.shipped import SHIPPED
from toolkit.collect import Expectation, collect
from toolkit.excel.reader import read_workbook
from toolkit.model.finding import has_errors
from toolkit.model.form import Choice, Column, Form, Indicator, Type
from toolkit.model.period import Period
from toolkit.model.submission import Submission
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import NO_DATA, Value
from toolkit.normalise import normalise

TYPIST = Path(__file__).parents[1] / "support" / "type_in_office.py"
TREE = Tree((Unit(code="02", name="Tỉnh Hà Giang", kind="tỉnh"), Unit(code="00919", name="Xã Minh Tân", kind="xã", parent="02")))
XA = TREE["00919"]
LONG = "Đoàn xã tổ chức mô hình “Thanh niên với văn hóa giao thông” tại mười thôn. " * 5
Typed = tuple[str, int, str, Value]
"""A name, a row, what is typed there, and what that means."""

PLAIN: dict[Type, tuple[str, Value]] = {
    Type.INTEGER: ("7", 7),
    Type.MONEY: ("1500000", 1_500_000),
    Type.DECIMAL: ("2.5", Decimal("2.5")),
    Type.PERCENT: ("70%", Decimal("0.7")),
    Type.DATE: ("2020-11-05", date(2020, 11, 5)),
    Type.YESNO: ("Có", True),
    Type.TEXT: ("=không phải <công thức> & “chữ”", "=không phải <công thức> & “chữ”"),
}


def typed(form: Form) -> Iterator[Typed]:
    """Something for every input, every text and its coded answer, and two rows of every table; one figure is not known."""
    for number, each in enumerate(form.inputs_of(XA.kind)):
        yield each.code, 0, *(("không có số liệu", NO_DATA) if number == 1 and each.type.is_numeric else answer(form, each))
    for text in form.texts:
        yield text.code, 0, LONG, LONG.strip()
        if text.choices:
            yield text.choice_code, 0, *first(form.choice_lists[text.choices])
    for table in form.tables_of(XA.kind):
        for row in (0, 1):
            yield from ((f"{table.code}.{column.code}", row, *answer(form, column)) for column in table.columns)


def answer(form: Form, field: Indicator | Column) -> tuple[str, Value]:
    text, value = first(form.choice_lists[field.choices]) if field.type is Type.CHOICE else PLAIN[field.type]
    return text.removeprefix("="), value.removeprefix("=") if isinstance(value, str) else value


def first(choices: tuple[Choice, ...]) -> tuple[str, Value]:
    return choices[0].label, choices[0].code


def said(submission: Submission, name: str, row: int) -> Value:
    table, _, column = name.rpartition(".")
    return submission.tables[table][row].value(column) if table else submission.value(name)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What each form's job printed, and the saved workbook."""
    folder = tmp_path_factory.mktemp("go-vao")
    jobs = []
    for number, form in enumerate(SHIPPED.values()):
        source = folder / f"{number}.xlsx"
        source.write_bytes(issue(form, Period(2020), TREE, XA, {}, None))
        steps = [[name, row, text] for name, row, text, _ in typed(form)]
        jobs.append({"source": str(source), "target": str(folder / f"{number} đã điền.xlsx"), "typed": steps})
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    command = ["/usr/bin/python3", str(TYPIST), str(folder / "jobs.json"), str(folder / "profile")]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    printed = json.loads(ran.stdout.strip().splitlines()[-1])
    return {name: {**told, "file": job["target"]} for name, told, job in zip(SHIPPED, printed, jobs, strict=True)}


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="needs the system's Python, which LibreOffice speaks to")
@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_is_lost(office: dict[str, dict[str, object]], name: str) -> None:
    """Identity, every figure, text, choice and row come back as they were typed."""
    form, data = SHIPPED[name], Path(str(office[name]["file"])).read_bytes()
    content = read_workbook(data, "x.xlsx")
    assert content.identity.unit == XA.code and not content.broken()
    raw, findings = collect(Expectation(form, Period(2020), TREE), "x.xlsx", data)
    assert raw is not None and not has_errors(findings), findings
    submission, _ = normalise(form, raw, XA.kind)
    wrong = {f"{at}+{row}": said(submission, at, row) for at, row, _, value in typed(form) if said(submission, at, row) != value}
    assert wrong == {}


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("name", SHIPPED)
def test_rows_grow_with_what_is_typed(office: dict[str, dict[str, object]], name: str) -> None:
    """A long answer makes its row higher; the banner has counted what is wrong meanwhile."""
    heights = office[name]["heights"]
    assert isinstance(heights, dict)
    assert [at for at in (f"{text.code}+0" for text in SHIPPED[name].texts) if heights[at][1] < heights[at][0]] == []
    assert str(office[name]["banner"]).startswith(("Còn ", "Đã điền đủ"))
