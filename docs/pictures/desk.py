"""Draws the pictures of the control workbook: `python docs/pictures/desk.py`.

A round of one town is played in a hidden LibreOffice: its buttons' steps run, then each sheet is printed to PDF with the buttons on
it, and poppler turns the wanted part into PNG. Nothing is drawn by hand.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import xlwings

from toolkit.demo.sample import Sample, read_sample
from toolkit.demo.senders import filled
from toolkit.excel.front_sheet import Macros
from toolkit.excel.patch import set_values
from toolkit.files import read_bytes, write_safely
from toolkit.office.libreoffice import register
from toolkit.office.wire import connection, find_office_python
from toolkit.round import create_round, open_round
from toolkit.shelf import find_sample, shelf

HERE = Path(__file__).resolve().parent
ROOT = "024"
SHOWN_PYTHON = r"C:\baocao\Scripts\python.exe"
RESOLUTION = 110


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: after which steps it is taken, the sheet that it shows, and where on its first page that begins and ends."""

    name: str
    steps: tuple[str, ...]
    sheet: str
    top: float
    bottom: float


SHOTS = (
    Shot("desk-progress", ("issue", "collect"), "Tiến độ", 0.06, 0.27),
    Shot("desk-findings", (), "Lỗi", 0.08, 0.32),
    Shot("desk-trace", ("consolidate", "trace"), "Truy vết", 0.08, 0.3),
    Shot("desk", ("narrate", "verify"), "Bảng điều khiển", 0.08, 0.95),
)


def draw() -> None:
    """Write every picture."""
    with tempfile.TemporaryDirectory() as work:
        os.environ["HOME"] = work
        os.environ["PYTHONPATH"] = str(HERE.parents[1])
        sample, folder = read_sample(find_sample("ha-giang-2020")), Path(work) / "Đợt báo cáo 2020"
        _begin(folder, sample)
        app = register().apps.add(visible=False, add_book=False)
        try:
            book = app.books.open(folder / "dieu-hanh.xlsm")
            for shot in SHOTS:
                for step in shot.steps:
                    _play(book, folder, sample, step)
                _cut(shot, _printed(book, shot.sheet, Path(work)))
        finally:
            app.quit()


def _begin(folder: Path, sample: Sample) -> None:
    settings = {"programme": sample.programme, "form": sample.form, "period": sample.period, "deadline": "15/12/2030"}
    macros = Macros(read_bytes(shelf("macros") / "vbaProject.bin"), SHOWN_PYTHON)
    create_round(folder, settings, sample.units, ROOT, macros)


def _play(book: xlwings.Book, folder: Path, sample: Sample, step: str) -> None:
    """One step: before taking in, one commune is silent and one makes slips; before tracing, a total is selected."""
    if step == "collect":
        _send(folder, sample)
    if step != "trace":
        _press(book, step)
        return
    town = book.app.books.open(next((folder / "4-tong-hop").glob(f"{ROOT} *.xlsx")))
    total = town.names["ket_nap_moi"].refers_to_range
    total.sheet.activate()
    total.select()
    _press(book, step)
    town.close()


def _send(folder: Path, sample: Sample) -> None:
    round_ = open_round(folder)
    _, wrong, *_ = units = [unit.code for unit in round_.tree.expected(ROOT)]
    for each in sample.waves[0].deliveries:
        if each.unit in units[1:]:
            slips = {"kn_nu": 9999, "dv_cuoi_ky": "khoảng ba chục"} if each.unit == wrong else {}
            write_safely(folder / "2-nhan" / f"{each.unit}.xlsx", set_values(filled(round_, sample, each), slips))


def _press(book: xlwings.Book, step: str) -> None:
    url = Path(book.fullname).as_uri()
    subprocess.run([sys.executable, "-m", "toolkit.office", step, "libreoffice", url], check=True, timeout=600)


def _printed(book: xlwings.Book, sheet: str, work: Path) -> Path:
    """One sheet as PDF, its buttons printed with it."""
    pdf = work / "sheet.pdf"
    where = [connection(), Path(book.fullname).as_uri(), sheet, pdf.as_uri()]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run([str(find_office_python()), str(HERE / "print_sheet.py"), *where], check=True, timeout=600, env=environment)
    return pdf


def _cut(shot: Shot, pdf: Path) -> None:
    told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True, encoding="utf-8").stdout
    size = next(line for line in told.splitlines() if line.startswith("Page size:")).split()
    width, height = (round(float(points) / 72 * RESOLUTION) for points in (size[2], size[4]))
    top, tall = round(height * shot.top), round(height * (shot.bottom - shot.top))
    area = ("-x", "0", "-y", str(top), "-W", str(width), "-H", str(tall))
    subprocess.run(["pdftoppm", "-png", "-r", str(RESOLUTION), "-singlefile", *area, str(pdf), str(HERE / shot.name)], check=True)


if __name__ == "__main__":
    for tool in ("soffice", "pdftoppm", "pdfinfo"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not here: `make office` installs LibreOffice and poppler where it may.")
    draw()
