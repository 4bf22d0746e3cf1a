"""The sample of Hà Giang 2020: its figures hang together, come to what was published, and arrive as they would in life."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from toolkit.check import Case, check
from toolkit.define import define
from toolkit.demo.sample import Answers, Delivery, Harm, Sample, read_sample
from toolkit.excel.sheets import SheetBook, read_sheets
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding, has_errors
from toolkit.model.form import Form, Severity
from toolkit.model.place import Place
from toolkit.model.submission import Identity, RawCell, RawRow, RawSubmission, Submission
from toolkit.model.value import is_number
from toolkit.normalise import normalise
from toolkit.round.control import Control, read_control
from toolkit.shelf import find_programme, find_sample

FOLDER = find_sample("ha-giang-2020")
PLANNED = {
    ("ket_nap_lech_chi_tieu", "00754"),
    ("ket_nap_lech_chi_tieu", "01045"),
    ("ket_nap_lech_chi_tieu", "00700"),
    *(("ket_nap_khong_lop", code) for code in ("00778", "00886", "01030", "01120", "01231")),
    ("hoi_nghi_khong_luot", "01012"),
    ("gap_muoi_luot_quan_triet", "00802"),
    *(("dau_ky_khac_ky_truoc", code) for code in ("00868", "00925", "01195")),
}
"""The warnings that the sample is made to raise, by rule and unit."""


@pytest.fixture(scope="module")
def form() -> Form:
    path = find_programme("mot-cong-mot") / "ket-qua.xlsx"
    return define(path.read_bytes(), path.name, "mot-cong-mot")[0]


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read_sample(FOLDER)


@pytest.fixture(scope="module")
def control(form: Form) -> Control:
    return read_control(read_sheets((FOLDER / "units.xlsx").read_bytes(), "units.xlsx"), form)


@pytest.fixture(scope="module")
def last(sample: Sample) -> dict[str, Delivery]:
    """The file of each unit that counts in the end."""
    return {delivery.unit: delivery for wave in sample.waves for delivery in wave.deliveries}


@pytest.fixture(scope="module")
def judged(
    form: Form, sample: Sample, control: Control, last: Mapping[str, Delivery]
) -> dict[str, tuple[Submission, tuple[Finding, ...]]]:
    return {unit: judge(form, control, sample.typed(delivery)) for unit, delivery in last.items()}


def judge(form: Form, control: Control, answers: Answers) -> tuple[Submission, tuple[Finding, ...]]:
    """What the toolkit understands of typed answers, and what it finds wrong with them."""
    unit = control.tree[answers.unit]
    submission, found = normalise(form, raw_submission(answers), unit.kind)
    beside = {f"previous.{code}": fact.value for code, fact in control.previous.get(unit.code, {}).items()}
    beside |= {f"target.{code}": fact.value for (whose, code), fact in control.targets.items() if whose == unit.code}
    return submission, (*found, *check(Case(form, unit, submission, beside)))


def raw_submission(answers: Answers) -> RawSubmission:
    """Typed answers as a reader would hand them on."""
    place = Place(unit=answers.unit)
    tables = {
        title: tuple(RawRow(place, {code: RawCell(place, value) for code, value in row.items()}) for row in rows)
        for title, rows in answers.tables.items()
    }
    cells = {code: RawCell(place.at(cell="B1", indicator=code), value) for code, value in answers.values.items()}
    return RawSubmission(file="x.xlsx", sha256="", identity=Identity(unit=answers.unit), cells=cells, tables=tables)


def total(judged: Mapping[str, tuple[Submission, tuple[Finding, ...]]], code: str) -> int:
    values = (submission.value(code) for submission, _ in judged.values())
    return sum(int(value) for value in values if is_number(value))


def cells(book: SheetBook) -> dict[str, list[dict[str, object]]]:
    return {title: [dict(row.cells) for row in sheet.rows] for title, sheet in book.sheets.items()}


def test_form_is_sound() -> None:
    """The form that the sample answers defines without a finding."""
    path = find_programme("mot-cong-mot") / "ket-qua.xlsx"
    assert define(path.read_bytes(), path.name, "mot-cong-mot")[1] == ()


def test_headings_are_the_form_s(form: Form) -> None:
    """The sheet of figures asks for the form's inputs, in its order and words."""
    lines = (FOLDER / "headings.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [tuple(line.replace('"', "").split(",", 1)) for line in lines] == [
        (each.code, each.label) for each in form.inputs_of("xã")
    ]


