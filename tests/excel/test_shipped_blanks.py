"""Every blank that the shipped forms give: within what Excel 2013 knows and takes, with titles that are whole words."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from tests.support.issued import issue
from tests.support.shipped import SHIPPED
from toolkit.excel.arrange import blank_layout
from toolkit.formula.signature import SIGNATURES
from toolkit.model.period import Period
from toolkit.model.unit import Tree, Unit

KINDS = ("xã", "chi đoàn", "huyện", "trường học")
CASES = [(name, kind) for name in SHIPPED for kind in KINDS]

OURS = {
    "AND",
    "COUNTA",
    "COUNTIF",
    "IF",
    "ISERROR",
    "ISNA",
    "ISNUMBER",
    "ISTEXT",
    "LEFT",
    "LEN",
    "MATCH",
    "NOT",
    "OR",
    "SEARCH",
    "SUM",
}
OURS |= {"INT", "ISBLANK", "N", "SUMPRODUCT", "TRUE", "FALSE", "TEXT", "TRIM", "COUNT", "IFERROR", "INDEX", "ISLOGICAL", "EXACT"}
"""What the live checks are written with, beside the functions of the formula language; all of them are as old as Excel 2007."""


@cache
def blank(name: str, kind: str) -> bytes:
    unit = Unit(code="1", name="Đơn vị", kind=kind)
    return issue(SHIPPED[name], Period(2020), Tree((unit,)), unit, {}, None)


def formulas(name: str, kind: str) -> Iterator[str]:
    """Of cells, validations, conditional formats and names."""
    book = openpyxl.load_workbook(io.BytesIO(blank(name, kind)))
    yield from (defined.attr_text for defined in book.defined_names.values())
    for sheet in book.worksheets:
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
        for check in sheet.data_validations.dataValidation:
            yield from (text for text in (check.formula1, check.formula2) if text)
        for area in sheet.conditional_formatting:
            yield from (text for rule in area.rules for text in rule.formula)


def bare(formula: str) -> str:
    """Without what stands between quotes, in which anything may."""
    return re.sub(r'"[^"]*"|\'[^\']*\'', "", formula)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_only_functions_that_excel_2013_has(name: str, kind: str) -> None:
    """No newer function, no array, nothing that a newer Excel marks with a prefix."""
    known = OURS | {each.name for each in SIGNATURES.values()}
    called = {function for formula in formulas(name, kind) for function in re.findall(r"([A-Z][A-Z0-9.]*)\(", bare(formula))}
    assert called <= known
    with zipfile.ZipFile(io.BytesIO(blank(name, kind))) as package:
        parts = b"".join(package.read(part) for part in package.namelist() if part.endswith(".xml"))
    assert not re.search(rb"_xlfn|_xlws|<f t=\"array\"| cm=\"|dynamicArray|x14:dataValidation", parts)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_within_excels_limits(name: str, kind: str) -> None:
    """Length, depth and literals of formulas; titles and messages of validations; lists that are ranges; titles of sheets."""
    for formula in formulas(name, kind):
        assert len(formula) <= 8192 and depth(formula) <= 64
        assert max((len(text) for text in formula.split('"')[1::2]), default=0) <= 255
    for sheet in openpyxl.load_workbook(io.BytesIO(blank(name, kind))).worksheets:
        assert len(sheet.title) <= 31
        for check in sheet.data_validations.dataValidation:
            assert len(check.promptTitle or "") <= 32 and len(check.prompt or "") <= 255
            assert len(check.errorTitle or "") <= 32 and len(check.error or "") <= 255
            assert len(check.formula1 or "") <= 255


def depth(formula: str) -> int:
    deepest = now = 0
    for sign in bare(formula):
        now += (sign == "(") - (sign == ")")
        deepest = max(deepest, now)
    return deepest


@pytest.mark.parametrize("name", SHIPPED)
def test_titles_of_sheets_are_whole(name: str) -> None:
    """A table whose label is too long for a sheet's title states a shorter one; none is cut in the middle of what it says."""
    for table in SHIPPED[name].tables:
        assert table.sheet or len(table.label) <= 31, table.code
    kinds = {kind for table in SHIPPED[name].tables for kind in table.entered_at} | {"xã"}
    for kind in kinds:
        assert all(block.sheet == (block.table.sheet or block.table.label) for block in blank_layout(SHIPPED[name], kind).tables)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_every_formula_carries_its_value(name: str, kind: str) -> None:
    """A preview that computes nothing shows what Excel would."""
    with zipfile.ZipFile(io.BytesIO(blank(name, kind))) as package:
        for part in (part for part in package.namelist() if part.startswith("xl/worksheets/sheet")):
            cells = re.findall(rb"<c [^>]*>(?:(?!</c>).)*<f>.*?</c>", package.read(part), re.DOTALL)
            assert all(b"<v>" in cell for cell in cells)


@pytest.mark.skipif(not os.environ.get("BAOCAO_VALIDATE_OOXML"), reason="BAOCAO_VALIDATE_OOXML does not name the schema validator")
def test_valid_against_the_schemas(tmp_path: Path) -> None:
    """Every blank obeys ISO/IEC 29500."""
    for number, (name, kind) in enumerate(CASES):
        (tmp_path / f"{number}.xlsx").write_bytes(blank(name, kind))
    validator = [sys.executable, os.environ["BAOCAO_VALIDATE_OOXML"], *map(str, tmp_path.glob("*.xlsx"))]
    result = subprocess.run(validator, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-3000:]
