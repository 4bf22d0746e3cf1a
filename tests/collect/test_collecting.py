"""A received file to a raw submission of one unit: who it says it is, what of it is lost, and what is no workbook at all."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import openpyxl
import pytest

from tests.support.forms import form
from tests.support.issued import issue
from tests.support.trees import tree
from toolkit.collect import Expectation, collect
from toolkit.excel.patch import CellValue, set_values
from toolkit.model.form import Form
from toolkit.model.period import Period
from toolkit.model.submission import RawSubmission
from toolkit.normalise import normalise

FORM = form("""
| indicators | code | type | formula | entered_at |
| | so | integer | | |
| | khac | integer | | |
| | ty_le | percent | =so/khac | |
| | huyen | integer | | huyện |
| tables | table | column | type | rows |
| | viec | | | 3 |
| | viec | ten | text | |
| | viec | so_luong | integer | |
| texts | code | choices |
| | kho_khan | muc |
| choices | list | code | label |
| | muc | it | Ít người |
""")
TREE = tree("""
02 tỉnh
  024 huyện
    1 xã
    2 xã -
""")
PERIOD = Period(2020)
ROUND = Expectation(FORM, PERIOD, TREE)
NAME = "Bao cao (1) - Copy.xlsx"


@cache
def blank(asked: Form = FORM, period: Period = PERIOD, unit: str = "1") -> bytes:
    return issue(asked, period, TREE, TREE[unit], {}, None)


def filled(values: Mapping[str | tuple[str, int], CellValue], data: bytes = b"") -> bytes:
    return set_values(data or blank(), values)


def codes(data: bytes, expected: Expectation = ROUND) -> tuple[bool, list[tuple[str, str, str]]]:
    """Whether it could be attributed, and the findings: code, severity, indicator."""
    raw, findings = collect(expected, NAME, data)
    return raw is not None, [(each.code, each.severity.value, each.place.indicator) for each in findings]


def without_names(*names: str) -> bytes:
    """The blank after somebody deleted defined names."""
    return resaved(lambda book: [book.defined_names.pop(name) for name in names])


def broken_names(*names: str) -> bytes:
    """The blank after somebody deleted the cells behind defined names."""

    def spoil(book: openpyxl.Workbook) -> None:
        for name in names:
            book.defined_names[name].attr_text = "#REF!"

    return resaved(spoil)


def resaved(change: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(blank()))
    change(book)  # type: ignore[operator]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def taken(data: bytes, expected: Expectation = ROUND) -> RawSubmission:
    raw, _ = collect(expected, NAME, data)
    assert raw is not None
    return raw


def test_what_was_filled_in_arrives_with_its_places() -> None:
    """Answers by code, texts with their coded answer, rows of tables; each with file, sheet and cell."""
    data = filled(
        {"so": 5, "khac": "7.338", "kho_khan": "Xa", "kho_khan_ma": "Ít người", ("viec.ten", 1): "a", ("viec.so_luong", 1): 2}
    )
    raw, findings = collect(ROUND, NAME, data)
    assert raw is not None
    assert findings == ()
    assert {code: cell.raw for code, cell in raw.cells.items()} == {
        "so": 5,
        "khac": "7.338",
        "kho_khan": "Xa",
        "kho_khan_ma": "Ít người",
    }
    assert (raw.identity.unit, raw.file, len(raw.sha256)) == ("1", NAME, 64)
    place = raw.cells["so"].place
    assert (place.file, place.unit, place.indicator, bool(place.sheet), bool(place.cell)) == (NAME, "1", "so", True, True)
    understood, unclear = normalise(FORM, raw, "xã")
    assert [(row.value("ten"), row.value("so_luong")) for row in understood.tables["viec"]] == [("a", 2)]
    assert [each.code for each in unclear] == ["value-repaired"]


def test_a_blank_comes_back_blank() -> None:
    """An issued workbook as it is gives every answer a cell with nothing in it."""
    raw = taken(blank())
    assert {cell.raw for cell in raw.cells.values()} == {None}
    assert normalise(FORM, raw, "xã")[0].tables["viec"] == ()


def test_only_what_its_kind_is_asked_is_taken() -> None:
    """A commune's workbook is not searched for a district's figure, nor for what is derived."""
    assert set(taken(blank()).cells) == {"so", "khac", "kho_khan", "kho_khan_ma"}


OTHER_VERSION = replace(FORM, version="2", settings=(*FORM.settings, ("accepts", "0; 1")))
WRONG: list[tuple[str, bytes, Expectation]] = [
    ("other-form", blank(replace(FORM, code="khac")), ROUND),
    ("other-form", blank(replace(FORM, programme="khac")), ROUND),
    ("other-period", blank(period=Period(2019)), ROUND),
    ("unknown-sender", blank(), Expectation(FORM, PERIOD, tree("02 tỉnh\n  9 xã\n"))),
    ("unit-does-not-report", blank(unit="024"), ROUND),
    ("unit-does-not-report", blank(unit="2"), ROUND),
]


@pytest.mark.parametrize(("code", "data", "expected"), WRONG, ids=[f"{number}-{row[0]}" for number, row in enumerate(WRONG)])
def test_what_belongs_to_no_unit_of_this_round_is_put_aside(code: str, data: bytes, expected: Expectation) -> None:
    """Another form, period or sender: one finding that says so, and nothing else is looked at."""
    assert codes(data, expected) == (False, [(code, "error", "")])


def test_a_workbook_of_ones_own_has_no_identity() -> None:
    """What the office did not send out says neither form nor unit."""
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    assert codes(target.getvalue()) == (False, [("no-identity", "error", "")])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook-empty-file"),
        (b"%PDF-1.7", "workbook-is-pdf"),
        (b"so;khac\n1;2\n", "workbook-is-text"),
        (blank()[:900], "workbook-damaged"),
    ],
)
def test_what_is_no_workbook_is_put_aside(data: bytes, code: str) -> None:
    """The file is named, and what it is instead."""
    raw, findings = collect(ROUND, NAME, data)
    assert raw is None
    assert [(each.code, each.place.file) for each in findings] == [(code, NAME)]


def test_the_name_of_the_file_says_nothing() -> None:
    """Who sent it is read from the workbook."""
    raw, findings = collect(ROUND, "ket-qua_2_2019.xlsx", blank())
    assert raw is not None
    assert (raw.identity.unit, findings) == ("1", ())


def test_another_version_is_taken_by_name() -> None:
    """An earlier version's answers are taken, with a warning."""
    assert codes(blank(), replace(ROUND, form=OTHER_VERSION)) == (True, [("other-version", "warning", "")])


