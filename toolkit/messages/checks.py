"""Messages of the checks on a submission."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = (
    Message(
        "unfilled",
        "error",
        "Biểu của {name} gửi về chưa điền số liệu nào.",
        "The workbook of {name} came back without any figure.",
        "Hãy điền vào biểu, lưu lại rồi gửi lại; có thể đã gửi nhầm tệp trống.",
        "Fill it in, save it and send it again; the empty file may have been sent by mistake.",
    ),
    Message(
        "required",
        "error",
        "“{label}” bắt buộc phải điền mà đang để trống.",
        "“{label}” must be filled in and is empty.",
        "Hãy điền; không phát sinh thì ghi 0, không biết thì ghi “không có số liệu”.",
        "Fill it in: 0 where there were none, “không có số liệu” where it is not known.",
    ),
    Message(
        "below-minimum",
        "error",
        "“{label}” là {found}, nhỏ hơn mức nhỏ nhất có thể là {bound}.",
        "“{label}” is {found}, below the least possible, {bound}.",
        "Hãy kiểm tra và sửa lại.",
        "Check it and mend it.",
    ),
    Message(
        "above-maximum",
        "error",
        "“{label}” là {found}, lớn hơn mức lớn nhất có thể là {bound}.",
        "“{label}” is {found}, above the most possible, {bound}.",
        "Hãy kiểm tra và sửa lại.",
        "Check it and mend it.",
    ),
    Message(
        "partition",
        "error",
        "“{label}” là {found}, nhưng các phần chia ra cộng lại là {working} = {sum}.",
        "“{label}” is {found}, but its parts come to {working} = {sum}.",
        "Hãy sửa để tổng bằng các phần: {parts}.",
        "Make the whole equal its parts: {parts}.",
    ),
    Message(
        "subset",
        "error",
        "“{label}” là {found}, lớn hơn “{whole}” là {total}.",
        "“{label}” is {found}, greater than “{whole}”, {total}.",
        "Phần “trong đó” không thể lớn hơn tổng; hãy sửa một trong hai số.",
        "A part cannot be greater than its whole; mend one of the two.",
    ),
    Message("rule", "error", "{vi}", "{en}", "{remedy_vi}", "{remedy_en}"),
    Message(
        "rule-failed",
        "note",
        "Chưa kiểm tra được quy tắc “{rule}”: phép tính cho kết quả {found}.",
        "The rule “{rule}” could not be checked: it came to {found}.",
        "Hãy xem các số mà quy tắc này dùng, thường là mẫu số bằng 0.",
        "Look at the figures that it uses; mostly a denominator is 0.",
    ),
    Message(
        "target-changed",
        "error",
        "“{label}” trong biểu là {found}, còn cấp trên giao là {assigned}.",
        "“{label}” is {found} in the workbook, but {assigned} was assigned.",
        "Hãy ghi lại {assigned}; nếu cấp trên giao sai thì báo văn phòng điều chỉnh.",
        "Put {assigned} back; if it was assigned wrongly, tell the office.",
    ),
    Message(
        "text-too-long",
        "warning",
        "“{label}” dài {length} ký tự, quy định tối đa {most}.",
        "“{label}” has {length} characters; at most {most} are asked for.",
        "Nội dung được giữ nguyên; lần sau hãy viết gọn hơn.",
        "It is kept whole; please be shorter next time.",
    ),
)
