"""A round on disk: one form, one period, one tree of units, as a folder."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.round.opened import Round, control_file, create_round, open_round, read_programme_form

__all__ = ["Round", "control_file", "create_round", "open_round", "read_programme_form"]


def __getattr__(name: str) -> Any:
    """What the package offers, loaded once somebody asks: a child that only reads workbooks needs half as long to start without it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("toolkit.round.opened"), name)
