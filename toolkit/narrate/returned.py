"""Workbooks that went back to their senders, as a template sees them: what has to be mended, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.messages import remedy, sentence
from toolkit.model.finding import Finding
from toolkit.model.form import Severity
from toolkit.narrate.ink import Words
from toolkit.narrate.scene import Scene
from toolkit.narrate.units import UnitView
from toolkit.narrate.view import View


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that went back: whose it was, and everything that was found in it."""

    unit: str
    findings: tuple[Finding, ...]


def returned_views(scene: Scene, returned: tuple[Returned, ...]) -> tuple[ReturnedView, ...]:
    """Those of units at or below the one whose paper it is."""
    below = {each.code for each in scene.consolidation.tree.below(scene.unit)}
    return tuple(ReturnedView(scene, each) for each in returned if each.unit in below)


class ReturnedView(View):
    """A workbook that went back to its sender."""

    NAMES = ("don_vi", "loi", "nhac")

    def __init__(self, scene: Scene, returned: Returned) -> None:
        self._scene = scene
        self._returned = returned

    @property
    def don_vi(self) -> UnitView:
        """Đơn vị đã gửi biểu."""
        return UnitView(self._scene, self._scene.consolidation.tree[self._returned.unit])

    @property
    def loi(self) -> tuple[FaultView, ...]:
        """Những lỗi phải sửa thì biểu mới được nhận."""
        return tuple(self._faults(must=True))

    @property
    def nhac(self) -> tuple[FaultView, ...]:
        """Những chỗ chỉ cần xem lại."""
        return tuple(self._faults(must=False))

    def _faults(self, *, must: bool) -> Iterator[FaultView]:
        for each in self._returned.findings:
            if (each.severity is Severity.ERROR) is must:
                yield FaultView(self._scene, each)


class FaultView(View):
    """One thing that was found in a workbook."""

    NAMES = ("vi_tri", "noi_dung", "cach_sua")

    def __init__(self, scene: Scene, found: Finding) -> None:
        self._scene = scene
        self._found = found

    @property
    def vi_tri(self) -> Words:
        """Trang tính và ô: “Biểu mẫu, ô D14”."""
        place = self._found.place
        said = (place.sheet, f"ô {place.cell}" if place.cell else "")
        return self._scene.words(", ".join(each for each in said if each))

    @property
    def noi_dung(self) -> Words:
        """Điều phát hiện được, có kèm giá trị đơn vị đã ghi."""
        return self._scene.words(sentence(self._found.code, dict(self._found.values), "vi"))

    @property
    def cach_sua(self) -> Words:
        """Cách sửa."""
        return self._scene.words(remedy(self._found.code, dict(self._found.values), "vi"))
