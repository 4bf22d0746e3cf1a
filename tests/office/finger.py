"""Presses a button of an open workbook, as a mouse does: `finger.py CONNECTION BOOK-URL CAPTION`. Run by the Python that has `uno`.

The button is asked through the interface that screen readers use, so what runs is what the button is bound to: the macro, in LibreOffice.
Says `pressing` once the button is found, so that a run that died before may be repeated.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from typing import Any

import uno


def desktop(connection: str) -> Any:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    there = resolver.resolve(f"uno:{connection};urp;StarOffice.ComponentContext")
    return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)


def press(connection: str, url: str, caption: str) -> None:
    every = desktop(connection).Components.createEnumeration()
    books = []
    while every.hasMoreElements():
        books.append(every.nextElement())
    (book,) = (each for each in books if getattr(each, "URL", "") == url)
    front = book.Sheets.getByIndex(0)
    book.CurrentController.setActiveSheet(front)
    page = front.DrawPage
    models = [page.getByIndex(index).Control for index in range(page.Count)]
    (model,) = (each for each in models if each.Label == caption)
    button = book.CurrentController.getControl(model).getAccessibleContext()
    print("pressing", flush=True)
    button.doAccessibleAction(0)


faulthandler.enable()
press(*sys.argv[1:])
# taking its bridge down while the interpreter ends is where pyuno crashes now and then: leave without
os._exit(0)
