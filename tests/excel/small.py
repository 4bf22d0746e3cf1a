"""A small form that has one of everything, a tree, and what the units say: what the tests of written workbooks stand on."""

from __future__ import annotations

from tests.support.forms import form
from toolkit.consolidate import Fact, consolidate
from toolkit.model.figure import Consolidation
from toolkit.model.form import Form
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.submission import Entry, Identity, Row, Submission
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import BLANK, NO_DATA, Value

LONG = "Ghi rõ từng trường hợp. " * 30

SMALL = f"""
| indicators | code | section | type | formula | formula_at | part_of | relation | required | min | max | choices | note | aggregate |
| | tong | I. Chung | integer | | | | | x | 0 | | | {LONG} | |
| | nam | I. Chung | integer | | | tong | partition | | 0 | | | | |
| | nu | I. Chung | integer | | | tong | partition | | 0 | | | | |
| | dat | I. Chung | integer | | | | | x | 0 | | | | |
| | ty_le | I. Chung | percent | =dat/tong | | | | | | | | | |
| | dat_gioi | I. Chung | integer | | | dat | subset | | 0 | | | | |
| | phan_cong | II. Khác | integer | =COUNTA(viec.nguoi) | chi đoàn | | | | 0 | | | | |
| | xep_loai | II. Khác | choice | | | | | | | | muc | | none |
| tables | table | column | type | required | choices | rows | personal |
| | viec | | | | | 3 | x |
| | viec | nguoi | text | x | | | |
| | mo_hinh | | | | | 4 | |
| | mo_hinh | ten | text | x | | | |
| | mo_hinh | muc | choice | | muc | | |
| | mo_hinh | so | integer | | | | |
| texts | code | required | max_length | choices |
| | kho_khan | x | 20 | muc |
| choices | list | code | label |
| | muc | tot | Tốt |
| | muc | kem | Kém |
| rules | code | severity | formula | message | remedy | indicator |
| | du | warning | =dat>=target.dat | Chưa đạt chỉ tiêu. | Xem lại. | dat |
| | hon | error | =tong>=previous.tong | Ít hơn kỳ trước. | Xem lại. | |
| | tu | warning | =COUNT(children.tong)>0 | Không xét được. | Bỏ qua. | tong |
"""


def small_form() -> Form:
    """The form, read from its definition."""
    return form(SMALL)


def tree() -> Tree:
    """A province of two districts with three communes; one of them is exempt."""
    return Tree(
        (
            Unit(code="02", name="Tỉnh Hà Giang", kind="tỉnh"),
            Unit(code="024", name="Huyện Yên Minh", kind="huyện", parent="02"),
            Unit(code="00820", name="Xã Bạch Đích", kind="xã", parent="024"),
            Unit(code="00821", name="Xã Na Khê", kind="xã", parent="024"),
            Unit(code="025", name="Huyện Quản Bạ", kind="huyện", parent="02"),
            Unit(code="00900", name="Xã Cán Tỷ", kind="xã", parent="025"),
        )
    )


def submission(unit: str, values: dict[str, Value], rows: tuple[dict[str, Value], ...] = ()) -> Submission:
    """What a unit states; each value stands in a cell of its own."""
    return Submission(
        file=f"BC {unit} (1).xlsx",
        sha256=unit.ljust(64, "0"),
        identity=Identity(unit=unit),
        entries={
            code: Entry(Place(file=f"BC {unit} (1).xlsx", sheet="Số liệu", cell=f"D{row}", unit=unit, indicator=code), None, value)
            for row, (code, value) in enumerate(values.items(), start=10)
        },
        tables={"mo_hinh": tuple(Row(Place(), {code: Entry(Place(), None, value) for code, value in row.items()}) for row in rows)},
    )


def consolidation() -> Consolidation:
    """Two of the three communes reported; one of them does not know a figure, and types what looks like a formula."""
    sent = {
        "00820": submission(
            "00820",
            {
                "tong": 100,
                "nam": 60,
                "nu": 40,
                "dat": 50,
                "dat_gioi": NO_DATA,
                "xep_loai": "tot",
                "kho_khan": "=1+1",
                "kho_khan_ma": "kem",
            },
            ({"ten": "Tổ tự quản", "muc": "tot", "so": 12}, {"ten": "=cmd()", "muc": BLANK, "so": BLANK}),
        ),
        "00900": submission(
            "00900", {"tong": 300, "nam": 150, "nu": 150, "dat": 250, "dat_gioi": BLANK}, ({"ten": "Đội xung kích"},)
        ),
    }
    targets = {("02", "dat"): Fact(320)}
    previous = {"00820": {"tong": Fact(90)}}
    return consolidate(small_form(), Period(2020), tree(), sent, previous=previous, targets=targets)[0]
