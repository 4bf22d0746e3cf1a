"""What is said when an office's own workbook is to become the blank of a form."""

from toolkit.messages.message import Message

_AGAIN_VI, _AGAIN_EN = "rồi lưu tệp và chạy lại lệnh.", "then save the workbook and run the command again."


def _error(code: str, vi: str, en: str, remedy_vi: str, remedy_en: str) -> Message:
    return Message(code, "error", vi, en, f"{remedy_vi}, {_AGAIN_VI}", f"{remedy_en}, {_AGAIN_EN}")


MESSAGES: tuple[Message, ...] = (
    Message(
        "help-adopt",
        "phrase",
        "Lấy tệp Excel sẵn có của cơ quan làm biểu mẫu trống.",
        "Make an office's own workbook the blank of a form.",
    ),
    _error(
        "adopt-name-missing",
        "Chưa ô nào mang tên “{found}” ({label}).",
        "No cell is named “{found}” ({label}).",
        "Hãy chọn ô nhập của mục này, gõ {found} vào Hộp tên (Name Box) ở bên trái thanh công thức và nhấn Enter",
        "Select its input, type {found} into the Name Box left of the formula bar and press Enter",
    ),
    _error(
        "adopt-name-similar",
        "Chưa ô nào mang tên “{found}” ({label}); tên gần nhất trong tệp là “{nearest}”, ở {where}.",
        "No cell is named “{found}” ({label}); the nearest name in the workbook is “{nearest}”, at {where}.",
        "Nếu đó chính là ô này thì hãy đổi tên thành {found} ở Công thức > Trình quản lý tên (Formulas > Name Manager)",
        "If it is the one, rename it to {found} in Formulas > Name Manager",
    ),
    _error(
        "adopt-name-broken",
        "Tên “{found}” không chỉ vào một ô hay một vùng ô nào (ô đã bị xóa, hoặc tên gồm nhiều vùng).",
        "The name “{found}” points to no cell or area (its cell was deleted, or it holds several areas).",
        "Hãy xóa tên này ở Công thức > Trình quản lý tên rồi đặt lại cho đúng ô",
        "Delete it in Formulas > Name Manager and name the right cell",
    ),
    _error(
        "adopt-name-of-area",
        "Tên “{found}” chỉ vào nhiều ô ({where}), mà đây là một câu trả lời.",
        "The name “{found}” points to several cells ({where}), but this is one answer.",
        "Hãy đặt lại tên cho đúng một ô nhập",
        "Let it name one input cell",
    ),
    _error(
        "adopt-name-under-merged",
        "Tên “{found}” chỉ vào ô {where}, nằm khuất trong một ô gộp; gõ vào đó không được.",
        "The name “{found}” points to {where}, which lies under a merged cell; nobody can type there.",
        "Hãy đặt tên cho ô đầu của ô gộp",
        "Name the first cell of the merged one",
    ),
    _error(
        "adopt-name-on-hidden-sheet",
        "Tên “{found}” chỉ vào {where}, ở một trang tính bị ẩn.",
        "The name “{found}” points to {where}, on a hidden sheet.",
        "Hãy đặt tên cho ô ở trang mà người điền nhìn thấy",
        "Name a cell on a sheet that staff can see",
    ),
    _error(
        "adopt-same-cell",
        "Hai tên “{found}” và “{other}” cùng chỉ vào ô {where}.",
        "The names “{found}” and “{other}” both point to {where}.",
        "Hãy đặt lại cho mỗi tên một ô riêng",
        "Give each a cell of its own",
    ),
    _error(
        "adopt-table-columns",
        "Bảng “{found}” ở {where} có {count} cột, biểu mẫu cần {expected} cột.",
        "The table “{found}” at {where} has {count} columns; the form needs {expected}.",
        "Hãy chọn lại vùng nhập của bảng cho đủ cột, theo đúng thứ tự; hoặc đặt tên từng cột: {columns}",
        "Name the body of the table again with all its columns in order, or name each column: {columns}",
    ),
    _error(
        "adopt-table-uneven",
        "Các cột của bảng “{found}” không cùng một trang hoặc không cùng các dòng ({where}).",
        "The columns of the table “{found}” are not on one sheet or not on the same rows ({where}).",
        "Hãy đặt lại tên các cột cho cùng dòng đầu và dòng cuối",
        "Let them all begin and end on the same rows",
    ),
    Message(
        "adopt-cell-locked",
        "warning",
        "Ô “{found}” ({where}) bị khóa vì trang tính được bảo vệ; người điền sẽ không gõ vào được.",
        "The cell “{found}” ({where}) is locked on a protected sheet; staff cannot type there.",
        "Hãy bỏ dấu Khóa (Format Cells > Protection > Locked) ở ô này, trừ khi cấp trên điền sẵn.",
        "Clear Format Cells > Protection > Locked for it, unless the level above fills it in.",
    ),
    Message(
        "adopt-not-for-kind",
        "note",
        "Đơn vị loại “{kind}” vẫn nhận biểu do phần mềm tạo, vì tệp này chưa có: {found}.",
        "Units of kind “{kind}” still get the blank that baocao writes, for this workbook lacks: {found}.",
        "Muốn dùng tệp này cho cả loại đơn vị ấy thì đặt thêm các tên đó.",
        "Name those cells too if the workbook is meant for them.",
    ),
    Message(
        "adopt-has-macros",
        "obstacle",
        "Tệp {file} có chứa macro nên không dùng làm biểu mẫu được.",
        "The workbook {file} holds macros and cannot become a blank.",
        "Hãy lưu lại dạng .xlsx (Excel Workbook, không macro) rồi chạy lại lệnh.",
        "Save it as .xlsx (Excel Workbook, without macros), then run the command again.",
    ),
    Message(
        "adopt-has-links",
        "obstacle",
        "Tệp {file} lấy dữ liệu từ tệp hoặc nguồn khác nên không dùng làm biểu mẫu được.",
        "The workbook {file} draws on other files or sources and cannot become a blank.",
        "Hãy cắt liên kết ở Dữ liệu > Sửa liên kết (Data > Edit Links > Break Link) rồi chạy lại lệnh.",
        "Break them in Data > Edit Links, then run the command again.",
    ),
    Message(
        "adopt-is-template",
        "obstacle",
        "Tệp {file} là tệp khuôn mẫu (.xltx), không phải tệp Excel thường.",
        "The file {file} is a template (.xltx), not an ordinary workbook.",
        "Hãy lưu lại dạng .xlsx rồi chạy lại lệnh.",
        "Save it as .xlsx, then run the command again.",
    ),
    Message(
        "adopt-other-there",
        "obstacle",
        "Biểu mẫu {programme}/{form} đã có một tệp riêng khác: {path}.",
        "The form {programme}/{form} has another workbook of its own already: {path}.",
        "Thêm --overwrite để thay tệp đó.",
        "Add --overwrite to replace it.",
    ),
    Message(
        "adopted",
        "phrase",
        "Đã lấy {file} làm biểu mẫu trống của {programme}/{form}, lưu ở {path}. Từ nay “baocao issue” phát tệp này.",
        "{file} is now the blank of {programme}/{form}, kept at {path}; “baocao issue” sends it out from now on.",
    ),
)