def test_answers_fit_the_form(form: Form, sample: Sample) -> None:
    """Every answer belongs to an input, a text or a coded answer of the form, every row to a table's columns."""
    known = (
        {each.code for each in form.inputs_of("xã")}
        | {text.code for text in form.texts}
        | {text.choice_code for text in form.texts}
    )
    for answers in sample.answers.values():
        assert answers.values.keys() <= known
        for title, rows in answers.tables.items():
            columns = {column.code for column in form.table_by_code[title].columns}
            assert all(row.keys() <= columns for row in rows)
            assert len(rows) <= form.table_by_code[title].rows


@pytest.mark.parametrize("name", ["units.xlsx", "answers.xlsx"])
def test_made_again_alike(tmp_path: Path, name: str) -> None:
    """The generator, run again, writes the same cells as those that are kept."""
    subprocess.run([sys.executable, "-B", str(FOLDER / "make.py"), str(tmp_path)], check=True)
    kept = cells(read_sheets((FOLDER / name).read_bytes(), name))
    assert cells(read_sheets((tmp_path / name).read_bytes(), name)) == kept


def test_units_are_the_province_s(control: Control, sample: Sample) -> None:
    """One province, 11 districts, 193 communes, all of which answer; the control sheets are without a finding."""
    assert control.findings == ()
    assert Counter(unit.parent == "02" for unit in control.tree.units) == {True: 11, False: 194}
    assert [unit.code for unit in control.tree.expected("02")] == list(sample.answers)
    assert len(sample.answers) == 193


def test_targets_add_up(control: Control) -> None:
    """Each upper unit's target is the sum of those below it; the province's is the published one."""
    targets = {unit: fact.value for (unit, _), fact in control.targets.items()}
    assert len(targets) == 205
    assert targets["02"] == 7243
    for unit in control.tree.upper():
        assert targets[unit.code] == sum(targets[child.code] for child in control.tree.children(unit.code))


def test_province_comes_to_what_was_published(judged: Mapping[str, tuple[Submission, tuple[Finding, ...]]]) -> None:
    """7.338 of 7.243 admitted, more than 70 % reached."""
    reached = (
        total(judged, "dv_cuoi_ky") + total(judged, "hoi_vien") - total(judged, "vua_dv_vua_hv") + total(judged, "tap_hop_khac")
    )
    assert (total(judged, "ket_nap_moi"), total(judged, "chi_tieu_ket_nap")) == (7338, 7243)
    assert 0.70 < reached / total(judged, "thanh_nien_co_mat") < 0.74


def test_every_member_took_part(judged: Mapping[str, tuple[Submission, tuple[Finding, ...]]]) -> None:
    """Members assigned, members who introduced somebody and members at the start are the same everywhere."""
    for submission, _ in judged.values():
        assert submission.value("dv_phan_cong") == submission.value("dv_da_gioi_thieu") == submission.value("dv_dau_ky")


def test_communes_differ(judged: Mapping[str, tuple[Submission, tuple[Finding, ...]]], control: Control) -> None:
    """Some communes and districts miss the target, some exceed it, and rates of youth reached spread widely."""
    rates = []
    for submission, _ in judged.values():
        members, others = int(submission.value("dv_cuoi_ky")), int(submission.value("tap_hop_khac"))
        reached = members + int(submission.value("hoi_vien")) - int(submission.value("vua_dv_vua_hv")) + others
        rates.append(reached / int(submission.value("thanh_nien_co_mat")))
    assert 0.55 <= min(rates) < 0.60
    assert 0.85 < max(rates) <= 0.88
    met = [district_ratio(judged, control, district.code) for district in control.tree.children("02")]
    assert sum(ratio < 1 for ratio in met) >= 3
    assert sum(ratio > 1 for ratio in met) >= 3


