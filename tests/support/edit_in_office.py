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
    """Words before a figure and after one, bold, a tracked change, a rewritten sentence about a rank, a comment on words and one on a
    number, half of a number in bold, a paragraph copied twice, a number taken out."""
    find(document, "Tính đến hết").setString("Theo số liệu tổng hợp, tính đến hết")
    find(document, "trưởng thành Đoàn").CharWeight = 150.0
    find(document, "dẫn đầu là").setString("tiêu biểu, dẫn đầu là")
    document.RecordChanges = True
    find(document, "thường xuyên có mặt tại địa bàn").setString("đang có mặt tại địa phương")
    document.RecordChanges = False
    comment(document, find(document, "ĐÁNH GIÁ CHUNG"), "Chị Hoa xem lại câu này.")
    # LibreOffice 7.4 itself loses a comment that begins and ends within a control
    around = document.Text.createTextCursorByRange(find(document, "toàn tỉnh kết nạp mới"))
    around.goRight(len(" 7.338/"), True)
    comment(document, around, "Đúng số chưa?")
    half = document.Text.createTextCursorByRange(find(document, "128.946").getStart())
    half.goRight(3, True)
    half.CharWeight = 150.0
    copy_paragraph(document, "kết nạp mới")
    find(document, "180.497").setString("")


def comment(document, place, words: str) -> None:
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Author, note.Content = "Văn phòng", words
    place.getText().insertTextContent(place, note, True)


def copy_paragraph(document, words: str) -> None:
    """The paragraph with those words, copied and pasted twice after the last one, as with the keyboard."""
    control = document.CurrentController
    cursor = control.ViewCursor
    place = document.Text.createTextCursorByRange(find(document, words))
    place.gotoStartOfParagraph(False)
    place.gotoEndOfParagraph(True)
    control.select(place)
    copied = control.getTransferable()
    for _ in range(2):
        cursor.gotoEnd(False)
        document.Text.insertControlCharacter(document.Text.getEnd(), 0, False)
        cursor.gotoEnd(False)
        control.insertTransferable(copied)


main(*sys.argv[1:4])
# pyuno may crash while the interpreter takes its bridge down; the report is stored
os._exit(0)
