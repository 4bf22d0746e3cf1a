"""The trace beside a report lists every number that the report prints, down to the sender's file and cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.support.command import run_command
from toolkit.excel.trace_book import write_trace
from toolkit.flow.reporting import teller_of
from toolkit.model.trace import Trace
from toolkit.round import open_round
from toolkit.word import Opened

UNITS = ("02 Tỉnh Hà Giang", "026 Huyện Đồng Văn")


def rows(path: Path, sheet: str) -> list[dict[str, object]]:
    """A sheet's rows below its head, by the names of their columns; the links to sources under `Nguồn 1` and so on."""
    found = list(openpyxl.load_workbook(path)[sheet].iter_rows(min_row=3, values_only=True))
    links = iter(range(1, 99))
    head = [f"Nguồn {next(links)}" if name == "Nguồn" else str(name) for name in found[0]]
    return [dict(zip(head, row, strict=True)) for row in found[1:]]


@pytest.mark.parametrize("name", UNITS)
def test_every_bound_number_is_a_row(demo_round: Path, name: str) -> None:
    """As many rows as bound numbers, in reading order, each with what is printed, its sentence, and sources that stand there."""
    report, trace = (demo_round / "5-bao-cao" / f"{name}{ending}" for ending in (".docx", ".trace.xlsx"))
    spots = [(spot.tag, spot.text, each.text) for each in Opened(report.read_bytes(), name).paragraphs for spot in each.spots]
    lines, sources = rows(trace, "Số liệu"), rows(trace, "Nguồn")
    # a chart's points are rows of the trace too, though no text of the page
    printed = [line for line in lines if not str(line["Phần"]).startswith("Tỷ lệ thực hiện chỉ tiêu kết nạp")]
    assert [(line["Số đã in"], line["Mã"]) for line in printed] == [
        (text, tag.split("|", 1)[1].rsplit("|", 2)[0]) for tag, text, _ in spots
    ]
    assert all(str(line["Câu"]) in text for line, (_, _, text) in zip(printed, spots, strict=True))
    assert [line["TT"] for line in lines] == list(range(1, len(lines) + 1))
    assert all(line["Giá trị"] is not None and line["Nguồn 1"] for line in lines)
    assert [source["TT"] for source in sources] == list(range(1, len(sources) + 1))


def test_sources_name_file_and_cell(demo_round: Path) -> None:
    """Each unit's figure of this period names the file it came in, sheet, cell and hash; last year's has no file of a sender."""
    sources = rows(demo_round / "5-bao-cao" / f"{UNITS[0]}.trace.xlsx", "Nguồn")
    own = [each for each in sources if each["Mã"] == "ket_nap_moi" and each["Kỳ"] == "2020"]
    assert len(own) == 193 and sum(int(str(each["Giá trị"])) for each in own) == 7338
    assert all(str(each["Tệp"]).endswith(".xlsx") and each["Trang tính"] and each["Ô"] and each["Mã băm của tệp"] for each in own)
    assert sum(int(str(each["Giá trị"])) for each in sources if each["Mã"] == "ket_nap_moi" and each["Kỳ"] == "2019") > 0


def test_corrections_are_told(copy_of_demo: Path) -> None:
    """A figure that the province corrected says so in its line, and the source says from what to what, why and by whom."""
    control = copy_of_demo / "dieu-hanh.xlsx"
    book = openpyxl.load_workbook(control)
    before = _own(copy_of_demo, "00688", "van_ban")
    row = ("00688", "van_ban", before, before + 1, "Đếm trùng", "Lan", "05/01/2021")
    for column, value in enumerate(row, start=1):
        book["Điều chỉnh"].cell(3, column).value = value
    book.save(control)
    assert run_command("narrate", str(copy_of_demo), "--unit", "02", "--lang", "vi").exit_code == 0
    path = copy_of_demo / "5-bao-cao" / f"{UNITS[0]}.trace.xlsx"
    line = next(each for each in rows(path, "Số liệu") if each["Mã"] == "van_ban")
    source = next(
        each for each in rows(path, "Nguồn") if each["Mã"] == "van_ban" and each["Mã ĐV"] == "00688" and each["Kỳ"] == "2020"
    )
    assert line["Điều chỉnh, ước tính"] == "1 điều chỉnh"
    assert f"{before} → {before + 1}: Đếm trùng" in str(source["Điều chỉnh, ước tính"])


def _own(folder: Path, unit: str, code: str) -> int:
    teller, _ = teller_of(open_round(folder))
    return int(str(teller.consolidation.figure(unit, code).value))


def test_an_empty_trace_is_a_workbook() -> None:
    """A paper without a number has a trace without a row."""
    book = write_trace(Trace("Không số", (), ()))
    assert book[:2] == b"PK"