def district_ratio(judged: Mapping[str, tuple[Submission, tuple[Finding, ...]]], control: Control, district: str) -> float:
    below = {unit.code: judged[unit.code] for unit in control.tree.expected(district)}
    return total(below, "ket_nap_moi") / total(below, "chi_tieu_ket_nap")


def test_what_counts_is_free_of_errors(judged: Mapping[str, tuple[Submission, tuple[Finding, ...]]]) -> None:
    """No workbook that counts in the end is returned by the real checks."""
    assert [unit for unit, (_, found) in judged.items() if has_errors(found)] == []


def test_warnings_are_the_planned_ones(judged: Mapping[str, tuple[Submission, tuple[Finding, ...]]]) -> None:
    """The form's rules warn about exactly those communes that were made to be warned about."""
    found = {
        (dict(each.values)["rule"], unit)
        for unit, (_, findings) in judged.items()
        for each in findings
        if each.code == "rule" and each.severity is Severity.WARNING
    }
    assert found == PLANNED


def test_blank_zero_and_no_data_all_occur(sample: Sample, form: Form) -> None:
    """Some figures are left blank, some are zero, some are not known: only such as need not be given."""
    required = {each.code for each in form.inputs_of("xã") if each.required}
    absent = [
        code for answers in sample.answers.values() for code in {each.code for each in form.inputs_of("xã")} - answers.values.keys()
    ]
    unknown = [code for answers in sample.answers.values() for code, value in answers.values.items() if value == "không có số liệu"]
    assert len(absent) == 12
    assert len(unknown) == 6
    assert not required & {*absent, *unknown}
    assert any(value == 0 for answers in sample.answers.values() for value in answers.values.values())


def test_first_wave_returns_two(form: Form, sample: Sample, control: Control) -> None:
    """Of the first wave's 190 files exactly two hold errors; both come again, with the three that were missing."""
    first, second = sample.waves
    wrong = {each.unit for each in first.deliveries if has_errors(judge(form, control, sample.typed(each))[1])}
    assert len(first.deliveries) == 190
    assert wrong == {"01075", "00919"}
    assert {each.unit for each in second.deliveries} == wrong | set(sample.answers) - {each.unit for each in first.deliveries}
    assert len(second.deliveries) == 5


def test_errors_of_the_returned(form: Form, sample: Sample, control: Control) -> None:
    """One breaks the balance and has a part above its whole; the other typed an English thousand, and words for a number."""
    found = {
        each.unit: judge(form, control, sample.typed(each))[1] for each in sample.waves[0].deliveries if each.suffers(Harm.MISTYPED)
    }
    assert {each.place.indicator for each in found["01075"] if each.severity is Severity.ERROR} == {"dv_cuoi_ky", "kn_nu"}
    assert {"tong_thanh_nien", "hv_cam_tinh"} <= {each.place.indicator for each in found["00919"]}


def test_waves_come_before_and_after_the_deadline(sample: Sample) -> None:
    """The first wave is in time, the second is late."""
    assert [str(wave.received) for wave in sample.waves] == ["2020-12-14", "2020-12-21"]


def test_files_can_be_dropped_anywhere(sample: Sample) -> None:
    """No two files claim one place, whatever the case of letters, and every name can be written on Windows."""
    paths = [each.path for wave in sample.waves for each in wave.deliveries]
    assert len({unicodedata.normalize("NFC", path).casefold() for path in paths}) == len(paths)
    assert not any(letter in '<>:"\\|?*' or ord(letter) < 32 for path in paths for letter in path)
    assert all(path.endswith(".xlsx") for path in paths)


def test_names_are_messy(sample: Sample) -> None:
    """There is a zip of one district, a folder, a copy of a copy, a decomposed name, and names that tell nothing."""
    first = sample.waves[0].deliveries
    assert Counter(each.archive for each in first if each.archive) == {"Huyen Quan Ba (029).zip": 13}
    assert all("/" not in each.member for each in first if each.archive)
    names = [each.path for each in first]
    assert "xa lung cu bao cao 1+1 (moi).xlsx" in names
    assert any(name.startswith("Bản sao của ") and name.endswith("(1).xlsx") for name in names)
    assert any(name != unicodedata.normalize("NFC", name) for name in names)
    assert {"Book1.xlsx", "bao cao.xlsx"} <= set(names)


