"""On ordinary prose verification is silent: false alarms are counted over a corpus of our own."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from toolkit.model.form import Severity
from toolkit.model.place import Place
from toolkit.verify import verify_text
from toolkit.verify.sentence import iter_sentences

CORPUS = Path(__file__).with_name("ordinary_prose.txt")


def test_no_false_alarm() -> None:
    """Some hundred numbers in dates, documents, addresses, terms and true statements raise nothing, not even a note."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    result = verify_text((Place(cell=f"dòng {number}"), line) for number, line in enumerate(lines, 1))
    assert sum(len(re.findall("[0-9][0-9.,]*", line)) for line in lines) > 400
    assert result.quantities > 200
    assert [(each.place.cell, each.code, each.found) for each in result.findings] == []
    assert [each.found for each in result.checked if not each.right] == []


def test_names_are_no_quantities() -> None:
    """Dates, documents, telephones, terms and slogans state no quantity."""
    text = (
        "Kế hoạch 411-KH/TWĐTN-BTC ngày 15/3/2019, số điện thoại: 02193 866 215, đường 20/8, nhiệm kỳ 2017-2022, 1+1, 24/7, "
        "Nghị định 30/2020/NĐ-CP, tháng 11/2020, năm 2020, lớp 12/3, Công nghiệp 4.0, COVID-19, van.phong01@example.vn."
    )
    (sentence,) = iter_sentences(Place(), text)
    assert [each.text for each in sentence.numerals] == []


def test_severities() -> None:
    """Style is a note: foreign letters, decomposed letters, English digits and uneven slashes never make an error."""
    result = verify_text([(Place(), "Ðoàn viên mới 7,338/ 7,243 (101.3%), quà 1,250,000 đồng; xã Nậm Di\u0323ch")])
    assert {each.code for each in result.findings} == {
        "verify-style-d",
        "verify-style-english",
        "verify-style-spacing",
        "verify-style-decomposed",
    }
    assert {each.severity for each in result.findings} == {Severity.NOTE}
    assert [each.right for each in result.checked] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "9" * 30_000,
        "1.234." * 5000,
        "a" * 30_000 + "Ð1",
        " " * 30_000 + "1",
        "P. " * 10_000 + "1",
        "1 + " * 8000,
        "1/" * 10_000,
        "(1" * 10_000,
        "1, " * 10_000,
        "5 người gồm " * 3000,
    ],
)
def test_absurd_text(text: str) -> None:
    """Thousands of characters of nonsense are read through in good time."""
    started = time.perf_counter()
    assert verify_text([(Place(), text)]).quantities >= 0
    assert time.perf_counter() - started < 10
