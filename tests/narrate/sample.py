"""An invented round of the real form: one province, two districts, five communes; built without files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from toolkit.consolidate import Fact, consolidate
from toolkit.define import define
from toolkit.model.figure import Consolidation
from toolkit.model.form import Form
from toolkit.model.period import Period
from toolkit.model.place import NOWHERE
from toolkit.model.submission import Entry, Identity, Row, Submission
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import Value
from toolkit.narrate import ReportTemplate, Source

PROGRAMME = Path(__file__).parents[2] / "templates" / "mot-cong-mot"

UNITS = (
    Unit(code="02", name="Tỉnh Hà Giang", kind="tỉnh"),
    Unit(code="024", name="Thành phố Hà Giang", kind="thành phố", parent="02"),
    Unit(code="00688", name="Phường Quang Trung", kind="phường", parent="024"),
    Unit(code="00700", name="Xã Ngọc Đường", kind="xã", parent="024"),
    Unit(code="026", name="Huyện Đồng Văn", kind="huyện", parent="02"),
    Unit(code="00712", name="Thị trấn Phó Bảng", kind="thị trấn", parent="026"),
    Unit(code="00715", name="Xã Lũng Cú", kind="xã", parent="026"),
    Unit(code="00718", name="Xã Má Lé", kind="xã", parent="026"),
)
COMMUNES = tuple(unit.code for unit in UNITS if len(unit.code) == 5)

FIGURES: Mapping[str, int] = {
    "tong_thanh_nien": 1200,
    "thanh_nien_co_mat": 900,
    "tn_dtts": 700,
    "tn_doanh_nghiep": 20,
    "tn_truong_hoc": 80,
    "tn_dia_ban": 800,
    "dv_dau_ky": 200,
    "dv_chuyen_den": 3,
    "dv_chuyen_di": 5,
    "dv_truong_thanh": 10,
    "dv_giam_khac": 1,
    "dv_cuoi_ky": 227,
    "hoi_vien": 420,
    "vua_dv_vua_hv": 30,
    "tap_hop_khac": 40,
    "tong_chi_doan": 12,
    "chi_doan_trien_khai": 12,
    "van_ban": 2,
    "hoi_nghi_quan_triet": 1,
    "luot_quan_triet": 190,
    "cuoc_kiem_tra": 2,
    "dv_phan_cong": 200,
    "dv_da_gioi_thieu": 200,
    "tn_duoc_gioi_thieu": 230,
    "gt_vao_doan": 60,
    "gt_vao_hoi": 110,
    "gt_hoat_dong": 60,
    "lop_cam_tinh": 1,
    "hv_cam_tinh": 50,
    "chi_tieu_ket_nap": 38,
    "ket_nap_moi": 40,
    "kn_nu": 18,
    "kn_dtts": 30,
    "kn_ton_giao": 0,
    "kn_dia_ban": 22,
    "kn_truong_hoc": 15,
    "kn_doanh_nghiep": 3,
    "dvut_gioi_thieu": 4,
    "dvut_ket_nap": 2,
}

PREVIOUS: Mapping[str, int] = {**FIGURES, "ket_nap_moi": 32, "dv_da_gioi_thieu": 180}
"""What each commune stated the year before, where a test wants a difference."""


@cache
def form() -> Form:
    """The programme's own form."""
    made, findings = define((PROGRAMME / "ket-qua.xlsx").read_bytes(), "ket-qua.xlsx", "mot-cong-mot")
    assert not [each for each in findings if each.severity.value == "error"]
    return made


def entry(value: Value) -> Entry:
    """An answer without a place."""
    return Entry(NOWHERE, None, value)


def row(**cells: Value) -> Row:
    """A row of a table."""
    return Row(NOWHERE, {code: entry(value) for code, value in cells.items()})


def submission(unit: str, figures: Mapping[str, Value], tables: Mapping[str, tuple[Row, ...]]) -> Submission:
    """What a commune sent; figures and texts by code."""
    entries = {code: entry(value) for code, value in figures.items()}
    return Submission(file=f"{unit}.xlsx", sha256="", identity=Identity(unit=unit), entries=entries, tables=tables)


def round_of(
    changes: Mapping[str, Mapping[str, Value]] | None = None,
    tables: Mapping[str, Mapping[str, tuple[Row, ...]]] | None = None,
    *,
    missing: tuple[str, ...] = (),
    previous: Mapping[str, int] | None = None,
) -> Consolidation:
    """A round in which every commune states FIGURES, but for the changes; `previous` is what each stated last year."""
    sent = {
        code: submission(code, {**FIGURES, **(changes or {}).get(code, {})}, (tables or {}).get(code, {}))
        for code in COMMUNES
        if code not in missing
    }
    before = {code: {name: Fact(value) for name, value in previous.items()} for code in COMMUNES} if previous else None
    return consolidate(form(), Period(2020), Tree(UNITS), sent, previous=before)[0]


@cache
def template() -> ReportTemplate:
    """The programme's own report."""
    return paper("report.md.j2")


@cache
def paper(name: str, letterhead: str = "letterhead.docx", layout: str = "", programme: Path = PROGRAMME) -> ReportTemplate:
    """A paper of the programme, with the common part."""
    source, common = ((programme / each).read_text(encoding="utf-8") for each in (name, "chung.j2"))
    return ReportTemplate(name, source, (programme / letterhead).read_bytes(), Source("chung.j2", common), layout, letterhead)


def own_template(body: str) -> ReportTemplate:
    """A template with nothing but that body."""
    return ReportTemplate("thu.md.j2", "{% block noi_dung %}\n" + body + "\n{% endblock %}", template().letterhead)
