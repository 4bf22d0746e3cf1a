"""The workbook inside a chart of a report, which Word opens on "Edit Data"."""

from __future__ import annotations

import io

import xlsxwriter

from toolkit.excel.cells import WORKBOOK_OPTIONS
from toolkit.model.prose import ChartBlock


def write_chart_data(block: ChartBlock) -> bytes:
    """The labels and values of a chart, and its line where it has one, from A1 on; exact, where the sheet's numbers are."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, dict(WORKBOOK_OPTIONS)) as book:
        sheet = book.add_worksheet("Sheet1")
        look = book.add_format({"num_format": "0.0%" if block.percent else "#,##0"})
        sheet.set_column(0, 0, 28)
        sheet.write_string(0, 1, block.series)
        if block.goal is not None:
            sheet.write_string(0, 2, block.goal_label)
        for row, (label, _, value) in enumerate(block.points, start=1):
            sheet.write_string(row, 0, label)
            sheet.write_number(row, 1, float(value), look)
            if block.goal is not None:
                sheet.write_number(row, 2, float(block.goal), look)
    return buffer.getvalue()
