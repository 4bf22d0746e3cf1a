"""A blank of every form, handled in LibreOffice by somebody who pastes, inserts, deletes, sorts and writes below: nothing is lost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.support.issued import issue
from tests.support.shipped import SHIPPED
from toolkit.collect import Expectation, collect
from toolkit.model.form import Column, Form, Indicator, Table, Type
from toolkit.model.period import Period
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import is_given
from toolkit.normalise import normalise

HAND = Path(__file__).parents[1] / "support" / "handle_in_office.py"
TREE = Tree((Unit(code="02", name="Tỉnh Hà Giang", kind="tỉnh"), Unit(code="00919", name="Xã Minh Tân", kind="xã", parent="02")))
XA = TREE["00919"]
ROWS = ["Bỏ đi", "Mô hình cuối", "Đường hoa", "An toàn giao thông", "Chèn vào giữa"]
KEPT = {"Mô hình cuối", "Đường hoa", "An toàn giao thông", "Chèn vào giữa"}
BEYOND = "Viết thêm ở dưới bảng"


def table_of(form: Form) -> tuple[Table, Column]:
    """A list that the commune fills, and a column of it that takes words."""
    return next(
        (table, column)
        for table in form.tables_of(XA.kind)
        for column in table.columns
        if not table.personal and column.type is Type.TEXT
    )


def figure_of(form: Form) -> Indicator:
    return next(each for each in form.inputs_of(XA.kind) if each.type is Type.INTEGER)


@pytest.fixture(scope="module")
def handled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The saved workbooks by form; one start of LibreOffice serves all."""
    folder = tmp_path_factory.mktemp("xoay-xo")
    jobs = []
    for number, form in enumerate(SHIPPED.values()):
        source = folder / f"{number}.xlsx"
        source.write_bytes(issue(form, Period(2020), TREE, XA, {}, None))
        table, column = table_of(form)
        job = {"source": str(source), "target": str(folder / f"{number} đã điền.xlsx"), "table": table.code, "column": column.code}
        jobs.append({**job, "rows": ROWS, "figure": figure_of(form).code, "beyond": BEYOND})
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    command = ["/usr/bin/python3", str(HAND), str(folder / "jobs.json"), str(folder / "profile")]
    subprocess.run(command, capture_output=True, text=True, timeout=900, check=True)
    return {name: Path(str(job["target"])) for name, job in zip(SHIPPED, jobs, strict=True)}


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(not Path("/usr/bin/python3").exists(), reason="needs the system's Python, which LibreOffice speaks to")
@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_is_lost(handled: dict[str, Path], name: str) -> None:
    """Rows stand as sorted, the inserted one among them; what was pasted is understood; what stands below the table is told."""
    form, (table, column) = SHIPPED[name], table_of(SHIPPED[name])
    raw, findings = collect(Expectation(form, Period(2020), TREE), "x.xlsx", handled[name].read_bytes())
    assert raw is not None and not {each.code for each in findings} & {"name-lost", "no-identity"}
    submission, _ = normalise(form, raw, XA.kind)
    rows = [row.value(column.code) for row in submission.tables[table.code] if is_given(row.value(column.code))]
    assert set(rows) == KEPT and len(rows) == 4 and rows != ROWS[1:]
    assert submission.value(figure_of(form).code) == 12
    beyond = [(each.place.sheet, each.found) for each in findings if each.code == "row-beyond-table"]
    assert [found for _, found in beyond] == [BEYOND]
