"""From a printed figure back to the data: what it is now, and what it rests on."""

from __future__ import annotations

import pytest

from tests.narrate.sample import COMMUNES, FIGURES, PREVIOUS, own_template, round_of, row, template
from toolkit.model.figure import Consolidation
from toolkit.model.prose import Bound
from toolkit.model.trace import Trace
from toolkit.narrate import Teller, bound_of

PRAISE = row(loai="Tập thể", ten="Chi đoàn tổ 5", thanh_tich="Cả chi đoàn cùng làm", hinh_thuc="Biểu dương")
ANSWERS = {code: {"kho_khan_ma": "kinh_phi", "nguyen_nhan": "Địa bàn rộng, đi lại khó khăn"} for code in COMMUNES[:3]}


def rounds() -> dict[str, Consolidation]:
    return {
        "whole": round_of(previous=PREVIOUS),
        "partial": round_of(missing=("00718",)),
        "told": round_of(ANSWERS, {"00688": {"khen_thuong": (PRAISE,)}}, previous=PREVIOUS),
        "missed": round_of({"00715": {"ket_nap_moi": 2, "kn_nu": 0, "kn_dtts": 0, "kn_dia_ban": 0, "kn_truong_hoc": 0}}),
    }


@pytest.mark.parametrize("unit", ["02", "026"])
@pytest.mark.parametrize("name", ["whole", "partial", "told", "missed"])
def test_every_printed_figure_is_found_again(name: str, unit: str) -> None:
    """Each bound figure of a report, looked up by its tag alone, prints as it was printed."""
    teller = Teller(rounds()[name], late=frozenset({"00715"}))
    document, _ = teller.document(unit, template())
    sources = teller.sources(unit)
    bound = list(document.bound())
    assert len(bound) > 60
    again = {each.tag: (key := bound_of(each.tag)) and (now := sources.now(key)) and now.text for each in bound}
    assert again == {each.tag: each.text for each in bound}


def test_unknown_figures() -> None:
    """A tag of no unit, of no indicator, or of a figure that nobody stated is nothing now."""
    sources = Teller(round_of()).sources("02")
    for tag in (
        "99|ket_nap_moi|2020|so",
        "02|khong_co|2020|so",
        "02|ket_nap_moi|2020|chenh_lech",
        "02|ket_nap_moi/khong_co|2020|ty_le",
    ):
        bound = bound_of(tag)
        assert bound and sources.now(bound) is None
    assert bound_of("ket_nap_moi") is None


def test_change_has_a_direction() -> None:
    """A change prints without its sign, which is kept beside it."""
    sources = Teller(round_of(previous={**FIGURES, "ket_nap_moi": 50})).sources("02")
    now = sources.now(Bound("02", "ket_nap_moi", "2020", "chenh_lech", ""))
    assert now and (now.text, now.direction) == ("50", -1)


def trace_of(body: str) -> Trace:
    teller = Teller(round_of(previous=PREVIOUS))
    return teller.trace("02", teller.document("02", own_template(body))[0])


def test_trace_goes_down_to_the_communes() -> None:
    """A province's total rests on each commune's own entry, a rate on those of both its parts."""
    trace = trace_of("Kết nạp {{ so_lieu.ket_nap_moi }} đoàn viên, đạt {{ so_lieu.ty_le_ket_nap }}. Hết.")
    total, rate = trace.lines
    assert total.sentence == rate.sentence == "Kết nạp 200\u00a0đoàn viên, đạt 105,3%."
    (span,) = total.sources
    assert [trace.sources[number].unit for number in range(span[0], span[1] + 1)] == list(COMMUNES)
    assert {trace.sources[a].code for a, _ in rate.sources} == {"ket_nap_moi", "chi_tieu_ket_nap"}
    assert (total.reported, total.expected, total.value) == (5, 5, 200)


def test_trace_of_a_district_points_at_its_own() -> None:
    """A district's figure in the province's report rests on that district's communes only."""
    trace = trace_of("{% for u in don_vi.truc_thuoc %}{{ u.so_lieu.ket_nap_moi }} {% endfor %}")
    assert [[trace.sources[n].unit for a, b in line.sources for n in range(a, b + 1)] for line in trace.lines] == [
        ["00688", "00700"],
        ["00712", "00715", "00718"],
    ]


def test_trace_of_a_change_and_of_a_list() -> None:
    """A change rests on both periods; the number of units that met a target on what each of them stated."""
    trace = trace_of('{{ so_lieu.ket_nap_moi|so_sanh }}; {{ don_vi.truc_thuoc|dat_tu("ty_le_ket_nap", 1)|dem }} đơn vị')
    change, *_, met = trace.lines
    assert {trace.sources[a].period for a, _ in change.sources} == {"2019", "2020"}
    assert met.code == "truc_thuoc:ty_le_ket_nap>=1" and len(met.sources) == 4
