"""Draws the pictures of the README and the docs from the files of a finished demo: `python docs/pictures/draw.py build/demo`.

LibreOffice prints each file to PDF, poppler turns the wanted part of the wanted page into PNG. What is shown is what anybody
sees who opens the file; nothing is drawn by hand.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from toolkit.excel.layout import NUMBERS
from toolkit.excel.package import Package
from toolkit.excel.patch import CellValue, set_values
from toolkit.issue import Issuer
from toolkit.model.period import parse_period
from toolkit.model.unit import Tree, Unit
from toolkit.round import read_programme_form
from toolkit.shelf import shelf

HERE = Path(__file__).resolve().parent
WIDTH = 900


@dataclass(frozen=True)
class Picture:
    """The first page of a file of the round that says `says`; `top` and `height` are shares of the page's height."""

    name: str
    file: str
    says: str
    top: float = 0.0
    height: float = 1.0
    later: int = 0
    """So many pages after that one."""


PICTURES = (
    Picture("blank", "1-phat-hanh/024 */ket-qua_00688_2020.xlsx", "Biểu số", height=0.6),
    Picture("returned", "vi-du-tra-lai/00919 *.xlsx", "khoảng ba chục", height=0.4),
    Picture("returned-cells", "vi-du-tra-lai/00919 *.xlsx", "Biểu số", height=0.6),
    Picture("consolidated", "4-tong-hop/02 *.xlsx", "Huyện Đồng Văn", height=0.72),
    Picture("sources", "4-tong-hop/024 *.xlsx", "NGUỒN SỐ LIỆU", height=0.5),
    Picture("charts", "4-tong-hop/02 *.xlsx", "CÁC ĐƠN VỊ SO VỚI NHAU", height=0.75, later=1),
    Picture("texts", "4-tong-hop/024 *.xlsx", "Ý KIẾN CỦA CÁC ĐƠN VỊ", height=0.85),
    Picture("report", "5-bao-cao/02 *.docx", "BÁO CÁO"),
)


@dataclass(frozen=True)
class FormPicture:
    """The first page of figures of a form's blank, for one unit that it suits."""

    name: str
    programme: str
    form: str
    period: str
    unit: Unit
    above: Unit


_WARD = Unit(code="00688", name="Phường Quang Trung", kind="phường", parent="024")
_TOWN = Unit(code="024", name="Thành phố Hà Giang", kind="thành phố")
_COMMUNE = Unit(code="29263", name="Xã Long Đức", kind="xã", parent="842")
_CITY = Unit(code="842", name="Thành phố Trà Vinh", kind="thành phố")

FORMS = (
    FormPicture("form-1+1-dang-ky", "mot-cong-mot", "dang-ky", "2020", _WARD, _TOWN),
    FormPicture("form-1+1-ket-qua", "mot-cong-mot", "ket-qua", "2020", _WARD, _TOWN),
    FormPicture("form-3-chu-dong-dang-ky", "ba-chu-dong", "dang-ky", "2023", _COMMUNE, _CITY),
    FormPicture("form-3-chu-dong-danh-gia", "ba-chu-dong", "danh-gia", "2023", _COMMUNE, _CITY),
)

FILLING = "form-filling"
_TYPED: dict[str | tuple[str, int], CellValue] = {
    "tong_thanh_nien": 1250,
    "thanh_nien_co_mat": 1320,
    "tn_dtts": 640,
    "tn_doanh_nghiep": 35,
    "tn_truong_hoc": 210,
    "tn_dia_ban": "khoảng 900",
    "dv_dau_ky": 318,
    "dv_chuyen_den": 4,
    "dv_chuyen_di": 9,
    "dv_truong_thanh": 11,
    "dv_giam_khac": 0,
    "dv_cuoi_ky": 402,
    "hoi_vien": 455,
    "vua_dv_vua_hv": "không có số liệu",
}

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
"""As on a Vietnamese machine with Excel: numbers such as 7.338, and formulas computed anew on opening."""


