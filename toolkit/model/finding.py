"""What is wrong in somebody's data: a record, never raised, never stopping the run."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.messages import severity_of
from toolkit.model.form import Severity
from toolkit.model.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Finding:
    """A code of the catalogue, its severity, its place, and the values that the sentence names."""

    code: str
    severity: Severity
    place: Place = NOWHERE
    values: tuple[tuple[str, str], ...] = ()

    @property
    def found(self) -> str:
        """The value that was found there, as typed; empty where the finding is about no value."""
        return dict(self.values).get("found", "")


LONGEST = 400
"""Letters of what was typed that a finding repeats: a cell may hold 32.767, and who looks for it has its place."""

_IDENTITY = re.compile(r"(?<!\d)0\d{11}(?!\d)|(?<!\d)0\d{2}[ .]\d{3}[ .]\d{3}[ .]\d{3}(?!\d)")
"""A citizen's number: twelve digits, of which the first is 0, as no count begins."""

_TYPED = frozenset(("found", "value", "before"))


def finding(code: str, place: Place = NOWHERE, severity: Severity | None = None, /, **values: object) -> Finding:
    """A finding of that code, with the catalogue's severity unless another is given; KeyError for an unknown code."""
    return Finding(
        code,
        severity or Severity(severity_of(code)),
        place,
        tuple((name, _told(str(value)) if name in _TYPED else str(value)) for name, value in values.items()),
    )


def _told(text: str) -> str:
    """What was typed, in part and without anybody's identity number: those have no place in a message, wherever they were typed."""
    told = _IDENTITY.sub("…", text)
    return told if len(told) <= LONGEST else f"{told[:LONGEST].rstrip()}…"


def has_errors(findings: tuple[Finding, ...] | list[Finding]) -> bool:
    """True where at least one of them returns the workbook."""
    return any(each.severity is Severity.ERROR for each in findings)
