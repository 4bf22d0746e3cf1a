"""The catalogue of messages: code -> severity, sentence and remedy, in Vietnamese and English.

Three kinds of entry, one shape. A *finding* (severity `error`, `warning`, `note`) is about somebody's data; an *obstacle* stops the
command, in one line; a *phrase* is what a command says of its own work. Places where they arise hold codes and values, no prose.
One module a subject; each has a tuple `MESSAGES`.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from toolkit.messages.message import Message

SUBJECTS = (
    "workbook",
    "form_words",
    "files",
    "definition",
    "round",
    "values",
    "checks",
    "across",
    "intake",
    "consolidation",
    "kept",
    "assessment",
    "adoption",
    "versions",
    "verification",
    "report",
    "command",
    "formula",
    "office",
    "doctor",
    "sample",
    "lineage",
)


class Obstacle(Exception):
    """What keeps the program from going on: an unknown programme, a folder that is no round, a full disk. Exit code 2."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: Mapping[str, str] = {name: str(value) for name, value in values.items()}

    def __str__(self) -> str:
        return sentence(self.code, self.values, "vi")


@cache
def catalogue() -> Mapping[str, Message]:
    """Every message by its code; ValueError where two subjects claim one code."""
    found: dict[str, Message] = {}
    for subject in SUBJECTS:
        for message in import_module(f"{__name__}.{subject}").MESSAGES:
            if message.code in found:
                raise ValueError(f"message {message.code} stands twice in the catalogue")
            found[message.code] = message
    return found


def severity_of(code: str) -> str:
    """`error`, `warning` or `note`; KeyError for a code that is not in the catalogue."""
    return catalogue()[code].severity


def sentence(code: str, values: Mapping[str, str], lang: str) -> str:
    """What is wrong, in that language."""
    message = catalogue()[code]
    return _filled(message.en if lang == "en" else message.vi, values)


def remedy(code: str, values: Mapping[str, str], lang: str) -> str:
    """What to do about it; empty for a phrase."""
    message = catalogue()[code]
    return _filled(message.remedy_en if lang == "en" else message.remedy_vi, values)


def obstacle_line(obstacle: Obstacle, lang: str) -> str:
    """An obstacle in one line: the file where its sentence does not name it, what is in the way, what to do."""
    line = f"{sentence(obstacle.code, obstacle.values, lang)} {remedy(obstacle.code, obstacle.values, lang)}"
    unnamed = catalogue()[obstacle.code].severity != "obstacle" and "file" in obstacle.values
    return " ".join((f"{obstacle.values['file']}: {line}" if unnamed else line).split())


def say(code: str, lang: str, **values: object) -> str:
    """A phrase of the catalogue, filled."""
    return sentence(code, {name: str(value) for name, value in values.items()}, lang)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return string.Formatter().vformat(text, (), values)
