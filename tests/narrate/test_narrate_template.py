"""Templates: what they can reach, and what is said when they go wrong."""

from __future__ import annotations

import pytest

from tests.narrate.sample import own_template, round_of, template
from toolkit.messages import Obstacle, sentence
from toolkit.model.prose import plain
from toolkit.narrate import ReportTemplate, narrate
from toolkit.narrate.filters import Filters
from toolkit.narrate.ink import Ink
from toolkit.narrate.scene import Scene


def printed(body: str, **settings: str) -> str:
    document, _ = narrate(round_of(previous={"ket_nap_moi": 32}), "02", own_template(body), settings)
    return "\n".join(plain(block.runs) for block in document.part("noi_dung").blocks).replace("\u00a0", " ")  # type: ignore[union-attr]


def obstacle(body: str) -> Obstacle:
    with pytest.raises(Obstacle) as caught:
        printed(body)
    return caught.value


@pytest.mark.parametrize(
    ("body", "found", "nearest"),
    [
        ("{{ so_lieu.ket_nap_mo }}", "ket_nap_mo", "ket_nap_moi"),
        ("{{ so_liu.x }}", "so_liu", "so_lieu"),
        ("{{ don_vi.tenn }}", "tenn", "ten"),
        ("{{ so_lieu.ket_nap_moi|ti_le }}", "ti_le", "ty_le"),
        ('{{ don_vi.truc_thuoc|xep_hang("ket_nap_mo")|dem }}', "ket_nap_mo", "ket_nap_moi"),
        (
            '{% for d in bang.khen_thuong|loc("loaii", "x") %}{{ d.ten }}{% endfor %}{{ bang.khen_thuog.so }}',
            "khen_thuog",
            "khen_thuong",
        ),
    ],
)
def test_unknown_name_is_answered_with_the_nearest(body: str, found: str, nearest: str) -> None:
    """An unknown name is an obstacle with file, line and the nearest known name."""
    error = obstacle("dòng đầu\n\n" + body)
    assert error.code == "report-template-unknown-name"
    assert (error.values["file"], error.values["line"]) == ("thu.md.j2", "4")
    assert (error.values["found"], error.values["nearest"]) == (found, nearest)


def test_syntax_error_has_its_line() -> None:
    """An unfinished statement is an obstacle with file and line."""
    error = obstacle("a\n\n{% if x %}")
    assert error.code == "report-template-syntax"
    assert error.values["file"] == "thu.md.j2"
    assert int(error.values["line"]) >= 4


@pytest.mark.parametrize(
    "body",
    [
        "{{ don_vi.truc_thuoc }}",
        "{{ don_vi }}",
        "{{ 2 ** 99999 }}",
        '{{ "a" * 9999999 }}',
        "{{ don_vi.la_cap_tren }}",
        "{{ 1 + so_lieu }}",
    ],
)
def test_what_cannot_be_printed(body: str) -> None:
    """A list, a view, a truth value, an operation without bound: an obstacle with its line, never a Python representation."""
    error = obstacle(body)
    assert error.code == "report-template-failed"
    assert error.values["line"] == "2"


@pytest.mark.parametrize(
    "body",
    [
        "{{ don_vi.__class__ }}",
        "{{ don_vi._scene }}",
        "{{ don_vi.unit }}",
        '{{ "".__class__.__mro__ }}',
        '{{ "{0.__class__}".format(don_vi) }}',
        "{{ so_lieu.ket_nap_moi.value }}",
        "{{ so_lieu.ket_nap_moi.runs() }}",
        "{{ self.noi_dung }}",
        "{{ range(9) }}",
        "{{ lipsum() }}",
        '{% include "/etc/passwd" %}',
        '{% import "os" as os %}{{ os }}',
    ],
)
def test_python_is_out_of_reach(body: str) -> None:
    """Neither Python's attributes nor our own, nor functions nor files can be reached."""
    assert obstacle(body).code.startswith("report-template-")


def test_obstacles_read_as_sentences() -> None:
    """Each obstacle's sentence can be filled in both languages."""
    error = obstacle("{{ khong_co }}")
    for lang in ("vi", "en"):
        assert "khong_co" in sentence(error.code, error.values, lang)


