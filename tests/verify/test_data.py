"""Numbers of a text are looked up in a round's figures."""

from __future__ import annotations

from decimal import Decimal

from toolkit.model.figure import Consolidation, Figure
from toolkit.model.form import Form, Indicator, Type
from toolkit.model.period import Period
from toolkit.model.place import Place
from toolkit.model.unit import Tree, Unit
from toolkit.verify import verify_text

ADMITTED = Indicator(code="ket_nap_moi", label="Kết nạp mới")
RATE = Indicator(code="ty_le_ket_nap", label="Tỷ lệ", type=Type.PERCENT, formula="=ket_nap_moi/chi_tieu_ket_nap")
ROUND = Consolidation(
    form=Form(programme="p", code="f", version="1", title="t", indicators=(ADMITTED, RATE)),
    period=Period(2020),
    tree=Tree(
        (
            Unit(code="02", name="Hà Giang"),
            Unit(code="024", name="Thành phố", parent="02"),
            Unit(code="026", name="Đồng Văn", parent="02"),
        )
    ),
    figures={
        "02": {
            "ket_nap_moi": Figure("02", "ket_nap_moi", 7338),
            "ty_le_ket_nap": Figure("02", "ty_le_ket_nap", Decimal(7338) / 7243),
        },
        "024": {"ket_nap_moi": Figure("024", "ket_nap_moi", 7338)},
    },
    previous={"02": {"ket_nap_moi": Figure("02", "ket_nap_moi", 7200)}},
    targets={("02", "ket_nap_moi"): 7243},
)


def test_found() -> None:
    """Figures, targets, previous figures and rates at the digits printed are found, the upper unit first."""
    result = verify_text([(Place(), "Kết nạp 7.338/7.243 đoàn viên (101,3% hay 101,31%), năm trước 7.200, của 2 đơn vị.")], ROUND)
    assert all(each.is_found for each in result.numbers)
    assert [each.text for each in result.numbers] == ["7.338", "7.243", "101,3%", "101,31%", "7.200", "2"]
    assert result.numbers[0].sources == (Place(unit="02", indicator="ket_nap_moi"), Place(unit="024", indicator="ket_nap_moi"))
    assert not result.findings


def test_not_found() -> None:
    """What the data does not hold is a note, once a sentence, with all its numbers; a date is no such number."""
    result = verify_text([(Place(cell="dòng 3"), "Ngày 26/3/2020 có 7.339 đoàn viên, 44,4%. Kết nạp 7.338.")], ROUND)
    assert [(each.code, each.place.cell, each.found) for each in result.findings] == [
        ("verify-not-in-data", "dòng 3", "7.339, 44,4%")
    ]


def test_derived() -> None:
    """A share or a difference that is rightly made of a figure of the data needs no source of its own."""
    text = "Kết nạp 7.338 đoàn viên, trong đó có 3.500 nữ (chiếm 47,7%), tăng 95 so với 500."
    result = verify_text([(Place(), text)], ROUND)
    assert [(each.text, each.is_derived) for each in result.numbers if not each.is_found] == [
        ("3.500", True),
        ("47,7%", True),
        ("95", False),
        ("500", False),
    ]


def test_without_data() -> None:
    """Without a round nothing is looked up."""
    result = verify_text([(Place(), "Có 7.339 đoàn viên.")])
    assert (result.findings, result.numbers, result.quantities) == ((), (), 1)
