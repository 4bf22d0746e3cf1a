"""Units as a template sees them: their names, figures, the units below, and how many of them reported."""

from __future__ import annotations

from fractions import Fraction

from toolkit.model.unit import Unit
from toolkit.narrate.ink import Words
from toolkit.narrate.quantity import Quantity
from toolkit.narrate.scene import Scene
from toolkit.narrate.view import Chosen, View

REPORTED, EXPECTED, MISSING, LATE = "da_bao_cao", "phai_bao_cao", "chua_bao_cao", "nop_muon"
CHILDREN, ADJUSTED = "truc_thuoc", "dieu_chinh"
"""What counts of units are called."""


class Figures(View):
    """`so_lieu`: figures by the code of their indicator."""

    def __init__(self, scene: Scene, unit: str) -> None:
        self._scene = scene
        self._unit = unit

    def names(self) -> tuple[str, ...]:
        """The form's indicators."""
        return tuple(self._scene.consolidation.form.by_code)

    def look_up(self, name: str) -> Quantity:
        """The figure of that code."""
        return self._scene.quantity(self._unit, name)


class UnitView(View):
    """A unit."""

    NAMES = ("ten", "ten_rieng", "ma", "loai", "cap_tren", "truc_thuoc", "la_cap_tren", "so_lieu", "bao_cao")

    def __init__(self, scene: Scene, unit: Unit) -> None:
        self._scene = scene
        self.unit = unit

    @property
    def ten(self) -> Words:
        """Tên đầy đủ: “Huyện Đồng Văn”."""
        return self._scene.words(self.unit.name)

    @property
    def ten_rieng(self) -> Words:
        """Tên không kèm loại: “Đồng Văn”."""
        name, kind = self.unit.name, self.unit.kind
        short = name[len(kind) :].strip() if kind and name.casefold().startswith(f"{kind} ".casefold()) else name
        return self._scene.words(short or name)

    @property
    def ma(self) -> Words:
        """Mã đơn vị."""
        return self._scene.words(self.unit.code)

    @property
    def loai(self) -> Words:
        """Loại đơn vị, như trong sổ điều hành: “tỉnh”, “huyện”, “xã”."""
        return self._scene.words(self.unit.kind)

    @property
    def cap_tren(self) -> UnitView | None:
        """Đơn vị cấp trên trực tiếp; không có thì sai."""
        tree = self._scene.consolidation.tree
        return UnitView(self._scene, tree[self.unit.parent]) if self.unit.parent in tree else None

    @property
    def truc_thuoc(self) -> Chosen[UnitView]:
        """Các đơn vị cấp dưới trực tiếp, theo thứ tự chính thức."""
        below = self._scene.consolidation.tree.children(self.unit.code)
        return Chosen((UnitView(self._scene, each) for each in below), CHILDREN, self.unit.code)

    @property
    def la_cap_tren(self) -> bool:
        """Đúng khi còn có đơn vị cấp dưới."""
        return not self._scene.consolidation.tree.is_leaf(self.unit.code)

    @property
    def so_lieu(self) -> Figures:
        """Số liệu của đơn vị, theo mã chỉ tiêu."""
        return Figures(self._scene, self.unit.code)

    @property
    def bao_cao(self) -> CoverageView:
        """Tình hình báo cáo của các đơn vị từ đơn vị này trở xuống."""
        return CoverageView(self._scene, self.unit.code)


class CoverageView(View):
    """How many units at or below one reported."""

    NAMES = ("phai", "da", "chua", "muon", "dieu_chinh", "ds_chua", "ds_muon", "du", "du_muc", "co", "so_lieu_thieu")

    def __init__(self, scene: Scene, unit: str) -> None:
        self._scene = scene
        self._unit = unit

    @property
    def phai(self) -> Quantity:
        """Số đơn vị phải báo cáo."""
        return self._scene.count(self._unit, EXPECTED, len(self._scene.consolidation.tree.expected(self._unit)))

    @property
    def da(self) -> Quantity:
        """Số đơn vị đã báo cáo."""
        return self._scene.count(self._unit, REPORTED, len(self._scene.consolidation.reported(self._unit)))

    @property
    def chua(self) -> Quantity:
        """Số đơn vị chưa báo cáo."""
        return self._scene.count(self._unit, MISSING, len(self.ds_chua))

    @property
    def muon(self) -> Quantity:
        """Số đơn vị nộp sau thời hạn."""
        return self._scene.count(self._unit, LATE, len(self.ds_muon))

    @property
    def dieu_chinh(self) -> Quantity:
        """Số lần cấp tổng hợp đã điều chỉnh số liệu của đơn vị này và các đơn vị cấp dưới."""
        return self._scene.count(self._unit, ADJUSTED, self._scene.adjusted(self._unit))

    @property
    def ds_chua(self) -> Chosen[UnitView]:
        """Các đơn vị chưa báo cáo."""
        missing = self._scene.consolidation.missing(self._unit)
        return Chosen((UnitView(self._scene, each) for each in missing), MISSING, self._unit)

    @property
    def ds_muon(self) -> Chosen[UnitView]:
        """Các đơn vị nộp sau thời hạn."""
        late = (each for each in self._scene.consolidation.reported(self._unit) if each.code in self._scene.late)
        return Chosen((UnitView(self._scene, each) for each in late), LATE, self._unit)

    @property
    def du(self) -> bool:
        """Đúng khi mọi đơn vị phải báo cáo đều đã báo cáo."""
        return not self.ds_chua

    @property
    def du_muc(self) -> bool:
        """Đúng khi tỷ lệ đơn vị đã báo cáo đủ mức để nêu kết quả chung (mục coverage_threshold của biểu mẫu, 100% nếu không đặt)."""
        data = self._scene.consolidation
        expected = len(data.tree.expected(self._unit))
        return not expected or Fraction(len(data.reported(self._unit)), expected) >= Fraction(self._scene.threshold)

    @property
    def co(self) -> bool:
        """Đúng khi có ít nhất một đơn vị đã báo cáo."""
        return bool(self._scene.consolidation.reported(self._unit))

    @property
    def so_lieu_thieu(self) -> tuple[Quantity, ...]:
        """Những số liệu của cả đơn vị mà có đơn vị đã báo cáo không nêu được."""
        known = self._scene.consolidation.figures.get(self._unit, {})
        reported = len(self._scene.consolidation.reported(self._unit))
        codes = (code for code, figure in known.items() if figure.reported < min(figure.expected, reported))
        return tuple(found for code in codes if (found := self._scene.quantity(self._unit, code)).co)
