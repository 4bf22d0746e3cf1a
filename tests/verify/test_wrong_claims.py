"""Wrong statements in many turns of phrase: each is found, under its own code, and nothing else is said of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from toolkit.model.form import Severity
from toolkit.model.place import Place
from toolkit.verify import verify_text

LINES = Path(__file__).with_name("wrong_claims.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("|", 1)) for line in LINES]


@pytest.mark.parametrize(("code", "text"), CASES, ids=[text[:50] for _, text in CASES])
def test_found(code: str, text: str) -> None:
    """The wrong statement is found once, with what it should be and the working."""
    found = [each for each in verify_text([(Place(cell="dòng 1"), text)]).findings if each.severity is not Severity.NOTE]
    assert [each.code for each in found] == [code]
    values = dict(found[0].values)
    assert code == "verify-malformed" or (values["working"] and values["expected"])


def test_held_out() -> None:
    """Wrong statements that were written after the patterns, and are not mended for: how many a stranger's report would show."""
    lines = Path(__file__).with_name("wrong_claims_held_out.txt").read_text(encoding="utf-8").splitlines()
    found = [
        line
        for line in lines
        if any(each.severity is not Severity.NOTE for each in verify_text([(Place(cell="dòng 1"), line)]).findings)
    ]
    assert len(lines) == 30 and len(found) >= 23


def test_every_kind_of_claim_is_there() -> None:
    """Each code of a claim that the prose makes of itself has wrong statements, the usual ones in several phrasings."""
    counts = Counter(code for code, _ in CASES)
    assert len(CASES) >= 99
    assert {code for code, count in counts.items() if count >= 4} >= {
        "verify-share",
        "verify-change",
        "verify-direction",
        "verify-sum",
        "verify-malformed",
        "verify-words",
        "verify-order",
    }
    assert set(counts) >= {
        "verify-all-contradicted",
        "verify-exceeds-is-share",
        "verify-rounded-to-all",
        "verify-change-from-zero",
        "verify-difference",
        "verify-points",
    }
