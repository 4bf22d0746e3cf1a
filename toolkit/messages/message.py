"""One entry of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A code with its sentence and remedy in both languages; `{names}` in them are filled with the values found.

    `severity` is `error`, `warning`, `note` (findings), `obstacle` or `phrase`. A phrase has no remedy.
    """

    code: str
    severity: str
    vi: str
    en: str
    remedy_vi: str = ""
    remedy_en: str = ""
