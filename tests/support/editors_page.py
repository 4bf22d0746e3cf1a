"""The part of the editors' page that is made from the code: every name and every filter, in the code's own words."""

from __future__ import annotations

from tests.narrate.sample import round_of
from toolkit.narrate.answers import Answer, Answers
from toolkit.narrate.filters import Filters
from toolkit.narrate.ink import Ink
from toolkit.narrate.names import PeriodView
from toolkit.narrate.quantity import Quantity
from toolkit.narrate.returned import FaultView, ReturnedView
from toolkit.narrate.scene import Scene
from toolkit.narrate.tables import Rows
from toolkit.narrate.units import CoverageView, UnitView
from toolkit.narrate.view import View

FIRST, LAST = "<!-- từ đây: viết ra từ mã nguồn -->", "<!-- đến đây: viết ra từ mã nguồn -->"

SECTIONS: tuple[tuple[str, str, type[View]], ...] = (
    ("Đơn vị", "`don_vi` là đơn vị viết báo cáo; mỗi phần tử của `don_vi.truc_thuoc` cũng là một đơn vị.", UnitView),
    (
        "Số liệu",
        "`so_lieu.<mã chỉ tiêu>`, ví dụ `so_lieu.ket_nap_moi`. Trong điều kiện, số liệu trống hoặc bằng không là sai; so sánh được với nhau, với "
        "một số (`0.7`) và với mục tiêu của biểu mẫu (`bieu_mau.goal_ty_le_tap_hop`). Số liệu trống so với gì cũng là sai.",
        Quantity,
    ),
    ("Tình hình báo cáo", "`bao_cao` của cả đơn vị, hoặc `u.bao_cao` của một đơn vị trực thuộc.", CoverageView),
    ("Kỳ báo cáo", "`ky`", PeriodView),
    (
        "Bảng",
        "`bang.<mã bảng>`, ví dụ `bang.khen_thuong`. Duyệt bằng `for`; mỗi dòng có các cột theo mã và `.don_vi` là đơn vị đã gửi. Bảng có dữ liệu cá "
        "nhân chỉ thấy ở chính đơn vị đã điền.",
        Rows,
    ),
    ("Thuyết minh", "`thuyet_minh.<mã câu hỏi>`, ví dụ `thuyet_minh.kho_khan`.", Answers),
    ("Một câu trả lời", "Mỗi phần tử của `.noi_dung` và `.theo_ma` ở trên.", Answer),
    ("Biểu trả lại", "Mỗi phần tử của `tra_lai`: những biểu đã trả lại mà đơn vị chưa gửi lại.", ReturnedView),
    ("Một lỗi của biểu trả lại", "Mỗi phần tử của `.loi` và `.nhac` ở trên.", FaultView),
)


def made_part() -> str:
    """The part between the two marks, as the code has it now."""
    parts = [f"### {title}\n\n{lead}\n\n| tên | là |\n|---|---|\n{_names(view)}" for title, lead, view in SECTIONS]
    filters = Filters(Scene(Ink(), round_of(), "02")).by_name().items()
    lines = "\n".join(f"| `{name}` | {_said(each.__doc__)} |" for name, each in filters)
    lead = 'Viết sau dấu gạch đứng: `{{ so_lieu.ket_nap_moi|so }}`, `{{ don_vi.truc_thuoc|xep_hang("ty_le_ket_nap")|dau(3)|liet_ke(ten) }}`.'
    parts.append(f"## Bộ lọc\n\n{lead}\n\n| bộ lọc | viết ra |\n|---|---|\n{lines}")
    return "\n\n".join(parts)


def renewed(page: str) -> str:
    """The page with that part as the code has it now."""
    before, _, rest = page.partition(FIRST)
    return f"{before}{FIRST}\n\n{made_part()}\n\n{LAST}{rest.partition(LAST)[2]}"


def _names(view: type[View]) -> str:
    return "\n".join(f"| `.{name}` | {_said(getattr(view, name).__doc__)} |" for name in view.NAMES)


def _said(text: str | None) -> str:
    assert text, "every name and filter is described for editors"
    return " ".join(text.split()).replace("|", "\\|")
