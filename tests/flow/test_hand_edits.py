"""What people do to a report in Word, each with the behaviour that docs/refresh.md states."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from tests.flow.test_refreshing import late_round, refreshed, report_of, texts  # noqa: F401 - a fixture
from tests.support.command import run_command
from toolkit.word import Opened
from toolkit.word.marks import Spot
from toolkit.word.xml import element, run, w

TAG = "02|ket_nap_moi|2020|so"
NOW = "7.398"


@pytest.fixture
def folder(late_round: Path, tmp_path: Path) -> Path:  # noqa: F811 - the fixture
    return Path(shutil.copytree(late_round, tmp_path / "dot", ignore=shutil.ignore_patterns("1-phat-hanh", "4-tong-hop")))


def control_of(document: Opened) -> etree._Element:
    """The control of the first figure of new members, which goes from 7.338 to 7.398."""
    return next(_controls(document))


def _controls(document: Opened) -> Iterator[etree._Element]:
    for each in document._body.iter(w("sdt")):
        if any(tag.get(w("val")) == TAG for tag in each.iter(w("tag"))):
            yield each


def spots(path: Path) -> list[Spot]:
    found = Opened(path.read_bytes(), path.name).paragraphs
    return [spot for each in found for spot in each.spots if spot.tag == TAG]


def edited(folder: Path, edit: Callable[[Opened], None]) -> tuple[dict[str, object], Opened]:
    """Refreshes the report after somebody edited it; a second refresh must change nothing."""
    path = report_of(folder)
    document = Opened(path.read_bytes(), path.name)
    edit(document)
    path.write_bytes(document.saved())
    made = refreshed(folder)
    bytes_ = path.read_bytes()
    again = refreshed(folder)
    assert (again["changes"], again["backup"], path.read_bytes()) == ([], "", bytes_)
    return made, Opened(bytes_, path.name)


def codes(made: dict[str, object]) -> set[str]:
    return {each["code"] for each in made["findings"]}  # type: ignore[attr-defined]


def split(document: Opened) -> None:
    """`7.` in plain letters and `338` in bold, as when somebody marks half a number."""
    content = control_of(document).find(w("sdtContent"))
    (whole,) = content  # type: ignore[misc]
    second = deepcopy(whole)
    next(whole.iter(w("t"))).text, next(second.iter(w("t"))).text = "7.", "338"
    look = second.find(w("rPr"))
    second.insert(0, element("rPr")) if look is None else None
    second.find(w("rPr")).append(element("b"))  # type: ignore[union-attr]
    content.append(second)  # type: ignore[union-attr]


def test_number_in_several_runs(folder: Path) -> None:
    """The new number stands whole in the first run, in its look; the others are empty."""
    _, document = edited(folder, split)
    assert [each.text for each in control_of(document).iter(w("t"))] == [NOW, None] or [
        each.text or "" for each in control_of(document).iter(w("t"))
    ] == [NOW, ""]


def test_bold_number_stays_bold(folder: Path) -> None:
    """A number that somebody set in bold and colour is printed anew in bold and colour."""

    def bold(document: Opened) -> None:
        (only,) = control_of(document).find(w("sdtContent"))  # type: ignore[misc]
        look = only.find(w("rPr"))
        if look is None:
            look = element("rPr")
            only.insert(0, look)
        look.extend((element("b"), element("color", val="C00000")))

    _, document = edited(folder, bold)
    control = control_of(document)
    assert next(control.iter(w("t"))).text == NOW
    assert [next(control.iter(w(name)), None) is not None for name in ("b", "color")] == [True, True]


def test_deleted_number_stays_deleted(folder: Path) -> None:
    """A number that somebody took out does not come back, and the others are brought up to date."""

    def take_out(document: Opened) -> None:
        control = control_of(document)
        control.getparent().remove(control)  # type: ignore[union-attr]

    before = len(spots(report_of(folder)))
    _, document = edited(folder, take_out)
    left = [spot.text for each in document.paragraphs for spot in each.spots if spot.tag == TAG]
    assert left == [NOW] * (before - 1)


def test_emptied_control_stays_empty(folder: Path) -> None:
    """Where somebody emptied the control, Word shows a hint in it: that is no number, and nothing is told of it."""

    def empty(document: Opened) -> None:
        control = control_of(document)
        control.find(w("sdtPr")).append(element("showingPlcHdr"))  # type: ignore[union-attr]
        next(control.iter(w("t"))).text = "Bấm vào đây để gõ chữ."

    made, document = edited(folder, empty)
    assert next(control_of(document).iter(w("t"))).text == "Bấm vào đây để gõ chữ."
    assert "refresh-by-hand" not in codes(made)


def test_number_with_a_tracked_change_is_by_hand(folder: Path) -> None:
    """Digits under a tracked change are somebody's own; they are told, and left with the change."""

    def track(document: Opened) -> None:
        content = control_of(document).find(w("sdtContent"))
        (only,) = content  # type: ignore[misc]
        old = deepcopy(only)
        for piece in old.iter(w("t")):
            piece.tag = w("delText")
        next(only.iter(w("t"))).text = "7.350"
        who = {"id": 900, "author": "Lan", "date": "2021-01-05T00:00:00Z"}
        content.extend((element("del", old, **who), element("ins", only, **{**who, "id": 901})))  # type: ignore[union-attr]

    made, document = edited(folder, track)
    assert "refresh-by-hand" in codes(made)
    xml = etree.tostring(control_of(document)).decode()
    assert "7.350" in xml and "<w:delText" in xml and NOW not in xml