def test_what_another_version_never_asked_is_not_lost() -> None:
    """A question that came later is unanswered in an earlier version's workbook, and no name of it is gone; a broken one is."""
    newer = replace(OTHER_VERSION, indicators=(*FORM.indicators, replace(FORM.indicators[0], code="moi")))
    assert codes(blank(), replace(ROUND, form=newer)) == (True, [("other-version", "warning", "")])
    assert codes(broken_names("so"), replace(ROUND, form=newer))[1] == [
        ("other-version", "warning", ""),
        ("name-lost", "error", "so"),
    ]


@pytest.mark.parametrize("spoil", [without_names, broken_names])
def test_lost_names_are_looked_for(spoil: object) -> None:
    """What one label says beyond doubt is taken from beside it and told; where two headings read alike, nothing is."""
    data = spoil("khac", "kho_khan_ma", "viec.ten")  # type: ignore[operator]
    told = [("name-found", "warning", "khac"), ("name-found", "warning", "kho_khan_ma"), ("name-lost", "error", "viec")]
    assert codes(data) == (True, told)
    assert {code: cell.place.cell for code, cell in taken(data).cells.items()} == {
        code: cell.place.cell for code, cell in taken(blank()).cells.items()
    }


def test_a_lost_column_takes_no_row_along() -> None:
    """The other columns' rows are read where they stand."""
    book = openpyxl.load_workbook(io.BytesIO(filled({("viec.ten", 0): "a", ("viec.so_luong", 2): 4})))
    del book.defined_names["viec.ten"]
    target = io.BytesIO()
    book.save(target)
    rows = normalise(FORM, taken(target.getvalue()), "xã")[0].tables["viec"]
    assert [row.value("so_luong") for row in rows] == [4]


def test_contradicting_identities_return_the_workbook() -> None:
    """A workbook mixed from two units' is attributed to the one that its names say, with an error."""
    attributed, found = codes(filled({"baocao.unit": "2"}, blank(unit="1")), replace(ROUND, tree=tree("02 tỉnh\n  1 xã\n  2 xã\n")))
    assert (attributed, [row[:2] for row in found]) == (True, [("identity-contradiction", "error")])


def test_what_looks_like_a_formula_is_text() -> None:
    """Typed text arrives as it was typed."""
    assert taken(filled({"so": "=1+1"})).cells["so"].raw == "=1+1"


def test_rows_below_a_table_are_not_passed_over() -> None:
    """What was typed under the last row is told at its first cell, since no name covers it."""
    book = openpyxl.load_workbook(io.BytesIO(blank()))
    sheet, _, area = book.defined_names["viec.ten"].attr_text.replace("$", "").partition("!")
    last = area.partition(":")[2]
    under = f"{last[0]}{int(last[1:]) + 2}"
    book[sheet.strip("'")][under] = "Tổ thứ tư"
    target = io.BytesIO()
    book.save(target)
    raw, (found,) = collect(ROUND, NAME, target.getvalue())
    assert raw is not None
    assert (found.code, found.place.sheet, found.place.cell, found.place.indicator) == (
        "row-beyond-table",
        sheet.strip("'"),
        under,
        "viec",
    )
