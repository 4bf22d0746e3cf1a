"""Fixed words that our workbooks print: headings, instructions, the sentences of the live checks."""

from toolkit.messages.message import Message


def _phrase(code: str, vi: str, en: str) -> Message:
    return Message(f"form-{code}", "phrase", vi, en)


MESSAGES: tuple[Message, ...] = (
    # the head of a form
    _phrase("body", "BCH ĐOÀN {name}", "COMMITTEE OF {name}"),
    _phrase("number", "Biểu số: {number}", "Form {number}"),
    _phrase("period", "Kỳ báo cáo: {period} (từ {first} đến {last})", "Period: {period} (from {first} to {last})"),
    _phrase("period-year", "Năm {year}", "Year {year}"),
    _phrase("period-half", "6 tháng {part} năm {year}", "Half year {part}, {year}"),
    _phrase("period-half-1", "đầu", "1"),
    _phrase("period-half-2", "cuối", "2"),
    _phrase("period-quarter", "Quý {part} năm {year}", "Quarter {part}, {year}"),
    _phrase("period-month", "Tháng {part} năm {year}", "Month {part}, {year}"),
    _phrase("unit", "Đơn vị báo cáo: {name}", "Reporting unit: {name}"),
    _phrase("receiver", "Đơn vị nhận báo cáo: {name}", "Receiving unit: {name}"),
    _phrase("deadline", "Hạn gửi: {date}", "Due: {date}"),
    # columns
    _phrase("col-number", "TT", "No."),
    _phrase("col-label", "Chỉ tiêu", "Indicator"),
    _phrase("col-measure", "Đơn vị tính", "Unit"),
    _phrase("col-value", "Số liệu", "Figure"),
    _phrase("col-target", "Chỉ tiêu giao", "Target"),
    _phrase("col-previous", "Kỳ trước", "Previous period"),
    _phrase("col-check", "Kiểm tra", "Check"),
    _phrase("col-coverage", "Độ phủ", "Coverage"),
    _phrase("col-unit", "Đơn vị", "Unit"),
    # sections and parts
    _phrase("made-here", "NGƯỜI LẬP BIỂU", "PREPARED BY"),
    _phrase("made-here-sign", "(Ký, ghi rõ họ tên)", "(Signature, name)"),
    _phrase("signed", "TM. BAN CHẤP HÀNH", "FOR THE COMMITTEE"),
    _phrase("signed-sign", "(Ký tên, đóng dấu)", "(Signature, seal)"),
    _phrase("signed-date", "………………, ngày …… tháng …… năm ………", "…………, ……/……/………"),
    # the banner
    _phrase("banner-errors", "Còn ", ""),
    _phrase("banner-errors-tail", " lỗi phải sửa trước khi gửi", " errors to mend before sending"),
    _phrase("banner-warnings", " · ", " · "),
    _phrase("banner-warnings-tail", " điều cần xem lại", " points to look at again"),
    _phrase("banner-done", "Đã điền đủ, không còn lỗi; có thể gửi", "Complete, without errors; ready to send"),
    _phrase("count-errors", "Số lỗi", "Errors"),
    _phrase("count-warnings", "Số điều cần xem lại", "Points to look at again"),
    # the live checks
    _phrase("check-missing", "Chưa điền.", "Not filled in."),
    _phrase("check-not-a-number", "Không phải là số. Ghi số, hoặc ghi “{no_data}”.", "No number. Write a number, or “{no_data}”."),
    _phrase("check-negative", "Không được âm.", "Must not be negative."),
    _phrase("check-below", "Không được nhỏ hơn {bound}.", "Must not be below {bound}."),
    _phrase("check-above", "Không được lớn hơn {bound}.", "Must not be above {bound}."),
    _phrase("check-not-whole", "Phải là số nguyên.", "Must be a whole number."),
    _phrase(
        "check-subset",
        "Lớn hơn “{whole}”. Phần trong đó không được vượt số chung.",
        "Greater than “{whole}”, of which it is a part.",
    ),
    _phrase("check-partition", "Các dòng chia ra cộng lại không bằng số này.", "The parts do not add up to this figure."),
    _phrase("check-long", "Dài quá {most} ký tự. Xin viết gọn lại.", "Longer than {most} characters. Please shorten it."),
    _phrase("check-row-missing", "Thiếu “{label}”.", "“{label}” is missing."),
    _phrase("check-row-number", "“{label}” phải là số.", "“{label}” must be a number."),
    _phrase("check-row-choice", "“{label}”: chọn trong danh sách.", "“{label}”: pick from the list."),
    _phrase("check-choice", "Chọn trong danh sách.", "Pick from the list."),
    # input messages and what Excel says to a wrong entry
    _phrase(
        "input-number",
        "Ghi số nguyên từ 0. Không có: ghi 0. Không thống kê được: ghi “{no_data}”.",
        "Whole number from 0; “{no_data}” where not known.",
    ),
    _phrase("input-any-number", "Ghi số. Không thống kê được: ghi “{no_data}”.", "A number; “{no_data}” where not known."),
    _phrase(
        "input-percent",
        "Ghi tỷ lệ, ví dụ 70%. Không thống kê được: ghi “{no_data}”.",
        "A rate such as 70%; “{no_data}” where not known.",
    ),
    _phrase("input-choice", "Bấm mũi tên để chọn trong danh sách.", "Press the arrow and pick from the list."),
    _phrase("input-date", "Ghi ngày/tháng/năm, ví dụ 05/01/2020.", "Day/month/year, such as 05/01/2020."),
    _phrase("refuse-title", "Chưa đúng", "Not accepted"),
    _phrase(
        "refuse-number",
        "Ô này nhận số nguyên từ 0 trở lên, hoặc chữ “{no_data}”.",
        "This cell takes whole numbers from 0, or “{no_data}”.",
    ),
    _phrase("refuse-any-number", "Ô này nhận số, hoặc chữ “{no_data}”.", "This cell takes numbers, or “{no_data}”."),
    _phrase("refuse-choice", "Ô này nhận một trong các mục của danh sách.", "This cell takes one of the list's entries."),
    # tables and texts
    _phrase(
        "table-rows",
        "Mỗi dòng ghi một mục; có {rows} dòng. Dòng không dùng để trống.",
        "One entry a row, {rows} rows. Leave unused rows empty.",
    ),
    _phrase("text-title", "PHẦN THUYẾT MINH", "TEXTS"),
    _phrase(
        "text-guide",
        "Viết vào ô có nền vàng nhạt. Xuống dòng trong ô: Alt + Enter.",
        "Write in the pale yellow cells. A new line within a cell: Alt + Enter.",
    ),
    _phrase("text-answer", "Trả lời", "Answer"),
    _phrase("text-choice", "Loại chính", "Main kind"),
    _phrase("text-length", " / {most} ký tự", " / {most} characters"),
    # the instructions
    _phrase("guide-title", "HƯỚNG DẪN ĐIỀN BIỂU", "HOW TO FILL IN THIS FORM"),
    _phrase("guide-steps", "Các bước", "Steps"),
    _phrase(
        "guide-1",
        "Lần lượt điền các trang: {sheets}. Chỉ điền vào ô có nền vàng nhạt; nhấn phím Tab để sang ô tiếp theo.",
        "Fill in the sheets {sheets}. Only pale yellow cells; Tab goes to the next.",
    ),
    _phrase(
        "guide-2",
        "Không có thì ghi 0. Không thống kê được thì ghi “{no_data}”. Để trống nghĩa là chưa trả lời.",
        "None is 0. Not known is “{no_data}”. Blank means not answered.",
    ),
    _phrase(
        "guide-3",
        "Ô nền xám tự tính. Ô nền xanh là số cấp trên giao hoặc số kỳ trước, không phải điền.",
        "Grey cells compute themselves. Blue cells come from the level above.",
    ),
    _phrase(
        "guide-4",
        "Xem cột “Kiểm tra”: dấu ✗ là lỗi phải sửa, dấu ! là điều cần xem lại, dấu ✓ là đã điền hợp lệ. Dòng đầu mỗi trang cho biết còn bao nhiêu lỗi.",
        "The check column: ✗ must be mended, ! should be looked at again, ✓ is fine. The first row counts what is left.",
    ),
    _phrase(
        "guide-5",
        "Khi dán số từ nơi khác, chọn Dán giá trị (Paste Values) để giữ nguyên khuôn của biểu.",
        "Paste values only, to keep the form as it is.",
    ),
    _phrase(
        "guide-6",
        "Khi hết lỗi, lưu tệp và gửi cho {receiver}. Đổi tên tệp không ảnh hưởng gì.",
        "When no error is left, save and send to {receiver}. The file's name does not matter.",
    ),
    _phrase(
        "guide-6-deadline",
        "Khi hết lỗi, lưu tệp và gửi cho {receiver} trước hết ngày {date}. Đổi tên tệp không ảnh hưởng gì.",
        "When no error is left, save and send to {receiver} by {date}. The file's name does not matter.",
    ),
    _phrase("guide-receiver", "cấp trên trực tiếp", "the level above"),
    _phrase("guide-legend", "Các loại ô", "Kinds of cells"),
    _phrase("guide-legend-input", "Ô để điền", "To be filled in"),
    _phrase("guide-legend-derived", "Ô tự tính", "Computes itself"),
    _phrase("guide-legend-assigned", "Số cấp trên giao", "Assigned from above"),
    _phrase("guide-legend-wrong", "Ô đang có lỗi", "Wrong as it stands"),
    _phrase("guide-notes", "Cách tính từng chỉ tiêu", "What each indicator means"),
    _phrase("col-note", "Cách tính, cách điền", "Definition"),
)