def test_tracked_changes_around_a_number_stay(folder: Path) -> None:
    """Words put in and taken out around a number keep their marks; the number is brought up to date."""

    def track(document: Opened) -> None:
        control = control_of(document)
        who = {"author": "Lan", "date": "2021-01-05T00:00:00Z"}
        old = run("cũ ")
        for piece in old.iter(w("t")):
            piece.tag = w("delText")
        control.addprevious(element("del", old, id=900, **who))
        control.addnext(element("ins", run(" (mới)"), id=901, **who))

    _, document = edited(folder, track)
    control = control_of(document)
    assert next(control.iter(w("t"))).text == NOW
    around = {control.getprevious().tag, control.getnext().tag}  # type: ignore[union-attr]
    assert around == {w("del"), w("ins")}


def test_comment_on_a_number_stays(folder: Path) -> None:
    """A comment that is anchored on the number stays anchored on it."""

    def comment(document: Opened) -> None:
        control = control_of(document)
        control.addprevious(element("commentRangeStart", id=7))
        end = element("commentRangeEnd", id=7)
        control.addnext(end)
        end.addnext(element("r", element("commentReference", id=7)))

    _, document = edited(folder, comment)
    control = control_of(document)
    assert next(control.iter(w("t"))).text == NOW
    assert (control.getprevious().tag, control.getnext().tag) == (w("commentRangeStart"), w("commentRangeEnd"))  # type: ignore[union-attr]


def test_paragraph_copied_twice(folder: Path) -> None:
    """In copies, with tag and bookmark doubled, every number is brought up to date."""

    def copy(document: Opened) -> None:
        paragraph = next(control_of(document).iterancestors(w("p")))
        for _ in range(2):
            paragraph.addnext(deepcopy(paragraph))

    before = len(spots(report_of(folder)))
    _, document = edited(folder, copy)
    now = [spot.text for each in document.paragraphs for spot in each.spots if spot.tag == TAG]
    assert len(now) == before + 2 and set(now) == {NOW}


def test_section_moved(folder: Path) -> None:
    """A heading with its paragraphs in another place: numbers are found by what they are, not by where they stand."""
    order: list[str] = []

    def move(document: Opened) -> None:
        paragraph = next(control_of(document).iterancestors(w("p")))
        body = paragraph.getparent()
        body.insert(3, paragraph)  # type: ignore[union-attr]
        order.extend(("".join(paragraph.itertext())[:30],))

    made, document = edited(folder, move)
    assert next(control_of(document).iter(w("t"))).text == NOW
    assert "refresh-sentence-gone" not in codes(made) and order


def test_control_taken_off(folder: Path) -> None:
    """Where Word's “Remove content control” left only the bookmark, the number is still known by it."""

    def unwrap(document: Opened) -> None:
        for control in tuple(_controls(document)):
            for child in tuple(control.find(w("sdtContent"))):  # type: ignore[arg-type]
                control.addprevious(child)
            control.getparent().remove(control)  # type: ignore[union-attr]

    _, document = edited(folder, unwrap)
    now = [spot.text for each in document.paragraphs for spot in each.spots if spot.tag == TAG]
    assert now and set(now) == {NOW}


@pytest.mark.parametrize("lock", ["~$ Tỉnh Hà Giang.docx", "~$02 Tỉnh Hà Giang.docx", ".~lock.02 Tỉnh Hà Giang.docx#"])
def test_open_in_an_office_program(folder: Path, lock: str) -> None:
    """While Word or LibreOffice has the report open, one line says so and nothing is written; a lock of last week is none."""
    path, before = report_of(folder), report_of(folder).read_bytes()
    held = path.with_name(lock)
    held.write_bytes(b"Lan")
    result = run_command("refresh", str(path), "--lang", "vi")
    assert result.exit_code == 2 and "đang được mở" in result.stderr and path.read_bytes() == before
    os.utime(held, (0, 0))
    assert refreshed(folder)["changes"]


def test_sentence_without_a_number_in_doubt(folder: Path) -> None:
    """A verdict that the editor worded anew, without a number, is listed where its paragraph's share crosses 100 per cent."""
    tag = "032|ty_le_ket_nap|2020|ty_le"

    def reword(document: Opened) -> None:
        found = next(each for each in document._body.iter(w("sdt")) if any(t.get(w("val")) == tag for t in each.iter(w("tag"))))
        paragraph = element("p", run("Hoàng Su Phì được "), deepcopy(found), run(". Huyện chưa về đích."))
        next(found.iterancestors(w("p"))).addnext(paragraph)

    made, _ = edited(folder, reword)
    told = [each["found"] for each in made["findings"] if each["code"] == "refresh-sense"]  # type: ignore[attr-defined]
    assert told == ["Huyện chưa về đích."]


def test_words_stay(folder: Path) -> None:
    """An added paragraph and words around numbers are as the editor left them."""

    def write(document: Opened) -> None:
        paragraph = next(control_of(document).iterancestors(w("p")))
        paragraph.addnext(element("p", run("Đoạn của văn phòng, có 7.338 đoàn viên.")))

    edited(folder, write)
    assert "Đoạn của văn phòng, có 7.338 đoàn viên." in texts(report_of(folder))
