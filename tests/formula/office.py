"""Formulas calculated by LibreOffice: one workbook out, one workbook back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tests.formula.scopes import Given
from toolkit.formula.coerce import NO_DATA_TEXT
from toolkit.model.value import BLANK, NO_DATA, Failure, Value

SOFFICE = shutil.which("soffice")

# recalculate every workbook on loading, with the settings of a computer in Vietnam (a decimal comma)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
</oor:items>
"""

STALE = 123456
"""The cached value that is written beside every formula: one that comes back was not calculated."""

ROOM = 4
"""Rows below each table's rows that nobody has filled."""


def calculated(formulas: Sequence[str], scope: Given, folder: Path) -> list[Value]:
    """What LibreOffice makes of each formula over the scope's values, which stand in cells under their names."""
    source = folder / "formulas.xlsx"
    source.write_bytes(_workbook(formulas, scope))
    _convert(source, folder)
    sheet = openpyxl.load_workbook(BytesIO((folder / "out" / "formulas.xlsx").read_bytes()), data_only=True)["congthuc"]
    return [_value(row[0]) for row in sheet.iter_rows(min_row=1, max_row=len(formulas), max_col=1)]


def _workbook(formulas: Sequence[str], scope: Given) -> bytes:
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    _write_values(book, scope.values)
    ranges = {**scope.columns, **{f"children.{code}": values for code, values in scope.kids.items()}}
    _write_columns(book, ranges)
    sheet = book.add_worksheet("congthuc")
    for row, formula in enumerate(formulas):
        sheet.write_formula(row, 0, formula, None, STALE)
    book.close()
    return data.getvalue()


def _write_values(book: xlsxwriter.Workbook, values: Mapping[str, Value]) -> None:
    sheet = book.add_worksheet("solieu")
    for row, (name, value) in enumerate(values.items()):
        book.define_name(name, f"=solieu!$A${row + 1}")
        _write(sheet, row, 0, value)


def _write_columns(book: xlsxwriter.Workbook, columns: Mapping[str, Sequence[Value]]) -> None:
    sheet = book.add_worksheet("bang")
    for column, (name, values) in enumerate(columns.items()):
        letter = xl_col_to_name(column)
        room = 0 if name.startswith("children.") else ROOM
        book.define_name(name, f"=bang!${letter}$1:${letter}${len(values) + room}")
        for row, value in enumerate(values):
            _write(sheet, row, column, value)


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Value) -> None:
    if isinstance(value, Failure):
        sheet.write_formula(row, column, "=1/0")
    elif value is NO_DATA:
        sheet.write_string(row, column, NO_DATA_TEXT)
    elif isinstance(value, date):
        sheet.write_number(row, column, (value - date(1899, 12, 30)).days)
    elif value is BLANK:
        if row % 2 and sheet.name == "solieu":
            # a derived figure that shows nothing
            sheet.write_formula(row, column, '=""', None, "")
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    else:
        sheet.write_number(row, column, float(value))


def _convert(source: Path, folder: Path) -> None:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [
        str(SOFFICE),
        "--headless",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(folder / "out"), str(source)], check=True, capture_output=True, timeout=600)


def _value(cell: openpyxl.cell.Cell) -> Value:
    if cell.data_type == "e":
        return Failure(str(cell.value))
    return BLANK if cell.value is None else cell.value  # type: ignore[return-value]