@pytest.mark.parametrize("harm", list(Harm))
def test_every_harm_is_done(sample: Sample, harm: Harm) -> None:
    """Each harm is done to several files of the first wave, and to none that comes back corrected."""
    assert sum(each.suffers(harm) for each in sample.waves[0].deliveries) >= 2
    assert not any(each.suffers(harm) for each in sample.waves[1].deliveries)


def harmed(sample: Sample, harm: Harm) -> tuple[Delivery, Answers]:
    delivery = next(each for each in sample.waves[0].deliveries if each.suffers(harm))
    return delivery, sample.typed(delivery)


def test_numbers_typed_as_text(sample: Sample) -> None:
    """A number with a dot at the thousands is typed as text."""
    delivery, typed = harmed(sample, Harm.NUMBER_AS_TEXT)
    code = delivery.parameters(Harm.NUMBER_AS_TEXT)[0]
    stated = sample.answers[delivery.unit].values[code]
    assert typed.values[code] == f"{int(stated) // 1000}.{int(stated) % 1000:03}"


def test_spaces_behind_numbers(sample: Sample) -> None:
    """A number with a space behind it is typed as text."""
    delivery, typed = harmed(sample, Harm.TRAILING_SPACE)
    code = delivery.parameters(Harm.TRAILING_SPACE)[0]
    assert typed.values[code] == f"{sample.answers[delivery.unit].values[code]} "


def test_icelandic_letter(sample: Sample) -> None:
    """Đ is typed as U+00D0 in every text of some communes."""
    _, typed = harmed(sample, Harm.ICELANDIC_D)
    texts = " ".join(str(typed.values[code]) for code in sample.texts if code in typed.values)
    assert "\u00d0" in texts
    assert "Đ" not in texts


def test_decomposed_text(sample: Sample) -> None:
    """Texts of some communes come in NFD; what was picked from a list stays as it was."""
    delivery, typed = harmed(sample, Harm.DECOMPOSED)
    code = next(code for code in sample.texts if code in typed.values)
    assert typed.values[code] == unicodedata.normalize("NFD", str(sample.answers[delivery.unit].values[code]))
    assert typed.values.get("kho_khan_ma") == sample.answers[delivery.unit].values.get("kho_khan_ma")


def test_texts_are_varied(sample: Sample) -> None:
    """Hardly two communes write the same, and some write nothing."""
    for code in sample.texts:
        written = [answers.values[code] for answers in sample.answers.values() if code in answers.values]
        assert 100 < len(written) < 193
        assert len(set(written)) > 0.4 * len(written)
    worked = [answers.values["cach_lam"] for answers in sample.answers.values() if "cach_lam" in answers.values]
    assert len(set(worked)) > 0.98 * len(worked)


def test_a_third_names_models_and_praise(sample: Sample) -> None:
    """About a third of the communes name models, about a third propose praise."""
    for table in ("khen_thuong", "mo_hinh"):
        assert 50 <= sum(bool(answers.tables[table]) for answers in sample.answers.values()) <= 85


def test_invented_is_marked() -> None:
    """Both workbooks say in a sheet of notes that their figures are invented."""
    for name in ("units.xlsx", "answers.xlsx"):
        notes = read_sheets((FOLDER / name).read_bytes(), name).sheet("Ghi chú").rows
        assert notes[0].text("note") == "SỐ LIỆU MINH HỌA."


def test_missing_workbook_is_an_obstacle(tmp_path: Path) -> None:
    """A folder without the sample's workbooks is refused, by name."""
    with pytest.raises(Obstacle) as caught:
        read_sample(tmp_path)
    assert (caught.value.code, caught.value.values["file"]) == ("sample-file-missing", "answers.xlsx")
