"""Is each narrative answer as short as the form asks?"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.case import Case
from toolkit.model.finding import Finding, finding


def check_lengths(case: Case) -> Iterator[Finding]:
    """`text-too-long` for each text of more characters than it may have; it is kept whole."""
    for text in case.form.texts:
        value = case.submission.value(text.code)
        if isinstance(value, str) and len(value) > text.max_length:
            yield finding("text-too-long", case.place(text.code), label=text.label, length=len(value), most=text.max_length)
