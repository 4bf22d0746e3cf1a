"""A cell's font, where it is one from before Unicode, travels with what was typed; the answer is in Unicode, and noted as repaired."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.support.rounds import collected, drop, filled, small_round
from toolkit.excel.fonts import Fonts
from toolkit.excel.package import Package


def in_font(data: bytes, font: str, text: str, *, rich: bool = False) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, address = book.defined_names["kho_khan"].attr_text.replace("'", "").split("!")
    cell = book[sheet][address.replace("$", "")]
    cell.value = CellRichText(TextBlock(InlineFont(rFont=font), text)) if rich else text
    if not rich:
        cell.font = Font(name=font)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("font", "rich", "held", "meant"),
    [
        (".VnTime", False, "§\u00adêng xa, ®iÖn yÕu", "Đường xa, điện yếu"),
        ("VNI-Times", False, "Ñöôøng xa", "Đường xa"),
        ("Times New Roman", False, "§\u00adêng xa", None),
        (".VnTime", False, "Đường xa", "Đường xa"),
    ],
)
def test_what_a_sender_meant(tmp_path: Path, font: str, rich: bool, held: str, meant: str | None) -> None:  # noqa: FBT001
    """Turned by font and letters, with a note; under an ordinary font, or in Unicode already, as it is."""
    round_ = small_round(tmp_path)
    drop(round_, a=in_font(filled(round_, "x1"), font, held, rich=rich))
    taken = collected(round_).taken[0]
    with round_.ledger() as ledger:
        answer = ledger.submissions()["x1"].entries["kho_khan"]
    assert answer.raw == held
    assert answer.value == (meant if meant else held.replace("\u00ad", ""))
    repaired = [each.code for each in taken.findings if each.place.indicator == "kho_khan"]
    assert repaired == ([] if answer.value == held else ["text-repaired"])


def test_letters_in_fonts_of_their_own() -> None:
    """A text whose every run is in such a font counts; one that mixes them with others does not."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        old, new = book.add_format({"font_name": ".VnTime"}), book.add_format({"font_name": "Arial"})
        sheet.write_rich_string("A1", old, "hép ", old, "møt")
        sheet.write_rich_string("A2", old, "hép ", new, "møt")
        sheet.write_string("A3", "hép", new)
    fonts = Fonts(Package(buffer.getvalue()))
    assert fonts.any_legacy
    assert [fonts.legacy_font("xl/worksheets/sheet1.xml", cell) for cell in ("A1", "A2", "A3", "B9")] == [".VnTime", "", "", ""]
