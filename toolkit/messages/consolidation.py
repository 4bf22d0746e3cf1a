"""Messages about consolidation."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = (
    Message(
        "target-sum-differs",
        "warning",
        "Chỉ tiêu giao cho {name} là {found}, còn cộng chỉ tiêu giao cho các đơn vị bên dưới là {total}.",
        "{name} was assigned {found}, but those below it were assigned {total} together.",
        "Nếu không cố ý giao chênh, hãy sửa ở trang Chỉ tiêu giao.",
        "Unless that is intended, mend the sheet Chỉ tiêu giao.",
    ),
)
