"""What a template may look at: the names that a view declares, and nothing else of Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar, overload

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


T = TypeVar("T")


class Chosen(Sequence[T], Generic[T]):
    """A list that remembers how it was chosen: its count in a sentence has a source, `what` at `unit`, like any other figure."""

    def __init__(self, items: Iterable[T], what: str, unit: str) -> None:
        self._items = tuple(items)
        self.what = what
        self.unit = unit

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items)


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
