"""Messages of the checks across units: they ask, none of them returns a workbook."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = (
    Message(
        "same-as-other",
        "warning",
        "Cả {count} số liệu của {name} giống hệt số liệu của {others}.",
        "All {count} figures of {name} are the same as those of {others}.",
        "Có thể đã chép từ biểu của nhau; hãy hỏi lại các đơn vị này.",
        "One was probably copied from the other; ask these units.",
    ),
    Message(
        "same-as-previous",
        "warning",
        "Cả {count} số liệu của {name} giống hệt kỳ trước.",
        "All {count} figures of {name} are the same as those of the previous period.",
        "Có thể đã gửi lại số của kỳ trước; hãy hỏi lại đơn vị.",
        "Last period's were probably sent once more; ask the unit.",
    ),
    Message(
        "tenfold-jump",
        "warning",
        "“{label}” là {found}, kỳ trước là {before}: chênh nhau từ mười lần trở lên.",
        "“{label}” is {found}; in the previous period it was {before}: ten times apart or more.",
        "Có thể gõ thừa hoặc thiếu một chữ số; hãy kiểm tra lại, nếu đúng thì để nguyên.",
        "There may be a digit too many or too few; check it, and leave it if it is right.",
    ),
    Message(
        "outlier",
        "note",
        "“{label}” là {found}, khác hẳn các đơn vị cùng loại ({kind}), nơi mức giữa là {median}.",
        "“{label}” is {found}, far from the other units of the kind ({kind}), whose median is {median}.",
        "Hãy xem lại; nếu đúng thì để nguyên.",
        "Look at it again; leave it if it is right.",
    ),
    Message(
        "exactly-full",
        "note",
        "Cả {count} đơn vị trực thuộc {name} đều có “{label}” đúng bằng 100%.",
        "All {count} units below {name} have “{label}” at exactly 100%.",
        "Có thể số thực hiện được ghi theo số giao; hãy hỏi lại vài đơn vị.",
        "What was done may have been written after what was assigned; ask some of them.",
    ),
    Message(
        "listed-twice",
        "warning",
        "Dòng “{found}” của “{label}” cũng có trong biểu của {other}.",
        "The row “{found}” of “{label}” stands in the workbook of {other} as well.",
        "Hãy thống nhất giữa hai đơn vị để chỉ một nơi kê.",
        "Settle between the two units which of them lists it.",
    ),
)