def draw(round_folder: Path) -> list[Path]:
    """Write every picture; the paths written."""
    for tool in ("soffice", "pdftoppm", "pdfinfo", "pdftotext"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is not here: `make office` installs LibreOffice and poppler where it may.")
    with tempfile.TemporaryDirectory() as work:
        drawn = [_drawn(picture, round_folder, Path(work)) for picture in PICTURES]
        return [
            *drawn,
            _drawn(Picture(FILLING, f"{FILLING}.xlsx", "Biểu số", height=0.43), _half_filled(Path(work)), Path(work)),
            *(_drawn(Picture(each.name, f"{each.name}.xlsx", "Biểu số"), _issued(each, Path(work)), Path(work)) for each in FORMS),
        ]


def _half_filled(work: Path) -> Path:
    """A folder with a blank in which somebody has begun to type, and which prints what is else seen on a screen only."""
    folder = _issued(FORMS[1], work)
    package = Package(set_values((folder / f"{FORMS[1].name}.xlsx").read_bytes(), _TYPED))
    printed, seen = (f"'{NUMBERS}'!$A${row}:${column}$".encode() for row, column in ((2, "F"), (1, "G")))
    book = package.read(package.workbook).replace(printed, seen)
    (folder / f"{FILLING}.xlsx").write_bytes(package.rewritten({package.workbook: book}))
    return folder


def _issued(picture: FormPicture, work: Path) -> Path:
    """A folder with the unit's blank of that form."""
    form, _ = read_programme_form(shelf("templates") / picture.programme, picture.form)
    period = parse_period(picture.period) or sys.exit(f"{picture.period} is no period")
    tree = Tree((picture.above, picture.unit))
    (work / "blanks").mkdir(exist_ok=True)
    (work / "blanks" / f"{picture.name}.xlsx").write_bytes(Issuer(form, period, tree, None).blank(picture.unit, {}))
    return work / "blanks"


def _drawn(picture: Picture, round_folder: Path, work: Path) -> Path:
    found = sorted(round_folder.glob(picture.file))
    if not found:
        sys.exit(f"{round_folder} holds no {picture.file}: run `make demo` first.")
    pdf = _printed(found[0], work)
    page = _page_that_says(picture.says, pdf) + picture.later
    width, height = _page_size(pdf, page)
    scale = WIDTH / width
    top, tall = round(height * scale * picture.top), round(height * scale * picture.height)
    area = ("-scale-to-x", str(WIDTH), "-scale-to-y", "-1", "-x", "0", "-y", str(top), "-W", str(WIDTH), "-H", str(tall))
    pages = ("-f", str(page), "-l", str(page), "-singlefile")
    subprocess.run(["pdftoppm", "-png", *pages, *area, str(pdf), str(HERE / picture.name)], check=True)
    return HERE / f"{picture.name}.png"


def _printed(file: Path, work: Path) -> Path:
    """The file as PDF. The profile is a new one, so that a LibreOffice that is open does not matter."""
    settings = work / "profile" / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(work), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return work / f"{file.stem}.pdf"


def _page_that_says(words: str, pdf: Path) -> int:
    told = _told(["pdftotext", "-layout", str(pdf), "-"])
    pages = (number for number, text in enumerate(told.split("\f"), start=1) if words in text)
    return next(pages, 0) or sys.exit(f"no page of {pdf.stem} says “{words}” any more: mend PICTURES")


def _told(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def _page_size(pdf: Path, page: int) -> tuple[float, float]:
    told = _told(["pdfinfo", "-f", str(page), "-l", str(page), str(pdf)])
    size = next(line for line in told.splitlines() if line.startswith("Page") and "size:" in line).split("size:")[1].split()
    return float(size[0]), float(size[2])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: draw.py FOLDER, the folder of a finished `baocao demo`")
    for path in draw(Path(sys.argv[1])):
        print(path.relative_to(HERE.parent.parent))
