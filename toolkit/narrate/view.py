"""What a template may look at: the names that a view declares, and nothing else of Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from toolkit.narrate.ink import Ink, Printed, Words


class View:
    """An object of which a template can name what `NAMES` lists; each is a property described in Vietnamese, for the docs."""

    NAMES: ClassVar[tuple[str, ...]] = ()

    def names(self) -> tuple[str, ...]:
        """Every name that a template may write after it."""
        return self.NAMES

    def look_up(self, name: str) -> object:
        """What stands under a name; KeyError where nothing does."""
        if name not in self.names():
            raise KeyError(name)
        return getattr(self, name)


class Shelf(View):
    """Names that come from the form or the round and stand for words: settings."""

    def __init__(self, ink: Ink, known: Mapping[str, str]) -> None:
        self._ink = ink
        self._known = known

    def names(self) -> tuple[str, ...]:
        """Every name on the shelf."""
        return tuple(self._known)

    def look_up(self, name: str) -> Printed:
        """The words under a name."""
        return Words(self._ink, self._known[name])