def test_template_without_a_body() -> None:
    """A template needs the block of the body."""
    with pytest.raises(Obstacle) as caught:
        narrate(round_of(), "02", ReportTemplate("x.j2", "chỉ có chữ", template().letterhead), {})
    assert caught.value.code == "report-template-no-body"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{ so_lieu.tong_thanh_nien }}", "6.000"),
        ("{{ so_lieu.ty_le_ket_nap }}", "105,3%"),
        ("{{ so_lieu.lop_cam_tinh|dem }} lớp", "05 lớp"),
        ("{{ so_lieu.kn_nu|ty_trong(so_lieu.ket_nap_moi) }}", "45%"),
        ("{{ so_lieu.ket_nap_moi|dat_chi_tieu(so_lieu.chi_tieu_ket_nap) }}", "200/190 đoàn viên, đạt 105,3% so với chỉ tiêu"),
        ("{{ so_lieu.ket_nap_moi|dat_chi_tieu(so_lieu.kn_ton_giao) }}", "200 đoàn viên"),
        ("{{ so_lieu.ket_nap_moi|so_sanh }}", "tăng 40 đoàn viên, tương đương 25% so với năm 2019"),
        ("x{{ so_lieu.hoi_vien|so_sanh }}", "x"),
        ("{{ don_vi.truc_thuoc|liet_ke(t) }}{% macro t(u) %}\n{{ u.ten_rieng }}\n{% endmacro %}", None),
        ('{{ ["A", "B", "C"]|liet_ke }}', "A, B và C"),
        ('{{ ["A", "", "B"]|liet_ke }}', "A và B"),
        ('{{ ["A"]|liet_ke }}', "A"),
        ("x{{ []|liet_ke }}", "x"),
        ('{{ ["A", "B", "C", "D"]|liet_ke(toi_da=2, con_lai="đơn vị khác") }}', "A, B và 02 đơn vị khác"),
        ('{{ ["A", "B", "C"]|liet_ke(toi_da=2, con_lai="đơn vị khác") }}', "A, B và C"),
        ("{{ don_vi.ten|hoa }}", "TỈNH HÀ GIANG"),
        ("{% macro t(u) %}Đoàn {{ u.ten_rieng }}{% endmacro %}{{ t(don_vi)|hoa }}", "ĐOÀN HÀ GIANG"),
        ("{{ so_lieu.ket_nap_moi|bang_chu }}", "hai trăm"),
        ("{{ so_lieu.ket_nap_moi|tien }}", "200 đoàn viên"),
        ("{{ cai_dat.han|ngay }}", "ngày 05 tháng 01 năm 2021"),
        ("{{ don_vi.ten|ngay }}", "Tỉnh Hà Giang"),
        ("x{{ so_lieu.ket_nap_moi|do_phu }}", "x"),
        ('{{ don_vi.truc_thuoc|dat_tu("ty_le_ket_nap", 1)|dem }} đơn vị', "02 đơn vị"),
        ("{{ ky.ten }}, {{ ky.truoc }}", "năm 2020, năm 2019"),
        ("{% if so_lieu.ty_le_tap_hop > bieu_mau.goal_ty_le_tap_hop %}vượt{% else %}chưa{% endif %}", "vượt"),
        ("{% if cai_dat.x is defined %}có{% else %}không{% endif %}", "không"),
    ],
)
def test_filters_in_the_fields_words(body: str, expected: str | None) -> None:
    """Each filter prints what its page promises."""
    if expected is None:
        assert obstacle(body).code == "report-template-unknown-name"  # a macro stands before its use
    else:
        assert printed(body, han="05/01/2021") == expected


def test_ranking_ties_keep_official_order() -> None:
    """Equal figures keep the order of the unit list, from either end."""
    body = "{% macro t(u) %}{{ u.ma }}{% endmacro %}"
    assert printed(body + '{{ don_vi.truc_thuoc|xep_hang("ket_nap_moi")|liet_ke(t) }}') == "026 và 024"
    assert printed(body + '{{ don_vi.truc_thuoc|xep_hang("ty_le_ket_nap")|liet_ke(t) }}') == "024 và 026"
    assert printed(body + '{{ don_vi.truc_thuoc|xep_hang("ty_le_ket_nap", nguoc=true)|liet_ke(t) }}') == "024 và 026"


def test_every_filter_is_described() -> None:
    """Each filter has a Vietnamese description for the page of the editors."""
    for name, each in Filters(Scene(Ink(), round_of(), "02")).by_name().items():
        assert each.__doc__ and not each.__doc__.isascii(), name
