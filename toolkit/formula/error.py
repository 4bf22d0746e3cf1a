"""What is wrong with a formula's text."""

from __future__ import annotations

from toolkit.model.finding import Finding, finding
from toolkit.model.place import NOWHERE, Place


class FormulaError(Exception):
    """A formula that is refused: a code of the catalogue, where in the text (from 1), what stands there, the nearest known name.

    `nearest` is empty where the code asks for none.
    """

    def __init__(self, code: str, position: int, found: str = "", nearest: str = "") -> None:
        super().__init__(code, position, found, nearest)
        self.code = code
        self.position = position
        self.found = found
        self.nearest = nearest

    def finding(self, place: Place = NOWHERE) -> Finding:
        """The same as a finding about the cell that holds the formula."""
        return finding(self.code, place, found=self.found, position=self.position, nearest=self.nearest)
