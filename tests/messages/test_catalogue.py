"""The catalogue, linted: both languages, remedies, fields; every code used is there, and what is there is used."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from tests.messages.catalogue_use import TOOLKIT, is_used, uses, vietnamese_texts
from toolkit.messages import SUBJECTS, Obstacle, catalogue, remedy, say, sentence
from toolkit.messages.message import Message

ENTRIES = sorted(catalogue().values(), key=lambda message: message.code)
TOLD = [message for message in ENTRIES if message.severity != "phrase"]
PHRASES = [message for message in ENTRIES if message.severity == "phrase"]
FINDINGS = ("error", "warning", "note")

OF_THE_FORM = frozenset(("vi", "en", "remedy_vi", "remedy_en"))
"""What a form's own rule says of itself, each in its language."""

VIETNAMESE_BELONGS = {
    "vietnamese/": "the language itself",
    "verify/": "patterns of Vietnamese prose",
    "narrate/": "prose is written in Vietnamese",
    "word/letterhead.py": "names of styles in the letterhead",
    "word/contents.py": "names of styles in the letterhead, the heading of a table of contents",
    "excel/layout.py": "titles of sheets",
    "excel/arrange.py": "what is printed over parts of a whole; a sheet that has no title",
    "excel/paper.py": "letters, by their width",
    "excel/side_sheets.py": "titles of sheets",
    "excel/cells.py": "yes and no, as cells hold them",
    "define/read.py": "yes, as cells hold it",
    "round/control.py": "titles of sheets; yes and no, as cells hold them",
    "round/control_layout.py": "the control workbook's own words",
    "round/succession.py": "title of a sheet; what became of units, as cells say it",
    "formula/coerce.py": "no data, as cells hold it",
    "formula/order.py": "the alphabet",
    "demo/": "the sample's workbook, and what its people do to theirs",
    "flow/auditing.py": "a line of a text, as a place",
    "flow/senses.py": "patterns of Vietnamese prose",
    "commands/new.py": "help that names a sheet",
}
"""Modules outside the catalogue that hold Vietnamese, and why."""


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def by_code(messages: list[Message]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("message", messages, ids=[message.code for message in messages])


def test_every_subject_is_listed() -> None:
    """No module of messages is forgotten."""
    assert sorted(SUBJECTS) == sorted(
        path.stem for path in (TOOLKIT / "messages").glob("*.py") if path.stem not in ("__init__", "message")
    )


@by_code(ENTRIES)
def test_an_entry_is_whole(message: Message) -> None:
    """A code of small letters and hyphens, a known severity, both languages, the same fields in both."""
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)+|[a-z]+", message.code)
    assert message.severity in (*FINDINGS, "obstacle", "phrase")
    assert message.vi.strip()
    assert message.en.strip()
    assert fields(message.vi) - OF_THE_FORM == fields(message.en) - OF_THE_FORM
    assert fields(message.remedy_vi) - OF_THE_FORM == fields(message.remedy_en) - OF_THE_FORM


@by_code(TOLD)
def test_what_is_told_says_what_to_do(message: Message) -> None:
    """Sentence and remedy in both languages, each ending with a full stop."""
    for text in (message.vi, message.en, message.remedy_vi, message.remedy_en):
        assert re.search(r"\.[”\"')]?$", text) or fields(text) <= OF_THE_FORM
        assert text


@by_code(PHRASES)
def test_a_phrase_asks_for_nothing(message: Message) -> None:
    """What a command says of its own work has no remedy."""
    assert (message.remedy_vi, message.remedy_en) == ("", "")


def test_every_code_that_is_raised_or_said_is_in_the_catalogue() -> None:
    """No call names a code that nobody wrote."""
    found = list(uses())
    assert len(found) > 200
    assert [use for use in found if not any(re.fullmatch(use.pattern, code) for code in catalogue())] == []


def test_every_entry_is_used() -> None:
    """Nothing in the catalogue is left over."""
    assert [message.code for message in ENTRIES if not is_used(message.code)] == []


def test_every_call_gives_what_its_message_names() -> None:
    """A call that names one code outright gives all values that its sentence and remedy need."""
    short = []
    for use in uses():
        message = catalogue().get(use.pattern.replace("\\", ""))
        if message is not None and use.values is not None:
            needed = fields(message.vi) | fields(message.en) | fields(message.remedy_vi) | fields(message.remedy_en)
            short += [(use.where, message.code, name) for name in sorted(needed - use.values)]
    assert short == []


def test_a_code_is_used_for_what_it_is() -> None:
    """Findings are made of findings, phrases are said, and nobody is stopped with a phrase."""
    wrong = []
    for use in uses():
        message = catalogue().get(use.pattern.replace("\\", ""))
        kinds = {
            "finding": FINDINGS,
            "say": ("phrase",),
            "Obstacle": (*FINDINGS, "obstacle"),
            "FormulaError": FINDINGS,
            "Problem": FINDINGS,
        }
        if message is not None and message.severity not in kinds.get(use.called, (message.severity,)):
            wrong.append((use.where, message.code))
    assert wrong == []


def test_vietnamese_stands_only_where_it_belongs() -> None:
    """Sentences stand in the catalogue; what else is Vietnamese has its reason."""
    assert [(name, text) for name, text in vietnamese_texts() if not name.startswith(tuple(VIETNAMESE_BELONGS))] == []
    assert [place for place in VIETNAMESE_BELONGS if not Path(TOOLKIT / place).exists()] == []


def test_values_are_put_in_as_they_are() -> None:
    """Braces and percent signs in what somebody typed mean nothing."""
    values = {"label": "{found}", "found": "{{7*7}} %s {0}"}
    assert "{{7*7}} %s {0}" in sentence("number-unreadable", values, "vi")
    assert "{found}" in sentence("number-unreadable", values, "en")


def test_languages_are_told_apart() -> None:
    """English where it is asked for, else Vietnamese; a remedy of a phrase is empty."""
    message = catalogue()["issued"]
    values = {name: name for name in fields(message.vi)}
    assert say("issued", "en", **values) != say("issued", "vi", **values) == say("issued", "xx", **values)
    assert remedy("issued", {}, "vi") == ""


def test_an_obstacle_says_itself() -> None:
    """What stops the program is a sentence, wherever it is printed."""
    assert str(Obstacle("no-such-folder", path="a")) == sentence("no-such-folder", {"path": "a"}, "vi")
