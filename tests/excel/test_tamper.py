"""What was done to a workbook besides filling it in: each finding with its place, and nothing about one that was only filled."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.support.rounds import filled, small_round
from toolkit.collect import Expectation, collect
from toolkit.excel.annotate import Annotation, annotate
from toolkit.excel.disturb import add_sheet, insert_row
from toolkit.excel.package import Package
from toolkit.model.form import Severity
from toolkit.round import Round

Found = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return small_round(tmp_path_factory.mktemp("dot"))


def found(round_: Round, data: bytes) -> Found:
    raw, findings = collect(Expectation(round_.form, round_.period, round_.tree), "a.xlsx", data)
    assert raw is not None
    return [(each.code, each.place.sheet, each.place.cell) for each in findings]


def edited(data: bytes, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_filled_moved_and_annotated_is_not_tampered_with(round_: Round) -> None:
    """Filled in, saved by another program, a row inserted, sent back by us: nothing to say."""
    data = filled(round_, "x1", {("viec.ten", 0): "Vườn", "kho_khan": "Xa"})
    assert found(round_, data) == []
    assert found(round_, edited(data, lambda book: None)) == []
    assert found(round_, insert_row(data, "Số liệu", 11)) == []
    row = Annotation(sheet="Số liệu", cell="D10", sentence="Sai.", remedy="Sửa.", found="1", severity=Severity.ERROR)
    assert found(round_, annotate(data, [row], "vi")) == []


CHANGES: list[tuple[Callable[[openpyxl.Workbook], object], Found]] = [
    (lambda book: book["Số liệu"].__setitem__("B10", "Tổng số nam"), [("label-changed", "Số liệu", "B10")]),
    (lambda book: book["viec"].__setitem__("B5", "Nơi làm"), [("label-changed", "viec", "B5")]),
    (lambda book: book["Số liệu"].__setitem__("D14", 0.5), [("formula-overwritten", "Số liệu", "D14")]),
    (lambda book: book["Số liệu"].__setitem__("D11", 77), [("stray-input", "Số liệu", "D11")]),
    (lambda book: book["Số liệu"].merge_cells("D9:D10"), [("input-merged", "Số liệu", "D10")]),
    (lambda book: book["Số liệu"].merge_cells("D10:E10"), []),
    (lambda book: book.create_sheet("Nháp"), [("sheet-added", "Nháp", "")]),
    (lambda book: book["Số liệu"].__setitem__("D10", "=[1]Sheet1!A1"), [("formula-from-outside", "Số liệu", "D10")]),
    (lambda book: book["Số liệu"].__setitem__("D10", "='[so lieu.xlsx]Xã 1'!B2+1"), [("formula-from-outside", "Số liệu", "D10")]),
    (lambda book: book["Số liệu"].__setitem__("D10", "=cmd|'/C calc'!A0"), [("formula-from-outside", "Số liệu", "D10")]),
    (lambda book: book["Số liệu"].__setitem__("D10", '=SUM(Bang1[so])+LEN("[a]!|")'), []),
    (lambda book: book.remove(book["Hướng dẫn"]), [("sheet-removed", "", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_what_was_changed_is_told(round_: Round, change: Callable[[openpyxl.Workbook], object], expected: Found) -> None:
    """Each change by itself, with the cell or sheet."""
    assert found(round_, edited(filled(round_, "x1"), change)) == expected


def test_a_sheet_that_is_gone(round_: Round) -> None:
    """Its answers are lost, each an error; that the sheet is gone is said as well."""
    codes = {each[0] for each in found(round_, edited(filled(round_, "x1"), lambda book: book.remove(book["viec"])))}
    assert codes == {"sheet-removed", "name-lost"}


def with_part(data: bytes, name: str) -> bytes:
    return Package(data).rewritten({name: b"x"})


@pytest.mark.parametrize(
    ("part", "code"), [("xl/vbaProject.bin", "macros-added"), ("xl/externalLinks/externalLink1.xml", "external-links")]
)
def test_what_no_blank_of_ours_holds(round_: Round, part: str, code: str) -> None:
    """Macros and links to other workbooks."""
    assert found(round_, with_part(filled(round_, "x1"), part)) == [(code, "", "")]


def test_labels_of_another_state_of_the_form_are_not_held_against_anybody(round_: Round) -> None:
    """Issued before the form was changed: a note, and labels are left alone."""
    form = replace(round_.form, indicators=tuple(replace(each, label=f"{each.label} mới") for each in round_.form.indicators))
    _, findings = collect(Expectation(form, round_.period, round_.tree), "a.xlsx", filled(round_, "x1"))
    assert [(each.code, each.severity) for each in findings] == [("other-fingerprint", Severity.NOTE)]


def test_a_list_of_persons_of_the_level_below(round_: Round) -> None:
    """A commune's list in the workbook of a town that is asked for none: told, and its cells are not kept."""
    from toolkit.judge import Letter, Yardstick, judge  # noqa: PLC0415 - only this test needs the whole way

    data = add_sheet(filled(round_, "t1"), "nguoi", (("Vàng A Páo", 1),))
    judged = judge(Yardstick(Expectation(round_.form, round_.period, round_.tree)), Letter("a.xlsx", "0" * 64, data))
    assert [(each.code, each.place.sheet) for each in judged.findings if each.code != "sheet-added"] == [
        ("personal-sheet", "nguoi")
    ]
    assert judged.bared is not None
    with zipfile.ZipFile(io.BytesIO(judged.bared)) as archive:
        assert not any("Vàng A Páo".encode() in archive.read(name) for name in archive.namelist())


def test_identity_lost_in_part(round_: Round, tmp_path: Path) -> None:
    """What the rest says is filled in and told; without period or unit nobody knows whose it is."""

    def without(*keys: str) -> bytes:
        def forget(book: openpyxl.Workbook) -> None:
            for key in keys:
                del book.defined_names[f"baocao.{key}"]
                del book.custom_doc_props[f"baocao.{key}"]
                for row in book["_baocao"].iter_rows():
                    if row[0].value == f"baocao.{key}":
                        row[0].value = row[1].value = None

        return edited(filled(round_, "x1"), forget)

    expected = Expectation(round_.form, round_.period, round_.tree)
    raw, findings = collect(expected, "a.xlsx", without("programme", "form", "version"))
    assert raw is not None and (raw.identity.form, raw.identity.version) == ("thu", "1")
    assert [each.code for each in findings] == ["identity-part-lost"]
    for key in ("unit", "period"):
        raw, findings = collect(expected, "a.xlsx", without(key))
        assert (raw, [(each.code, each.found) for each in findings]) == (None, [("identity-incomplete", key)])
