"""Edits a report as an officer would, in LibreOffice through its own interface, and saves it: SOURCE TARGET PROFILE.

Run with the system's Python, which has `uno`; it stands apart from the project's own packages.
"""

import os
import sys

from office_bridge import desktop, option


def main(source: str, target: str, profile: str) -> None:
    with desktop(profile) as (program, _):
        document = program.loadComponentFromURL(f"file://{source}", "_blank", 0, (option("Hidden", True),))
        edit(document)
        document.storeToURL(f"file://{target}", (option("FilterName", "MS Word 2007 XML"),))
        document.close(True)


def find(document, text: str):
    wanted = document.createSearchDescriptor()
    wanted.SearchString = text
    found = document.findFirst(wanted)
    if found is None:
        raise SystemExit(f"not in the document: {text}")
    return found


def edit(document) -> None:
    """Words before a figure, words after one, bold, a tracked change, a rewritten sentence about a rank, a comment."""
    find(document, "Tính đến hết").setString("Theo số liệu tổng hợp, tính đến hết")
    find(document, "trưởng thành Đoàn").CharWeight = 150.0
    find(document, "dẫn đầu là").setString("tiêu biểu, dẫn đầu là")
    document.RecordChanges = True
    find(document, "thường xuyên có mặt tại địa bàn").setString("đang có mặt tại địa phương")
    document.RecordChanges = False
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Author, note.Content = "Văn phòng", "Chị Hoa xem lại câu này."
    place = find(document, "ĐÁNH GIÁ CHUNG")
    place.getText().insertTextContent(place.getEnd(), note, False)


main(*sys.argv[1:4])
# pyuno may crash while the interpreter takes its bridge down; the report is stored
os._exit(0)
