"""Forms written as Markdown tables inside tests, the way a designer would fill the sheets.

    | indicators | code | part_of | relation |
    |            | a    |         |          |
    |            | b    | a       | subset   |

The first column names the sheet. What a test does not care for is filled in: labels, messages, the settings of a form.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import xlsxwriter

from toolkit.define import define
from toolkit.model.finding import Finding, has_errors
from toolkit.model.form import Form

NAME = "thu.xlsx"
_SETTINGS = "| settings | setting | value |\n| | form | thu |\n| | version | 1 |\n| | title | Biểu thử |\n"
_FILLED_IN = {
    "indicators": ("label",),
    "tables": ("label",),
    "texts": ("label",),
    "choices": ("label",),
    "rules": ("message", "remedy"),
}


def form(markdown: str, programme: str = "chuong-trinh") -> Form:
    """The form that the tables define; they must be without errors."""
    result, findings = defined(markdown, programme)
    assert not has_errors(findings), findings
    return result


def defined(markdown: str, programme: str = "chuong-trinh") -> tuple[Form, tuple[Finding, ...]]:
    """The form that the tables define, and what `define` finds wrong with it."""
    return define(workbook(markdown), NAME, programme)


def workbook(markdown: str) -> bytes:
    """The definition workbook: machine names in row 1, something in row 2, data from row 3. Formulas stand in it as formulas."""
    if "| settings" not in markdown:
        markdown = _SETTINGS + markdown
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as book:
        for sheet, (columns, *rows) in _tables(markdown):
            page = book.add_worksheet(sheet)
            page.write_row(0, 0, columns)
            page.write_row(1, 0, [f"({column})" for column in columns])
            for number, row in enumerate(rows, start=2):
                for column, cell in enumerate(row):
                    (page.write_formula if cell.startswith("=") else page.write_string)(number, column, cell) if cell else None
    return buffer.getvalue()


def _tables(markdown: str) -> Iterator[tuple[str, list[list[str]]]]:
    tables: dict[str, list[list[str]]] = {}
    sheet = ""
    for line in markdown.strip().splitlines():
        first, *cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
        if set("".join(cells)) <= set("-: ") and cells and not any(cells):
            continue
        sheet = first or sheet
        tables.setdefault(sheet, []).append(cells)
    for title, (columns, *rows) in tables.items():
        missing = [column for column in _FILLED_IN.get(title, ()) if column not in columns]
        whole = [[*row, *[""] * (len(columns) - len(row))] for row in rows]
        filled = [[*row, *(row[_code_column(columns)] or "x" for _ in missing)] for row in whole]
        yield title, [[*columns, *missing], *filled]


def _code_column(columns: list[str]) -> int:
    return columns.index("code") if "code" in columns else 0
