"""A template from anywhere: it reaches nothing but the report's own names, and comes to an end."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.narrate.sample import own_template, round_of
from toolkit.messages import Obstacle
from toolkit.narrate import ReportTemplate, Source, narrate
from toolkit.narrate.bounds import MAX_SOURCE

TEN = "{% set muoi = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] %}"


def obstacle(body: str, common: str = "") -> Obstacle:
    paper = own_template(body)
    template = ReportTemplate(paper.source_name, paper.source_text, paper.letterhead, Source("chung.j2", common))
    with pytest.raises(Obstacle) as caught:
        narrate(round_of(), "02", template, {"loi": "lời"})
    return caught.value


@pytest.mark.parametrize(
    "body",
    [
        TEN + "".join(f"{{% for v{n} in muoi %}}" for n in range(15)) + "x" + "{% endfor %}" * 15,
        TEN + "".join(f"{{% for v{n} in muoi %}}" for n in range(15)) + "{% endfor %}" * 15,
        "{% for a in don_vi.truc_thuoc %}" * 16 + "x" * 4000 + "{% endfor %}" * 16,
        "{% macro m0() %}x{% endmacro %}"
        + "".join(f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}" for n in range(1, 40))
        + "{{ m39() }}",
        "{% macro m0(x) %}x{% endmacro %}"
        + "".join(f"{{% macro m{n}(x) %}}{{{{ muoi|liet_ke(m{n - 1}) }}}}{{% endmacro %}}" for n in range(1, 40))
        + TEN
        + "{{ muoi|liet_ke(m39) }}",
        "{% set ns = namespace(x='aa') %}" + "{% set ns.x = ns.x ~ ns.x %}" * 60,
        "{% set ns = namespace(x=[1, 2]) %}" + "{% set ns.x = ns.x + ns.x %}" * 60,
        "{% set x %}aa{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60 + "{{ x }}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ " + "[" * 300 + "]" * 300 + "|dem }}",
        "{% for a in don_vi.truc_thuoc %}" * 40 + "{% endfor %}" * 40,
    ],
    ids=(
        "loops",
        "empty-loops",
        "long-body",
        "macros",
        "macros-in-lists",
        "joined",
        "added",
        "captured",
        "brackets",
        "lists",
        "statements",
    ),
)
def test_it_comes_to_an_end(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would run for hours or fill the memory is stopped, with its file."""
    monkeypatch.setattr("toolkit.narrate.bounds.MAX_STEPS", 1_000_000)
    error = obstacle(body)
    assert error.code in ("report-template-runaway", "report-template-failed") and error.values["file"] == "thu.md.j2"


def test_macro_that_calls_itself() -> None:
    """Recursion without end is an obstacle with its line."""
    error = obstacle("{% macro m(x) %}{{ m(x) }}{% endmacro %}\n{{ m(1) }}")
    assert error.code == "report-template-failed" and int(error.values["line"]) > 0


def test_too_long_a_template() -> None:
    """A template as long as a book is not read."""
    assert obstacle("x" * (MAX_SOURCE + 1)).code == "report-template-runaway"


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ '' | attr('__class__') }}",
        "{{ [].__class__.__base__.__subclasses__() }}",
        "{{ don_vi.ten.__init__.__globals__ }}",
        "{{ don_vi['__init__'] }}",
        "{{ don_vi.ten['_ink'] }}",
        "{{ '{0.__class__}'.format(don_vi) }}",
        "{{ '%s' % don_vi }}",
        "{{ cai_dat.loi.text }}",
        "{{ so_lieu.look_up }}",
        "{{ bang.khen_thuong.rows }}",
        "{{ don_vi.truc_thuoc.what }}",
        "{{ namespace.__init__ }}",
        "{{ namespace().__class__ }}",
        "{% set ns = namespace() %}{{ ns._Namespace__attrs }}",
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{% macro m() %}{{ caller }}{% endmacro %}{{ m.__globals__ }}",
        "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
        "{% for x in [1] %}{{ loop._recurse }}{% endfor %}",
        "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler }}{{ joiner }}{{ dict }}{{ range(10**9) }}",
        "{{ range(1000000000) }}",
        "{{ context }}",
        "{{ environment }}",
        "{{ ''|từng }}",
        "{{ x is callable }}",
        "{{ [1]|map('upper')|list }}",
        "{% include '../../../etc/passwd' %}",
        "{% include 'chung.j2' %}",
        "{% import '..\\\\..\\\\secret' as s %}",
        "{% from 'os' import system %}",
        "{% extends '/etc/passwd' %}",
        "{% do 1 %}",
        "{% debug %}",
    ],
)
def test_nothing_else_is_in_reach(body: str) -> None:
    """Attributes of Python, formats, other files, functions without bound: each is an obstacle of the template, never a value."""
    assert obstacle(body).code.startswith("report-template-")


def test_no_file_and_no_network_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendering opens nothing, whatever the template names."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    paper = own_template("{{ don_vi.ten }} {{ so_lieu.ket_nap_moi }}")
    consolidation = round_of()
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    document, _ = narrate(consolidation, "02", paper, {})
    assert document.part("noi_dung").lines == ("Tỉnh Hà Giang 200",)


def test_common_part() -> None:
    """A paper has the blocks of the common part; its own stand instead, and see the macros and settings of both."""
    common = Source(
        "chung.j2",
        "{% macro ten(u) %}Đoàn {{ u.ten_rieng }}{% endmacro %}"
        "{% block co_quan %}{{ ten(don_vi) }}{% endblock %}{% block so_ky_hieu %}Số: {{ ky_hieu }}{% endblock %}"
        "{% block ten_loai %}VĂN BẢN{% endblock %}{% block noi_dung %}{% endblock %}{% block noi_nhan %}- Lưu.{% endblock %}",
    )
    text = '{% set ky_hieu = "BC" %}{% block ten_loai %}BÁO CÁO{% endblock %}{% block noi_dung %}{{ ten(don_vi) }}.{% endblock %}'
    document, _ = narrate(round_of(), "02", ReportTemplate("thu.md.j2", text, own_template("x").letterhead, common), {})
    assert [(part.name, part.lines) for part in document.parts] == [
        ("co_quan", ("Đoàn Hà Giang",)),
        ("so_ky_hieu", ("Số: BC",)),
        ("ten_loai", ("BÁO CÁO",)),
        ("noi_dung", ("Đoàn Hà Giang.",)),
        ("noi_nhan", ("- Lưu.",)),
    ]


def test_a_mistake_in_the_common_part_is_named_there() -> None:
    """The obstacle names the file in which the mistake stands, and its line."""
    error = obstacle("x", "\n{% block ten_loai %}\n\n{{ khong_co }}{% endblock %}")
    assert (error.code, error.values["file"], error.values["line"]) == ("report-template-unknown-name", "chung.j2", "4")


def test_paper_needs_its_own_body() -> None:
    """A common part that has the block of the body does not excuse a paper without one."""
    template = ReportTemplate(
        "x.md.j2", "chữ", own_template("x").letterhead, Source("chung.j2", "{% block noi_dung %}{% endblock %}")
    )
    with pytest.raises(Obstacle) as caught:
        narrate(round_of(), "02", template, {})
    assert caught.value.code == "report-template-no-body"
