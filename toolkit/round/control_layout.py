"""How a new control workbook is laid out: its sheets and columns, and what the units workbook brings into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.consolidate import Fact
from toolkit.excel.control import ControlColumn, ControlSheet
from toolkit.excel.sheets import SheetBook, SheetRow
from toolkit.messages import say
from toolkit.model.adjustment import Adjustment
from toolkit.model.form import Type
from toolkit.model.lineage import Event
from toolkit.model.unit import Tree, Unit
from toolkit.model.value import BLANK, Value
from toolkit.round.control import ADJUSTMENTS, PREVIOUS, SETTINGS, TARGETS, UNITS, Control
from toolkit.round.succession import LINEAGE, RELATIONS
from toolkit.vietnamese.dates import format_date

_SETTING_LABELS = (
    ("programme", "Chương trình", "Thư mục của chương trình: biểu mẫu và mẫu báo cáo."),
    ("form", "Biểu mẫu", "Mã biểu mẫu được thu trong đợt này."),
    ("period", "Kỳ báo cáo", "2020 (năm), 2020S1 (6 tháng đầu năm), 2020Q4 (quý IV), 202011 (tháng 11)."),
    ("title", "Tên đợt báo cáo", "Tên in trên bảng tiến độ."),
    (
        "plan",
        "Đợt kế hoạch",
        "Thư mục của đợt đăng ký, kế hoạch để so sánh, tính từ thư mục này, ví dụ ../dang-ky-2020; có thể để trống.",
    ),
    ("previous", "Đợt kỳ trước", "Thư mục của đợt kỳ trước để so sánh; số ở trang Kỳ trước được dùng trước."),
    (
        "reference",
        "Đợt tham chiếu",
        "Thư mục của đợt cùng năm có số liệu để đối chiếu khi thẩm định, tính từ thư mục này, ví dụ ../ket-qua-2023; có thể để trống.",
    ),
    (
        "legal_basis",
        "Căn cứ",
        "Văn bản làm căn cứ của riêng đợt này, in trên biểu và trong báo cáo; trống thì lấy căn cứ ghi ở biểu mẫu.",
    ),
    ("deadline", "Hạn gửi", "Ngày cuối cùng nhận báo cáo, ví dụ 15/12/2020; gửi sau ngày này là quá hạn."),
)
_LABEL_OF = {name: (label, note) for name, label, note in _SETTING_LABELS}


PROGRESS = "Tiến độ"
FINDINGS = "Lỗi"
TRACE = "Truy vết"


def control_sheets(source: SheetBook, settings: Mapping[str, str], control: Control) -> tuple[ControlSheet, ...]:
    """The sheets of a new control workbook: `settings` before those of the units workbook, then what was read from that."""
    return (
        ControlSheet(title=SETTINGS, columns=_SETTING_COLUMNS, rows=tuple(_setting_rows(source, settings))),
        ControlSheet(title=UNITS, columns=_UNIT_COLUMNS, rows=_unit_rows(control)),
        ControlSheet(title=TARGETS, columns=_REFERENCE_COLUMNS, rows=tuple(_reference_rows(control.targets))),
        ControlSheet(title=PREVIOUS, columns=_REFERENCE_COLUMNS, rows=tuple(_reference_rows(_flat(control.previous)))),
        ControlSheet(title=LINEAGE, columns=_LINEAGE_COLUMNS, rows=tuple(map(_event_row, control.lineage.events))),
        ControlSheet(title=ADJUSTMENTS, columns=_ADJUSTMENT_COLUMNS, rows=tuple(map(_adjustment_row, control.adjustments))),
    )


def live_sheets() -> tuple[ControlSheet, ...]:
    """The sheets that buttons write into, empty; nothing reads them."""
    shown = {PROGRESS: _PROGRESS_COLUMNS, FINDINGS: _FINDING_COLUMNS, TRACE: _TRACE_COLUMNS}
    return tuple(ControlSheet(title=title, columns=columns, shown=True) for title, columns in shown.items())


_STATUS_MARKS = tuple(
    (say(f"status-{status}", "vi"), look) for status, look in (("missing", "wrong"), ("returned", "warned"), ("accepted", "fine"))
)
_SEVERITY_MARKS = tuple((say(f"severity-{severity}", "vi"), look) for severity, look in (("error", "wrong"), ("warning", "warned")))
_PROGRESS_COLUMNS = (
    ControlColumn(name="code", heading="Mã đơn vị", width=12),
    ControlColumn(name="name", heading="Tên đơn vị", width=36),
    ControlColumn(name="status", heading="Tình trạng", width=24, marks=_STATUS_MARKS),
    ControlColumn(name="errors", heading="Lỗi", width=9, type=Type.INTEGER),
    ControlColumn(name="warnings", heading="Cảnh báo", width=9, type=Type.INTEGER),
    ControlColumn(name="resubmissions", heading="Số lần gửi lại", width=9, type=Type.INTEGER),
)
_FINDING_COLUMNS = (
    ControlColumn(name="severity", heading="Mức", width=12, marks=_SEVERITY_MARKS),
    ControlColumn(name="open", heading="Mở tệp", width=10, link=True),
    ControlColumn(name="unit", heading="Đơn vị", width=26),
    ControlColumn(name="file", heading="Tệp", width=34),
    ControlColumn(name="sheet", heading="Trang", width=16),
    ControlColumn(name="cell", heading="Ô", width=8),
    ControlColumn(name="found", heading="Đang ghi", width=20),
    ControlColumn(name="sentence", heading="Sai chỗ nào", width=60),
    ControlColumn(name="remedy", heading="Sửa thế nào", width=60),
)
_TRACE_COLUMNS = (
    ControlColumn(name="unit", heading="Đơn vị", width=38),
    ControlColumn(name="open", heading="Mở tệp", width=10, link=True),
    ControlColumn(name="label", heading="Chỉ tiêu", width=40),
    ControlColumn(name="value", heading="Giá trị", width=14),
    ControlColumn(name="coverage", heading="Độ phủ", width=18),
    ControlColumn(name="file", heading="Tệp đã nhận", width=34),
    ControlColumn(name="sheet", heading="Trang", width=14),
    ControlColumn(name="cell", heading="Ô", width=8),
    ControlColumn(name="note", heading="Ghi chú", width=60),
)
_SETTING_COLUMNS = (
    ControlColumn(name="setting", heading="Mã", width=18),
    ControlColumn(name="label", heading="Mục", width=28),
    ControlColumn(name="value", heading="Giá trị", width=48),
    ControlColumn(name="note", heading="Ghi chú", width=60),
)
_UNIT_COLUMNS = (
    ControlColumn(name="code", heading="Mã đơn vị", width=12, note="Ghi đủ các số 0 ở đầu: 02 khác 2."),
    ControlColumn(name="name", heading="Tên đơn vị", width=36),
    ControlColumn(
        name="kind",
        heading="Loại",
        width=16,
        note="tỉnh, huyện, xã, chi đoàn…: biểu mẫu dựa vào loại để biết đơn vị điền chỉ tiêu nào.",
    ),
    ControlColumn(name="parent", heading="Mã đơn vị cấp trên", width=20, note="Để trống cho đơn vị cao nhất."),
    ControlColumn(
        name="reports",
        heading="Gửi báo cáo",
        width=14,
        note="Để trống: đơn vị không có cấp dưới thì gửi. “có”: vẫn gửi dù có cấp dưới. “không”: không gửi.",
        choices=("có", "không"),
    ),
    ControlColumn(name="exempt", heading="Lý do được miễn", width=36, note="Ghi lý do thì đơn vị được miễn trong đợt này."),
)
_UNIT_CODES = f"='{UNITS}'!$A$3:$A$20000"
_REFERENCE_COLUMNS = (
    ControlColumn(name="unit", heading="Mã đơn vị", width=12, choices_at=_UNIT_CODES),
    ControlColumn(name="indicator", heading="Mã chỉ tiêu", width=24),
    ControlColumn(name="value", heading="Giá trị", width=16, type=Type.DECIMAL),
)

_ADJUSTMENT_COLUMNS = (
    ControlColumn(name="unit", heading="Mã đơn vị", width=12, note="Đơn vị có số liệu cần điều chỉnh.", choices_at=_UNIT_CODES),
    ControlColumn(
        name="indicator", heading="Mã chỉ tiêu", width=24, note="Chỉ tiêu được tính từ chỉ tiêu khác thì không điều chỉnh được."
    ),
    ControlColumn(
        name="from",
        heading="Số hiện có",
        width=16,
        type=Type.DECIMAL,
        note="Số mà đơn vị đã gửi; nếu không còn đúng thì điều chỉnh không được áp dụng.",
    ),
    ControlColumn(name="to", heading="Điều chỉnh thành", width=16, type=Type.DECIMAL),
    ControlColumn(name="reason", heading="Lý do", width=60, note="Bắt buộc. Lý do đi cùng số liệu lên cấp trên."),
    ControlColumn(name="who", heading="Người điều chỉnh", width=26, note="Bắt buộc."),
    ControlColumn(name="when", heading="Ngày", width=14, type=Type.DATE, note="Bắt buộc, ngày/tháng/năm."),
)
_LINEAGE_COLUMNS = (
    ControlColumn(name="from_code", heading="Mã cũ", width=12, note="Đơn vị trước khi thay đổi."),
    ControlColumn(name="from_name", heading="Tên cũ", width=32),
    ControlColumn(name="to_code", heading="Mã mới", width=12, note="Đơn vị sau khi thay đổi; đơn vị bị chia có nhiều dòng."),
    ControlColumn(
        name="relation",
        heading="Quan hệ",
        width=18,
        note="Giữ nguyên: chỉ đổi tên, đổi mã hoặc đổi cấp trên.",
        choices=tuple(RELATIONS.values()),
    ),
    ControlColumn(
        name="share",
        heading="Tỷ lệ",
        width=22,
        note="Chỉ cho “Nhập một phần”: 0,4 hoặc 40%, các phần cộng lại bằng 1; hoặc mã chỉ tiêu, để chia theo số liệu của các đơn vị nhận.",
    ),
    ControlColumn(name="date", heading="Ngày", width=14, type=Type.DATE, note="Ngày có hiệu lực, ngày/tháng/năm."),
    ControlColumn(name="note", heading="Ghi chú", width=40),
)


def _setting_rows(source: SheetBook, settings: Mapping[str, str]) -> Iterator[tuple[Value, ...]]:
    stated = {row.text("setting"): row for row in source.optional(SETTINGS).rows}
    names = dict.fromkeys((*_LABEL_OF, *settings, *stated))
    for name in names:
        row = stated.get(name)
        label, note = _LABEL_OF.get(name, (row.text("label") if row else "", row.text("note") if row else ""))
        value = settings.get(name) or (_stated(row) if row else "")
        yield name, label, value or BLANK, note


def _stated(row: SheetRow) -> str:
    """A setting as the office reads it: a date in its own order of day, month, year."""
    raw = row.get("value")
    return format_date(raw) if isinstance(raw, date) else row.text("value")


def _unit_rows(control: Control) -> tuple[tuple[Value, ...], ...]:
    """The units of the round, then those that ended within its period."""
    return tuple(_unit_row(unit, control.tree) for unit in (*control.tree.units, *control.former))


def _unit_row(unit: Unit, tree: Tree) -> tuple[Value, ...]:
    reports = BLANK if unit.reports is None else "có" if unit.reports else "không"
    parent = unit.parent if unit.parent in tree else ""
    return unit.code, unit.name, unit.kind, parent or BLANK, reports, unit.exempt or BLANK


def _reference_rows(facts: Mapping[tuple[str, str], Fact]) -> Iterator[tuple[Value, ...]]:
    return ((unit, indicator, fact.value) for (unit, indicator), fact in facts.items())


def _adjustment_row(each: Adjustment) -> tuple[Value, ...]:
    return each.unit, each.indicator, each.before, each.after, each.reason, each.who, each.when


def _event_row(event: Event) -> tuple[Value, ...]:
    share = str(event.share) if event.share is not None else event.by
    return event.source, event.name or BLANK, event.target, RELATIONS[event.fate], share or BLANK, event.day, event.note or BLANK


def _flat(facts: Mapping[str, Mapping[str, Fact]]) -> dict[tuple[str, str], Fact]:
    return {(unit, code): fact for unit, by_code in facts.items() for code, fact in by_code.items()}
