"""Messages about outputs that people have edited."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = (
    Message(
        "consolidated-unchanged",
        "phrase",
        "{count} tệp tổng hợp khác không có gì mới nên không ghi lại.",
        "{count} other consolidated workbooks have nothing new and were not written again.",
    ),
    Message(
        "kept-filled-in",
        "note",
        "Tệp này đã có người đánh dấu hoặc ghi thêm; số liệu không có gì mới nên tệp được giữ nguyên.",
        "Somebody has marked or filled in something in this file; there are no new figures, so it was kept as it is.",
        "Không cần làm gì.",
        "Nothing needs to be done.",
    ),
    Message(
        "filled-in-carried",
        "note",
        "Tệp này đã có người đánh dấu hoặc ghi thêm ({marks} chỗ đánh dấu, {words} câu trả lời); số liệu đã được cập nhật, những chỗ đó giữ nguyên.",
        "Somebody has filled in this file ({marks} marks, {words} answers); its figures are up to date now, what was filled in is kept.",
        "Bản trước khi cập nhật được cất ở {path}.",
        "The former file is kept as {path}.",
    ),
    Message(
        "kept-stale",
        "warning",
        "Tệp này đã có người sửa ở trang {sheets} nên được giữ nguyên; số liệu mới chưa có trong tệp.",
        "Somebody has edited the sheet {sheets} of this file: it was kept as it is and does not have the new figures.",
        "Chạy lại với --overwrite để có số mới: bản đang có được cất lại, chỗ đánh dấu được giữ. Số cần sửa thì ghi vào trang Điều chỉnh.",
        "Run the command with --overwrite: this file is put aside, its marks are kept. Correct figures in the sheet Điều chỉnh.",
    ),
    Message(
        "kept-assessed",
        "warning",
        "Trang Thẩm định của tệp này đã có người ghi nên tệp được giữ nguyên; số liệu mới chưa có trong tệp.",
        "Somebody has filled in the sheet Thẩm định of this file: it was kept as it is and does not have the new figures.",
        "Thả tệp này vào 2-nhan rồi nhận (baocao collect) để phần thẩm định được tính, sau đó tổng hợp lại với --overwrite.",
        "Put it into 2-nhan and collect, so that the assessments count; then consolidate with --overwrite.",
    ),
    Message(
        "total-typed-over",
        "warning",
        "“{label}”: tệp tổng hợp của {name} bị gõ lại thành {found}, còn số tổng hợp được là {other}; số gõ tay không được tính.",
        "“{label}”: somebody has typed {found} into the consolidated workbook of {name}, but the total is {other}; what was typed does not count.",
        "Nếu {found} đúng, hãy ghi vào trang Điều chỉnh của sổ điều hành (from {other}, to {found}, lý do); nếu không, sửa lại ô này.",
        "If {found} is right, put it into the sheet Điều chỉnh (from {other}, to {found}, the reason); if not, mend the cell.",
    ),
    Message(
        "edited-set-aside",
        "note",
        "Tệp này đã có người sửa và nay được tạo lại; {marks} chỗ đánh dấu được giữ.",
        "Somebody had edited this file; it was made anew, with its {marks} marks.",
        "Bản đã sửa được cất ở {path}.",
        "What was edited is kept as {path}.",
    ),
)
