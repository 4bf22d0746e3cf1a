"""A workbook with everything that a round trip through openpyxl would lose, made by XlsxWriter."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import datetime
from functools import cache

import xlsxwriter

INPUTS = "Biểu 1"
OTHER = "Đơn 'x' vị"
QUOTED = OTHER.replace("'", "''")


def png() -> bytes:
    """A picture of 8 by 8 red dots."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\xff\0\0" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@cache
def rich_workbook() -> bytes:
    """Chart, picture, text box, button, comments, validations, protection, old and new conditional formats, names of both kinds.

    Always the same bytes: where tests change single ones, the clock must not move them.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(2020, 12, 31)})
    sheet, other = book.add_worksheet(INPUTS), book.add_worksheet(OTHER)
    _fill(book, sheet, other)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{INPUTS}'!$C$3:$C$5"})
    sheet.insert_chart("H2", chart)
    sheet.insert_image("H20", "dot.png", {"image_data": io.BytesIO(png())})
    sheet.insert_textbox("H26", "Hướng dẫn")
    other.insert_button("D2", {"caption": "Nút"})
    sheet.conditional_format("C3:C5", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "C3:C5", {"type": "cell", "criteria": "<", "value": 0, "format": book.add_format({"bg_color": "#FF0000"})}
    )
    sheet.data_validation("C3:C5", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.write_comment("C4", "Ghi chú của chị Hoa", {"author": "Hoa"})
    sheet.protect("", {"format_columns": True})
    sheet.activate()
    book.close()
    return target.getvalue()


def _fill(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet, other: xlsxwriter.workbook.Worksheet) -> None:
    entry = book.add_format({"bg_color": "#FFFDE7", "locked": False, "border": 1})
    sheet.set_column("A:A", 30)
    for row, (label, value) in enumerate((("Kết nạp mới", 12), ("Kết nạp nữ", 15), ("Chỉ tiêu", 10)), start=2):
        sheet.write(row, 0, label)
        sheet.write(row, 2, value, entry)
    sheet.write_formula("C7", "=ket_nap_moi/chi_tieu", None, 1.2)
    sheet.merge_range("A10:C10", "Tổng hợp")
    other.write("A1", "baocao.unit")
    other.write("B1", "00712")
    other.write_formula("B3", f"='{INPUTS}'!C3*2", None, 24)
    book.define_name("ket_nap_moi", f"='{INPUTS}'!$C$3")
    book.define_name("kn_nu", f"='{INPUTS}'!$C$4")
    book.define_name("chi_tieu", f"='{INPUTS}'!$C$5")
    book.define_name("bang", f"='{INPUTS}'!$A$3:$C$5")
    book.define_name("mat", "=#REF!")
    book.define_name(f"'{OTHER}'!cua_trang", f"='{QUOTED}'!$B$1")
    book.define_name("baocao.unit", f"='{QUOTED}'!$B$1")
    sheet.repeat_rows(0, 1)
    other.print_area("A1:B3")
    book.set_custom_property("baocao.unit", "00712")
    book.set_custom_property("baocao.period", "2020")
