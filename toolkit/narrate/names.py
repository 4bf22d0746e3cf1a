"""The names that a template starts from, and the period among them."""

from __future__ import annotations

from toolkit.narrate.answers import Texts
from toolkit.narrate.ink import Words
from toolkit.narrate.scene import Scene
from toolkit.narrate.tables import Tables
from toolkit.narrate.units import UnitView
from toolkit.narrate.view import Shelf, View
from toolkit.vietnamese.dates import period_label


def names_of(scene: Scene) -> dict[str, object]:
    """Everything that a template can name by itself."""
    form = scene.consolidation.form
    unit = UnitView(scene, scene.consolidation.tree[scene.unit])
    return {
        "don_vi": unit,
        "so_lieu": unit.so_lieu,
        "bao_cao": unit.bao_cao,
        "ky": PeriodView(scene),
        "bang": Tables(scene),
        "thuyet_minh": Texts(scene),
        "bieu_mau": Shelf(scene.ink, {"tieu_de": form.title, "so_bieu": form.number, **form.setting}),
        "cai_dat": Shelf(scene.ink, scene.settings),
    }


class PeriodView(View):
    """The period."""

    NAMES = ("ten", "truoc", "nam", "nam_sau", "ma")

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._period = scene.consolidation.period

    @property
    def ten(self) -> Words:
        """Tên kỳ báo cáo: “năm 2020”."""
        return self._scene.words(period_label(self._period))

    @property
    def truoc(self) -> Words:
        """Tên cùng kỳ năm trước: “năm 2019”."""
        return self._scene.words(period_label(self._period.previous()))

    @property
    def nam(self) -> Words:
        """Năm báo cáo: “2020”."""
        return self._scene.words(str(self._period.year))

    @property
    def nam_sau(self) -> Words:
        """Năm sau năm báo cáo: “2021”."""
        return self._scene.words(str(self._period.year + 1))

    @property
    def ma(self) -> Words:
        """Mã kỳ báo cáo: “2020S1”."""
        return self._scene.words(self._period.id)
