"""Prints one sheet of an open workbook, buttons and all: CONNECTION BOOK-URL SHEET PDF-URL. Run by the Python that has `uno`."""

import os
import sys

import uno
from com.sun.star.beans import PropertyValue


def option(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def main(connection: str, url: str, sheet: str, target: str) -> None:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    there = resolver.resolve(f"uno:{connection};urp;StarOffice.ComponentContext")
    desktop = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    every, books = desktop.Components.createEnumeration(), []
    while every.hasMoreElements():
        books.append(every.nextElement())
    (book,) = (each for each in books if getattr(each, "URL", "") == url)
    shown = book.Sheets.getByName(sheet)
    for index in range(shown.DrawPage.Count):
        shape = shown.DrawPage.getByIndex(index)
        if hasattr(shape, "Control"):
            shape.Control.Printable = True
    cursor = shown.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    cells = shown.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)
    choice = uno.Any("[]com.sun.star.beans.PropertyValue", (option("Selection", cells),))
    book.storeToURL(target, (option("FilterName", "calc_pdf_Export"), option("FilterData", choice)))


main(*sys.argv[1:5])
# pyuno may crash while the interpreter takes its bridge down; the sheet is printed
os._exit(0)
