"""Messages about what was typed into one cell."""

from toolkit.messages.message import Message

MESSAGES: tuple[Message, ...] = (
    Message(
        "value-repaired",
        "note",
        "“{label}”: ô ghi “{found}”, đã hiểu là {value}.",
        "“{label}”: “{found}” was read as {value}.",
        "Nếu hiểu sai thì hãy báo lại văn phòng; lần sau chỉ gõ chữ số.",
        "Tell the office if that is wrong; next time type digits only.",
    ),
    Message(
        "text-repaired",
        "note",
        "“{label}”: mã chữ hoặc khoảng trắng trong ô đã được chuẩn hóa, lời văn không đổi.",
        "“{label}”: letters or spaces were brought into their standard form; the words are the same.",
        "Không phải làm gì.",
        "Nothing need be done.",
    ),
    Message(
        "choice-repaired",
        "note",
        "“{label}”: ô ghi “{found}”, đã hiểu là “{value}”.",
        "“{label}”: “{found}” was read as “{value}”.",
        "Nếu hiểu sai thì hãy báo lại văn phòng; lần sau hãy chọn trong danh sách thả xuống của ô.",
        "Tell the office if that is wrong; next time pick from the cell's list.",
    ),
    Message(
        "value-ambiguous",
        "error",
        "“{label}”: ô ghi “{found}”, có thể hiểu là: {options}.",
        "“{label}”: “{found}” can be read as: {options}.",
        "Hãy gõ lại cho rõ, chỉ dùng chữ số (ví dụ 1234); nếu không có số liệu thì ghi “không có số liệu”.",
        "Type it again in digits only (such as 1234); where the figure is not known, state “không có số liệu”.",
    ),
    Message(
        "number-unreadable",
        "error",
        "“{label}”: không đọc được “{found}” thành số.",
        "“{label}”: “{found}” cannot be read as a number.",
        "Hãy gõ lại bằng chữ số; nếu không có số liệu thì ghi “không có số liệu”.",
        "Type it again in digits; where the figure is not known, state “không có số liệu”.",
    ),
    Message(
        "date-unreadable",
        "error",
        "“{label}”: không đọc được “{found}” thành ngày.",
        "“{label}”: “{found}” cannot be read as a date.",
        "Hãy gõ theo dạng ngày/tháng/năm, ví dụ 26/03/2020.",
        "Type day/month/year, such as 26/03/2020.",
    ),
    Message(
        "choice-unknown",
        "error",
        "“{label}”: “{found}” không có trong danh mục.",
        "“{label}”: “{found}” is not in the list.",
        "Hãy chọn một giá trị trong danh sách thả xuống của ô.",
        "Pick one from the cell's list.",
    ),
)
