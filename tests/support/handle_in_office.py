"""Handles workbooks as people do who know their spreadsheet program better than our form: JOBS.json PROFILE.

A job is {"source", "target", "table", "column", "rows", "figure", "beyond"}. In the table it types the rows, inserts one in the middle,
deletes one, sorts, and leaves a line below the table; it pastes a cell from elsewhere over the figure, checks and format included.
"""

import json
import os
import sys
from pathlib import Path

import uno
from office_bridge import desktop, option


def main(jobs: str, profile: str) -> None:
    with desktop(profile) as (program, _):
        for job in json.loads(Path(jobs).read_text(encoding="utf-8")):
            handle(program, job)


def handle(program, job: dict) -> None:
    document = program.loadComponentFromURL(f"file://{job['source']}", "_blank", 0, (option("Hidden", True),))
    paste_over(document, job["figure"])
    turn_table(document, job)
    document.storeToURL(f"file://{job['target']}", (option("FilterName", "Calc MS Excel 2007 XML"),))
    document.close(True)


def area(document, name: str):
    return document.NamedRanges.getByName(name).getReferredCells()


def paste_over(document, name: str) -> None:
    """A cell of a sheet of the sender's own, with its format and without any validation."""
    document.Sheets.insertNewByName("Nháp", document.Sheets.Count)
    own = document.Sheets.getByName("Nháp")
    own.getCellByPosition(0, 0).setString("12 người")
    target = area(document, name)
    target.Spreadsheet.unprotect("")
    target.Spreadsheet.copyRange(target.getCellByPosition(0, 0).CellAddress, own.getCellByPosition(0, 0).RangeAddress)


def turn_table(document, job: dict) -> None:
    name, column = job["table"], f"{job['table']}.{job['column']}"
    sheet = area(document, name).Spreadsheet
    sheet.unprotect("")
    top = area(document, column).RangeAddress.StartRow
    write(document, column, job["rows"][:4])
    sheet.Rows.insertByIndex(top + 2, 1)
    area(document, column).getCellByPosition(0, 2).setString(job["rows"][4])
    sheet.Rows.removeByIndex(top, 1)
    sort(document, name, column)
    body = area(document, column).RangeAddress
    sheet.getCellByPosition(body.StartColumn, body.EndRow + 2).setString(job["beyond"])


def write(document, column: str, rows: list) -> None:
    for number, text in enumerate(rows):
        area(document, column).getCellByPosition(0, number).setString(text)


def sort(document, name: str, column: str) -> None:
    body = area(document, name)
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.Field = area(document, column).RangeAddress.StartColumn - body.RangeAddress.StartColumn
    field.IsAscending = True
    body.sort((option("SortFields", uno.Any("[]com.sun.star.table.TableSortField", (field,))), option("ContainsHeader", False)))


main(*sys.argv[1:3])
sys.stdout.flush()
# pyuno may crash while the interpreter takes its bridge down; everything is stored
os._exit(0)
