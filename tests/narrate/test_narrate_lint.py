"""A template is read whole: every wrong name at its line, before a round stumbles over one of them."""

from __future__ import annotations

from tests.support.forms import form
from toolkit.model.finding import Finding
from toolkit.narrate.lint import lint_template

FORM = form(
    "| indicators | code |\n| | ket_nap_moi |\n| tables | table | column |\n| | mo_hinh | |\n| | mo_hinh | ten |\n| texts | code |\n| | kho_khan |"
)


def spots(source: str) -> list[tuple[str, str, str]]:
    """Code, line and what was found, of each finding."""
    return [_spot(each) for each in lint_template("report.md.j2", source, [FORM])]


def _spot(each: Finding) -> tuple[str, str, str]:
    return each.code, each.place.cell, each.found


def test_what_the_forms_have_is_left_alone() -> None:
    """Figures, tables, texts and filters that there are, of the unit itself and of units below it."""
    source = "{{ so_lieu.ket_nap_moi|so }}{% for u in don_vi.truc_thuoc|xep_hang('ket_nap_moi') %}{{ u.so_lieu.ket_nap_moi }}{% endfor %}"
    assert spots(source + "{% for m in bang.mo_hinh %}{{ m.ten }}{% endfor %}{{ thuyet_minh.kho_khan }}") == []


def test_every_wrong_name_is_told_at_its_line() -> None:
    """All at once, also on ways that the data may never take."""
    source = "{% if so_lieu.ket_nap_moi %}\n{{ u.so_lieu.ket_nap }}\n{% else %}{{ bang.mohinh }}\n{{ thuyet_minh.kho|soo }}{% endif %}\n{{ x|xep_hang('kn') }}"
    wrong = [("2", "ket_nap"), ("3", "mohinh"), ("4", "kho"), ("4", "soo"), ("5", "kn")]
    assert sorted(spots(source)) == [("template-name", line, name) for line, name in wrong]


def test_the_nearest_name_is_told() -> None:
    """`ket_nap` is answered with `ket_nap_moi`."""
    (found,) = lint_template("report.md.j2", "{{ so_lieu.ket_nap }}", [FORM])
    assert dict(found.values)["nearest"] == "ket_nap_moi"


def test_a_template_that_cannot_be_read_has_one_finding() -> None:
    """The line at which reading ended."""
    assert [(code, line) for code, line, _ in spots("{% if x %}\n{{ y }}")] == [("template-syntax", "2")]
