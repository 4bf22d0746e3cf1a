"""The other records: what a form asks of whom, places, findings, values, rows, progress."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.support.forms import form
from tests.support.submissions import submission
from toolkit.model.finding import LONGEST, finding, has_errors
from toolkit.model.form import Relation, Severity
from toolkit.model.place import NOWHERE, Place
from toolkit.model.progress import Outcome, Progress, Status, UnitProgress
from toolkit.model.prose import BODY, Bound, Cell, Document, Heading, ListItem, Literal, Paragraph, Part, SectionBreak, TableBlock
from toolkit.model.submission import Entry, Row
from toolkit.model.unit import Unit
from toolkit.model.value import BLANK, DIV0, NO_DATA, Value, is_given, is_number

FORM = form("""
| indicators | code | section | entered_at | entered_by | formula | formula_at | part_of | relation | aggregate |
| | tong | I | | | | | | | |
| | nam | I | | | | | tong | partition | |
| | dtts | I | | | | | tong | subset | |
| | rieng | II | huyện; tỉnh | | | | | | |
| | diem | II | | parent | | | | | |
| | dem | I | | | =COUNTA(viec.ten) | chi đoàn | | | sum |
| | ty_le | III | | | =nam/tong | | | | |
| tables | table | column | entered_at |
| | viec | | chi đoàn |
| | viec | ten | |
| | mo_hinh | | |
| | mo_hinh | ten | |
| texts | code | choices |
| | y | muc |
| | z | |
| choices | list | code |
| | muc | tot |
""")


def codes(fields: object) -> list[str]:
    return [field.code for field in fields]  # type: ignore[attr-defined]


def test_a_form_asks_each_kind_its_own() -> None:
    """What stands in a workbook, and what of it is asked; an assessment by the parent is neither."""
    assert codes(FORM.indicators_of("xã")) == ["tong", "nam", "dtts", "dem", "ty_le"]
    assert codes(FORM.inputs_of("xã")) == ["tong", "nam", "dtts", "dem"]
    assert codes(FORM.inputs_of("chi đoàn")) == ["tong", "nam", "dtts"]
    assert "rieng" in codes(FORM.inputs_of("huyện"))
    assert (codes(FORM.tables_of("xã")), codes(FORM.tables_of("chi đoàn"))) == (["mo_hinh"], ["viec", "mo_hinh"])


def test_derived_everywhere_or_at_some_kinds() -> None:
    """A formula for some kinds leaves it an input elsewhere."""
    count, rate = FORM.by_code["dem"], FORM.by_code["ty_le"]
    assert (count.is_derived, count.is_derived_at("chi đoàn"), count.is_derived_at("xã")) == (False, True, False)
    assert (rate.is_derived, rate.is_derived_at("xã")) == (True, True)


def test_parts_and_sections() -> None:
    """Parts by their relation; headings in the order in which they first come."""
    assert codes(FORM.parts_of("tong", Relation.PARTITION)) == ["nam"]
    assert codes(FORM.parts_of("tong", Relation.SUBSET)) == ["dtts"]
    assert [(heading, codes(each)) for heading, each in FORM.sections()] == [
        ("I", ["tong", "nam", "dtts", "dem"]),
        ("II", ["rieng", "diem"]),
        ("III", ["ty_le"]),
    ]


def test_a_text_with_choices_has_a_coded_answer() -> None:
    """Only where there is a list."""
    assert [FORM.text_by_code[code].choice_code for code in ("y", "z")] == ["y_ma", ""]


def test_what_is_not_in_the_form_is_a_key_error() -> None:
    """Nothing is made up."""
    with pytest.raises(KeyError):
        FORM.table_by_code["viec"].column("khong_co")


def test_a_place_says_only_what_applies() -> None:
    """File, sheet and cell, unit, indicator."""
    place = Place("a.xlsx", "Số liệu", "D10")
    assert str(place) == "a.xlsx · Số liệu!D10"
    assert str(place.at(unit="02", indicator="so")) == "a.xlsx · Số liệu!D10 · 02 · so"
    assert (str(NOWHERE), str(Place(cell="B2"))) == ("", "B2")


def test_a_finding_has_its_catalogues_severity_unless_told() -> None:
    """Its values are text; whatever it found can be asked for."""
    plain, told = finding("subset", NOWHERE, found=3), finding("rule", NOWHERE, Severity.NOTE)
    assert (plain.severity, plain.found, told.severity, told.found) == (Severity.ERROR, "3", Severity.NOTE, "")
    assert (has_errors([plain, told]), has_errors([told]), has_errors(())) == (True, False, False)
    with pytest.raises(KeyError):
        finding("khong-co")


@pytest.mark.parametrize(
    ("value", "number", "given"),
    [
        (0, True, True),
        (Decimal("1.5"), True, True),
        (False, False, True),
        ("", False, True),
        (date(2020, 1, 1), False, True),
        (BLANK, False, False),
        (NO_DATA, False, False),
        (DIV0, False, False),
    ],
)
def test_numbers_and_nothings(value: Value, number: bool, given: bool) -> None:  # noqa: FBT001
    """A yes or no is no number; nothing of either kind is not given, nor is a failure."""
    assert (is_number(value), is_given(value)) == (number, given)


def test_a_row_is_empty_when_nobody_said_anything() -> None:
    """ "No data" is said."""
    place = Place()
    assert Row(place, {"a": Entry(place, " ", BLANK)}).is_empty
    assert not Row(place, {"a": Entry(place, None, BLANK), "b": Entry(place, "không rõ", NO_DATA)}).is_empty
    assert Row(place, {}).value("a") is BLANK


def test_an_answer_that_was_not_given_is_blank() -> None:
    """Also where the code is unknown."""
    sent = submission("02", {"so": 3})
    assert (sent.unit, sent.value("so"), sent.value("khac")) == ("02", 3, BLANK)


def test_progress_counts_units_and_files() -> None:
    """Expected are all but the exempt; received are the accepted and the returned."""
    statuses = (Status.ACCEPTED, Status.ACCEPTED, Status.RETURNED, Status.MISSING, Status.EXEMPT)
    units = tuple(
        UnitProgress(Unit(code=str(number), name="x"), status, late=number == 1) for number, status in enumerate(statuses)
    )
    progress = Progress(units, ((Outcome.DUPLICATE, 2),))
    assert (progress.expected, progress.received, progress.late, progress.count(Status.MISSING)) == (4, 3, 1, 1)
    assert (progress.files(Outcome.DUPLICATE), progress.files(Outcome.QUARANTINED)) == (2, 0)


def test_a_document_knows_its_figures_and_lines() -> None:
    """Bound figures in reading order, tables row by row; lines without tables and breaks; a part that is not there is empty."""
    one, two = Bound("02", "ket_nap_moi", "2020", "so", "7.338"), Bound("02", "kn_nu", "2020", "so", "12")
    table = TableBlock((Cell((Literal("Tên"),)),), ((Cell((two,)),),))
    body = Part(
        BODY,
        (
            Heading(1, (Literal("I"),)),
            Paragraph((Literal("Kết nạp "), one)),
            ListItem(1, (Literal("ý"),)),
            table,
            SectionBreak(landscape=True),
        ),
    )
    document = Document((Part("so", (Paragraph((Literal("01"),)),)), body))
    assert list(document.bound()) == [one, two]
    assert one.tag == "02|ket_nap_moi|2020|so"
    assert body.lines == ("I", "Kết nạp 7.338", "- ý")
    assert [part.name for part in document.fields] == ["so"]
    assert document.part("khong_co").blocks == ()


def test_a_finding_repeats_what_was_typed_in_part() -> None:
    """Nobody reads 32.767 letters, and nobody's identity number stands in a message; counts and money stay whole."""
    found = finding("number-unreadable", found="x" * 32_767, label="Tổng số").found
    assert len(found) == LONGEST + 1
    assert finding("number-unreadable", found="CCCD 001099012345 và 001 099 012 345", label="").found == "CCCD … và …"
    for kept in ("123456789012", "0123", "1.234.567.890", "+84 912 345 678"):
        assert finding("number-unreadable", found=kept, label="").found == kept
