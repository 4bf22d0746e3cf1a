"""What commands say of their own work."""

from toolkit.messages.message import Message


def _phrase(code: str, vi: str, en: str) -> Message:
    return Message(code, "phrase", vi, en)


MESSAGES: tuple[Message, ...] = (
    _phrase("help-demo", "Tạo một đợt báo cáo mẫu và chạy từ đầu đến cuối.", "Make a sample round and run it through."),
    _phrase("help-new", "Mở một đợt báo cáo mới từ danh sách đơn vị.", "Make a round from a list of units."),
    _phrase("help-define", "Soát biểu mẫu của một chương trình.", "Lint the form definitions of a programme."),
    _phrase("help-issue", "Tạo biểu mẫu trống cho từng đơn vị.", "Write the blank workbooks."),
    _phrase("help-collect", "Nhận, kiểm tra và lưu các tệp trong 2-nhan.", "Take in, check and archive the inbox."),
    _phrase("help-status", "Tiến độ: ai đã gửi, ai chưa, ai phải sửa.", "Show who reported, who is missing, who must mend."),
    _phrase("help-consolidate", "Tổng hợp thành tệp Excel cho từng cấp.", "Write the consolidated workbooks."),
    _phrase("help-figures", "Xem số liệu tổng hợp của một đơn vị.", "Show a unit's consolidated figures."),
    _phrase("help-narrate", "Viết báo cáo Word cho từng cấp.", "Write the reports."),
    _phrase("help-verify", "Soát số liệu trong một báo cáo.", "Check the numbers of a report."),
    _phrase("help-run", "Nhận, tổng hợp và viết báo cáo một lượt.", "Collect, consolidate and narrate."),
    _phrase(
        "bug",
        "Phần mềm gặp lỗi ngoài dự kiến; chi tiết ở tệp {path}, hãy gửi tệp này cho người phụ trách.",
        "An unexpected error of the program; details are in {path}, please send that file to whoever maintains it.",
    ),
    _phrase("severity-error", "Lỗi", "Error"),
    _phrase("severity-warning", "Cảnh báo", "Warning"),
    _phrase("severity-note", "Ghi chú", "Note"),
    _phrase(
        "findings-counted", "{error} lỗi, {warning} cảnh báo, {note} ghi chú.", "{error} errors, {warning} warnings, {note} notes."
    ),
    _phrase(
        "findings-more",
        "… và {count} mục nữa; xem đầy đủ ở tien-do.xlsx hoặc với --json.",
        "… and {count} more; see tien-do.xlsx or --json.",
    ),
    _phrase(
        "form-counted",
        "{form} {version} “{title}”: {indicators} chỉ tiêu, {tables} bảng, {texts} thuyết minh, {rules} quy tắc.",
        "{form} {version} “{title}”: {indicators} indicators, {tables} tables, {texts} texts, {rules} rules.",
    ),
    _phrase(
        "round-made",
        "Đã mở đợt báo cáo ở {path}: {units} đơn vị, {expected} đơn vị phải gửi báo cáo.",
        "The round is at {path}: {units} units, of which {expected} must report.",
    ),
    _phrase("doing-issue", "Tạo biểu mẫu", "Issuing"),
    _phrase("doing-collect", "Nhận và kiểm tra", "Collecting"),
    _phrase("doing-consolidate", "Tổng hợp", "Consolidating"),
    _phrase("doing-narrate", "Viết báo cáo", "Narrating"),
    _phrase(
        "issued",
        "Đã tạo {count} biểu mẫu và {zips} tệp nén theo đơn vị cấp trên trong {path}.",
        "{count} blank workbooks and {zips} parcels are in {path}.",
    ),
    _phrase(
        "collected",
        "Nhận {count} tệp mới: {accepted} được nhận, {returned} trả lại, {duplicate} trùng, {quarantined} cách ly, {ignored} bỏ qua; {left} để lượt sau.",
        "{count} new files: {accepted} accepted, {returned} returned, {duplicate} duplicates, {quarantined} quarantined, {ignored} ignored; {left} left for the next run.",
    ),
    _phrase("consolidated", "Đã ghi {count} tệp tổng hợp vào {path}.", "{count} consolidated workbooks are in {path}."),
    _phrase("narrated", "Đã viết {count} báo cáo vào {path}.", "{count} reports are in {path}."),
    _phrase("coverage", "{reported}/{expected} đơn vị", "{reported}/{expected} units"),
    _phrase("and-more", " và {count} đơn vị nữa", " and {count} more"),
    _phrase("status-missing", "Chưa gửi", "Missing"),
    _phrase("status-accepted", "Đã nhận", "Accepted"),
    _phrase("status-returned", "Trả lại để sửa", "Returned"),
    _phrase("status-exempt", "Được miễn", "Exempt"),
    _phrase("status-late", "quá hạn", "late"),
    _phrase("progress-count-expected", "Phải báo cáo", "Expected"),
    _phrase("progress-count-accepted", "Đã nhận", "Accepted"),
    _phrase("progress-count-returned", "Trả lại", "Returned"),
    _phrase("progress-count-missing", "Chưa gửi", "Missing"),
    _phrase("progress-count-late", "Quá hạn", "Late"),
    _phrase("progress-count-exempt", "Được miễn", "Exempt"),
    _phrase("progress-units", "Từng đơn vị", "Units"),
    _phrase("progress-code", "Mã", "Code"),
    _phrase("progress-name", "Đơn vị", "Unit"),
    _phrase("progress-status", "Tình trạng", "Status"),
    _phrase("progress-resubmissions", "Gửi lại", "Resubmissions"),
    _phrase("progress-errors", "Lỗi", "Errors"),
    _phrase("progress-warnings", "Cảnh báo", "Warnings"),
    _phrase("progress-findings", "Việc cần xử lý", "To be dealt with"),
    _phrase(
        "demo-wave",
        "Đợt gửi {number} ({day}): {count} tệp được thả vào 2-nhan.",
        "Wave {number} ({day}): {count} files dropped into 2-nhan.",
    ),
    _phrase("demo-report", "Báo cáo của {name}: {path}", "The report of {name}: {path}"),
    _phrase("demo-open", "Mở thêm:", "Open these too:"),
    _phrase("demo-blank", "biểu mẫu trống của {name}: {path}", "the blank workbook of {name}: {path}"),
    _phrase("demo-returned", "một biểu bị trả lại, ở lượt đầu: {path}", "a workbook that went back in the first wave: {path}"),
    _phrase("demo-consolidated", "tổng hợp của {name}: {path}", "the consolidated workbook of {name}: {path}"),
    _phrase("demo-progress", "tiến độ: {path}", "progress: {path}"),
    Message(
        "demo-folder-taken",
        "obstacle",
        "Thư mục {path} đã có dữ liệu mà không phải do lệnh demo tạo ra.",
        "The folder {path} holds something that no demo made.",
        "Hãy chọn một thư mục khác, ví dụ: baocao demo build/demo2.",
        "Choose another, such as: baocao demo build/demo2.",
    ),
)
