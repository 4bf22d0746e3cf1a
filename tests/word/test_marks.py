"""Figures in documents that came back: found whatever an editor or another program did around them."""

from __future__ import annotations

import copy
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from lxml import etree

from tests.narrate.sample import template
from toolkit.model.prose import Bound, Document, Literal, Paragraph, Part
from toolkit.word import Making, Opened, write_docx
from toolkit.word.xml import element, run, text_of, w

FIGURE = Bound("02", "ket_nap_moi", "2020", "so", "7.338")
SENTENCE = Paragraph((Literal("Kết nạp "), FIGURE, Literal("\u00a0đoàn viên.")))
Edit = Callable[[etree._Element, etree._Element], None]


def opened(edit: Edit | None = None) -> Opened:
    """A report of one sentence, its control edited by `edit(control, its parent)`."""
    data = write_docx(Document((Part("noi_dung", (SENTENCE,)),)), template().letterhead, Making("02", "2020", "report"))
    word = docx.Document(BytesIO(data))
    control = next(each for each in word.element.iter(w("sdt")) if FIGURE.tag in etree.tostring(each).decode())
    if edit:
        edit(control, control.getparent())
    saved = BytesIO()
    word.save(saved)
    return Opened(saved.getvalue(), "bao-cao.docx")


def found(document: Opened) -> list[tuple[str, str, bool]]:
    return [(spot.tag, spot.text, spot.is_edited) for each in document.paragraphs for spot in each.spots]


def without_tag(control: etree._Element, parent: etree._Element) -> None:
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    tag.getparent().remove(tag)


def without_control(control: etree._Element, parent: etree._Element) -> None:
    for child in control.find(w("sdtContent")):
        control.addprevious(child)
    parent.remove(control)


def split_in_two(control: etree._Element, parent: etree._Element) -> None:
    first = control.find(f".//{w('r')}")
    second = copy.deepcopy(first)
    first.find(w("t")).text, second.find(w("t")).text = "7.", "338"
    first.addnext(second)


def inserted(control: etree._Element, parent: etree._Element) -> None:
    wrapper = element("ins", id=900, author="Hoa", date="2021-01-05T00:00:00Z")
    control.addprevious(wrapper)
    wrapper.append(control)


@pytest.mark.parametrize("edit", [None, without_tag, without_control, split_in_two, inserted])
def test_found_and_put(edit: Edit | None) -> None:
    """By tag, by alias, by bookmark, in several runs, within inserted text: found, and another text put in its place."""
    document = opened(edit)
    assert found(document) == [(FIGURE.tag, "7.338", False)]
    (spot,) = (spot for each in document.paragraphs for spot in each.spots)
    spot.put("7.400")
    again = Opened(document.saved(), "x.docx")
    assert [each.text for each in again.paragraphs if each.spots] == ["Kết nạp 7.400\u00a0đoàn viên."]


def deleted(control: etree._Element, parent: etree._Element) -> None:
    content = control.find(w("sdtContent"))
    wrapper = element("del", id=900, author="Hoa", date="2021-01-05T00:00:00Z")
    for each in tuple(content):
        for text in each.iter(w("t")):
            text.tag = w("delText")
        wrapper.append(each)
    content.append(wrapper)


def changed(control: etree._Element, parent: etree._Element) -> None:
    deleted(control, parent)
    wrapper = element("ins", run("7.500"), id=901, author="Hoa", date="2021-01-05T00:00:00Z")
    control.find(w("sdtContent")).append(wrapper)


def test_tracked_changes() -> None:
    """A figure that somebody deleted is gone; one whose digits somebody changed counts as edited."""
    assert found(opened(deleted)) == []
    assert found(opened(changed)) == [(FIGURE.tag, "7.500", True)]


def test_put_changes_nothing_else() -> None:
    """Bringing a figure up to date leaves the rest of the document as it is."""
    document = opened()
    before = text_of(document._body)
    (spot,) = (spot for each in document.paragraphs for spot in each.spots)
    spot.put("7.400")
    assert text_of(Opened(document.saved(), "x.docx")._body) == before.replace("7.338", "7.400")


def test_tags_are_given_back() -> None:
    """A control that lost its tag gets it back from its alias; a whole one needs nothing."""
    worn = opened(without_tag)
    assert worn.mend() and not worn.mend()
    assert not opened().mend()


def test_report_remembers() -> None:
    """A report's own record says whose it is, what was printed, and under which bookmark."""
    memory = opened().memory
    assert (memory.unit, memory.period, memory.paper) == ("02", "2020", "report")
    assert memory.printed == {FIGURE.tag: "7.338"}
    assert list(memory.tags.values()) == [FIGURE.tag]
