"""Arguments and options that several verbs share."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def default_language() -> str:
    """English where the locale says so, else Vietnamese."""
    stated = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "en" if (stated or locale.getlocale()[0] or "").casefold().startswith("en") else "vi"


def folder(function: F) -> F:
    """The round's folder."""
    return click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))(function)


def lang(function: F) -> F:
    """The language of messages."""
    option = click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default=default_language,
        help="Language of messages (default: the locale's, else vi).",
    )
    return option(function)


def as_json(function: F) -> F:
    """Machine-readable output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")(function)


def unit(function: F) -> F:
    """One unit and what is below it."""
    return click.option("--unit", default="", metavar="CODE", help="This unit and those below it (default: the whole round).")(
        function
    )


def overwrite(function: F) -> F:
    """Whether edited outputs may be replaced."""
    return click.option("--overwrite", is_flag=True, help="Replace outputs even where somebody has edited them.")(function)
