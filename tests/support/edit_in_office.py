"""Edits a report as an officer would, in LibreOffice through its own interface, and saves it: SOURCE TARGET PROFILE.

Run with the system's Python, which has `uno`; it stands apart from the project's own packages.
"""

import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def main(source: str, target: str, profile: str) -> None:
    pipe = f"baocao{abs(hash(profile)) % 10**8}"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;"]
    )
    desktop = connect(pipe)
    document = desktop.loadComponentFromURL(f"file://{source}", "_blank", 0, (option("Hidden", True),))
    edit(document)
    document.storeToURL(f"file://{target}", (option("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    desktop.terminate()
    office.wait(60)


def connect(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def option(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


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
